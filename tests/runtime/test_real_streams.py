"""Streams as servers really send them, over real HTTP, through both clients.

Most servers follow their own documentation only roughly. What a body is, and which of its events count, must not depend
on more than its bytes.
"""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from inferwire import AsyncInferenceClient, ChatCompletionOutput, InferenceClient, StreamError, StreamText
from inferwire_runtime import streams as streams_module
from inferwire_runtime.choices import find_event_error
from tests.support.local_servers import LocalServer, http_response, local_server

MESSAGES: Any = [{"role": "user", "content": "Hello"}]
SSE = "text/event-stream"
DONE = b"data: [DONE]\n\n"


def line(event: Any) -> bytes:
    return b"data: " + json.dumps(event).encode() + b"\n\n"


def chunk(delta: Any = None, finish: str | None = None, **fields: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": {} if delta is None else delta, "finish_reason": finish}
    return {"id": "c", "created": 1, "model": "m", "choices": [{**choice, **fields.pop("choice", {})}], **fields}


CHUNKS = [chunk({"role": "assistant", "content": "h"}), chunk({"content": "i"}), chunk({}, "stop")]
BODY = b"".join(map(line, CHUNKS))
GOOD = BODY + DONE
WHOLE = {
    "id": "c",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "hi"}, "finish_reason": "stop"}],
}
USAGE = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server(lambda request: http_response()) as running:
        yield running


def respond(server: LocalServer, body: bytes, content_type: str | None = SSE) -> None:
    response = http_response(200, body, {"content-type": content_type or ""})
    server.respond = lambda request: response if content_type else response.replace(b"content-type: \r\n", b"")


def read(
    server: LocalServer, use: str, method: str = "chat_completion_stream", api: Any = "openai", **options: Any
) -> Any:
    """Return what a method of a stream returns, which must be the same through both clients."""
    arguments = {"messages": MESSAGES} if method.startswith("chat") else {"prompt": "Hello"}
    url = f"{server.url}/v1" if api == "openai" else server.url

    def blocking() -> Any:
        with InferenceClient(api_key="sk-made-up", model="m", retry=1) as client:
            stream = getattr(client.endpoint(url, api=api), method)(**arguments, **options)
            if use in ("items", "texts"):
                return list(stream if use == "items" else stream.texts())
            return getattr(stream, use)()

    async def asynchronous() -> Any:
        async with AsyncInferenceClient(api_key="sk-made-up", model="m", retry=1) as client:
            stream = await getattr(client.endpoint(url, api=api), method)(**arguments, **options)
            if use in ("items", "texts"):
                return [each async for each in (stream if use == "items" else stream.texts())]
            return await getattr(stream, use)()

    results: list[Any] = []
    for run in (blocking, lambda: asyncio.run(asynchronous())):
        try:
            results.append(run())
        except StreamError as error:
            results.append(error)
    first, second = results
    if isinstance(first, StreamError):
        assert str(first) == str(second)
        raise first
    assert first == second
    return first


# Events that carry nothing


@pytest.mark.parametrize(
    "event",
    [
        b"data: {}\n\n",
        b"data: null\n\n",
        b'data: ""\n\n',
        b"data: []\n\n",
        b"data: 1\n\n",
        b"data:\n\n",
        b"data: : keepalive\n\n",
        b"data: ping\n\n",
        b": comment\n\n",
        b'event: ping\ndata: {"type": "ping"}\n\n',
        b"event: ping\ndata: now\n\n",
        line({"type": "ping"}),
        line({"object": "chat.completion.info", "note": "queued"}),
        line({"id": "c", "choices": []}),
        line({"id": "c", "choices": [], "usage": None}),
        line({"id": "c", "choices": None}),
        line({"id": "c", "choices": [None]}),
        line({"id": "c", "choices": [{}]}),
        line({"choices": [{"index": 0, "finish_reason": None, "content_filter_results": {}}]}),
        line({"choices": [{"index": 0, "delta": None, "finish_reason": None}]}),
    ],
    ids=lambda event: repr(event)[:50],
)
def test_an_event_that_carries_nothing_is_a_sign_of_life(server: LocalServer, event: bytes) -> None:
    respond(server, event + line(CHUNKS[0]) + event + line(CHUNKS[1]) + line(CHUNKS[2]) + event + DONE)
    assert read(server, "text") == "hi"
    assert [item.choices[0].finish_reason for item in read(server, "items")] == [None, None, "stop"]


