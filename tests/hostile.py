"""What servers might send in place of a good answer, and a driver that gives it to a flow step by step."""

from __future__ import annotations

import base64
import copy
import types
import typing
from collections.abc import Callable, Generator, Iterator
from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import UNSET

from inferwire.emulator import TABLES
from inferwire_emulator.answers import example_of
from inferwire_emulator.tables import Sample
from inferwire_runtime.errors import InferwireError, TimeoutError
from inferwire_runtime.flow import Call, Remember, Request, Route, RunBlocking, Sleep
from inferwire_runtime.keys import Key
from inferwire_runtime.options import Options

from .known_keys import PROVIDER_KEY

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
PNG_BASE64 = base64.b64encode(PNG).decode()
BRANCHES = (dict, list)

WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2.5, 1e308, 2**63, 2**64, 10**30, "", " ", "text", "é\u2028🙂", "\x00", "nan", "1"),
    *([], [[]], [None], [[[]]], ["text"], [1, "two"], {}, {"": None}, {"error": "no"}, {"index": []}, PNG_BASE64),
    *("data:image/png", "data:image/png;base64,?", "http://[", "https://u:p@a.test/b", "file:///etc/passwd", "//a/b"),
    *("https://a.test:99999/b", "https://a.test/\x00", "/..", "..", "COMPLETED", "failed", "succeeded", "error"),
    *("@300", "@450", "@900"),
)
"""Stands in the place of any value."""

DEEP = {f"@{depth}": b"[" * depth + b"1.0" + b"]" * depth for depth in (300, 450, 900)}
"""Texts that stand for lists within lists, which are put in once the rest is encoded."""

CONTENT_TYPES = (
    *("application/json", "application/json; charset=utf-8", "application/problem+json", "text/html", "text/plain"),
    *("text/event-stream", "image/png", "audio/wav", "video/mp4", "application/octet-stream", "multipart/form-data"),
    *("", ";", "nonsense", "IMAGE/PNG; a=b", "é/é", "a/b/c"),
)
TEXTS = (
    b"",
    b" ",
    b"\xef\xbb\xbf{}",
    b"\xff\xfe",
    b"<html>",
    b"[" * 2000,
    b'{"a":' * 2000,
    b"NaN",
    b"1e999",
    b"\x00",
    PNG,
)


