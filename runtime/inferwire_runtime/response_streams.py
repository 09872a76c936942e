"""A streamed response of OpenAI's Responses API, as openai's ``responses.stream`` yields it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from inferwire_runtime.streams import AsyncStream, Stream

E = TypeVar("E")
P = TypeVar("P")


class ResponseEventStream(Generic[E, P]):
    """Events of a streamed response, for a ``with`` statement.

    Args:
        open_stream: Function that makes the call.
        parse: Function that converts the final response.
    """

    def __init__(self, open_stream: Callable[[], Stream[E, Any]], parse: Callable[[Any], P]) -> None:
        self._open = open_stream
        self._parse = parse
        self._stream: Stream[E, Any] | None = None

    def _opened(self) -> Stream[E, Any]:
        if self._stream is None:
            self._stream = self._open()
        return self._stream

    def __enter__(self) -> Self:
        self._opened()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the stream and its connection."""
        if self._stream is not None:
            self._stream.close()

    def __iter__(self) -> Iterator[E]:
        return iter(self._opened())

    def __next__(self) -> E:
        return next(self._opened())

    def until_done(self) -> Self:
        """Read to the end."""
        for _ in self._opened():
            pass
        return self

    def get_final_response(self) -> P:
        """Read to the end and return the final response, with `output_parsed` if `text_format` is a type.

        Raises:
            StreamError: If the stream breaks.
            OutputError: If the text does not match the type.
        """
        return self._parse(self._opened().final())


class AsyncResponseEventStream(Generic[E, P]):
    """Events of a streamed response, for an ``async with`` statement.

    Args:
        open_stream: Function that makes the call.
        parse: Function that converts the final response.
    """

    def __init__(self, open_stream: Callable[[], Awaitable[AsyncStream[E, Any]]], parse: Callable[[Any], P]) -> None:
        self._open = open_stream
        self._parse = parse
        self._stream: AsyncStream[E, Any] | None = None

    async def _opened(self) -> AsyncStream[E, Any]:
        if self._stream is None:
            self._stream = await self._open()
        return self._stream

    async def __aenter__(self) -> Self:
        await self._opened()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the stream and its connection."""
        if self._stream is not None:
            await self._stream.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> E:
        return await anext(await self._opened())

    async def until_done(self) -> Self:
        """Read to the end."""
        async for _ in await self._opened():
            pass
        return self

    async def get_final_response(self) -> P:
        """Read to the end and return the final response, with `output_parsed` if `text_format` is a type.

        Raises:
            StreamError: If the stream breaks.
            OutputError: If the text does not match the type.
        """
        return self._parse(await (await self._opened()).final())
