"""Server-sent events come out the same however the stream is cut, and as the WHATWG standard requires."""

from __future__ import annotations

import json
import re
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inferwire_runtime import sse
from inferwire_runtime.errors import StreamError
from inferwire_runtime.results import ResponseModel
from inferwire_runtime.sse import Event, EventDecoder, EventTooLargeError
from inferwire_runtime.stream_decoding import StreamDecoder
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

CASES: dict[str, tuple[bytes, list[Event]]] = {
    "nothing": (b"", []),
    "one event": (b"data: a\n\n", [Event(data=b"a")]),
    "two events": (b"data: a\n\ndata: b\n\n", [Event(data=b"a"), Event(data=b"b")]),
    "cr": (b"data: a\r\rdata: b\r\r", [Event(data=b"a"), Event(data=b"b")]),
    "crlf": (b"data: a\r\n\r\ndata: b\r\n\r\n", [Event(data=b"a"), Event(data=b"b")]),
    "mixed line ends": (b"data: a\rdata: b\r\ndata: c\n\r\ndata: d\n\r", [Event(data=b"a\nb\nc"), Event(data=b"d")]),
    "cr, then crlf": (b"data: a\r\r\ndata: b\n\n", [Event(data=b"a"), Event(data=b"b")]),
    "lf, then cr": (b"data: a\n\rdata: b\n\n", [Event(data=b"a"), Event(data=b"b")]),
    "more empty lines than needed": (b"\n\n\ndata: a\n\n\n\n\ndata: b\n\n\n", [Event(data=b"a"), Event(data=b"b")]),
    "empty lines at the start are not a block": (b"\ndata: a\n\n", [Event(data=b"a")]),
    "lines are joined by lf": (b"data: a\ndata: b\n\n", [Event(data=b"a\nb")]),
    "empty lines of data count": (b"data\ndata:\ndata: \n\n", [Event(data=b"\n\n")]),
    "data without colon": (b"data\n\n", [Event(data=b"")]),
    "data without value": (b"data:\n\n", [Event(data=b"")]),
    "no space": (b"data:a\n\n", [Event(data=b"a")]),
    "two spaces": (b"data:  a \n\n", [Event(data=b" a ")]),
    "a tab is data": (b"data:\ta\n\n", [Event(data=b"\ta")]),
    "colons in the value": (b"data: a: b:c\n\n", [Event(data=b"a: b:c")]),
    "no data": (b"event: a\nid: 1\n\ndata: b\n\n", [Event(data=b"b", id="1")]),
    "type": (b"event: a\ndata: b\n\ndata: c\n\n", [Event(event="a", data=b"b"), Event(data=b"c")]),
    "type after data": (b"data: b\nevent: a\n\n", [Event(event="a", data=b"b")]),
    "last type counts": (b"event: a\nevent: b\ndata\n\n", [Event(event="b", data=b"")]),
    "type taken back": (b"event: a\nevent\ndata\n\n", [Event(data=b"")]),
    "id stays": (b"id: 1\ndata: a\n\ndata: b\n\n", [Event(data=b"a", id="1"), Event(data=b"b", id="1")]),
    "id taken back": (b"id: 1\ndata: a\n\nid\ndata: b\n\n", [Event(data=b"a", id="1"), Event(data=b"b")]),
    "id with nul": (b"id: 1\nid: 2\x003\ndata: a\n\n", [Event(data=b"a", id="1")]),
    "nul in data": (b"data: a\x00b\n\n", [Event(data=b"a\x00b")]),
    "comments": (b": hello\n\n:\ndata: a\n:data: b\n\n", [Event(data=b"a")]),
    "unknown fields": (b"date: a\nDATA: b\n data: c\ndatabase\ndata : d\ndata: e\n\n", [Event(data=b"e")]),
    "only unknown fields": (b"dataset: a\n\n", []),
    "not closed": (b"data: a\n\ndata: b\n", [Event(data=b"a")]),
    "not ended": (b"data: a\n\ndata: b", [Event(data=b"a")]),
    "byte order mark": (BYTE_ORDER_MARK + b"data: a\n\n", [Event(data=b"a")]),
    "byte order mark, then cr": (BYTE_ORDER_MARK + b"\r\ndata: a\r\n\r\n", [Event(data=b"a")]),
    "only one byte order mark": (BYTE_ORDER_MARK * 2 + b"data: a\n\ndata: b\n\n", [Event(data=b"b")]),
    "byte order mark later": (b"data: a\n\n" + BYTE_ORDER_MARK + b"data: b\n\n", [Event(data=b"a")]),
    "byte order mark in data": (b"data: " + BYTE_ORDER_MARK + b"\n\n", [Event(data=BYTE_ORDER_MARK)]),
    "half a byte order mark": (b"\xef\xbbdata: a\n\ndata: b\n\n", [Event(data=b"b")]),
    "line ends of unicode only": (
        "data: a\u2028b\u2029c\u0085d\x0be\x0cf\n\n".encode(),
        [Event(data="a\u2028b\u2029c\u0085d\x0be\x0cf".encode())],
    ),
    "characters of many bytes": (
        "event: é\nid: 語\ndata: 🙂\n\n".encode(),
        [Event(event="é", id="語", data="🙂".encode())],
    ),
    "not utf-8": (b"data: a\xffb\n\n", [Event(data="a\ufffdb".encode())]),
    "character cut by a line end": (b"data: \xe2\x82\ndata: \xac\n\n", [Event(data="\ufffd\n\ufffd".encode())]),
    "not utf-8 in names": (b"event: \xff\nid: \xff\ndata\n\n", [Event(event="\ufffd", id="\ufffd", data=b"")]),
}