def places(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to each value within JSON, the whole of it first."""
    yield place
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in parts:
        yield from places(value, (*place, name))


def replaced(data: Any, place: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    """Give JSON with another value at a place; UNSET takes it away."""
    if not place:
        return change(data)
    data = copy.deepcopy(data)
    inner = data
    for name in place[:-1]:
        inner = inner[name]
    value = change(inner[place[-1]])
    if value is UNSET:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return data


CHANGES: tuple[Callable[[Any], Any], ...] = (
    lambda value: UNSET,
    lambda value: [value],
    lambda value: [[value]],
    lambda value: {"a": value},
    lambda value: [value, value, value] if not isinstance(value, list) else value * 3,
    lambda value: value[:-1] if isinstance(value, (list, str)) and value else str(value),
    lambda value: {**value, "unknown": 1} if isinstance(value, dict) else [],
    lambda value: list(value.values()) if isinstance(value, dict) else {},
    *(lambda value, wrong=wrong: wrong for wrong in WRONG),  # type: ignore[misc]
)


def encoded(data: Any) -> bytes:
    """Give JSON as a body; bytes are one."""
    if isinstance(data, bytes):
        return data
    body = msgspec.json.encode(data)
    for name, deep in DEEP.items():
        body = body.replace(b'"%s"' % name.encode(), deep)
    return body


def content_type_of(data: Any) -> str:
    return "image/png" if isinstance(data, bytes) else "application/json"


def mutants(data: Any) -> Iterator[Any]:
    """Give JSON with each single change at each place."""
    for place in places(data):
        for change in CHANGES:
            mutant = replaced(data, place, change)
            if mutant is not UNSET:
                yield mutant


json_values = st.recursive(
    st.sampled_from(WRONG) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "choices", "message", "delta", "error", "output", "status", "url", "index", "id"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@st.composite
def damaged(draw: st.DrawFn, data: Any) -> bytes:
    """Give a body with several changes within its JSON, or within its bytes, or one that has nothing to do with it."""
    kind = draw(st.sampled_from(["changed", "changed", "cut", "spoilt", "other", "text", "random"]))
    if kind == "other":
        return encoded(draw(json_values))
    if kind == "text":
        return draw(st.sampled_from(TEXTS))
    if kind == "random":
        return draw(st.binary(max_size=40))
    for _ in range(draw(st.integers(0 if kind != "changed" else 1, 3))):
        place = draw(st.sampled_from(list(places(data))))
        change = draw(st.sampled_from(CHANGES))
        changed = replaced(data, place, change)
        data = data if changed is UNSET else changed
    body = encoded(data)
    at = draw(st.integers(0, len(body)))
    if kind == "cut":
        return body[:at]
    if kind == "spoilt":
        return body[:at] + draw(st.binary(min_size=1, max_size=3)) + body[at + draw(st.integers(0, 3)) :]
    return body


# Calls by hand


ROUTE = Route(
    provider="test",
    title="Test",
    model="t/m",
    hub_model="h/m",
    base_url="https://api.test/base",
    exact_url="https://api.test/base",
    key=Key(PROVIDER_KEY, is_explicit=True),
)
STEP_LIMIT = 12


def drive(flow: Generator[Any, Any, Any], answer: Callable[[Request], Any]) -> Any:
    """Carry a flow to its result as the drivers do, with answers that are made up."""
    value: Any = None
    error: InferwireError | None = None
    count = 0
    try:
        while True:
            step = flow.send(value) if error is None else flow.throw(error)
            value, error = None, None
            count += 1
            try:
                if count > STEP_LIMIT:
                    raise TimeoutError("too late")
                match step:
                    case Request():
                        check_request(step)
                        value = answer(step)
                    case Sleep():
                        assert 0 <= step.seconds < 100
                    case RunBlocking():
                        value = step.function()
                    case Remember():
                        value = drive(step.flow(), answer)
                    case _:
                        raise AssertionError(f"a flow asks for {step}")
            except InferwireError as exc:
                error = exc
    except StopIteration as end:
        return end.value
    finally:
        flow.close()


def check_request(request: Request) -> None:
    """Check what holds of every request, whatever an answer said before it."""
    assert request.url.isprintable()
    assert " " not in request.url
    scheme, _, rest = request.url.partition("://")
    assert scheme in ("http", "https")
    host = rest.partition("/")[0].partition("?")[0]
    assert host
    assert "@" not in host
    if request.is_download:
        assert request.key is None


def call_of(task: str, **options: Any) -> Call:
    """Give a call of a task with the arguments of its example, media read."""
    arguments = {} if task == "custom" else example_of(TABLES, task)
    inputs: Any = next(iter(arguments.values()), "text") if len(arguments) < 2 else arguments
    return Call(task=task, inputs=inputs, parameters={}, options=Options(model="h/m", **options))


def samples_of(provider: str, task: str) -> list[Sample]:
    return [each for each in TABLES.samples if (each.provider, each.task) == (provider, task)]


def filled(data: Any, *, is_whole: bool = True) -> Any:
    """Give a sample's JSON with a small medium in each place for one; bytes where the medium is the whole of it."""
    if isinstance(data, dict):
        if "$media" in data and is_whole:
            return PNG
        if {"$media", "$text"} & data.keys():
            return PNG_BASE64
        return {name: filled(each, is_whole=False) for name, each in data.items()}
    return [filled(each, is_whole=False) for each in data] if isinstance(data, list) else data


def replies_of(sample: Sample) -> list[Any]:
    return [filled(each) for each in msgspec.json.decode(sample.replies)]


def fits(value: Any, type_: Any) -> bool:
    """Whether a value is of a type, through and through."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if type_ is Any:
        return True
    if origin in (typing.Union, types.UnionType):
        return any(fits(value, each) for each in arguments)
    if origin is list:
        return type(value) is list and all(fits(item, arguments[0]) for item in value)
    if origin is dict:
        return type(value) is dict and all(fits(item, arguments[1]) for item in value.values())
    if origin is tuple:
        return type(value) is tuple and all(map(fits, value, arguments)) and len(value) == len(arguments)
    if origin is typing.Literal:
        return value in arguments
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        hints = hints_of(type_)
        return type(value) is type_ and all(fits(getattr(value, name), hint) for name, hint in hints.items())
    return type(value) is (type(None) if type_ is None else type_)


@cache
def hints_of(type_: type[msgspec.Struct]) -> dict[str, Any]:
    return {name: typing.get_type_hints(type_)[name] for name in type_.__struct_fields__}
