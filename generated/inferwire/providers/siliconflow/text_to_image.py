# Generated from specs/providers/siliconflow.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by SiliconFlow.

https://docs.siliconflow.cn/en/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.models import compact
from inferwire_runtime.values import contains, first_set, is_set, join_text, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("scheduler",)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/images/generations``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    guidance_scale = call.parameter("guidance_scale")
    width = call.parameter("width")
    return await route.post(
        "/v1/images/generations",
        json=call.body(
            {
                "model": route.model,
                "prompt": call.inputs,
                "image_size": call.parameter("image_size")
                or (is_set(width) and join_text("x", compact(width, call.parameter("height"))))
                or (contains(route.model, "Qwen") and "1328x1328")
                or "1024x1024",
                "guidance_scale": guidance_scale if not contains(route.model, "Qwen") else UNSET,
                "cfg": first_set(call.parameter("cfg"), guidance_scale if contains(route.model, "Qwen") else UNSET),
            },
            omit_keys(call.parameters, "guidance_scale", "width", "height", *UNSUPPORTED),
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "images", 0, "url"))
