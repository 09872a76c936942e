# Generated from specs/providers/groq.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Groq: text generation.

Protocol: OpenAI's chat completions.
https://console.groq.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.protocols.openai_chat.text_generation import STREAM
from inferwire.types.text_generation import TextGenerationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.pick import pick
from inferwire_runtime.steps import open_stream as open_route_stream
from inferwire_runtime.values import renamed

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.streaming import Opened


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/openai/v1/chat/completions``."""
    return route.post("/openai/v1/chat/completions", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Make the body of a request."""
    return call.body(
        {"model": route.model, "messages": [{"role": "user", "content": call.inputs}]},
        renamed(call.parameters, {"max_new_tokens": "max_tokens"}),
    )


def read(reply: Reply) -> TextGenerationOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(
        {"generated_text": pick(data, "choices", 0, "message", "content")},
        TextGenerationOutput,
        reply.who,
        body=reply.body,
    )


def open_stream(call: Call, route: Route) -> Flow[Opened]:
    """Post the call to ``/openai/v1/chat/completions`` and ask for a stream."""
    return open_route_stream(route, "/openai/v1/chat/completions", STREAM, json=_body(call, route) | {"stream": True})
