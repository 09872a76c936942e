# Generated from specs/providers/cohere.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Cohere: chat completion.

Protocol: OpenAI's chat completions.
https://docs.cohere.com/docs/compatibility-api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionStreamOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.pick import both, each, either, flat_items, is_false, pick, text_of
from inferwire_runtime.steps import open_stream as open_route_stream
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.streaming import Opened


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/compatibility/v1/chat/completions``."""
    return route.post("/compatibility/v1/chat/completions", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Make the body of a request."""
    return call.body({"model": route.model, "messages": call.inputs}, call.parameters)


def read(reply: Reply) -> ChatCompletionOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(
        either(
            both(pick(data, "choices"), data),
            {
                "id": pick(data, "id"),
                "choices": [
                    {
                        "index": 0,
                        "message": {
                            "role": pick(data, "message", "role"),
                            "content": pick(data, "message", "content", 0, "text"),
                        },
                        "finish_reason": pick(data, "finish_reason"),
                    }
                ],
            },
        ),
        ChatCompletionOutput,
        reply.who,
        body=reply.body,
    )


def open_stream(call: Call, route: Route) -> Flow[Opened]:
    """Post the call to ``/compatibility/v1/chat/completions`` and ask for a stream."""
    return open_route_stream(
        route, "/compatibility/v1/chat/completions", STREAM, json=_body(call, route) | {"stream": True}
    )


def _is_finished(item: ChatCompletionStreamOutput) -> bool:
    """Whether an item says that the answer is complete."""
    return not is_false(pick(item, "choices", 0, "finish_reason"))


def _text(data: Json) -> str:
    """Give the text that an event adds."""
    return text_of(
        either(pick(data, "choices", 0, "delta", "content"), pick(data, "delta", "message", "content", "text"))
    )


def _to_item(data: Json, text: str) -> Json:
    """Make an item of an event; ``text`` is all that came so far."""
    return either(
        both(pick(data, "choices"), data),
        both(
            pick(data, "type"),
            {
                "choices": [
                    {
                        "index": 0,
                        "delta": {
                            "role": pick(data, "delta", "message", "role"),
                            "content": pick(data, "delta", "message", "content", "text"),
                        },
                        "finish_reason": pick(data, "delta", "finish_reason"),
                    }
                ]
            },
        ),
    )


def _from_whole(data: Json) -> Json:
    """Make an item of the answer of a server that does not stream."""
    return either(
        both(
            pick(data, "choices"),
            {
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
            },
        ),
        {
            "id": pick(data, "id"),
            "choices": [
                {
                    "index": 0,
                    "delta": {
                        "role": pick(data, "message", "role"),
                        "content": pick(data, "message", "content", 0, "text"),
                    },
                    "finish_reason": pick(data, "finish_reason"),
                }
            ],
        },
    )


def _to_final(data: Json) -> Json:
    """Make the whole answer of all items, laid one over the other."""
    return {
        "id": pick(data, "id"),
        "created": pick(data, "created"),
        "model": pick(data, "model"),
        "choices": each(
            flat_items(pick(data, "choices")),
            lambda item: {
                "index": pick(item, "index"),
                "message": pick(item, "delta"),
                "finish_reason": pick(item, "finish_reason"),
            },
        ),
    }


def _final_text(data: Json) -> str:
    """Give the text of the whole answer."""
    return text_of(pick(data, "choices", 0, "message", "content"))


STREAM = StreamRules(
    type_=ChatCompletionStreamOutput,
    done=b"[DONE]",
    is_finished=_is_finished,
    to_item=_to_item,
    text=_text,
    from_whole=_from_whole,
    final_type=ChatCompletionOutput,
    pieces=frozenset({"content", "reasoning", "arguments"}),
    to_final=_to_final,
    final_text=_final_text,
)
