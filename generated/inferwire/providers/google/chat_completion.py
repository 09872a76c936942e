# Generated from specs/providers/google.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Chat completion by Google.

`frequency_penalty` is sent as `frequencyPenalty`.
`logprobs` is sent as `responseLogprobs`.
`max_tokens` is sent as `maxOutputTokens`.
`n` is sent as `candidateCount`.
`presence_penalty` is sent as `presencePenalty`.
`top_logprobs` is sent as `logprobs`.
`top_p` is sent as `topP`.
https://ai.google.dev/api/generate-content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.google import ERRORS
from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionStreamOutput
from inferwire_runtime.chat_messages import MessageRules, convert_chat
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_message_files
from inferwire_runtime.json_path import as_text, drop_nulls, flatten, get, get_list
from inferwire_runtime.models import compact, drop_unset, merge
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.uploads import base64_of, type_of_file
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import (
    as_numbers,
    contains,
    is_set,
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


UNSUPPORTED = ("logit_bias", "stream_options", "tool_prompt")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1beta/models/{model}:generateContent``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    call = await fetch_message_files(call, route, "image", "audio", "video")
    route = route.with_errors(ERRORS)
    return await route.post(f"/v1beta/models/{quote_path(route.model)}:generateContent", json=_body(call, route))


def _text_part(part: dict[str, Json]) -> Json:
    """Build a text part for a message."""
    return drop_unset({"text": get(part, "text")})


def _image_part(part: dict[str, Json]) -> Json:
    """Build an image for a message."""
    image = get(part, "image")
    return {"inlineData": drop_unset({"mimeType": type_of_file(image), "data": base64_of(image)})}


def _audio_part(part: dict[str, Json]) -> Json:
    """Build an audio file for a message."""
    audio = get(part, "audio")
    return {"inlineData": drop_unset({"mimeType": type_of_file(audio), "data": base64_of(audio)})}


def _video_part(part: dict[str, Json]) -> Json:
    """Build a video for a message."""
    video = get(part, "video")
    return {"inlineData": drop_unset({"mimeType": type_of_file(video), "data": base64_of(video)})}


def _file_part(part: dict[str, Json]) -> Json:
    """Build a document for a message."""
    file = get(part, "file")
    return {"inlineData": drop_unset({"mimeType": type_of_file(file), "data": base64_of(file)})}


def _call_part(part: dict[str, Json]) -> Json:
    """Build a tool call for a message."""
    return drop_unset(
        {
            "functionCall": drop_unset(
                {"id": get(part, "id"), "name": get(part, "name"), "args": get(part, "arguments")}
            ),
            "thoughtSignature": get(part, "call", "thought_signature"),
        }
    )


def _result_part(part: dict[str, Json]) -> Json:
    """Build a tool result for a message."""
    return {
        "functionResponse": drop_unset(
            {"id": get(part, "id"), "name": get(part, "name"), "response": drop_unset({"result": get(part, "text")})}
        )
    }


def _message(message: dict[str, Json]) -> Json:
    """Build a message from its parts."""
    return drop_unset({"role": get(message, "role"), "parts": get(message, "parts")})


MESSAGES = MessageRules(
    message=_message,
    roles={
        "assistant": "model",
        "tool": "user",
    },
    is_system_apart=True,
    merges=True,
    builders={
        "text": _text_part,
        "image": _image_part,
        "audio": _audio_part,
        "video": _video_part,
        "file": _file_part,
        "call": _call_part,
        "result": _result_part,
    },
)


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    chat = convert_chat(call.inputs, MESSAGES, route.server)
    value = call.parameter("tools")
    tool_choice = call.parameter("tool_choice")
    stop = call.parameter("stop")
    reasoning_effort = call.parameter("reasoning_effort")
    type_ = call.parameter("response_format", "type")
    tools = get_list(value)
    return call.body(
        {
            "contents": chat.messages,
            "systemInstruction": {"parts": [{"text": chat.system}]} if chat.system else UNSET,
            "tools": [
                drop_unset(
                    {
                        "functionDeclarations": tools
                        and [
                            drop_unset(
                                {
                                    "name": get(tool, "function", "name"),
                                    "description": get(tool, "function", "description"),
                                    "parametersJsonSchema": get(tool, "function", "parameters"),
                                }
                            )
                            for tool in tools
                        ]
                    }
                )
            ]
            if is_set(value)
            else UNSET,
            "toolConfig": {
                "functionCallingConfig": drop_unset(
                    {
                        "mode": "ANY"
                        if get(tool_choice, "function", "name")
                        else look_up(tool_choice, {"auto": "AUTO", "none": "NONE", "required": "ANY"}),
                        "allowedFunctionNames": compact(get(tool_choice, "function", "name"))
                        if get(tool_choice, "function", "name")
                        else UNSET,
                    }
                )
            }
            if tool_choice
            else UNSET,
            "safetySettings": call.parameter("safetySettings"),
            "generationConfig": merge(
                {
                    "stopSequences": list_of_strings(stop) or ([stop] if stop else UNSET),
                    "responseMimeType": "application/json"
                    if type_ == "json_object" or type_ == "json_schema"
                    else UNSET,
                    "responseJsonSchema": call.parameter("response_format", "json_schema", "schema"),
                    "thinkingConfig": call.parameter("thinkingConfig")
                    or (
                        (
                            {
                                "thinkingBudget": look_up(
                                    reasoning_effort,
                                    {
                                        "none": 0,
                                        "minimal": 1024,
                                        "low": 1024,
                                        "medium": 8192,
                                        "high": 24576,
                                        "xhigh": 24576,
                                    },
                                )
                            }
                            if contains(route.model, "gemini-2")
                            else {
                                "thinkingLevel": look_up(
                                    reasoning_effort,
                                    {
                                        "none": "MINIMAL",
                                        "minimal": "MINIMAL",
                                        "low": "LOW",
                                        "medium": "MEDIUM",
                                        "high": "HIGH",
                                        "xhigh": "HIGH",
                                    },
                                )
                            }
                        )
                        if reasoning_effort
                        else UNSET
                    ),
                },
                rename_keys(
                    omit_keys(
                        call.parameters,
                        "reasoning_effort",
                        "response_format",
                        "safetySettings",
                        "stop",
                        "tool_choice",
                        "tools",
                        *UNSUPPORTED,
                    ),
                    {
                        "max_tokens": "maxOutputTokens",
                        "n": "candidateCount",
                        "top_p": "topP",
                        "frequency_penalty": "frequencyPenalty",
                        "presence_penalty": "presencePenalty",
                        "logprobs": "responseLogprobs",
                        "top_logprobs": "logprobs",
                    },
                ),
            )
            or UNSET,
        },
        nest="generationConfig",
        top=("cachedContent", "labels", "safetySettings"),
    )


def parse_response(response: Response) -> ChatCompletionOutput:
    """Parse the response."""
    data = response.json()
    candidates = get_list(data, "candidates")
    return convert(
        {
            "id": get(data, "responseId"),
            "model": get(data, "modelVersion"),
            "choices": candidates
            and [
                None
                if candidate is None
                else {
                    "index": get(candidate, "index") or 0,
                    "message": {
                        "role": "assistant",
                        "content": join_text("", items and drop_nulls([get(item, "text") for item in items])),
                        "reasoning": join_text("", items_3 and drop_nulls([get(item, "text") for item in items_3])),
                        "tool_calls": items_4
                        and [
                            None
                            if part is None
                            else {
                                "id": get(part, "functionCall", "id"),
                                "type": "function",
                                "thought_signature": get(part, "thoughtSignature"),
                                "function": {
                                    "name": get(part, "functionCall", "name"),
                                    "arguments": to_text(get(part, "functionCall", "args")),
                                },
                            }
                            for part in items_4
                            if get(part, "functionCall")
                        ],
                    },
                    "finish_reason": "tool_calls"
                    if get(items_5 and [part for part in items_5 if get(part, "functionCall")], 0)
                    else look_up(
                        get(candidate, "finishReason"),
                        {
                            "STOP": "stop",
                            "MAX_TOKENS": "length",
                            "SAFETY": "content_filter",
                            "RECITATION": "content_filter",
                            "BLOCKLIST": "content_filter",
                            "PROHIBITED_CONTENT": "content_filter",
                            "SPII": "content_filter",
                        },
                    ),
                }
                for candidate in candidates
                for parts in [get_list(candidate, "content", "parts")]
                for items in [flatten(parts and [part for part in parts if get(part, "thought") is not True])]
                for items_2 in [get_list(candidate, "content", "parts")]
                for items_3 in [flatten(items_2 and [part for part in items_2 if get(part, "thought") is True])]
                for items_4 in [get_list(candidate, "content", "parts")]
                for items_5 in [get_list(candidate, "content", "parts")]
            ],
            "usage": {
                "prompt_tokens": get(data, "usageMetadata", "promptTokenCount"),
                "completion_tokens": total(
                    as_numbers(get(data, "usageMetadata", "candidatesTokenCount")),
                    as_numbers(get(data, "usageMetadata", "thoughtsTokenCount")),
                ),
                "total_tokens": get(data, "usageMetadata", "totalTokenCount"),
            },
        },
        ChatCompletionOutput,
        response.server,
        body=response.body,
    )


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/v1beta/models/{model}:generateContent`` and open the response as a stream."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    call = await fetch_message_files(call, route, "image", "audio", "video")
    route = route.with_errors(ERRORS)
    return await route.stream(
        f"/v1beta/models/{quote_path(route.model)}:streamGenerateContent",
        STREAM,
        json=_body(call, route),
        query={"alt": "sse"},
    )


def _is_last(item: ChatCompletionStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return bool(get(item, "choices", 0, "finish_reason"))


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    parts = get_list(data, "candidates", 0, "content", "parts")
    items = flatten(parts and [part for part in parts if get(part, "thought") is not True])
    return as_text(join_text("", items and drop_nulls([get(item, "text") for item in items])))


def _to_item(data: Json, text: str) -> Json:
    """Convert an event to an item; ``text`` is the text collected so far."""
    candidates = get_list(data, "candidates")
    return {
        "id": get(data, "responseId"),
        "model": get(data, "modelVersion"),
        "choices": candidates
        and [
            None
            if candidate is None
            else {
                "index": get(candidate, "index") or 0,
                "delta": {
                    "role": "assistant",
                    "content": join_text("", items and drop_nulls([get(item, "text") for item in items])),
                    "reasoning": join_text("", items_3 and drop_nulls([get(item, "text") for item in items_3])),
                    "tool_calls": items_4
                    and [
                        None
                        if part is None
                        else {
                            "id": get(part, "functionCall", "id"),
                            "type": "function",
                            "thought_signature": get(part, "thoughtSignature"),
                            "function": {
                                "name": get(part, "functionCall", "name"),
                                "arguments": to_text(get(part, "functionCall", "args")),
                            },
                        }
                        for part in items_4
                        if get(part, "functionCall")
                    ],
                },
                "finish_reason": look_up(
                    get(candidate, "finishReason"),
                    {
                        "STOP": "stop",
                        "MAX_TOKENS": "length",
                        "SAFETY": "content_filter",
                        "RECITATION": "content_filter",
                        "BLOCKLIST": "content_filter",
                        "PROHIBITED_CONTENT": "content_filter",
                        "SPII": "content_filter",
                    },
                ),
            }
            for candidate in candidates
            for parts in [get_list(candidate, "content", "parts")]
            for items in [flatten(parts and [part for part in parts if get(part, "thought") is not True])]
            for items_2 in [get_list(candidate, "content", "parts")]
            for items_3 in [flatten(items_2 and [part for part in items_2 if get(part, "thought") is True])]
            for items_4 in [get_list(candidate, "content", "parts")]
        ],
        "usage": get(data, "usageMetadata")
        and {
            "prompt_tokens": get(data, "usageMetadata", "promptTokenCount"),
            "completion_tokens": total(
                as_numbers(get(data, "usageMetadata", "candidatesTokenCount")),
                as_numbers(get(data, "usageMetadata", "thoughtsTokenCount")),
            ),
            "total_tokens": get(data, "usageMetadata", "totalTokenCount"),
        },
    }


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    candidates = get_list(data, "candidates")
    return {
        "id": get(data, "responseId"),
        "model": get(data, "modelVersion"),
        "choices": candidates
        and [
            None
            if candidate is None
            else {
                "index": get(candidate, "index") or 0,
                "delta": {
                    "role": "assistant",
                    "content": join_text("", items and drop_nulls([get(item, "text") for item in items])),
                    "reasoning": join_text("", items_3 and drop_nulls([get(item, "text") for item in items_3])),
                    "tool_calls": items_4
                    and [
                        None
                        if part is None
                        else {
                            "id": get(part, "functionCall", "id"),
                            "type": "function",
                            "thought_signature": get(part, "thoughtSignature"),
                            "function": {
                                "name": get(part, "functionCall", "name"),
                                "arguments": to_text(get(part, "functionCall", "args")),
                            },
                        }
                        for part in items_4
                        if get(part, "functionCall")
                    ],
                },
                "finish_reason": look_up(
                    get(candidate, "finishReason"),
                    {
                        "STOP": "stop",
                        "MAX_TOKENS": "length",
                        "SAFETY": "content_filter",
                        "RECITATION": "content_filter",
                        "BLOCKLIST": "content_filter",
                        "PROHIBITED_CONTENT": "content_filter",
                        "SPII": "content_filter",
                    },
                ),
            }
            for candidate in candidates
            for parts in [get_list(candidate, "content", "parts")]
            for items in [flatten(parts and [part for part in parts if get(part, "thought") is not True])]
            for items_2 in [get_list(candidate, "content", "parts")]
            for items_3 in [flatten(items_2 and [part for part in items_2 if get(part, "thought") is True])]
            for items_4 in [get_list(candidate, "content", "parts")]
        ],
        "usage": get(data, "usageMetadata")
        and {
            "prompt_tokens": get(data, "usageMetadata", "promptTokenCount"),
            "completion_tokens": total(
                as_numbers(get(data, "usageMetadata", "candidatesTokenCount")),
                as_numbers(get(data, "usageMetadata", "thoughtsTokenCount")),
            ),
            "total_tokens": get(data, "usageMetadata", "totalTokenCount"),
        },
    }


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    choices = flatten(get(data, "choices"))
    return {
        "id": get(data, "id"),
        "model": get(data, "model"),
        "usage": get(data, "usage"),
        "choices": choices
        and [
            {
                "index": get(choice, "index"),
                "message": get(choice, "delta"),
                "finish_reason": "tool_calls"
                if get(choice, "delta", "tool_calls", 0)
                else get(choice, "finish_reason"),
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
