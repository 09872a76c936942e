# Generated from specs/providers/cohere.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Chat completion by Cohere.

Protocol: OpenAI's chat completions.
https://docs.cohere.com/docs/compatibility-api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionStreamOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import as_text, flatten, get
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/compatibility/v1/chat/completions``."""
    return await route.post("/compatibility/v1/chat/completions", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body({"model": route.model, "messages": call.inputs}, call.parameters)


def parse_response(response: Response) -> ChatCompletionOutput:
    """Parse the response."""
    data = response.json()
    if get(data, "choices"):
        result = data
    else:
        result = {
            "id": get(data, "id"),
            "choices": [
                {
                    "index": 0,
                    "message": {
                        "role": get(data, "message", "role"),
                        "content": get(data, "message", "content", 0, "text"),
                    },
                    "finish_reason": get(data, "finish_reason"),
                }
            ],
            "usage": get(data, "usage", "tokens")
            and {
                "prompt_tokens": get(data, "usage", "tokens", "input_tokens"),
                "completion_tokens": get(data, "usage", "tokens", "output_tokens"),
            },
        }
    return convert(result, ChatCompletionOutput, response.server, body=response.body)


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/compatibility/v1/chat/completions`` and open the response as a stream."""
    return await route.stream("/compatibility/v1/chat/completions", STREAM, json=_body(call, route) | {"stream": True})


def _is_last(item: ChatCompletionStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return bool(get(item, "choices", 0, "finish_reason"))


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "choices", 0, "delta", "content") or get(data, "delta", "message", "content", "text"))


def _to_item(data: Json, text: str) -> Json:
    """Convert an event to an item; ``text`` is the text collected so far."""
    return ((get(data, "choices") or get(data, "usage")) and data) or (
        get(data, "type")
        and {
            "choices": [
                {
                    "index": 0,
                    "delta": {
                        "role": get(data, "delta", "message", "role"),
                        "content": get(data, "delta", "message", "content", "text"),
                        "reasoning": get(data, "delta", "message", "content", "thinking"),
                        "tool_calls": get(data, "delta", "message", "tool_calls"),
                    },
                    "finish_reason": get(data, "delta", "finish_reason"),
                }
            ],
            "usage": get(data, "delta", "usage", "tokens")
            and {
                "prompt_tokens": get(data, "delta", "usage", "tokens", "input_tokens"),
                "completion_tokens": get(data, "delta", "usage", "tokens", "output_tokens"),
            },
        }
    )


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    if get(data, "choices"):
        result = data
    else:
        result = {
            "id": get(data, "id"),
            "choices": [
                {
                    "index": 0,
                    "message": {
                        "role": get(data, "message", "role"),
                        "content": get(data, "message", "content", 0, "text"),
                    },
                    "finish_reason": get(data, "finish_reason"),
                }
            ],
            "usage": get(data, "usage", "tokens")
            and {
                "prompt_tokens": get(data, "usage", "tokens", "input_tokens"),
                "completion_tokens": get(data, "usage", "tokens", "output_tokens"),
            },
        }
    choices = flatten(get(result, "choices"))
    return {
        "id": get(result, "id"),
        "created": get(result, "created"),
        "model": get(result, "model"),
        "usage": get(result, "usage"),
        "choices": choices
        and [
            {
                "index": get(choice, "index"),
                "delta": get(choice, "message"),
                "finish_reason": get(choice, "finish_reason"),
            }
            for choice in choices
        ],
    }


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    choices = flatten(get(data, "choices"))
    return {
        "id": get(data, "id"),
        "created": get(data, "created"),
        "model": get(data, "model"),
        "usage": get(data, "usage"),
        "choices": choices
        and [
            {
                "index": get(choice, "index"),
                "message": get(choice, "delta"),
                "finish_reason": get(choice, "finish_reason"),
            }
            for choice in choices
        ],
    }


def _final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "choices", 0, "message", "content"))


STREAM = StreamRules(
    item_type=ChatCompletionStreamOutput,
    done_sentinel=b"[DONE]",
    is_last=_is_last,
    to_item=_to_item,
    text=_text,
    from_response=_from_response,
    final_type=ChatCompletionOutput,
    delta_fields=frozenset({"content", "reasoning", "reasoning_content", "refusal", "arguments"}),
    build_final=_build_final,
    final_text=_final_text,
)
