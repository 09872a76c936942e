"""OpenAI's Responses API: whole responses, events of streams, calls of tools, and what the server has stored."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import msgspec
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, InputError, OutputError, ProviderError, StreamError
from inferwire.types.responses import (
    ResponsesCompletedEvent,
    ResponsesFunctionCall,
    ResponsesFunctionCallArgumentsDeltaEvent,
    ResponsesOtherEvent,
    ResponsesOtherItem,
    ResponsesOutput,
    ResponsesOutputMessage,
    ResponsesOutputText,
    ResponsesReasoning,
    ResponsesTextDeltaEvent,
)
from inferwire_emulator.server import serve as serve_emulator
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

TEXT = {"type": "output_text", "text": "Two cats.", "annotations": [], "logprobs": []}
MESSAGE = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": [TEXT]}
CALL = {
    "id": "fc_1",
    "type": "function_call",
    "call_id": "call_1",
    "name": "count",
    "arguments": '{"what": "cats"}',
    "status": "completed",
}
REASONING = {"id": "rs_1", "type": "reasoning", "summary": [], "content": [{"type": "reasoning_text", "text": "Hm."}]}
USAGE = {"input_tokens": 5, "output_tokens": 3, "total_tokens": 8, "input_tokens_details": {"cached_tokens": 0}}


def response(*output: Any, **fields: Any) -> dict[str, Any]:
    made = {"id": "resp_1", "object": "response", "created_at": 1735689600, "status": "completed", "model": "m"}
    return {**made, "error": None, "output": list(output), "usage": USAGE, **fields}


def sse(*events: Any, names: bool = True, end: bytes = b"") -> bytes:
    lines = [
        (f"event: {event['type']}\n".encode() if names else b"") + b"data: " + msgspec.json.encode(event) + b"\n\n"
        for event in events
    ]
    body = b"".join(lines) + end
    head = f"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


CREATED: dict[str, Any] = {
    "type": "response.created",
    "sequence_number": 0,
    "response": response(status="in_progress", usage=None),
}
EVENTS: list[dict[str, Any]] = [
    CREATED,
    {
        "type": "response.output_item.added",
        "output_index": 0,
        "item": {**MESSAGE, "content": [], "status": "in_progress"},
    },
    {
        "type": "response.content_part.added",
        "item_id": "msg_1",
        "output_index": 0,
        "content_index": 0,
        "part": {"type": "output_text", "text": "", "annotations": []},
    },
    {"type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": "Two "},
    {"type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": "cats."},
    {
        "type": "response.output_text.done",
        "item_id": "msg_1",
        "output_index": 0,
        "content_index": 0,
        "text": "Two cats.",
    },
    {"type": "response.content_part.done", "item_id": "msg_1", "output_index": 0, "content_index": 0, "part": TEXT},
    {"type": "response.output_item.done", "output_index": 0, "item": MESSAGE},
    {"type": "response.completed", "response": response(MESSAGE)},
]


@contextmanager
def serving(respond: Any) -> Iterator[LocalServer]:
    """Run a server that responds to each request with JSON, a whole response, or what a function of it returns."""

    def respond_with(request: ReceivedRequest) -> bytes:
        made = respond(request) if callable(respond) else respond
        return made if isinstance(made, bytes) else http_response(body=made)

    with local_server(respond_with) as server:
        yield server


def call_both(server: LocalServer, use: Callable[[Any], Any], use_async: Callable[[Any], Any]) -> Any:
    """Return what both clients make of a server, which is the same; the server has the blocking one's requests."""
    options: dict[str, Any] = {"base_url": f"{server.url}/v1", "model": "m", "api_key": PROVIDER_KEY, "retry": 1}

    async def main() -> Any:
        async with AsyncInferenceClient(**options) as client:
            return await use_async(client)

    made = anyio.run(main)
    server.received.clear()
    with InferenceClient(**options) as client:
        assert use(client) == made
    return made


