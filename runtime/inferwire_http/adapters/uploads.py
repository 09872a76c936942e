"""Request bodies as the asynchronous iterators that HTTP libraries expect."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import TYPE_CHECKING

from inferwire_http.http11 import read_segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferwire_http.backends import Backend
    from inferwire_http.deadline import Deadline
    from inferwire_http.models import RequestBody, Segment


class UploadStream:
    """An iterator over a request body that never blocks the event loop. Not a generator: they warn when abandoned."""

    __slots__ = ("_backend", "_deadline", "_is_blocking", "_next", "_segments")

    def __init__(self, body: RequestBody, backend: Backend, deadline: Deadline) -> None:
        self._segments: Iterator[Segment] = iter(body.segments())
        self._backend = backend
        self._deadline = deadline
        self._next: Callable[[], bytes | memoryview] = bytes  # nothing
        self._is_blocking = False

    def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
        return self

    async def __anext__(self) -> bytes | memoryview:
        while True:
            if self._is_blocking:
                data = await read_segment(self._backend, self._next, self._deadline)
            else:
                data = self._next()
            if data:
                return data
            if (segment := next(self._segments, None)) is None:
                raise StopAsyncIteration
            self._next = partial(next, iter(segment), b"")
            self._is_blocking = segment.is_blocking
