"""The connections that a client keeps: reused, bounded, replaced where they died, closed with their event loop."""

from __future__ import annotations

import asyncio
import gc
import pathlib
import socket
import ssl
import threading
import time
import traceback
import zlib
from contextlib import suppress
from typing import Any

import anyio
import anyio.lowlevel
import certifi
import pytest

import inferwire
from inferwire_runtime import transport
from inferwire_runtime.wire import async_lines
from inferwire_runtime.wire import pool as pool_module
from inferwire_runtime.wire.encoding import PIECE_SIZE, EncodingError, Inflater
from inferwire_runtime.wire.exchange import Incoming, Limits, Outgoing
from inferwire_runtime.wire.http1 import Kept
from tests.known_keys import PROVIDER_KEY
from tests.raw_server import ANSWER, all_drivers, ask_sync, reply, well


@all_drivers
def test_one_connection_serves_calls_one_after_the_other(ask: Any, serve: Any) -> None:
    server = serve(well)
    assert ask(server.url, 5) == ["yes"] * 5
    assert (server.accepted, len(server.requests)) == (1, 5)
    assert server.wait_for_open(0) == 0


@all_drivers
def test_a_connection_that_died_while_it_was_kept_is_replaced_without_a_word(ask: Any, serve: Any) -> None:
    def close_behind(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(reply())
        connection.shutdown(socket.SHUT_RDWR)

    server = serve(close_behind)
    assert ask(server.url, 3, retry=None) == ["yes"] * 3
    assert server.accepted == 3


@all_drivers
def test_a_kept_connection_that_dies_before_a_byte_of_the_answer_is_replaced(ask: Any, serve: Any) -> None:
    def die_at_second(connection: socket.socket, number: int, count: int) -> None:
        if count == 2:
            connection.shutdown(socket.SHUT_RDWR)
        else:
            connection.sendall(reply())

    server = serve(die_at_second)
    assert ask(server.url, 3, retry=None) == ["yes"] * 3
    assert (server.accepted, len(server.requests)) == (3, 5)


@all_drivers
def test_a_kept_connection_that_dies_within_the_answer_is_an_error(ask: Any, serve: Any) -> None:
    def die_within_second(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(reply() if count == 1 else reply()[:20])
        if count == 2:
            connection.shutdown(socket.SHUT_RDWR)

    server = serve(die_within_second)
    with pytest.raises(inferwire.ConnectionError, match="hung up before its answer was complete"):
        ask(server.url, 2, retry=None)
    assert (server.accepted, len(server.requests)) == (1, 2)


@all_drivers
def test_bytes_that_nobody_asked_for_are_not_taken_for_the_next_answer(ask: Any, serve: Any) -> None:
    def say_more(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(reply() + b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n")

    server = serve(say_more)
    assert ask(server.url, 3, retry=None) == ["yes"] * 3
    assert server.accepted == 3


@all_drivers
def test_a_kept_connection_expires(ask: Any, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "IDLE_SECONDS", -1.0)
    server = serve(well)
    assert ask(server.url, 3) == ["yes"] * 3
    assert server.accepted == 3


def slow(connection: socket.socket, number: int, count: int) -> None:
    time.sleep(0.05)
    connection.sendall(reply())


def test_threads_share_a_client_within_its_bounds(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MOST_AT_ONCE", 4)
    monkeypatch.setattr(pool_module, "MOST_IDLE", 2)
    server = serve(slow)
    answers: list[str] = []
    with inferwire.InferenceClient(base_url=server.url) as client:
        threads = [
            threading.Thread(target=lambda: answers.append(client.text_generation("a").generated_text))
            for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == ["yes"] * 12
        assert server.wait_for_open(2) == 2
    assert server.wait_for_open(0) == 0


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_tasks_share_a_client_within_its_bounds(backend: str, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MOST_AT_ONCE", 4)
    monkeypatch.setattr(pool_module, "MOST_IDLE", 2)
    server = serve(slow)
    most = 0
    answers: list[str] = []

    async def call(client: inferwire.AsyncInferenceClient) -> None:
        nonlocal most
        answers.append((await client.text_generation("a")).generated_text)
        most = max(most, server.open)

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(base_url=server.url) as client:
            async with anyio.create_task_group() as tasks:
                for _ in range(12):
                    tasks.start_soon(call, client)
            assert server.wait_for_open(2) == 2

    anyio.run(main, backend=backend)
    assert answers == ["yes"] * 12
    assert most <= 4
    assert server.wait_for_open(0) == 0


@all_drivers
def test_who_waits_for_a_place_too_long_is_told(ask: Any, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MOST_AT_ONCE", 0)
    with pytest.raises(inferwire.TimeoutError, match="too many requests are under way"):
        ask(serve(well).url, retry=None, timeout=inferwire.Timeout(connect=0.05))


def test_a_client_serves_one_event_loop_after_the_other_and_leaves_nothing_open(serve: Any) -> None:
    server = serve(well)
    client = inferwire.AsyncInferenceClient(base_url=server.url)

    async def main() -> str:
        return (await client.text_generation("a")).generated_text

    for _ in range(2):
        assert asyncio.run(main()) == "yes"
        assert server.wait_for_open(0) == 0  # closed with the loop, though nobody closed the client
    assert anyio.run(main, backend="trio") == "yes"
    assert server.wait_for_open(0) == 0
    assert server.accepted == 3


def test_a_client_serves_two_event_loops_at_once(serve: Any) -> None:
    server = serve(slow)
    client = inferwire.AsyncInferenceClient(base_url=server.url)
    answers: list[str] = []

    async def main() -> None:
        for _ in range(3):
            answers.append((await client.text_generation("a")).generated_text)

    threads = [threading.Thread(target=lambda: asyncio.run(main())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["yes"] * 6
    assert (server.accepted, server.wait_for_open(0)) == (2, 0)


def test_a_client_that_nobody_holds_any_more_closes_its_connections(serve: Any) -> None:
    server = serve(well)

    async def main() -> None:
        client = inferwire.AsyncInferenceClient(base_url=server.url)
        await client.text_generation("a")
        del client
        gc.collect()
        await anyio.sleep(0.05)
        assert server.wait_for_open(0) == 0

    asyncio.run(main())


EVENTS = b"".join(
    b'data: {"choices": [{"index": 0, "delta": {"content": "%d"}, "finish_reason": null}]}\n\n' % number
    for number in range(3)
)
ENDED = EVENTS + b'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'


def streaming(connection: socket.socket, number: int, count: int) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    connection.sendall(head + b"%x\r\n%b\r\n" % (len(ENDED), ENDED))
    time.sleep(0.01)  # the end of the body comes by itself
    connection.sendall(b"0\r\n\r\n")


def test_a_stream_read_to_its_end_gives_its_connection_to_the_next(serve: Any) -> None:
    server = serve(streaming)
    with inferwire.InferenceClient(base_url=server.url) as client:
        for _ in range(5):
            assert client.chat_completion([{"role": "user", "content": "a"}], stream=True).text() == "012"
    assert server.accepted == 1


def test_abandoned_streams_that_the_collector_finds_while_calls_are_made_block_nothing(serve: Any) -> None:
    """Where a pool waits for its lock in a finalizer, a thread that holds it waits for itself: for good."""
    server = serve(streaming)
    done = threading.Event()

    def work() -> None:
        with inferwire.InferenceClient(base_url=server.url) as client:
            for _ in range(200):
                stream = client.chat_completion([{"role": "user", "content": "a"}], stream=True)
                next(stream)
                circle: list[Any] = [stream]
                circle.append(circle)  # so that only the collector can find it, wherever it happens to run
                del stream, circle
            gc.collect()
            assert server.wait_for_open(0) <= 1
        done.set()

    threshold = gc.get_threshold()
    gc.set_threshold(7, 2, 2)
    try:
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        assert done.wait(60)
    finally:
        gc.set_threshold(*threshold)
    thread.join()


QUESTION: Any = [{"role": "user", "content": "a"}]
STREAM_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def endless(connection: socket.socket, number: int, count: int) -> None:
    connection.settimeout(0.5)  # some systems do not tell a sender at once that nobody is there any more
    connection.sendall(STREAM_HEAD)
    while True:
        connection.sendall(chunk(EVENTS))


def test_a_stream_closed_by_another_thread_amid_its_items_gives_its_place_back(serve: Any) -> None:
    server = serve(endless)

    def read(stream: Any) -> None:
        with suppress(inferwire.StreamError):
            for _ in stream:
                pass

    with inferwire.InferenceClient(base_url=server.url) as client:
        for _ in range(20):
            stream = client.chat_completion(QUESTION, stream=True)
            thread = threading.Thread(target=read, args=(stream,))
            thread.start()
            time.sleep(0.002)
            stream.close()
            thread.join()
        pool: Any = vars(client._transport)["_wire"]
        assert pool._places.qsize() == pool_module.MOST_AT_ONCE
    assert server.wait_for_open(0) == 0


def test_an_answer_that_two_threads_close_at_once_is_given_back_once() -> None:
    released: list[None] = []
    answer = Incoming(
        status=200,
        headers={},
        limits=Limits(connect=1, idle=1, total=1),
        read=lambda: None,
        release=lambda: released.append(None),
        wake=lambda: None,
    )

    class Lock:
        """Lets another thread close the answer just before it is taken."""

        lock = answer._reading

        def acquire(self, blocking: bool = True) -> bool:
            answer._reading = self.lock
            thread = threading.Thread(target=answer.close)
            thread.start()
            thread.join()
            return self.lock.acquire(blocking)

        def release(self) -> None:
            self.lock.release()

    answer._reading = Lock()  # type: ignore[assignment] # pyright: ignore[reportAttributeAccessIssue]
    answer.close()
    assert len(released) == 1


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_streams_left_within_a_cancelled_scope_give_their_places_back(backend: str, serve: Any) -> None:
    server = serve(endless)

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(base_url=server.url) as client:
            for _ in range(5):
                with anyio.CancelScope() as scope:
                    async with await client.chat_completion(QUESTION, stream=True) as stream:
                        await anext(stream)
                        scope.cancel()
                        await anyio.sleep_forever()
            (pool,) = vars(client._transport)["_wires"].values()
            assert not pool._under_way

    anyio.run(main, backend=backend)
    assert server.wait_for_open(0) == 0


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_stream_closed_by_another_task_amid_its_items_gives_its_place_back(backend: str, serve: Any) -> None:
    server = serve(endless)

    async def read(stream: Any) -> None:
        with suppress(inferwire.StreamError):
            async for _ in stream:
                await anyio.lowlevel.checkpoint()

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(base_url=server.url) as client:
            for _ in range(20):
                stream: Any = await client.chat_completion(QUESTION, stream=True)
                async with anyio.create_task_group() as tasks:
                    tasks.start_soon(read, stream)
                    await anyio.sleep(0.002)
                    await stream.close()
            (pool,) = vars(client._transport)["_wires"].values()
            assert not pool._under_way

    anyio.run(main, backend=backend)
    assert server.wait_for_open(0) == 0


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_free_place_does_not_go_to_a_call_that_was_cancelled(
    backend: str, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "MOST_AT_ONCE", 1)
    go_on = threading.Event()

    def waiting(connection: socket.socket, number: int, count: int) -> None:
        go_on.wait(5)
        connection.sendall(reply())

    server = serve(waiting)
    answers: list[str] = []

    async def call(client: inferwire.AsyncInferenceClient, scope: anyio.CancelScope) -> None:
        with scope:
            answers.append((await client.text_generation("a")).generated_text)

    async def main() -> None:
        limits = inferwire.Timeout(connect=1)
        async with (
            inferwire.AsyncInferenceClient(base_url=server.url, timeout=limits, retry=None) as client,
            anyio.create_task_group() as tasks,
        ):
            scopes = [anyio.CancelScope() for _ in range(3)]
            for scope in scopes:
                tasks.start_soon(call, client, scope)
                await anyio.sleep(0.02)
            scopes[1].cancel()
            go_on.set()

    anyio.run(main, backend=backend)
    assert answers == ["yes"] * 2


def read_text_sync(url: str, **options: Any) -> str:
    with inferwire.InferenceClient(base_url=url, **options) as client:
        return client.chat_completion(QUESTION, stream=True).text()


def read_text_async(url: str, **options: Any) -> str:
    async def main() -> str:
        async with inferwire.AsyncInferenceClient(base_url=url, **options) as client:
            return await (await client.chat_completion(QUESTION, stream=True)).text()

    return anyio.run(main)


def sign_of_life_for_ever(connection: socket.socket, number: int, count: int) -> None:
    connection.sendall(STREAM_HEAD + chunk(ENDED))
    for _ in range(200):
        time.sleep(0.01)
        connection.sendall(chunk(b": alive\n\n"))


def never_end(connection: socket.socket, number: int, count: int) -> None:
    connection.sendall(STREAM_HEAD + chunk(ENDED))
    connection.recv(1)


@pytest.mark.parametrize("http", ["httpx", "httpx2", "httpx-stock", "aiohttp"])
@pytest.mark.parametrize("act", [sign_of_life_for_ever, never_end])
@pytest.mark.parametrize("read", [read_text_sync, read_text_async])
def test_what_comes_after_the_end_of_a_stream_is_not_waited_for(
    read: Any, act: Any, http: str, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "DRAIN_SECONDS", 0.05)
    server = serve(act)
    start = time.monotonic()
    assert read(server.url, http=http) == "012"
    assert time.monotonic() - start < 1
    assert server.wait_for_open(0) == 0


@all_drivers
def test_a_flood_of_hints_ends_with_the_time_of_the_call(ask: Any, serve: Any) -> None:
    def flood(connection: socket.socket, number: int, count: int) -> None:
        while True:
            connection.sendall(b"HTTP/1.1 102 Processing\r\n\r\n" * 1000)

    start = time.monotonic()
    with pytest.raises(inferwire.TimeoutError, match=r"within 0\.2 seconds"):
        ask(serve(flood).url, timeout=0.2)
    assert time.monotonic() - start < 1


def cut(connection: socket.socket, number: int, count: int) -> None:
    connection.sendall(STREAM_HEAD + chunk(EVENTS) + b"0\r\n\r\n")


def test_a_stream_that_broke_makes_no_whole_answer(serve: Any) -> None:
    server = serve(cut)
    with inferwire.InferenceClient(base_url=server.url) as client:
        stream = client.chat_completion(QUESTION, stream=True)
        for read in (lambda: list(stream), stream.text, stream.final):
            with pytest.raises(inferwire.StreamError, match="before the answer was complete") as caught:
                read()
            assert (len(caught.value.received), caught.value.task) == (3, "chat-completion")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_stream_whose_reading_was_cancelled_makes_no_whole_answer(backend: str, serve: Any) -> None:
    def stall(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(STREAM_HEAD + chunk(EVENTS))
        connection.recv(1)

    server = serve(stall)

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(base_url=server.url) as client:
            stream = await client.chat_completion(QUESTION, stream=True)
            with anyio.move_on_after(0.05):
                async for _ in stream:
                    pass
            for read in (stream.text, stream.final):
                with pytest.raises(inferwire.StreamError, match="before the answer was complete") as caught:
                    await read()
                assert len(caught.value.received) == 3

    anyio.run(main, backend=backend)


def test_a_connection_of_a_call_that_is_cancelled_while_it_waits_for_its_turn_is_closed(
    serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(well)
    waits: list[None] = []

    class Turns(async_lines.Turns):
        async def take(self) -> None:
            if server.accepted:
                waits.append(None)
                await asyncio.sleep(5)

    monkeypatch.setattr(async_lines, "Turns", Turns)

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(base_url=server.url) as client:
            call = asyncio.create_task(client.text_generation("a"))
            while not waits:
                await asyncio.sleep(0.001)
            call.cancel()
            await asyncio.wait([call])
            assert server.wait_for_open(0) == 0

    asyncio.run(main())


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_that_is_closed_in_a_cancelled_scope_closes_all_its_connections(backend: str, serve: Any) -> None:
    server = serve(slow)

    async def main() -> None:
        client = inferwire.AsyncInferenceClient(base_url=server.url)
        async with anyio.create_task_group() as tasks:
            for _ in range(4):
                tasks.start_soon(client.text_generation, "a")
        with anyio.CancelScope() as scope:
            scope.cancel()
            await client.close()
        await anyio.sleep(0.01)
        assert server.wait_for_open(0) == 0

    anyio.run(main, backend=backend)
    assert server.accepted == 4


def test_an_answer_that_comes_twice_is_not_taken_for_the_next_one(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(async_lines, "TURN_SECONDS", 10)  # so that nobody else comes in between
    is_read, is_said_again = threading.Event(), threading.Event()

    def twice(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(reply(b'{"generated_text": "first"}'))
        if number == 1:
            is_read.wait(5)
            connection.sendall(reply(b'{"generated_text": "again"}'))
            is_said_again.set()

    server = serve(twice)

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(base_url=server.url, api_key=False) as client:
            assert (await client.text_generation("a")).generated_text == "first"
            is_read.set()
            is_said_again.wait(5)  # the event loop stands still, and has not looked
            assert (await client.text_generation("a")).generated_text == "first"

    asyncio.run(main())


def test_a_connection_given_back_while_its_client_is_closed_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = pool_module.FreeLists[Kept]()
    kept, dead = Kept(("http", "a.test", 80), None), list[Kept]()
    monkeypatch.setattr(time, "monotonic", lambda: (lists.close(), 0.0)[1])  # by another thread, after it has looked
    lists.put(kept, dead)
    assert dead == [kept]


def test_a_redirect_in_raw_utf_8_is_followed_where_it_leads(serve: Any) -> None:
    def redirect(connection: socket.socket, number: int, count: int) -> None:
        is_first = len(server.requests) == 1
        moved = "HTTP/1.1 307 Moved\r\nlocation: /\u00e9\r\ncontent-length: 0\r\n\r\n".encode()
        connection.sendall(moved if is_first else reply())

    server = serve(redirect)
    assert ask_sync(server.url) == ["yes"]
    assert server.requests[1].startswith(b"POST /%C3%A9 HTTP/1.1\r\n")


def is_key_in_locals(error: BaseException) -> bool:
    """Whether frames below this file show the key."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename != __file__]
    return any(PROVIDER_KEY in repr(value) for frame in frames for value in frame.f_locals.values())


def test_a_key_is_not_in_the_locals_of_an_interrupted_call(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    server = serve(well)
    with inferwire.InferenceClient(base_url=server.url, api_key=PROVIDER_KEY) as client:
        with monkeypatch.context() as patch:
            patch.setattr(socket.socket, "send", interrupt)
            with pytest.raises(KeyboardInterrupt) as caught:
                client.text_generation("a")
        assert not is_key_in_locals(caught.value)
        assert client.text_generation("a").generated_text == "yes"


def test_a_key_is_not_in_the_locals_of_a_cancelled_call(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def cancel(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    server = serve(well)

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(base_url=server.url, api_key=PROVIDER_KEY) as client:
            with monkeypatch.context() as patch:
                patch.setattr(async_lines.AsyncioLine, "write", cancel)
                with pytest.raises(asyncio.CancelledError) as caught:
                    await client.text_generation("a")
            assert not is_key_in_locals(caught.value)
            assert (await client.text_generation("a")).generated_text == "yes"

    asyncio.run(main())


@pytest.mark.parametrize("name", ["httpx", "httpx2"])
def test_all_clients_share_one_tls_context(name: str) -> None:
    from inferwire_runtime.wire import library

    made = [library.Library(name).tls_context(), library.Library(name).tls_context()]
    assert made[0] is made[1]
    assert made[0].verify_mode == ssl.CERT_REQUIRED
    assert made[0].check_hostname


def test_certificates_that_the_environment_names_later_are_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    from inferwire_runtime.wire import library

    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    usual = library.Library("httpx").tls_context()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(inferwire.InputError, match="no certificates can be read"):
        library.Library("httpx").tls_context()
    monkeypatch.setenv("SSL_CERT_FILE", ssl.get_default_verify_paths().cafile or certifi.where())
    assert library.Library("httpx").tls_context() is not usual
    monkeypatch.delenv("SSL_CERT_FILE")
    assert library.Library("httpx").tls_context() is usual


@pytest.mark.parametrize(
    ("url", "authority", "target"),
    [
        ("http://a.test", "a.test", "/"),
        ("http://a.test:80/b?c=d", "a.test", "/b?c=d"),
        ("https://a.test:8443?c", "a.test:8443", "/?c"),
        ("http://[::1]:8080/x", "[::1]:8080", "/x"),
        ("https://bücher.test/é x?q=ü%20", "xn--bcher-kva.test", "/%C3%A9%20x?q=%C3%BC%20"),
    ],
)
def test_a_url_is_asked_for_as_the_network_has_it(url: str, authority: str, target: str) -> None:
    limits = Limits(connect=1, idle=1, total=1)
    request = Outgoing(method="GET", url=url, headers=[], body=None, limits=limits, is_repeatable=True)
    assert (request.authority, request.target) == (authority, target)


# Encoded bodies

TEXT = b'{"a": "' + b"b" * 300_000 + b'"}'


def gzipped(data: bytes, bits: int = 31) -> bytes:
    compress = zlib.compressobj(wbits=bits)
    return compress.compress(data) + compress.flush()


def inflate(encoding: str, data: bytes, size: int) -> bytes:
    inflater = Inflater(encoding, 200)
    pieces: list[bytes] = []
    for start in range(0, len(data), size):
        pieces.append(inflater.feed(data[start : start + size]))
        while inflater.has_more:
            pieces.append(inflater.more())
    inflater.finish()
    assert max(map(len, pieces), default=0) <= PIECE_SIZE
    return b"".join(pieces)


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("gzip", gzipped(TEXT), TEXT),
        ("x-gzip", gzipped(b"a") + gzipped(b"b"), b"ab"),
        ("deflate", gzipped(TEXT, 15), TEXT),
        ("deflate", gzipped(TEXT, -15), TEXT),
        ("gzip", gzipped(bytes(PIECE_SIZE)), bytes(PIECE_SIZE)),
        ("deflate", gzipped(bytes(3 * PIECE_SIZE), -15), bytes(3 * PIECE_SIZE)),
        ("gzip", gzipped(bytes(PIECE_SIZE)) + gzipped(b"b"), bytes(PIECE_SIZE) + b"b"),
        ("gzip", gzipped(b"a") + b"\0" * 600, b"a"),
        ("gzip", gzipped(b"a") + b"junk", b"a"),
        ("gzip", gzipped(b"a") + b"\x1f", b"a"),
        ("deflate", gzipped(b"a", 15) + b"junk", b"a"),
        ("gzip", b"", b""),
    ],
)
def test_an_encoding_is_undone_however_it_is_cut(encoding: str, data: bytes, text: bytes, size: int) -> None:
    assert inflate(encoding, data, size) == text


@pytest.mark.parametrize(
    ("encoding", "data", "message"),
    [
        ("gzip", gzipped(TEXT)[:-1], "its compressed body was cut"),
        ("deflate", gzipped(TEXT, -15)[:50], "its compressed body was cut"),
        ("gzip", TEXT, "its compression is broken"),
        ("gzip", gzipped(TEXT)[:-8] + bytes(8), "its compression is broken"),
        ("br", b"", "encoded as 'br', which was not asked for"),
        ("gzip, gzip", b"", "encoded as 'gzip, gzip', which was not asked for"),
    ],
)
def test_a_body_that_is_not_what_its_header_says_is_an_error(encoding: str, data: bytes, message: str) -> None:
    with pytest.raises(EncodingError, match=message):
        inflate(encoding, data, 100_000)


@all_drivers
def test_an_encoded_answer_is_read(ask: Any, serve: Any) -> None:
    def encoded(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(reply(gzipped(ANSWER), b"content-encoding: gzip"))

    server = serve(encoded)
    assert ask(server.url, 2) == ["yes"] * 2
    assert server.accepted == 1
    assert b"accept-encoding: gzip, deflate\r\n" in server.requests[0]


@all_drivers
def test_an_answer_in_an_unknown_encoding_is_an_error_and_frees_its_connection(ask: Any, serve: Any) -> None:
    def odd(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(reply(ANSWER, b"content-encoding: br"))

    server = serve(odd)
    with pytest.raises(inferwire.OutputError, match="cannot be read: it is encoded as 'br'"):
        ask(server.url, retry=None)
    assert server.wait_for_open(0) == 0
