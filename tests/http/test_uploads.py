"""Requests that are sent in part, refused, or read by nobody; and what leaves for the network."""

from __future__ import annotations

import gc
import socket
import threading
import time
from contextlib import suppress
from typing import Any

import pytest

from inferwire_http.adapters.uploads import UploadStream
from inferwire_http.backends import Backend
from inferwire_http.deadline import Deadline
from inferwire_http.exceptions import LocalProtocolError, TimeoutException, TransportError, WriteError
from inferwire_http.http11 import ChunkReader, PooledConnection
from inferwire_http.transports import make_transport
from tests.http.support import (
    Body,
    Segment,
    fetch,
    fetch_on,
    make_request,
    on_each_backend,
    on_each_transport,
    read_all,
    run,
    transport_of,
)
from tests.support.raw_server import BODY, raw_response, respond_well

TOO_LARGE = b'HTTP/1.1 413 Too Large\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{"error":"big"}'


class JammedStream:
    """A stream that does not accept the last chunk of a request, and returns the response all the same."""

    def __init__(self) -> None:
        self.has_received = False
        self.written = 0

    async def write(self, data: bytes) -> None:
        self.written += len(data)
        if self.written > 200_000:
            raise WriteError("the server responded before it read the whole request")

    async def read(self) -> bytes:
        return TOO_LARGE


@on_each_backend
def test_a_connection_whose_request_was_sent_in_part_carries_no_other(kind: str) -> None:
    async def main(backend: Backend) -> None:
        stream: Any = JammedStream()
        connection = PooledConnection(backend, ("http", "a.test", 80), stream)
        body = Body(*[bytes(60_000)] * 4)
        response = await connection.handle_request(make_request("http://a.test/", body=body))
        assert (response.status_code, await connection.read_body()) == (413, b'{"error":"big"}')
        assert not connection.protocol.is_reusable

    run(kind, main)


@on_each_transport
def test_an_upload_with_an_early_response_is_followed_on_another_connection(kind: str) -> None:
    done = threading.Event()
    heads: list[bytes] = []

    def serve_one(connection: socket.socket) -> None:
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(1000)
            heads.append(head)
            connection.sendall(TOO_LARGE if len(heads) == 1 else raw_response())
            done.wait(5)  # and reads no more

    def accept() -> None:
        for _ in range(2):
            threading.Thread(target=serve_one, args=(listener.accept()[0],), daemon=True).start()

    async def main(backend: Backend) -> None:
        transport = transport_of(kind, backend)
        upload = make_request(url, body=Body(*[bytes(196_608)] * 80), read=0.3)
        response = await transport.handle_request(upload)
        assert (response.status, await read_all(response)) == (413, b'{"error":"big"}')
        assert await fetch(transport, url) == BODY
        done.set()
        await transport.aclose()
        await backend.sleep(0.1)  # aiohttp closes a connection once the server has read on, or closed

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        threading.Thread(target=accept, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            run(kind, main)
        finally:
            done.set()
    assert len(heads) == 2


class OpenFile(Segment):
    """A part of a body that is read from a file, chunk by chunk.

    Attributes:
        opened: How often it was opened.
        closed: How often it was closed.
    """

    def __init__(self, size: int, *, fails: bool = False, is_blocking: bool = True) -> None:
        super().__init__(*[bytes(196_608)] * size, is_blocking=is_blocking)
        self.opened = self.closed = 0
        self._fails = fails

    def __iter__(self) -> Any:
        self.opened += 1
        try:
            for number, chunk in enumerate(self.chunks):
                if self._fails and number == 2:
                    raise OSError("the disk is gone")
                yield chunk
        finally:
            self.closed += 1


EVERY_TRANSPORT = [
    *((kind, name) for kind in ("blocking", "asyncio", "trio") for name in ("default", "httpx", "httpx2")),
    ("asyncio", "aiohttp"),
]


ENDS = ("early response", "no response", "disk", "complete", "cancelled")


@pytest.mark.parametrize(
    ("kind", "name", "end"),
    [(*each, end) for each in EVERY_TRANSPORT for end in ENDS[: 4 if each[0] == "blocking" else None]],
)
def test_the_file_of_an_upload_is_closed_however_it_ends(kind: str, name: Any, end: str, serve: Any) -> None:
    is_over = threading.Event()

    def serve_one(connection: socket.socket) -> None:
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(1000)
            if end == "early response":
                connection.sendall(TOO_LARGE)
            is_over.wait(10)  # and reads no more

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve_one, args=(listener.accept()[0],), daemon=True).start()

    async def main(backend: Backend) -> None:
        transport = make_transport(name, backend)
        try:
            if end == "complete":
                assert await fetch(transport, server.url, body=Body(b"a", file, b"b")) == BODY
            elif end == "disk":
                with pytest.raises(OSError, match="the disk is gone"):
                    await fetch(transport, server.url, body=Body(b"a", file, b"b"))
            elif end == "early response":
                # Some transports notice the response only when the server has closed the connection.
                with suppress(TransportError):
                    request = make_request(url, body=Body(b"a", file, b"b"), read=0.3)
                    assert await read_all(await transport.handle_request(request)) == b'{"error":"big"}'
            elif end == "no response":
                with pytest.raises(TransportError):
                    await fetch(transport, url, body=Body(b"a", file, b"b"), read=0.2, total=30)
            else:
                async with backend.move_on_after(0.2, lambda: None):
                    await fetch(transport, url, body=Body(b"a", file, b"b"), read=30, total=30)
            end_of_wait = time.monotonic() + 5  # aiohttp ends the task that writes in its own time
            while name == "aiohttp" and file.closed < file.opened and time.monotonic() < end_of_wait:
                await backend.sleep(0.02)
            # Over aiohttp, whose own task writes, an early response may come before the file is opened.
            is_never_opened = file.opened == 0 and (name, end) == ("aiohttp", "early response")
            assert (file.opened, file.closed) == (1, 1) or (is_never_opened and file.closed == 0)
        finally:
            is_over.set()
            await transport.aclose()
            await backend.sleep(0.1)  # aiohttp closes a connection once the server has read on, or closed

    server = serve(respond_well)
    file = OpenFile(4 if end in ("complete", "disk") else 80, fails=end == "disk")
    gc.collect()
    gc.disable()  # what only the garbage collector closes stays open
    try:
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            threading.Thread(target=accept, daemon=True).start()
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            run(kind, main)
    finally:
        is_over.set()
        gc.enable()


