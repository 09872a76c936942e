"""A server that sends exactly the bytes that a script sends: raw sockets, a thread and a script for each connection.

    Server(script) ── accepts ──► Connection ── script(connection) ──► drained until the client closes it

A `Connection` keeps every byte that it received. After its script it reads on until the client closes the connection,
so that `Server.open` counts the connections that the client has open, also those that the server has already ended.
"""

from __future__ import annotations

import contextlib
import re
import select
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Self

RECEIVE_BUFFER = 64 * 1024  # bytes that the system accepts while the script does not read
READ_SIZE = 64 * 1024
HEAD_END = b"\r\n\r\n"
HOLD_BACK = getattr(socket, "MSG_MORE", 0)  # so that the end of the connection arrives with these bytes
CLOSED_EVENTS = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR
LINGER_ZERO = struct.pack("ii", 1, 0)  # close() drops unsent bytes and resets the connection

Script = Callable[["Connection"], None]


class ConnectionGoneError(Exception):
    """The client closed the connection, or the test is over: the script has nothing left to do."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """The request line and the headers of a request.

    Attributes:
        headers: With lower-case names; values of repeated names are joined by commas.
    """

    method: str
    target: str
    headers: dict[str, str]
    raw: bytes = field(repr=False)


class Connection:
    """One accepted connection, from the server's side.

    Attributes:
        server: What accepted it.
        received: Every byte that the server read.
        is_open: Whether the client has it open, as far as the server can see.
    """

    def __init__(self, server: Server, connection: socket.socket, number: int) -> None:
        self.received = bytearray()
        self.number = number
        self.is_open = True
        self.thread = threading.Thread(target=self._run, name=f"fault-connection-{number}", daemon=True)
        self.server = server
        self._socket = connection
        self._buffer = bytearray()

    def _run(self) -> None:
        try:
            with contextlib.suppress(ConnectionGoneError, OSError):
                if self.server.tls is not None:
                    self._socket = self.server.tls.wrap_socket(self._socket, server_side=True)
                self.server.script(self)
            with contextlib.suppress(ConnectionGoneError, OSError):
                self._drain()
        finally:
            self._socket.close()
            self.server.on_closed(self)

    # For scripts

    def read_head(self) -> Head | None:
        """Read the head of the next request; None if the client closed the connection."""
        searched = 0  # a large body that the script did not read may precede it
        while (end := self._buffer.find(HEAD_END, searched)) < 0:
            searched = max(0, len(self._buffer) - len(HEAD_END) + 1)
            if not self._receive():
                return None
        end += len(HEAD_END)
        raw = bytes(self._buffer[:end])
        del self._buffer[:end]
        first, *lines = raw.decode("latin-1").strip().split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers: dict[str, str] = {}
        for name, _, text in (line.partition(":") for line in lines):
            earlier = headers.get(name.lower())
            headers[name.lower()] = text.strip() if earlier is None else f"{earlier}, {text.strip()}"
        return Head(method=method, target=target, headers=headers, raw=raw)

    def read_body(self, head: Head) -> bytes:
        """Read the body that follows ``head``."""
        if head.headers.get("transfer-encoding", "").lower() == "chunked":
            return self._read_chunked()
        return self._take(int(head.headers.get("content-length", "0")))

    def send(self, data: bytes, *, hold_back: bool = False) -> None:
        """Send; with ``hold_back`` the system sends the last bytes together with what follows."""
        try:
            self._socket.sendall(data, HOLD_BACK if hold_back and not isinstance(self._socket, ssl.SSLSocket) else 0)
        except OSError as exc:
            raise ConnectionGoneError from exc

    def drip(self, chunks: Iterable[bytes], pause: float) -> None:
        """Send chunks one by one, with a pause after each."""
        for each in chunks:
            self.send(each)
            self.pause(pause)

    def pause(self, seconds: float) -> None:
        """Wait, until the test is over at most.

        Raises:
            ConnectionGoneError: If the test is over.
        """
        if self.server.is_over.wait(seconds):
            raise ConnectionGoneError

    def stall(self) -> None:
        """Neither send nor read until the client closes the connection or the test is over."""
        poll = select.poll()
        poll.register(self._socket, CLOSED_EVENTS)
        while not self.server.is_over.is_set():
            if poll.poll(20):
                return

    def stay_silent(self) -> None:
        """Send nothing more, but read on, until the client closes the connection."""
        self._drain()

    def finish(self) -> None:
        """End the server's half of the connection in good order, as after a whole response."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Reset the connection."""
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
        self._socket.close()

    def close(self) -> None:
        """Close both halves of the connection; the system resets it if bytes are unread."""
        self._socket.close()

    # For the server

    def abort(self) -> None:
        """Wake whatever waits on this connection, from another thread."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def _receive(self) -> bool:
        data = self._socket.recv(READ_SIZE)
        self.received += data
        self._buffer += data
        return bool(data)

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            if not self._receive():
                raise ConnectionGoneError
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def _read_chunked(self) -> bytes:
        chunks: list[bytes] = []
        while True:
            while b"\r\n" not in self._buffer:
                if not self._receive():
                    raise ConnectionGoneError
            line, _, _ = bytes(self._buffer).partition(b"\r\n")
            del self._buffer[: len(line) + 2]
            size = int(line, 16)
            chunks.append(self._take(size))
            self._take(2)
            if size == 0:
                return b"".join(chunks)

    def _drain(self) -> None:
        while self._socket.fileno() >= 0 and self._receive():
            self._buffer.clear()


class Server:
    """Listens on a free port of this machine.

    Attributes:
        script: Called with each accepted connection, in a thread of its own.
        connections: All accepted connections.
        is_over: Set when the client has finished: pauses and stalls end, and the rest of every connection is read.
    """

    def __init__(self, script: Script, *, tls: ssl.SSLContext | None = None) -> None:
        self.script = script
        self.tls = tls
        self.connections: list[Connection] = []
        self.is_over = threading.Event()
        self._changed = threading.Condition()
        self._fillers: list[socket.socket] = []
        self._reservation = _bind(0)  # reserves the port after the listener is closed
        self.port: int = self._reservation.getsockname()[1]
        self._listener = _bind(self.port)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        self._listener.listen(64)
        self._waker, self._wake = socket.socketpair()
        self._acceptor = threading.Thread(target=self._accept, name=f"fault-server-{self.port}", daemon=True)
        self._acceptor.start()

    @property
    def url(self) -> str:
        """Its URL."""
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}"

    @property
    def accepted(self) -> int:
        """How many connections were accepted."""
        return len(self.connections)

    @property
    def open(self) -> int:
        """How many connections the client has open."""
        return sum(connection.is_open for connection in self.connections)

    @property
    def received(self) -> bytes:
        """Every received byte, connection by connection."""
        return b"".join(bytes(connection.received) for connection in self.connections)

    def _accept(self) -> None:
        poll = select.poll()
        poll.register(self._listener, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        while self._wake.fileno() not in [number for number, _ in poll.poll()]:
            accepted, _ = self._listener.accept()
            with self._changed:
                connection = Connection(self, accepted, len(self.connections))
                self.connections.append(connection)
            connection.thread.start()

    def on_closed(self, connection: Connection) -> None:
        """Record that a connection has ended."""
        with self._changed:
            connection.is_open = False
            self._changed.notify_all()

    def stop_listening(self) -> None:
        """Refuse new connections."""
        self._stop_accepting()
        self._listener.close()

    def stop_accepting(self) -> None:
        """Let new connections hang: the backlog is full, and nothing is accepted from it."""
        self._stop_accepting()
        self._listener.listen(0)
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", self.port))
            self._fillers.append(filler)
        time.sleep(0.01)  # until the system has added them to the backlog

    def _stop_accepting(self) -> None:
        self._waker.close()
        self._acceptor.join()

    def settle(self, seconds: float = 1.0) -> int:
        """End the test for this server; return how many connections the client has open after a while."""
        self.is_over.set()
        with self._changed:
            self._changed.wait_for(lambda: not self.open, seconds)
        return self.open

    def reset(self, seconds: float = 1.0) -> int:
        """Prepare for another client; return what `settle` does."""
        open_count = self.settle(seconds)
        self._end_connections()
        self.connections.clear()
        self.is_over.clear()
        return open_count

    def close(self) -> None:
        """Close everything.

        Raises:
            RuntimeError: If a script does not end.
        """
        self.is_over.set()
        self._stop_accepting()
        for end in (self._listener, self._reservation, self._wake, *self._fillers):
            end.close()
        self._end_connections()

    def _end_connections(self) -> None:
        for connection in self.connections:
            connection.abort()
        for connection in self.connections:
            connection.thread.join(2.0)
            if connection.thread.is_alive():
                raise RuntimeError(f"the script of connection {connection.number} does not end")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _bind(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound


def http_response(
    body: bytes = b"",
    content_type: str | None = "application/json",
    *,
    status: str = "200 OK",
    headers: Iterable[str] = (),
    framing: str | None = "length",
    version: str = "1.1",
) -> bytes:
    """Return the bytes of a response.

    Args:
        body: Its body.
        content_type: Its media type; None for no such header.
        status: Status and reason.
        headers: More lines of its head.
        framing: ``length``, ``chunked``, or None if the end of the connection ends the body.
        version: Of HTTP.
    """
    lines = [f"HTTP/{version} {status}", *([f"content-type: {content_type}"] if content_type else []), *headers]
    if framing == "length":
        lines.append(f"content-length: {len(body)}")
    elif framing == "chunked":
        lines.append("transfer-encoding: chunked")
        body = chunk(body) + LAST_CHUNK
    return "\r\n".join(lines).encode("latin-1") + HEAD_END + body


LAST_CHUNK = b"0\r\n\r\n"


def chunk(data: bytes) -> bytes:
    """Return one chunk of a chunked body."""
    return b"%x\r\n%s\r\n" % (len(data), data)


def split(data: bytes, count: int) -> list[bytes]:
    """Split ``data`` into about ``count`` parts."""
    size = max(1, -(-len(data) // count))
    return [data[start : start + size] for start in range(0, len(data), size)]


def has_key(raw: bytes) -> bool:
    """Return whether the head of a request carries a key."""
    return re.search(rb"(?im)^(authorization|x-key|cookie):", raw) is not None
