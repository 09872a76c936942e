"""A proxy on this machine's sockets: HTTP with and without tunnels, with TLS or without, and SOCKS 5.

It connects every host to 127.0.0.1, and passes every byte, every end and every reset on.
"""

from __future__ import annotations

import base64
import socket
import ssl
import struct
import threading
from contextlib import suppress
from typing import Any, Literal, Self
from urllib.parse import urlsplit

RESET = struct.pack("ii", 1, 0)


class ProxyServer:
    """A proxy.

    Attributes:
        url: Its URL, without credentials.
        heads: The heads of the requests to the proxy itself; host and port of each SOCKS request.
        accepted: Number of connections that it accepted.
        early: What it sends, of its own, with the response that accepts a tunnel.
        refusal: What it sends instead of that response.
    """

    def __init__(
        self,
        kind: Literal["http", "https", "socks5"] = "http",
        *,
        credentials: tuple[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        early: bytes = b"",
        refusal: bytes = b"",
    ) -> None:
        self.credentials = credentials
        self.early = early
        self.refusal = refusal
        self.heads: list[bytes] = []
        self.accepted = 0
        self._kind = kind
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._listener.getsockname()[1]
        self.url = f"{kind}://127.0.0.1:{self.port}"
        self._sockets: set[Any] = set()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join(5)
        for each in list(self._sockets):
            with suppress(OSError):
                socket.socket.shutdown(each, socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            self._start(self._serve, client)

    def _start(self, function: Any, *args: Any) -> None:
        thread = threading.Thread(target=function, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, client: Any) -> None:
        self._sockets.add(client)
        try:
            if self._tls is not None:
                client = self._tls.wrap_socket(client, server_side=True, suppress_ragged_eofs=False)
                self._sockets.add(client)
            if self._kind == "socks5":
                self._serve_socks(client)
            else:
                self._serve_http(client)
        except (OSError, EOFError):
            pass
        finally:
            client.close()

    def _serve_http(self, client: Any) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            if not (more := client.recv(65536)):
                return
            data += more
        end = data.index(b"\r\n\r\n") + 4
        head, rest = data[:end], data[end:]
        self.heads.append(head)
        method, target, _ = head.split(b"\r\n")[0].split(b" ")
        if self.credentials is not None:
            text = base64.b64encode(":".join(self.credentials).encode())
            if b"proxy-authorization: basic %b\r\n" % text.lower() not in head.lower():
                client.sendall(b"HTTP/1.1 407 Who are you\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                return
        if self.refusal:
            client.sendall(self.refusal)
            return
        if method == b"CONNECT":
            port = int(target.rpartition(b":")[2])
            client.sendall(b"HTTP/1.1 200 Tunnel\r\nvia: a proxy\r\n\r\n" + self.early)
            with socket.create_connection(("127.0.0.1", port)) as server:
                self._relay(client, server, rest)
            return
        # Only the first request is rewritten: all others go to the same server, which accepts both forms.
        port = urlsplit(target.decode()).port or 80
        with socket.create_connection(("127.0.0.1", port)) as server:
            self._relay(client, server, head + rest)

    def _serve_socks(self, client: Any) -> None:
        file = client.makefile("rb")
        _, count = self._exactly(file, 2)
        methods = self._exactly(file, count)
        wanted = 0 if self.credentials is None else 2
        if wanted not in methods:
            client.sendall(b"\5\xff")
            return
        client.sendall(bytes([5, wanted]))
        if self.credentials is not None:
            self._exactly(file, 1)
            passed = tuple(self._exactly(file, self._exactly(file, 1)[0]).decode() for _ in range(2))
            client.sendall(b"\1\0" if passed == self.credentials else b"\1\1")
            if passed != self.credentials:
                return
        *_, kind = self._exactly(file, 4)
        size = {1: 4, 4: 16}.get(kind) or self._exactly(file, 1)[0]
        host = self._exactly(file, size)
        port = int.from_bytes(self._exactly(file, 2), "big")
        self.heads.append(b"%b:%d" % (host if kind == 3 else socket.inet_ntoa(host).encode(), port))
        if self.refusal:
            client.sendall(self.refusal)
            return
        client.sendall(b"\5\0\0\3\4name\1\2" + self.early)
        with socket.create_connection(("127.0.0.1", port)) as server:
            self._relay(client, server, b"")

    @staticmethod
    def _exactly(file: Any, size: int) -> bytes:
        data: bytes = file.read(size)
        if len(data) < size:
            raise EOFError
        return data

    def _relay(self, client: Any, server: Any, first: bytes) -> None:
        self._sockets.add(server)
        server.sendall(first)
        upstream = threading.Thread(target=self._pump, args=(client, server), daemon=True)
        upstream.start()
        self._pump(server, client)
        upstream.join(10)

    @staticmethod
    def _pump(source: Any, target: Any) -> None:
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            with suppress(OSError):
                target.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        with suppress(OSError):
            socket.socket.shutdown(target, socket.SHUT_RDWR)
