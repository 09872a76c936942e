"""Read requests from a server, and write responses to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import anyio

from inferwire_emulator.journal import RecordedRequest

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Send

    from inferwire_emulator.responses import Response


def parse_request(request: Request, body: bytes) -> RecordedRequest:
    """Parse a request, and split its path into the host and the path on this host."""
    raw_path: bytes = request.scope["raw_path"]
    host, slash, path = raw_path.decode("latin-1").removeprefix("/").partition("/")
    return RecordedRequest(
        method=request.method,
        host=unquote(host).lower(),
        path=unquote(slash + path),
        query=request.url.query,
        headers=dict(request.headers),
        body=body,
    )


async def send_response(response: Response, send: Send) -> None:
    """Send a response chunk by chunk."""
    headers = {"content-type": response.media_type, **response.headers} if response.media_type else response.headers
    size = sum(len(chunk) for chunk in response.chunks)
    if not response.is_stream:
        headers = {**headers, "content-length": str(size)}
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": encoded})
    await anyio.sleep(response.first_byte_delay)
    remaining = size // 2 if response.disconnects else size
    for index, chunk in enumerate(response.chunks):
        if index:
            await anyio.sleep(response.pause)
        if index == len(response.chunks) // 2:
            await anyio.sleep(response.stall)
        await send({"type": "http.response.body", "body": chunk[:remaining], "more_body": True})
        remaining -= len(chunk[:remaining])
    if not response.disconnects:  # without a last message, the server closes the connection
        await send({"type": "http.response.body", "body": b"", "more_body": False})
