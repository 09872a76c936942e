# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-speech by Together AI.

`output_type` is `bytes` or `data_url`.
Protocol: OpenAI's speech.
https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.values import contains, flatten_keys, to_lower

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/audio/speech``."""
    call.check_output_type("bytes", "data_url")
    call.check_encodable()
    return await route.post(
        "/v1/audio/speech",
        json=call.body(
            {
                "model": route.model,
                "input": call.inputs,
                "voice": call.parameter("voice")
                or ("af_alloy" if contains(to_lower(route.model), "kokoro") else UNSET),
            },
            flatten_keys(call.parameters, "generation_parameters"),
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    return response.media()
