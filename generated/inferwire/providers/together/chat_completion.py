# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Together AI: chat completion.

Protocol: OpenAI's chat completions.
https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionStreamOutput
from inferwire_runtime.pick import each, flat_items, is_false, pick, text_of
from inferwire_runtime.steps import open_stream as open_route_stream
from inferwire_runtime.streaming import StreamRules

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
        {
            "model": route.model,
            "messages": call.inputs,
            "response_format": {
                "type": "json_schema",
                "schema": call.parameter("response_format", "json_schema", "schema"),
            }
            if call.parameter("response_format", "json_schema", "schema")
            else UNSET,
        },
        call.parameters,
    )


def read(reply: Reply) -> ChatCompletionOutput:
    """Make the task's answer of the reply."""
    return reply.decode(ChatCompletionOutput)


def open_stream(call: Call, route: Route) -> Flow[Opened]:
    """Post the call to ``/v1/chat/completions`` and ask for a stream."""
    return open_route_stream(route, "/v1/chat/completions", STREAM, json=_body(call, route) | {"stream": True})


def _is_finished(item: ChatCompletionStreamOutput) -> bool:
    """Whether an item says that the answer is complete."""
    return not is_false(pick(item, "choices", 0, "finish_reason"))


def _text(data: Json) -> str:
    """Give the text that an event adds."""
    return text_of(pick(data, "choices", 0, "delta", "content"))


def _from_whole(data: Json) -> Json:
    """Make an item of the answer of a server that does not stream."""
    return {
        "id": pick(data, "id"),
        "created": pick(data, "created"),
        "model": pick(data, "model"),
        "usage": pick(data, "usage"),
        "choices": each(
            flat_items(pick(data, "choices")),
            lambda item: {
                "index": pick(item, "index"),
                "delta": pick(item, "message"),
                "finish_reason": pick(item, "finish_reason"),
            },
        ),
    }


STREAM = StreamRules(
    type_=ChatCompletionStreamOutput,
    done=b"[DONE]",
    is_finished=_is_finished,
    text=_text,
    from_whole=_from_whole,
)
