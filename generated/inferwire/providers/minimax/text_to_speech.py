# Generated from specs/providers/minimax.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-speech by MiniMax.

https://platform.minimax.io/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.minimax import ERRORS
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.values import flatten_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/t2a_v2``."""
    route = route.with_errors(ERRORS)
    return await route.post(
        "/v1/t2a_v2",
        json=call.body(
            {"model": route.model, "text": call.inputs, "output_format": "url"},
            flatten_keys(call.parameters, "generation_parameters"),
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "data", "audio"))
