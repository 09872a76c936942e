"""Request bodies as the iterators that HTTP libraries expect. They are not generators, which warn when abandoned.

A server may respond before it has read the whole body. The library then drops the iterator, and `close` closes the file
that it reads.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from inferwire_http.http11 import ChunkReader

if TYPE_CHECKING:
    from inferwire_http.backends import Backend
    from inferwire_http.deadline import Deadline
    from inferwire_http.models import RequestBody, Segment


class BlockingUpload:
    """An iterator over a request body for blocking libraries."""

    __slots__ = ("_chunks", "_segments")

    def __init__(self, body: RequestBody) -> None:
        self._segments: Iterator[Segment] = iter(body.segments())
        self._chunks = ChunkReader(())

    def __iter__(self) -> Iterator[bytes | memoryview]:
        return self

    def __next__(self) -> bytes | memoryview:
        while not (data := self._chunks.read()):
            self._chunks = ChunkReader(next(self._segments))
        return data

    def close(self) -> None:
        """End the iteration, and close the file that is being read."""
        self._segments = iter(())
        self._chunks.close()


class UploadStream:
    """An asynchronous iterator over a request body that never blocks the event loop."""

    __slots__ = ("_backend", "_chunks", "_deadline", "_is_blocking", "_segments")

    def __init__(self, body: RequestBody, backend: Backend, deadline: Deadline) -> None:
        self._segments: Iterator[Segment] = iter(body.segments())
        self._backend = backend
        self._deadline = deadline
        self._chunks = ChunkReader(())
        self._is_blocking = False

    def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
        return self

    async def __anext__(self) -> bytes | memoryview:
        while True:
            if self._is_blocking:
                data = await self._chunks.read_in_thread(self._backend, self._deadline)
            else:
                data = self._chunks.read()
            if data:
                return data
            if (segment := next(self._segments, None)) is None:
                raise StopAsyncIteration
            self._chunks = ChunkReader(segment)
            self._is_blocking = segment.is_blocking

    def close(self) -> None:
        """End the iteration, and close the file that is being read."""
        self._segments = iter(())
        self._chunks.close()
