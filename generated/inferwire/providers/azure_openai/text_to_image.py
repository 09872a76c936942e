# Generated from specs/providers/azure-openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Azure OpenAI.

`output_type` is `bytes`, `url`, `data_url` or `json`.
Protocol: OpenAI's image generation and editing.
https://learn.microsoft.com/azure/ai-services/openai/reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64, media_from_url
from inferwire_runtime.models import compact
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import is_set, join_text, omit_keys, to_text

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("guidance_scale", "negative_prompt", "num_inference_steps", "scheduler", "seed")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/openai/deployments/{model}/images/generations``."""
    call.check_output_type("bytes", "url", "data_url", "json")
    call.refuse_unsupported(UNSUPPORTED, route.server)
    width = call.parameter("width")
    return await route.post(
        f"/openai/deployments/{quote_path(route.model)}/images/generations",
        json=call.body(
            {
                "model": route.model,
                "prompt": call.inputs,
                "size": call.parameter("size")
                or (
                    join_text("x", compact(to_text(width), to_text(call.parameter("height"))))
                    if is_set(width)
                    else UNSET
                ),
                "response_format": "url" if call.output_type == "url" else UNSET,
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
