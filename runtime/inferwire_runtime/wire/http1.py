"""HTTP/1.1 over a line. What the protocol asks for is h11's, which lies below httpx as well.

What came in one read is handed on as one piece, however many chunks it was sent in: for each of these, all that stands
above would have to be gone through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

import h11

from inferwire_runtime.wire.encoding import ASKED_FOR
from inferwire_runtime.wire.errors import ReadError, WriteError

if TYPE_CHECKING:
    from inferwire_runtime.wire.exchange import Outgoing

Origin: TypeAlias = "tuple[str, str, int]"

WRITE_SIZE = 64 * 1024  # bytes that leave together, where they come in smaller pieces
HEAD_LIMIT = 100 * 1024  # bytes; a longer head is no answer
CLOSED_EARLY = "it closed the connection"


class Http1:
    """The protocol on one connection, without input or output."""

    __slots__ = ("_failure", "_state", "_waiting")

    def __init__(self) -> None:
        self._waiting: bytes | memoryview = b""  # to be sent, together with what comes next
        self._state = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD_LIMIT)
        self._failure: h11.RemoteProtocolError | None = None  # found after bytes that are still good

    def begin(self, request: Outgoing) -> None:
        """Begin a request: its head.

        Raises:
            h11.LocalProtocolError: It cannot be sent.
        """
        if self._state.our_state is h11.DONE:
            self._state.start_next_cycle()
        headers = [("host", request.authority), ("accept-encoding", ASKED_FOR), *request.headers]
        if request.body is not None:
            headers.append(("content-length", str(request.body.size)))
        # A header may hold what is not ASCII, which h11 takes as bytes only.
        pairs = [(name.encode(), value.encode()) for name, value in headers]
        event = h11.Request(method=request.method, target=request.target, headers=pairs)
        self._waiting = self._state.send(event) or b""

    def data(self, piece: bytes | memoryview) -> bytes | memoryview:
        """Take a piece of the body, and give what is to be sent now; nothing where more may leave with it.

        It goes out as it is: all bodies have a length, and so no other frame.

        Raises:
            h11.LocalProtocolError: The body has become longer than it was.
        """
        # Its other way makes a copy. Any buffer will do, whatever its annotation says.
        self._state.send_with_data_passthrough(h11.Data(data=cast("bytes", piece)))
        if len(self._waiting) + len(piece) > WRITE_SIZE:
            due, self._waiting = self._waiting, piece
            return due
        self._waiting = b"".join((self._waiting, piece))
        return b""

    def end(self) -> bytes | memoryview:
        """End the request, and give what is still to be sent.

        Raises:
            h11.LocalProtocolError: Its body has become shorter than it was.
        """
        self._state.send(h11.EndOfMessage())
        due, self._waiting = self._waiting, b""
        return due

    def break_off(self) -> None:
        """Note that the request did not get out as a whole: no other one can follow it."""
        self._state.send_failed()
        self._waiting = b""

    def feed(self, data: bytes) -> None:
        """Take what came from the server; nothing where it has closed."""
        self._state.receive_data(data)

    def head(self) -> h11.Response | None:
        """Give the head of the answer; None as long as it is not all here.

        Raises:
            h11.RemoteProtocolError: It is none.
        """
        while (event := self._state.next_event()) is not h11.NEED_DATA:
            if isinstance(event, h11.Response):
                return event
            if getattr(event, "status_code", 0) == 101:
                raise h11.RemoteProtocolError("it changed to another protocol")
        return None

    def body(self) -> bytes | None:
        """Give what is here of the body; None at its end.

        Raises:
            h11.RemoteProtocolError: It is broken, or was cut.
        """
        if self._failure is not None:
            raise self._failure
        parts: list[bytes] = []
        try:
            while self._state.their_state is h11.SEND_BODY and (event := self._state.next_event()) is not h11.NEED_DATA:
                if isinstance(event, h11.Data):
                    parts.append(event.data)
        except h11.RemoteProtocolError as exc:
            if not parts:
                raise
            self._failure = exc
        return b"".join(parts) if parts or self._state.their_state is h11.SEND_BODY else None

    @property
    def is_reusable(self) -> bool:
        """Whether another request can follow: both sides have ended this one, and not a byte came after it."""
        is_done = self._state.our_state is h11.DONE and self._state.their_state is h11.DONE
        return is_done and self._state.trailing_data == (b"", False)


class Kept:
    """A connection that can be kept.

    Attributes:
        origin: Where it leads.
        line: What it reads from and writes to.
        http: The protocol on it.
        idle_since: When it was put back, by the clock of `time.monotonic`.
    """

    __slots__ = ("http", "idle_since", "line", "origin")

    def __init__(self, origin: Origin, line: Any) -> None:
        self.origin = origin
        self.line = line
        self.http = Http1()
        self.idle_since = 0.0


class Connection(Kept):
    """A blocking connection."""

    __slots__ = ()

    def ask(self, request: Outgoing) -> h11.Response:
        """Send a request, and give the head of its answer.

        Raises:
            TransportError: The connection broke or was closed, or a wait took too long.
            h11.ProtocolError: What was to be sent, or came, is not HTTP.
        """
        http, line = self.http, self.line
        try:
            http.begin(request)
            for piece in request.body or ():
                if due := http.data(piece):
                    line.write(due)
            line.write(http.end())
        except WriteError:
            http.break_off()  # the server may have answered all the same
        while (answer := http.head()) is None:
            if not (data := line.read()):
                raise ReadError(CLOSED_EARLY)
            http.feed(data)
        return answer

    def body(self) -> bytes | None:
        """Give the next bytes of the body; None at its end.

        Raises:
            TransportError: The connection broke, or was silent for too long.
            h11.RemoteProtocolError: What came is not HTTP, or was cut.
        """
        while (data := self.http.body()) == b"":
            self.http.feed(self.line.read())
        return data


class AsyncConnection(Kept):
    """`Connection` for asynchronous code."""

    __slots__ = ()

    async def ask(self, request: Outgoing) -> h11.Response:
        """Send a request, and give the head of its answer.

        Raises:
            TransportError: The connection broke or was closed, or a wait took too long.
            h11.ProtocolError: What was to be sent, or came, is not HTTP.
        """
        http, line = self.http, self.line
        try:
            http.begin(request)
            if request.body is not None:
                async for piece in request.body:
                    if due := http.data(piece):
                        await line.write(due)
            await line.write(http.end())
        except WriteError:
            http.break_off()  # as above
        while (answer := http.head()) is None:
            if not (data := await line.read()):
                raise ReadError(CLOSED_EARLY)
            http.feed(data)
        return answer

    async def body(self) -> bytes | None:
        """Give the next bytes of the body; None at its end.

        Raises:
            TransportError: The connection broke, or was silent for too long.
            h11.RemoteProtocolError: What came is not HTTP, or was cut.
        """
        while (data := self.http.body()) == b"":
            self.http.feed(await self.line.read())
        return data
