"""A traceback shows the caller's frames, the method that was called and where it failed; for debugging, all frames."""

from __future__ import annotations

import socket
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, InferwireError
from inferwire.tasks.text_to_image import text_to_image, text_to_image_async

HERE = Path(__file__).name
MESSAGES: Any = [{"role": "user", "content": "a"}]
DOWN = b"HTTP/1.1 500 No\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\ndown"
CHUNK = b'{"id":"1","choices":[{"index":0,"delta":{"content":"a"}}]}'
CUT = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: " + CHUNK + b"\n\n"
BROKEN = CUT + b"data: {\n\n"
ODD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]"


def respond(response: bytes) -> Callable[[socket.socket, int, int], None]:
    """Return what sends a response and closes the connection."""

    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(response)
        connection.shutdown(socket.SHUT_RDWR)

    return act


def frames_of(error: BaseException) -> list[str]:
    """Return the functions in a traceback; those of this file as "caller"."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return ["caller" if Path(frame.f_code.co_filename).name == HERE else frame.f_code.co_qualname for frame in frames]


def own_frames_of(error: BaseException) -> list[str]:
    return [name.rpartition(".")[2] for name in frames_of(error) if name != "caller"]


CALLS: dict[str, tuple[bytes, Callable[[Any], Any], list[str]]] = {
    "an error response": (
        DOWN,
        lambda client: client.chat_completion(MESSAGES, model="m"),
        ["chat_completion", "read_response"],
    ),
    "a response of another shape": (
        ODD,
        lambda client: client.chat_completion(MESSAGES, model="m"),
        ["chat_completion", "_read"],
    ),
    "an invalid option": (
        DOWN,
        lambda client: client.chat_completion(MESSAGES, model="m", timeout=0),
        ["chat_completion", "to_timeout"],
    ),
    "an invalid argument": (
        DOWN,
        lambda client: client.image_classification("missing.png"),
        ["image_classification", "_read_head"],
    ),
    "a request": (DOWN, lambda client: client.request(inputs="a"), ["request", "read_response"]),
    "a stream that does not open": (
        DOWN,
        lambda client: client.chat_completion(MESSAGES, model="m", stream=True),
        ["chat_completion", "read_response"],
    ),
    "the interface of OpenAI": (
        DOWN,
        lambda client: client.chat.completions.create(MESSAGES, model="m"),
        ["chat_completion", "read_response"],
    ),
}


def blocking_error(url: str, call: Callable[[Any], Any]) -> InferwireError:
    with InferenceClient(base_url=url, api_key=False, retry=1) as client, pytest.raises(InferwireError) as caught:
        call(client)
    return caught.value


def async_error(url: str, call: Callable[[Any], Any], backend: str) -> InferwireError:
    async def main() -> InferwireError:
        async with AsyncInferenceClient(base_url=url, api_key=False, retry=1) as client:
            try:
                await call(client)
            except InferwireError as error:
                return error
        raise AssertionError("it did not fail")

    return anyio.run(main, backend=backend)


@pytest.mark.parametrize("case", CALLS)
def test_an_error_of_a_call_shows_the_caller_the_method_and_where_it_failed(case: str, serve: Any) -> None:
    response, call, expected = CALLS[case]
    server = serve(respond(response))
    for error in (
        blocking_error(server.url, call),
        async_error(server.url, call, "asyncio"),
        async_error(server.url, call, "trio"),
    ):
        assert frames_of(error)[0] == "caller"
        assert own_frames_of(error) == expected


@pytest.mark.parametrize("is_stream", [False, True])
def test_an_unknown_argument_shows_the_caller_the_method_and_where_it_was_refused(is_stream: bool) -> None:
    options: Any = {"modell": "m", **({"stream": True} if is_stream else {})}

    async def main() -> BaseException:
        async with AsyncInferenceClient(api_key=False) as client:
            with pytest.raises(TypeError, match="modell") as caught:
                await client.chat_completion(MESSAGES, **options)
            return caught.value

    with InferenceClient(api_key=False) as client, pytest.raises(TypeError, match="modell") as caught:
        client.chat_completion(MESSAGES, **options)
    for error in (caught.value, anyio.run(main)):
        assert own_frames_of(error) == ["chat_completion", "merge_options"]


def test_a_type_error_of_the_callers_own_code_keeps_its_traceback(serve: Any) -> None:
    def fail(event: Any) -> None:
        raise TypeError("own")

    busy = b"HTTP/1.1 429 No\r\ncontent-length: 0\r\n\r\n"
    retry = inferwire.Retry(initial_delay=0, on_retry=fail)
    client = InferenceClient(base_url=serve(respond(busy)).url, api_key=False, retry=retry)
    with client, pytest.raises(TypeError, match="own") as caught:
        client.chat_completion(MESSAGES, model="m")
    assert "BlockingCore.run" in frames_of(caught.value)


def test_an_error_of_a_single_function_shows_the_same(serve: Any) -> None:
    inferwire.configure(base_url=serve(respond(DOWN)).url, api_key=False, retry=1)

    async def main() -> InferwireError:
        try:
            await text_to_image_async("a")
        except InferwireError as error:
            return error
        raise AssertionError("it did not fail")

    try:
        with pytest.raises(InferwireError) as caught:
            text_to_image("a")
        for error in (caught.value, anyio.run(main)):
            assert [name.rpartition(".")[2] for name in frames_of(error)] == [
                "caller",
                "text_to_image",
                "read_response",
            ]
    finally:
        inferwire.configure()


def consume(stream: Any) -> Any:
    for _ in stream:
        pass


async def consume_async(stream: Any) -> Any:
    async for _ in stream:
        pass


def take_two(stream: Any) -> Any:
    return [next(stream), next(stream)]


async def take_two_async(stream: Any) -> Any:
    return [await anext(stream), await anext(stream)]


def call_text(stream: Any) -> Any:
    return stream.text()


async def call_text_async(stream: Any) -> Any:
    return await stream.text()


def call_final(stream: Any) -> Any:
    return stream.final()


async def call_final_async(stream: Any) -> Any:
    return await stream.final()


ITERATION = ("iterate", "__next__")
STREAMS = {
    "for": (consume, consume_async, ["iterate"]),  # the iterator that refuses a second reader
    "next": (take_two, take_two_async, ["__next__"]),
    "text": (call_text, call_text_async, ["text"]),
    "final": (call_final, call_final_async, ["final"]),
}


def blocking_stream_error(url: str, use: Callable[[Any], Any]) -> InferwireError:
    with InferenceClient(base_url=url, api_key=False, retry=1) as client:
        stream = client.chat_completion(MESSAGES, model="m", stream=True)
        with pytest.raises(InferwireError) as caught:
            use(stream)
    return caught.value


def async_stream_error(url: str, use: Callable[[Any], Any], backend: str) -> InferwireError:
    async def main() -> InferwireError:
        async with AsyncInferenceClient(base_url=url, api_key=False, retry=1) as client:
            stream = await client.chat_completion(MESSAGES, model="m", stream=True)
            try:
                await use(stream)
            except InferwireError as error:
                return error
        raise AssertionError("it did not fail")

    return anyio.run(main, backend=backend)


@pytest.mark.parametrize("form", STREAMS)
@pytest.mark.parametrize("response", [CUT, BROKEN], ids=["cut", "broken"])
def test_an_error_of_a_stream_shows_the_caller_the_method_and_where_it_failed(
    form: str, response: bytes, serve: Any
) -> None:
    use, use_async, methods = STREAMS[form]
    server = serve(respond(response))
    for error, expected in (
        (blocking_stream_error(server.url, use), methods),
        # A coroutine that fails in `__anext__` has no library frame between the caller's and the one that raises.
        (async_stream_error(server.url, use_async, "asyncio"), [name for name in methods if name not in ITERATION]),
        (async_stream_error(server.url, use_async, "trio"), [name for name in methods if name not in ITERATION]),
    ):
        assert isinstance(error, inferwire.StreamError)
        assert frames_of(error)[0] == "caller"
        assert own_frames_of(error)[:-1] == expected


@pytest.mark.parametrize("form", ["text", "final"])
def test_an_error_after_a_stream_was_closed_early_shows_the_same(form: str, serve: Any) -> None:
    use, _, methods = STREAMS[form]

    def close_and_use(stream: Any) -> None:
        next(stream)
        stream.close()
        use(stream)

    error = blocking_stream_error(serve(respond(CUT)).url, close_and_use)
    assert own_frames_of(error)[:-1] == methods


@pytest.mark.parametrize("debug", ["1", "yes"])
def test_the_traceback_is_whole_for_debugging(debug: str, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFERWIRE_DEBUG", debug)
    url = serve(respond(DOWN)).url
    _, call, _ = CALLS["an error response"]
    for error in (blocking_error(url, call), async_error(url, call, "asyncio"), async_error(url, call, "trio")):
        assert {"chat_completion", "run", "perform", "send", "send_with_retries", "read_response"} <= set(
            own_frames_of(error)
        )
    url = serve(respond(CUT)).url
    for error in (
        blocking_stream_error(url, call_text),
        async_stream_error(url, call_text_async, "asyncio"),
        async_stream_error(url, call_text_async, "trio"),
    ):
        assert {"text", "_read_to_end"} <= set(own_frames_of(error))


@pytest.mark.parametrize("debug", ["", "0"])
def test_the_traceback_is_cut_unless_debugging_is_on(debug: str, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFERWIRE_DEBUG", debug)
    error = blocking_error(serve(respond(DOWN)).url, CALLS["an error response"][1])
    assert own_frames_of(error) == CALLS["an error response"][2]
