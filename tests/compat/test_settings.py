"""Settings of a client are attributes, which can be changed; its arguments are huggingface_hub's."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import pytest

from inferwire.compat.huggingface_hub import (
    AsyncInferenceClient,
    HfHubHTTPError,
    InferenceClient,
    InferenceTimeoutError,
)
from inferwire_emulator import RunningEmulator
from tests.support.raw_server import RawServer

CLIENTS: list[Any] = [InferenceClient, AsyncInferenceClient]
MESSAGES: list[Any] = [{"role": "user", "content": "How many cats?"}]
CHAT = "emulated/chat-completion"


@pytest.mark.parametrize("cls", CLIENTS)
def test_what_a_client_was_made_with_can_be_read(cls: Any) -> None:
    client = cls("m/x", provider="groq", token="hf_1", timeout=5.0, headers={"a": "b"}, cookies={"c": "1"})
    assert (client.model, client.provider, client.token, client.timeout) == ("m/x", "groq", "hf_1", 5.0)
    assert (client.headers, client.cookies) == ({"a": "b"}, {"c": "1"})
    empty = cls()
    assert (empty.model, empty.provider, empty.token, empty.timeout, empty.cookies) == (None,) * 5
    assert empty.headers == {}
    assert empty.exit_stack is not None
    assert (cls(base_url="http://h/v1").model, cls(api_key="hf_2").token) == ("http://h/v1", "hf_2")
    assert repr(cls("m/x")) == f"<{cls.__name__}(model='m/x', timeout=None)>"


@pytest.mark.parametrize("cls", CLIENTS)
def test_two_names_of_one_argument_exclude_each_other(cls: Any) -> None:
    with pytest.raises(ValueError, match="Received both `model` and `base_url` arguments"):
        cls(model="m/x", base_url="http://h")
    with pytest.raises(ValueError, match="Received both `token` and `api_key` arguments"):
        cls(token="a", api_key="b")


@pytest.mark.parametrize("token", [True, False])
@pytest.mark.parametrize("kind", [ValueError, TypeError])
def test_a_token_is_no_boolean(token: Any, kind: type[Exception]) -> None:
    with pytest.raises(kind, match="`token` must be a string or `None`"):
        InferenceClient(token=token)


def test_a_header_names_who_is_billed() -> None:
    headers = {"X-HF-Bill-To": "before", "a": "b"}
    with pytest.warns(UserWarning, match="Overriding existing 'before' value in headers with 'org'"):
        client = InferenceClient(bill_to="org", headers=headers)
    assert client.headers == {"X-HF-Bill-To": "org", "a": "b"}
    assert headers["X-HF-Bill-To"] == "before"
    with pytest.warns(UserWarning, match="an external provider's API key"):
        InferenceClient(bill_to="org", token="r8_key", provider="replicate")


def test_a_changed_setting_counts_from_the_next_call_on(client: InferenceClient, emulator: RunningEmulator) -> None:
    client.model = CHAT
    client.headers["x-a"] = "1"
    client.headers["X-HF-Bill-To"] = "org"
    assert client.chat_completion(MESSAGES).choices[0].message.content == "Two cats."
    sent = emulator.journal[-1].headers
    assert (sent["x-a"], sent["x-hf-bill-to"]) == ("1", "org")
    client.provider = "hf-inference"
    client.text_classification("a", model="emulated/text-classification")
    assert "hf-inference" in emulator.journal[-1].path


def test_cookies_and_a_changed_token_are_sent(serve: Any) -> None:
    server: RawServer = serve(respond_chat)
    with InferenceClient(server.url, cookies={"c": "2"}) as client:
        client.cookies = {"c": "2", "d": "3"}
        client.token = "other-key"
        client.chat_completion(MESSAGES)
    sent = posts(server)[0].lower()
    assert b"\r\ncookie: c=2; d=3\r\n" in sent
    assert b"\r\nauthorization: bearer other-key\r\n" in sent


def test_a_url_is_called_whatever_the_provider(serve: Any) -> None:
    server: RawServer = serve(respond_chat)
    for client in (
        InferenceClient(server.url, provider="groq"),
        InferenceClient(base_url=f"{server.url}/v1", provider="hf-inference"),
        InferenceClient(f"{server.url}/v1/chat/completions"),
        InferenceClient(f"{server.url}/chat/completions"),
    ):
        with client:
            assert client.chat_completion(MESSAGES).choices[0].message.content == "Hi"
    with InferenceClient(provider="groq") as client:
        client.chat_completion(MESSAGES, model=server.url)
    with InferenceClient(base_url=server.url) as client:
        client.chat_completion(MESSAGES, model="my/model")
    assert b'"model":"my/model"' in posts(server)[-1]
    lines = [request.partition(b"\r\n")[0] for request in posts(server)]
    assert lines == [b"POST /v1/chat/completions HTTP/1.1"] * 3 + [b"POST /chat/completions HTTP/1.1"] + [lines[0]] * 2


def test_none_is_sent_nowhere_in_a_body(serve: Any) -> None:
    server: RawServer = serve(respond_chat)
    with InferenceClient(server.url) as client:
        response = client.chat_completion(MESSAGES, max_tokens=None, tools=None, stop=None)
        client.chat_completion(
            [*MESSAGES, response.choices[0].message, {**response.choices[0].message, "content": "again"}],
            tools=[{"type": "function", "function": {"name": "f", "description": None, "parameters": {"a": None}}}],
        )
    first, second = posts(server)
    assert b"null" not in first + second
    assert b'{"role":"assistant","content":"again"}' in second


def test_an_unknown_provider_is_found_at_the_call() -> None:
    client = InferenceClient(provider="nope")
    with pytest.raises(ValueError, match="'nope'"):
        client.chat_completion(MESSAGES, model="m/x")


@pytest.mark.parametrize("cls", CLIENTS)
@pytest.mark.parametrize("of", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_client_can_be_copied_and_pickled(cls: Any, of: Any) -> None:
    client = cls("m/x", token="hf_1", headers={"a": "b"})
    client.inferwire  # noqa: B018 - the copy has its own
    other = of(client)
    assert (type(other), other.model, other.token, other.headers) == (cls, "m/x", "hf_1", {"a": "b"})


def test_a_closed_client_can_be_called_again(client: InferenceClient) -> None:
    assert client.chat_completion(MESSAGES, model=CHAT).model == CHAT
    client.close()
    assert client.chat_completion(MESSAGES, model=CHAT).choices[0].message.content == "Two cats."


def test_calls_are_made_once_and_without_a_limit(client: InferenceClient, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=500")
    with pytest.raises(HfHubHTTPError):
        client.chat_completion(MESSAGES, model=CHAT)
    assert len(emulator.journal) == 1
    emulator.add_fault("status=500")
    with InferenceClient(token="hf_test", emulator_url=emulator.url, retry=2) as other:
        assert other.chat_completion(MESSAGES, model=CHAT).model == CHAT


def test_a_limit_ends_a_call(serve: Any) -> None:
    server: RawServer = serve(lambda connection, number, count: None)
    with pytest.raises(InferenceTimeoutError):
        InferenceClient(server.url, timeout=0.05).chat_completion(MESSAGES)


def test_both_clients_have_the_same_methods() -> None:
    names = {name for name in dir(InferenceClient) if not name.startswith("_")}
    assert names == {name for name in dir(AsyncInferenceClient) if not name.startswith("_")}
    for name in sorted(names - {"chat", "inferwire"}):
        blocking, waiting = getattr(InferenceClient, name), getattr(AsyncInferenceClient, name)
        if not inspect.isfunction(blocking):
            continue
        assert inspect.iscoroutinefunction(waiting), name
        first, second = inspect.signature(blocking), inspect.signature(waiting)
        assert first.parameters == second.parameters
        is_same = first.return_annotation == second.return_annotation
        assert is_same == (name not in ("chat_completion", "text_generation")), name


def posts(server: RawServer) -> list[bytes]:
    """Return the calls: the models that a server has may have been looked up before."""
    return [request for request in server.requests if request.startswith(b"POST")]


def respond_chat(connection: Any, number: int, count: int) -> None:
    body = b'{"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}]}'
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body))
    connection.sendall(body)
