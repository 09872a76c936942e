# Generated from specs/providers/siliconflow.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-image by SiliconFlow.

https://docs.siliconflow.cn/en/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.uploads import data_url_field
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/images/generations``."""
    call.check_parameters()
    call.refuse_unsupported("target_size", server=route.server)
    call = await fetch_files(call, route)
    body = call.body(
        {"model": route.model, "image": data_url_field(call.inputs)}, omit_keys(call.parameters, "target_size")
    )
    return await route.post("/v1/images/generations", json=body)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "images", 0, "url"))
