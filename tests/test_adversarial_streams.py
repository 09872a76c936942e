"""Whatever a stream carries, and however it is cut, it returns items of its type or raises one of our errors."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from inferwire.providers import REGISTRY
from inferwire_http.backends import run_sync
from inferwire_runtime.account import Account
from inferwire_runtime.errors import InputError, OutputError, ProviderError, StreamError
from inferwire_runtime.stream_decoding import StreamDecoder
from inferwire_runtime.streaming import StreamingResponse, StreamRules
from inferwire_runtime.streams import Stream

from .support.adversarial import (
    CONTENT_TYPES,
    ROUTE,
    FakeContext,
    call_of,
    damaged,
    encoded,
    fill_media,
    fits,
    mutants,
    samples_of,
)
from .test_adversarial_responses import MODULES

EVENT_STREAM = "text/event-stream"
FEW = settings(max_examples=60)


class HttpResponse:
    """A response of a transport whose body arrives in chunks."""

    def __init__(self, content_type: str = "", chunks: Sequence[bytes] = ()) -> None:
        self.status = 200
        self.headers = {"content-type": content_type}
        self.closed = False
        self._chunks = iter(chunks)

    async def read_chunk(self) -> bytes | None:
        return next(self._chunks, None)

    def end_within(self, seconds: float) -> None:
        pass

    async def read_rest_in_time(self) -> bytes | None:
        return await self.read_chunk()

    async def drain(self, seconds: float, limit: int) -> None:
        for _ in self._chunks:
            pass

    async def aclose(self) -> None:
        self.closed = True


def rules_of(provider: str, task: str) -> list[StreamRules]:
    """Return the rules of a provider's streams, for each interface that it may have."""
    call, open_stream = call_of(task), MODULES[provider, task].open_stream

    def only_second(request: Any) -> Any:
        received.append(request)
        if len(received) == 1:
            raise ProviderError("there is no such path", status=404)
        return HttpResponse()

    known = REGISTRY.providers[provider]
    accounts = Account(known.title, known.account, dict.fromkeys(known.account, "emulated"))
    received: list[Any] = []
    found: list[StreamRules] = []
    with suppress(ProviderError):  # if there is only one interface
        for respond in (lambda request: HttpResponse(), only_second):
            route = structs.replace(ROUTE, context=FakeContext(respond), accounts=accounts)
            found.append(run_sync(open_stream(call, route)).rules)
    return found


def good_streams() -> dict[str, tuple[StreamRules, list[Any]]]:
    """Return all rules with all events that they are for: providers of one protocol share them."""
    found: dict[tuple[int, bytes], tuple[str, StreamRules, list[Any]]] = {}
    for (provider, task), module in MODULES.items():
        if not hasattr(module, "open_stream"):
            continue
        samples = samples_of(provider, task)
        assert samples
        for sample in samples:
            for number, rules in enumerate(rules_of(provider, task), start=1):
                text = msgspec.json.encode(sample.events)
                events = fill_media(msgspec.json.decode(text))
                found.setdefault((id(rules), text), (f"{provider}-{task}-{number}", rules, events))
    return {name: (rules, events) for name, rules, events in found.values()}


STREAMS = good_streams()
each_stream = pytest.mark.parametrize(("rules", "events"), STREAMS.values(), ids=STREAMS.keys())


def read(rules: StreamRules, content_type: str, chunks: list[bytes]) -> tuple[list[Any], StreamError | None]:
    """Read a stream; return its items, and why it broke."""
    response = HttpResponse(content_type, chunks)
    opened = StreamingResponse(response, rules, "Test")  # type: ignore[arg-type]
    stream: Stream[Any, Any] = Stream(opened, lambda error: None)
    items: list[Any] = []
    broken: StreamError | None = None
    try:
        for item in stream:  # one by one, to keep those before an error
            items.append(item)
    except StreamError as error:
        broken = error
    assert response.closed
    assert broken is None or list(broken.received) == items
    return items, broken


