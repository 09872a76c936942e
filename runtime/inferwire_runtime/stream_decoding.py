"""Decode the body of a streaming response into typed items, up to its declared end.

The first bytes decide what a body is, whatever its content type claims:

    data: ...   an event stream              [{...}, {...}]      whole JSON, from a server that does not stream
    {...}       JSON, a line for each item   anything else       an error, shown to the caller

A stream is complete only after the end marker of its protocol, or an item that is marked as the last. Any other end,
even a clean close, raises `StreamError`. Events outside the response only keep the connection alive.
"""

from __future__ import annotations

from codecs import BOM_UTF8 as BYTE_ORDER_MARK
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import UnionType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, Union, cast, get_origin

import msgspec
from msgspec import Struct

from inferwire_runtime.choices import (
    add_rest,
    carries_something,
    find_event_error,
    is_sign_of_life,
    is_whole,
    item_of_text,
    text_of,
    tidy,
    with_first_choice_only,
    with_texts,
)
from inferwire_runtime.decoding import convert, get_decoder
from inferwire_runtime.depth import SHALLOW_SIZE, check_depth, decode_json, decode_loosely, is_too_deep
from inferwire_runtime.error_messages import BODY_LIMIT as ERROR_LIMIT
from inferwire_runtime.error_messages import NO_EXPLANATION, clean_message, find_json_message, find_message
from inferwire_runtime.errors import InputError, OutputError, StreamError
from inferwire_runtime.json_path import FALSE as EMPTY
from inferwire_runtime.json_path import get
from inferwire_runtime.jsontypes import RAW, Json, is_list, is_object
from inferwire_runtime.media_types import parse_media_type
from inferwire_runtime.results import ResponseModel
from inferwire_runtime.sse import Event, EventDecoder, EventTooLargeError
from inferwire_runtime.stream_merging import Merger
from inferwire_runtime.streaming import ENDING_SECONDS, USAGE_SECONDS, StreamRules
from inferwire_runtime.surrogates import SurrogateJoiner

if TYPE_CHECKING:
    from inferwire_runtime.error_rules import ErrorRules
    from inferwire_runtime.response_merging import EventMerger

T = TypeVar("T")
UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)  # errors of decoding JSON
UNREADABLE_ITEM = (*UNREADABLE, IndexError, AttributeError)  # also those of an item without choices or content
ERROR = b'"error"'  # in most events that report an error
DELTA = b'"delta"'
DONE = b"[DONE]"  # ends streams of most servers, whatever their protocol defines
BODY_LIMIT = 64 * 1024 * 1024  # bytes of a response that is not a stream
BLANKS = b" \t\r\n\x1e"  # before JSON; the last one separates the texts of a JSON text sequence
FIELDS = (b"data:", b"event:", b"id:", b"retry:", b":")  # what event streams begin with


