# Generated from specs/providers/ollama.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Chat completion by Ollama.

`max_tokens` is sent as `num_predict`.
https://docs.ollama.com/api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionStreamOutput
from inferwire_runtime.chat_messages import MessageRules, convert_chat
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_message_files
from inferwire_runtime.json_path import as_text, coalesce, flatten, get, get_list
from inferwire_runtime.models import drop_unset, merge
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.uploads import base64_of
from inferwire_runtime.values import (
    as_numbers,
    join_text,
    list_of_strings,
    look_up,
    omit_keys,
    rename_keys,
    to_text,
    total,
)

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


UNSUPPORTED = ("logit_bias", "n", "stream_options", "tool_choice", "tool_prompt")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/api/chat``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    call = await fetch_message_files(call, route, "image")
    return await route.post("/api/chat", json=_body(call, route))


def _text_part(part: dict[str, Json]) -> Json:
    """Build a text part for a message."""
    return get(part, "text")


def _image_part(part: dict[str, Json]) -> Json:
    """Build an image for a message."""
    return base64_of(get(part, "image"))


def _call_part(part: dict[str, Json]) -> Json:
    """Build a tool call for a message."""
    return drop_unset(
        {
            "id": get(part, "id"),
            "function": drop_unset({"name": get(part, "name"), "arguments": get(part, "arguments")}),
        }
    )


def _message(message: dict[str, Json]) -> Json:
    """Build a message from its parts."""
    role = get(message, "role")
    return drop_unset(
        {
            "role": role,
            "content": join_text("", get(message, "texts")) or "",
            "images": get(message, "images", 0) and get(message, "images"),
            "tool_calls": get(message, "calls", 0) and get(message, "calls"),
            "tool_name": get(message, "name") if role == "tool" else None,
            "tool_call_id": get(message, "id") if role == "tool" else None,
            "thinking": get(message, "message", "reasoning"),
        }
    )


MESSAGES = MessageRules(
    message=_message,
    builders={
        "text": _text_part,
        "image": _image_part,
        "call": _call_part,
    },
)


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    chat = convert_chat(call.inputs, MESSAGES, route.server)
    stop = call.parameter("stop")
    return call.body(
        {
            "model": route.model,
            "messages": chat.messages,
            "stream": False,
            "tools": call.parameter("tools"),
            "format": call.parameter("response_format", "json_schema", "schema")
            or ("json" if call.parameter("response_format", "type") == "json_object" else UNSET),
            "think": coalesce(
                call.parameter("think"),
                look_up(call.parameter("reasoning_effort"), {"none": False, "minimal": "low", "xhigh": "max"}),
            ),
            "keep_alive": call.parameter("keep_alive"),
            "logprobs": call.parameter("logprobs"),
            "top_logprobs": call.parameter("top_logprobs"),
            "options": merge(
                {"stop": list_of_strings(stop) or ([stop] if stop else UNSET)},
                rename_keys(
                    omit_keys(
                        call.parameters,
                        "keep_alive",
                        "logprobs",
                        "reasoning_effort",
                        "response_format",
                        "stop",
                        "think",
                        "tools",
                        "top_logprobs",
                        *UNSUPPORTED,
                    ),
                    {"max_tokens": "num_predict"},
                ),
            )
            or UNSET,
        },
        nest="options",
        top=("keep_alive", "think"),
    )


def parse_response(response: Response) -> ChatCompletionOutput:
    """Parse the response."""
    data = response.json()
    tool_calls = get_list(data, "message", "tool_calls")
    logprobs = get(data, "logprobs")
    prompt_eval_count = get(data, "prompt_eval_count")
    eval_count = get(data, "eval_count")
    return convert(
        {
            "model": get(data, "model"),
            "choices": [
                {
                    "index": 0,
                    "message": {
                        "role": "assistant",
                        "content": get(data, "message", "content"),
                        "reasoning": get(data, "message", "thinking"),
                        "tool_calls": tool_calls
                        and [
                            None
                            if tool_call is None
                            else {
                                "id": get(tool_call, "id"),
                                "type": "function",
                                "function": {
                                    "name": get(tool_call, "function", "name"),
                                    "arguments": to_text(get(tool_call, "function", "arguments")),
                                },
                            }
                            for tool_call in tool_calls
                        ],
                    },
                    "logprobs": logprobs and {"content": logprobs},
                    "finish_reason": "tool_calls"
                    if get(data, "message", "tool_calls", 0)
                    else get(data, "done_reason"),
                }
            ],
            "usage": {
                "prompt_tokens": prompt_eval_count,
                "completion_tokens": eval_count,
                "total_tokens": total(as_numbers(prompt_eval_count), as_numbers(eval_count)),
            },
        },
        ChatCompletionOutput,
        response.server,
        body=response.body,
    )


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/api/chat`` and open the response as a stream."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    call = await fetch_message_files(call, route, "image")
    return await route.stream("/api/chat", STREAM, json=_body(call, route) | {"stream": True})


