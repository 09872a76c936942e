"""Small servers on this machine's sockets that keep every byte they are sent, and answer as a test says.

They hang up after an answer without a length, and after one that says ``connection: close``.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec

from inferwire_emulator import Emulator


class Received(msgspec.Struct, frozen=True):
    """A request as it came.

    Attributes:
        target: Path and query, as they were sent.
        headers: With lower-case names.
    """

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def host(self) -> str:
        """Whom a request to an emulator is meant for."""
        return self.target.split("/")[1]


def answer(status: int = 200, body: Any = b"", headers: dict[str, str] | None = None) -> bytes:
    """Give an answer as it leaves; what is not bytes becomes JSON."""
    content, kind = (body, "text/plain") if isinstance(body, bytes) else (msgspec.json.encode(body), "application/json")
    lines = {"content-type": kind, "content-length": str(len(content)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Because\r\n{head}\r\n".encode() + content


Answer = Callable[[Received], bytes]


class LocalServer:
    """A server on a port of its own, which is an origin of its own.

    Attributes:
        url: Where it is.
        said: Every byte that it was sent, by all its connections.
        received: The requests among them.
    """

    def __init__(self, respond: Answer, host: str = "127.0.0.1") -> None:
        self.respond = respond
        self.said = bytearray()
        self.received: list[Received] = []
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

    def _read(self, connection: socket.socket) -> Received | None:
        data = b""
        while b"\r\n\r\n" not in data:
            if not (more := self._take(connection)):
                return None
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", "0")):
            body += self._take(connection)
        method, target, _ = first.split(" ")
        return Received(method, target, headers, body)

    def _take(self, connection: socket.socket) -> bytes:
        data = connection.recv(65536)
        self.said += data
        return data

    def close(self) -> None:
        """Hang up, and wait until nothing is left."""
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
def local_server(respond: Answer, host: str = "127.0.0.1") -> Iterator[LocalServer]:
    """Run a server for as long as the ``with`` lasts."""
    server = LocalServer(respond, host)
    try:
        yield server
    finally:
        server.close()


class Wiretap(Emulator):
    """An emulator that keeps every word that it is sent.

    Attributes:
        said: By the host that it was meant for: paths, queries, headers and bodies.
    """

    def __init__(self) -> None:
        super().__init__()
        self.heads: dict[str, list[bytes]] = {}
        self.rests: dict[str, list[bytes]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path: bytes = scope["raw_path"]
        host = path.decode().split("/")[1]
        heads, rests = self.heads.setdefault(host, []), self.rests.setdefault(host, [])
        heads += [b"%s: %s" % header for header in scope["headers"]]
        rests += [path, scope["query_string"]]

        async def listen() -> Any:
            message = await receive()
            rests.append(message.get("body", b""))
            return message

        await super().__call__(scope, listen, send)

    def forget(self) -> None:
        """Begin anew."""
        self.heads.clear()
        self.rests.clear()
        self.reset()