@pytest.mark.parametrize(("stream", "events"), CASES.values(), ids=CASES.keys())
def test_events_are_the_same_at_every_chunk_size(stream: bytes, events: list[Event]) -> None:
    for size in range(1, len(stream) + 1):
        chunks = [stream[start : start + size] for start in range(0, len(stream), size)]
        assert decode(chunks) == events, size
    assert decode([stream]) == events
    assert decode([b"", *(piece for byte in stream for piece in (bytes([byte]), b""))]) == events


@pytest.mark.parametrize(("stream", "events"), CASES.values(), ids=CASES.keys())
def test_reference_of_the_property_test_agrees_with_the_table(stream: bytes, events: list[Event]) -> None:
    assert Reference(stream).events == events


PIECES = [
    *(b"data:", b"data", b"event", b"id", b"retry", b":", b" ", b"  ", b"\r", b"\n", b"\r\n", b"\n\n", b"\r\r"),
    *(b"data: {}\n\n", b"data:", b"\n\ndata: ", b": comment\n", b"id: 1\n", b"event: a\n", b"retry: 5\n"),
    *(b"a", b"7", b"\x00", b"\t", BYTE_ORDER_MARK, b"\xef", b"\xbb", b"\xff", b"\xe2\x82", b"\xed\xa0\x80"),
    *("é\u0085\u2028\u2029🙂".encode(), b"\xf0\x9f"),
]
streams = st.builds(
    bytes.__add__, st.sampled_from([b"", BYTE_ORDER_MARK]), st.lists(st.sampled_from(PIECES)).map(b"".join)
)
cut_streams = streams.flatmap(lambda stream: st.tuples(st.just(stream), st.lists(st.integers(0, len(stream)))))


@given(cut_streams)
@example((b"data: a\r\n\r\ndata: b\r\r\n", [9, 10, 11, 20]))
def test_decoder_agrees_with_the_standard_however_the_stream_is_cut(cut_stream: tuple[bytes, list[int]]) -> None:
    stream, cuts = cut_stream
    reference = Reference(stream)
    decoder = EventDecoder()
    assert decode(cut(stream, cuts), decoder) == reference.events


@given(cut_streams, st.integers(0, 20))
def test_what_comes_out_before_an_event_that_is_too_large_does_not_depend_on_the_cuts(
    cut_stream: tuple[bytes, list[int]], limit: int
) -> None:
    stream, cuts = cut_stream
    assert decode_until_too_large(cut(stream, cuts), limit) == decode_until_too_large([stream], limit)


@given(st.binary(max_size=60) | streams)
def test_every_event_is_out_as_soon_as_its_last_byte_is_in(stream: bytes) -> None:
    decoder = EventDecoder()
    events: list[Event] = []
    for end in range(1, len(stream) + 1):
        events += decoder.feed(stream[end - 1 : end])
        assert events == Reference(stream[:end]).events


texts = st.text(st.sampled_from("ab 7:\0\t\u0085\u2028\u2029\x0b\x0c\x1c\ufeffé🙂{}"), max_size=6)
fields = st.one_of(
    st.tuples(st.sampled_from(["data", "data", "event"]), texts),
    st.tuples(st.just("id"), st.sampled_from(["1", "2", "", "a\0b", "\0", "é\u2028"])),
    st.tuples(st.just("retry"), st.sampled_from(["0", "15", "", "x", "1.5", "-1"])),
    st.tuples(st.sampled_from(["", "dat", "DATA", "datas", "é"]), texts),  # a comment, and what is unknown
)