def create(server: LocalServer, *arguments: Any, **named: Any) -> ResponsesOutput:
    async def use_async(client: AsyncInferenceClient) -> Any:
        return await client.responses.create(*arguments, **named)

    made: ResponsesOutput = call_both(server, lambda client: client.responses.create(*arguments, **named), use_async)
    return made


def stream(server: LocalServer, **named: Any) -> tuple[list[Any], ResponsesOutput]:
    def use(client: InferenceClient) -> Any:
        opened = client.responses.create("Hi", stream=True, **named)
        return list(opened), opened.final()

    async def use_async(client: AsyncInferenceClient) -> Any:
        opened = await client.responses.create("Hi", stream=True, **named)
        return [event async for event in opened], await opened.final()

    made: tuple[list[Any], ResponsesOutput] = call_both(server, use, use_async)
    return made


def sent(server: LocalServer, index: int = -1) -> Any:
    return json.loads(server.received[index].body)


def test_a_response_is_typed_and_has_its_text() -> None:
    with serving(response(REASONING, MESSAGE, CALL)) as server:
        made = create(server, "How many?", instructions="Count.", max_output_tokens=9, reasoning={"effort": "low"})
        assert made.output_text == "Two cats."
        assert [type(item) for item in made.output] == [
            ResponsesReasoning,
            ResponsesOutputMessage,
            ResponsesFunctionCall,
        ]
        assert [item.type for item in made.output] == ["reasoning", "message", "function_call"]
        assert made.usage is not None
        assert made.usage.total_tokens == 8
        assert made.created_at == 1735689600
        assert type(made.created_at) is int
        assert server.received[0].target == "/v1/responses"
        assert sent(server) == {
            "model": "m",
            "input": "How many?",
            "instructions": "Count.",
            "max_output_tokens": 9,
            "reasoning": {"effort": "low"},
        }


def test_items_of_a_response_go_back_as_they_came() -> None:
    encrypted = {**REASONING, "encrypted_content": "abc", "novel": {"a": None}}
    search = {"type": "novel_call", "id": "x_1", "action": {"query": "cats"}, "status": None}
    with serving(response(encrypted, search, CALL)) as server:
        first = create(server, "How many?")
        result = {"type": "function_call_output", "call_id": "call_1", "output": "2"}
        create(server, [{"role": "user", "content": "How many?"}, *first.output, result])
        assert sent(server)["input"] == [
            {"role": "user", "content": "How many?"},
            encrypted,
            search,
            CALL,
            result,
        ]
        plain = [dict(item) for item in first.output]
        create(server, plain)
        assert sent(server)["input"][2]["name"] == "count"
        assert sent(server)["input"][1]["type"] == "novel_call"


def test_unknown_items_and_parts_are_kept() -> None:
    novel = {"type": "novel_call", "id": "x", "action": {"query": "cats"}}
    part = {"type": "novel_part", "shape": "round"}
    with serving(response(novel, {**MESSAGE, "content": [part, TEXT]})) as server:
        made = create(server, "Hi")
    first, second = made.output
    assert isinstance(first, ResponsesOtherItem)
    assert (first.type, first["action"], first.extra["id"]) == ("novel_call", {"query": "cats"}, "x")
    assert isinstance(second, ResponsesOutputMessage)
    assert [part.type for part in second.content] == ["novel_part", "output_text"]
    assert made.output_text == "Two cats."
    assert made.to_dict()["output"][0] == novel
    assert json.loads(made.to_json())["output"][1]["content"] == [part, TEXT]
    for other in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert other == made
        assert other.output[0].type == "novel_call"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ({"type": "message", "content": "Two cats."}, "Two cats."),
        ({"type": "message", "content": [{"text": "Two cats."}]}, "Two cats."),
        ({"type": "message", "content": [{"type": "text", "text": "Two cats."}]}, "Two cats."),
        ({"type": "message", "role": "assistant", "content": [{**TEXT, "annotations": None, "extra": 1}]}, "Two cats."),
        ({"type": "message", "content": [{"type": "refusal", "refusal": "No."}]}, ""),
        ({"type": "message", "content": None}, ""),
        ({**CALL, "arguments": {"what": "cats"}}, ""),
        ({"type": "function_call", "call_id": "c"}, ""),
    ],
)
def test_items_in_other_shapes_are_read(item: Any, text: str) -> None:
    with serving(response(item, status="completed")) as server:
        made = create(server, "Hi")
    assert made.output_text == text
    if item["type"] == "function_call" and "name" in item:
        assert isinstance(made.output[0], ResponsesFunctionCall)
        assert json.loads(made.output[0].arguments) == {"what": "cats"}