@pytest.mark.parametrize("end", [DONE, b""])
@pytest.mark.parametrize("last", [{"delta": None}, {}, {"delta": {"content": None}}])
def test_the_last_choice_needs_no_delta(server: LocalServer, last: dict[str, Any], end: bytes) -> None:
    respond(server, line(CHUNKS[0]) + line({"choices": [{"index": 0, "finish_reason": "length", **last}]}) + end)
    assert read(server, "final").choices[0].finish_reason == "length"


@pytest.mark.parametrize("fields", [{"choices": []}, {"choices": None}, {}])
def test_an_event_with_usage_only_is_an_item_without_choices(server: LocalServer, fields: dict[str, Any]) -> None:
    respond(server, BODY + line({"id": "c", **fields, "usage": USAGE}) + DONE)
    last = read(server, "items")[-1]
    assert (last.choices, last.usage.total_tokens) == ([], 3)
    assert read(server, "final").usage.total_tokens == 3
    assert read(server, "texts") == ["h", "i"]


# The envelope


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain; charset=utf-8",
        "application/json",
        "application/octet-stream",
        "application/json, text/event-stream; charset=utf-8",
        "text/event-stream, text/event-stream",
        "text/html",
    ],
)
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b": hello\n\n", b"\n\n", b"event: message\n", b"id: 1\n"])
def test_a_body_that_begins_like_an_event_stream_is_one(
    server: LocalServer, start: bytes, content_type: str | None
) -> None:
    respond(server, start + GOOD, content_type)
    assert read(server, "text") == "hi"


@pytest.mark.parametrize("content_type", ["application/x-ndjson", "application/json", SSE, None])
@pytest.mark.parametrize("end", [b"", b"[DONE]\n", DONE])
def test_a_body_can_be_a_line_of_json_for_each_item(server: LocalServer, end: bytes, content_type: str | None) -> None:
    respond(server, b"".join(json.dumps(each).encode() + b"\n" for each in CHUNKS) + end, content_type)
    assert read(server, "text") == "hi"
    respond(server, b"\n".join(json.dumps(each).encode() for each in CHUNKS), content_type)
    assert len(read(server, "items")) == 3


@pytest.mark.parametrize(
    "body",
    [
        BODY + b"data: [DONE] \n\n",
        BODY + b"data:[DONE]\n\n",
        BODY + b'data: "[DONE]"\n\n',
        BODY + b"data: [DONE]",
        BODY + b"data: [DO",
        BODY[:-1],
        BODY[:-2],
        BODY,
        GOOD.replace(b"\n\n", b"\n"),
        GOOD.replace(b"\n\n", b"\r\n\r\n"),
        GOOD.replace(b"data: ", b"data:"),
    ],
    ids=lambda body: repr(body[-25:]),
)
def test_the_end_of_a_stream_is_recognized(server: LocalServer, body: bytes) -> None:
    respond(server, body)
    assert read(server, "text") == "hi"


@pytest.mark.parametrize(
    "body",
    [line(CHUNKS[0]), line(CHUNKS[0]) + b"data: [DO", line(CHUNKS[0])[:-20], BODY[:-20], b"", b"\n", line({"id": 1})],
    ids=repr,
)
def test_a_stream_that_is_cut_is_an_error(server: LocalServer, body: bytes) -> None:
    respond(server, body)
    with pytest.raises(StreamError, match="before the response was complete"):
        read(server, "text")


@pytest.mark.parametrize("choices", [{0, 1}, {0}])
def test_a_stream_is_complete_when_all_its_choices_are(server: LocalServer, choices: set[int]) -> None:
    body = b"".join(line(chunk({"content": "a"}, choice={"index": index})) for index in (0, 1))
    body += b"".join(line(chunk({}, "stop", choice={"index": index})) for index in choices)
    respond(server, body)
    if len(choices) == 2:
        assert read(server, "text", n=2) == "a"
    else:
        with pytest.raises(StreamError, match="before the response was complete"):
            read(server, "text", n=2)