@given(st.lists(st.lists(fields, max_size=5), max_size=4), st.booleans(), st.randoms(use_true_random=False))
def test_what_a_server_writes_comes_out(blocks: list[list[tuple[str, str]]], has_mark: bool, chance: Random) -> None:
    stream, expected, last_id = BYTE_ORDER_MARK if has_mark else b"", list[Event](), ""
    ended_with_cr = False
    for block in blocks:
        lines = [written(name, value, chance) for name, value in block]
        for line in [*lines, b""]:
            # An LF alone, after a CR, would be the second half of one line end.
            ends = [b"\r", b"\r\n"] if ended_with_cr and not line else [b"\r", b"\r\n", b"\n"]
            end = chance.choice(ends)
            ended_with_cr = end == b"\r"
            stream += line + end
        data = [value for name, value in block if name == "data"]
        types = [value for name, value in block if name == "event"]
        last_id = next((value for name, value in reversed(block) if name == "id" and "\0" not in value), last_id)
        if data:
            expected.append(Event(data="\n".join(data).encode(), event=types[-1] if types else "", id=last_id))
    decoder = EventDecoder()
    assert decode(cut(stream, [chance.randint(0, len(stream)) for _ in range(4)]), decoder) == expected


def written(name: str, value: str, chance: Random) -> bytes:
    """Return a field in one of its equivalent spellings."""
    if not value and name and chance.random() < 0.5:
        return name.encode()
    space = " " if value.startswith(" ") or chance.random() < 0.5 else ""
    return f"{name}:{space}{value}".encode()


JSON_PIECES = [
    *(b"data: 1\n\n", b"data:{}\r\n\r\n", 'data: "\u2028"\n\n'.encode(), b"data: [\ndata: 2]\n\n", b": alive\n\n"),
    *(b"data:\n\n", b"id: 1\ndata: 3\n\n", b"event: a\ndata: 4\n\n", b"event: error\ndata: 5\n\n"),
    *(b"data: [DONE]\n\n", b"data: no\n\n", b"\n", b"\r", b"data: 6", b"\n\n", b"event: error\n", b"retry: 5\n"),
    *(BYTE_ORDER_MARK, b"\xe2\x82"),
]


@given(st.lists(st.sampled_from(JSON_PIECES)).map(b"".join), st.lists(st.integers(0, 200), max_size=9))
def test_a_reader_yields_the_data_of_the_events_however_the_stream_is_cut(stream: bytes, cuts: list[int]) -> None:
    decoder = StreamDecoder[Any](
        StreamRules(item_type=Any, done_sentinel=b"[DONE]"), {"content-type": "text/event-stream"}, "Test"
    )
    items: list[Any] = []
    error: StreamError | None = None
    try:
        for chunk in cut(stream, [each for each in cuts if each <= len(stream)]):
            for item in decoder.feed(chunk) if not decoder.is_done else ():  # those before the one that breaks count
                items.append(item)
    except StreamError as exc:
        error = exc
    expected: list[Any] = []
    is_broken = False
    for event in Reference(stream).events:
        if event.data == b"[DONE]":
            break
        if event.event == "error":
            is_broken = True
            break
        try:
            data = json.loads(event.data) if event.data else None
            expected += [] if data is None or data in ("", {}) else [data]  # these only keep the connection alive
        except ValueError:
            is_broken = True
            break
    assert (items, error is not None) == (expected, is_broken)


class Item(ResponseModel, kw_only=True):
    text: str = ""


def data_of(stream: list[bytes], *, is_fast: bool) -> list[bytes]:
    """Return the data of all events of a stream, decoded by the fast path where possible."""
    decoder, data = EventDecoder(), list[bytes]()
    for chunk in stream:
        if is_fast and (taken := decoder.feed_plain(chunk)) is not None:
            data += taken
        else:
            data += [event.data for event in decoder.feed(chunk)]
    return [each for each in data if each]


