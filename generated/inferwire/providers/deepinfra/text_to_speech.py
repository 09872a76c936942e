# Generated from specs/providers/deepinfra.yaml. Do not edit: change the spec and run `nox -s generate`.
"""DeepInfra: text to speech.

Protocol: OpenAI's speech.
https://deepinfra.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/openai/audio/speech``."""
    call.allow_output_types("bytes", "data_url")
    return route.post(
        "/v1/openai/audio/speech", json=call.body({"model": route.model, "input": call.inputs}, call.parameters)
    )


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    return reply.media()
