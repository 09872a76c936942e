"""Responses that do not fit their type: what was promised is read, and the rest is kept."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import pickle
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferwire import AsyncInferenceClient, InferenceClient, OutputError
from inferwire.types.chat_completion import (
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ChatCompletionStreamOutput,
)
from inferwire.types.object_detection import ObjectDetectionOutputElement
from inferwire_runtime.decoding import convert, decode_body

MESSAGES: Any = [{"role": "user", "content": "Hello"}]
TEXT_PART = {"type": "text", "text": "a"}
CUSTOM_CALL = {"id": "a", "type": "custom", "custom": {"name": "sh", "input": ""}}
TOOL_CALL = {"id": "c1", "type": "function", "function": {"name": "w", "arguments": "{}"}}


def chat(message: Any = None, **fields: Any) -> dict[str, Any]:
    """Return the JSON of a response."""
    message = {"role": "assistant", "content": "hi"} if message is None else message
    return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], **fields}


def read(data: Any) -> ChatCompletionOutput:
    """Decode a response from bytes, and check that its JSON has the same result."""
    result = decode_body(json.dumps(data).encode(), ChatCompletionOutput, "Groq")
    assert convert(data, ChatCompletionOutput, "Groq") == result
    return result


ODD_FIELDS: dict[str, Any] = {
    "usage with nulls": {"usage": {"prompt_tokens": None, "completion_tokens": 1, "total_tokens": None}},
    "usage with half a token": {"usage": {"prompt_tokens": 5, "completion_tokens": 1.5}},
    "usage as text": {"usage": "none"},
    "id a number": {"id": 7},
    "created as text": {"created": "2026-01-01T00:00:00Z"},
    "system_fingerprint a number": {"system_fingerprint": 1},
}
ODD_CHOICES: dict[str, Any] = {
    "index null": {"index": None},
    "index text": {"index": "0"},
    "logprobs a float": {"logprobs": -0.2},
    "logprobs a list": {"logprobs": [{"token": "a"}, {"token": "b"}]},
    "finish_reason an object": {"finish_reason": {"type": "stop"}},
}
ODD_MESSAGES: dict[str, Any] = {
    "refusal false": {"refusal": False},
    "reasoning an object": {"reasoning": {"summary": "x"}},
    "tool_calls an empty object": {"tool_calls": {}},
    "tool_calls of null": {"tool_calls": [None]},
    "role a number": {"role": 1},
}


@pytest.mark.parametrize("field", ODD_FIELDS.values(), ids=ODD_FIELDS.keys())
def test_an_odd_field_of_the_response_does_not_cost_the_text(field: dict[str, Any]) -> None:
    result = read(chat(**field))
    assert result.choices[0].message.content == "hi"
    (name, value), *_ = field.items()
    if not isinstance(value, dict):
        assert result.extra[name] == value
        assert getattr(result, name) is None


@pytest.mark.parametrize("field", ODD_CHOICES.values(), ids=ODD_CHOICES.keys())
def test_an_odd_field_of_a_choice_does_not_cost_the_text(field: dict[str, Any]) -> None:
    data = chat()
    data["choices"][0] |= field
    choice = read(data).choices[0]
    assert choice.message.content == "hi"
    assert choice.index == 0
    (name, value), *_ = field.items()
    assert value is None or choice.extra == {name: value}


@pytest.mark.parametrize("field", ODD_MESSAGES.values(), ids=ODD_MESSAGES.keys())
def test_an_odd_field_of_a_message_does_not_cost_the_text(field: dict[str, Any]) -> None:
    message = read(chat({"content": "hi", **field})).choices[0].message
    assert message.content == "hi"
    assert not getattr(message, next(iter(field)))


def test_fields_outside_the_schema_are_kept_at_every_level() -> None:
    result = read(chat({"content": "hi", "images": [1]}, usage={"prompt_tokens": 1, "cost": 0.5}, provider="x"))
    assert result.extra == {"provider": "x"}
    assert result.choices[0].extra == {}
    assert result.choices[0].message.extra == {"images": [1]}
    assert result.usage is not None
    assert result.usage.prompt_tokens == 1
    assert result.usage.extra == {"cost": 0.5}


def test_a_list_around_the_response_is_read_through() -> None:
    result = read([chat(provider="x")])
    assert result.choices[0].message.content == "hi"
    assert result.extra == {"provider": "x"}


def test_fields_outside_the_schema_are_attributes() -> None:
    result: Any = read(chat({"content": "hi", "images": [1]}, provider="x", usage="none"))
    assert result.provider == "x"
    assert result.choices[0].message.images == [1]
    assert result.usage is None
    for each in (result, result.choices[0], result.choices[0].message):
        assert getattr(each, "absent", None) is None
        with pytest.raises(AttributeError, match="object has no attribute 'absent'"):
            _ = each.absent
    assert not hasattr(ChatCompletionOutputMessage(content="hi"), "images")


def test_an_object_with_other_fields_is_like_one_without() -> None:
    message = read(chat({"role": "assistant", "content": "hi", "images": [1]})).choices[0].message
    plain = ChatCompletionOutputMessage(role="assistant", content="hi")
    assert message == plain
    assert plain == message
    assert isinstance(message, ChatCompletionOutputMessage)
    assert repr(message) == repr(plain)
    for same in (pickle.loads(pickle.dumps(message)), copy.copy(message), copy.deepcopy(message)):
        assert same == message
        assert same.extra == {"images": [1]}
    assert message != ChatCompletionOutputMessage(role="assistant", content="ho")
    assert message != 5


@pytest.mark.parametrize(
    ("content", "text", "reasoning"),
    [
        ([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "ab", None),
        (
            [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "a"}],
            "a",
            "hm",
        ),
        ([{"type": "reasoning", "summary": [{"type": "summary_text", "text": "hm"}]}, "a"], "a", "hm"),
        ([{"type": "thinking", "thinking": "hm"}], None, "hm"),
        ({"type": "text", "text": "a"}, "a", None),
        ([], "", None),
        ([{"type": "reference", "reference_ids": [1]}], "", None),
    ],
)
def test_content_in_parts_is_text(content: Any, text: str | None, reasoning: str | None) -> None:
    message = read(chat({"role": "assistant", "content": content})).choices[0].message
    assert message.content == text
    assert message.reasoning == reasoning
    assert message.extra == {"content": content}


@pytest.mark.parametrize(
    ("call", "name", "arguments"),
    [
        ({"id": "a", "function": {"name": "w", "arguments": {"c": 1}}}, "w", '{"c":1}'),
        ({"id": 0, "function": {"name": "w", "arguments": "{}"}}, "w", "{}"),
        ({"id": "a", "type": "custom", "custom": {"name": "sh", "input": "ls"}}, "sh", "ls"),
        ({"id": "a", "name": "w", "arguments": {}}, "w", "{}"),
        ({"id": "a", "type": "", "function": {"name": "w", "arguments": None}}, "w", None),
    ],
)
def test_tool_calls_have_one_shape(call: Any, name: str, arguments: str | None) -> None:
    for calls in ([call], call):
        (found,) = read(chat({"content": None, "tool_calls": calls})).choices[0].message.tool_calls or ()
        assert (found.id, found.function.name, found.function.arguments) == (call["id"], name, arguments)


BACK: dict[str, Any] = {
    "thought signature": {"content": None, "tool_calls": [{**TOOL_CALL, "extra_content": {"google": {"s": "S"}}}]},
    "reasoning details": {"content": "x", "reasoning_details": [{"type": "reasoning.encrypted", "data": "E"}]},
    "annotations": {"content": "x", "annotations": [{"type": "url_citation"}]},
    "nulls": {"content": None, "tool_calls": [TOOL_CALL], "refusal": None, "audio": None},
    "null content": {"content": None, "tool_calls": [TOOL_CALL]},
    "list of parts": {"content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "a"}]},
    "arguments an object": {"content": None, "tool_calls": [{"id": "a", "function": {"name": "w", "arguments": {}}}]},
    "custom call": {
        "content": None,
        "tool_calls": [{"id": "a", "type": "custom", "custom": {"name": "sh", "input": ""}}],
    },
    "function_call": {"content": None, "function_call": {"name": "f", "arguments": "{}"}},
    "name and images": {"content": "x", "name": "bob", "images": [{"type": "image_url"}]},
}


@pytest.mark.parametrize("message", BACK.values(), ids=BACK.keys())
@pytest.mark.parametrize("part", ["message", "its tool calls"])
def test_a_message_goes_back_as_it_came(message: dict[str, Any], part: str) -> None:
    message = {"role": "assistant", **message}
    sent: list[Any] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content)["messages"])
        return httpx.Response(200, json=chat(message))

    def following(result: ChatCompletionOutput) -> Any:
        if part == "message":
            return [*MESSAGES, result.choices[0].message]
        return [*MESSAGES, {"role": "assistant", "tool_calls": result.choices[0].message.tool_calls}]

    with httpx.Client(transport=httpx.MockTransport(respond)) as http:
        client = InferenceClient(base_url="http://localhost:1", model="m", http_client=http)
        client.chat_completion(following(client.chat_completion(MESSAGES)))

    async def asynchronous() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
            client = AsyncInferenceClient(base_url="http://localhost:1", model="m", http_client=http)
            await client.chat_completion(following(await client.chat_completion(MESSAGES)))

    asyncio.run(asynchronous())
    for back in (sent[1][1], sent[3][1]):
        if part == "message":
            assert back == message
        else:
            assert back["tool_calls"] == message.get("tool_calls")


def test_changes_to_a_message_go_back() -> None:
    from inferwire_runtime.tolerance import to_plain

    message = (
        read(chat({"role": "assistant", "content": "hi", "images": [1], "tool_calls": [TOOL_CALL]})).choices[0].message
    )
    message.content = "ho"
    assert message.tool_calls is not None
    message.tool_calls[0].function.arguments = '{"a": 1}'
    changed = {**TOOL_CALL, "function": {"name": "w", "arguments": '{"a": 1}'}}
    assert to_plain(message) == {"role": "assistant", "content": "ho", "images": [1], "tool_calls": [changed]}


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_a_number_outside_of_json_does_not_cost_the_text(number: str) -> None:
    body = json.dumps(chat(score=0)).replace('"score": 0', f'"score": {number}').encode()
    assert decode_body(body, ChatCompletionOutput, "Groq").choices[0].message.content == "hi"
    assert "score" in decode_body(body, ChatCompletionOutput, "Groq").extra


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_skipped(encoding: str) -> None:
    assert (
        decode_body(json.dumps(chat()).encode(encoding), ChatCompletionOutput, "Groq").choices[0].message.content
        == "hi"
    )


def test_half_a_character_does_not_cost_the_text() -> None:
    body = json.dumps(chat({"content": "a\ud83d"})).encode()
    assert decode_body(body, ChatCompletionOutput, "Groq").choices[0].message.content == "a\ufffd"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"choices": None}, "got `null` - at `$.choices`"),
        ({"choices": [{}]}, "missing required field `message` - at `$.choices[0]`"),
        ({"choices": [None]}, "got `null` - at `$.choices[0]`"),
        ({"choices": [{"message": None, "index": 0}]}, "got `null` - at `$.choices[0].message`"),
        ({"usage": {}}, "missing required field `choices`"),
    ],
)
def test_an_error_names_the_missing_value(data: Any, place: str) -> None:
    with pytest.raises(OutputError) as caught:
        decode_body(json.dumps(data).encode(), ChatCompletionOutput, "Groq")
    assert place in str(caught.value)


def test_whole_numbers_stay_integers() -> None:
    body = b'[{"label": "a", "score": 1, "box": {"xmin": 59, "ymin": 1.5, "xmax": 60, "ymax": 2}}]'
    (found,) = decode_body(body, list[ObjectDetectionOutputElement], "Groq")
    assert repr(found.box.xmin) == "59"
    assert repr(read(chat(created=1735689600)).created) == "1735689600"


def test_what_is_set_aside_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="inferwire"):
        read(chat(id=7, usage="none"))
    first, *_ = [record.getMessage() for record in caplog.records]
    assert "$.id" in first
    assert "$.usage" in first


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
FULL = chat(
    {"role": "assistant", "content": "hi", "tool_calls": [TOOL_CALL]},
    id="c",
    created=1,
    model="m",
    usage={"total_tokens": 3},
)


@given(st.data())
def test_any_other_value_at_any_place_but_the_promised_ones_keeps_the_rest(data: st.DataObject) -> None:
    changed = copy.deepcopy(FULL)
    places: list[Any] = [changed]
    for place in places:
        places += [
            child for child in (place.values() if isinstance(place, dict) else place) if isinstance(child, (dict, list))
        ]
    place = data.draw(st.sampled_from(places))
    name = data.draw(st.sampled_from([*place, "other"]) if isinstance(place, dict) else st.just(0))
    place[name] = data.draw(JUNK)
    is_promised = name in ("choices", "message") or isinstance(place, list)
    try:
        result = read(changed)
    except OutputError:
        if not is_promised:
            raise
        return
    if not is_promised and name != "content":
        assert result.choices[0].message.content == "hi"
    msgspec.json.encode(result)


def test_a_chunk_without_choices_or_delta_is_read() -> None:
    for body in (
        b"{}",
        b'{"choices": null}',
        b'{"choices": [{}]}',
        b'{"choices": [{"delta": null}]}',
        b'{"usage": {}}',
    ):
        chunk = decode_body(body, ChatCompletionStreamOutput, "Groq")
        assert all(choice.delta.content is None for choice in chunk.choices)
