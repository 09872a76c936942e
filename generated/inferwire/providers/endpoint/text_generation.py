# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""The endpoint: text generation.

Protocol: OpenAI's text completions.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.protocols.openai_completions.text_generation import STREAM as OPENAI_STREAM
from inferwire.protocols.tgi_generate.text_generation import STREAM as NATIVE_STREAM
from inferwire.types.text_generation import TextGenerationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.pick import both, either, one, pick
from inferwire_runtime.steps import open_stream as open_route_stream
from inferwire_runtime.steps import try_in_turn
from inferwire_runtime.values import renamed

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.streaming import Opened


def send(call: Call, route: Route) -> Flow[Reply]:
    """Send the request by whichever interface the server has."""
    return try_in_turn(_send_openai, _send_native, call, route, statuses=(404, 405))


def _send_openai(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/completions``."""
    return route.post("/v1/completions", json=_openai_body(call, route))


def _openai_body(call: Call, route: Route) -> dict[str, Json]:
    """Make the body of a request."""
    return call.body(
        {"model": route.model, "prompt": call.inputs}, renamed(call.parameters, {"max_new_tokens": "max_tokens"})
    )


def _send_native(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to the endpoint's own URL."""
    return route.post("", json=_native_body(call, route))


def _native_body(call: Call, route: Route) -> dict[str, Json]:
    """Make the body of a request."""
    return call.body({"inputs": call.inputs, "parameters": call.parameters or UNSET})


def read(reply: Reply) -> TextGenerationOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(
        either(
            both(pick(one(data), "generated_text"), one(data)), {"generated_text": pick(data, "choices", 0, "text")}
        ),
        TextGenerationOutput,
        reply.who,
        body=reply.body,
    )


def open_stream(call: Call, route: Route) -> Flow[Opened]:
    """Open the stream by whichever interface the server has."""
    return try_in_turn(_open_openai, _open_native, call, route, statuses=(404, 405))


def _open_openai(call: Call, route: Route) -> Flow[Opened]:
    """Post the call to ``/v1/completions`` and ask for a stream."""
    return open_route_stream(route, "/v1/completions", OPENAI_STREAM, json=_openai_body(call, route) | {"stream": True})


def _open_native(call: Call, route: Route) -> Flow[Opened]:
    """Post the call to the endpoint's own URL and ask for a stream."""
    return open_route_stream(route, "", NATIVE_STREAM, json=_native_body(call, route) | {"stream": True})
