"""Decode server-sent events, as the WHATWG standard has them, from bytes that come in any pieces.

Nothing here reads from the network or knows what the data means.

    chunk -> LF for every line end -> blocks between empty lines -> events
                                          └─ lines -> fields ─────────┘

A block that is one ``data`` line is an event as it stands. Inference servers send hardly anything else, so that way is
short; other blocks, and the end of a chunk that stops within a block, go by the lines.
"""

from __future__ import annotations

import msgspec

MAX_EVENT_SIZE = 64 * 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MAX_RETRY_DIGITS = 18
_SHORT = 4096  # bytes; a longer start of a line is not put before each chunk that may go on with it


class EventTooLargeError(ValueError):
    """Tell that an event outgrew ``limit``, in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"an event is larger than {limit} bytes; raise max_event_size if that is expected")
        self.limit = limit


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Hold one event: its data lines joined by LF, in valid UTF-8 but not decoded."""

    data: bytes
    event: str = ""
    """Type of the event; empty where the stream names none, which the standard calls ``message``."""
    id: str = ""
    """Last id seen in the stream, be it in this event or an earlier one."""


class EventDecoder:
    """Turn the chunks of one stream into events; the chunks may be cut anywhere.

    Attributes:
        comments: How many comment lines have come, which servers send to show that they are alive.
        retry: Milliseconds to wait before connecting again, if the server said so.
    """

    def __init__(self, *, max_event_size: int = MAX_EVENT_SIZE) -> None:
        """Start a stream; an event's data and the line being read may together have ``max_event_size`` bytes."""
        self.comments = 0
        self.retry: int | None = None
        self._max_event_size = max_event_size
        self._is_too_large = False
        self._start: bytes | None = b""  # what may yet become a byte order mark; None once that is settled
        self._ended_with_cr = False
        self._is_simple = True  # nothing is kept but the start of a line
        self._line = bytearray()  # the line not ended yet; holds no line end, so it is never searched again
        self._data = bytearray()  # each data line of the event not ended yet, and LF
        self._event = ""
        self._id = ""

    def all_data(self, chunk: bytes) -> list[bytes] | None:
        """Take a chunk that ends events of one plain line each, and give their data; None of any other, not taken.

        The chunk may begin and end within such a line.
        """
        if not self._is_simple or self._start or len(self._line) > _SHORT or len(chunk) > self._max_event_size - _SHORT:
            return None
        if (end := chunk.rfind(b"\n\n")) < 0 or b"\r" in chunk or chunk.find(b"\n", end + 2) >= 0:
            return None
        text = bytes(self._line) + chunk[:end]
        if not text.startswith(b"data: "):
            return None
        # Each line is told from the next by an empty one: nothing else holds a line end, and each begins as the first.
        data = text[6:].split(b"\n\ndata: ")
        if text.count(b"\n") != 2 * len(data) - 2 or not _is_valid(text):
            return None
        self._start = None
        self._line[:] = chunk[end + 2 :]
        return data

    def feed(self, chunk: bytes) -> list[Event]:
        """Take the next bytes and give the events that they complete.

        Raises:
            EventTooLargeError: An event outgrew the limit. If others came before it in the chunk, those are returned,
                and the next call raises.
        """
        if self._is_too_large:
            raise EventTooLargeError(self._max_event_size)
        if self._start is not None:
            chunk = self._start + chunk
            if len(chunk) < len(_BYTE_ORDER_MARK) and _BYTE_ORDER_MARK.startswith(chunk):
                self._start = chunk
                return []
            self._start = None
            chunk = chunk.removeprefix(_BYTE_ORDER_MARK)
        if not chunk:
            return []

        # A CR ends its line at once; should its LF come with the next chunk, that LF is no second line end.
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

    def finish(self) -> None:
        """End the stream: drop an event that no empty line has closed.

        Raises:
            EventTooLargeError: An event outgrew the limit, and no call has said so yet.
        """
        self._line.clear()
        self._data.clear()
        self._event = ""
        if self._is_too_large:
            raise EventTooLargeError(self._max_event_size)

    def _read(self, text: bytes, events: list[Event]) -> None:
        """Add to ``events`` what ``text``, in which only LF ends a line, completes."""
        if b"\n" not in text:
            self._keep(text)
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
        self._keep(rest)

    def _keep(self, text: bytes) -> None:
        """Keep the start of a line until the rest of it comes."""
        self._line += text
        self._check_size(len(self._line))

    def _read_lines(self, lines: list[bytes], events: list[Event]) -> None:
        """Follow each line: an empty one ends the event, any other is a field of it."""
        for line in lines:
            if line:
                self._check_size(len(line))
                self._read_field(line)
            else:
                self._end_event(events)

    def _read_field(self, line: bytes) -> None:
        """Remember what one line says."""
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        match name:
            case b"data":
                self._data += value
                self._data += b"\n"
            case b"event":
                self._event = value.decode(errors="replace")
            case b"id" if b"\0" not in value:
                self._id = value.decode(errors="replace")
            # int() raises on thousands of digits, and no wait that long is meant.
            case b"retry" if value.isdigit() and len(value) <= _MAX_RETRY_DIGITS:
                self.retry = int(value)
            case b"":
                self.comments += 1
            case _:
                pass  # the standard has unknown fields ignored

    def _end_event(self, events: list[Event]) -> None:
        """Add the event to ``events``, if it has data, and start the next."""
        if self._data:
            self._data.pop()  # the LF after the last line
            events.append(Event(data=_repair(bytes(self._data)), event=self._event, id=self._id))
            self._data.clear()
        self._event = ""

    def _check_size(self, line_size: int) -> None:
        """Refuse a line that makes the event too large."""
        if len(self._data) + line_size > self._max_event_size:
            raise EventTooLargeError(self._max_event_size)


def _repair(data: bytes) -> bytes:
    """Give ``data`` with U+FFFD for whatever is not UTF-8, and valid data as it is."""
    return data if _is_valid(data) else data.decode(errors="replace").encode()


def _is_valid(data: bytes) -> bool:
    """Whether ``data`` is UTF-8."""
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
