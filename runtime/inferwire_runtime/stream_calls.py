"""The call that opens a stream of the asynchronous client: awaited, or iterated over as it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Generator
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from inferwire_runtime.errors import publish
from inferwire_runtime.streams import AsyncStream

T = TypeVar("T")
F = TypeVar("F")


class AsyncStreamCall(Coroutine[Any, Any, AsyncStream[T, F]], Generic[T, F]):
    """A call that opens a stream. ``await`` returns the stream; ``async for`` and ``async with`` need no ``await``.

    Args:
        opening: The coroutine that opens the stream.
    """

    def __init__(self, opening: Coroutine[Any, Any, AsyncStream[T, F]]) -> None:
        self._opening = opening
        self._stream: AsyncStream[T, F] | None = None

    def __await__(self) -> Generator[Any, Any, AsyncStream[T, F]]:
        return self._opening.__await__()

    def send(self, value: Any) -> Any:
        """Resume the coroutine; event loops call this."""
        return self._opening.send(value)

    def throw(self, *error: Any) -> Any:
        """Raise an error in the coroutine; event loops call this."""
        return self._opening.throw(*error)

    def close(self) -> None:
        """Close a call that was not awaited."""
        self._opening.close()

    async def _opened(self) -> AsyncStream[T, F]:
        if self._stream is None:
            self._stream = await self._opening
        return self._stream

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        return await anext(await self._opened())

    async def __aenter__(self) -> AsyncStream[T, F]:
        return await self._opened()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._stream is not None:
            await self._stream.close()

    async def texts(self) -> AsyncIterator[str]:
        """Iterate over the fragments of the text as they arrive, like the stream's own method."""
        async for text in (await self._opened()).texts():
            yield text

    async def final(self) -> F:
        """Read to the end and return the final response, like the stream's own method."""
        return await (await self._opened()).final()

    async def text(self) -> str:
        """Read to the end and return the text of the final response, like the stream's own method."""
        return await (await self._opened()).text()


publish(AsyncStreamCall)
