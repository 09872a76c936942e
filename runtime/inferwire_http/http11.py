"""HTTP/1.1 connections. h11 implements the protocol, as it does for httpx.

All data of a read is returned as a single piece, even if it was sent in many chunks, because every piece has a cost.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import h11

from inferwire_http.decompress import ACCEPT_ENCODING
from inferwire_http.exceptions import LocalProtocolError, ReadError, RemoteProtocolError, WriteError, WriteTimeout
from inferwire_http.tracebacks import describe_refusal, forget_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from inferwire_http.backends import Backend, NetworkStream
    from inferwire_http.deadline import Deadline
    from inferwire_http.models import Request, Route

WRITE_SIZE = 64 * 1024  # bytes; smaller pieces are joined before they are sent
HEAD_LIMIT = 100 * 1024  # bytes of status line and headers


class Http11Protocol:
    """The HTTP/1.1 protocol of a connection, without I/O."""

    __slots__ = ("_buffer", "_failure", "_state")

    def __init__(self) -> None:
        self._buffer: bytes | memoryview = b""  # to be sent together with the next piece
        self._state = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD_LIMIT)
        self._failure: RemoteProtocolError | None = None  # raised once the valid bytes before it have been returned

    def start(self, request: Request, proxy_headers: list[tuple[str, str]] | None = None) -> None:
        """Begin a request by encoding its headers.

        Args:
            request: The request.
            proxy_headers: Headers for the proxy that the request is sent to; None if it is sent to the server.

        Raises:
            LocalProtocolError: If the headers are invalid.
        """
        headers = [("host", request.authority), ("accept-encoding", ACCEPT_ENCODING), *request.headers]
        target = request.target
        if proxy_headers is not None:
            headers += proxy_headers
            target = f"{request.scheme}://{request.authority}{target}"
        if request.body is not None:
            headers.append(("content-length", str(request.body.size)))
        try:
            if self._state.our_state is h11.DONE:
                self._state.start_next_cycle()
            # A value may be other than ASCII, which h11 accepts as bytes only.
            pairs = [(name.encode(), value.encode()) for name, value in headers]
            self._buffer = self._state.send(h11.Request(method=request.method, target=target, headers=pairs)) or b""
            return
        except h11.LocalProtocolError as exc:
            forget_frames(exc)
            raise LocalProtocolError(str(exc)) from exc
        except UnicodeEncodeError as exc:
            reason = str(exc)
        raise LocalProtocolError(reason)  # outside of `except`: the encoding error exposes the value

    def send(self, data: bytes | memoryview) -> bytes | memoryview:
        """Accept a piece of the body. Return the data to write now; empty to wait for more pieces.

        Pieces are sent unchanged: every body has a known length and needs no other framing.

        Raises:
            LocalProtocolError: If the body is longer than its declared size.
        """
        buffer: Any = data  # any buffer will do, despite h11's annotation
        try:
            self._state.send_with_data_passthrough(h11.Data(data=buffer))  # h11's `send` would copy it
        except h11.LocalProtocolError as exc:
            forget_frames(exc)
            raise LocalProtocolError(str(exc)) from exc
        if len(self._buffer) + len(data) > WRITE_SIZE:
            due, self._buffer = self._buffer, data
            return due
        self._buffer = b"".join((self._buffer, data))
        return b""

    def end(self) -> bytes | memoryview:
        """End the request and return the remaining data to write.

        Raises:
            LocalProtocolError: If the body is shorter than its declared size.
        """
        try:
            self._state.send(h11.EndOfMessage())
        except h11.LocalProtocolError as exc:
            forget_frames(exc)
            raise LocalProtocolError(str(exc)) from exc
        due, self._buffer = self._buffer, b""
        return due

    def fail(self) -> None:
        """Record that the request is incomplete, so that the connection is not reused."""
        self._state.send_failed()
        self._buffer = b""

    def receive(self, data: bytes) -> None:
        """Process data from the server; empty if the server closed the connection."""
        self._state.receive_data(data)

    def response(self) -> h11.Response | None:
        """Return the status and headers; None while they are incomplete.

        Raises:
            RemoteProtocolError: If the data is not valid HTTP.
        """
        try:
            while (event := self._state.next_event()) is not h11.NEED_DATA:
                if isinstance(event, h11.Response):
                    return event
                if getattr(event, "status_code", 0) == 101:
                    raise RemoteProtocolError("the server switched to another protocol")
        except h11.RemoteProtocolError as exc:
            raise _map_remote_error(exc, self._state.trailing_data[0]) from exc
        return None

    def body(self) -> bytes | None:
        """Return the part of the body that has arrived; None at its end.

        Raises:
            RemoteProtocolError: If the body is not valid HTTP, or is truncated.
        """
        if self._failure is not None:
            raise self._failure
        chunks: list[bytes] = []
        try:
            while self._state.their_state is h11.SEND_BODY and (event := self._state.next_event()) is not h11.NEED_DATA:
                if isinstance(event, h11.Data):
                    chunks.append(event.data)
        except h11.RemoteProtocolError as exc:
            error = _map_remote_error(exc)
            if not chunks:
                raise error from exc
            self._failure = error
        return b"".join(chunks) if chunks or self._state.their_state is h11.SEND_BODY else None

    @property
    def is_reusable(self) -> bool:
        """Whether the connection can serve another request: the exchange is complete, and no data followed it."""
        is_done = self._state.our_state is h11.DONE and self._state.their_state is h11.DONE
        return is_done and self._state.trailing_data == (b"", False)


def _map_remote_error(error: h11.RemoteProtocolError, unread: bytes = b"") -> RemoteProtocolError:
    forget_frames(error)
    text = describe_refusal(str(error), unread)
    return RemoteProtocolError(text, is_disconnect="closed connection" in text)


class ChunkReader:
    """Reads the chunks of a part of a body, and closes what they are read from, even while a thread reads."""

    __slots__ = ("_chunks", "_is_closed")

    def __init__(self, segment: Iterable[bytes | memoryview]) -> None:
        self._chunks = iter(segment)
        self._is_closed = False

    def read(self) -> bytes | memoryview:
        """Return the next chunk; empty at the end."""
        try:
            return next(self._chunks, b"")
        finally:
            if self._is_closed:  # meanwhile, by another thread
                self.close()

    async def read_in_thread(self, backend: Backend, deadline: Deadline) -> bytes | memoryview:
        """Return the next chunk of a part that reads from disk.

        Raises:
            WriteTimeout: If the disk takes longer than the deadline allows.
        """
        seconds = None if backend.is_blocking else deadline.write_timeout()
        try:
            return await backend.run_in_thread(self.read, seconds=seconds)
        except TimeoutError as exc:
            raise WriteTimeout("the file to send was not read in time") from exc

    def close(self) -> None:
        """Close the file that the chunks are read from, at once, or when a thread that reads it has done so."""
        self._is_closed = True
        close: Callable[[], None] | None = getattr(self._chunks, "close", None)
        if close is not None:
            with suppress(ValueError):  # a thread reads
                close()


class PooledConnection:
    """A connection that a pool can reuse.

    Attributes:
        route: Scheme, host and port of the server, or the proxy, and what is reached through it.
        stream: The underlying network connection.
        protocol: State of the HTTP/1.1 protocol.
        owner: What identifies the exchange that uses the connection; None while it is idle.
        proxy_headers: Headers for the proxy that requests are sent to; None if they are sent to the server.
        idle_since: Time of its return to the pool, on the clock of `time.monotonic`.
    """

    __slots__ = ("_backend", "idle_since", "owner", "protocol", "proxy_headers", "route", "stream")

    def __init__(
        self,
        backend: Backend,
        route: Route,
        stream: NetworkStream,
        proxy_headers: list[tuple[str, str]] | None = None,
    ) -> None:
        self._backend = backend
        self.route = route
        self.proxy_headers = proxy_headers
        self.stream = stream
        self.protocol = Http11Protocol()
        self.owner: object = None
        self.idle_since = 0.0

    async def handle_request(self, request: Request) -> h11.Response:
        """Send a request and return the status and headers of its response.

        Raises:
            TransportError: If the connection breaks, a wait times out, or the request or response is not valid HTTP.
        """
        protocol, stream = self.protocol, self.stream
        try:
            protocol.start(request, self.proxy_headers)
            if request.body is not None:
                for segment in request.body.segments():
                    if segment.is_blocking:
                        await self._send_blocking(segment)
                    else:
                        for data in segment:
                            if due := protocol.send(data):
                                await stream.write(due)
            await stream.write(protocol.end())
        except WriteError:
            protocol.fail()  # the server may have responded all the same
        while (response := protocol.response()) is None:
            if not (data := await stream.read()):
                raise ReadError("the server closed the connection")
            protocol.receive(data)
        return response

    async def _send_blocking(self, segment: Iterable[bytes | memoryview]) -> None:
        chunks = ChunkReader(segment)
        try:
            while data := await chunks.read_in_thread(self._backend, self.stream.deadline):
                if due := self.protocol.send(data):
                    await self.stream.write(due)
        finally:
            chunks.close()

    async def read_body(self) -> bytes | None:
        """Return the next bytes of the body; None at its end.

        Raises:
            TransportError: If the connection breaks, a read times out, or the body is not valid HTTP.
        """
        while (data := self.protocol.body()) == b"":
            self.protocol.receive(await self.stream.read())
        return data
