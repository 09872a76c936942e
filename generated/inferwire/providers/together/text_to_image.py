# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Together AI.

`output_type` is `bytes`, `url`, `data_url` or `json`.
Protocol: OpenAI's image generation and editing.
https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64, media_from_url
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/images/generations``."""
    call.check_output_type("bytes", "url", "data_url", "json")
    call.check_encodable()
    return await route.post(
        "/v1/images/generations",
        json=call.body(
            {
                "model": route.model,
                "prompt": call.inputs,
                "steps": call.parameter("num_inference_steps"),
                "response_format": "url" if call.output_type == "url" else "base64",
            },
            omit_keys(call.parameters, "num_inference_steps"),
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_base64(get(data, "data", 0, "b64_json")) or media_from_url(get(data, "data", 0, "url"))
