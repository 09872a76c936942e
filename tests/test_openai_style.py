"""OpenAI's interface: its options and parameters for every call, and its namespaces over the tasks."""

from __future__ import annotations

import importlib
import inspect
import json
import pickle
from collections.abc import Iterator
from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, InputError
from inferwire.tasks.custom import TASKS
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server
from tests.test_bad_input import TABLES, example_arguments, method_of, recording

CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "yes"}, "finish_reason": "stop"}]}
MESSAGES: list[dict[str, Any]] = [{"role": "user", "content": "hi"}]
KINDS = [InferenceClient, AsyncInferenceClient]


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server(lambda _: http_response(body=CHAT)) as running:
        yield running


def call(kind: type, path: str, *arguments: Any, client: dict[str, Any], **named: Any) -> Any:
    """Call a method, such as ``chat.completions.create``, of a new client of either kind."""

    def method(of: Any) -> Any:
        for name in path.split("."):
            of = getattr(of, name)
        return of

    if kind is InferenceClient:
        with InferenceClient(**client) as blocking:
            return method(blocking)(*arguments, **named)

    async def main() -> Any:
        async with AsyncInferenceClient(**client) as running:
            return await method(running)(*arguments, **named)

    return anyio.run(main)


def options_of(server: LocalServer) -> dict[str, Any]:
    return {"base_url": f"{server.url}/v1", "api_key": PROVIDER_KEY, "model": "m"}


def body_of(request: ReceivedRequest) -> Any:
    return json.loads(request.body)


# Options


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["chat_completion", "chat.completions.create"])
def test_openais_options_are_sent_where_they_belong(kind: Any, method: str, server: LocalServer) -> None:
    call(
        kind,
        method,
        messages=MESSAGES,
        extra_headers={"X-Trace": "1"},
        extra_query={"api-version": "2024-10-21", "debug": True, "tag": ["a", "b c"], "none": None},
        extra_body={"beams": 2},
        timeout=30,
        max_retries=0,
        client={**options_of(server), "headers": {"x-team": "a"}},
    )
    (request,) = server.received
    assert request.target == "/v1/chat/completions?api-version=2024-10-21&debug=true&tag=a&tag=b%20c"
    assert (request.headers["x-trace"], request.headers["x-team"]) == ("1", "a")
    assert body_of(request)["beams"] == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_query_is_added_to_the_query_of_an_endpoint(kind: Any, server: LocalServer) -> None:
    options = {**options_of(server), "base_url": f"{server.url}/v1/chat/completions?a=1"}
    call(kind, "chat_completion", MESSAGES, extra_query={"b": "2&3=4"}, client=options)
    assert server.received[0].target == "/v1/chat/completions?a=1&b=2%263%3D4"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (1, 2), (3, 4)])
def test_max_retries_is_one_less_than_the_attempts(kind: Any, retries: int, requests: int) -> None:
    error = http_response(500, {"error": "no"}, {"retry-after": "0"})
    with local_server(lambda _: error) as server:
        for options, named in (({"max_retries": retries}, {}), ({}, {"max_retries": retries})):
            server.received.clear()
            with pytest.raises(Exception, match="500"):
                call(kind, "chat_completion", MESSAGES, client=options_of(server) | options, **named)
            assert len(server.received) == requests
    assert kind().with_options(max_retries=retries).retry.attempts == retries + 1


@pytest.mark.parametrize(
    "options",
    [
        {"max_retries": -1},
        {"max_retries": True},
        {"max_retries": 1.5},
        {"max_retries": 1, "retry": 2},
        {"extra_query": "a=b"},
        {"extra_query": {"a": {"b": "c"}}},
        {"extra_query": {5: "c"}},
        {"extra_headers": {"a\nb": "c"}},
        {"extra_headers": {"content-length": "5"}},
    ],
)
def test_a_wrong_option_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=next(iter(options))):
        InferenceClient().with_options(**options)


def test_no_pickle_has_a_secret_of_the_query() -> None:
    client = InferenceClient().with_options(extra_query={"code": PROVIDER_KEY, "v": "1"})
    assert PROVIDER_KEY.encode() not in pickle.dumps(client)
    assert b"'v'" in repr(pickle.loads(pickle.dumps(client))._core.options.extra_query).encode()


@pytest.mark.parametrize("kind", KINDS)
def test_no_error_shows_a_secret_of_the_query(kind: Any) -> None:
    with local_server(lambda request: http_response(400, {"error": f"no {request.target}"})) as server:
        with pytest.raises(Exception, match="400") as caught:
            call(kind, "chat_completion", MESSAGES, extra_query={"api_key": PROVIDER_KEY}, client=options_of(server))
        assert "CANARY" not in str(caught.value)
        assert "CANARY" not in str(caught.value.request)


# Parameters


@pytest.mark.parametrize("kind", KINDS)
def test_the_parameters_of_openais_chat_are_sent(kind: Any, server: LocalServer) -> None:
    parameters = {
        "user": "u1",
        "metadata": {"a": "b"},
        "store": True,
        "service_tier": "flex",
        "prediction": {"type": "content", "content": "x"},
        "verbosity": "low",
        "stop": "END",
    }
    call(kind, "chat.completions.create", messages=MESSAGES, client=options_of(server), **parameters)
    sent = body_of(server.received[0])
    assert {name: sent[name] for name in parameters} == parameters


class Marker:
    __module__ = "openai._types"

    def __bool__(self) -> bool:
        return False


Marker.__name__ = "NotGiven"


@pytest.mark.parametrize("task", sorted(task for task in TASKS if task != "custom"))
def test_openais_marker_is_not_sent_as_any_argument_of_any_task(task: str) -> None:
    handlers = importlib.import_module(TASKS[task]).TASK.handlers
    provider = "endpoint" if "endpoint" in handlers else sorted(handlers)[0]
    parameters = inspect.signature(getattr(InferenceClient, method_of(task))).parameters
    good = example_arguments(TABLES, task)
    omitted = {
        name: Marker()
        for name, parameter in parameters.items()
        if parameter.default in (None, False) and name not in good
    }
    with recording(provider, task) as (client, recorder):
        sent = []
        for named in ({}, omitted):
            recorder.sent.clear()
            try:
                result = getattr(client, method_of(task))(**good, **named)
            except InputError:
                raise
            except Exception as error:  # the response has another shape
                result = error
            requests = [request for request in recorder.sent if request.method == "POST"]
            body = requests[0].read()
            boundary = requests[0].headers.get("content-type", "").partition("boundary=")[2].encode()
            sent.append((str(requests[0].url), body.replace(boundary, b"") if boundary else body, type(result)))
    assert sent[0] == sent[1]
