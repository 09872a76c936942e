# Generated from specs/providers/anthropic.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Chat completion by Anthropic.

https://docs.anthropic.com/en/api/messages
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionStreamOutput
from inferwire_runtime.chat_messages import MessageRules, convert_chat
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import as_text, drop_nulls, first_true, flatten, get, get_list
from inferwire_runtime.models import drop_unset
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.uploads import base64_of, type_of_file, url_of
from inferwire_runtime.values import (
    as_numbers,
    contains,
    first_set,
    has_text,
    join_text,
    list_of_strings,
    look_up,
    omit_keys,
    to_text,
    total,
)

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


UNSUPPORTED = (
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "n",
    "presence_penalty",
    "seed",
    "stream_options",
    "tool_prompt",
    "top_logprobs",
)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/messages``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post("/v1/messages", json=_body(call, route))


def _text_part(part: dict[str, Json]) -> Json:
    """Build a text part for a message."""
    return drop_unset({"type": "text", "text": get(part, "text")})


def _image_part(part: dict[str, Json]) -> Json:
    """Build an image for a message."""
    image = get(part, "image")
    return drop_unset(
        {
            "type": "image",
            "source": drop_unset({"type": "url", "url": url_of(image)})
            if url_of(image)
            else drop_unset({"type": "base64", "media_type": type_of_file(image), "data": base64_of(image)}),
        }
    )


def _file_part(part: dict[str, Json]) -> Json:
    """Build a document for a message."""
    file_id = get(part, "file_id")
    file = get(part, "file")
    return drop_unset(
        {
            "type": "document",
            "title": get(part, "filename"),
            "source": drop_unset({"type": "file", "file_id": file_id})
            if file_id
            else drop_unset({"type": "url", "url": url_of(file)})
            if url_of(file)
            else drop_unset({"type": "base64", "media_type": type_of_file(file), "data": base64_of(file)}),
        }
    )


def _call_part(part: dict[str, Json]) -> Json:
    """Build a tool call for a message."""
    return drop_unset(
        {"type": "tool_use", "id": get(part, "id"), "name": get(part, "name"), "input": get(part, "arguments")}
    )


def _result_part(part: dict[str, Json]) -> Json:
    """Build a tool result for a message."""
    return drop_unset({"type": "tool_result", "tool_use_id": get(part, "id"), "content": get(part, "parts")})


def _reasoning_part(message: dict[str, Json]) -> Json:
    """Build the part before the content of an assistant's message."""
    signature = get(message, "signature")
    return get(message, "thinking_blocks") or (
        signature and drop_unset({"type": "thinking", "thinking": get(message, "reasoning"), "signature": signature})
    )


def _message(message: dict[str, Json]) -> Json:
    """Build a message from its parts."""
    return drop_unset({"role": get(message, "role"), "content": get(message, "parts")})


MESSAGES = MessageRules(
    message=_message,
    roles={
        "tool": "user",
    },
    is_system_apart=True,
    merges=True,
    builders={
        "text": _text_part,
        "image": _image_part,
        "file": _file_part,
        "call": _call_part,
        "result": _result_part,
        "reasoning": _reasoning_part,
    },
)


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    chat = convert_chat(call.inputs, MESSAGES, route.server)
    stop = call.parameter("stop")
    schema = call.parameter("response_format", "json_schema", "schema")
    tool_choice = call.parameter("tool_choice")
    reasoning_effort = call.parameter("reasoning_effort")
    tools = get_list(call.parameter("tools"))
    return call.body(
        {
            "model": route.model,
            "max_tokens": first_set(call.parameter("max_tokens"), 4096),
            "system": chat.system,
            "messages": chat.messages,
            "stop_sequences": list_of_strings(stop) or ([stop] if stop else UNSET),
            "tools": tools
            and [
                drop_unset(
                    {
                        "name": get(tool, "function", "name"),
                        "description": get(tool, "function", "description"),
                        "input_schema": first_true(get(tool, "function", "parameters"), {"type": "object"}),
                    }
                )
                for tool in tools
            ],
            "output_config": drop_unset(
                {
                    "effort": look_up(reasoning_effort, {"minimal": "low"}) if reasoning_effort != "none" else UNSET,
                    "format": {"type": "json_schema", "schema": schema} if schema else UNSET,
                }
            )
            if (reasoning_effort != "none" and reasoning_effort) or schema
            else UNSET,
            "thinking": call.parameter("thinking") or ({"type": "disabled"} if reasoning_effort == "none" else UNSET),
            "tool_choice": drop_unset({"type": "tool", "name": get(tool_choice, "function", "name")})
            if get(tool_choice, "function", "name")
            else drop_unset({"type": look_up(tool_choice, {"required": "any"})})
            if has_text(tool_choice)
            else UNSET,
        },
        omit_keys(
            call.parameters,
            "max_tokens",
            "reasoning_effort",
            "response_format",
            "stop",
            "tools",
            "tool_choice",
            *UNSUPPORTED,
        ),
    )


