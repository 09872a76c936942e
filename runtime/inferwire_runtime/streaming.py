"""Streams: from the bytes of an event stream to typed items, and a declared end.

A stream ends well only where its protocol says so: at its end marker, or after an item that says it is the last.
Everything else, however politely the connection was closed, is a `StreamError` with what had arrived.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

import msgspec
from msgspec import Struct

from inferwire_runtime.decoding import RAW, Result, convert, decoder
from inferwire_runtime.errors import (
    InferwireError,
    InputError,
    Json,
    OutputError,
    StreamError,
    clean_message,
    message_in,
)
from inferwire_runtime.media import bare_type
from inferwire_runtime.shapes import is_list, is_object
from inferwire_runtime.sse import EventDecoder, EventTooLargeError

if TYPE_CHECKING:
    from inferwire_runtime.policy import Attempt
    from inferwire_runtime.transport import AsyncStreamAnswer, StreamAnswer

T = TypeVar("T")
F = TypeVar("F")
UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)  # what reading JSON raises
ERROR = b'"error"'  # what an event that holds an error has in it
WHOLE_LIMIT = 64 * 1024 * 1024


class StreamRules(Struct, frozen=True, kw_only=True):
    """How to read the stream of one protocol.

    Attributes:
        type_: Type of an item.
        done: Data of the event that ends the stream, or None where there is no such event.
        is_finished: Whether an item says that it is the last one that matters; None where any end is a good one.
        to_item: Makes an item of an event's JSON, given the text so far; None where the JSON is the item. It gives
            None for an event that is no item.
        text: The text that an event's JSON adds.
        from_whole: Makes an item of a whole answer, for servers that do not stream.
        final_type: Type of the whole answer.
        pieces: Names of texts that come in pieces: the pieces are joined, of all other fields the last one counts.
        to_final: Makes the whole answer of all items laid one over the other; None where there is no such thing.
        final_text: The text of the whole answer.
    """

    type_: Any
    done: bytes | None = None
    is_finished: Callable[[Any], bool] | None = None
    to_item: Callable[[Json, str], Json] | None = None
    text: Callable[[Json], str] | None = None
    from_whole: Callable[[Json], Json] | None = None
    final_type: Any = Any
    pieces: frozenset[str] = frozenset()
    to_final: Callable[[Json], Json] | None = None
    final_text: Callable[[Json], str] | None = None


def merge_items(items: Sequence[Any], pieces: frozenset[str]) -> Json:
    """Lay items one over the other.

    Lists of objects with an ``index`` are laid over each other by it, other lists are put one after the other.

    Args:
        items: Typed items.
        pieces: Names of texts that are joined; of all other fields the last value that is there counts.
    """
    merged: Json = None
    for item in items:
        merged = _merge(merged, _plain(item), pieces)
    return merged


def _plain(value: Any) -> Json:
    """Give an item as JSON has it, with the fields that have their default, and without those that are null."""
    if isinstance(value, Struct):
        names = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        return {name: _plain(part) for name, field in names if (part := getattr(value, field)) is not None}
    if is_list(value):
        return [_plain(item) for item in value]
    if is_object(value):
        return {name: _plain(part) for name, part in value.items()}
    return value


def _merge(old: Json, new: Json, pieces: frozenset[str]) -> Json:
    if is_object(old) and is_object(new):
        for name, value in new.items():
            if name in pieces and isinstance(old.get(name), str) and isinstance(value, str):
                old[name] += value
            elif name not in old:
                old[name] = value
            else:
                old[name] = _merge(old[name], value, pieces)
        return old
    if is_list(old) and is_list(new):
        for item in new:
            index = _index(item)
            place = next((at for at, other in enumerate(old) if index is not None and _index(other) == index), None)
            if place is None:
                old.append(item)
            else:
                old[place] = _merge(old[place], item, pieces)
        return old
    return old if new is None else new


def _index(item: Json) -> Json:
    return item.get("index") if is_object(item) else None


class ItemReader(Generic[T]):
    """Turns the chunks of an answer's body into items. Does no I/O.

    Attributes:
        is_done: Whether the end marker was seen; what follows is not read.
        is_whole: Whether the stream came to an end that its protocol takes for a good one.
    """

    def __init__(self, rules: StreamRules, headers: dict[str, str], who: str) -> None:
        self._rules = rules
        self._who = who
        self._events = EventDecoder()
        self._decoder = decoder(rules.type_)
        self._is_plain = rules.to_item is None and isinstance(rules.type_, type) and issubclass(rules.type_, Result)
        self._media_type = clean_message(bare_type(headers.get("content-type", "")))
        self._whole = bytearray()
        self._text = ""
        self._is_stream = self._media_type == "text/event-stream"
        self.is_done = False
        self.is_whole = False

    def feed(self, chunk: bytes) -> Iterable[T]:
        """Give the items that ``chunk`` completes, those before a broken one included.

        Raises:
            StreamError: It holds an error, or something that is no item; also while the items are taken.
        """
        if not self._is_stream or (lines := self._events.all_data(chunk)) is None:
            return self._feed(chunk)
        is_plain = self._is_plain and ERROR not in chunk and ERROR not in lines[0]  # which may have begun earlier
        return self._all_items(lines, is_plain=is_plain)

    def _all_items(self, lines: list[bytes], *, is_plain: bool) -> Iterator[T]:
        """Give the items of events whose data is known.

        Args:
            lines: Their data.
            is_plain: Whether the data is an item as it stands, and none is an error, as mostly: `_item` in short.
        """
        done, decode = self._rules.done, self._decoder.decode
        for data in lines:
            if data == done:
                self.is_done = self.is_whole = True
                return
            item: Any
            if not is_plain:
                item = self._item(data) if data else None
            else:
                try:
                    item = decode(data)
                    vars(item)[RAW] = data
                except UNREADABLE:
                    item = self._item(data) if data else None
            if item is not None:
                yield item

    def _feed(self, chunk: bytes) -> Iterator[T]:
        """Give the items of any chunk."""
        if not self._is_stream:
            self._whole += chunk
            if len(self._whole) > WHOLE_LIMIT:
                raise self._error(f"answered with {self._media_type or 'no content type'} without an end")
            return
        try:
            events = self._events.feed(chunk)
        except EventTooLargeError as exc:
            raise self._error(f"sent an event that is too large: {exc}") from exc
        for event in events:
            if event.data == self._rules.done:
                self.is_done = self.is_whole = True
                return
            if event.event == "error":
                raise self._error(f"reported an error within the stream: {self._error_text(event.data)}")
            if event.data:  # an event without data is a sign of life only
                item = self._item(event.data)
                if item is not None:
                    yield item

    def final(self, items: Sequence[T]) -> Any:
        """Make the whole answer of all items.

        Raises:
            InputError: This stream has no whole answer.
            OutputError: What came does not make one.
        """
        rules = self._rules
        if rules.to_final is None:
            raise InputError("the items of this stream do not make one answer; iterate over it")
        return convert(rules.to_final(merge_items(items, rules.pieces)), rules.final_type, self._who)

    def text(self, items: Sequence[T]) -> str:
        """Give the text of the whole answer.

        Raises:
            InputError: This stream has none.
        """
        if self._rules.final_text is None:
            raise InputError("the items of this stream do not make one text; iterate over it")
        return self._rules.final_text(self.final(items))

    def check_whole(self) -> None:
        """Refuse to make a whole answer of a part.

        Raises:
            StreamError: The stream broke, or was left, before its end.
        """
        if not self.is_whole:
            raise StreamError(f"the stream of {self._who} broke before the answer was complete; call again", status=200)

    def finish(self, received: Sequence[T]) -> list[T]:
        """Take the end of the body, after the items that were received.

        Raises:
            StreamError: The stream was cut.
        """
        if self._media_type.endswith("json"):
            items = [self._from_whole()]
            self.is_whole = True
            return items
        if self._media_type != "text/event-stream":
            start = clean_message(self._whole[:500].decode("utf-8", "replace"))
            raise self._error(f"answered with {self._media_type or 'no content type'} in place of a stream: {start!r}")
        is_finished = self._rules.is_finished
        if is_finished is not None and not any(map(is_finished, reversed(received))):
            raise self._error("ended the stream before the answer was complete")
        self.is_whole = True
        return []

    def _item(self, data: bytes) -> Any:
        """Read one event; None where it is no item, such as one that only counts tokens."""
        rules = self._rules
        if ERROR in data:
            self._check_error(data)
        try:
            if rules.to_item is None:
                try:
                    item: Any = self._decoder.decode(data)
                except msgspec.ValidationError:
                    return convert(msgspec.json.decode(data), rules.type_, self._who)
                if isinstance(item, Result):
                    vars(item)[RAW] = data
                return item
            json = msgspec.json.decode(data)
            if rules.text is not None:
                self._text += rules.text(json)
            made = rules.to_item(json, self._text)
            return None if made is None else convert(made, rules.type_, self._who)
        except OutputError as exc:
            raise self._error(f"sent an event of another shape: {exc.message}") from exc
        except UNREADABLE as exc:
            start = data[:120].decode("utf-8", "replace")
            raise self._error(f"sent an event that is not JSON: {start!r}") from exc

    def _from_whole(self) -> Any:
        """Make the one item of a server that does not stream."""
        data = bytes(self._whole)
        if ERROR in data:
            self._check_error(data)
        try:
            json = msgspec.json.decode(data)
            item = json if self._rules.from_whole is None else self._rules.from_whole(json)
            return convert(item, self._rules.type_, self._who)
        except UNREADABLE as exc:
            start = data[:120].decode("utf-8", "replace")
            raise self._error(f"answered with something that is neither a stream nor JSON: {start!r}") from exc
        except OutputError as exc:
            raise self._error(f"answered whole, and in another shape: {exc.message}") from exc

    def _check_error(self, data: bytes) -> None:
        """Raise the error that an event or a whole answer holds at its top, if it holds one."""
        try:
            json = msgspec.json.decode(data)
        except UNREADABLE:
            return
        error = json.get("error") if is_object(json) else None
        if error is not None:
            text = clean_message(message_in(json) or str(error))
            raise self._error(f"reported an error within the stream: {text}")

    def _error_text(self, data: bytes) -> str:
        """Give what an event of the type ``error`` says."""
        try:
            text = message_in(msgspec.json.decode(data))
        except UNREADABLE:
            text = None
        return clean_message(text or data[:500].decode("utf-8", "replace")) or "no explanation"

    def _error(self, how: str) -> StreamError:
        return StreamError(f"{self._who} {how}; call again", status=200)


class Opened(Struct, frozen=True):
    """A stream whose headers are here: what a streaming flow returns to its driver.

    Attributes:
        answer: The open answer, of either transport.
        rules: How to read it.
        who: Whose answer it is, for messages.
    """

    answer: Any
    rules: StreamRules
    who: str


class Stream(Generic[T, F]):
    """The items of an answer, as they arrive: iterate over it once, or leave it with ``close()`` or ``with``.

    ``text()`` and ``final()`` read on to the end, and give what a call without a stream does: its text, or all of it.
    A stream that nobody holds any more frees its connection.

    Iteration raises `StreamError` where the stream breaks, stalls, carries an error, or was closed before its end; its
    ``received`` holds the items that came before.

    Attributes:
        status: HTTP status of the answer.
        headers: Headers of the answer, with lower-case names.
        attempts: What came of each time that the request was sent.
    """

    def __init__(
        self,
        answer: StreamAnswer,
        reader: ItemReader[T],
        add_facts: Callable[[InferwireError], None],
        attempts: Sequence[Attempt] = (),
    ) -> None:
        self.status = answer.status
        self.headers = answer.headers
        self.attempts = tuple(attempts)
        self._answer = answer
        self._reader = reader
        self._add_facts = add_facts
        self._received: list[T] = []
        # Knows nothing of this object, which is then freed as soon as nobody holds it.
        self._items = _read(answer, reader, self._received, add_facts)

    def __reduce__(self) -> Any:
        raise TypeError("a stream is one connection, which cannot be copied or pickled; keep what it gave")

    def __iter__(self) -> Iterator[T]:
        return self._items

    def __next__(self) -> T:
        return next(self._items)

    def iter_bytes(self) -> Iterator[bytes]:
        """Give the body as it arrives, in place of the items: undecoded, content encodings undone.

        Raises:
            StreamError: The stream broke.
        """
        return _read_bytes(self._answer, self._add_facts)

    def final(self) -> F:
        """Read to the end and give the whole answer: its text and tool calls put together.

        Raises:
            StreamError: The stream broke.
            InputError: The items of this stream do not make one answer.
        """
        self._read_on()
        return cast("F", self._reader.final(self._received))

    def text(self) -> str:
        """Read to the end and give the text of the whole answer.

        Raises:
            StreamError: The stream broke.
            InputError: The items of this stream do not make one text.
        """
        self._read_on()
        return self._reader.text(self._received)

    def _read_on(self) -> None:
        for _ in self._items:
            pass
        try:
            self._reader.check_whole()
        except StreamError as error:
            raise complete_error(error, self._received, self._add_facts) from None

    def close(self) -> None:
        """Leave the stream and free its connection; from any thread, also while another one waits for the next item."""
        self._answer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _read(
    answer: StreamAnswer, reader: ItemReader[T], received: list[T], add_facts: Callable[[InferwireError], None]
) -> Iterator[T]:
    """Give the items of a stream, to its declared end."""
    try:
        while (chunk := answer.chunk()) is not None:
            for item in reader.feed(chunk):
                received.append(item)
                yield item
            if reader.is_done:
                answer.drain()
                return
        for item in reader.finish(received):
            received.append(item)
            yield item
    except InferwireError as error:
        raise complete_error(error, received, add_facts) from error.__cause__
    finally:
        answer.close()


def _read_bytes(answer: StreamAnswer, add_facts: Callable[[InferwireError], None]) -> Iterator[bytes]:
    """Give the body of a stream, to its end."""
    try:
        while (chunk := answer.chunk()) is not None:
            yield chunk
    except InferwireError as error:
        raise complete_error(error, [], add_facts) from error.__cause__
    finally:
        answer.close()


class AsyncStream(Generic[T, F]):
    """`Stream` for asynchronous code: ``async for``, ``async with``, ``await`` for its methods."""

    def __init__(
        self,
        answer: AsyncStreamAnswer,
        reader: ItemReader[T],
        add_facts: Callable[[InferwireError], None],
        attempts: Sequence[Attempt] = (),
    ) -> None:
        self.status = answer.status
        self.headers = answer.headers
        self.attempts = tuple(attempts)
        self._answer = answer
        self._reader = reader
        self._add_facts = add_facts
        self._received: list[T] = []
        self._items: Iterator[T] = iter(())  # what the last chunk still holds
        self._is_over = False

    def __reduce__(self) -> Any:
        raise TypeError("a stream is one connection, which cannot be copied or pickled; keep what it gave")

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        try:
            while True:
                for item in self._items:
                    self._received.append(item)
                    return item
                if self._is_over:
                    raise StopAsyncIteration
                if self._reader.is_done:
                    self._is_over = True
                    await self._answer.drain()
                elif (chunk := await self._answer.chunk()) is not None:
                    self._items = iter(self._reader.feed(chunk))
                else:
                    self._is_over = True
                    self._items = iter(self._reader.finish(self._received))
        except InferwireError as error:
            self._is_over = True
            await self._answer.close()
            raise complete_error(error, self._received, self._add_facts) from error.__cause__

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        """Give the body as it arrives, in place of the items: undecoded, content encodings undone.

        Raises:
            StreamError: The stream broke.
        """
        try:
            while (chunk := await self._answer.chunk()) is not None:
                yield chunk
        except InferwireError as error:
            raise complete_error(error, [], self._add_facts) from error.__cause__
        finally:
            await self._answer.close()

    async def final(self) -> F:
        """Read to the end and give the whole answer: its text and tool calls put together.

        Raises:
            StreamError: The stream broke.
            InputError: The items of this stream do not make one answer.
        """
        await self._read_on()
        return cast("F", self._reader.final(self._received))

    async def text(self) -> str:
        """Read to the end and give the text of the whole answer.

        Raises:
            StreamError: The stream broke.
            InputError: The items of this stream do not make one text.
        """
        await self._read_on()
        return self._reader.text(self._received)

    async def _read_on(self) -> None:
        async for _ in self:
            pass
        try:
            self._reader.check_whole()
        except StreamError as error:
            raise complete_error(error, self._received, self._add_facts) from None

    async def close(self) -> None:
        """Leave the stream and free its connection; from any task, also while another one waits for the next item."""
        await self._answer.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


def complete_error(
    error: InferwireError, received: list[Any], add_facts: Callable[[InferwireError], None]
) -> InferwireError:
    """Make a stream's failure a `StreamError` that carries what had arrived, and who failed."""
    if isinstance(error, StreamError):
        error.received = received
    add_facts(error)
    return error