def test_usage_under_chat_names_is_read() -> None:
    usage = {"prompt_tokens": 5, "completion_tokens": 3}
    with serving(response(MESSAGE, usage=usage)) as server:
        made = create(server, "Hi").usage
    assert made is not None
    assert (made.input_tokens, made.output_tokens, made.total_tokens) == (5, 3, 8)


@pytest.mark.parametrize(
    ("made", "error", "words"),
    [
        ({}, OutputError, "output"),
        ({"output": None}, OutputError, "output"),
        (
            response(status="failed", error={"code": "server_error", "message": "overheated"}),
            ProviderError,
            "overheated",
        ),
        ({"error": {"message": "no such model"}}, ProviderError, "no such model"),
        (http_response(404, {"detail": "Not Found"}), ProviderError, "404"),
    ],
)
def test_what_is_no_response_is_an_error(made: Any, error: type[Exception], words: str) -> None:
    with (
        serving(made) as server,
        InferenceClient("m", base_url=server.url, retry=1) as client,
        pytest.raises(error, match=words),
    ):
        client.responses.create("Hi")


@pytest.mark.parametrize("names", [True, False], ids=["named", "unnamed"])
@pytest.mark.parametrize("end", [b"", b"data: [DONE]\n\n"], ids=["closed", "done"])
def test_events_are_typed_by_their_type(names: bool, end: bytes) -> None:
    with serving(sse(*EVENTS, names=names, end=end)) as server:
        events, final = stream(server)
        assert [event.type for event in events] == [event["type"] for event in EVENTS]
        deltas = [event.delta for event in events if event.type == "response.output_text.delta"]
        assert deltas == ["Two ", "cats."]
        assert isinstance(events[3], ResponsesTextDeltaEvent)
        assert isinstance(events[-1], ResponsesCompletedEvent)
        assert events[-1].response == final
        assert final.output_text == "Two cats."
        assert final.usage is not None
        assert sent(server) == {"model": "m", "input": "Hi", "stream": True}


def test_the_type_of_an_event_may_be_its_name_only() -> None:
    def without_type(event: dict[str, Any]) -> bytes:
        data = {name: value for name, value in event.items() if name != "type"}
        return f"event: {event['type']}\n".encode() + b"data: " + msgspec.json.encode(data) + b"\n\n"

    body = sse(end=b"".join(map(without_type, EVENTS)))
    with serving(body) as server:
        events, final = stream(server)
    assert [event.type for event in events] == [event["type"] for event in EVENTS]
    assert final.output_text == "Two cats."


def test_unknown_events_are_kept_and_signs_of_life_are_not() -> None:
    novel: dict[str, Any] = {"type": "response.novel.delta", "delta": "x", "more": [1]}
    with serving(sse(CREATED, {"type": "ping"}, novel, {"type": "keepalive"}, EVENTS[-1])) as server:
        events, _ = stream(server)
    assert [event.type for event in events] == ["response.created", "response.novel.delta", "response.completed"]
    assert isinstance(events[1], ResponsesOtherEvent)
    assert events[1]["more"] == [1]
    assert events[1].to_dict() == novel


