"""The streams that callers iterate over to receive the items of a response as they arrive.

Any end but the declared one, even a clean close, raises `StreamError` with the items received.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar, cast, overload

from inferwire_http.backends import run_sync
from inferwire_http.exceptions import ConcurrentReadError
from inferwire_runtime.errors import Attempt, CallMeta, InferwireError, InputError, StreamError, publish
from inferwire_runtime.jsontypes import Json
from inferwire_runtime.records import StreamMonitor, last_usage
from inferwire_runtime.results import RECORD, ResponseModel
from inferwire_runtime.stream_decoding import StreamDecoder
from inferwire_runtime.streaming import StreamingResponse
from inferwire_runtime.tracebacks import hide_frames
from inferwire_runtime.transport_errors import map_exception

T = TypeVar("T")
F = TypeVar("F")

CHUNK_SIZE = 32 * 1024  # bytes that an asynchronous stream decodes before other tasks have their turn
DENSE_SIZE = 8 * 1024  # the same of lines that are shorter than usual, and so cost more time
USUAL_LINE = 50  # bytes
MANY_ITEMS = 500  # of a stream, which are merged in a thread


class StreamText(str):
    """A piece of streamed text that knows whether it is reasoning.

    Attributes:
        is_reasoning: Whether the text is part of the model's reasoning, and not of its response.
    """

    is_reasoning: bool

    def __new__(cls, text: str, *, is_reasoning: bool = False) -> Self:
        """Create a piece of text."""
        self = super().__new__(cls, text)
        self.is_reasoning = is_reasoning
        return self

    def __getnewargs_ex__(self) -> Any:  # for pickles and copies
        return (str(self),), {"is_reasoning": self.is_reasoning}


class _BaseStream(Generic[T, F]):
    """Base class of `Stream` and `AsyncStream`."""

    def __init__(
        self,
        response: StreamingResponse,
        add_context: Callable[[InferwireError], None],
        monitor: StreamMonitor | None = None,
    ) -> None:
        self.status = response.status
        self.headers = response.headers
        self._monitor = StreamMonitor.detached(response.status, response.headers) if monitor is None else monitor
        self._response = response
        self._decoder = StreamDecoder[T](
            response.rules, response.headers, response.server, response.request_body, response.errors
        )
        self._decoder.begin_text(response.prefix)
        self._add_context = add_context
        self._received: list[T] = []
        self._monitor.items = self._received
        self._texts: list[str] | None = None  # of the received items, for `partial`

    def __reduce__(self) -> Any:
        raise TypeError("a stream is one connection, which cannot be copied or pickled; keep its items instead")

    def __repr__(self) -> str:
        state = "complete" if self._decoder.is_complete else "closed" if self._response.closed else "open"
        return f"<{type(self).__name__} status={self.status} received={len(self._received)} {state}>"

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Every attempt to send the request."""
        return self._monitor.record.all_attempts

    @property
    def meta(self) -> CallMeta:
        """Which server streams, how long it took, and how much was used, as far as the stream has been read."""
        return self._monitor.record.to_meta(last_usage(self._received))

    def so_far(self) -> F:
        """Return the response as far as it has been read, also after an interrupt or an error. Reads nothing.

        Raises:
            InputError: If this kind of stream has no final response.
        """
        try:
            return cast("F", self._with_record(self._decoder.final(self._received)))
        except InferwireError as error:
            complete_error(error, self._received, self._add_context)
            raise

    def _end(self, error: BaseException | None = None) -> None:
        """Complete the record of the stream."""
        self._monitor.end(self._received, error, partial(_merge, self._decoder, self._received))

    def _with_record(self, result: Any) -> Any:
        if isinstance(result, ResponseModel):
            vars(result)[RECORD] = self._monitor.record
        return result

    def partial(self) -> Json:
        """Return as much of the JSON value as the text so far contains. Reads nothing.

        Strings, lists and objects are returned as far as they have come; numbers, booleans and null once they are
        complete. Use it with a `response_format`.

        Returns:
            An object or a list; None before it begins.

        Raises:
            InputError: If this kind of stream has no text.
        """
        from inferwire_runtime.partial_json import read_partial  # only for streams of JSON

        self._decoder.check_has_text()
        if self._texts is None:
            self._texts = []
        self._texts += [self._decoder.texts_of(item)[1] for item in self._received[len(self._texts) :]]
        return read_partial("".join(self._texts))

    def _pieces(self, item: T, *, reasoning: bool) -> Iterator[str]:
        """Yield the texts that an item adds."""
        thought, text = self._decoder.texts_of(item)
        if thought and reasoning:
            yield StreamText(thought, is_reasoning=True)
        if text:
            yield StreamText(text) if reasoning else text

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
        return self._with_record(build(self._received))


