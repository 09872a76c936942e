"""None is not sent, whatever it is passed for. 0, False, empty strings, and None inside a value are."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import typing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx
import pytest

from inferwire import AsyncInferenceClient, CallOptions, InferenceClient, InputError
from inferwire.tasks.custom import TASKS
from inferwire_runtime.client import ClientOptions

from .test_bad_input import TABLES, Recorder, each_pair, example_arguments, method_of, recording

OPTIONS = sorted({*typing.get_type_hints(CallOptions), "model", "provider"})
ENDPOINT_TASKS = sorted(task for task in TASKS if "endpoint" in importlib.import_module(TASKS[task]).TASK.handlers)
ENDPOINT = "endpoint"
UUID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def request_of(recorder: Recorder, call: Any, **arguments: Any) -> tuple[str, str, bytes]:
    """Make a call; return its first request, without what differs between two equal ones."""
    recorder.sent.clear()
    try:
        call(**arguments)
    except InputError:
        raise
    except Exception:
        assert recorder.sent  # the response has another shape
    recorder.sent[:] = [request for request in recorder.sent if request.method == "POST"]  # without look-ups
    request = recorder.sent[0]
    boundary = request.headers.get("content-type", "").partition("boundary=")[2].encode()
    content = UUID.sub(b"", request.read())
    return request.method, str(request.url), content.replace(boundary, b"") if boundary else content


def optional_arguments(task: str) -> list[str]:
    parameters = inspect.signature(getattr(InferenceClient, method_of(task))).parameters
    return [name for name, parameter in parameters.items() if parameter.default is None]


@each_pair
def test_none_is_not_sent_as_any_argument_of_any_task(provider: str, task: str) -> None:
    good = example_arguments(TABLES, task)
    with recording(provider, task) as (client, recorder):
        call = getattr(client, method_of(task))
        plain = request_of(recorder, call, **good)
        nothing = {name: None for name in optional_arguments(task) if name not in good}
        assert request_of(recorder, call, **good, **nothing) == plain
        for name in nothing:
            assert request_of(recorder, call, **good, **{name: None}) == plain, name


@each_pair
def test_none_is_refused_as_a_required_input(provider: str, task: str) -> None:
    good = example_arguments(TABLES, task)
    parameters = inspect.signature(getattr(InferenceClient, method_of(task))).parameters
    (first, *_) = [name for name in parameters if name != "self"]
    with recording(provider, task) as (client, recorder):
        if parameters[first].default is parameters[first].empty:
            with pytest.raises(InputError, match=f"`{first}` must be .*, got None|needs"):
                getattr(client, method_of(task))(**{**good, first: None})
        assert recorder.sent == []


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("provider", ["endpoint", "hf-inference", "openai"])
def test_none_is_the_same_as_not_passed_for_every_option_of_a_call(option: str, provider: str) -> None:
    task = "chat-completion" if provider == "openai" else "text-classification"
    good = example_arguments(TABLES, task)
    with recording(provider, task) as (client, recorder):
        call = getattr(client.with_options(timeout=5, headers={"x-a": "1"}, extra_body={"a": 1}), method_of(task))
        plain, headers = request_of(recorder, call, **good), dict(recorder.sent[0].headers)
        assert request_of(recorder, call, **good, **{option: None}) == plain
        assert dict(recorder.sent[0].headers) == headers


@pytest.mark.parametrize("option", sorted(ClientOptions.__annotations__))
@pytest.mark.parametrize("cls", [InferenceClient, AsyncInferenceClient])
def test_none_is_the_same_as_not_passed_for_every_option_of_a_client(option: str, cls: Any) -> None:
    client, plain = cls(**{option: None}), cls()
    assert client._core.options == plain._core.options
    assert client._core.emulator_url is None
    assert client._core.connections.settings == plain._core.connections.settings


@pytest.mark.parametrize("option", OPTIONS)
def test_none_keeps_every_option_of_a_client_in_its_copies(option: str) -> None:
    client = InferenceClient("a/b", api_key=False, bill_to="acme", timeout=5, retry=2, headers={"x-a": "1"})
    client = client.with_options(extra_body={"a": 1}, extra_parameters={"b": 2}, on_progress=print)
    assert client.with_options(**{option: None})._core.options == client._core.options


# What is sent


@contextmanager
def endpoint(task: str) -> Iterator[tuple[Any, Recorder]]:
    with recording(ENDPOINT, task) as (client, recorder):
        yield partial(getattr(client, method_of(task)), model="m"), recorder


def body_of(request: httpx.Request) -> Any:
    return json.loads(request.read())


def is_json(request: httpx.Request) -> bool:
    return request.headers.get("content-type") == "application/json"


def leaves_of(value: Any) -> Iterator[tuple[type, Any]]:
    """Yield every value in JSON with its type: 0 equals False."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves_of(inner)
    else:
        yield type(value), value


@pytest.mark.parametrize("value", [0, False, ""], ids=repr)
@pytest.mark.parametrize("task", ENDPOINT_TASKS)
def test_values_that_are_false_are_sent(task: str, value: Any) -> None:
    good = example_arguments(TABLES, task)
    skipped = {*OPTIONS, *good, "stream", "output_type", "image", "top_n"}  # the last is applied to the result
    names = [name for name in optional_arguments(task) if name not in skipped]
    with endpoint(task) as (call, recorder):
        request_of(recorder, call, **good)
        plain = Counter(leaves_of(body_of(recorder.sent[0]))) if is_json(recorder.sent[0]) else Counter()
        for name in names:
            try:
                request_of(recorder, call, **good, **{name: value})
            except InputError:
                continue  # a parameter that is computed with must be a number
            sent = Counter(leaves_of(body_of(recorder.sent[0])))
            assert sent[type(value), value] > plain[type(value), value], name


def test_at_least_one_value_of_each_kind_is_sent() -> None:
    with endpoint("chat-completion") as (call, recorder):
        messages = [{"role": "user", "content": ""}]
        request_of(recorder, call, messages=messages, temperature=0, logprobs=False, tool_prompt="")
        body = body_of(recorder.sent[0])
    assert (body["temperature"], body["logprobs"], body["tool_prompt"]) == (0, False, "")
    assert body["messages"] == messages


def test_null_can_be_sent_by_extra_body_and_extra_parameters() -> None:
    with endpoint("text-classification") as (call, recorder):
        request_of(recorder, call, text="a", extra_body={"x": None}, extra_parameters={"y": None})
        assert body_of(recorder.sent[0]) == {"inputs": "a", "parameters": {"y": None, "x": None}}
    with endpoint("chat-completion") as (call, recorder):
        request_of(recorder, call, messages=[{"role": "user", "content": "Hi"}], extra_body={"temperature": None})
        assert body_of(recorder.sent[0])["temperature"] is None


def test_none_inside_a_message_is_sent() -> None:
    calls = [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}", "description": None}}]
    messages = [{"role": "assistant", "content": None, "tool_calls": calls}]
    with endpoint("chat-completion") as (call, recorder):
        request_of(recorder, call, messages=messages)
        assert body_of(recorder.sent[0])["messages"] == messages


def test_none_inside_a_table_is_sent() -> None:
    with endpoint("table-question-answering") as (call, recorder):
        request_of(recorder, call, table={"a": [None, "1"]}, query="b")
        assert body_of(recorder.sent[0])["inputs"]["table"] == {"a": [None, "1"]}