def parse_response(response: Response) -> ChatCompletionOutput:
    """Parse the response."""
    data = response.json()
    content = get(data, "content")
    items = get_list(content)
    items_2 = flatten(items and [item for item in items if get(item, "type") == "text"])
    items_3 = flatten(items and [item for item in items if get(item, "type") == "thinking"])
    input_tokens = get(data, "usage", "input_tokens")
    cache_creation_input_tokens = get(data, "usage", "cache_creation_input_tokens")
    cache_read_input_tokens = get(data, "usage", "cache_read_input_tokens")
    output_tokens = get(data, "usage", "output_tokens")
    return convert(
        {
            "id": get(data, "id"),
            "model": get(data, "model"),
            "choices": [
                {
                    "index": 0,
                    "message": {
                        "role": "assistant",
                        "content": join_text("", items_2 and drop_nulls([get(item, "text") for item in items_2])),
                        "reasoning": join_text("", items_3 and drop_nulls([get(item, "thinking") for item in items_3])),
                        "tool_calls": items
                        and [
                            None
                            if item is None
                            else {
                                "id": get(item, "id"),
                                "type": "function",
                                "function": {"name": get(item, "name"), "arguments": to_text(get(item, "input"))},
                            }
                            for item in items
                            if get(item, "type") == "tool_use"
                        ],
                        "thinking_blocks": items
                        and [item for item in items if contains(get(item, "type"), "thinking")],
                    },
                    "finish_reason": look_up(
                        get(data, "stop_reason"),
                        {
                            "end_turn": "stop",
                            "stop_sequence": "stop",
                            "max_tokens": "length",
                            "model_context_window_exceeded": "length",
                            "tool_use": "tool_calls",
                            "refusal": "content_filter",
                        },
                    ),
                }
            ],
            "usage": {
                "prompt_tokens": total(
                    as_numbers(input_tokens),
                    as_numbers(cache_creation_input_tokens),
                    as_numbers(cache_read_input_tokens),
                ),
                "completion_tokens": output_tokens,
                "total_tokens": total(
                    as_numbers(input_tokens),
                    as_numbers(cache_creation_input_tokens),
                    as_numbers(cache_read_input_tokens),
                    as_numbers(output_tokens),
                ),
            },
        },
        ChatCompletionOutput,
        response.server,
        body=response.body,
    )


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/v1/messages`` and open the response as a stream."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.stream("/v1/messages", STREAM, json=_body(call, route) | {"stream": True})


def _is_last(item: ChatCompletionStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return bool(get(item, "choices", 0, "finish_reason"))


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "delta", "text"))