class Stream(_BaseStream[T, F]):
    """An iterator over the items of a response as they arrive. Close it early with ``close()`` or ``with``.

    ``text()`` and ``final()`` read to the end and return the text of the response, or the response that a call without
    streaming returns. A stream that is garbage-collected frees its connection.

    Iteration raises `StreamError` if the stream breaks, stalls, reports an error or was closed before its end. The
    error's ``received`` contains the earlier items.

    Attributes:
        status: HTTP status of the response.
        headers: Headers of the response, with lower-case names.
    """

    def __init__(
        self,
        response: StreamingResponse,
        add_context: Callable[[InferwireError], None],
        monitor: StreamMonitor | None = None,
    ) -> None:
        super().__init__(response, add_context, monitor)
        # Holds no reference to this object, so that dropping the last reference frees it immediately.
        items = _iterate(response, self._decoder, self._received, add_context, self._monitor)
        self._items = _OneReader(items, self._make_refusal())

    def _make_refusal(self) -> Callable[[], InferwireError]:
        """Return a function that returns the error for a second reader. It does not reference this object."""
        server, add_context = self._response.server, self._add_context

        def refuse() -> InferwireError:
            error = map_exception(ConcurrentReadError(""), server)
            add_context(error)
            hide_frames(error)
            return error

        return refuse

    def __iter__(self) -> Iterator[T]:
        return self._items.iterate()

    def __next__(self) -> T:
        try:  # as `_OneReader` does, without its frame in the traceback of an error
            return next(self._items.generator)
        except ValueError as exc:
            if exc.args != ("generator already executing",):
                raise
        raise self._make_refusal()()

    @overload
    def texts(self, *, reasoning: Literal[False] = False) -> Iterator[str]: ...
    @overload
    def texts(self, *, reasoning: Literal[True]) -> Iterator[StreamText]: ...
    @overload
    def texts(self, *, reasoning: bool) -> Iterator[str]: ...
    def texts(self, *, reasoning: bool = False) -> Iterator[str]:
        """Iterate over the fragments of the text as they arrive; with several choices, over those of the first.

        Args:
            reasoning: Whether to yield the model's reasoning as well. The fragments are then `StreamText`, a str whose
                ``is_reasoning`` distinguishes the two.

        Raises:
            StreamError: If the stream breaks; raised during iteration.
            InputError: If this kind of stream has no text.
        """
        self._decoder.check_has_text()
        return _OneReader(self._iterate_texts(reasoning=reasoning), self._make_refusal())

    def _iterate_texts(self, *, reasoning: bool) -> Iterator[str]:
        for item in self._items.iterate():
            yield from self._pieces(item, reasoning=reasoning)

    def iter_bytes(self) -> Iterator[bytes]:
        """Iterate over the decompressed bytes of the body instead of the items.

        Raises:
            StreamError: If the stream breaks.
        """
        return _OneReader(_iterate_bytes(self._response, self._add_context, self._monitor), self._make_refusal())

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
            for _ in self._items.iterate():
                pass
            return self._build(build)
        except InferwireError as error:
            hide_frames(error)
            raise

    def close(self) -> None:
        """Close the stream and its connection. Any thread can call this, even while another waits for an item."""
        run_sync(self._response.aclose())
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class _OneReader(Iterator[T]):
    """Iterates over a generator. A second thread that reads at the same time gets our own error immediately."""

    __slots__ = ("_refuse", "generator")

    def __init__(self, generator: Iterator[T], refuse: Callable[[], InferwireError]) -> None:
        self.generator = generator
        self._refuse = refuse

    def __next__(self) -> T:
        try:
            return next(self.generator)
        except ValueError as exc:
            if exc.args != ("generator already executing",):
                raise
        raise self._refuse()

    def iterate(self) -> Iterator[T]:
        """Return an iterator that spends less time on each item. Closing it does not close the generator."""
        try:
            yield from chain(self.generator)
        except ValueError as exc:
            if exc.args != ("generator already executing",):
                raise
        else:
            return
        raise self._refuse()