def _is_last(item: ChatCompletionStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return bool(get(item, "choices", 0, "finish_reason"))


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "message", "content"))


def _to_item(data: Json, text: str) -> Json:
    """Convert an event to an item; ``text`` is the text collected so far."""
    tool_calls = get_list(data, "message", "tool_calls")
    logprobs = get(data, "logprobs")
    done = get(data, "done")
    prompt_eval_count = get(data, "prompt_eval_count")
    eval_count = get(data, "eval_count")
    return {
        "model": get(data, "model"),
        "choices": [
            {
                "index": 0,
                "delta": {
                    "role": "assistant",
                    "content": get(data, "message", "content"),
                    "reasoning": get(data, "message", "thinking"),
                    "tool_calls": tool_calls
                    and [
                        None
                        if tool_call is None
                        else {
                            "id": get(tool_call, "id"),
                            "type": "function",
                            "function": {
                                "name": get(tool_call, "function", "name"),
                                "arguments": to_text(get(tool_call, "function", "arguments")),
                            },
                        }
                        for tool_call in tool_calls
                    ],
                },
                "logprobs": logprobs and {"content": logprobs},
                "finish_reason": get(data, "done_reason") or "stop" if done is True else None,
            }
        ],
        "usage": {
            "prompt_tokens": prompt_eval_count,
            "completion_tokens": eval_count,
            "total_tokens": total(as_numbers(prompt_eval_count), as_numbers(eval_count)),
        }
        if done is True
        else None,
    }


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    tool_calls = get_list(data, "message", "tool_calls")
    logprobs = get(data, "logprobs")
    prompt_eval_count = get(data, "prompt_eval_count")
    eval_count = get(data, "eval_count")
    return {
        "model": get(data, "model"),
        "choices": [
            {
                "index": 0,
                "delta": {
                    "role": "assistant",
                    "content": get(data, "message", "content"),
                    "reasoning": get(data, "message", "thinking"),
                    "tool_calls": tool_calls
                    and [
                        None
                        if tool_call is None
                        else {
                            "id": get(tool_call, "id"),
                            "type": "function",
                            "function": {
                                "name": get(tool_call, "function", "name"),
                                "arguments": to_text(get(tool_call, "function", "arguments")),
                            },
                        }
                        for tool_call in tool_calls
                    ],
                },
                "logprobs": logprobs and {"content": logprobs},
                "finish_reason": get(data, "done_reason"),
            }
        ],
        "usage": {
            "prompt_tokens": prompt_eval_count,
            "completion_tokens": eval_count,
            "total_tokens": total(as_numbers(prompt_eval_count), as_numbers(eval_count)),
        },
    }


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    choices = flatten(get(data, "choices"))
    return {
        "model": get(data, "model"),
        "usage": get(data, "usage"),
        "choices": choices
        and [
            {
                "index": get(choice, "index"),
                "message": get(choice, "delta"),
                "logprobs": get(choice, "logprobs"),
                "finish_reason": get(choice, "finish_reason"),
            }
            for choice in choices
        ],
    }


def _final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "choices", 0, "message", "content"))


STREAM = StreamRules(
    is_lines=True,
    item_type=ChatCompletionStreamOutput,
    is_last=_is_last,
    to_item=_to_item,
    text=_text,
    from_response=_from_response,
    final_type=ChatCompletionOutput,
    delta_fields=frozenset({"content", "reasoning", "arguments"}),
    build_final=_build_final,
    final_text=_final_text,
)
