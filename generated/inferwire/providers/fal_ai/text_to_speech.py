# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-speech by fal.

https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import flatten_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/{model}``."""
    return await route.post(
        f"/{quote_path(route.model)}",
        json=call.body({"text": call.inputs}, flatten_keys(call.parameters, "generation_parameters")),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "audio", "url"))