def check(rules: StreamRules, content_type: str, chunks: list[bytes]) -> tuple[list[Any], str | None]:
    """Read a body, check its items, and return them and the error in a form that can be compared."""
    items, error = read(rules, content_type, chunks)
    for item in items:
        assert fits(item, rules.item_type), item
    decoder = StreamDecoder[Any](rules, {"content-type": content_type}, "Test")
    for whole, type_ in ((decoder.final, rules.final_type), (decoder.text, str)):
        try:
            assert fits(whole(items), type_)
        except InputError as refusal:
            if rules.build_final is not None and rules.final_text is not None:
                raise AssertionError("the caller is blamed") from refusal
        except OutputError:
            pass
    return items, error and str(error)


def lines_of(events: list[Any], sentinel: bytes | None) -> list[bytes]:
    lines = [encoded(event) for event in events]
    return lines if sentinel is None else [*lines, sentinel]


def body_of(lines: list[bytes]) -> bytes:
    return b"".join(b"data: %s\n\n" % line for line in lines)


@each_stream
def test_no_single_change_of_an_event_raises_another_error(rules: StreamRules, events: list[Any]) -> None:
    for index, event in enumerate(events):
        for mutant in mutants(event):
            lines = lines_of([*events[:index], mutant, *events[index + 1 :]], rules.done_sentinel)
            check(rules, EVENT_STREAM, [body_of(lines)])


@each_stream
def test_no_single_change_of_a_whole_response_raises_another_error(rules: StreamRules, events: list[Any]) -> None:
    for event in events:
        for mutant in mutants(event):
            check(rules, "application/json", [encoded(mutant)])


@each_stream
def test_no_damaged_stream_raises_another_error(rules: StreamRules, events: list[Any]) -> None:
    @FEW
    @given(st.data())
    def run(data: st.DataObject) -> None:
        lines = lines_of(events, rules.done_sentinel)
        for _ in range(data.draw(st.integers(1, 2))):
            index = data.draw(st.integers(0, len(events) - 1))
            lines[index] = data.draw(damaged(events[index]))
        body = body_of(lines)
        content_type = data.draw(st.sampled_from([EVENT_STREAM] * len(CONTENT_TYPES) + [*CONTENT_TYPES]))
        cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=4)))
        chunks = [body[start:end] for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True)]
        assert check(rules, content_type, chunks) == check(rules, content_type, [body])

    run()


@each_stream
@pytest.mark.parametrize(
    "data",
    [
        *(b'{"choices": 5, "id": ', b'{"choices": 5} {}', b'{"choices": 5, "id": "\\ud800'),
        *(b'{"choices": ' + b"[" * 5000, b'{"token": 5, "details": '),
    ],
    ids=lambda data: repr(data[:30]),
)
def test_an_event_that_is_malformed_after_a_wrong_value_is_a_stream_error(
    rules: StreamRules, events: list[Any], data: bytes
) -> None:
    for error in ("", '{"error": 1}'):
        _, broken = read(rules, EVENT_STREAM, [body_of([data + error.encode()])])
        assert broken is not None


@each_stream
@pytest.mark.parametrize("data", [b'{"id": "\xff"}', b'{"error": "\xff"}', b'["\xed\xa0\x80"]'])
def test_a_whole_response_that_is_not_unicode_is_read_as_far_as_it_has_a_result(
    rules: StreamRules, events: list[Any], data: bytes
) -> None:
    items, broken = read(rules, "application/json", [data])
    if broken is None and rules.to_item is None:  # only a custom call has any JSON as its result
        assert rules.item_type is Any
        assert "\ufffd" in str(items)


@pytest.mark.parametrize("content_type", ["text/html\x9b31m", "a\u2028b", "\x1b[31m"])
def test_a_content_type_cannot_control_a_terminal(content_type: str) -> None:
    rules, _ = next(iter(STREAMS.values()))
    _, broken = read(rules, content_type, [b"<p>"])
    assert broken is not None
    assert str(broken).isprintable()