def test_events_of_llama_server_are_read() -> None:
    bare = {"type": "response.created", "response": {"id": "resp_1", "object": "response", "status": "in_progress"}}
    added = {"type": "response.output_item.added", "item": {**CALL, "arguments": "", "status": "in_progress"}}
    deltas = [
        {"type": "response.function_call_arguments.delta", "item_id": "fc_1", "delta": text}
        for text in ('{"what": ', '"cats"}')
    ]
    done = {"type": "response.output_item.done", "item": CALL}
    end = {"type": "response.completed", "response": response(CALL), "timings": {"n": 1}}
    with serving(sse(bare, added, *deltas, done, end)) as server:
        events, final = stream(server)
    assert events[0].response.output == []
    assert events[0].response.status == "in_progress"
    assert isinstance(events[2], ResponsesFunctionCallArgumentsDeltaEvent)
    assert final.output == [events[-2].item]
    assert events[-1].extra == {"timings": {"n": 1}}


def test_texts_and_reasoning_arrive_in_fragments() -> None:
    thought = {"type": "response.reasoning_text.delta", "item_id": "rs_1", "output_index": 0, "delta": "Hm."}
    summary = {"type": "response.reasoning_summary_text.delta", "item_id": "rs_1", "output_index": 0, "delta": "Cats"}
    with serving(sse(CREATED, thought, summary, *EVENTS[1:])) as server:

        def use(client: InferenceClient) -> Any:
            texts = list(client.responses.create("Hi", stream=True).texts(reasoning=True))
            text = client.responses.create("Hi", stream=True).text()
            return list(client.responses.create("Hi", stream=True).texts()), texts, text

        async def use_async(client: AsyncInferenceClient) -> Any:
            texts = [each async for each in (await client.responses.create("Hi", stream=True)).texts(reasoning=True)]
            text = await (await client.responses.create("Hi", stream=True)).text()
            plain = [each async for each in (await client.responses.create("Hi", stream=True)).texts()]
            return plain, texts, text

        plain, texts, text = call_both(server, use, use_async)
    assert plain == ["Two ", "cats."]
    assert texts == ["Hm.", "Cats", "Two ", "cats."]
    assert [each.is_reasoning for each in texts] == [True, True, False, False]
    assert text == "Two cats."


@pytest.mark.parametrize("count", range(1, len(EVENTS)))
@pytest.mark.parametrize("indexes", [True, False])
def test_a_cut_stream_is_an_error_with_the_response_so_far(count: int, indexes: bool) -> None:
    left = ("output_index", "content_index") if not indexes else ()
    events = [{name: value for name, value in event.items() if name not in left} for event in EVENTS[:count]]
    with serving(sse(*events)) as server, InferenceClient("m", base_url=server.url, retry=1) as client:
        opened = client.responses.create("Hi", stream=True)
        with pytest.raises(StreamError) as caught:
            for _ in opened:
                pass
        assert len(caught.value.received) == count
        so_far = opened.so_far()
        assert so_far.output_text == {1: "", 2: "", 3: "", 4: "Two "}.get(count, "Two cats.")
        assert so_far.id == "resp_1"
        with pytest.raises(StreamError):
            opened.final()


