"""Events of a streamed chat, as openai's ``chat.completions.stream`` yields them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeAlias, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from inferwire_runtime.streams import AsyncStream, Stream

C = TypeVar("C")
P = TypeVar("P")


class ChunkEvent(Struct, Generic[C], frozen=True, kw_only=True):
    """An item of the stream.

    Attributes:
        chunk: The item.
    """

    chunk: C
    type: Literal["chunk"] = "chunk"


class ContentDeltaEvent(Struct, frozen=True, kw_only=True):
    """A fragment of the text.

    Attributes:
        delta: The fragment.
    """

    delta: str
    parts: list[str]
    count: int
    type: Literal["content.delta"] = "content.delta"

    @property
    def snapshot(self) -> str:
        """The text so far, this fragment last."""
        return "".join(self.parts[: self.count])


class ContentDoneEvent(Struct, frozen=True, kw_only=True):
    """The end of the text.

    Attributes:
        content: The whole text.
        parsed: The value in it, if `response_format` is a type.
    """

    content: str
    parsed: Any = None
    type: Literal["content.done"] = "content.done"


class ArgumentsDeltaEvent(Struct, frozen=True, kw_only=True):
    """A fragment of the arguments of a tool call.

    Attributes:
        name: Name of the function.
        index: Index of the tool call.
        arguments_delta: The fragment.
    """

    name: str
    index: int
    arguments_delta: str
    type: Literal["tool_calls.function.arguments.delta"] = "tool_calls.function.arguments.delta"


class ArgumentsDoneEvent(Struct, frozen=True, kw_only=True):
    """A complete tool call.

    Attributes:
        name: Name of the function.
        index: Index of the tool call.
        arguments: Its arguments, a JSON object as a string.
    """

    name: str
    index: int
    arguments: str
    type: Literal["tool_calls.function.arguments.done"] = "tool_calls.function.arguments.done"


ChatEvent: TypeAlias = ChunkEvent[C] | ContentDeltaEvent | ContentDoneEvent | ArgumentsDeltaEvent | ArgumentsDoneEvent


class _EventBuilder:
    """Builds the events of the first choice."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._names: dict[int, str] = {}

    def feed(self, chunk: Any) -> Iterator[ChatEvent[Any]]:
        """Yield the events of an item."""
        yield ChunkEvent(chunk=chunk)
        delta = chunk.choices[0].delta if chunk.choices else None
        if delta is None:
            return
        if delta.content:
            self._parts.append(delta.content)
            yield ContentDeltaEvent(delta=delta.content, parts=self._parts, count=len(self._parts))
        for call in delta.tool_calls or ():
            index, function = call.index or 0, call.function
            if function is None:
                continue
            name = self._names[index] = function.name or self._names.get(index, "")
            if function.arguments:
                yield ArgumentsDeltaEvent(name=name, index=index, arguments_delta=function.arguments)

    def finish(self, result: Any) -> Iterator[ChatEvent[Any]]:
        """Yield the events after the last item."""
        message = result.choices[0].message
        if message.content:
            yield ContentDoneEvent(content=message.content, parsed=message.parsed)
        for index, call in enumerate(message.tool_calls or ()):
            arguments = call.function.arguments or ""
            yield ArgumentsDoneEvent(name=call.function.name, index=index, arguments=arguments)


class ChatEventStream(Generic[C, P]):
    """Events of a streamed chat, for a ``with`` statement.

    Args:
        open_stream: Function that makes the call.
        parse: Function that converts the final response.
    """

    def __init__(self, open_stream: Callable[[], Stream[C, Any]], parse: Callable[[Any], P]) -> None:
        self._open = open_stream
        self._parse = parse
        self._stream: Stream[C, Any] | None = None
        self._events: Iterator[ChatEvent[C]] | None = None

    def _opened(self) -> Stream[C, Any]:
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

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> ChatEvent[C]:
        if self._events is None:
            self._events = self._iterate()
        return next(self._events)

    def _iterate(self) -> Iterator[ChatEvent[C]]:
        builder = _EventBuilder()
        for chunk in self._opened():
            yield from builder.feed(chunk)
        yield from builder.finish(self.get_final_completion())

    def until_done(self) -> Self:
        """Read to the end."""
        for _ in self._opened():
            pass
        return self

    def get_final_completion(self) -> P:
        """Read to the end and return the final response, with `parsed` if `response_format` is a type.

        Raises:
            StreamError: If the stream breaks.
            OutputError: If the text does not match the type.
        """
        return self._parse(self._opened().final())


class AsyncChatEventStream(Generic[C, P]):
    """Events of a streamed chat, for an ``async with`` statement.

    Args:
        open_stream: Function that makes the call.
        parse: Function that converts the final response.
    """

    def __init__(self, open_stream: Callable[[], Awaitable[AsyncStream[C, Any]]], parse: Callable[[Any], P]) -> None:
        self._open = open_stream
        self._parse = parse
        self._stream: AsyncStream[C, Any] | None = None
        self._builder = _EventBuilder()
        self._events: Iterator[ChatEvent[C]] = iter(())
        self._is_finished = False

    async def _opened(self) -> AsyncStream[C, Any]:
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

    async def __anext__(self) -> ChatEvent[C]:
        while True:
            for event in self._events:
                return event
            if self._is_finished:
                raise StopAsyncIteration
            stream = await self._opened()
            try:
                self._events = self._builder.feed(await anext(stream))
            except StopAsyncIteration:
                self._is_finished = True
                self._events = self._builder.finish(await self.get_final_completion())

    async def until_done(self) -> Self:
        """Read to the end."""
        async for _ in await self._opened():
            pass
        return self

    async def get_final_completion(self) -> P:
        """Read to the end and return the final response, with `parsed` if `response_format` is a type.

        Raises:
            StreamError: If the stream breaks.
            OutputError: If the text does not match the type.
        """
        return self._parse(await (await self._opened()).final())
