"""The streams that callers iterate over to receive the items of a response as they arrive.

Any end but the declared one, even a clean close, raises `StreamError` with the items received.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast

from inferwire_http.backends import run_sync
from inferwire_runtime.errors import Attempt, InferwireError, StreamError, publish
from inferwire_runtime.stream_decoding import StreamDecoder
from inferwire_runtime.streaming import StreamingResponse
from inferwire_runtime.tracebacks import hide_frames

T = TypeVar("T")
F = TypeVar("F")


class _BaseStream(Generic[T, F]):
    """Base class of `Stream` and `AsyncStream`."""

    def __init__(
        self,
        response: StreamingResponse,
        add_context: Callable[[InferwireError], None],
        attempts: Sequence[Attempt] = (),
    ) -> None:
        self.status = response.status
        self.headers = response.headers
        self.attempts = tuple(attempts)
        self._response = response
        self._decoder = StreamDecoder[T](response.rules, response.headers, response.server)
        self._add_context = add_context
        self._received: list[T] = []

    def __reduce__(self) -> Any:
        raise TypeError("a stream is one connection, which cannot be copied or pickled; keep its items instead")

    def __repr__(self) -> str:
        state = "complete" if self._decoder.is_complete else "closed" if self._response.closed else "open"
        return f"<{type(self).__name__} status={self.status} received={len(self._received)} {state}>"

    def _build(self, build: Callable[[Sequence[T]], Any]) -> Any:
        """Build a result from all items.

        Raises:
            StreamError: If the stream broke, or was closed early.
        """
        try:
            self._decoder.check_complete()
        except StreamError as error:
            complete_error(error, self._received, self._add_context)
            raise
        return build(self._received)


class Stream(_BaseStream[T, F]):
    """An iterator over the items of a response as they arrive. Close it early with ``close()`` or ``with``.

    ``text()`` and ``final()`` read to the end and return the text of the response, or the response that a call without
    streaming returns. A stream that is garbage-collected frees its connection.

    Iteration raises `StreamError` if the stream breaks, stalls, reports an error or was closed before its end. The
    error's ``received`` contains the earlier items.

    Attributes:
        status: HTTP status of the response.
        headers: Headers of the response, with lower-case names.
        attempts: Every attempt to send the request.
    """

    def __init__(
        self,
        response: StreamingResponse,
        add_context: Callable[[InferwireError], None],
        attempts: Sequence[Attempt] = (),
    ) -> None:
        super().__init__(response, add_context, attempts)
        # Holds no reference to this object, so that dropping the last reference frees it immediately.
        self._items = _iterate(response, self._decoder, self._received, add_context)

    def __iter__(self) -> Iterator[T]:
        return self._items

    def __next__(self) -> T:
        return next(self._items)

    def iter_bytes(self) -> Iterator[bytes]:
        """Iterate over the decompressed bytes of the body instead of the items.

        Raises:
            StreamError: If the stream breaks.
        """
        return _iterate_bytes(self._response, self._add_context)

    def final(self) -> F:
        """Read to the end and return the final response, with its text and tool calls assembled.

        Raises:
            StreamError: If the stream breaks.
            InputError: If this kind of stream has no final response.
        """
        return cast("F", self._read_to_end(self._decoder.final))

    def text(self) -> str:
        """Read to the end and return the text of the final response.

        Raises:
            StreamError: If the stream breaks.
            InputError: If this kind of stream has no text.
        """
        return cast("str", self._read_to_end(self._decoder.text))

    def _read_to_end(self, build: Callable[[Sequence[T]], Any]) -> Any:
        try:
            for _ in self._items:
                pass
            return self._build(build)
        except InferwireError as error:
            hide_frames(error)
            raise

    def close(self) -> None:
        """Close the stream and its connection. Any thread can call this, even while another waits for an item."""
        run_sync(self._response.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _iterate(
    response: StreamingResponse,
    decoder: StreamDecoder[T],
    received: list[T],
    add_context: Callable[[InferwireError], None],
) -> Iterator[T]:
    """Iterate over the items of a stream until its declared end."""
    try:
        while (chunk := run_sync(response.read_chunk())) is not None:
            for item in decoder.feed(chunk):
                received.append(item)
                yield item
            if decoder.is_done:
                run_sync(response.drain())
                return
        for item in decoder.finish(received):
            received.append(item)
            yield item
    except InferwireError as error:
        complete_error(error, received, add_context)
        raise
    finally:
        run_sync(response.aclose())


def _iterate_bytes(response: StreamingResponse, add_context: Callable[[InferwireError], None]) -> Iterator[bytes]:
    """Iterate over the bytes of a stream until the end of the body."""
    try:
        while (chunk := run_sync(response.read_chunk())) is not None:
            yield chunk
    except InferwireError as error:
        complete_error(error, [], add_context)
        raise
    finally:
        run_sync(response.aclose())


class AsyncStream(_BaseStream[T, F]):
    """Asynchronous `Stream`: use ``async for`` and ``async with``, and await its methods."""

    def __init__(
        self,
        response: StreamingResponse,
        add_context: Callable[[InferwireError], None],
        attempts: Sequence[Attempt] = (),
    ) -> None:
        super().__init__(response, add_context, attempts)
        self._items: Iterator[T] = iter(())  # remaining items of the last chunk
        self._is_exhausted = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        try:
            while True:
                for item in self._items:
                    self._received.append(item)
                    return item
                if self._is_exhausted:
                    raise StopAsyncIteration
                if self._decoder.is_done:
                    self._is_exhausted = True
                    await self._response.drain()
                elif (chunk := await self._response.read_chunk()) is not None:
                    self._items = iter(self._decoder.feed(chunk))
                else:
                    self._is_exhausted = True
                    self._items = iter(self._decoder.finish(self._received))
        except InferwireError as error:
            self._is_exhausted = True
            await self._response.aclose()
            complete_error(error, self._received, self._add_context)
            raise

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        """Iterate over the decompressed bytes of the body instead of the items.

        Raises:
            StreamError: If the stream breaks.
        """
        try:
            while (chunk := await self._response.read_chunk()) is not None:
                yield chunk
        except InferwireError as error:
            complete_error(error, [], self._add_context)
            raise
        finally:
            await self._response.aclose()

    async def final(self) -> F:
        """Read to the end and return the final response, with its text and tool calls assembled.

        Raises:
            StreamError: If the stream breaks.
            InputError: If this kind of stream has no final response.
        """
        return cast("F", await self._read_to_end(self._decoder.final))

    async def text(self) -> str:
        """Read to the end and return the text of the final response.

        Raises:
            StreamError: If the stream breaks.
            InputError: If this kind of stream has no text.
        """
        return cast("str", await self._read_to_end(self._decoder.text))

    async def _read_to_end(self, build: Callable[[Sequence[T]], Any]) -> Any:
        try:
            async for _ in self:
                pass
            return self._build(build)
        except InferwireError as error:
            hide_frames(error)
            raise

    async def close(self) -> None:
        """Close the stream and its connection. Any task can call this, even while another waits for an item."""
        await self._response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


publish(AsyncStream, Stream)


def complete_error(error: InferwireError, received: list[Any], add_context: Callable[[InferwireError], None]) -> None:
    """Add the call's context, and the received items of a `StreamError`, to an error, and hide internal frames."""
    if isinstance(error, StreamError):
        error.received = received
    add_context(error)
    hide_frames(error)