def test_arguments_and_reasoning_so_far_are_merged() -> None:
    events = [
        CREATED,
        {
            "type": "response.reasoning_text.delta",
            "item_id": "rs_1",
            "output_index": 0,
            "content_index": 0,
            "delta": "H",
        },
        {
            "type": "response.reasoning_text.delta",
            "item_id": "rs_1",
            "output_index": 0,
            "content_index": 0,
            "delta": "m",
        },
        {
            "type": "response.reasoning_summary_part.added",
            "item_id": "rs_1",
            "output_index": 0,
            "summary_index": 0,
            "part": {"type": "summary_text", "text": ""},
        },
        {"type": "response.reasoning_summary_text.delta", "item_id": "rs_1", "summary_index": 0, "delta": "Cats"},
        {"type": "response.output_item.added", "output_index": 1, "item": {**CALL, "arguments": ""}},
        {"type": "response.function_call_arguments.delta", "item_id": "fc_1", "output_index": 1, "delta": '{"wh'},
        {"type": "response.function_call_arguments.delta", "item_id": "fc_1", "output_index": 1, "delta": 'at"'},
    ]
    with serving(sse(*events)) as server, InferenceClient("m", base_url=server.url, retry=1) as client:
        opened = client.responses.create("Hi", stream=True)
        with pytest.raises(StreamError):
            list(opened)
        reasoning, call = opened.so_far().output
    assert isinstance(reasoning, ResponsesReasoning)
    assert reasoning.content is not None
    assert [part["text"] for part in reasoning.content] == ["Hm"]
    assert reasoning.summary is not None
    assert [part["text"] for part in reasoning.summary] == ["Cats"]
    assert isinstance(call, ResponsesFunctionCall)
    assert call.arguments == '{"what"'


@pytest.mark.parametrize(
    "event",
    [
        {"type": "error", "code": "server_error", "message": "overheated", "param": None, "sequence_number": 1},
        {"type": "error", "error": {"message": "overheated"}},
        {"error": {"message": "overheated", "code": 500}},
        {
            "type": "response.failed",
            "response": response(status="failed", error={"code": "x", "message": "overheated"}),
        },
    ],
)
def test_an_error_in_the_stream_is_raised(event: Any) -> None:
    body = sse(CREATED, end=b"data: " + msgspec.json.encode(event) + b"\n\n")
    with serving(body) as server, InferenceClient("m", base_url=server.url, retry=1) as client:
        opened = client.responses.create("Hi", stream=True)
        with pytest.raises(StreamError, match="overheated") as caught:
            list(opened)
        assert len(caught.value.received) == 1


@pytest.mark.parametrize("status", ["incomplete", "cancelled"])
def test_a_response_that_ends_early_ends_the_stream(status: str) -> None:
    end = {"type": f"response.{status}", "response": response(MESSAGE, status=status)}
    with serving(sse(*EVENTS[:-1], end)) as server:
        events, final = stream(server)
    assert events[-1].type == end["type"]
    assert final.status == status
    assert final.output_text == "Two cats."


def test_a_server_that_does_not_stream_and_one_that_always_does_are_read() -> None:
    with serving(response(MESSAGE)) as server:
        events, final = stream(server)
        assert [event.type for event in events] == ["response.completed"]
        assert final.output_text == "Two cats."
    with serving(sse(*EVENTS)) as server:
        assert create(server, "Hi").output_text == "Two cats."


def test_media_of_messages_are_sent_as_data_urls() -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(8)
    with serving(response(MESSAGE)) as server:
        content = [
            {"type": "input_text", "text": "What is it?"},
            {"type": "input_image", "image_url": png, "detail": "low"},
            {"type": "input_image", "image_url": "https://example.com/cat.png"},
            {"type": "input_file", "file_data": b"%PDF-1.7 x", "filename": "a.pdf"},
        ]
        create(server, [{"role": "user", "content": content}])
        parts = sent(server)["input"][0]["content"]
        assert parts[1]["image_url"].startswith("data:image/png;base64,")
        assert parts[1]["detail"] == "low"
        assert parts[2] == content[2]
        assert parts[3]["file_data"].startswith("data:application/pdf;base64,")


class Cats(msgspec.Struct):
    count: int
    names: list[str]


@dataclasses.dataclass
class Dogs:
    count: int
    names: list[str]


