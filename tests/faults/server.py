"""A server that says exactly the bytes it is told to say: raw sockets, a script for each connection, a thread for each.

    Server(script) ── accepts ──► Wire ── script(wire) ──► drained until the client hangs up

A `Wire` keeps every byte that it received. When its script is over, it goes on reading until the client hangs up, so
that `Server.open` counts the connections which the client still holds, also those that the server has ended itself.
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

RECEIVE_BUFFER = 64 * 1024  # bytes that the system takes while nobody reads
CHUNK = 64 * 1024
HEAD_END = b"\r\n\r\n"
PUSH_LATER = getattr(socket, "MSG_MORE", 0)  # holds bytes back, so that the end travels with them
HANG_UP = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR
ON_RESET = struct.pack("ii", 1, 0)  # close() throws away what is on its way and resets the connection

Script = Callable[["Wire"], None]


class GoneError(Exception):
    """The client has hung up, or the test is over: the script has nothing left to do."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """The first part of a request.

    Attributes:
        headers: With lower-case names; of those that come several times, joined by commas.
    """

    method: str
    target: str
    headers: dict[str, str]
    raw: bytes = field(repr=False)


class Wire:
    """One accepted connection, from the server's side.

    Attributes:
        server: What accepted it.
        received: Every byte that the client sent and the server read.
        is_open: Whether the client holds the connection, as far as the server can see.
    """

    def __init__(self, server: Server, connection: socket.socket, number: int) -> None:
        self.received = bytearray()
        self.number = number
        self.is_open = True
        self.thread = threading.Thread(target=self._run, name=f"fault-wire-{number}", daemon=True)
        self.server = server
        self._socket = connection
        self._buffer = bytearray()

    def _run(self) -> None:
        try:
            with contextlib.suppress(GoneError, OSError):
                if self.server.tls is not None:
                    self._socket = self.server.tls.wrap_socket(self._socket, server_side=True)
                self.server.script(self)
            with contextlib.suppress(GoneError, OSError):
                self._drain()
        finally:
            self._socket.close()
            self.server.note_end(self)

    # What a script does

    def read_head(self) -> Head | None:
        """Read the head of the next request; None where the client has hung up instead."""
        searched = 0  # a body that a script left unread may come first, and is large
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
        """Read the body that belongs to ``head``."""
        if head.headers.get("transfer-encoding", "").lower() == "chunked":
            return self._read_chunked()
        return self._take(int(head.headers.get("content-length", "0")))

    def send(self, data: bytes, *, push: bool = True) -> None:
        """Send; without ``push`` the system holds the last bytes back for what follows."""
        try:
            self._socket.sendall(data, 0 if push or isinstance(self._socket, ssl.SSLSocket) else PUSH_LATER)
        except OSError as exc:
            raise GoneError from exc

    def drip(self, pieces: Iterable[bytes], pause: float) -> None:
        """Send pieces one by one."""
        for piece in pieces:
            self.send(piece)
            self.pause(pause)

    def pause(self, seconds: float) -> None:
        """Wait; not longer than the client cares.

        Raises:
            GoneError: The client is done.
        """
        if self.server.is_over.wait(seconds):
            raise GoneError

    def be_silent(self) -> None:
        """Say nothing more, and read nothing, until the client hangs up or is done."""
        poll = select.poll()
        poll.register(self._socket, HANG_UP)
        while not self.server.is_over.is_set():
            if poll.poll(20):
                return

    def listen_silently(self) -> None:
        """Say nothing more, but read on, until the client hangs up or is done."""
        self._drain()

    def cut(self) -> None:
        """End the server's half in good order, as if all were said."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Reset the connection."""
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ON_RESET)
        self._socket.close()

    def hang_up(self) -> None:
        """Close the connection in both directions; what was not read makes the system reset it."""
        self._socket.close()

    # Below the scripts

    def abort(self) -> None:
        """Wake whatever waits on this connection, from another thread."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def _receive(self) -> bool:
        data = self._socket.recv(CHUNK)
        self.received += data
        self._buffer += data
        return bool(data)

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            if not self._receive():
                raise GoneError
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def _read_chunked(self) -> bytes:
        parts: list[bytes] = []
        while True:
            while b"\r\n" not in self._buffer:
                if not self._receive():
                    raise GoneError
            line, _, _ = bytes(self._buffer).partition(b"\r\n")
            del self._buffer[: len(line) + 2]
            size = int(line, 16)
            parts.append(self._take(size))
            self._take(2)
            if size == 0:
                return b"".join(parts)

    def _drain(self) -> None:
        while self._socket.fileno() >= 0 and self._receive():
            self._buffer.clear()


class Server:
    """Listens on a free port of this machine.

    Attributes:
        script: Called with each accepted connection, in a thread of its own.
        wires: All connections that were accepted.
        is_over: Set when the client is done: pauses and silences end, and the rest of every connection is read.
    """

    def __init__(self, script: Script, *, tls: ssl.SSLContext | None = None) -> None:
        self.script = script
        self.tls = tls
        self.wires: list[Wire] = []
        self.is_over = threading.Event()
        self._changed = threading.Condition()
        self._fillers: list[socket.socket] = []
        self._place = _bound(0)  # keeps the port from others when nobody listens on it any more
        self.port: int = self._place.getsockname()[1]
        self._listener = _bound(self.port)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        self._listener.listen(64)
        self._waker, self._wake = socket.socketpair()
        self._acceptor = threading.Thread(target=self._accept, name=f"fault-server-{self.port}", daemon=True)
        self._acceptor.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}"

    @property
    def accepted(self) -> int:
        """How many connections were accepted."""
        return len(self.wires)

    @property
    def open(self) -> int:
        """How many connections the client still holds."""
        return sum(wire.is_open for wire in self.wires)

    @property
    def received(self) -> bytes:
        """Every byte that came, connection by connection."""
        return b"".join(bytes(wire.received) for wire in self.wires)

    def _accept(self) -> None:
        poll = select.poll()
        poll.register(self._listener, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        while self._wake.fileno() not in [number for number, _ in poll.poll()]:
            connection, _ = self._listener.accept()
            with self._changed:
                wire = Wire(self, connection, len(self.wires))
                self.wires.append(wire)
            wire.thread.start()

    def note_end(self, wire: Wire) -> None:
        """Take note that a connection is over."""
        with self._changed:
            wire.is_open = False
            self._changed.notify_all()

    def stop_listening(self) -> None:
        """Refuse connections from now on."""
        self._stop_accepting()
        self._listener.close()

    def black_hole(self) -> None:
        """Let connections hang from now on: the queue of those not yet accepted is full, and nobody empties it."""
        self._stop_accepting()
        self._listener.listen(0)
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", self.port))
            self._fillers.append(filler)
        time.sleep(0.01)  # until the system has put them into the queue

    def _stop_accepting(self) -> None:
        self._waker.close()
        self._acceptor.join()

    def settle(self, seconds: float = 1.0) -> int:
        """Say that the client is done, and give how many connections it still holds after a while."""
        self.is_over.set()
        with self._changed:
            self._changed.wait_for(lambda: not self.open, seconds)
        return self.open

    def forget(self, seconds: float = 1.0) -> int:
        """Say that this client is done, and begin anew for another; give what `settle` gives."""
        left_open = self.settle(seconds)
        self._end_wires()
        self.wires.clear()
        self.is_over.clear()
        return left_open

    def close(self) -> None:
        """Close everything.

        Raises:
            RuntimeError: A script does not end.
        """
        self.is_over.set()
        self._stop_accepting()
        for end in (self._listener, self._place, self._wake, *self._fillers):
            end.close()
        self._end_wires()

    def _end_wires(self) -> None:
        for wire in self.wires:
            wire.abort()
        for wire in self.wires:
            wire.thread.join(2.0)
            if wire.thread.is_alive():
                raise RuntimeError(f"the script of connection {wire.number} does not end")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound


def answer(
    body: bytes = b"",
    content_type: str | None = "application/json",
    *,
    status: str = "200 OK",
    headers: Iterable[str] = (),
    framing: str | None = "length",
    version: str = "1.1",
) -> bytes:
    """Write an answer. Its ``framing`` is ``length``, ``chunked``, or None where the end of the connection ends it."""
    lines = [f"HTTP/{version} {status}", *([f"content-type: {content_type}"] if content_type else []), *headers]
    if framing == "length":
        lines.append(f"content-length: {len(body)}")
    elif framing == "chunked":
        lines.append("transfer-encoding: chunked")
        body = chunk(body) + LAST_CHUNK
    return "\r\n".join(lines).encode("latin-1") + HEAD_END + body


LAST_CHUNK = b"0\r\n\r\n"


def chunk(data: bytes) -> bytes:
    """Write one chunk of a chunked body."""
    return b"%x\r\n%s\r\n" % (len(data), data)


def pieces(data: bytes, count: int) -> list[bytes]:
    """Divide ``data`` into about ``count`` pieces."""
    size = max(1, -(-len(data) // count))
    return [data[start : start + size] for start in range(0, len(data), size)]


def has_key(raw: bytes) -> bool:
    """Whether the head of a request carries a key."""
    return re.search(rb"(?im)^(authorization|x-key|cookie):", raw) is not None
