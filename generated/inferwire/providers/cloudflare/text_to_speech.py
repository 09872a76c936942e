# Generated from specs/providers/cloudflare.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-speech by Cloudflare Workers AI.

`output_type` is `bytes` or `data_url`.
https://developers.cloudflare.com/workers-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.cloudflare import ERRORS
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import contains, flatten_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    if contains(route.model, "melotts"):
        return await _send_melotts(call, route)
    call.check_output_type("bytes", "data_url")
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        json=call.body({"text": call.inputs}, flatten_keys(call.parameters, "generation_parameters")),
    )


async def _send_melotts(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        json=call.body({"prompt": call.inputs}, flatten_keys(call.parameters, "generation_parameters")),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return media_from_base64(get(data, "result", "audio"))