class StreamDecoder(Generic[T]):
    """Decodes the chunks of a response body into items, without I/O.

    Args:
        rules: Rules of the protocol.
        headers: Headers of the response.
        server: Label of the server, for error messages.
        request_body: JSON that requested the stream.
        errors: How the provider reports errors, where the usual fields do not show them.

    Attributes:
        is_done: Whether the end marker has arrived; the rest of the body is ignored.
        is_complete: Whether the stream has ended as its protocol defines.
    """

    def __init__(
        self,
        rules: StreamRules,
        headers: dict[str, str],
        server: str,
        request_body: Json = None,
        errors: ErrorRules | None = None,
    ) -> None:
        self._rules = rules
        self._errors = errors
        self._server = server
        self._events = EventDecoder()
        self._decoder = get_decoder(rules.item_type)
        item_type = rules.item_type
        is_result = isinstance(item_type, type) and issubclass(item_type, ResponseModel)
        fields: tuple[str, ...] = getattr(rules.item_type, "__struct_fields__", ()) if is_result else ()
        self._is_plain = rules.to_item is None and is_result and errors is None
        self._is_raw = rules.to_item is None and rules.item_type is Any
        self._has_choices = "choices" in fields
        self._has_tokens = "token" in fields
        self._content_type = headers.get("content-type", "")
        self._media_type = clean_message(parse_media_type(self._content_type))
        count = request_body.get("n") if is_object(request_body) else None
        self._count = max(count, 1) if isinstance(count, int) else 1  # results that were requested
        self._is_single = self._count == 1
        options = request_body.get("stream_options") if is_object(request_body) else None
        self._wants_usage = is_object(options) and options.get("include_usage") is True
        self._body = bytearray()  # until its first bytes have shown what it is
        self._searched = 0
        self._text = self._prefix = ""
        self._words = ""  # of the last event outside the response
        self._is_stream = self._is_lines = self._is_text = False
        self._has_blanks = self._has_begun = self._has_whole = False
        self._joiner = SurrogateJoiner(is_single=self._is_single)
        self._is_tagged = get_origin(item_type) in (Union, UnionType)
        self._merger: Merger | EventMerger
        if self._is_tagged:
            from inferwire_runtime.response_merging import EventMerger  # for one task

            self._merger = EventMerger()
        else:
            self._merger = Merger(rules.delta_fields, is_single=self._is_single)
        self._merged = 0
        self._tokens: list[Json] = []  # of native text generation, for the details of the response
        self._checked = 0
        self._open: set[int] = set()  # choices that have begun and not ended
        self._ended: set[int] = set()
        self._is_last_item = self._has_usage = False
        self.is_done = False
        self.is_complete = False

    def begin_text(self, prefix: str) -> None:
        """Begin the collected text with *prefix*."""
        self._text = self._prefix = prefix

    def feed(self, chunk: bytes) -> Iterable[T]:
        """Return the items that ``chunk`` completes, up to the first invalid item.

        Raises:
            StreamError: If the chunk contains an error or an invalid item; raised during iteration.
        """
        if not self._is_stream or (lines := self._events.feed_plain(chunk)) is None:
            return self._feed(chunk)
        is_plain = self._is_plain and ERROR not in chunk and ERROR not in lines[0]  # begun in an earlier chunk
        return self._decode_lines(lines, is_plain=is_plain)

    def _decode_lines(self, lines: list[bytes], *, is_plain: bool) -> Iterator[T]:
        """Decode events that consist of a single line of data each.

        Args:
            lines: Data of each event.
            is_plain: Whether the data needs no conversion and no event is an error, so that it is decoded directly.
        """
        done, decode, halves = self._rules.done_sentinel, self._decoder.decode, self._joiner.halves
        has_choices = self._has_choices
        is_direct = is_plain and not halves
        for data in lines:
            if data == done:
                self.is_done = self.is_complete = True
                return
            item: Any = None
            if is_direct and (len(data) <= SHALLOW_SIZE or not is_too_deep(data)):
                try:
                    item = decode(data)
                    if has_choices and item.choices[0].delta.content is None and DELTA not in data:
                        item = None
                except UNREADABLE_ITEM:
                    item = None  # also if it was decoded and has no choice
            if item is None:
                yield from self._read_data(data)
                if self.is_done:
                    return
                is_direct = is_plain and not halves
            else:
                item.__dict__[RAW] = data
                yield item

    def _feed(self, chunk: bytes) -> Iterable[T]:
        """Decode a chunk that the fast path cannot handle, or that is not part of an event stream."""
        if self._is_stream:
            return self._decode_events(chunk)
        if not self._body and self._searched == 0 and not self._has_blanks and _begins_field(chunk[:16]):
            self._is_stream = True  # nearly all
            return self.feed(chunk)
        self._body += chunk
        if self._is_lines:
            return self._decode_json_lines()
        if len(self._body) > BODY_LIMIT:
            raise self._error(f"sent more than {BODY_LIMIT // 1024**2} MiB that are not an event stream")
        return () if self._is_text else self._begin()

    def _begin(self) -> Iterable[T]:
        """Determine from its first bytes what the body is; wait for more bytes if they are too few."""
        start = bytes(self._body[:16])
        if self._searched == 0:
            if not self._has_blanks and BYTE_ORDER_MARK.startswith(start):
                return ()
            if not self._has_blanks and start.startswith(BYTE_ORDER_MARK):
                del self._body[: len(BYTE_ORDER_MARK)]
            size = len(self._body)
            self._body = self._body.lstrip(BLANKS)
            self._has_blanks = self._has_blanks or len(self._body) < size
            start = bytes(self._body[:16])
        if not start:
            return ()
        if start[:1] in b"{[":
            return self._begin_json()
        is_field = _begins_field(start)
        if is_field is None:
            return ()
        if is_field or "event-stream" in self._content_type.lower():
            return self._begin_events()
        self._is_text = True
        return ()

    def _begin_events(self) -> Iterable[T]:
        self._is_stream = True
        body, self._body = bytes(self._body), bytearray()
        return self.feed(b"\n" + body if self._has_blanks else body)

    def _begin_json(self) -> Iterable[T]:
        """Determine whether the body is a line of JSON for each item, or a single JSON text."""
        body = self._body
        end = body.find(b"\n", self._searched)
        if end < 0:
            self._searched = len(body)
            return ()
        self._searched = end
        rest = bytes(body[end : end + 4096]).lstrip(BLANKS)
        if not rest and not self._rules.is_lines:
            return ()
        is_field = _begins_field(rest) if rest else False
        if is_field is None:
            return ()
        first = bytes(body[:end])
        try:
            decode_json(first)
        except UNREADABLE:
            self._is_text = True  # JSON in several lines
            return ()
        if is_field:
            del body[:end]
            return self._then_events(first)
        if rest.startswith(b"{") or self._rules.is_lines:
            self._is_lines, self._searched = True, 0
            return self._decode_json_lines()
        self._is_text = True
        return ()

    def _then_events(self, first: bytes) -> Iterator[T]:
        """Read JSON that an event stream follows."""
        yield from self._read_body_json(self._decode_json(first))
        yield from self._begin_events()

    def _decode_json_lines(self) -> Iterator[T]:
        """Decode the complete lines of a body that is JSON line by line."""
        *lines, rest = bytes(self._body).split(b"\n")
        self._body = bytearray(rest)
        if len(rest) > BODY_LIMIT:
            raise self._error(f"sent a line of more than {BODY_LIMIT // 1024**2} MiB")
        for line in lines:
            data = line.strip(BLANKS).removeprefix(b"data:")
            if data:
                yield from self._read_data(data)
            if self.is_done:
                return

    def _decode_events(self, chunk: bytes) -> Iterator[T]:
        try:
            events = self._events.feed(chunk)
        except EventTooLargeError as exc:
            raise self._error(f"sent an event that is too large: {exc}") from exc
        for event in events:
            yield from self._read_event(event)
            if self.is_done:
                return

    def _read_event(self, event: Event) -> Iterable[T]:
        if event.event == "error" and not self._is_end(event.data):
            raise self._reported_error(self._error_text(event.data))
        if not event.data or (event.event and is_sign_of_life(event.event)):
            return ()
        return self._read_data(event.data, event.event if self._is_tagged else "")

    def _is_end(self, data: bytes) -> bool:
        done = self._rules.done_sentinel
        if data == done:
            return True
        return len(data) < 64 and data.strip(b" \t\"'").upper() == (done or DONE).strip().upper()

    def _read_data(self, data: bytes, tag: str = "") -> Iterable[T]:
        """Decode the data of an event: usually an item, or nothing. Its ``type`` may be that of the event."""
        if self._is_end(data):
            if self._rules.done_sentinel is not None:
                self.is_done = self.is_complete = True
            return ()
        try:
            json = self._decode_json(data)
        except UNREADABLE as exc:
            start = data[:120].decode("utf-8", "replace")
            if not start.strip() or is_sign_of_life(start):
                return ()
            raise self._error(f"sent an event that is not JSON: {start!r}") from exc
        if tag and is_object(json) and "type" not in json:
            json = {"type": tag, **json}
        try:
            return self._read_json(json)
        except OutputError as exc:
            raise self._error(f"sent an event of another shape: {exc.message}") from exc

    def _decode_json(self, data: bytes) -> Json:
        """Decode JSON, and join the halves of surrogate pairs in it."""
        if not self._joiner.halves and b"\\ud" not in data and b"\\uD" not in data:
            return decode_json(data)
        check_depth(data)
        try:
            return self._joiner.join(decode_loosely(data))
        except ValueError as exc:
            raise msgspec.DecodeError(str(exc)) from None

    def _read_json(self, json: Json) -> Sequence[T]:
        """Return the item in the JSON of an event, or nothing."""
        self._check_reported(json)
        if (words := find_event_error(json, has_result=self._is_raw or None)) is not None:
            raise self._reported_error(words, json)
        if self._is_raw:
            return () if json is None or json in ("", {}) else (json,)
        if is_list(json):
            return self._read_whole(json) or [item for part in json for item in self._read_json(part)]
        if not is_object(json) or (self._is_tagged and is_sign_of_life(str(json.get("type", "")))):
            return ()
        json = self._as_chat(json, "delta")
        if is_whole(json, has_begun=self._has_begun) and (whole := self._read_whole(json)):
            return whole
        event = tidy(json)
        made: Json = None if event is None else self._make_item(event)
        if made is None or (is_object(made) and "choices" in made and (made := tidy(made)) is None):
            self._set_aside(json)
            return ()
        if self._rules.to_item is not None:
            self._check_made(made, json)
        try:
            item: Any = convert(made, self._rules.item_type, self._server)
        except OutputError:
            if whole := self._read_whole(json):
                return whole
            if self._has_required(made) and (not self._is_tagged or "type" in made):
                raise
            self._set_aside(json)
            return ()
        self._has_begun = True
        return (item,)

    def _check_reported(self, json: Json) -> None:
        """Check that JSON reports no error by the provider's own rules.

        Raises:
            StreamError: If it does.
        """
        if self._errors is not None and self._errors.reports_error(json):
            words = self._errors.find_message(json) or find_json_message(json) or NO_EXPLANATION
            raise self._reported_error(clean_message(words), json)

    def _as_chat(self, json: Json, part: str) -> Json:
        """Return a chat of another interface with OpenAI's choices, unless the protocol has rules of its own."""
        if not self._has_choices or self._rules.to_item is not None or not is_object(json) or json.get("choices"):
            return json
        from inferwire_runtime.chat_forms import as_chat  # for few events

        return as_chat(json, part)

    def _make_item(self, event: dict[str, Json]) -> Json:
        """Return the JSON of an event's item; None if it has none, for example because it only counts tokens."""
        rules = self._rules
        if rules.to_item is None:
            return event if not self._has_choices or "choices" in event else None
        if self._has_tokens and "choices" not in event and is_object(event.get("token")):
            return event  # of a server that speaks TGI's own interface on OpenAI's route
        event = with_first_choice_only(event, is_single=self._is_single or self._has_choices)
        event = with_texts(event) if self._has_tokens else event
        if rules.text is not None:
            self._text += rules.text(event)
        return rules.to_item(event, self._text)

    def _check_made(self, made: Json, event: dict[str, Json]) -> None:
        """Check an item that was made from an event, and keep the usage that it does not have."""
        if (words := find_event_error(made, has_result=True)) is not None:
            raise self._reported_error(words)
        if event.get("usage") not in EMPTY and not self._has_choices:
            self._set_aside({"usage": event["usage"]})

    def _has_required(self, made: Json) -> bool:
        """Return whether any required field of an item is present: an event without them is not an item."""
        fields = getattr(self._rules.item_type, "__struct_fields__", ())
        if not fields or not is_object(made):
            return True
        required = [field.encode_name for field in msgspec.structs.fields(self._rules.item_type) if field.required]
        return any(made.get(name) is not None for name in required)

    def _set_aside(self, event: dict[str, Json]) -> None:
        """Keep the fields of an event without an item: the response as a whole may need them."""
        if "choices" in event or "usage" in event:
            self._merger.add_aside(event)
            self._has_usage = self._has_usage or event.get("usage") not in EMPTY
        else:
            self._words = find_json_message(event) or self._words

    def _read_whole(self, json: Json) -> Sequence[T]:
        """Return the item of a whole response, from a server that does not stream; nothing if there is no item."""
        rules = self._rules
        if rules.from_response is None or (self._is_tagged and not self._is_response(json)):
            return ()
        made = item_of_text(json) if self._has_tokens else None
        if made is None:
            made = rules.from_response(with_texts(json) if self._has_tokens else json)
            if self._prefix and is_object(made) and isinstance(text := made.get("generated_text"), str):
                made = {**made, "generated_text": self._prefix + text}
        if not carries_something(made):
            return ()
        if self._has_choices:
            made = add_rest(made, json, without="message")
        item: Any = convert(made, rules.item_type, self._server)
        self._has_whole = True
        return (item,)

    def _is_response(self, json: Json) -> bool:
        from inferwire_runtime.response_merging import is_response  # for one task

        return is_response(json)

    def _read_body_json(self, json: Json) -> Sequence[T]:
        """Return the items of JSON that is not in an event."""
        self._check_reported(json)
        if (words := find_event_error(json, has_result=self._is_raw or None)) is not None:
            raise self._reported_error(words, json)
        try:
            return self._read_whole(self._as_chat(json, "message")) or self._read_json(json)
        except OutputError as exc:
            raise self._error(f"did not stream, and sent a response of another shape: {exc.message}") from exc

    def finish(self, received: Sequence[T]) -> Iterator[T]:
        """Handle the end of the body: iterate over the last items, and check that the stream is complete.

        Args:
            received: All items so far; the caller adds those that it gets here.

        Raises:
            StreamError: If the stream is incomplete, or the response is neither an event stream nor JSON; raised
                during iteration.
        """
        if self._is_stream:
            for event in self._events.flush():
                yield from self._read_last(event, received)
        elif self._is_lines:
            if rest := bytes(self._body).strip(BLANKS).removeprefix(b"data:"):
                yield from self._read_last(Event(data=rest), received)
        else:
            yield from self._read_body()
            self._has_whole = True
        self.check_done(received)
        if not self.is_done:
            self._check_ended(received)
        self.is_complete = True

    def _read_last(self, event: Event, received: Sequence[T]) -> Iterable[T]:
        """Read an event that ends with the body, and may be cut off."""
        done = self._rules.done_sentinel or DONE
        if done.startswith(event.data):
            if not self.is_last_item(received):
                raise self._ended_early()
            return ()
        if event.data[:1] in b"{[" and not self._is_json(event.data):
            raise self._ended_early()
        return self._read_event(event)

    def _is_json(self, data: bytes) -> bool:
        try:
            self._decode_json(data)
        except UNREADABLE:
            return False
        return True

    def _read_body(self) -> Sequence[T]:
        """Read a body that is not an event stream."""
        data = bytes(self._body).strip(BLANKS)
        if not data and "event-stream" in self._content_type.lower():
            raise self._ended_early()
        is_json = data[:1] in (b"{", b"[")
        if is_json:
            data = without_end_marker(data)
            try:
                decoded = self._decode_json(data)
            except UNREADABLE as exc:
                start = data[:120].decode("utf-8", "replace")
                raise self._error(f"sent neither an event stream nor JSON: {start!r}") from exc
            if items := self._read_body_json(decoded):
                return items
            start = data[:120].decode("utf-8", "replace")
            raise self._error(f"did not stream, and sent a response of another shape: it starts with {start!r}")
        if self._media_type.endswith("json"):
            start = data[:120].decode("utf-8", "replace")
            raise self._error(f"sent neither an event stream nor JSON: {start!r}")
        start = find_message(self._content_type, data[:500])
        raise self._error(f"sent {self._media_type or 'no content type'} instead of an event stream: {start!r}")

    def _check_ended(self, received: Sequence[T]) -> None:
        """Check that the body did not end before its declared end.

        Raises:
            StreamError: If it did.
        """
        is_last = self._rules.is_last
        has_end = is_last is not None or self._rules.done_sentinel is not None
        if not has_end or self._has_whole:
            return
        if self._has_choices:
            self._check_choices(received)
            is_whole = bool(self._ended) and not self._open
        else:
            is_whole = is_last is not None and any(map(is_last, reversed(received)))
        if not is_whole:
            raise self._ended_early()

    def check_done(self, received: Sequence[T]) -> None:
        """Check that the server did not send an error in a form other than events.

        Raises:
            StreamError: If it did.
        """
        if self._events.stray:
            stray = bytes(self._events.stray).strip()
            try:
                words = find_event_error(self._decode_json(stray))
            except UNREADABLE:
                words = None
            if words is not None:
                raise self._reported_error(words)
        if self.is_done and not received and (words := self._other_words()):
            raise self._error(f"sent no response: {words}", words)

    def _other_words(self) -> str:
        """Return the server's message in lines that are not events, or in events outside the response."""
        stray = bytes(self._events.stray)
        return find_message("", stray) or clean_message(self._words or stray.decode("utf-8", "replace"))

    def _ended_early(self) -> StreamError:
        words = self._other_words()
        how = f"ended the stream before the response was complete{f': {words}' if words else ''}"
        return self._error(how, words or None)

    def is_last_item(self, received: Sequence[T]) -> bool:
        """Return whether the response is complete although its stream may continue, for example with token usage."""
        is_last = self._rules.is_last
        if self._has_whole:
            return True
        if is_last is None or not received or self._is_raw:
            return False
        if not self._has_choices:
            self._is_last_item = self._is_last_item or is_last(received[-1])
            return self._is_last_item
        last: Any = received[-1]
        if last.choices and last.choices[-1].finish_reason is None:
            return False
        self._check_choices(received)
        return len(self._ended) >= self._count and not self._open

    def _check_choices(self, received: Sequence[Any]) -> None:
        """Record which choices have ended in the items since the last check."""
        for item in received[self._checked :]:
            self._has_usage = self._has_usage or getattr(item, "usage", None) is not None
            for position, choice in enumerate(item.choices):
                index = position if self._is_single else getattr(choice, "index", position)
                if choice.finish_reason:
                    self._ended.add(index)
                    self._open.discard(index)
                elif index not in self._ended:
                    self._open.add(index)
        self._checked = len(received)

    def seconds_to_end(self, received: Sequence[T]) -> float:
        """Return how long to wait for the end of the body after the response is complete."""
        if not self._wants_usage or self._has_usage:
            return ENDING_SECONDS
        if any(getattr(item, "usage", None) is not None for item in received[-2:]):
            return ENDING_SECONDS
        return USAGE_SECONDS

    def final(self, items: Sequence[T]) -> Any:
        """Build the final response from all items.

        Raises:
            InputError: If this kind of stream has no final response.
            OutputError: If the items do not form a valid response.
        """
        rules, merger = self._rules, self._merger
        if rules.build_final is None:
            raise InputError("this stream has no final response; iterate over it instead")
        for item in items[self._merged :]:
            part = to_json(item)
            merger.add(part)
            if self._has_tokens and is_object(part) and get(part, "token", "id") is not None:
                self._tokens.append(part["token"])
        self._merged = max(self._merged, len(items))
        merged = merger.result()
        if self._has_choices and not merged:
            merged = {"choices": list[Json]()}
        made = rules.build_final(merged)
        if self._has_choices:
            made = add_rest(made, merged, without="delta")
            if is_object(made) and made.get("object") == "chat.completion.chunk":
                made["object"] = "chat.completion"
        if self._tokens and is_object(made) and is_object(details := made.get("details")):
            sent = merged.get("details") if is_object(merged) else None
            known = {name: value for name, value in details.items() if value is not None}
            made["details"] = {"tokens": list(self._tokens), **(sent if is_object(sent) else {}), **known}
        return convert(made, rules.final_type, self._server)

    def text(self, items: Sequence[T]) -> str:
        """Return the text of the final response.

        Raises:
            InputError: If this kind of stream has no text.
        """
        self.check_has_text()
        final_text = cast("Callable[[Json], str]", self._rules.final_text)
        return final_text(self.final(items))

    def check_has_text(self) -> None:
        """Check that streams of this kind have text.

        Raises:
            InputError: If they have none.
        """
        if self._rules.final_text is None:
            raise InputError("this stream has no text; iterate over it instead")

    def texts_of(self, item: T) -> tuple[str, str]:
        """Return the reasoning and the text that an item adds to the first result."""
        return text_of(item, is_single=self._is_single)

    def check_complete(self) -> None:
        """Check that the stream is complete.

        Raises:
            StreamError: If the stream broke, or was closed early.
        """
        if not self.is_complete:
            text = f"the stream of {self._server} broke before the response was complete; call again"
            raise StreamError(text, status=200)

    def _error_text(self, data: bytes) -> str:
        """Return the message of an event of type ``error``."""
        try:
            text = find_json_message(decode_json(data))
        except UNREADABLE:
            text = None
        return clean_message(text or data[:500].decode("utf-8", "replace")) or NO_EXPLANATION

    def _reported_error(self, words: str, event: Json = None) -> StreamError:
        return self._error(f"reported an error in the stream: {words}", words, event)

    def _error(self, how: str, words: str | None = None, event: Json = None) -> StreamError:
        body = None if event is None else msgspec.json.encode(event)[:ERROR_LIMIT].decode("utf-8", "replace")
        return StreamError(f"{self._server} {how}; call again", status=200, server_message=words, body=body)


