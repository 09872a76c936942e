# Generated from specs/providers/elevenlabs.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-audio by ElevenLabs.

`output_type` is `bytes` or `data_url`.
https://elevenlabs.io/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.values import flatten_keys, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/sound-generation``."""
    call.check_output_type("bytes", "data_url")
    call.check_encodable()
    return await route.post(
        "/v1/sound-generation",
        json=call.body(
            {"text": call.inputs, "model_id": route.model},
            omit_keys(flatten_keys(call.parameters, "generation_parameters"), "output_format"),
        ),
        query={"output_format": call.parameter("output_format")},
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    return response.media()
