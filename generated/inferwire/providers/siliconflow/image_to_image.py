# Generated from specs/providers/siliconflow.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-image by SiliconFlow.

`guidance_scale` is sent as `cfg`.
https://docs.siliconflow.cn/en/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.values import omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("target_size",)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/images/generations``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        "/v1/images/generations",
        json=call.body(
            {"model": route.model, "image": url_or_data_url(call.inputs)},
            rename_keys(omit_keys(call.parameters, *UNSUPPORTED), {"guidance_scale": "cfg"}),
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "images", 0, "url"))
