# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Together AI: text to speech.

Protocol: OpenAI's speech.
https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.values import contains, first, lower

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/audio/speech``."""
    call.allow_output_types("bytes", "data_url")
    return route.post(
        "/v1/audio/speech",
        json=call.body(
            {
                "model": route.model,
                "input": call.inputs,
                "voice": first(
                    call.parameter("voice"), "af_alloy" if contains(lower(route.model), "kokoro") else UNSET
                ),
            },
            call.parameters,
        ),
    )


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    return reply.media()
