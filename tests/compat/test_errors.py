"""Errors are inferwire's and huggingface_hub's at once, whether it is installed or not."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import inferwire
from inferwire.compat import huggingface_hub as compat
from inferwire_emulator import RunningEmulator

from .conftest import Run

MESSAGES: list[Any] = [{"role": "user", "content": "How many cats?"}]
CHAT = "emulated/chat-completion"
STAND_IN = Path(__file__).with_name("stand_in")

STATUSES = {
    400: (inferwire.ProviderError, "BadRequestError", ValueError),
    401: (inferwire.AuthenticationError, "HfHubHTTPError", OSError),
    404: (inferwire.ProviderError, "HfHubHTTPError", OSError),
    422: (inferwire.ProviderError, "HfHubHTTPError", OSError),
    429: (inferwire.RateLimitError, "HfHubHTTPError", OSError),
    500: (inferwire.ProviderError, "HfHubHTTPError", OSError),
    504: (inferwire.ProviderError, "HfHubHTTPError", OSError),
}


def caught(call: Callable[[], Any]) -> Any:
    try:
        call()
    except Exception as error:  # any of both libraries
        return error
    raise AssertionError("no error was raised")


@pytest.mark.parametrize("status", list(STATUSES))
def test_a_status_is_an_error_of_both_libraries(run: Run, emulator: RunningEmulator, status: int) -> None:
    emulator.add_fault(f"status={status}")
    error = caught(lambda: run("chat_completion", MESSAGES, model=CHAT))
    ours, theirs, builtin = STATUSES[status]
    assert isinstance(error, ours)
    assert isinstance(error, getattr(compat, theirs))
    assert isinstance(error, (compat.HfHubHTTPError, OSError))
    assert isinstance(error, builtin)
    assert error.response.status_code == status
    assert error.response.json() == {"error": f"an emulated error with status {status}"}
    assert str(status) in error.response.text
    assert error.response.headers["content-type"] == "application/json"
    assert error.response.request.url.host == error.request.url.host == "router.huggingface.co"
    assert error.server_message == f"an emulated error with status {status}"
    assert "hf_test" not in repr(vars(error)) + str(error.request.headers)


def test_an_error_can_be_pickled_and_added_to(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=429;retry-after=7")
    error = caught(lambda: run("chat_completion", MESSAGES, model=CHAT))
    other = pickle.loads(pickle.dumps(error))
    assert type(other) is type(error)
    assert (str(other), other.retry_after, other.response.status_code) == (str(error), 7.0, 429)
    other.append_to_message("; wait")
    assert "; wait" in str(other)
    assert "; wait" in other.args[0]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("validation", "ValidationError"),
        ("generation", "GenerationError"),
        ("overloaded", "OverloadedError"),
        ("incomplete_generation", "IncompleteGenerationError"),
        ("other", "UnknownError"),
    ],
)
def test_a_text_generation_server_has_kinds_of_errors(serve: Any, kind: str, name: str, stream: bool) -> None:
    body = b'{"error": "too long", "error_type": "%s"}' % kind.encode()
    head = b"HTTP/1.1 422 Unprocessable Entity\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"

    def respond(connection: Any, number: int, count: int) -> None:
        connection.sendall(head % len(body) + body)

    with compat.InferenceClient(serve(respond).url) as client:
        error = caught(lambda: list(client.text_generation("a", stream=stream, details=True)))
    assert isinstance(error, getattr(compat, name))
    assert isinstance(error, compat.TextGenerationError)
    assert isinstance(error, compat.HfHubHTTPError)


def test_an_error_within_a_stream_has_its_kind(serve: Any) -> None:
    events = b'data: {"choices": [{"index": 0, "delta": {"content": "Hi"}}]}\n\n'
    events += b'data: {"error": "too long", "error_type": "validation"}\n\n'

    def respond(connection: Any, number: int, count: int) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: %d\r\n\r\n" % len(events)
        )
        connection.sendall(events)

    with compat.InferenceClient(serve(respond).url) as client:
        stream = iter(client.chat_completion(MESSAGES, stream=True))
        assert next(stream).choices[0].delta.content == "Hi"
        with pytest.raises(compat.ValidationError, match="too long") as found:
            next(stream)
    assert isinstance(found.value, inferwire.StreamError)


def test_what_is_refused_before_a_request_is_a_value_error(run: Run) -> None:
    assert isinstance(caught(lambda: run("text_to_image", "a", model="missing/model")), compat.RepositoryNotFoundError)
    for call in (
        lambda: run("chat_completion", MESSAGES),
        lambda: run("text_to_image", "a", model=CHAT),
        lambda: compat.InferenceClient(provider="groq").chat_completion(MESSAGES, model="a/b"),
        lambda: compat.InferenceClient().chat_completion(MESSAGES, model="a/b"),
    ):
        assert isinstance(caught(call), ValueError)


def test_a_missing_file_is_a_file_error(run: Run) -> None:
    with pytest.raises(FileNotFoundError):
        run("image_classification", "missing.png", model="emulated/image-classification")


def test_a_server_that_is_not_there_is_an_error_of_the_http_library() -> None:
    error = caught(lambda: compat.InferenceClient("http://127.0.0.1:9").chat_completion(MESSAGES))
    assert isinstance(error, (ConnectionError, inferwire.InferenceConnectionError))
    assert "ConnectError" in [base.__name__ for base in type(error).__mro__]


def test_errors_have_the_classes_of_huggingface_hub_where_it_is_installed(emulator: RunningEmulator) -> None:
    code = f"""