# Errors


@pytest.mark.parametrize("error", [None, "", {}, [], False])
def test_an_empty_error_is_none(server: LocalServer, error: Any) -> None:
    respond(server, b"".join(line({**each, "error": error}) for each in CHUNKS) + DONE)
    assert read(server, "text") == "hi"


ERRORS: list[Any] = [
    {"error": "context too long"},
    {"error": {"message": "context too long", "code": 400}},
    {"error": True, "message": "context too long"},
    {"object": "error", "message": "context too long", "code": 400},
    {"type": "error", "message": "context too long"},
    {"detail": "context too long"},
    {"detail": [{"loc": ["body"], "msg": "context too long"}]},
    {"choices": None, "error_message": "context too long", "error_type": "x"},
    {"choices": [], "base_resp": {"status_code": 1004, "status_msg": "context too long"}},
    {"success": False, "message": "context too long"},
    {"status": "failed", "message": "context too long"},
    {"code": 400, "msg": "context too long"},
    chunk({"content": ""}, "error", error={"message": "context too long"}),
    chunk({"content": ""}, "error", choice={"error": {"message": "context too long"}}),
]


@pytest.mark.parametrize("before", [b"", line(CHUNKS[0])], ids=["first", "later"])
@pytest.mark.parametrize("event", ERRORS, ids=lambda event: json.dumps(event)[:60])
def test_an_error_in_a_stream_is_shown(server: LocalServer, event: Any, before: bytes) -> None:
    indented = json.dumps(event, indent=1).encode()
    for body in (line(event), b"event: error\n" + line(event), json.dumps(event).encode(), indented):
        for end in (b"", b"\n\n" + DONE):
            respond(server, before + body + end)
            with pytest.raises(StreamError, match="context too long") as caught:
                read(server, "text")
            assert len(caught.value.received) == bool(before)


@pytest.mark.parametrize("content_type", [SSE, "text/plain", "text/html", None])
def test_an_error_in_plain_text_is_shown(server: LocalServer, content_type: str | None) -> None:
    respond(server, b"upstream connect error: no healthy backend", content_type)
    with pytest.raises(StreamError, match="no healthy backend"):
        read(server, "text")
    if content_type == SSE:
        respond(server, line(CHUNKS[0]) + b"Error: the model crashed\n", content_type)
        with pytest.raises(StreamError, match="the model crashed"):
            read(server, "text")


def test_words_without_a_response_are_shown(server: LocalServer) -> None:
    respond(server, line({"message": "the model is loading"}) + DONE)
    with pytest.raises(StreamError, match="the model is loading"):
        read(server, "text")


def test_a_response_that_stops_with_an_error_is_one(server: LocalServer) -> None:
    respond(server, line(CHUNKS[0]) + line(chunk({"content": ""}, "error")) + DONE)
    with pytest.raises(StreamError, match="finish_reason 'error'") as caught:
        read(server, "text")
    assert len(caught.value.received) == 1


@pytest.mark.parametrize("data", [{**CHUNKS[0], "detail": "x", "code": 500}, WHOLE, {"code": 0}, 5])
def test_what_is_part_of_a_response_is_no_error(data: Any) -> None:
    assert find_event_error(data) is None


# Halves of surrogate pairs


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((r"a\ud83d", r"\ude00b"), ["a", "\U0001f600b"]),
        ((r"\ud83d", r"\ude00\ud83d", r"\ude01"), ["\U0001f600", "\U0001f601"]),
        ((r"a\ud83d", "b"), ["a", "\ufffdb"]),
        ((r"a\ude00", "b"), ["a\ufffd", "b"]),
        ((r"a\ud83d",), ["a", "\ufffd"]),
        ((r"\ud83d\ude00",), ["\U0001f600"]),
    ],
)
def test_halves_of_a_character_are_joined(server: LocalServer, parts: tuple[str, ...], expected: list[str]) -> None:
    lines = [b'data: {"choices":[{"index":0,"delta":{"content":"%s"}}]}\n\n' % each.encode() for each in parts]
    respond(server, b"".join(lines) + line(CHUNKS[2]) + DONE)
    text = "".join(expected)
    assert read(server, "texts") == expected
    assert read(server, "text") == text
    assert read(server, "final").choices[0].message.content == text
    items = read(server, "items")
    assert "".join(item.choices[0].delta.content or "" for item in items) == text


