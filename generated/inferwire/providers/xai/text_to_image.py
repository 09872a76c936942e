# Generated from specs/providers/xai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by xAI.

`output_type` is `bytes`, `url`, `data_url` or `json`.
Protocol: OpenAI's image generation and editing.
https://docs.x.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64, media_from_url
from inferwire_runtime.values import closest, divide, is_set, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("guidance_scale", "negative_prompt", "num_inference_steps", "scheduler", "seed")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/images/generations``."""
    call.check_output_type("bytes", "url", "data_url", "json")
    call.refuse_unsupported(UNSUPPORTED, route.server)
    width = call.parameter("width")
    return await route.post(
        "/v1/images/generations",
        json=call.body(
            {
                "model": route.model,
                "prompt": call.inputs,
                "response_format": "url" if call.output_type == "url" else "b64_json",
                "aspect_ratio": call.parameter("aspect_ratio")
                or (
                    closest(
                        divide(width, call.parameter("height")),
                        {"16:9": 1.778, "3:2": 1.5, "4:3": 1.333, "1:1": 1, "3:4": 0.75, "2:3": 0.667, "9:16": 0.5625},
                    )
                    if is_set(width)
                    else UNSET
                ),
            },
            omit_keys(call.parameters, "height", "width", *UNSUPPORTED),
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return media_from_base64(get(data, "data", 0, "b64_json")) or media_from_url(get(data, "data", 0, "url"))
