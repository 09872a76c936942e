# Generated from specs/providers/deepgram.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-speech by Deepgram.

`output_type` is `bytes` or `data_url`.
https://developers.deepgram.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.deepgram import ERRORS
from inferwire_runtime.models import drop_unset
from inferwire_runtime.values import flatten_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/speak``."""
    call.check_output_type("bytes", "data_url")
    call.check_encodable()
    route = route.with_errors(ERRORS)
    return await route.post(
        "/v1/speak",
        json=drop_unset({"text": call.inputs}),
        query=call.query({"model": route.model}, flatten_keys(call.parameters, "generation_parameters")),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    return response.media()