@pytest.mark.parametrize("kind", [Cats, Dogs])
def test_parse_returns_a_value_of_the_type(kind: Any) -> None:
    text = {**TEXT, "text": '{"count": 2, "names": ["a", "b"]}'}
    with serving(response({**MESSAGE, "content": [text]})) as server:

        async def use_async(client: AsyncInferenceClient) -> Any:
            made = await client.responses.parse("How many?", text_format=kind, text={"verbosity": "low"})
            return made.output_parsed, made.output_text

        def use(client: InferenceClient) -> Any:
            made = client.responses.parse("How many?", text_format=kind, text={"verbosity": "low"})
            return made.output_parsed, made.output_text

        assert call_both(server, use, use_async) == (kind(2, ["a", "b"]), text["text"])
        config = sent(server)["text"]
        assert config["verbosity"] == "low"
        assert config["format"]["type"] == "json_schema"
        assert config["format"]["name"] == kind.__name__
        assert config["format"]["strict"] is True
        assert config["format"]["schema"]["required"] == ["count", "names"]


def test_parse_of_calls_is_none_and_of_other_text_an_error() -> None:
    with serving(response(CALL)) as server, InferenceClient("m", base_url=server.url, retry=1) as client:
        assert client.responses.parse("Hi", text_format=Cats).output_parsed is None
    cut = response({**MESSAGE, "content": [{**TEXT, "text": '{"count": 2'}]}, status="incomplete")
    cut["incomplete_details"] = {"reason": "max_output_tokens"}
    with (
        serving(cut) as server,
        InferenceClient("m", base_url=server.url, retry=1) as client,
        pytest.raises(OutputError, match="limit of tokens"),
    ):
        client.responses.parse("Hi", text_format=Cats)


def test_stream_yields_events_and_the_parsed_response() -> None:
    text = {**TEXT, "text": '{"count": 2, "names": []}'}
    whole = response({**MESSAGE, "content": [text]})
    with serving(sse(CREATED, {"type": "response.completed", "response": whole})) as server:

        def use(client: InferenceClient) -> Any:
            with client.responses.stream("Hi", text_format=Cats) as opened:
                return [event.type for event in opened], opened.get_final_response().output_parsed

        async def use_async(client: AsyncInferenceClient) -> Any:
            async with client.responses.stream("Hi", text_format=Cats) as opened:
                return [event.type async for event in opened], (await opened.get_final_response()).output_parsed

        types, parsed = call_both(server, use, use_async)
    assert types == ["response.created", "response.completed"]
    assert parsed == Cats(2, [])


def test_stored_responses_are_at_the_url_of_the_call() -> None:
    def respond(request: ReceivedRequest) -> Any:
        return {"id": "resp_1", "deleted": True} if request.method == "DELETE" else response(MESSAGE)

    with serving(respond) as server:

        def use(client: InferenceClient) -> Any:
            found = client.responses.retrieve("resp_1", include=["a", "b"])
            client.responses.delete("resp/2?x")
            return found.output_text, client.responses.cancel("resp_1").id

        async def use_async(client: AsyncInferenceClient) -> Any:
            found = await client.responses.retrieve("resp_1", include=["a", "b"])
            await client.responses.delete("resp/2?x")
            return found.output_text, (await client.responses.cancel("resp_1")).id

        assert call_both(server, use, use_async) == ("Two cats.", "resp_1")
        assert [(request.method, request.target) for request in server.received] == [
            ("GET", "/v1/responses/resp_1?include%5B%5D=a&include%5B%5D=b"),
            ("DELETE", "/v1/responses/resp%2F2%3Fx"),
            ("POST", "/v1/responses/resp_1/cancel"),
        ]
        assert all(request.body == b"" for request in server.received)
        assert all(request.headers["authorization"] == f"Bearer {PROVIDER_KEY}" for request in server.received)


def test_the_events_of_a_stored_response_can_be_streamed() -> None:
    with serving(sse(*EVENTS)) as server, InferenceClient("m", base_url=f"{server.url}/v1?a=b", retry=1) as client:
        opened = client.responses.retrieve("resp_1", stream=True, starting_after=2)
        assert opened.text() == "Two cats."
        assert server.received[0].target == "/v1/responses/resp_1?a=b&starting_after=2&stream=true"


