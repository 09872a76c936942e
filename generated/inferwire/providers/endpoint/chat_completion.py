# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""The endpoint: chat completion.

Protocol: OpenAI's chat completions.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.protocols.openai_chat.chat_completion import STREAM
from inferwire.types.chat_completion import ChatCompletionOutput
from inferwire_runtime.steps import open_stream as open_route_stream
from inferwire_runtime.values import first

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.streaming import Opened


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/chat/completions``."""
    return route.post("/v1/chat/completions", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Make the body of a request."""
    return call.body({"model": first(route.model, "tgi"), "messages": call.inputs}, call.parameters)


def read(reply: Reply) -> ChatCompletionOutput:
    """Make the task's answer of the reply."""
    return reply.decode(ChatCompletionOutput)


def open_stream(call: Call, route: Route) -> Flow[Opened]:
    """Post the call to ``/v1/chat/completions`` and ask for a stream."""
    return open_route_stream(route, "/v1/chat/completions", STREAM, json=_body(call, route) | {"stream": True})
