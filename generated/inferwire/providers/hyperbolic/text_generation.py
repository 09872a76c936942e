# Generated from specs/providers/hyperbolic.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Hyperbolic: text generation.

Protocol: OpenAI's chat completions.
https://docs.hyperbolic.xyz
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.pick import both, either, is_false, pick, text_of, within
from inferwire_runtime.steps import open_stream as open_route_stream
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.values import renamed

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.streaming import Opened


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/chat/completions``."""
    return route.post("/v1/chat/completions", json=_body(call, route))


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
    """Post the call to ``/v1/chat/completions`` and ask for a stream."""
    return open_route_stream(route, "/v1/chat/completions", STREAM, json=_body(call, route) | {"stream": True})


def _is_finished(item: TextGenerationStreamOutput) -> bool:
    """Whether an item says that the answer is complete."""
    return not is_false(pick(item, "details"))


def _text(data: Json) -> str:
    """Give the text that an event adds."""
    return text_of(pick(data, "choices", 0, "delta", "content"))


def _to_item(data: Json, text: str) -> Json:
    """Make an item of an event; ``text`` is all that came so far."""
    return within(
        pick(data, "choices", 0),
        lambda found: {
            "token": {"text": either(pick(found, "delta", "content"), "")},
            "generated_text": both(pick(found, "finish_reason"), text),
            "details": both(pick(found, "finish_reason"), {"finish_reason": pick(found, "finish_reason")}),
        },
    )


def _from_whole(data: Json) -> Json:
    """Make an item of the answer of a server that does not stream."""
    return {
        "token": {"text": pick(data, "choices", 0, "message", "content")},
        "generated_text": pick(data, "choices", 0, "message", "content"),
        "details": {"finish_reason": pick(data, "choices", 0, "finish_reason")},
    }


STREAM = StreamRules(
    type_=TextGenerationStreamOutput,
    done=b"[DONE]",
    is_finished=_is_finished,
    to_item=_to_item,
    text=_text,
    from_whole=_from_whole,
)