@given(
    st.lists(st.sampled_from([*PIECES, b"data: a\n\n", b"data: {}\n\n", "data: \u00e9\n\n".encode()]), max_size=8).map(
        b"".join
    ),
    st.lists(st.integers(0, 200), max_size=8),
)
@example(b"data: a\n\ndata: b\n\n", [])
@example(b"data: a\n\ndata: b\nid: 1\n\n", [])
@example(b"data: a\n\ndata: b\n\n\n\n", [9])
@example(b"data: a\n\ndata: b\n\ndata: c\n\n", [3, 12, 21])
@example(b"\xef\xbb\xbfdata: a\n\ndata: b\n\n", [1])
@example(b"data: \xff\n\ndata: b\n\n", [])
@example("data: \u00e9\n\ndata: b\n\n".encode(), [7])
@example(b"event: a\ndata: a\n\ndata: b\n\n", [10])
@example(b"data: a\rdata: b\n\ndata: c\n\n", [8])
def test_the_fast_path_agrees_with_the_slow_one(stream: bytes, cuts: list[int]) -> None:
    chunks = cut(stream, [each for each in cuts if each <= len(stream)])
    assert data_of(chunks, is_fast=True) == data_of(chunks, is_fast=False)


def test_the_fast_path_takes_what_inference_servers_send() -> None:
    decoder = EventDecoder()
    assert decoder.feed_plain(b"data: 1\n\n") == [b"1"]
    assert decoder.feed_plain(b"data: 2\n\ndata: 3") == [b"2"]
    assert decoder.feed_plain(b"4\n\ndata: [DONE]\n\n") == [b"34", b"[DONE]"]
    assert decoder.feed_plain(b"data: 5\n") is None


@pytest.mark.parametrize("at", range(70))
def test_an_error_is_found_wherever_its_event_is_cut(at: int) -> None:
    decoder = StreamDecoder(StreamRules(item_type=Item), {"content-type": "text/event-stream"}, "a server")
    stream = b'data: {"text": "a"}\n\ndata: {"text": "b", "error": {"message": "gone"}}\n\n'
    assert len(stream) > 70
    items = (item for chunk in (stream[:at], stream[at:]) for item in decoder.feed(chunk))
    assert next(items) == Item(text="a")
    with pytest.raises(StreamError, match="reported an error in the stream: gone"):
        next(items)


@pytest.mark.parametrize("end", [b"\n\n", b"\r\r", b"\n\r", b"\r\n\n", b"\r\n\r"])
def test_event_comes_out_with_the_byte_that_ends_it(end: bytes) -> None:
    decoder = EventDecoder()
    assert decoder.feed(b"data: a" + end[:-1]) == []
    assert decoder.feed(end[-1:]) == [Event(data=b"a")]


def test_lf_after_a_cr_that_ended_a_chunk_does_not_end_another_line() -> None:
    decoder = EventDecoder()
    assert decoder.feed(b"data: a\r") == []
    assert decoder.feed(b"") == []
    assert decoder.feed(b"\n") == []
    assert decoder.feed(b"data: b\r") == []
    assert decoder.feed(b"\n\r") == [Event(data=b"a\nb")]
    assert decoder.feed(b"\n") == []


def test_valid_data_is_returned_as_sent() -> None:
    data = '{"text": "é\\u00e9 🙂"}'.encode()
    assert decode([b"data: " + data + b"\n\n"]) == [Event(data=data)]


@pytest.mark.parametrize(
    "stream",
    [b"data: 12345\n\n", b"data: 12345", b"data:1\ndata:2\ndata:3\ndata:45\n\n", b":2345678901", b"dat: 2345678\n\n"],
)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_an_event_over_the_limit_is_an_error(stream: bytes, size: int) -> None:
    decoder = EventDecoder(max_event_size=10)
    with pytest.raises(EventTooLargeError, match="larger than 10 bytes") as caught:
        decode([stream[start : start + size] for start in range(0, len(stream), size)], decoder)
    assert caught.value.limit == 10


@pytest.mark.parametrize("stream", [b"data: 1234\n\n", b"data:1\ndata:2\ndata:3\n\n", b"data:12345\r\n\r\n"])
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_events_up_to_the_limit_pass_in_any_number(stream: bytes, size: int) -> None:
    stream = BYTE_ORDER_MARK + stream * 10
    chunks = [stream[start : start + size] for start in range(0, len(stream), size)]
    assert len(decode(chunks, EventDecoder(max_event_size=10))) == 10


def test_comments_do_not_add_up_to_the_limit() -> None:
    assert decode([b"data: a\n", *[b": alive\n"] * 100, b"\n"], EventDecoder(max_event_size=10)) == [Event(data=b"a")]