@pytest.mark.parametrize("wrong", ["", None, 3])
def test_a_stored_response_needs_an_id(wrong: Any) -> None:
    with InferenceClient("m", base_url="http://127.0.0.1:9") as client, pytest.raises(InputError, match="response_id"):
        client.responses.retrieve(wrong)


def test_a_response_in_the_background_is_waited_for() -> None:
    states = ["queued", "in_progress", "completed"]

    def respond(request: ReceivedRequest) -> Any:
        if request.method == "POST":
            state["polls"] = 0
            return response(status="queued", usage=None)
        state["polls"] += 1
        status = states[min(state["polls"], 2)]
        return response(*([MESSAGE] if status == "completed" else []), status=status)

    state: dict[str, int] = {}
    with serving(respond) as server:

        def use(client: InferenceClient) -> Any:
            started = client.responses.create("Hi", background=True)
            return started.status, client.responses.wait(started, interval=0.01).output_text

        async def use_async(client: AsyncInferenceClient) -> Any:
            started = await client.responses.create("Hi", background=True)
            return started.status, (await client.responses.wait("resp_1", interval=0.01)).output_text

        assert call_both(server, use, use_async) == ("queued", "Two cats.")
        assert [request.method for request in server.received] == ["POST", "GET", "GET"]


def test_a_failed_response_in_the_background_is_an_error() -> None:
    failed = response(status="failed", error={"code": "server_error", "message": "overheated"})
    with (
        serving(failed) as server,
        InferenceClient("m", base_url=server.url, retry=1) as client,
        pytest.raises(ProviderError, match="overheated"),
    ):
        client.responses.wait("resp_1", interval=0.01)


@pytest.mark.parametrize(
    ("provider", "model"),
    [("auto", "openai/gpt-oss-20b"), ("openai", "openai/gpt-5"), ("groq", "openai/gpt-oss-20b"), (None, None)],
)
def test_the_emulator_serves_stores_and_cancels(provider: str | None, model: str | None) -> None:
    with serve_emulator() as emulator:
        options: dict[str, Any] = {"emulator_url": emulator.url, "model": model, "api_key": "hf_abc"}
        if provider is None:
            options["base_url"] = "https://responses.endpoints.huggingface.cloud"
        else:
            options |= {"provider": provider, "api_key": "hf_abc" if provider == "auto" else PROVIDER_KEY}
        named: Any = {"mapping": False} if provider == "groq" else {}
        with InferenceClient(**options) as client:
            assert client.responses.create("Hi", **named).output_text == "Two cats."
            opened = client.responses.create("Hi", stream=True, **named)
            assert "".join(opened.texts()) == "Two cats."
            started = client.responses.create("Hi", background=True, **named)
            assert started.status == "queued"
            assert client.responses.wait(started, interval=0.01, **named).output_text == "Two cats."
            other = client.responses.create("Hi", background=True, **named)
            assert client.responses.cancel(str(other.id), **named).status == "cancelled"
            assert client.responses.retrieve(str(other.id), **named).status == "cancelled"
            client.responses.delete(str(other.id), **named)
            with pytest.raises(ProviderError, match="not found"):
                client.responses.retrieve(str(other.id), **named)


def test_a_call_about_a_stored_response_needs_no_model() -> None:
    with serve_emulator() as emulator:
        for provider, key in (("auto", "hf_abc"), ("openai", PROVIDER_KEY), ("groq", PROVIDER_KEY)):
            with (
                InferenceClient(emulator_url=emulator.url, provider=provider, api_key=key) as client,
                pytest.raises(ProviderError, match="not found"),
            ):
                client.responses.retrieve("resp_none")


def test_text_parts_narrow_by_their_type() -> None:
    made = ResponsesOutput(output=[ResponsesOutputMessage(content=[ResponsesOutputText(text="Hi")])])
    assert made.output_text == "Hi"
    assert msgspec.json.decode(msgspec.json.encode(made))["output"][0]["type"] == "message"
