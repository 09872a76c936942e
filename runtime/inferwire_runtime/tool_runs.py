"""Conversations in which a model calls tools until it responds: the loop, and the events of its stream.

`ToolLoop` decides what to send and reads what came; the functions and streams below make the calls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Mapping
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeAlias, TypeVar

from msgspec import Struct

from inferwire_runtime.errors import InferwireError, InputError, ParseError, ToolRoundsError, describe, publish
from inferwire_runtime.jsontypes import Json
from inferwire_runtime.parsing import text_of_message, with_list
from inferwire_runtime.streams import AsyncStream, Stream, StreamText
from inferwire_runtime.structured import OutputFormat
from inferwire_runtime.token_usage import add_usage
from inferwire_runtime.tool_calls import OnToolError, ToolCall, ToolResult, ToolRunner, read_calls, with_ids
from inferwire_runtime.tools import as_tool_list
from inferwire_runtime.tracebacks import hide_frames

R = TypeVar("R")


class TextEvent(Struct, frozen=True, kw_only=True):
    """A fragment of the model's text.

    Attributes:
        text: The fragment.
        is_reasoning: Whether it is part of the model's reasoning, and not of its response.
    """

    text: str
    is_reasoning: bool = False
    type: Literal["text"] = "text"


class ToolCallEvent(Struct, frozen=True, kw_only=True):
    """A tool call that the model requests, before it runs.

    Attributes:
        call: The call, with its arguments.
    """

    call: ToolCall
    type: Literal["call"] = "call"


class ToolResultEvent(Struct, frozen=True, kw_only=True):
    """The result of a tool call.

    Attributes:
        result: The result, or the error that was reported to the model.
    """

    result: ToolResult
    type: Literal["result"] = "result"


ToolEvent: TypeAlias = TextEvent | ToolCallEvent | ToolResultEvent

publish(TextEvent, ToolCallEvent, ToolResultEvent)


class ToolLoop:
    """The rounds of a conversation with tools. A round calls the model, and then the tools that it requests.

    Attributes:
        messages: Messages of the next call.
        runner: Runs the tools.
    """

    def __init__(
        self,
        messages: Any,
        tools: Any,
        *,
        max_rounds: int,
        concurrency: int,
        on_tool_error: OnToolError,
        response_format: Any,
        build: Callable[..., Any],
    ) -> None:
        if isinstance(max_rounds, bool) or not isinstance(max_rounds, int) or max_rounds < 1:
            raise InputError(f"`max_rounds` must be an int ≥ 1, got {describe(max_rounds)}")
        found = as_tool_list(tools)
        self.messages = with_list(messages)
        self.runner = ToolRunner(found, concurrency, on_tool_error)
        self._definitions = [tool.definition for tool in found]
        self._format: OutputFormat[Any] | None = None if response_format is None else OutputFormat(response_format)
        names = {tool.name for tool in found}
        self._format_tool = self._format.name if self._format is not None and self._format.name not in names else None
        self._max_rounds = max_rounds
        self._build = build
        self._rounds = 0
        self._usage: Any = None
        self._response: Any = None
        self._results: list[ToolResult] = []

    def arguments(self, options: Mapping[str, Any]) -> dict[str, Json]:
        """Return the arguments of the next call. A forced ``tool_choice`` is for the first one only."""
        more: dict[str, Json] = {**options, "messages": self.messages}
        if self._definitions:
            more["tools"] = self._definitions
        if self._format is not None:
            more["response_format"] = self._format.response_format
        if self._rounds and more.get("tool_choice") not in (None, "auto", "none"):
            more["tool_choice"] = None
        return more

    def receive(self, response: Any) -> list[ToolCall]:
        """Return the tool calls in a response; none if it is the last one.

        Raises:
            ToolRoundsError: If the model calls tools in the last round as well.
        """
        self._rounds += 1
        self._response = response
        self._usage = add_usage(self._usage, response.usage)
        message = response.message
        calls = read_calls(message)
        self.messages = [*self.messages, with_ids(message, calls)]
        if all(call.name == self._format_tool for call in calls):
            calls = []  # their arguments are the value
        if calls and self._rounds >= self._max_rounds:
            names = ", ".join(call.name for call in calls)
            text = f"the model still calls tools ({names}) in round {self._rounds}; raise max_rounds="
            raise ToolRoundsError(
                text,
                messages=self.messages[:-1],
                rounds=self._rounds,
                usage=self._usage,
                model=response.model,
                attempts=response.attempts,
            )
        return calls

    def add(self, results: list[ToolResult]) -> None:
        """Add the results of tools to the conversation."""
        self._results += results
        self.messages = [*self.messages, *(result.message for result in results)]

    def result(self) -> Any:
        """Return the result of the conversation.

        Raises:
            ParseError: If the last text does not match the type.
        """
        choice = self._response.choices[0]
        value: Any = choice.message.content or ""
        if self._format is not None:
            text = text_of_message(choice.message, self._format.name)
            try:
                value = self._format.parse(text, choice.finish_reason, choice.message.refusal)
            except ParseError as error:
                error.tries, error.usage = self._rounds, self._usage
                error.add_context(model=self._response.model, attempts=self._response.attempts)
                raise
        return self._build(
            value=value,
            response=self._response,
            messages=self.messages,
            usage=self._usage,
            rounds=self._rounds,
            results=self._results,
        )


def run_tools(create: Callable[..., Any], loop: ToolLoop, options: Mapping[str, Any]) -> Any:
    """Call a model, and the tools that it requests, until it responds.

    Args:
        create: Method that makes a call.
        loop: Decides what to send.
        options: Other arguments of each call.

    Raises:
        InferwireError: If a call fails, or the model never stops calling tools.
    """
    try:
        while calls := loop.receive(create(**loop.arguments(options))):
            loop.add(loop.runner.run(calls))
        return loop.result()
    except InferwireError as error:
        hide_frames(error)
        raise


async def run_tools_async(create: Callable[..., Awaitable[Any]], loop: ToolLoop, options: Mapping[str, Any]) -> Any:
    """Call a model, and the tools that it requests, until it responds. Asynchronous `run_tools`.

    Raises:
        InferwireError: If a call fails, or the model never stops calling tools.
    """
    try:
        while calls := loop.receive(await create(**loop.arguments(options))):
            loop.add(await loop.runner.run_async(calls))
        return loop.result()
    except InferwireError as error:
        hide_frames(error)
        raise


def call_tools(response: Any, tools: Any) -> list[dict[str, Json]]:
    """Run the tool calls of a response, and return the messages with their results."""
    return [each.message for each in ToolRunner(as_tool_list(tools)).run(_calls_of(response))]


async def call_tools_async(response: Any, tools: Any) -> list[dict[str, Json]]:
    """Run the tool calls of a response, and return the messages with their results. Asynchronous `call_tools`."""
    runner = ToolRunner(as_tool_list(tools))
    return [each.message for each in await runner.run_async(_calls_of(response))]


def _calls_of(response: Any) -> Any:
    """Return the tool calls of a response.

    Raises:
        InputError: If it is not a chat response.
    """
    try:
        message = response.choices[0].message
    except Exception as exc:  # of whatever was passed
        text = f"`response` must be a response of chat_completion with a choice, got {describe(response)}"
        raise InputError(text) from exc
    return read_calls(message)


def as_event(text: str) -> TextEvent:
    """Return the event of a fragment of text."""
    return TextEvent(text=str(text), is_reasoning=isinstance(text, StreamText) and text.is_reasoning)


class ToolStream(Generic[R]):
    """The events of a conversation with tools, as they happen: fragments of text, tool calls and their results.

    Args:
        create: Method that opens the stream of a call.
        loop: Decides what to send.
        options: Other arguments of each call.
    """

    def __init__(self, create: Callable[..., Any], loop: ToolLoop, options: Mapping[str, Any]) -> None:
        self._create = create
        self._loop = loop
        self._options = options
        self._stream: Stream[Any, Any] | None = None
        self._events = self._iterate()
        self._is_done = False

    def __repr__(self) -> str:
        return f"<ToolStream: {'complete' if self._is_done else 'not complete'}>"

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> ToolEvent:
        return next(self._events)

    def _iterate(self) -> Iterator[ToolEvent]:
        calls: list[ToolCall] | None = None
        while calls is None or calls:
            stream: Stream[Any, Any] = self._create(**self._loop.arguments(self._options), stream=True)
            self._stream = stream
            with stream:
                for text in stream.texts(reasoning=True):
                    yield as_event(text)
                calls = self._loop.receive(stream.final())
            yield from (ToolCallEvent(call=call) for call in calls)
            results = self._loop.runner.run(calls) if calls else []
            self._loop.add(results)
            yield from (ToolResultEvent(result=result) for result in results)
        self._is_done = True

    def texts(self) -> Iterator[str]:
        """Iterate over the fragments of the text, without reasoning; tools run between them."""
        return (event.text for event in self if isinstance(event, TextEvent) and not event.is_reasoning)

    def final(self) -> R:
        """Read to the end and return the result.

        Raises:
            InferwireError: If a call fails, or the model never stops calling tools.
            InputError: If the stream was closed before its end.
        """
        for _ in self:
            pass
        result: R = final_result(self._loop, is_done=self._is_done)
        return result

    def close(self) -> None:
        """Close the stream and its connection."""
        if self._stream is not None:
            self._stream.close()
        self._events = iter(())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncToolStream(Generic[R]):
    """Asynchronous `ToolStream`: use ``async for`` and ``async with``, and await `final` and `close`.

    Args:
        create: Method that opens the stream of a call.
        loop: Decides what to send.
        options: Other arguments of each call.
    """

    def __init__(self, create: Callable[..., Awaitable[Any]], loop: ToolLoop, options: Mapping[str, Any]) -> None:
        self._create = create
        self._loop = loop
        self._options = options
        self._stream: AsyncStream[Any, Any] | None = None
        self._texts: AsyncIterator[str] | None = None
        self._calls: list[ToolCall] = []
        self._events: deque[ToolEvent] = deque()
        self._is_done = False
        self._is_closed = False

    def __await__(self) -> Generator[Any, Any, Self]:
        """Return the stream itself: as with other calls, ``await`` may precede the call."""
        return self._itself().__await__()

    async def _itself(self) -> Self:
        return self

    def __repr__(self) -> str:
        return f"<AsyncToolStream: {'complete' if self._is_done else 'not complete'}>"

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ToolEvent:
        while not self._events:
            if self._is_done or self._is_closed:
                raise StopAsyncIteration
            try:
                await self._advance()
            except BaseException:  # the rounds cannot go on: a call may lack its result
                self._is_closed = True
                raise
        return self._events.popleft()

    async def _advance(self) -> None:
        """Run the requested tools, or continue reading; add the events."""
        if self._calls:
            calls, self._calls = self._calls, []
            results = await self._loop.runner.run_async(calls)
            self._loop.add(results)
            self._events += (ToolResultEvent(result=result) for result in results)
            return
        stream, texts = self._stream, self._texts
        if stream is None or texts is None:
            stream = self._stream = await self._create(**self._loop.arguments(self._options), stream=True)
            texts = self._texts = stream.texts(reasoning=True)
        try:
            self._events.append(as_event(await anext(texts)))
        except StopAsyncIteration:
            self._texts = None
            self._calls = self._loop.receive(await stream.final())
            self._events += (ToolCallEvent(call=call) for call in self._calls)
            self._is_done = not self._calls

    async def texts(self) -> AsyncIterator[str]:
        """Iterate over the fragments of the text, without reasoning; tools run between them."""
        async for event in self:
            if isinstance(event, TextEvent) and not event.is_reasoning:
                yield event.text

    async def final(self) -> R:
        """Read to the end and return the result.

        Raises:
            InferwireError: If a call fails, or the model never stops calling tools.
            InputError: If the stream was closed before its end.
        """
        async for _ in self:
            pass
        result: R = final_result(self._loop, is_done=self._is_done)
        return result

    async def close(self) -> None:
        """Close the stream and its connection."""
        self._is_closed = True
        if self._stream is not None:
            await self._stream.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


def final_result(loop: ToolLoop, *, is_done: bool) -> Any:
    """Return the result of a stream that was read to its end.

    Raises:
        InputError: If it was not.
    """
    if not is_done:
        raise InputError("the stream failed or was closed before its end, so it has no result; call again")
    return loop.result()


publish(AsyncToolStream, ToolStream)
