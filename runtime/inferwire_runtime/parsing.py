"""Calls whose response is a value of the caller's type: servers' forms, repairs, and total usage.

`ParseLoop` decides what to send and reads what came; the functions below make the calls.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from inferwire_runtime.arguments import is_passed
from inferwire_runtime.errors import (
    CallMeta,
    InferwireError,
    InputError,
    OutputError,
    ParseError,
    ProviderError,
    describe,
    publish,
)
from inferwire_runtime.jsontypes import Json, is_object, is_sequence
from inferwire_runtime.partial_json import read_partial
from inferwire_runtime.response_formats import with_instructions
from inferwire_runtime.streams import AsyncStream, Stream
from inferwire_runtime.structured import OutputFormat
from inferwire_runtime.token_usage import add_usage
from inferwire_runtime.tracebacks import hide_frames

R = TypeVar("R")
C = TypeVar("C")

FORMS = ("json_schema", "json_object", "text")  # in which a schema is sent, the best first
REFUSED = frozenset({400, 404, 415, 422, 501})  # statuses of servers that do not know a form
FORM_WORDS = ("response_format", "json_schema", "json schema", "structured", "schema", "grammar", "guided", "json mode")
REPAIR = (
    "This is not what was requested: {problems}\n"
    "Respond again, with nothing but the corrected JSON. It must match this JSON Schema:\n{schema}"
)


class ParseLoop:
    """The calls for one value: at least one, and one more for each repair.

    Attributes:
        messages: Messages of the next call, without the description of the schema.
        format: The type, as the format of a response.
        tries: How many responses were read.
    """

    def __init__(self, messages: Any, type_: Any, repair: int, build: Callable[..., Any]) -> None:
        if isinstance(repair, bool) or not isinstance(repair, int) or repair < 0:
            raise InputError(f"`repair` must be an int ≥ 0, got {describe(repair)}")
        self.messages = with_list(messages)
        self.format: OutputFormat[Any] = OutputFormat(type_)
        self.tries = 0
        self._form = FORMS[0]
        self._repairs = repair
        self._usage: Any = None
        self._last: Any = None  # result or error of a stream
        self._build = build

    def arguments(self) -> dict[str, Json]:
        """Return the messages and the format of the next call."""
        if self._form == "json_schema":
            return {"messages": self.messages, "response_format": self.format.response_format}
        messages = with_instructions(self.messages, self.format.schema)
        own = {"type": "json_object"} if self._form == "json_object" else None
        return {"messages": messages, "response_format": own}

    def fail(self, error: InferwireError) -> None:
        """Choose the next form if the server did not know this one.

        Raises:
            InferwireError: The error itself, if it has another reason.
        """
        words = (error.server_message or error.message).lower()
        is_refused = isinstance(error, ProviderError) and error.status in REFUSED
        if not is_refused or self._form == FORMS[-1] or not any(word in words for word in FORM_WORDS):
            raise error
        self._form = FORMS[FORMS.index(self._form) + 1]

    def receive(self, response: Any) -> Any:
        """Return the result of a response, or None if the model has to be called again.

        Raises:
            ParseError: If the text does not match the type, and no repair is left.
        """
        self.tries += 1
        self._usage = add_usage(self._usage, response.usage)
        message = response.message
        choice = response.choices[0]
        text = text_of_message(message, self.format.name)
        try:
            value = self.format.parse(text, choice.finish_reason, message.refusal)
        except ParseError as error:
            if not error.problems or self.tries > self._repairs or (message.tool_calls and not text):
                error.tries, error.usage = self.tries, self._usage
                error.add_context(model=response.model, attempts=response.attempts)
                if message.tool_calls and not text:
                    error.add_detail("it called tools: run_tools() runs them, and takes response_format= as well")
                raise
            self._add_repair(text, error)
            return None
        messages = [*self.messages, message]
        return self._build(value=value, response=response, usage=self._usage, messages=messages, repairs=self.tries - 1)

    def receive_last(self, response: Any) -> Any:
        """Return the result of the final response of a stream, which is read once, however often it is requested.

        Raises:
            ParseError: If the text does not match the type.
        """
        if self._last is None:
            try:
                self._last = self.receive(response)
            except InferwireError as error:
                self._last = error
        if isinstance(self._last, InferwireError):
            raise self._last
        return self._last

    def _add_repair(self, text: str, error: ParseError) -> None:
        schema = self.format.response_format["json_schema"]["schema"]
        prompt = REPAIR.format(problems=error.problems, schema=encode(schema))
        own = [{"role": "assistant", "content": text}] if text else []
        self.messages = [*self.messages, *own, {"role": "user", "content": prompt}]


def with_list(messages: Any) -> list[Any]:
    """Return messages as a list; a string is the message of a user.

    Raises:
        InputError: If they are neither.
    """
    if isinstance(messages, str):
        return [{"role": "user", "content": messages}]
    if not is_sequence(messages):
        raise InputError(f"`messages` must be a list of messages or a string, got {describe(messages)}")
    return list(messages)


def encode(value: Json) -> str:
    """Return JSON."""
    import msgspec  # loaded by the caller

    return msgspec.json.encode(value).decode()


def text_of_message(message: Any, tool: str) -> str:
    """Return the text of a message, or else the arguments of its call to the tool that stands for the format."""
    if message.content:
        return str(message.content)
    calls = [call.function for call in message.tool_calls or () if call.function is not None]
    return next((call.arguments or "" for call in calls if call.name == tool), "")


def parse(create: Callable[..., Any], loop: ParseLoop, options: Mapping[str, Any]) -> Any:
    """Call a model until its response is a value, and return the result.

    Args:
        create: Method that makes a call.
        loop: Decides what to send.
        options: Other arguments of each call.

    Raises:
        InferwireError: If a call fails, or no response is a value.
    """
    try:
        while True:
            try:
                response = create(**{**options, **loop.arguments()})
            except ProviderError as error:
                loop.fail(error)
                continue
            if (result := loop.receive(response)) is not None:
                return result
    except InferwireError as error:
        hide_frames(error)
        raise


async def parse_async(create: Callable[..., Awaitable[Any]], loop: ParseLoop, options: Mapping[str, Any]) -> Any:
    """Call a model until its response is a value, and return the result. Asynchronous `parse`.

    Raises:
        InferwireError: If a call fails, or no response is a value.
    """
    try:
        while True:
            try:
                response = await create(**{**options, **loop.arguments()})
            except ProviderError as error:
                loop.fail(error)
                continue
            if (result := loop.receive(response)) is not None:
                return result
    except InferwireError as error:
        hide_frames(error)
        raise


def check_no_repair(repair: int | None) -> None:
    """Check that a stream is not to be repaired.

    Raises:
        InputError: If it is.
    """
    if is_passed(repair) and repair:
        raise InputError("a stream is not repaired; leave repair= out, or call without stream=True")


class ParsedStream(Generic[C, R]):
    """A streamed response whose text is a value. Iterate over its items, and call `partial` for the value so far.

    Args:
        stream: The stream of the response.
        loop: Reads the final response.

    Attributes:
        stream: The stream of the response.
    """

    def __init__(self, stream: Stream[C, Any], loop: ParseLoop) -> None:
        self.stream = stream
        self._loop = loop

    def __repr__(self) -> str:
        return f"<ParsedStream of {self._loop.format.name}: {self.stream!r}>"

    def __iter__(self) -> Iterator[C]:
        return iter(self.stream)

    def __next__(self) -> C:
        return next(self.stream)

    @property
    def meta(self) -> CallMeta:
        """Which server responded, how long it took, and what it used; complete once the stream is."""
        return self.stream.meta

    def texts(self) -> Iterator[str]:
        """Iterate over the fragments of the text as they arrive."""
        return self.stream.texts()

    def partial(self) -> Json:
        """Return as much of the value as is known, as JSON: dictionaries, lists, strings. None before it begins."""
        return partial_value(self.stream, self._loop.format)

    def final(self) -> R:
        """Read to the end and return the result.

        Raises:
            StreamError: If the stream breaks.
            ParseError: If the text does not match the type.
        """
        result: R = read_final(self._loop, self.stream.final())
        return result

    def close(self) -> None:
        """Close the stream and its connection."""
        self.stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncParsedStream(Generic[C, R]):
    """Asynchronous `ParsedStream`: use ``async for`` and ``async with``, and await `final` and `close`.

    Args:
        stream: The stream of the response.
        loop: Reads the final response.

    Attributes:
        stream: The stream of the response.
    """

    def __init__(self, stream: AsyncStream[C, Any], loop: ParseLoop) -> None:
        self.stream = stream
        self._loop = loop

    def __repr__(self) -> str:
        return f"<AsyncParsedStream of {self._loop.format.name}: {self.stream!r}>"

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> C:
        return await anext(self.stream)

    @property
    def meta(self) -> CallMeta:
        """Which server responded, how long it took, and what it used; complete once the stream is."""
        return self.stream.meta

    def texts(self) -> AsyncIterator[str]:
        """Iterate over the fragments of the text as they arrive."""
        return self.stream.texts()

    def partial(self) -> Json:
        """Return as much of the value as is known, as JSON: dictionaries, lists, strings. None before it begins."""
        return partial_value(self.stream, self._loop.format)

    async def final(self) -> R:
        """Read to the end and return the result.

        Raises:
            StreamError: If the stream breaks.
            ParseError: If the text does not match the type.
        """
        result: R = read_final(self._loop, await self.stream.final())
        return result

    async def close(self) -> None:
        """Close the stream and its connection."""
        await self.stream.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


def open_parsed(create: Callable[..., Any], loop: ParseLoop, options: Mapping[str, Any]) -> ParsedStream[Any, Any]:
    """Open the stream of a response whose text is a value.

    Raises:
        InferwireError: If the call fails.
    """
    while True:
        try:
            return ParsedStream(create(**{**options, **loop.arguments()}, stream=True), loop)
        except ProviderError as error:
            loop.fail(error)


async def open_parsed_async(
    create: Callable[..., Awaitable[Any]], loop: ParseLoop, options: Mapping[str, Any]
) -> AsyncParsedStream[Any, Any]:
    """Open the stream of a response whose text is a value. Asynchronous `open_parsed`.

    Raises:
        InferwireError: If the call fails.
    """
    while True:
        try:
            return AsyncParsedStream(await create(**{**options, **loop.arguments()}, stream=True), loop)
        except ProviderError as error:
            loop.fail(error)


def read_final(loop: ParseLoop, response: Any) -> Any:
    """Return the result of the final response of a stream.

    Raises:
        ParseError: If its text does not match the type.
    """
    try:
        return loop.receive_last(response)
    except InferwireError as error:
        hide_frames(error)
        raise


def partial_value(stream: Stream[Any, Any] | AsyncStream[Any, Any], output: OutputFormat[Any]) -> Json:
    """Return the value in the text of a stream so far; None before it begins."""
    value = stream.partial()
    if value is None:
        try:
            message = stream.so_far().choices[0].message
        except (OutputError, ProviderError, IndexError):
            return None
        value = read_partial(text_of_message(message, output.name))
    return output.unwrap(value) if is_object(value) else value


publish(AsyncParsedStream, ParsedStream)