def test_a_file_that_a_thread_reads_is_closed_when_it_has_done_so() -> None:
    is_reading, may_end = threading.Event(), threading.Event()
    closed: list[bool] = []

    def chunks() -> Any:
        try:
            is_reading.set()
            assert may_end.wait(10)
            yield b"a"
            yield b"b"
        finally:
            closed.append(True)

    reader = ChunkReader(chunks())
    thread = threading.Thread(target=reader.read)
    thread.start()
    assert is_reading.wait(10)
    reader.close()
    assert not closed
    may_end.set()
    thread.join()
    assert closed
    assert reader.read() == b""


@on_each_transport
def test_an_upload_that_the_server_does_not_accept_times_out(kind: str) -> None:
    accepted: list[socket.socket] = []

    async def main(backend: Backend) -> None:
        transport = transport_of(kind, backend)
        try:
            with pytest.raises(TimeoutException):
                await fetch(transport, url, body=Body(*[bytes(196_608)] * 80), read=0.2, total=30)
        finally:
            for connection in accepted:
                connection.close()
            await transport.aclose()
            await backend.sleep(0.1)  # as above

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=lambda: accepted.append(listener.accept()[0]), daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        start = time.monotonic()
        run(kind, main)
        assert time.monotonic() - start < 10
        thread.join()


@on_each_transport
def test_all_segments_arrive_in_order_and_those_that_block_are_read_elsewhere(kind: str, serve: Any) -> None:
    server = serve(respond_well)
    threads: set[int] = set()

    class File(Segment):
        def __iter__(self) -> Any:
            for chunk in self.chunks:
                threads.add(threading.get_ident())
                yield chunk

    data = memoryview(bytes(range(256)) * 1000)
    upload = Body(b"start,", File(data[:100_000], data[100_000:], is_blocking=True), b",end")
    assert fetch_on(kind, server.url, 2, body=upload) == [BODY] * 2
    expected = b"start," + bytes(data) + b",end"
    assert [request.partition(b"\r\n\r\n")[2] for request in server.requests] == [expected] * 2
    assert server.accepted == 1
    assert (threading.get_ident() in threads) == (kind == "blocking")


@on_each_backend
def test_chunks_of_a_body_reach_the_socket_without_a_copy(kind: str) -> None:
    written: list[Any] = []
    large = memoryview(bytes(300_000))

    class Recorder(JammedStream):
        async def write(self, data: Any) -> None:
            written.append(data)

    async def main(backend: Backend) -> None:
        stream: Any = Recorder()
        connection = PooledConnection(backend, ("http", "a.test", 80), stream)
        upload = Body(Segment(large[:150_000], large[150_000:]))
        await connection.handle_request(make_request("http://a.test/", body=upload))

    run(kind, main)
    head, *chunks = written
    assert head.endswith(b"\r\n\r\n")
    assert [chunk.obj is large.obj for chunk in chunks] == [True, True]


