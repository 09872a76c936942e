"""Pooled connections: reused, bounded, replaced if they died, closed with their pool and their event loop."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import threading
import time
from contextlib import suppress
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from inferwire_http import pool as pool_module
from inferwire_http.backends import Backend, asyncio_, run_sync
from inferwire_http.backends.asyncio_ import AsyncioBackend
from inferwire_http.backends.blocking import BlockingBackend
from inferwire_http.deadline import Deadline
from inferwire_http.exceptions import (
    ClosedError,
    ConcurrentReadError,
    DecodingError,
    PoolTimeout,
    ReadError,
    ReadTimeout,
    TransportError,
)
from inferwire_http.http11 import PooledConnection
from inferwire_http.models import Request, Response
from inferwire_http.pool import ConnectionPool, IdleConnections
from tests.http.support import (
    fetch,
    fetch_on,
    make_pool,
    make_request,
    on_each_backend,
    on_each_loop,
    read_all,
    run,
)
from tests.support.raw_server import BODY, raw_response, respond_well


def free_slots(pool: ConnectionPool) -> int:
    slots: Any = pool._slots
    return int(slots.free)


# Reuse


@on_each_backend
def test_one_connection_serves_requests_one_after_the_other(kind: str, serve: Any) -> None:
    server = serve(respond_well)
    assert fetch_on(kind, server.url, 5) == [BODY] * 5
    assert (server.accepted, len(server.requests)) == (1, 5)
    assert server.wait_for_open(0) == 0


@on_each_backend
def test_a_connection_that_died_while_it_was_idle_is_replaced(kind: str, serve: Any) -> None:
    def close_behind(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response())
        connection.shutdown(socket.SHUT_RDWR)

    server = serve(close_behind)
    assert fetch_on(kind, server.url, 3) == [BODY] * 3
    assert server.accepted == 3


def die_at_second(connection: socket.socket, number: int, count: int) -> None:
    if count == 2:
        connection.shutdown(socket.SHUT_RDWR)
    else:
        connection.sendall(raw_response())


@on_each_backend
def test_a_pooled_connection_that_dies_before_a_byte_of_the_response_is_replaced(kind: str, serve: Any) -> None:
    server = serve(die_at_second)
    assert fetch_on(kind, server.url, 3) == [BODY] * 3
    assert (server.accepted, len(server.requests)) == (3, 5)


@on_each_backend
def test_a_request_that_is_not_idempotent_is_sent_once(kind: str, serve: Any) -> None:
    server = serve(die_at_second)
    with pytest.raises(ReadError, match="the server closed the connection"):
        fetch_on(kind, server.url, 2, is_idempotent=False)
    assert (server.accepted, len(server.requests)) == (1, 2)


@on_each_backend
def test_a_pooled_connection_that_dies_within_the_response_is_an_error(kind: str, serve: Any) -> None:
    def die_within_second(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response() if count == 1 else raw_response()[:20])
        if count == 2:
            connection.shutdown(socket.SHUT_RDWR)

    server = serve(die_within_second)
    with pytest.raises(ReadError, match="the server closed the connection"):
        fetch_on(kind, server.url, 2)
    assert (server.accepted, len(server.requests)) == (1, 2)


@on_each_backend
def test_bytes_that_were_not_requested_are_not_taken_for_the_next_response(kind: str, serve: Any) -> None:
    def send_more(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response() + b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n")

    server = serve(send_more)
    assert fetch_on(kind, server.url, 3) == [BODY] * 3
    assert server.accepted == 3


def test_a_response_that_comes_twice_is_not_taken_for_the_next_one(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio_, "TIME_SLICE", 10)  # so that nothing else runs in between
    is_read, is_repeated = threading.Event(), threading.Event()

    def twice(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(b"first"))
        if number == 1:
            is_read.wait(5)
            connection.sendall(raw_response(b"again"))
            is_repeated.set()

    server = serve(twice)

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        assert await fetch(pool, server.url) == b"first"
        is_read.set()
        is_repeated.wait(5)  # the event loop is blocked, and has not looked
        assert await fetch(pool, server.url) == b"first"

    run("asyncio", main)


@on_each_backend
def test_an_idle_connection_expires(kind: str, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "IDLE_SECONDS", -1.0)
    server = serve(respond_well)
    assert fetch_on(kind, server.url, 3) == [BODY] * 3
    assert server.accepted == 3


def streaming(connection: socket.socket, number: int, count: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n")
    time.sleep(0.01)  # the end of the body comes by itself
    connection.sendall(b"0\r\n\r\n")


@on_each_backend
def test_a_body_read_to_its_end_returns_its_connection_to_the_pool(kind: str, serve: Any) -> None:
    server = serve(streaming)
    assert fetch_on(kind, server.url, 5) == [b"abc"] * 5
    assert server.accepted == 1


@on_each_backend
def test_a_response_closed_when_all_of_it_is_here_returns_its_connection_to_the_pool(kind: str, serve: Any) -> None:
    server = serve(respond_well)

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        for _ in range(3):
            response = await pool.handle_request(make_request(server.url))
            assert await response.read_chunk() == BODY
            await response.aclose()
        await pool.aclose()

    run(kind, main)
    assert server.accepted == 1


@on_each_backend
def test_a_response_closed_early_closes_its_connection(kind: str, serve: Any) -> None:
    server = serve(endless)

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        response = await pool.handle_request(make_request(server.url))
        assert await response.read_chunk()
        await response.aclose()
        assert await response.read_chunk() is None
        assert server.wait_for_open(0) == 0
        assert free_slots(pool) == pool_module.MAX_CONNECTIONS

    run(kind, main)


# Bounds


def slow(connection: socket.socket, number: int, count: int) -> None:
    time.sleep(0.05)
    connection.sendall(raw_response())


def test_threads_share_a_pool_within_its_bounds(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MAX_IDLE", 2)
    server = serve(slow)
    bodies: list[bytes] = []
    most = 0
    pool = make_pool(BlockingBackend(), max_connections=4)

    def work() -> None:
        nonlocal most
        bodies.append(run_sync(fetch(pool, server.url)))
        most = max(most, server.open)

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [BODY] * 12
    assert most <= 4
    assert server.wait_for_open(2) == 2
    run_sync(pool.aclose())
    assert server.wait_for_open(0) == 0


@on_each_loop
def test_tasks_share_a_pool_within_its_bounds(kind: str, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MAX_IDLE", 2)
    server = serve(slow)
    most = 0
    bodies: list[bytes] = []

    async def work(pool: ConnectionPool) -> None:
        nonlocal most
        bodies.append(await fetch(pool, server.url))
        most = max(most, server.open)

    async def main(backend: Backend) -> None:
        pool = make_pool(backend, max_connections=4)
        async with anyio.create_task_group() as tasks:
            for _ in range(12):
                tasks.start_soon(work, pool)
        assert server.wait_for_open(2) == 2
        await pool.aclose()

    run(kind, main)
    assert bodies == [BODY] * 12
    assert most <= 4
    assert server.wait_for_open(0) == 0


@on_each_backend
def test_a_request_that_gets_no_slot_in_time_fails(kind: str, serve: Any) -> None:
    async def main(backend: Backend) -> None:
        pool = make_pool(backend, max_connections=0)
        with pytest.raises(PoolTimeout, match="0 requests are under way already"):
            await fetch(pool, serve(respond_well).url, connect=0.05)

    run(kind, main)


@on_each_loop
def test_a_free_slot_does_not_go_to_a_request_that_was_cancelled(kind: str, serve: Any) -> None:
    go_on = threading.Event()

    def waiting(connection: socket.socket, number: int, count: int) -> None:
        go_on.wait(5)
        connection.sendall(raw_response())

    server = serve(waiting)
    bodies: list[bytes] = []

    async def work(pool: ConnectionPool, scope: anyio.CancelScope) -> None:
        with scope:
            bodies.append(await fetch(pool, server.url, connect=1))

    async def main(backend: Backend) -> None:
        pool = make_pool(backend, max_connections=1)
        async with anyio.create_task_group() as tasks:
            scopes = [anyio.CancelScope() for _ in range(3)]
            for scope in scopes:
                tasks.start_soon(work, pool, scope)
                await anyio.sleep(0.02)
            scopes[1].cancel()
            go_on.set()

    run(kind, main)
    assert bodies == [BODY] * 2


def endless(connection: socket.socket, number: int, count: int) -> None:
    connection.settimeout(0.5)  # some systems do not notify a sender at once that its peer is gone
    connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"3\r\nabc\r\n")


@on_each_loop
def test_a_slot_that_the_garbage_collector_frees_goes_to_the_next_request(kind: str, serve: Any) -> None:
    def first_endless(connection: socket.socket, number: int, count: int) -> None:
        (endless if number == 1 else respond_well)(connection, number, count)

    server = serve(first_endless)

    async def main(backend: Backend) -> None:
        pool = make_pool(backend, max_connections=1)
        response: Any = await pool.handle_request(make_request(server.url))
        await response.read_chunk()
        circle: list[Any] = [response]
        circle.append(circle)  # so that only the garbage collector can find it
        bodies: list[bytes] = []

        async def work() -> None:
            bodies.append(await fetch(pool, server.url, connect=3))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(work)
            await anyio.sleep(0.05)
            del response, circle
            await anyio.to_thread.run_sync(gc.collect)  # in whichever thread
        assert bodies == [BODY]

    run(kind, main)


def test_a_slot_that_the_garbage_collector_frees_goes_to_the_next_thread(serve: Any) -> None:
    def first_endless(connection: socket.socket, number: int, count: int) -> None:
        (endless if number == 1 else respond_well)(connection, number, count)

    server = serve(first_endless)
    pool = make_pool(BlockingBackend(), max_connections=1)
    response: Any = run_sync(pool.handle_request(make_request(server.url)))
    bodies: list[bytes] = []
    thread = threading.Thread(target=lambda: bodies.append(run_sync(fetch(pool, server.url, connect=3))))
    thread.start()
    time.sleep(0.05)
    del response
    thread.join()
    assert bodies == [BODY]
    run_sync(pool.aclose())


# Abandoned and closed responses


def test_abandoned_responses_that_are_collected_while_requests_are_sent_block_nothing(serve: Any) -> None:
    """If a pool waits for its lock in a finalizer, a thread that holds the lock waits for itself for ever."""
    server = serve(streaming)
    done = threading.Event()

    def work() -> None:
        pool = make_pool(BlockingBackend(), max_connections=2)
        for _ in range(200):
            response = run_sync(pool.handle_request(make_request(server.url)))
            run_sync(response.read_chunk())
            circle: list[Any] = [response]
            circle.append(circle)  # so that only the garbage collector can find it, wherever it happens to run
            del response, circle
        gc.collect()
        assert server.wait_for_open(0) == 0
        assert free_slots(pool) == 2
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


def test_a_response_closed_by_another_thread_while_it_is_read_returns_its_slot(serve: Any) -> None:
    server = serve(endless)
    pool = make_pool(BlockingBackend())

    def read(response: Response) -> None:
        with suppress(TransportError):
            run_sync(read_all(response))

    for _ in range(20):
        response = run_sync(pool.handle_request(make_request(server.url)))
        thread = threading.Thread(target=read, args=(response,))
        thread.start()
        time.sleep(0.002)
        run_sync(response.aclose())
        thread.join()
    assert free_slots(pool) == pool_module.MAX_CONNECTIONS
    assert server.wait_for_open(0) == 0


@on_each_loop
def test_a_response_closed_by_another_task_while_it_is_read_returns_its_slot(kind: str, serve: Any) -> None:
    server = serve(endless)

    async def read(response: Response) -> None:
        with suppress(TransportError):
            while await response.read_chunk() is not None:
                await anyio.lowlevel.checkpoint()

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        for _ in range(20):
            response = await pool.handle_request(make_request(server.url))
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(read, response)
                await anyio.sleep(0.002)
                await response.aclose()
        assert free_slots(pool) == pool_module.MAX_CONNECTIONS

    run(kind, main)
    assert server.wait_for_open(0) == 0


@on_each_loop
def test_responses_abandoned_in_a_cancelled_scope_return_their_slots(kind: str, serve: Any) -> None:
    server = serve(endless)

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        for _ in range(5):
            with anyio.CancelScope() as scope:
                response = await pool.handle_request(make_request(server.url))
                try:
                    await response.read_chunk()
                    scope.cancel()
                    await anyio.sleep_forever()
                finally:
                    await response.aclose()
        assert free_slots(pool) == pool_module.MAX_CONNECTIONS

    run(kind, main)
    assert server.wait_for_open(0) == 0


class FakeBody:
    """A body that counts how often it is ended."""

    def __init__(self) -> None:
        self.ends: list[str] = []

    async def read(self) -> bytes | None:
        return None

    async def release(self) -> None:
        self.ends.append("release")

    async def aclose(self) -> None:
        self.ends.append("aclose")

    def interrupt(self) -> None:
        self.ends.append("interrupt")

    def abort(self) -> None:
        self.ends.append("abort")


def fake_response(body: Any) -> Response:
    deadline = Deadline(connect=1, read=1, total=1)
    return Response(status=200, headers={}, deadline=deadline, body=body, backend=BlockingBackend())


def test_a_response_that_two_threads_close_at_once_ends_once() -> None:
    body = FakeBody()
    response = fake_response(body)

    class Lock:
        """Lets another thread close the response just before the lock is taken."""

        lock = response._reading

        def acquire(self, blocking: bool = True) -> bool:
            response._reading = self.lock
            thread = threading.Thread(target=lambda: run_sync(response.aclose()))
            thread.start()
            thread.join()
            return self.lock.acquire(blocking)

        def release(self) -> None:
            self.lock.release()

    response._reading = Lock()  # type: ignore[assignment] # pyright: ignore[reportAttributeAccessIssue]
    run_sync(response.aclose())
    assert body.ends == ["aclose"]


def test_a_second_reader_is_an_error_and_disturbs_nothing(serve: Any) -> None:
    go_on = threading.Event()

    def in_two_chunks(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response()[:-5])
        go_on.wait(5)
        connection.sendall(raw_response()[-5:])

    response = run_sync(make_pool(BlockingBackend()).handle_request(make_request(serve(in_two_chunks).url)))
    assert run_sync(response.read_chunk()) == BODY[:-5]
    chunks: list[bytes | None] = []
    thread = threading.Thread(target=lambda: chunks.append(run_sync(response.read_chunk())))
    thread.start()
    deadline = time.monotonic() + 5
    while not response._reading.locked() and time.monotonic() < deadline:
        time.sleep(0.001)
    with pytest.raises(ConcurrentReadError, match="by another thread or task"):
        run_sync(response.read_chunk())
    go_on.set()
    thread.join()
    assert chunks == [BODY[-5:]]
    assert run_sync(response.read_chunk()) is None


# The end of pools and event loops


@on_each_backend
def test_a_closed_pool_refuses_requests(kind: str, serve: Any) -> None:
    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        await pool.aclose()
        with pytest.raises(ClosedError, match="the connection pool is closed"):
            await fetch(pool, serve(respond_well).url)

    run(kind, main)


@on_each_backend
def test_an_unfinished_response_outlives_the_end_of_its_pool(kind: str, serve: Any) -> None:
    server = serve(streaming)

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        response = await pool.handle_request(make_request(server.url))
        await pool.aclose()
        assert await read_all(response) == b"abc"
        await backend.sleep(0.01)
        assert server.wait_for_open(0) == 0

    run(kind, main)


@on_each_loop
def test_a_pool_leaves_nothing_open_when_its_event_loop_ends(kind: str, serve: Any) -> None:
    server = serve(lambda *args: (streaming if args[1] < 3 else endless)(*args))
    kept: list[Any] = []

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        async with anyio.create_task_group() as tasks:
            for _ in range(2):
                tasks.start_soon(fetch, pool, server.url)
        responses = [await pool.handle_request(make_request(server.url)) for _ in range(3)]
        kept.extend([pool, responses])

    run(kind, main)
    assert server.accepted == 3
    assert server.wait_for_open(0) == 0  # idle ones and those in use, though nobody closed the pool
    kept.clear()
    gc.collect()  # what is left open warns, and warnings are errors


@on_each_backend
def test_a_pool_that_nobody_holds_any_more_closes_its_connections(kind: str, serve: Any) -> None:
    server = serve(respond_well)

    async def main(backend: Backend) -> None:
        pool: Any = make_pool(backend)
        await fetch(pool, server.url)
        assert server.open == 1
        circle: list[Any] = [pool]
        circle.append(circle)
        del pool, circle
        gc.collect()  # a socket that is left open warns, and warnings are errors
        await backend.sleep(0.05)
        assert server.wait_for_open(0) == 0

    run(kind, main)


@on_each_loop
def test_a_pool_closed_in_a_cancelled_scope_closes_all_its_connections(kind: str, serve: Any) -> None:
    server = serve(slow)

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        async with anyio.create_task_group() as tasks:
            for _ in range(4):
                tasks.start_soon(fetch, pool, server.url)
        with anyio.CancelScope() as scope:
            scope.cancel()
            await pool.aclose()
        await anyio.sleep(0.01)
        assert server.wait_for_open(0) == 0

    run(kind, main)
    assert server.accepted == 4


def test_a_connection_returned_while_its_pool_is_closed_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = IdleConnections()
    stream: Any = None
    connection = PooledConnection(BlockingBackend(), ("http", "a.test", 80), stream)
    monkeypatch.setattr(time, "monotonic", lambda: (idle.close(), 0.0)[1])  # by another thread, after it has looked
    assert idle.put(connection) == [connection]


class Stream:
    """A stream that is open and silent."""

    def is_readable(self) -> bool:
        return False


def idle_connection(host: str) -> PooledConnection:
    stream: Any = Stream()
    return PooledConnection(BlockingBackend(), ("http", host, 80), stream)


@pytest.mark.parametrize("method", ["close", "sweep"])
def test_a_connection_that_is_returned_to_a_stack_that_nobody_knows_any_more_is_closed(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle, first, second = IdleConnections(), idle_connection("a.test"), idle_connection("a.test")
    removed: list[PooledConnection] = []

    class Stacks(dict[Any, Any]):
        def get(self, key: Any, default: Any = None) -> Any:
            stack = super().get(key, default)
            if stack is not None:  # another thread comes in before the connection is in it
                removed.extend(idle.close() if method == "close" else ())
                self.clear()
            return stack

    assert idle.put(first) == []
    monkeypatch.setattr(idle, "_stacks", Stacks(idle._stacks))
    expected = [second] if method == "close" else [first, second]
    assert idle.put(second) == expected
    assert removed + expected == [first, second]


def test_the_stack_of_an_origin_without_connections_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    idle = IdleConnections()
    for host in ("a.test", "b.test", "c.test"):
        assert idle.put(connection := idle_connection(host)) == []
        if host != "c.test":
            assert idle.take(connection.route) is connection
    now[0] += pool_module.IDLE_SECONDS + 1
    assert idle.put(idle_connection("d.test")) == [connection]
    assert list(idle._stacks) == [("http", "d.test", 80)]


def test_a_connection_of_a_request_that_is_cancelled_at_its_checkpoint_is_closed(serve: Any) -> None:
    server = serve(respond_well)
    waits: list[None] = []

    class Limiter(asyncio_.FairnessLimiter):
        async def checkpoint(self) -> None:
            if server.accepted:
                waits.append(None)
                await asyncio.sleep(5)

    async def main() -> None:
        backend = AsyncioBackend(asyncio.get_running_loop())
        backend._fairness = Limiter(backend.loop)
        pool = make_pool(backend)
        call = asyncio.create_task(fetch(pool, server.url))
        while not waits:
            await asyncio.sleep(0.001)
        call.cancel()
        await asyncio.wait([call])
        assert server.wait_for_open(0) == 0

    asyncio.run(main())


# Deadlines


@on_each_backend
def test_a_flood_of_interim_responses_ends_with_the_deadline(kind: str, serve: Any) -> None:
    def flood(connection: socket.socket, number: int, count: int) -> None:
        while True:
            connection.sendall(b"HTTP/1.1 102 Processing\r\n\r\n" * 1000)

    start = time.monotonic()
    with pytest.raises(ReadTimeout):
        fetch_on(kind, serve(flood).url, total=0.2)
    assert time.monotonic() - start < 1


@on_each_backend
def test_silence_within_a_body_is_bounded_by_the_read_timeout(kind: str, serve: Any) -> None:
    def stall(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response()[:-5])
        connection.recv(1)

    server = serve(stall)
    start = time.monotonic()
    with pytest.raises(ReadTimeout):
        fetch_on(kind, server.url, read=0.1, total=30)
    assert time.monotonic() - start < 5
    assert server.wait_for_open(0) == 0


@on_each_backend
def test_a_deadline_moved_while_a_body_is_read_affects_the_next_read(kind: str, serve: Any) -> None:
    def stall(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response()[:-5])
        connection.recv(1)

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        response = await pool.handle_request(make_request(serve(stall).url))
        assert response.has_live_timeouts
        assert await response.read_chunk() == BODY[:-5]
        response.deadline.end_in(0.1)
        with pytest.raises(ReadTimeout):
            await response.read_chunk()

    run(kind, main)


# Requests and encodings


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
def test_a_url_is_sent_as_the_network_has_it(url: str, authority: str, target: str) -> None:
    request = Request(
        method="GET",
        url=url,
        headers=[],
        body=None,
        deadline=Deadline(connect=1, read=1, total=1),
        is_idempotent=True,
    )
    assert (request.authority, request.target) == (authority, target)


@on_each_backend
def test_a_compressed_response_is_read(kind: str, serve: Any) -> None:
    import gzip

    def compressed(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(gzip.compress(BODY), b"content-encoding: gzip"))

    server = serve(compressed)
    assert fetch_on(kind, server.url, 2) == [BODY] * 2
    assert server.accepted == 1
    assert b"accept-encoding: gzip, deflate\r\n" in server.requests[0]


@on_each_backend
def test_a_response_in_an_unknown_encoding_is_an_error_and_frees_its_connection(
    kind: str, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("brotli", "brotlicffi"):
        monkeypatch.setitem(sys.modules, library, None)

    def odd(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(b"\x1b\x00\x01", b"content-encoding: br"))

    server = serve(odd)
    with pytest.raises(DecodingError, match="its content encoding is 'br', which was not requested") as caught:
        fetch_on(kind, server.url)
    assert caught.value.status == 200
    assert server.wait_for_open(0) == 0


@on_each_backend
def test_a_truncated_compressed_body_is_an_error(kind: str, serve: Any) -> None:
    import gzip

    def truncated(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(gzip.compress(BODY)[:-1], b"content-encoding: gzip"))

    with pytest.raises(DecodingError, match="its compressed body is truncated"):
        fetch_on(kind, serve(truncated).url)


@on_each_backend
def test_repeated_headers_are_joined(kind: str, serve: Any) -> None:
    def repeat(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(BODY, b"A: 1", b"a: 2", "b: ü".encode(), b"c: \xff"))

    async def main(backend: Backend) -> dict[str, str]:
        pool = make_pool(backend)
        response = await pool.handle_request(make_request(serve(repeat).url))
        await response.aclose()
        return response.headers

    headers = run(kind, main)
    assert (headers["a"], headers["b"], headers["c"]) == ("1, 2", "ü", "ÿ")