import pickle
import httpx
from huggingface_hub import errors
from inferwire.compat import huggingface_hub as compat

assert compat.HfHubHTTPError is errors.HfHubHTTPError
client = compat.InferenceClient(token="hf_test", model={CHAT!r}, emulator_url={emulator.url!r})
for status, kind in ((400, errors.BadRequestError), (500, errors.HfHubHTTPError)):
    client.headers["x-emulator-fault"] = f"status={{status}}"
    try:
        client.chat_completion({MESSAGES!r})
    except kind as error:
        assert isinstance(error, httpx.HTTPError)
        assert isinstance(error.response, httpx.Response)
        assert error.response.status_code == pickle.loads(pickle.dumps(error)).status == status
client = compat.InferenceClient("http://127.0.0.1:9")
try:
    client.chat_completion({MESSAGES!r})
except httpx.ConnectError as error:
    print(type(error).__name__)
"""
    assert run_with_stand_in(code) == "InferenceConnectionError"


def test_classes_can_be_put_in_the_place_of_huggingface_hub() -> None:
    code = """
import sys
from types import ModuleType
import huggingface_hub.inference._client as theirs
from huggingface_hub.inference._generated import types
from inferwire.compat import huggingface_hub as compat

class framework:
    pass

before = ModuleType("before")
before.Client = theirs.InferenceClient
sys.modules["before"] = before
old = theirs.InferenceClient, types.ChatCompletionOutput

with compat.install() as installed:
    from huggingface_hub import InferenceClient
    assert InferenceClient is theirs.InferenceClient is before.Client is compat.InferenceClient
    assert types.ChatCompletionOutput is theirs.ChatCompletionOutput is compat.ChatCompletionOutput
    after = ModuleType("after")
    after.Client = InferenceClient
    sys.modules["after"] = after
    assert set(installed.replaced) == {"InferenceClient", "AsyncInferenceClient", "ChatCompletionOutput"}
assert (theirs.InferenceClient, types.ChatCompletionOutput) == old
assert before.Client is after.Client is theirs.InferenceClient
assert compat.InferenceClient is not theirs.InferenceClient

compat.install()
compat.install()
assert theirs.InferenceClient is compat.InferenceClient
compat.uninstall()
installed.uninstall()
assert (theirs.InferenceClient, types.ChatCompletionOutput) == old
print("undone")
"""
    assert run_with_stand_in(code) == "undone"


def run_with_stand_in(code: str) -> str:
    paths = os.pathsep.join([str(STAND_IN), *sys.path])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