def test_halves_in_choices_and_in_arguments_are_joined(server: LocalServer) -> None:
    def event(index: int, text: str) -> bytes:
        delta = '{"content":"%s","tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":"%s"}}]}'
        return f'data: {{"choices":[{{"index":{index},"delta":{delta % (text, text)}}}]}}\n\n'.encode()

    body = b"".join([event(0, r"\ud83d"), event(1, r"\ud83d"), event(0, r"\ude00"), event(1, r"\ude01")])
    body += b"".join(line(chunk({}, "stop", choice={"index": index})) for index in (0, 1))
    respond(server, body + DONE)
    choices = read(server, "final", n=2).choices
    assert [choice.message.content for choice in choices] == ["\U0001f600", "\U0001f601"]
    assert choices[0].message.tool_calls[0].function.arguments == "\U0001f600"


# Servers that do not do what was requested


@pytest.mark.parametrize("content_type", ["application/json", SSE, "text/plain", None])
@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n" + DONE])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_whole_response_is_one_item(
    server: LocalServer, content_type: str | None, end: bytes, indent: int | None
) -> None:
    respond(server, json.dumps({**WHOLE, "system_fingerprint": "f"}, indent=indent).encode() + end, content_type)
    assert read(server, "texts") == ["hi"]
    whole = read(server, "final")
    assert (whole.choices[0].finish_reason, whole.system_fingerprint) == ("stop", "f")


def test_a_whole_response_in_an_event_is_one_item(server: LocalServer) -> None:
    respond(server, line(WHOLE) + DONE)
    assert read(server, "texts") == ["hi"]


@pytest.mark.parametrize("content_type", ["application/json", SSE, None])
@pytest.mark.parametrize("whole", [{"generated_text": "hi"}, [{"generated_text": "hi"}]])
def test_the_whole_text_of_a_toolkit_is_one_item(server: LocalServer, whole: Any, content_type: str | None) -> None:
    respond(server, json.dumps(whole).encode(), content_type)
    for api in ("native", "openai"):
        assert read(server, "texts", "text_generation_stream", api) == ["hi"]
        assert read(server, "final", "text_generation_stream", api).generated_text == "hi"


def test_a_list_of_all_items_is_read(server: LocalServer) -> None:
    respond(server, json.dumps(CHUNKS).encode(), "application/json")
    assert read(server, "texts") == ["h", "i"]


@pytest.mark.parametrize("content_type", ["application/json", SSE])
@pytest.mark.parametrize(
    "body", [GOOD, BODY, json.dumps(WHOLE).encode() + b"\n\n" + DONE, line(WHOLE) + DONE], ids=lambda body: body[-30:]
)
def test_a_stream_that_was_not_requested_is_merged(server: LocalServer, body: bytes, content_type: str) -> None:
    respond(server, body, content_type)
    for chat in call_whole(server):
        assert isinstance(chat, ChatCompletionOutput)
        assert chat.choices[0].message.content == "hi"
        assert len(chat.attempts) == 1


def test_an_error_in_a_stream_that_was_not_requested_is_shown(server: LocalServer) -> None:
    respond(server, line({"error": "context too long"}))
    with pytest.raises(StreamError, match="context too long"):
        call_whole(server)
    respond(server, line(CHUNKS[0]))
    with pytest.raises(StreamError, match="before the response was complete"):
        call_whole(server)