def _iterate(
    response: StreamingResponse,
    decoder: StreamDecoder[T],
    received: list[T],
    add_context: Callable[[InferwireError], None],
    monitor: StreamMonitor,
) -> Iterator[T]:
    """Iterate over the items of a stream until its declared end."""
    is_ours = True
    try:
        while (chunk := run_sync(response.read_chunk())) is not None:
            before = len(received)
            if not before:
                monitor.first_chunk()
            for item in decoder.feed(chunk):
                received.append(item)
                yield item
            if decoder.is_done:
                decoder.check_done(received)
                run_sync(response.drain())
                return
            if len(received) > before and decoder.is_last_item(received):
                response.end_within(decoder.seconds_to_end(received))
        for item in decoder.finish(received):
            received.append(item)
            yield item
    except InferwireError as error:
        is_ours = not isinstance(error, InputError)  # another thread reads the bytes, and keeps the stream
        complete_error(error, received, add_context)
        if is_ours:
            monitor.end(received, error, partial(_merge, decoder, received))
        raise
    finally:
        if is_ours:
            run_sync(response.aclose())
            monitor.end(received, build_result=partial(_merge, decoder, received))


def _merge(decoder: StreamDecoder[Any], received: list[Any]) -> Any:
    """Return what has been received as one result, for listeners; None if it cannot be merged."""
    try:
        return decoder.final(received)
    except InferwireError:
        return None


def _iterate_bytes(
    response: StreamingResponse, add_context: Callable[[InferwireError], None], monitor: StreamMonitor
) -> Iterator[bytes]:
    """Iterate over the bytes of a stream until the end of the body."""
    is_ours = True
    try:
        while (chunk := run_sync(response.read_chunk())) is not None:
            monitor.first_chunk()
            yield chunk
    except InferwireError as error:
        is_ours = not isinstance(error, InputError)  # another thread is reading, and keeps the stream
        complete_error(error, [], add_context)
        if is_ours:
            monitor.end((), error)
        raise
    finally:
        if is_ours:
            run_sync(response.aclose())
            monitor.end(())


