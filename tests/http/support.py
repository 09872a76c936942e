"""Run a coroutine on each backend, and send requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any, TypeVar

import anyio
import pytest

from inferwire_http.backends import Backend, run_sync
from inferwire_http.backends.anyio_ import AnyioBackend
from inferwire_http.backends.asyncio_ import AsyncioBackend
from inferwire_http.backends.blocking import BlockingBackend
from inferwire_http.deadline import Deadline
from inferwire_http.models import Request, Response, Transport
from inferwire_http.pool import ConnectionPool
from inferwire_http.tls import TrustStore
from inferwire_http.transports import make_transport

T = TypeVar("T")


on_each_backend = pytest.mark.parametrize("kind", ["blocking", "asyncio", "trio"])
on_each_loop = pytest.mark.parametrize("kind", ["asyncio", "trio"])
on_each_transport = pytest.mark.parametrize("kind", ["blocking", "asyncio", "trio", "aiohttp"])


def run(kind: str, main: Callable[[Backend], Coroutine[Any, Any, T]]) -> T:
    """Run ``main`` on a backend; that of aiohttp is asyncio."""
    if kind == "blocking":
        return run_sync(main(BlockingBackend()))

    async def start() -> T:
        return await main(AnyioBackend() if kind == "trio" else AsyncioBackend(asyncio.get_running_loop()))

    return anyio.run(start, backend="trio") if kind == "trio" else asyncio.run(start())


def transport_of(kind: str, backend: Backend) -> Transport:
    return make_transport("aiohttp" if kind == "aiohttp" else "default", backend)


def make_pool(backend: Backend, max_connections: int = 1000) -> ConnectionPool:
    return ConnectionPool(backend, TrustStore(), max_connections)


class Segment:
    """A segment that is produced chunk by chunk, by blocking reads or not."""

    def __init__(self, *chunks: bytes | memoryview, is_blocking: bool = False) -> None:
        self.chunks = chunks
        self.is_blocking = is_blocking

    def __iter__(self) -> Iterator[bytes | memoryview]:
        return iter(self.chunks)


class Body:
    """A request body of segments."""

    def __init__(self, *segments: bytes | Segment) -> None:
        self._segments = [Segment(segment) if isinstance(segment, bytes) else segment for segment in segments]

    @property
    def size(self) -> int:
        return sum(len(chunk) for segment in self._segments for chunk in segment.chunks)

    def segments(self) -> Sequence[Segment]:
        return self._segments

    def __iter__(self) -> Iterator[bytes | memoryview]:
        for segment in self._segments:
            yield from segment


def make_request(
    url: str,
    *,
    method: str = "POST",
    headers: Sequence[tuple[str, str]] = (),
    body: Any = None,
    connect: float = 5,
    read: float = 5,
    total: float = 10,
    is_idempotent: bool = True,
    public_only: bool = False,
) -> Request:
    return Request(
        method=method,
        url=url,
        headers=list(headers),
        body=Body(b"{}") if body is None and method == "POST" else body,
        deadline=Deadline(connect=connect, read=read, total=total),
        is_idempotent=is_idempotent,
        public_only=public_only,
    )


async def read_all(response: Response) -> bytes:
    chunks: list[bytes] = []
    while (chunk := await response.read_chunk()) is not None:
        chunks.append(chunk)
    return b"".join(chunks)


async def fetch(transport: Transport, url: str, **options: Any) -> bytes:
    return await read_all(await transport.handle_request(make_request(url, **options)))


def fetch_on(kind: str, url: str, times: int = 1, **options: Any) -> list[bytes]:
    """Send requests one after the other over one transport, and close it."""

    async def main(backend: Backend) -> list[bytes]:
        transport = transport_of(kind, backend)
        try:
            return [await fetch(transport, url, **options) for _ in range(times)]
        finally:
            await transport.aclose()

    return run(kind, main)