def call_whole(server: LocalServer) -> list[ChatCompletionOutput]:
    async def asynchronous() -> Any:
        async with AsyncInferenceClient(base_url=server.url, api_key="sk-made-up", model="m", retry=1) as client:
            return await client.chat_completion(MESSAGES)

    with InferenceClient(base_url=server.url, api_key="sk-made-up", model="m", retry=1) as client:
        return [client.chat_completion(MESSAGES), asyncio.run(asynchronous())]


# Text generation


def completion(text: Any = None, finish: str | None = None, **fields: Any) -> bytes:
    return line({"id": "c", "choices": [{"index": 0, "text": text, "finish_reason": finish}], **fields})


@pytest.mark.parametrize(
    "body",
    [
        completion("h") + completion("i", "stop") + DONE,
        completion("h") + completion("i") + completion(None, "stop") + DONE,
        completion("h") + completion("i") + line({"choices": [{"index": 0, "finish_reason": "stop"}]}) + DONE,
        completion("h") + completion("i") + DONE,
        completion("h") + completion("i", "stop") + line({"choices": [], "usage": USAGE}) + DONE,
        completion("h") + completion("i", "stop") + line({"usage": USAGE}) + DONE,
        line({}) + completion("h") + line({"choices": [{}]}) + completion("i", "stop"),
    ],
)
def test_text_completions_need_no_text_in_every_event(server: LocalServer, body: bytes) -> None:
    respond(server, body)
    assert read(server, "text", "text_generation_stream") == "hi"
    assert "".join(read(server, "texts", "text_generation_stream")) == "hi"


def test_text_completions_keep_their_details(server: LocalServer) -> None:
    respond(server, completion("h") + completion("i", "length") + line({"choices": [], "usage": USAGE}) + DONE)
    details = read(server, "final", "text_generation_stream").details
    assert (details.finish_reason, details.generated_tokens) == ("length", 2)


def token(text: str, generated: str | None = None, details: Any = None, *, special: bool = False) -> bytes:
    data = {"id": 1, "text": text, "logprob": -0.1, "special": special}
    return line({"index": 1, "token": data, "generated_text": generated, "details": details})


@pytest.mark.parametrize("end", [b"", DONE])
def test_native_text_generation_keeps_its_details(server: LocalServer, end: bytes) -> None:
    details = {"finish_reason": "eos_token", "generated_tokens": 3, "seed": 7}
    body = line({}) + token("h") + line({"type": "ping"}) + token("i") + token("</s>", "hi", details, special=True)
    respond(server, body + end)
    final = read(server, "final", "text_generation_stream", "native")
    assert (final.generated_text, final.details.generated_tokens, final.details.seed) == ("hi", 3, 7)
    assert read(server, "texts", "text_generation_stream", "native") == ["h", "i"]


def test_the_details_of_native_text_generation_have_all_tokens(server: LocalServer) -> None:
    respond(server, token("h") + token("i", "hi", {"finish_reason": "length", "generated_tokens": 2}))
    final = read(server, "final", "text_generation_stream", "native")
    assert [each.text for each in final.details.tokens] == ["h", "i"]
    respond(server, json.dumps([{"generated_text": "hi", "details": {"finish_reason": "length"}}]).encode())
    assert read(server, "final", "text_generation_stream", "native").details.finish_reason == "length"


def test_usage_in_the_last_event_of_text_counts(server: LocalServer) -> None:
    respond(server, completion("h") + completion("i", "stop", usage=USAGE) + DONE)
    assert read(server, "final", "text_generation_stream").details.generated_tokens == 2


def test_native_text_generation_that_is_cut_is_an_error(server: LocalServer) -> None:
    respond(server, token("h"))
    with pytest.raises(StreamError, match="before the response was complete"):
        read(server, "text", "text_generation_stream", "native")


# What comes between the last piece and the end


