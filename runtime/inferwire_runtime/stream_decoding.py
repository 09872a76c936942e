"""Decode the bytes of an event stream into typed items, up to its declared end.

A stream is complete only after the end marker of its protocol, or an item that is marked as the last. Any other end,
even a clean close, raises `StreamError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from inferwire_runtime.decoding import convert, get_decoder
from inferwire_runtime.depth import SHALLOW_SIZE, check_depth, decode_json, is_too_deep
from inferwire_runtime.error_messages import clean_message, find_json_message
from inferwire_runtime.errors import InputError, OutputError, StreamError
from inferwire_runtime.jsontypes import RAW, Json, is_list, is_object
from inferwire_runtime.media_types import parse_media_type
from inferwire_runtime.results import ResponseModel
from inferwire_runtime.sse import EventDecoder, EventTooLargeError
from inferwire_runtime.streaming import StreamRules

T = TypeVar("T")
UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)  # errors of decoding JSON
ERROR = b'"error"'  # in every event that carries an error
BODY_LIMIT = 64 * 1024 * 1024  # bytes of a response that is not a stream


def merge_items(items: Sequence[Any], delta_fields: frozenset[str]) -> Json:
    """Merge the items of a stream into one.

    Lists of objects with an ``index`` are merged by index; other lists are concatenated.

    Args:
        items: Typed items in the order of the stream.
        delta_fields: String fields to concatenate; other fields keep their last value.
    """
    merged: Json = None
    for item in items:
        merged = _merge(merged, _to_plain(item), delta_fields)
    return merged


def _to_plain(value: Any) -> Json:
    """Convert an item to JSON values, including fields with their default but not fields that are None."""
    if isinstance(value, Struct):
        names = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        return {name: _to_plain(part) for name, field in names if (part := getattr(value, field)) is not None}
    if is_list(value):
        return [_to_plain(item) for item in value]
    if is_object(value):
        return {name: _to_plain(part) for name, part in value.items()}
    return value


def _merge(old: Json, new: Json, delta_fields: frozenset[str]) -> Json:
    if is_object(old) and is_object(new):
        for name, value in new.items():
            if name in delta_fields and isinstance(old.get(name), str) and isinstance(value, str):
                old[name] += value
            elif name not in old:
                old[name] = value
            else:
                old[name] = _merge(old[name], value, delta_fields)
        return old
    if is_list(old) and is_list(new):
        for item in new:
            index = _index(item)
            position = next((at for at, other in enumerate(old) if index is not None and _index(other) == index), None)
            if position is None:
                old.append(item)
            else:
                old[position] = _merge(old[position], item, delta_fields)
        return old
    return old if new is None else new


def _index(item: Json) -> Json:
    return item.get("index") if is_object(item) else None


class StreamDecoder(Generic[T]):
    """Decodes the chunks of a response body into items, without I/O.

    Attributes:
        is_done: Whether the end marker has arrived; the rest of the body is ignored.
        is_complete: Whether the stream has ended as its protocol defines.
    """

    def __init__(self, rules: StreamRules, headers: dict[str, str], server: str) -> None:
        self._rules = rules
        self._server = server
        self._events = EventDecoder()
        self._decoder = get_decoder(rules.item_type)
        is_result = isinstance(rules.item_type, type) and issubclass(rules.item_type, ResponseModel)
        self._is_plain = rules.to_item is None and is_result
        self._media_type = clean_message(parse_media_type(headers.get("content-type", "")))
        self._body = bytearray()
        self._text = ""
        self._is_stream = self._media_type == "text/event-stream"
        self.is_done = False
        self.is_complete = False

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
        done, decode = self._rules.done_sentinel, self._decoder.decode
        for data in lines:
            if data == done:
                self.is_done = self.is_complete = True
                return
            item: Any
            if not is_plain or (len(data) > SHALLOW_SIZE and is_too_deep(data)):
                item = self._decode_item(data) if data else None
            else:
                try:
                    item = decode(data)
                    vars(item)[RAW] = data
                except UNREADABLE:
                    item = self._decode_item(data) if data else None
            if item is not None:
                yield item

    def _feed(self, chunk: bytes) -> Iterator[T]:
        """Decode a chunk that the fast path cannot handle, or that is not part of an event stream."""
        if not self._is_stream:
            self._body += chunk
            if len(self._body) > BODY_LIMIT:
                raise self._error(f"sent more than {BODY_LIMIT // 1024**2} MiB that are not an event stream")
            return
        try:
            events = self._events.feed(chunk)
        except EventTooLargeError as exc:
            raise self._error(f"sent an event that is too large: {exc}") from exc
        for event in events:
            if event.data == self._rules.done_sentinel:
                self.is_done = self.is_complete = True
                return
            if event.event == "error":
                raise self._error(f"reported an error in the stream: {self._error_text(event.data)}")
            if event.data:  # an event without data only keeps the connection alive
                item = self._decode_item(event.data)
                if item is not None:
                    yield item

    def final(self, items: Sequence[T]) -> Any:
        """Build the final response from all items.

        Raises:
            InputError: If this kind of stream has no final response.
            OutputError: If the items do not form a valid response.
        """
        rules = self._rules
        if rules.build_final is None:
            raise InputError("this stream has no final response; iterate over it instead")
        merged = merge_items(items, rules.delta_fields)
        return convert(rules.build_final(merged), rules.final_type, self._server)

    def text(self, items: Sequence[T]) -> str:
        """Return the text of the final response.

        Raises:
            InputError: If this kind of stream has no text.
        """
        if self._rules.final_text is None:
            raise InputError("this stream has no text; iterate over it instead")
        return self._rules.final_text(self.final(items))

    def check_complete(self) -> None:
        """Check that the stream is complete.

        Raises:
            StreamError: If the stream broke, or was closed early.
        """
        if not self.is_complete:
            text = f"the stream of {self._server} broke before the response was complete; call again"
            raise StreamError(text, status=200)

    def finish(self, received: Sequence[T]) -> list[T]:
        """Handle the end of the body, and return the last items.

        Raises:
            StreamError: If the stream is incomplete, or the response is neither an event stream nor JSON.
        """
        if self._media_type.endswith("json"):
            items = [self._from_response()]
            self.is_complete = True
            return items
        if self._media_type != "text/event-stream":
            start = clean_message(self._body[:500].decode("utf-8", "replace"))
            raise self._error(f"sent {self._media_type or 'no content type'} instead of an event stream: {start!r}")
        is_last = self._rules.is_last
        if is_last is not None and not any(map(is_last, reversed(received))):
            raise self._error("ended the stream before the response was complete")
        self.is_complete = True
        return []

    def _decode_item(self, data: bytes) -> Any:
        """Decode the item of an event; None if it contains none, for example if it only counts tokens."""
        rules = self._rules
        if ERROR in data:
            self._check_error(data)
        try:
            if rules.to_item is None:
                try:
                    check_depth(data)
                    item: Any = self._decoder.decode(data)
                except msgspec.ValidationError:
                    return convert(decode_json(data), rules.item_type, self._server)
                if isinstance(item, ResponseModel):
                    vars(item)[RAW] = data
                return item
            json = decode_json(data)
            if rules.text is not None:
                self._text += rules.text(json)
            made = rules.to_item(json, self._text)
            return None if made is None else convert(made, rules.item_type, self._server)
        except OutputError as exc:
            raise self._error(f"sent an event of another shape: {exc.message}") from exc
        except UNREADABLE as exc:
            start = data[:120].decode("utf-8", "replace")
            raise self._error(f"sent an event that is not JSON: {start!r}") from exc

    def _from_response(self) -> Any:
        """Convert the JSON response of a server that does not stream to an item."""
        data = bytes(self._body)
        if ERROR in data:
            self._check_error(data)
        try:
            json = decode_json(data)
            item = json
            if self._rules.from_response is not None:
                if self._rules.to_item is None:
                    convert(json, self._rules.final_type, self._server)  # a chunk may lack what a response must have
                item = self._rules.from_response(json)
            return convert(item, self._rules.item_type, self._server)
        except UNREADABLE as exc:
            start = data[:120].decode("utf-8", "replace")
            raise self._error(f"sent neither an event stream nor JSON: {start!r}") from exc
        except OutputError as exc:
            raise self._error(f"did not stream, and sent a response of another shape: {exc.message}") from exc

    def _check_error(self, data: bytes) -> None:
        """Raise `StreamError` if an event or a whole response reports an error at its top level."""
        try:
            json = decode_json(data)
        except UNREADABLE:
            return
        error = json.get("error") if is_object(json) else None
        if error is not None:
            text = clean_message(find_json_message(json) or str(error))
            raise self._error(f"reported an error in the stream: {text}")

    def _error_text(self, data: bytes) -> str:
        """Return the message of an event of type ``error``."""
        try:
            text = find_json_message(decode_json(data))
        except UNREADABLE:
            text = None
        return clean_message(text or data[:500].decode("utf-8", "replace")) or "no explanation"

    def _error(self, how: str) -> StreamError:
        return StreamError(f"{self._server} {how}; call again", status=200)