@on_each_backend
def test_small_chunks_are_sent_together_with_the_headers(kind: str) -> None:
    written: list[Any] = []

    class Recorder(JammedStream):
        async def write(self, data: Any) -> None:
            written.append(data)

    async def main(backend: Backend) -> None:
        stream: Any = Recorder()
        connection = PooledConnection(backend, ("http", "a.test", 80), stream)
        await connection.handle_request(make_request("http://a.test/", body=Body(b"a", b"b", b"c")))

    run(kind, main)
    assert len(written) == 1
    assert written[0].endswith(b"content-length: 3\r\n\r\nabc")


@on_each_transport
def test_what_a_body_raises_is_raised_and_its_connection_is_closed(kind: str, serve: Any) -> None:
    server = serve(respond_well)

    class ChangedError(Exception):
        pass

    class Changed(Segment):
        def __iter__(self) -> Any:
            yield self.chunks[0]
            raise ChangedError

    async def main(backend: Backend) -> None:
        transport = transport_of(kind, backend)
        upload = Body(Changed(bytes(100_000), bytes(100_000), is_blocking=True))
        with pytest.raises(ChangedError):
            await fetch(transport, server.url, body=upload)
        assert await fetch(transport, server.url) == BODY
        await transport.aclose()

    run(kind, main)
    assert server.wait_for_open(0) == 0


@pytest.mark.parametrize(("size", "words"), [(5, "Too much data"), (7, "Too little data")])
@on_each_backend
def test_a_body_of_another_size_than_declared_is_an_error(kind: str, size: int, words: str, serve: Any) -> None:
    class Sized(Body):
        @property
        def size(self) -> int:
            return size

    with pytest.raises(LocalProtocolError, match=words):
        fetch_on(kind, serve(respond_well).url, body=Sized(b"123456"))


def test_an_upload_stream_skips_empty_segments_and_ends_for_good() -> None:
    async def main(backend: Backend) -> list[Any]:
        stream = UploadStream(
            Body(b"", b"a", Segment(is_blocking=True), b"b"), backend, Deadline(connect=5, read=5, total=5)
        )
        chunks = [chunk async for chunk in stream]
        with pytest.raises(StopAsyncIteration):
            await anext(stream)
        return chunks

    assert run("asyncio", main) == [b"a", b"b"]


# Headers


@on_each_transport
@pytest.mark.parametrize("name", ["content-length", "transfer-encoding", "host"])
def test_a_header_that_the_request_determines_is_never_sent_twice(kind: str, name: str, serve: Any) -> None:
    server = serve(respond_well)
    with suppress(LocalProtocolError):
        fetch_on(kind, server.url, headers=[(name, "3")])
    assert all(head.lower().count(name.encode() + b":") <= 1 for head in server.requests)


@on_each_transport
@pytest.mark.parametrize("value", ["a\r\nb: c", "a\0"])
def test_a_header_that_is_not_valid_is_an_error(kind: str, value: str, serve: Any) -> None:
    server = serve(respond_well)
    with pytest.raises(TransportError):
        fetch_on(kind, server.url, headers=[("a", value)])
    assert server.requests == []


@on_each_backend
def test_a_header_outside_ascii_is_sent_as_utf_8(kind: str, serve: Any) -> None:
    server = serve(respond_well)
    fetch_on(kind, server.url, headers=[("a", "ü")])
    assert "\r\na: ü\r\n".encode() in server.requests[0]


@on_each_backend
def test_a_header_that_cannot_be_encoded_is_an_error_that_does_not_hold_it(kind: str, serve: Any) -> None:
    with pytest.raises(LocalProtocolError, match="surrogates not allowed") as caught:
        fetch_on(kind, serve(respond_well).url, headers=[("a", "secret\udc80")])
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


# Responses


@on_each_transport
def test_headers_of_a_response_may_be_long(kind: str, serve: Any) -> None:
    def long(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(BODY, b"a: " + b"b" * 20_000, *[b"c%d: d" % number for number in range(200)]))

    assert fetch_on(kind, serve(long).url) == [BODY]


@on_each_transport
@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\ncontent-le", b"HTTP/1.1 200 OK\r\n", b"none\r\n\r\n"])
def test_a_request_whose_response_had_begun_is_not_sent_again(kind: str, head: bytes, serve: Any) -> None:
    def break_second(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response() if count == 1 else head)
        if count == 2:
            connection.shutdown(socket.SHUT_RDWR)

    server = serve(break_second)
    with pytest.raises(TransportError):
        fetch_on(kind, server.url, 2)
    assert (server.accepted, len(server.requests)) == (1, 2)


@on_each_transport
def test_a_switch_to_another_protocol_is_an_error(kind: str, serve: Any) -> None:
    def switch(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nupgrade: b\r\nconnection: upgrade\r\n\r\n")

    with pytest.raises(TransportError, match="switched to another protocol"):
        fetch_on(kind, serve(switch).url, headers=[("upgrade", "a"), ("connection", "upgrade")])