def is_event_stream(body: bytes) -> bool:
    """Return whether a body begins like an event stream."""
    if body[:1] in b"{[":
        return False  # most bodies
    return bool(_begins_field(body[:64].removeprefix(BYTE_ORDER_MARK).lstrip(BLANKS)))


def _begins_field(start: bytes) -> bool | None:
    """Return whether bytes begin like an event stream; None if they are too few."""
    if start.startswith(FIELDS):
        return True
    return None if len(start) < 6 and any(field.startswith(start) for field in FIELDS) else False


def without_end_marker(body: bytes) -> bytes:
    """Return a body of JSON without the end marker of an event stream after it."""
    text = body.rstrip()
    if not text.endswith(DONE):
        return body
    text = text.removesuffix(DONE).rstrip().removesuffix(b"data:").rstrip()
    return text if text.endswith((b"}", b"]")) else body


def to_json(value: Any) -> Json:
    """Convert an item to the JSON that it was read from, with the values of its fields as they are now."""
    if not isinstance(value, Struct):
        return dict(value) if is_object(value) else value
    return _overlay(_raw_of(value), value)


def _raw_of(item: Struct) -> Json:
    state: dict[str, Any] = getattr(item, "__dict__", {})
    sources = state.get(RAW)
    raw = cast("Json", sources[-1]) if isinstance(sources, tuple) else sources  # the last one is what it was made from
    if not isinstance(raw, bytes):
        return raw
    try:
        return decode_json(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None


def _overlay(raw: Json, value: Any) -> Json:
    """Return the JSON of a value, with those fields of its source that its type does not have."""
    if isinstance(value, Struct):
        source: dict[str, Json] = raw if is_object(raw) else {}
        tag = value.__struct_config__.tag_field
        plain = dict(source) if tag is None else {tag: getattr(value, tag), **source}
        for name, field in zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True):
            part = getattr(value, field)
            if part is not None:
                plain[name] = _overlay(source.get(name), part)
        return plain
    if is_list(value):
        sources: Sequence[Json] = raw if is_list(raw) and len(raw) == len(value) else [None] * len(value)
        return [_overlay(source, item) for source, item in zip(sources, value, strict=True)]
    return value
