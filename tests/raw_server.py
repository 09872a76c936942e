"""A server that does with sockets whatever a test wants, and the calls that are made to it by each driver."""

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

ANSWER = b'{"generated_text": "yes"}'
Act = Callable[[socket.socket, int, int], None]


def reply(body: bytes = ANSWER, *headers: bytes) -> bytes:
    lines = [b"HTTP/1.1 200 OK", b"content-type: application/json", b"content-length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


class Server:
    """Accepts connections, reads requests, and answers each as ``act`` does, given the connection's and its number."""

    def __init__(self, act: Act, tls: ssl.SSLContext | None = None) -> None:
        self.act = act
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
                        self.act(connection, number, count)
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
        """Give how many connections are open, once these are ``count`` or a while has passed."""
        deadline = time.monotonic() + 2
        while self.open != count and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.open

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(timeout=5)


def well(connection: socket.socket, number: int, count: int) -> None:
    connection.sendall(reply())


def ask_sync(url: str, times: int = 1, **options: Any) -> list[str]:
    with inferwire.InferenceClient(base_url=url, **options) as client:
        return [client.text_generation("a").generated_text for _ in range(times)]


async def asking(url: str, times: int = 1, **options: Any) -> list[str]:
    async with inferwire.AsyncInferenceClient(base_url=url, **options) as client:
        return [(await client.text_generation("a")).generated_text for _ in range(times)]


def ask_async(url: str, times: int = 1, **options: Any) -> list[str]:
    return anyio.run(lambda: asking(url, times, **options))


def ask_trio(url: str, times: int = 1, **options: Any) -> list[str]:
    return anyio.run(lambda: asking(url, times, **options), backend="trio")


all_drivers = pytest.mark.parametrize("ask", [ask_sync, ask_async, ask_trio])