def test_a_server_that_never_closes_does_not_hold_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inferwire_runtime.stream_decoding.ENDING_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        opened: list[socket.socket] = []

        def accept() -> None:
            for late in (b"", line({"choices": [], "usage": USAGE})):
                connection, _ = listener.accept()
                opened.append(connection)
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + BODY)
                connection.sendall(late)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        started = time.monotonic()
        with InferenceClient(base_url=url, api_key="sk-made-up", model="m", retry=1) as client:
            assert client.chat_completion(MESSAGES, stream=True).text() == "hi"

        async def asynchronous() -> Any:
            async with AsyncInferenceClient(base_url=url, api_key="sk-made-up", model="m", retry=1) as client:
                return await (await client.chat_completion(MESSAGES, stream=True)).final()

        final = asyncio.run(asynchronous())
        assert (final.choices[0].message.content, final.usage.total_tokens) == ("hi", 3)
        assert time.monotonic() - started < 20  # the read timeout is a minute
        thread.join(5)
        for connection in opened:
            connection.close()


# Texts, and the response so far


def test_texts_separate_reasoning_from_the_response(server: LocalServer) -> None:
    first, second = chunk({"reasoning_content": "hm"}), chunk({"reasoning": "so", "content": "h"})
    respond(server, line(first) + line(second) + line(CHUNKS[2]) + DONE)
    with InferenceClient(base_url=server.url, api_key="sk-made-up", model="m") as client:
        parts = list(client.chat_completion(MESSAGES, stream=True).texts(reasoning=True))
        assert list(client.chat_completion(MESSAGES, stream=True).texts()) == ["h"]
    assert parts == ["hm", "so", "h"]
    assert [piece.is_reasoning for piece in parts] == [True, True, False]


def test_texts_are_those_of_the_first_choice(server: LocalServer) -> None:
    body = line(chunk({"content": "one"}, choice={"index": 1})) + line(chunk({"content": "zero"}))
    body += line(chunk({}, "stop", choice={"index": 1})) + line(chunk({}, "stop"))
    respond(server, body + DONE)
    assert read(server, "texts", n=2) == ["zero"]
    assert read(server, "text", n=2) == "zero"


def test_the_response_so_far_is_there_at_any_moment(server: LocalServer) -> None:
    respond(server, line(CHUNKS[0]) + line(CHUNKS[1]) + line({"error": "out of memory"}))

    def states(stream: Any) -> list[str | None]:
        choices = stream.so_far().choices
        return [choice.message.content for choice in choices]

    with InferenceClient(base_url=server.url, api_key="sk-made-up", model="m") as client:
        stream = client.chat_completion(MESSAGES, stream=True)
        assert states(stream) == []
        next(stream)
        assert states(stream) == ["h"]
        with pytest.raises(StreamError) as caught:
            stream.text()
        assert len(caught.value.received) == 2
        assert states(stream) == ["hi"]
        assert states(stream) == ["hi"]

    async def asynchronous() -> None:
        async with AsyncInferenceClient(base_url=server.url, api_key="sk-made-up", model="m") as client:
            stream = await client.chat_completion(MESSAGES, stream=True)
            assert states(stream) == []
            assert await anext(stream.texts()) == "h"
            assert states(stream) == ["h"]
            await stream.close()
            assert states(stream) == ["h"]

    asyncio.run(asynchronous())


def test_the_generated_text_so_far_is_there_at_any_moment(server: LocalServer) -> None:
    respond(server, completion("h") + completion("i"))
    with InferenceClient(base_url=f"{server.url}/v1", api_key="sk-made-up", model="m") as client:
        stream = client.text_generation("Hello", stream=True)
        assert stream.so_far().generated_text == ""
        with pytest.raises(StreamError):
            stream.text()
        assert stream.so_far().generated_text == "hi"


def test_an_interrupt_leaves_the_response_so_far(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    respond(server, GOOD)
    with InferenceClient(base_url=server.url, api_key="sk-made-up", model="m") as client:
        stream = client.chat_completion(MESSAGES, stream=True)
        try:
            for text in stream.texts():
                if text == "i":
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        assert stream.so_far().choices[0].message.content == "hi"


def test_a_text_is_a_string_that_can_be_copied() -> None:

    text = StreamText("hm", is_reasoning=True)
    assert streams_module.StreamText is StreamText
    for each in (copy.copy(text), pickle.loads(pickle.dumps(text))):
        assert (each, each.is_reasoning) == ("hm", True)
