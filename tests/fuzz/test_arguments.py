"""Whatever is passed as an argument, what comes out is one of our errors, or a TypeError for a wrong signature."""

from __future__ import annotations

import collections
import datetime
import decimal
import inspect
import io
import math
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy
import pytest

import inferwire
from inferwire_runtime.options import CallOptions


class Failing:
    """Raises in every method that reading an argument may call."""

    def __eq__(self, other: object) -> bool:
        raise ValueError("no")

    __hash__ = __bool__ = __len__ = __iter__ = __repr__ = __fspath__ = __float__ = __eq__  # type: ignore[assignment]


class FailingMapping(Mapping[str, Any]):
    def __getitem__(self, key: str) -> Any:
        raise ValueError("no")

    def __iter__(self) -> Iterator[str]:
        raise ValueError("no")

    def __len__(self) -> int:
        raise ValueError("no")


class FailingAttributes:
    def __getattr__(self, name: str) -> Any:
        raise ValueError("no")


class FailingFile:
    def read(self, *arguments: Any) -> Any:
        raise KeyError("no")


class FailingPath:
    def __init__(self, path: Any) -> None:
        self.path = path

    def __fspath__(self) -> Any:
        return self.path


class FailingConversions:
    """Raises in every method that an encoder or a library may call."""

    def json_value(self) -> Any:
        raise KeyError("no")

    tolist = item = model_dump = to_dict = keys = items = json_value


class FailingText(str):
    def __str__(self) -> str:
        raise KeyError("no")

    __repr__ = __format__ = __str__  # type: ignore[assignment]


def nest(value: Any, wrap: Callable[[Any], Any]) -> Any:
    for _ in range(3000):
        value = wrap(value)
    return value


CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)
VALUES: dict[str, Any] = {
    **{f"number {number}": number for number in (5, -1, 10**400, math.nan, math.inf, 1.5, 1j, True)},
    "decimal": decimal.Decimal("NaN"),
    "bytes": b"\xff\x00",
    "bytes with gaps": memoryview(b"abcdef")[::2],
    "array": numpy.array([1, 2]),
    "empty array": numpy.array([]),
    "array of objects": numpy.array([object()]),
    "number of numpy": numpy.float64("nan"),
    "list": [1],
    "empty list": [],
    "mixed list": ["a", None, b"x", object()],
    "mapping": {"a": 1},
    "mapping of numbers": {1: 2},
    "frozen mapping": types.MappingProxyType({"a": object()}),
    "counter": collections.Counter("ab"),
    "set": {1, 2},
    "circle": CIRCLE,
    "nested list": nest([], lambda value: [value]),
    "nested mapping": nest({}, lambda value: {"a": value}),
    "object": object(),
    "failing": Failing(),
    "failing mapping": FailingMapping(),
    "failing attributes": FailingAttributes(),
    "failing file": FailingFile(),
    "failing conversions": FailingConversions(),
    "failing text": FailingText("a"),
    "array of three dimensions": numpy.zeros((2, 2, 2)),
    "array of records": numpy.zeros(2, dtype=[("a", "i4")]),
    "pair of texts": ("a", "b"),
    "path of a number": FailingPath(5),
    "missing path": Path("/nonexistent/a"),
    "surrogate": "\ud800",
    "zero byte": "a\0b",
    "lines": "a\r\nb: c",
    "long": "x" * 100_000,
    "empty": "",
    "broken url": "http://[",
    "url with a blank": "https://exa mple/a",
    "broken data url": "data:;base64,!!!",
    "class": dict,
    "function": len,
    "module": sys,
    "exception": ValueError("x"),
    "date": datetime.datetime(2020, 1, 1),
    "text file": io.StringIO("a"),
    "range": range(3),
    "ellipsis": ...,
    "pair": (numpy.array([1.0]), "x"),
}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)
FITTING: dict[str, Any] = {
    "messages": [{"role": "user", "content": "a"}],
    **{name: ["a"] for name in ("labels", "candidate_labels", "other_sentences", "sentences")},
    "table": {"a": ["1"]},
    "image": PNG,
    "audio": b"fLaC" + bytes(50),
}
pytestmark = pytest.mark.filterwarnings("ignore:.* is not used:UserWarning", "ignore:bill_to applies:UserWarning")
CLIENT = inferwire.InferenceClient(base_url="http://127.0.0.1:9", api_key="sk-test", retry=1, timeout=2)
METHODS = [
    name
    for name in dir(CLIENT)
    if not name.startswith("_") and name != "close" and callable(getattr(CLIENT, name)) and name != "chat"
]
OPTIONS = sorted(CallOptions.__annotations__)


def outcome(call: Callable[[], object]) -> str | None:
    """Return what is wrong about the exception of a call, or None."""
    try:
        call()
    except inferwire.InferwireError as error:
        return None if str(error) else "an empty message"
    except TypeError as error:
        return None if "argument" in str(error) else repr(error)
    except Exception as error:
        return repr(error)
    return None


