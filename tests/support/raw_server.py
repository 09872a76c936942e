"""A server that does with its sockets what a test needs, and the calls that tests send to it from each backend."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any

import anyio
import pytest

import inferwire

BODY = b'{"generated_text": "yes"}'
Handler = Callable[[socket.socket, int, int], None]


def raw_response(body: bytes = BODY, *headers: bytes) -> bytes:
    """Return the bytes of a response with a JSON body."""
    lines = [b"HTTP/1.1 200 OK", b"content-type: application/json", b"content-length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


class RawServer:
    """Accepts connections, reads requests, and calls ``handler`` for each.

    The handler gets the connection, its number, and the number of the request on it.
    """

    def __init__(self, handler: Handler, tls: ssl.SSLContext | None = None) -> None:
        self.handler = handler
        self._tls = tls
        self.accepted = 0
        self.open = 0
        self._lock = threading.Lock()
        self.requests: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        scheme = "http" if tls is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._socket.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.accepted += 1
            self._count(1)
            thread = threading.Thread(target=self._serve, args=(connection, self.accepted), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        buffer, count = b"", 0
        if self._tls is not None:
            try:
                connection = self._tls.wrap_socket(connection, server_side=True)
            except OSError:
                self._count(-1)
                return
        with connection:
            while data := self._receive(connection):
                buffer += data
                while (end := buffer.find(b"\r\n\r\n")) >= 0:
                    head = buffer[:end].lower()
                    size = int(head.split(b"content-length: ")[1].split(b"\r\n")[0]) if b"content-length" in head else 0
                    if len(buffer) < end + 4 + size:
                        break
                    self.requests.append(buffer[: end + 4 + size])
                    buffer = buffer[end + 4 + size :]
                    count += 1
                    try:
                        self.handler(connection, number, count)
                    except OSError:
                        break
        self._count(-1)

    def _count(self, change: int) -> None:
        with self._lock:
            self.open += change

    @staticmethod
    def _receive(connection: socket.socket) -> bytes:
        try:
            return connection.recv(65536)
        except OSError:
            return b""

    def wait_for_open(self, count: int) -> int:
        """Wait until ``count`` connections are open, for a while at most; return how many are."""
        deadline = time.monotonic() + 2
        while self.open != count and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.open

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(timeout=5)


def respond_well(connection: socket.socket, number: int, count: int) -> None:
    connection.sendall(raw_response())


def call_blocking(url: str, times: int = 1, **options: Any) -> list[str]:
    with inferwire.InferenceClient(base_url=url, **options) as client:
        return [client.text_generation("a").generated_text for _ in range(times)]


async def call_async(url: str, times: int = 1, **options: Any) -> list[str]:
    async with inferwire.AsyncInferenceClient(base_url=url, **options) as client:
        return [(await client.text_generation("a")).generated_text for _ in range(times)]


def call_asyncio(url: str, times: int = 1, **options: Any) -> list[str]:
    return anyio.run(lambda: call_async(url, times, **options))


def call_trio(url: str, times: int = 1, **options: Any) -> list[str]:
    return anyio.run(lambda: call_async(url, times, **options), backend="trio")


on_every_backend = pytest.mark.parametrize("call", [call_blocking, call_asyncio, call_trio])
