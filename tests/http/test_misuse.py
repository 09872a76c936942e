"""What a process, an event loop or a server does out of the ordinary breaks no request of another."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_http.decompress import MAX_MEMBERS, Inflater

EVENT = b'data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}\n\n'
LAST = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
CHAT: Any = [{"role": "user", "content": "a"}]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("transport", ["default", "httpx", "httpx2"])
def test_a_forked_process_that_closes_a_stream_does_not_end_the_parents(transport: Any, serve: Any) -> None:
    has_forked = threading.Event()

    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n" + EVENT)
        assert has_forked.wait(30)
        connection.sendall(EVENT + LAST)
        connection.shutdown(socket.SHUT_RDWR)

    with InferenceClient(base_url=serve(act).url, api_key="k", transport=transport) as client:
        stream = client.chat_completion(CHAT, model="m", stream=True)
        items = [next(stream)]
        reader = threading.Thread(target=lambda: items.extend(stream))
        reader.start()
        child = os.fork()
        if not child:
            stream.close()
            os._exit(0)
        os.waitpid(child, 0)
        has_forked.set()
        reader.join(30)
    assert len(items) == 3


@pytest.mark.parametrize(
    ("backend", "transport"),
    [(backend, each) for backend in ("asyncio", "trio") for each in ("default", "httpx", "httpx2")]
    + [("asyncio", "aiohttp")],
)
def test_a_second_reader_of_a_stream_is_refused_and_the_first_one_reads_on(
    backend: str, transport: Any, serve: Any
) -> None:
    has_failed = threading.Event()

    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n" + EVENT)
        assert has_failed.wait(30)
        connection.sendall(EVENT + LAST)
        connection.shutdown(socket.SHUT_RDWR)

    async def main(url: str) -> int:
        items: list[Any] = []
        async with AsyncInferenceClient(base_url=url, api_key="k", transport=transport, retry=1) as client:
            stream = await client.chat_completion(CHAT, model="m", stream=True)
            items.append(await anext(stream))

            async def read() -> None:
                items.extend([item async for item in stream])

            async with anyio.create_task_group() as tasks:
                tasks.start_soon(read)
                await anyio.sleep(0.05)
                for _ in range(2):
                    with pytest.raises(inferwire.InputError, match="already being read"):
                        await anext(stream)
                has_failed.set()
        return len(items)

    assert anyio.run(main, serve(act).url, backend=backend) == 3


@pytest.mark.parametrize("use", ["next", "for", "list", "final", "text", "texts", "shared texts", "iter_bytes"])
@pytest.mark.parametrize("transport", ["default", "httpx", "httpx2"])
def test_a_second_thread_that_reads_a_stream_is_refused_and_the_first_one_reads_on(
    transport: Any, use: str, serve: Any
) -> None:
    has_failed = threading.Event()

    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n" + EVENT)
        assert has_failed.wait(30)
        connection.sendall(EVENT + LAST)
        connection.shutdown(socket.SHUT_RDWR)

    with InferenceClient(base_url=serve(act).url, api_key="k", transport=transport, retry=1) as client:
        stream = client.chat_completion(CHAT, model="m", stream=True)
        texts = stream.texts()
        items: list[Any] = [next(texts)]
        reader = threading.Thread(target=lambda: items.extend(texts))
        reader.start()
        time.sleep(0.05)  # until it waits
        uses: dict[str, Any] = {
            "next": lambda: next(stream),
            "for": lambda: next(iter(stream)),
            "list": lambda: list(stream),
            "final": stream.final,
            "text": stream.text,
            "texts": lambda: list(stream.texts()),
            "shared texts": lambda: next(texts),
            "iter_bytes": lambda: list(stream.iter_bytes()),
        }
        for _ in range(2):
            with pytest.raises(inferwire.InputError, match="already being read") as caught:
                uses[use]()
            assert caught.value.task == "chat-completion"
            assert caught.value.__cause__ is None
            assert caught.value.__suppress_context__ or caught.value.__context__ is None
        has_failed.set()
        reader.join(30)
        assert items == ["a", "a"]
        assert stream.so_far().choices[0].message.content == "aa"


@pytest.mark.parametrize(
    ("backend", "transport"),
    [(backend, each) for backend in ("asyncio", "trio") for each in ("default", "httpx", "httpx2")]
    + [("asyncio", "aiohttp")],
)
def test_a_stream_that_is_open_when_its_event_loop_ends_keeps_no_connection(
    backend: str, transport: Any, serve: Any
) -> None:
    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + EVENT)

    server = serve(act)
    client = AsyncInferenceClient(base_url=server.url, api_key="k", transport=transport, retry=1)
    streams: list[Any] = []

    async def begin() -> None:
        streams.append(await client.chat_completion(CHAT, model="m", stream=True))
        await anext(streams[-1])

    async def end() -> None:
        for stream in streams:
            await stream.close()
        await client.close()

    for _ in range(3):
        anyio.run(begin, backend=backend)
        assert server.wait_for_open(0) == 0
    anyio.run(end, backend=backend)


@pytest.mark.skipif(not hasattr(asyncio, "eager_task_factory"), reason="this Python has no eager tasks")
def test_calls_work_with_eager_tasks(serve: Any) -> None:
    body = json.dumps([{"generated_text": "yes"}]).encode()

    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
        )

    async def main(url: str) -> str:
        asyncio.get_running_loop().set_task_factory(getattr(asyncio, "eager_task_factory"))  # noqa: B009
        async with AsyncInferenceClient(api_key="k", retry=1) as client:
            return (await client.endpoint(url, api="native").text_generation("a")).generated_text

    assert asyncio.run(main(serve(act).url)) == "yes"


def test_empty_gzip_members_are_decompressed_a_few_at_a_time() -> None:
    members = 3000
    inflater, count, start = Inflater("gzip", 200), 1, time.process_time()
    assert inflater.feed(gzip.compress(b"") * members + gzip.compress(b"the end")) == b""
    text = b""
    while inflater.has_more:
        text += inflater.more()
        count += 1
    inflater.finish()
    assert text == b"the end"
    assert count >= members // MAX_MEMBERS
    assert time.process_time() - start < 5  # quadratic copies would take longer


@pytest.mark.parametrize("size", [1, 7, 1000, 10**6])
def test_members_of_any_size_are_joined(size: int) -> None:
    parts = [os.urandom(size), b"", b"b" * size, b""] * 20
    data = b"".join(gzip.compress(part) for part in parts[: 80 if size < 10**6 else 4]) + b"\0\0 padding"
    inflater, text = Inflater("gzip", 200), b""
    for place in range(0, len(data), 50_000):
        text += inflater.feed(data[place : place + 50_000])
        while inflater.has_more:
            text += inflater.more()
    inflater.finish()
    assert text == b"".join(parts[: 80 if size < 10**6 else 4])


@pytest.mark.parametrize("name", ["Transfer-Encoding", "content-length", "Trailer", "upgrade"])
def test_headers_that_frame_a_message_are_refused(name: str) -> None:
    for create in (InferenceClient, AsyncInferenceClient):
        with pytest.raises(inferwire.InputError, match="which the request itself determines"):
            create(headers={name: "chunked"})
        with pytest.raises(inferwire.InputError, match="which the request itself determines"):
            create().with_options(headers={name: "chunked"})


def test_a_slow_name_look_up_does_not_outlive_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()

    def look_up(*args: Any, **options: Any) -> Any:
        is_over.wait(30)
        raise socket.gaierror("not found")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    limits = inferwire.Timeout(connect=0.2, total=0.4)
    start = time.monotonic()
    client = InferenceClient(base_url="http://slow.example", api_key="k", timeout=limits, retry=1)
    with client, pytest.raises(inferwire.InferwireError) as caught:
        client.chat_completion(CHAT, model="m")
    assert isinstance(caught.value, (inferwire.InferenceConnectionError, inferwire.InferenceTimeoutError))
    assert time.monotonic() - start < 5
    is_over.set()
    for thread in threading.enumerate():
        if thread.name == "inferwire-resolve":
            thread.join()


def test_a_failed_name_look_up_is_a_connection_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*args: Any, **options: Any) -> Any:
        raise socket.gaierror("not found")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    client = InferenceClient(base_url="http://none.example", api_key="k", retry=1)
    with client, pytest.raises(inferwire.InferenceConnectionError, match="not found"):
        client.chat_completion(CHAT, model="m")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_pipe_that_nobody_writes_to_does_not_outlive_the_limits(backend: str, tmp_path: Path) -> None:
    pipe = tmp_path / "audio.wav"
    os.mkfifo(pipe)

    async def main() -> None:
        limits = inferwire.Timeout(connect=0.2, total=0.4)
        async with AsyncInferenceClient(base_url="http://127.0.0.1:9", api_key="k", timeout=limits) as client:
            try:
                with pytest.raises(inferwire.InferwireError):
                    await client.automatic_speech_recognition(pipe)
            finally:
                with suppress(OSError):  # wakes the thread that reads it
                    os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))

    start = time.monotonic()
    anyio.run(main, backend=backend)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("parameters", ["text", 5, [("a", 1)]])
def test_parameters_that_are_no_mapping_are_refused(parameters: Any) -> None:
    with InferenceClient(base_url="http://127.0.0.1:9", api_key="k") as client:
        for call in (client.request, client.build_request, client.stream_request):
            with pytest.raises(inferwire.InputError, match="`parameters` must be a mapping"):
                call(inputs="a", parameters=parameters)