def failures(call: Callable[[Any], object]) -> dict[str, str]:
    """Call with each value, and return what is wrong by the name of the value."""
    outcomes = {name: outcome(lambda value=value: call(value)) for name, value in VALUES.items()}  # type: ignore[misc]
    return {name: found for name, found in outcomes.items() if found is not None}


@pytest.mark.parametrize("method", METHODS)
def test_each_method_refuses_each_wrong_value_of_its_arguments(method: str) -> None:
    function = getattr(CLIENT, method)
    parameters = inspect.signature(function).parameters.values()
    required = [each.name for each in parameters if each.default is each.empty and each.kind != each.VAR_KEYWORD]
    optional = [each.name for each in parameters if each.default is None and each.name not in OPTIONS][:2]
    fitting = {name: FITTING.get(name, "a") for name in required}
    for name in (*required, *optional):
        assert failures(lambda value, name=name: function(**{**fitting, name: value})) == {}, name  # type: ignore[misc]


def messages_with(part: Any) -> Any:
    return [{"role": "user", "content": [part]}]


PLACES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "message": ("messages", lambda value: [value]),
    "content": ("messages", lambda value: [{"role": "user", "content": value}]),
    "part": ("messages", messages_with),
    "type of a part": ("messages", lambda value: messages_with({"type": value})),
    "image": ("messages", lambda value: messages_with({"type": "image_url", "image_url": value})),
    "URL": ("messages", lambda value: messages_with({"type": "image_url", "image_url": {"url": value}})),
    "audio": ("messages", lambda value: messages_with({"type": "input_audio", "input_audio": {"data": value}})),
    "file": ("messages", lambda value: messages_with({"type": "file", "file": {"file_data": value}})),
    "tool": ("tools", lambda value: [{"type": "function", "function": value}]),
    "schema": ("response_format", lambda value: {"type": "json_schema", "json_schema": value}),
    "stream": ("stream", lambda value: value),
    "body": ("extra_body", lambda value: {"a": value}),
    "list in the body": ("extra_body", lambda value: {"a": [value]}),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_wrong_value_within_an_argument_is_refused(place: str) -> None:
    name, wrap = PLACES[place]
    fitting = {"messages": FITTING["messages"], "model": "m"}
    assert failures(lambda value: CLIENT.chat_completion(**{**fitting, name: wrap(value)})) == {}
    assert failures(lambda value: CLIENT.chat.completions.create(**{**fitting, name: wrap(value)})) == {}


OPENAI_STYLE: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "embeddings.create": (CLIENT.embeddings.create, {"input": "a"}),
    "images.generate": (CLIENT.images.generate, {"prompt": "a"}),
    "images.edit": (CLIENT.images.edit, {"image": PNG, "prompt": "a"}),
    "audio.speech.create": (CLIENT.audio.speech.create, {"input": "a", "voice": "b"}),
    "audio.transcriptions.create": (CLIENT.audio.transcriptions.create, {"file": b"fLaC" + bytes(50)}),
    "chat.completions.parse": (CLIENT.chat.completions.parse, {**FITTING, "response_format": dict[str, int]}),
    "models.retrieve": (CLIENT.models.retrieve, {"model": "m"}),
}


@pytest.mark.parametrize("name", OPENAI_STYLE)
def test_methods_in_the_style_of_openai_refuse_each_wrong_value(name: str) -> None:
    function, passed = OPENAI_STYLE[name]
    parameters = inspect.signature(function).parameters
    fitting = {key: value for key, value in passed.items() if key in parameters}
    for argument, parameter in parameters.items():
        if parameter.kind != parameter.VAR_KEYWORD:
            found = failures(lambda value, argument=argument: function(**{**fitting, argument: value}))  # type: ignore[misc]
            assert found == {}, argument


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("method", ["text_generation", "image_classification", "request", "with_options"])
def test_each_option_refuses_each_wrong_value(method: str, option: str) -> None:
    fitting = {"text_generation": {"prompt": "a"}, "image_classification": {"image": PNG}, "request": {"inputs": "a"}}
    function = getattr(CLIENT, method)
    assert failures(lambda value: function(**{**fitting.get(method, {}), option: value})) == {}


CLIENT_OPTIONS = [name for name in inspect.signature(inferwire.InferenceClient).parameters if name != "unknown"]


@pytest.mark.parametrize("option", CLIENT_OPTIONS)
def test_a_client_refuses_each_wrong_value(option: str) -> None:
    assert failures(lambda value: repr(inferwire.InferenceClient(**{option: value}))) == {}


@pytest.mark.parametrize("kind", [inferwire.Timeout, inferwire.Retry])
def test_limits_and_policies_refuse_each_wrong_value(kind: Any) -> None:
    for name in inspect.signature(kind).parameters:
        assert failures(lambda value, name=name: kind(**{name: value})) == {}, name  # type: ignore[misc]