def test_an_event_is_an_error_as_soon_as_it_is_too_large() -> None:
    decoder = EventDecoder(max_event_size=10)
    assert decoder.feed(b"data: 1234") == []
    with pytest.raises(EventTooLargeError):
        decoder.feed(b"5")


def test_events_before_one_that_is_too_large_are_returned_first() -> None:
    decoder = EventDecoder(max_event_size=10)
    assert decoder.feed(b"data: a\n\ndata: too long\n\ndata: b\n\n") == [Event(data=b"a")]
    with pytest.raises(EventTooLargeError):
        decoder.feed(b"data: c\n\n")


@pytest.mark.parametrize("line_size", [64, 1024, 1024 * 1024])
def test_buffered_bytes_are_not_searched_again(line_size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # The builtin is shadowed in the module, so that every buffer in which the decoder keeps bytes is a counting one.
    monkeypatch.setattr(sse, "bytearray", CountingBuffer, raising=False)
    monkeypatch.setattr(CountingBuffer, "bytes_handled", 0)
    data = b"\n".join([b"x" * (line_size - len(b"data: \n"))] * (1024 * 1024 // line_size))
    stream = b"data: " + data.replace(b"\n", b"\ndata: ") + b"\n\n"

    # Lines begin anywhere in a chunk, and the last chunk holds more than the last line end.
    events = decode([stream[start : start + 250] for start in range(0, len(stream), 250)])

    assert events == [Event(data=data)]
    # A byte is taken out with its chunk if that ends the line before, when its own line ends, and when its event ends.
    assert len(data) <= CountingBuffer.bytes_handled <= 3 * len(stream)


class CountingBuffer(bytearray):
    """Count the bytes that are searched in all buffers or removed from a buffer."""

    bytes_handled = 0

    def __getattribute__(self, name: str) -> object:
        # Every other method goes over the whole buffer: find, split, endswith and so on.
        if name not in {"append", "extend", "clear", "pop"}:
            CountingBuffer.bytes_handled += len(self)
        return super().__getattribute__(name)

    def __contains__(self, key: object, /) -> bool:
        return isinstance(key, (bytes, int)) and self.find(key) >= 0

    def __bytes__(self) -> bytes:
        CountingBuffer.bytes_handled += len(self)
        return bytes(memoryview(self))


class Reference:
    """Decode a whole stream in the words of the WHATWG standard, 9.2.6 "Interpreting an event stream"."""

    def __init__(self, stream: bytes) -> None:
        self.events: list[Event] = []
        self.data_buffer = ""
        self.event_type_buffer = ""
        self.last_event_id_buffer = ""
        text = stream.decode("utf-8", errors="replace").removeprefix("\ufeff")
        *lines, _not_ended = re.split("\r\n|\r|\n", text)
        for line in lines:
            self.process_line(line)

    def process_line(self, line: str) -> None:
        if line == "":
            self.dispatch_event()
        elif line[0] == ":":
            pass
        elif ":" in line:
            colon = line.index(":")
            field, value = line[:colon], line[colon + 1 :]
            if value != "" and value[0] == " ":
                value = value[1:]
            self.process_field(field, value)
        else:
            self.process_field(line, "")

    def process_field(self, field: str, value: str) -> None:
        if field == "event":
            self.event_type_buffer = value
        elif field == "data":
            self.data_buffer = self.data_buffer + value + "\n"
        elif field == "id" and "\0" not in value:
            self.last_event_id_buffer = value

    def dispatch_event(self) -> None:
        if self.data_buffer == "":
            self.event_type_buffer = ""
            return
        data = self.data_buffer[:-1]
        self.events.append(Event(data=data.encode(), event=self.event_type_buffer, id=self.last_event_id_buffer))
        self.data_buffer = ""
        self.event_type_buffer = ""


def decode(chunks: Iterable[bytes], decoder: EventDecoder | None = None) -> list[Event]:
    decoder = decoder or EventDecoder()
    return [event for chunk in chunks for event in decoder.feed(chunk)]


def decode_until_too_large(chunks: Iterable[bytes], limit: int) -> tuple[list[Event], bool]:
    decoder = EventDecoder(max_event_size=limit)
    events: list[Event] = []
    try:
        for chunk in chunks:
            events += decoder.feed(chunk)
        decoder.feed(b"")
    except EventTooLargeError:
        return events, True
    return events, False


def cut(stream: bytes, cuts: list[int]) -> list[bytes]:
    ends = [*sorted(cuts), len(stream)]
    return [stream[start:end] for start, end in zip([0, *ends], ends, strict=False)]
