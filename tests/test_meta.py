"""What results, streams, errors and raw responses know about their call, and the events of calls."""

from __future__ import annotations

import asyncio
import gc
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, Retry
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

MESSAGES = [{"role": "user", "content": "Hello"}]
CHAT = {
    "id": "chat-1",
    "object": "chat.completion",
    "created": 1,
    "model": "served/model",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}],
    "usage": {
        "prompt_tokens": 11,
        "completion_tokens": 4,
        "total_tokens": 15,
        "cost": 0.25,
        "prompt_tokens_details": {"cached_tokens": 3},
        "completion_tokens_details": {"reasoning_tokens": 2},
    },
}
HEADERS = {"x-request-id": "req-7", "x-inference-provider": "chosen", "set-cookie": "secret=1"}
CHUNK = b'data: {"id":"chat-2","model":"served/model","choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n'
LAST = b'data: {"id":"chat-2","choices":[{"index":0,"delta":{},"finish_reason":"length"}]}\n\n'
USAGE = b'data: {"id":"chat-2","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":6}}\n\ndata: [DONE]\n\n'


def respond(received: ReceivedRequest) -> bytes:
    if b'"model":"broken"' in received.body:
        return http_response(500, {"error": "it broke"}, {"x-request-id": "req-8"})
    if b'"stream":true' in received.body:
        body = CHUNK + LAST + USAGE if b"cut" not in received.body else CHUNK
        return http_response(200, body, {"content-type": "text/event-stream", **HEADERS})
    return http_response(200, CHAT, HEADERS)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server(respond) as running:
        yield running


Run = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest, server: LocalServer) -> Run:
    """Return a function that chats by either client; of a stream it returns the exhausted stream."""

    def chat(**options: Any) -> Any:
        with InferenceClient("m", base_url=server.url, api_key="k", retry=1) as client:
            result = client.chat_completion(MESSAGES, **options)
            if options.get("stream"):
                list(result)
            return result

    async def chat_async(**options: Any) -> Any:
        async with AsyncInferenceClient("m", base_url=server.url, api_key="k", retry=1) as client:
            result: Any = await client.chat_completion(MESSAGES, **options)
            if options.get("stream"):
                async for _ in result:
                    pass
            return result

    if request.param == "sync":
        return chat
    return lambda **options: asyncio.run(chat_async(**options))


def check(meta: inferwire.CallMeta) -> None:
    assert (meta.task, meta.provider, meta.model) == ("chat-completion", "chosen", "m")
    assert (meta.response_model, meta.request_id, meta.status) == ("served/model", "req-7", 200)
    assert meta.headers["x-request-id"] == "req-7"
    assert "set-cookie" not in meta.headers
    assert [attempt.status for attempt in meta.attempts] == [200]
    seconds = meta.seconds
    assert seconds.first_byte is not None
    assert seconds.total is not None
    assert 0 < seconds.first_byte < seconds.total < 5
    assert seconds.queued == 0


def test_a_result_knows_its_call(run: Run) -> None:
    meta = run().meta
    check(meta)
    assert meta.usage == inferwire.TokenUsage(
        input_tokens=11, output_tokens=4, total_tokens=15, cached_tokens=3, reasoning_tokens=2
    )
    assert meta.cost == 0.25


def test_the_meta_of_a_result_survives_a_pickle(run: Run) -> None:
    result = run()
    assert pickle.loads(pickle.dumps(result)).meta == result.meta
    assert pickle.loads(pickle.dumps(result.meta)) == result.meta


def test_a_stream_knows_its_call(run: Run) -> None:
    stream = run(stream=True)
    usage = inferwire.TokenUsage(input_tokens=5, output_tokens=6, total_tokens=11)
    assert stream.meta.usage == usage
    check(stream.so_far().meta)
    assert stream.so_far().meta.usage == usage
    assert stream.meta.seconds == stream.so_far().meta.seconds


def test_an_error_knows_its_call(run: Run) -> None:
    with pytest.raises(inferwire.ProviderError) as caught:
        run(model="broken", retry=Retry(attempts=2, initial_delay=0.01))
    meta = caught.value.meta
    assert meta is not None
    assert (meta.provider, meta.model, meta.status, meta.request_id) == ("endpoint", "broken", 500, "req-8")
    assert len(meta.attempts) == 2
    assert meta.seconds.total is not None
    assert 0 < meta.seconds.queued < meta.seconds.total
    assert pickle.loads(pickle.dumps(caught.value)).meta == meta


def test_an_error_before_the_first_request_knows_its_task(run: Run) -> None:
    with pytest.raises(inferwire.InputError) as caught:
        run(extra_body={"x": object()})
    assert caught.value.meta is None or caught.value.meta.status is None


def test_a_broken_stream_knows_its_call(run: Run) -> None:
    with pytest.raises(inferwire.StreamError) as caught:
        run(stream=True, extra_body={"cut": True})
    assert caught.value.meta is not None
    assert caught.value.meta.request_id == "req-7"
    assert caught.value.meta.seconds.first_byte is not None


