# Generated from specs/providers/runware.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Runware.

`guidance_scale` is sent as `CFGScale`.
`negative_prompt` is sent as `negativePrompt`.
`num_inference_steps` is sent as `steps`.
https://runware.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.values import contains, first_set, new_uuid, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1``."""
    call.check_encodable()
    width = call.parameter("width")
    height = call.parameter("height")
    return await route.post(
        "/v1",
        json=[
            call.body(
                {
                    "taskType": "imageInference",
                    "taskUUID": new_uuid(),
                    "model": route.model,
                    "positivePrompt": call.inputs,
                    "width": first_set(width, height, 1024 if contains(route.model, "runware:") else UNSET),
                    "height": first_set(height, width, 1024 if contains(route.model, "runware:") else UNSET),
                },
                rename_keys(
                    call.parameters,
                    {"negative_prompt": "negativePrompt", "num_inference_steps": "steps", "guidance_scale": "CFGScale"},
                ),
            )
        ],
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "data", 0, "imageURL"))
