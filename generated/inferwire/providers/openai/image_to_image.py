# Generated from specs/providers/openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-image by OpenAI.

`output_type` is `bytes`, `url`, `data_url` or `json`.
Protocol: OpenAI's image generation and editing.
https://platform.openai.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64, media_from_url
from inferwire_runtime.models import compact
from inferwire_runtime.values import contains, is_set, join_text, omit_keys, to_text

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/images/edits``."""
    call.check_output_type("bytes", "url", "data_url", "json")
    call.check_encodable()
    call = await fetch_files(call, route)
    width = call.parameter("target_size", "width")
    form = call.form(
        {
            "image": call.inputs if not is_set(call.parameter("image[]")) else UNSET,
            "size": join_text("x", compact(to_text(width), to_text(call.parameter("target_size", "height"))))
            if is_set(width)
            else UNSET,
            "target_size": call.parameter("target_size") if not is_set(width) else UNSET,
            "model": route.model,
            "response_format": ("url" if call.output_type == "url" else "b64_json")
            if not contains(route.model, "gpt-image")
            else UNSET,
        },
        omit_keys(call.parameters, "target_size"),
    )
    return await route.post("/v1/images/edits", form=form)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return media_from_base64(get(data, "data", 0, "b64_json")) or media_from_url(get(data, "data", 0, "url"))
