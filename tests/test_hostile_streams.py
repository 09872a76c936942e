"""Whatever a stream carries, and however it is cut, it gives items of its type or an error of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferwire_runtime.errors import InputError, OutputError, ProviderError, StreamError
from inferwire_runtime.streaming import ItemReader, Stream, StreamRules

from .hostile import CONTENT_TYPES, ROUTE, call_of, damaged, drive, encoded, filled, fits, mutants, samples_of
from .test_hostile_replies import MODULES

EVENT_STREAM = "text/event-stream"
FEW = settings(max_examples=60)


class Answer:
    """An answer whose headers are here, and whose body comes in pieces."""

    def __init__(self, content_type: str = "", chunks: Sequence[bytes] = ()) -> None:
        self.status = 200
        self.headers = {"content-type": content_type}
        self.is_closed = False
        self._chunks = iter(chunks)

    def chunks(self) -> Iterator[bytes]:
        return self._chunks

    def chunk(self) -> bytes | None:
        return next(self._chunks, None)

    def drain(self) -> None:
        for _ in self._chunks:
            pass

    def close(self) -> None:
        self.is_closed = True


def rules_of(provider: str, task: str) -> list[StreamRules]:
    """Give the rules by which a provider's streams are read, for each interface that it may have."""
    call, opening = call_of(task), MODULES[provider, task].open_stream

    def only_second(request: Any) -> Any:
        asked.append(request)
        if len(asked) == 1:
            raise ProviderError("there is no such path", status=404)
        return Answer()

    asked: list[Any] = []
    found = [drive(opening(call, ROUTE), lambda request: Answer()).rules]
    with suppress(ProviderError):  # where there is one interface only
        found.append(drive(opening(call, ROUTE), only_second).rules)
    return found


def good_streams() -> dict[str, tuple[StreamRules, list[Any]]]:
    """Give all rules with all events that they are meant for: providers of one protocol share them."""
    found: dict[tuple[int, str], tuple[str, StreamRules, list[Any]]] = {}
    for (provider, task), module in MODULES.items():
        if not hasattr(module, "open_stream"):
            continue
        samples = samples_of(provider, task)
        assert samples
        for sample in samples:
            for number, rules in enumerate(rules_of(provider, task), start=1):
                events = filled(msgspec.json.decode(sample.stream))
                found.setdefault((id(rules), sample.stream), (f"{provider}-{task}-{number}", rules, events))
    return {name: (rules, events) for name, rules, events in found.values()}


STREAMS = good_streams()
each_stream = pytest.mark.parametrize(("rules", "events"), STREAMS.values(), ids=STREAMS.keys())


def read(rules: StreamRules, content_type: str, chunks: list[bytes]) -> tuple[list[Any], StreamError | None]:
    """Read a stream; give its items, and why it broke."""
    answer = Answer(content_type, chunks)
    stream: Stream[Any, Any] = Stream(answer, ItemReader(rules, answer.headers, "Test"), lambda error: None)  # type: ignore[arg-type]
    items: list[Any] = []
    broken: StreamError | None = None
    try:
        for item in stream:  # those before the one that breaks count
            items.append(item)
    except StreamError as error:
        broken = error
    assert answer.is_closed
    assert broken is None or list(broken.received) == items
    return items, broken


def check(rules: StreamRules, content_type: str, chunks: list[bytes]) -> tuple[list[Any], str | None]:
    """Read a body, check all that comes of it, and give it in a form that can be compared."""
    items, error = read(rules, content_type, chunks)
    for item in items:
        assert fits(item, rules.type_), item
    reader = ItemReader[Any](rules, {"content-type": content_type}, "Test")
    for whole, type_ in ((reader.final, rules.final_type), (reader.text, str)):
        try:
            assert fits(whole(items), type_)
        except InputError as refusal:
            if rules.to_final is not None and rules.final_text is not None:
                raise AssertionError("the caller did nothing wrong") from refusal
        except OutputError:
            pass
    return items, error and str(error)


def lines_of(events: list[Any], done: bytes | None) -> list[bytes]:
    lines = [encoded(event) for event in events]
    return lines if done is None else [*lines, done]


def body_of(lines: list[bytes]) -> bytes:
    return b"".join(b"data: %s\n\n" % line for line in lines)


@each_stream
def test_no_single_change_of_an_event_raises_anything_else(rules: StreamRules, events: list[Any]) -> None:
    for index, event in enumerate(events):
        for mutant in mutants(event):
            lines = lines_of([*events[:index], mutant, *events[index + 1 :]], rules.done)
            check(rules, EVENT_STREAM, [body_of(lines)])


@each_stream
def test_no_single_change_of_a_whole_answer_raises_anything_else(rules: StreamRules, events: list[Any]) -> None:
    for event in events:
        for mutant in mutants(event):
            check(rules, "application/json", [encoded(mutant)])


@each_stream
def test_no_damaged_stream_raises_anything_else(rules: StreamRules, events: list[Any]) -> None:
    @FEW
    @given(st.data())
    def look(data: st.DataObject) -> None:
        lines = lines_of(events, rules.done)
        for _ in range(data.draw(st.integers(1, 2))):
            index = data.draw(st.integers(0, len(events) - 1))
            lines[index] = data.draw(damaged(events[index]))
        body = body_of(lines)
        content_type = data.draw(st.sampled_from([EVENT_STREAM] * len(CONTENT_TYPES) + [*CONTENT_TYPES]))
        cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=4)))
        chunks = [body[start:end] for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True)]
        assert check(rules, content_type, chunks) == check(rules, content_type, [body])

    look()


@each_stream
@pytest.mark.parametrize(
    "data",
    [
        *(b'{"choices": 5, "id": ', b'{"choices": 5} {}', b'{"choices": 5, "id": "\\ud800"}', b"1e999"),
        *(b'{"choices": 5, "id": 1e999}', b'{"choices": ' + b"[" * 5000, b'{"token": 5, "details": '),
        b'{"token": 5, "details": 1e999}',
    ],
    ids=lambda data: repr(data[:30]),
)
def test_an_event_that_is_broken_behind_a_wrong_value_is_a_stream_error(
    rules: StreamRules, events: list[Any], data: bytes
) -> None:
    for error in ("", '{"error": 1}'):
        _, broken = read(rules, EVENT_STREAM, [body_of([data + error.encode()])])
        assert broken is not None


@each_stream
@pytest.mark.parametrize("data", [b'{"id": "\xff"}', b'{"error": "\xff"}', b'["\xed\xa0\x80"]'])
def test_a_whole_answer_that_is_no_text_is_a_stream_error(rules: StreamRules, events: list[Any], data: bytes) -> None:
    _, broken = read(rules, "application/json", [data])
    assert broken is not None


@pytest.mark.parametrize("content_type", ["text/html\x9b31m", "a\u2028b", "\x1b[31m"])
def test_no_content_type_commands_a_terminal(content_type: str) -> None:
    rules, _ = next(iter(STREAMS.values()))
    _, broken = read(rules, content_type, [b"<p>"])
    assert broken is not None
    assert str(broken).isprintable()
