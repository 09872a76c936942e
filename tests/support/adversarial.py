"""What servers might send instead of a good response, and a context that feeds it to coroutines without a network."""

from __future__ import annotations

import base64
import copy
import types
import typing
from collections.abc import Awaitable, Callable, Iterator
from functools import cache
from typing import Any, TypeVar

import msgspec
from hypothesis import strategies as st
from msgspec import UNSET

from inferwire_emulator.responses import example_arguments
from inferwire_emulator.routes import file_hosts
from inferwire_emulator.tables import Sample, load_tables
from inferwire_runtime.errors import InferenceTimeoutError
from inferwire_runtime.keys import Key
from inferwire_runtime.media import Media
from inferwire_runtime.models import Call, Request, Response, Route
from inferwire_runtime.options import Options
from inferwire_runtime.streaming import StreamingResponse, StreamRules
from inferwire_runtime.tokens import TokenStore

from .known_keys import PROVIDER_KEY

TABLES = load_tables()
FILE_HOSTS = file_hosts(TABLES)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
PNG_BASE64 = base64.b64encode(PNG).decode()

T = TypeVar("T")

WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2.5, 1e308, 2**63, 2**64, 10**30, "", " ", "text", "é\u2028🙂", "\x00", "nan", "1"),
    *([], [[]], [None], [[[]]], ["text"], [1, "two"], {}, {"": None}, {"error": "no"}, {"index": []}, PNG_BASE64),
    *("data:image/png", "data:image/png;base64,?", "http://[", "https://u:p@a.test/b", "file:///etc/passwd", "//a/b"),
    *("https://a.test:99999/b", "https://a.test/\x00", "/..", "..", "COMPLETED", "failed", "succeeded", "error"),
    *("@300", "@450", "@900"),
)
"""Replaces any value."""

DEEP = {f"@{depth}": b"[" * depth + b"1.0" + b"]" * depth for depth in (300, 450, 900)}
"""Placeholders of nested lists, which are inserted after the rest is encoded."""

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


def paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to each value in JSON, the whole of it first."""
    yield path
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in parts:
        yield from paths(value, (*path, name))


def replace_at(data: Any, path: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    """Return JSON with another value at a path; UNSET removes it."""
    if not path:
        return change(data)
    data = copy.deepcopy(data)
    inner = data
    for name in path[:-1]:
        inner = inner[name]
    value = change(inner[path[-1]])
    if value is UNSET:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
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
    """Return JSON as a body; bytes are returned as they are."""
    if isinstance(data, bytes):
        return data
    body = msgspec.json.encode(data)
    for name, deep in DEEP.items():
        body = body.replace(b'"%s"' % name.encode(), deep)
    return body


def content_type_of(data: Any) -> str:
    return "image/png" if isinstance(data, bytes) else "application/json"


def mutants(data: Any) -> Iterator[Any]:
    """Yield JSON with each single change at each path."""
    for path in paths(data):
        for change in CHANGES:
            mutant = replace_at(data, path, change)
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
    """Return a body with several changes of its JSON or its bytes, or an unrelated one."""
    kind = draw(st.sampled_from(["changed", "changed", "cut", "corrupted", "other", "text", "random"]))
    if kind == "other":
        return encoded(draw(json_values))
    if kind == "text":
        return draw(st.sampled_from(TEXTS))
    if kind == "random":
        return draw(st.binary(max_size=40))
    for _ in range(draw(st.integers(0 if kind != "changed" else 1, 3))):
        path = draw(st.sampled_from(list(paths(data))))
        change = draw(st.sampled_from(CHANGES))
        changed = replace_at(data, path, change)
        data = data if changed is UNSET else changed
    body = encoded(data)
    at = draw(st.integers(0, len(body)))
    if kind == "cut":
        return body[:at]
    if kind == "corrupted":
        return body[:at] + draw(st.binary(min_size=1, max_size=3)) + body[at + draw(st.integers(0, 3)) :]
    return body


# Coroutines without a network

Respond = Callable[[Request], Response]
STEP_LIMIT = 12


class FakeContext:
    """Sends requests to a function; waits, threads and look-ups are immediate.

    Attributes:
        respond: Called with each request; `open_stream` expects an `HttpResponse`.
    """

    def __init__(self, respond: Callable[[Request], Any]) -> None:
        self.respond = respond
        self._steps = 0
        self._tokens = TokenStore()

    async def send(self, request: Request) -> Response:
        self._count()
        check_request(request)
        response: Response = self.respond(request)
        return response

    def note(self, detail: str) -> None:
        pass

    def attach(self, result: T) -> T:
        return result

    async def send_shielded(self, request: Request) -> None:
        await self.send(request)

    async def open_stream(self, request: Request, rules: StreamRules) -> StreamingResponse:
        self._count()
        check_request(request)
        return StreamingResponse(self.respond(request), rules, request.server)

    async def sleep(self, seconds: float) -> None:
        self._count()
        assert 0 <= seconds < 100

    async def run_in_thread(self, function: Callable[[], T], *, may_wait: bool = False) -> T:
        self._count()
        return function()

    @property
    def tokens(self) -> TokenStore:
        return self._tokens

    def now(self) -> float:
        return 0.0

    async def cached(self, key: tuple[str, ...], load: Callable[[], Awaitable[T]]) -> T:
        self._count()
        return await load()

    def _count(self) -> None:
        self._steps += 1
        if self._steps > STEP_LIMIT:
            raise InferenceTimeoutError("too late")


def refuse(request: Request) -> Any:
    raise AssertionError(f"a request was sent to {request.url}")


ROUTE = Route(
    context=FakeContext(refuse),
    provider="test",
    title="Test",
    model="t/m",
    hub_model="h/m",
    base_url="https://api.test/base",
    exact_url="https://api.test/base",
    key=Key(PROVIDER_KEY, is_explicit=True),
)


def check_request(request: Request) -> None:
    """Check what holds for every request, whatever the responses before it were."""
    assert request.url.isprintable()
    assert " " not in request.url
    scheme, _, rest = request.url.partition("://")
    assert scheme in ("http", "https")
    host = rest.partition("/")[0].partition("?")[0]
    assert host
    assert "@" not in host
    if request.is_download and request.key is not None:
        assert host in FILE_HOSTS  # a file at the provider's own host, which needs the key


def call_of(task: str, **options: Any) -> Call:
    """Return a call of a task with the arguments of its example."""
    arguments = {} if task == "custom" else example_arguments(TABLES, task)
    inputs: Any = next(iter(arguments.values()), "text") if len(arguments) < 2 else arguments
    return Call(task=task, inputs=inputs, parameters={}, options=Options(model="h/m", **options))


def samples_of(provider: str, task: str) -> list[Sample]:
    return [each for each in TABLES.samples if (each.provider, each.task) == (provider, task)]


def fill_media(data: Any, *, is_whole: bool = True) -> Any:
    """Return a sample's JSON with a small image for each media file; bytes if the whole of it is one."""
    if isinstance(data, dict):
        if "$media" in data and is_whole:
            return PNG
        if {"$media", "$text"} & data.keys():
            return PNG_BASE64
        return {name: fill_media(each, is_whole=False) for name, each in data.items()}
    return [fill_media(each, is_whole=False) for each in data] if isinstance(data, list) else data


def responses_of(sample: Sample) -> list[Any]:
    return [fill_media(each) for each in sample.responses]


def fits(value: Any, type_: Any) -> bool:
    """Return whether a value and all values in it have the declared types.

    An object with fields outside the schema is of a subclass that keeps them.
    """
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
        return isinstance(value, type_) and all(fits(getattr(value, name), hint) for name, hint in hints.items())
    if type_ is Media:
        return isinstance(value, Media)  # audio and video are bytes as well
    return type(value) is (type(None) if type_ is None else type_)


@cache
def hints_of(type_: type[msgspec.Struct]) -> dict[str, Any]:
    return {name: typing.get_type_hints(type_)[name] for name in type_.__struct_fields__}
