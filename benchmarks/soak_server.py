"""The server of the soak: small chat answers, streams of 30 pieces, and streams that are cut after three."""

from __future__ import annotations

import asyncio

PIECE = b'data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}\n\n'
LAST = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
ANSWER = b'{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}'


def _whole(body: bytes, kind: bytes = b"application/json") -> bytes:
    return b"HTTP/1.1 200 OK\r\ncontent-type: %b\r\ncontent-length: %d\r\n\r\n%b" % (kind, len(body), body)


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
STREAM = HEAD + _chunk(PIECE) * 30 + _chunk(LAST) + _chunk(b"data: [DONE]\n\n") + b"0\r\n\r\n"
CUT = HEAD + _chunk(PIECE) * 3


class Connection(asyncio.Protocol):
    """One connection."""

    open = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._buffer = b""
        Connection.open += 1

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        Connection.open -= 1

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete."""
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, rest = self._buffer.partition(b"\r\n\r\n")
            size = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line[:15] == b"content-length:"), 0)
            if len(rest) < size:
                return
            self._buffer = rest[size:]
            self._answer(head, rest[:size])

    def _answer(self, head: bytes, body: bytes) -> None:
        if head.startswith(b"GET /open "):
            self._transport.write(_whole(b"%d" % Connection.open, b"text/plain"))
        elif b'"stream":true' not in body:
            self._transport.write(_whole(ANSWER))
        elif b'"cut":true' in body:
            self._transport.write(CUT)
            self._transport.close()
        else:
            self._transport.write(STREAM)


async def main() -> None:
    """Serve until killed."""
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
