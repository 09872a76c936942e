# Generated from specs/providers/google.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Google.

`guidance_scale` is sent as `guidanceScale`.
`negative_prompt` is sent as `negativePrompt`.
https://ai.google.dev/api/generate-content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64
from inferwire_runtime.models import merge
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import closest, divide, is_set, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1beta/models/{model}:predict``."""
    call.check_parameters()
    call.refuse_unsupported("num_inference_steps", "scheduler", server=route.server)
    width = call.parameter("width")
    return await route.post(
        f"/v1beta/models/{quote_path(route.model)}:predict",
        json=call.body(
            {
                "instances": [{"prompt": call.inputs}],
                "parameters": merge(
                    {
                        "sampleCount": 1,
                        "aspectRatio": closest(
                            divide(width, call.parameter("height")),
                            {"1:1": 1, "3:4": 0.75, "4:3": 1.3333, "9:16": 0.5625, "16:9": 1.7778},
                        )
                        if is_set(width)
                        else UNSET,
                    },
                    rename_keys(
                        omit_keys(call.parameters, "width", "height", "num_inference_steps", "scheduler"),
                        {"guidance_scale": "guidanceScale", "negative_prompt": "negativePrompt"},
                    ),
                ),
            },
            nest="parameters",
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_base64(get(data, "predictions", 0, "bytesBase64Encoded"))
