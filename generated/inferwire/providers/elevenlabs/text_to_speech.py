# Generated from specs/providers/elevenlabs.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-speech by ElevenLabs.

`output_type` is `bytes` or `data_url`.
https://elevenlabs.io/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import flatten_keys, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/text-to-speech/{extra.voice || account.voice}``."""
    call.check_output_type("bytes", "data_url")
    call.check_encodable()
    return await route.post(
        "/v1/text-to-speech/" + quote_path(call.parameter("voice") or route.account("voice"), "voice"),
        json=call.body(
            {"text": call.inputs, "model_id": route.model},
            omit_keys(
                flatten_keys(call.parameters, "generation_parameters"),
                "enable_logging",
                "optimize_streaming_latency",
                "output_format",
                "voice",
            ),
        ),
        query={
            "enable_logging": call.parameter("enable_logging"),
            "optimize_streaming_latency": call.parameter("optimize_streaming_latency"),
            "output_format": call.parameter("output_format"),
        },
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    return response.media()