def test_a_raw_response_knows_its_call(server: LocalServer) -> None:
    with InferenceClient("m", base_url=server.url, api_key="k") as client:
        _, raw = client.with_raw_response.chat_completion(MESSAGES)
    check(raw.meta)
    assert raw.meta.usage is not None
    assert raw.meta.usage.input_tokens == 11


def test_media_and_their_copies_know_their_call() -> None:
    image = b"\x89PNG\r\n\x1a\n" + bytes(50)
    with (
        local_server(lambda received: http_response(200, image, {"content-type": "image/png", **HEADERS})) as server,
        InferenceClient(base_url=server.url, api_key="k") as client,
    ):
        media = client.endpoint(server.url, api="native").text_to_image("a cat")
    assert (media.meta.request_id, media.meta.status, len(media.attempts)) == ("req-7", 200, 1)
    assert pickle.loads(pickle.dumps(media)).meta == media.meta


# Events


@pytest.mark.parametrize("is_stream", [False, True])
def test_events_follow_a_call(run: Run, is_stream: bool) -> None:
    events: list[Any] = []
    run(on_event=events.append, stream=is_stream)
    names = [type(event).__name__ for event in events]
    middle = ["StreamOpened", "FirstChunk"] if is_stream else []
    assert names == ["CallStarted", "RequestSent", *middle, "CallEnded"]
    assert len({event.call_id for event in events}) == 1
    assert {(event.task, event.model) for event in events} == {("chat-completion", "m")}
    end = events[-1]
    assert (end.error, end.is_stream, end.meta.request_id) == (None, is_stream, "req-7")
    assert end.finish_reasons == (("length",) if is_stream else ("stop",))
    assert end.response_id == ("chat-2" if is_stream else "chat-1")
    assert end.result.text == "Hi"
    assert end.meta.usage.input_tokens == (5 if is_stream else 11)
    assert "Hello" not in repr(events)
    assert "Hi" not in repr(end)


def test_retries_and_failures_are_events(run: Run) -> None:
    events: list[Any] = []
    with pytest.raises(inferwire.ProviderError) as caught:
        run(model="broken", on_event=events.append, retry=Retry(attempts=2, initial_delay=0.01))
    names = [type(event).__name__ for event in events]
    assert names == ["CallStarted", "RequestSent", "RequestRetried", "RequestSent", "CallEnded"]
    assert [event.attempt for event in events if isinstance(event, inferwire.RequestSent)] == [1, 2]
    assert events[-1].error is caught.value
    assert events[-1].meta.status == 500


def test_a_failing_listener_does_not_end_the_call(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    def listener(event: inferwire.CallEvent) -> None:
        raise ZeroDivisionError

    assert run(on_event=listener).text == "Hi"
    assert "on_event failed for CallStarted" in caplog.text


@pytest.mark.parametrize("how", ["close", "drop unread", "drop half-read"])
def test_a_stream_that_is_closed_early_ends_its_call_once(server: LocalServer, how: str) -> None:
    events: list[Any] = []
    with InferenceClient("m", base_url=server.url, api_key="k", on_event=events.append) as client:
        stream: Any = client.chat_completion(MESSAGES, stream=True)
        if how == "drop half-read":
            next(stream)
        if how == "close":
            stream.close()
        del stream
        gc.collect()
    assert [type(event) for event in events].count(inferwire.CallEnded) == 1
    assert events[-1].error is None


def test_a_cancelled_call_ends(server: LocalServer) -> None:
    events: list[Any] = []

    async def cancel() -> None:
        with local_server(lambda received: (gc.collect(), b"")[1]) as silent:
            silent.respond = lambda received: b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n"
            async with AsyncInferenceClient("m", base_url=silent.url, api_key="k", on_event=events.append) as client:
                task = asyncio.ensure_future(client.chat_completion(MESSAGES))
                while not any(isinstance(event, inferwire.RequestSent) for event in events):
                    await asyncio.sleep(0.01)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task

    asyncio.run(cancel())
    assert isinstance(events[-1], inferwire.CallEnded)
    assert isinstance(events[-1].error, asyncio.CancelledError)


def test_on_event_must_be_a_regular_function() -> None:
    async def listener(event: inferwire.CallEvent) -> None:
        pass

    for client in (InferenceClient, AsyncInferenceClient):
        with pytest.raises(inferwire.InputError, match="`on_event` must not be an async function"):
            client(on_event=listener)
        with pytest.raises(inferwire.InputError, match="`on_event` must be a function, got 1"):
            client(on_event=1)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_calls_without_listeners_load_no_events(server: LocalServer) -> None:
    import subprocess
    import sys

    code = f"""
import sys, inferwire
client = inferwire.InferenceClient("m", base_url={server.url!r}, api_key="k")
client.chat_completion([{{"role": "user", "content": "a"}}])
list(client.chat_completion([{{"role": "user", "content": "a"}}], stream=True))
names = {{"inferwire_runtime.events", "inferwire_runtime.observing", "opentelemetry"}}
print(names & sys.modules.keys())
client.close()
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