def _to_item(data: Json, text: str) -> Json:
    """Convert an event to an item; ``text`` is the text collected so far."""
    type_ = get(data, "type")
    if type_ == "message_start":
        return {
            "id": get(data, "message", "id"),
            "model": get(data, "message", "model"),
            "choices": [{"index": 0, "delta": {"role": "assistant"}}],
            "usage": {
                "prompt_tokens": total(
                    as_numbers(get(data, "message", "usage", "input_tokens")),
                    as_numbers(get(data, "message", "usage", "cache_creation_input_tokens")),
                    as_numbers(get(data, "message", "usage", "cache_read_input_tokens")),
                )
            },
        }
    if get(data, "content_block", "type") == "tool_use":
        return {
            "choices": [
                {
                    "index": 0,
                    "delta": {
                        "tool_calls": [
                            {
                                "id": get(data, "content_block", "id"),
                                "type": "function",
                                "function": {"name": get(data, "content_block", "name"), "arguments": ""},
                            }
                        ]
                    },
                }
            ]
        }
    value = get(data, "delta", "type")
    if value == "input_json_delta":
        return {
            "choices": [
                {"index": 0, "delta": {"tool_calls": [{"function": {"arguments": get(data, "delta", "partial_json")}}]}}
            ]
        }
    if value == "text_delta":
        return {"choices": [{"index": 0, "delta": {"content": get(data, "delta", "text")}}]}
    if value == "thinking_delta":
        return {"choices": [{"index": 0, "delta": {"reasoning": get(data, "delta", "thinking")}}]}
    if value == "signature_delta":
        return {"choices": [{"index": 0, "delta": {"signature": get(data, "delta", "signature")}}]}
    return (
        {
            "choices": [
                {
                    "index": 0,
                    "delta": {"content": None},
                    "finish_reason": look_up(
                        get(data, "delta", "stop_reason"),
                        {
                            "end_turn": "stop",
                            "stop_sequence": "stop",
                            "max_tokens": "length",
                            "model_context_window_exceeded": "length",
                            "tool_use": "tool_calls",
                            "refusal": "content_filter",
                        },
                    ),
                }
            ],
            "usage": {"completion_tokens": get(data, "usage", "output_tokens")},
        }
        if type_ == "message_delta"
        else None
    )


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    content = get(data, "content")
    items = get_list(content)
    items_2 = flatten(items and [item for item in items if get(item, "type") == "text"])
    return {
        "id": get(data, "id"),
        "model": get(data, "model"),
        "choices": [
            {
                "index": 0,
                "delta": {
                    "role": "assistant",
                    "content": join_text("", items_2 and drop_nulls([get(item, "text") for item in items_2])),
                    "tool_calls": items
                    and [
                        None
                        if item is None
                        else {
                            "id": get(item, "id"),
                            "type": "function",
                            "function": {"name": get(item, "name"), "arguments": to_text(get(item, "input"))},
                        }
                        for item in items
                        if get(item, "type") == "tool_use"
                    ],
                },
                "finish_reason": look_up(
                    get(data, "stop_reason"),
                    {
                        "end_turn": "stop",
                        "stop_sequence": "stop",
                        "max_tokens": "length",
                        "model_context_window_exceeded": "length",
                        "tool_use": "tool_calls",
                        "refusal": "content_filter",
                    },
                ),
            }
        ],
        "usage": {
            "prompt_tokens": get(data, "usage", "input_tokens"),
            "completion_tokens": get(data, "usage", "output_tokens"),
        },
    }


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    prompt_tokens = get(data, "usage", "prompt_tokens")
    completion_tokens = get(data, "usage", "completion_tokens")
    choices = flatten(get(data, "choices"))
    return {
        "id": get(data, "id"),
        "model": get(data, "model"),
        "usage": {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": total(as_numbers(prompt_tokens), as_numbers(completion_tokens)),
        },
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
    is_last=_is_last,
    to_item=_to_item,
    text=_text,
    from_response=_from_response,
    final_type=ChatCompletionOutput,
    delta_fields=frozenset({"content", "reasoning", "arguments"}),
    build_final=_build_final,
    final_text=_final_text,
)