class AsyncStream(_BaseStream[T, F]):
    """Asynchronous `Stream`: use ``async for`` and ``async with``, and await its methods."""

    def __init__(
        self,
        response: StreamingResponse,
        add_context: Callable[[InferwireError], None],
        monitor: StreamMonitor | None = None,
    ) -> None:
        super().__init__(response, add_context, monitor)
        self._items: Iterator[T] = iter(())  # remaining items of the last chunk
        self._rest = b""  # of the last chunk
        self._is_exhausted = False
        self._read = 0  # items in the chunks before the last one

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        try:
            while True:
                for item in self._items:
                    self._received.append(item)
                    return item
                if self._is_exhausted:
                    self._end()
                    raise StopAsyncIteration
                if self._decoder.is_done:
                    self._is_exhausted = True
                    self._decoder.check_done(self._received)
                    await self._response.drain()
                    continue
                if len(self._received) > self._read and self._decoder.is_last_item(self._received):
                    self._response.end_within(self._decoder.seconds_to_end(self._received))
                self._read = len(self._received)
                if self._rest:  # of a large chunk: other tasks have their turn first
                    await self._response.take_turns()
                    chunk: bytes | None = self._rest
                else:
                    chunk = await self._response.read_chunk()
                if chunk is not None:
                    if not self._read:
                        self._monitor.first_chunk()
                    size = len(chunk)
                    if size > DENSE_SIZE:
                        is_dense = chunk.count(b"\n", 0, CHUNK_SIZE) * USUAL_LINE > min(size, CHUNK_SIZE)
                        size = DENSE_SIZE if is_dense else CHUNK_SIZE
                    self._rest = chunk[size:]
                    self._items = iter(self._decoder.feed(chunk[:size]))
                else:
                    self._is_exhausted = True
                    self._items = iter(self._decoder.finish(self._received))
        except InputError as error:  # another task is reading, and keeps the stream
            self._add_context(error)
            hide_frames(error)
            raise
        except InferwireError as error:
            self._is_exhausted = True
            await self._response.aclose()
            complete_error(error, self._received, self._add_context)
            self._end(error)
            raise

    @overload
    def texts(self, *, reasoning: Literal[False] = False) -> AsyncIterator[str]: ...
    @overload
    def texts(self, *, reasoning: Literal[True]) -> AsyncIterator[StreamText]: ...
    @overload
    def texts(self, *, reasoning: bool) -> AsyncIterator[str]: ...
    def texts(self, *, reasoning: bool = False) -> AsyncIterator[Any]:
        """Iterate over the fragments of the text as they arrive; with several choices, over those of the first.

        Args:
            reasoning: Whether to yield the model's reasoning as well. The fragments are then `StreamText`, a str whose
                ``is_reasoning`` distinguishes the two.

        Raises:
            StreamError: If the stream breaks; raised during iteration.
            InputError: If this kind of stream has no text.
        """
        self._decoder.check_has_text()
        return _AsyncTexts(self, self._pieces, reasoning=reasoning)

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        """Iterate over the decompressed bytes of the body instead of the items.

        Raises:
            StreamError: If the stream breaks.
        """
        is_ours = True
        try:
            while (chunk := await self._response.read_chunk()) is not None:
                self._monitor.first_chunk()
                yield chunk
        except InferwireError as error:
            is_ours = not isinstance(error, InputError)  # another task is reading, and keeps the stream
            complete_error(error, [], self._add_context)
            if is_ours:
                self._end(error)
            raise
        finally:
            if is_ours:
                await self._response.aclose()
                self._end()

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
            if len(self._received) < MANY_ITEMS:
                return self._build(build)
            return await self._response.run_in_thread(partial(self._build, build))
        except InferwireError as error:
            hide_frames(error)
            raise

    async def close(self) -> None:
        """Close the stream and its connection. Any task can call this, even while another waits for an item."""
        await self._response.aclose()
        self._end()

    async def aclose(self) -> None:
        """Close the stream like `close`, under the name that `contextlib.aclosing` calls."""
        await self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


class _AsyncTexts:
    """Iterates over the texts of an `AsyncStream`. Unlike an asynchronous generator, it needs no event loop to end."""

    def __init__(
        self, stream: AsyncStream[Any, Any], texts_of: Callable[..., Iterator[str]], *, reasoning: bool
    ) -> None:
        self._stream = stream
        self._texts_of = texts_of
        self._reasoning = reasoning
        self._pieces: Iterator[str] = iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> str:
        while True:
            for piece in self._pieces:
                return piece
            item = await anext(self._stream)
            self._pieces = self._texts_of(item, reasoning=self._reasoning)


publish(AsyncStream, Stream, StreamText)


def complete_error(error: InferwireError, received: list[Any], add_context: Callable[[InferwireError], None]) -> None:
    """Add the call's context, and the received items of a `StreamError`, to an error, and hide internal frames."""
    if isinstance(error, StreamError):
        error.received = received
    add_context(error)
    hide_frames(error)
