"""Small servers on this machine's sockets that record every byte they receive, and respond as a test defines.

They close the connection after a response without a length, and after one with ``connection: close``.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec

from inferwire_emulator import Emulator


class ReceivedRequest(msgspec.Struct, frozen=True):
    """A request as it arrived.

    Attributes:
        target: Path and query, as sent.
        headers: With lower-case names.
    """

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def host(self) -> str:
        """The host that a request to an emulator is meant for."""
        return self.target.split("/")[1]


def http_response(status: int = 200, body: Any = b"", headers: dict[str, str] | None = None) -> bytes:
    """Return the bytes of a response; a body that is not bytes becomes JSON."""
    is_text = isinstance(body, bytes)
    content = body if is_text else msgspec.json.encode(body)
    content_type = "text/plain" if is_text else "application/json"
    lines = {"content-type": content_type, "content-length": str(len(content)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Because\r\n{head}\r\n".encode() + content


Respond = Callable[[ReceivedRequest], bytes]


class LocalServer:
    """A server on its own port, and so its own origin.

    Attributes:
        url: Its URL.
        traffic: Every byte that it received, on all connections.
        received: The requests.
    """

    def __init__(self, respond: Respond, host: str = "127.0.0.1") -> None:
        self.respond = respond
        self.traffic = bytearray()
        self.received: list[ReceivedRequest] = []
        self._listener = socket.create_server((host, 0))
        self._connections: set[socket.socket] = set()
        self.url = f"http://{host}:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._connections.add(connection)
            self._threads.append(threading.Thread(target=self._serve, args=(connection,), daemon=True))
            self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            while (received := self._read(connection)) is not None:
                self.received.append(received)
                sent = self.respond(received)
                connection.sendall(sent)
                head = sent.partition(b"\r\n\r\n")[0].lower()
                if b"\r\ncontent-length:" not in head or b"\r\nconnection: close" in head:
                    return

    def _read(self, connection: socket.socket) -> ReceivedRequest | None:
        data = b""
        while b"\r\n\r\n" not in data:
            if not (more := self._take(connection)):
                return None
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", "0")):
            if not (more := self._take(connection)):
                return None
            body += more
        method, target, _ = first.split(" ")
        return ReceivedRequest(method, target, headers, body)

    def _take(self, connection: socket.socket) -> bytes:
        data = connection.recv(65536)
        self.traffic += data
        return data

    def close(self) -> None:
        """Close all connections, and wait until the threads end."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join(5)
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join(5)


@contextmanager
def local_server(respond: Respond, host: str = "127.0.0.1") -> Iterator[LocalServer]:
    """Run a server until the ``with`` ends."""
    server = LocalServer(respond, host)
    try:
        yield server
    finally:
        server.close()


class RecordingEmulator(Emulator):
    """An emulator that records everything it receives.

    Attributes:
        headers: Lines of headers, by the host that they were meant for.
        others: Paths, queries and bodies, by the host that they were meant for.
    """

    def __init__(self) -> None:
        super().__init__()
        self.headers: dict[str, list[bytes]] = {}
        self.others: dict[str, list[bytes]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path: bytes = scope["raw_path"]
        host = path.decode().split("/")[1]
        headers, others = self.headers.setdefault(host, []), self.others.setdefault(host, [])
        headers += [b"%s: %s" % header for header in scope["headers"]]
        others += [path, scope["query_string"]]

        async def listen() -> Any:
            message = await receive()
            others.append(message.get("body", b""))
            return message

        await super().__call__(scope, listen, send)

    def clear(self) -> None:
        """Drop what was recorded."""
        self.headers.clear()
        self.others.clear()
        self.reset()
