"""Decode server-sent events, as defined by the WHATWG standard, from chunks of any size.

This module does no I/O and does not interpret the data of events.

    chunk -> LF for every line end -> blocks between empty lines -> events
                                          └─ lines -> fields ─────────┘

Inference servers send almost only blocks that are a single ``data`` line, so there is a fast path for them. Other
blocks, and an incomplete block at the end of a chunk, are parsed line by line.
"""

from __future__ import annotations

from codecs import BOM_UTF8 as BYTE_ORDER_MARK

import msgspec

MAX_EVENT_SIZE = 64 * 1024 * 1024
_SHORT = 4096  # bytes; a longer incomplete line is not copied in front of every chunk that continues it
_STRAY_LIMIT = 64 * 1024  # bytes


class EventTooLargeError(ValueError):
    """An event exceeds the limit of ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the event is larger than {limit} bytes; raise max_event_size if that is expected")
        self.limit = limit


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A server-sent event.

    Attributes:
        data: Data lines, joined by LF, as valid UTF-8.
        event: Type of the event; empty for the default type, ``message``.
        id: Last event ID of the stream, from this event or an earlier one.
    """

    data: bytes
    event: str = ""
    id: str = ""


class EventDecoder:
    """Decodes the chunks of a stream into events. Chunks may begin and end anywhere.

    Args:
        max_event_size: Limit in bytes for the data of an event plus the current line.

    Attributes:
        stray: Lines without a field, for example an error that a server writes without ``data:``.
    """

    def __init__(self, *, max_event_size: int = MAX_EVENT_SIZE) -> None:
        self._max_event_size = max_event_size
        self._is_too_large = False
        self._start: bytes | None = b""  # possible start of a byte order mark; None after the check
        self._ended_with_cr = False
        self._is_simple = True  # only an incomplete line is buffered
        self._line = bytearray()  # the incomplete line; it contains no line end, so it is never searched again
        self._data = bytearray()  # the data lines of the incomplete event, each with its LF
        self._may_be_json = False  # the last data line ends like a JSON object
        self._event = ""
        self._id = ""
        self.stray = bytearray()

    def feed_plain(self, chunk: bytes) -> list[bytes] | None:
        """Decode a chunk whose events are single ``data`` lines, and return their data.

        The chunk may begin and end within a line. Return None, and consume nothing, if the chunk must go to `feed`.
        """
        if not self._is_simple or self._start or len(self._line) > _SHORT or len(chunk) > self._max_event_size - _SHORT:
            return None
        if (end := chunk.rfind(b"\n\n")) < 0 or b"\r" in chunk or chunk.find(b"\n", end + 2) >= 0:
            return None
        text = bytes(self._line) + chunk[:end]
        if not text.startswith(b"data: "):
            return None
        # Valid only if empty lines are the only line ends, which the count below checks.
        data = text[6:].split(b"\n\ndata: ")
        if text.count(b"\n") != 2 * len(data) - 2 or not _is_valid(text):
            return None
        self._start = None
        self._line[:] = chunk[end + 2 :]
        return data

    def feed(self, chunk: bytes) -> list[Event]:
        """Decode the next chunk and return the events that it completes.

        Raises:
            EventTooLargeError: If an event is larger than the limit. If the chunk completes earlier events, they are
                returned first, and the next call raises.
        """
        if self._is_too_large:
            raise EventTooLargeError(self._max_event_size)
        if self._start is not None:
            chunk = self._start + chunk
            if len(chunk) < len(BYTE_ORDER_MARK) and BYTE_ORDER_MARK.startswith(chunk):
                self._start = chunk
                return []
            self._start = None
            chunk = chunk.removeprefix(BYTE_ORDER_MARK)
        if not chunk:
            return []

        # A CR ends its line at once. If its LF begins the next chunk, that LF does not end another line.
        if self._ended_with_cr:
            chunk = chunk.removeprefix(b"\n")
        self._ended_with_cr = chunk.endswith(b"\r")
        if b"\r" in chunk:
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

        events: list[Event] = []
        try:
            self._read(chunk, events)
        except EventTooLargeError:
            self._is_too_large = True
            if not events:
                raise
        finally:
            self._is_simple = not (self._data or self._event or self._ended_with_cr or self._is_too_large)
        return events

    def flush(self) -> list[Event]:
        """Return the last event, if the body ended without the empty line, or the line end, that ends an event."""
        events: list[Event] = []
        if not self._is_too_large:
            line = bytes(self._line)
            self._line.clear()
            self._read_lines([line, b""], events)
        return events

    def _read(self, text: bytes, events: list[Event]) -> None:
        """Append the events that *text* completes to *events*. All line ends in *text* are LF."""
        if b"\n" not in text:
            self._buffer(text)
            return

        blocks = text.split(b"\n\n")
        if self._line:
            self._line += blocks[0]
            blocks[0] = bytes(self._line)
            self._line.clear()
        rest = blocks.pop()
        for block in blocks:
            is_one_line = block.startswith(b"data:") and b"\n" not in block and len(block) <= self._max_event_size
            if is_one_line and not self._data and not self._event:
                data = block[6 if block.startswith(b"data: ") else 5 :]
                events.append(Event(data=data if data.isascii() else _repair(data), id=self._id))
                continue
            self._read_lines(block.split(b"\n"), events)
            self._end_event(events)

        if not rest:
            return
        *lines, rest = rest.split(b"\n")
        self._read_lines(lines, events)
        self._buffer(rest)

    def _buffer(self, text: bytes) -> None:
        """Store an incomplete line until the rest arrives."""
        self._line += text
        self._check_size(len(self._line))

    def _read_lines(self, lines: list[bytes], events: list[Event]) -> None:
        """Process complete lines: an empty line ends the event, any other line is a field."""
        for line in lines:
            if line:
                self._check_size(len(line))
                self._read_field(line, events)
            else:
                self._end_event(events)

    def _read_field(self, line: bytes, events: list[Event]) -> None:
        """Parse a line and store its field."""
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        match name:
            case b"data":
                if self._may_be_json and self._data and value.startswith((b"{", b"[DONE]")):
                    # No JSON continues like this: the server ends its events with a single line end.
                    self._end_event(events)
                self._may_be_json = value.endswith(b"}")
                self._data += value
                self._data += b"\n"
            case b"event":
                self._event = value.decode(errors="replace")
            case b"id" if b"\0" not in value:
                self._id = value.decode(errors="replace")
            case b"" | b"id" | b"retry":
                pass  # comments, and `retry`, which only concerns clients that reconnect
            case _:
                self.stray += line[: max(_STRAY_LIMIT - len(self.stray), 0)] + b"\n"

    def _end_event(self, events: list[Event]) -> None:
        """Append the current event to *events* if it has data, and start the next event."""
        if self._data:
            self._data.pop()  # the LF after the last line
            events.append(Event(data=_repair(bytes(self._data)), event=self._event, id=self._id))
            self._data.clear()
        self._event = ""

    def _check_size(self, line_size: int) -> None:
        """Raise `EventTooLargeError` if a line of this size makes the event too large."""
        if len(self._data) + line_size > self._max_event_size:
            raise EventTooLargeError(self._max_event_size)


def _repair(data: bytes) -> bytes:
    """Replace invalid UTF-8 in *data* with U+FFFD."""
    return data if _is_valid(data) else data.decode(errors="replace").encode()


def _is_valid(data: bytes) -> bool:
    """Return whether *data* is valid UTF-8."""
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
