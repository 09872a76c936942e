"""What a client was created with: it can be read, is changed for copies only, and shows no secret."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from inferwire import AsyncInferenceClient, AuthenticationError, InferenceClient, InputError, Timeout
from inferwire_emulator import RunningEmulator, serve
from tests.support.known_keys import HUGGING_FACE_KEY, PROVIDER_KEY
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "yes"}, "finish_reason": "stop"}]}
MESSAGES = [{"role": "user", "content": "hi"}]
KINDS = [InferenceClient, AsyncInferenceClient]
URL = "http://127.0.0.1:8000/v1"
SETTINGS = ("model", "provider", "base_url", "timeout", "retry", "headers", "cookies", "bill_to", "token", "api_key")

Serve = Callable[[Any], Any]


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server(lambda _: http_response(body=CHAT)) as running:
        yield running


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


def call(kind: type, name: str, *arguments: Any, client: dict[str, Any], **named: Any) -> Any:
    """Call a method of a new client of either kind."""
    if kind is InferenceClient:
        with InferenceClient(**client) as blocking:
            return getattr(blocking, name)(*arguments, **named)

    async def main() -> Any:
        async with AsyncInferenceClient(**client) as running:
            return await getattr(running, name)(*arguments, **named)

    return asyncio.run(main())


# Reading


@pytest.mark.parametrize("kind", KINDS)
def test_settings_are_readable(kind: Any) -> None:
    client = kind(
        "m/x",
        provider="groq",
        api_key=PROVIDER_KEY,
        timeout=5,
        retry=2,
        headers={"X-Team": "a"},
        cookies={"session": "one", "theme": "dark"},
        bill_to="acme",
    )
    assert (client.model, client.provider, client.base_url, client.bill_to) == ("m/x", "groq", None, "acme")
    assert client.timeout == 5.0
    assert client.retry.attempts == 2
    assert client.headers["x-team"] == client.headers["X-Team"] == "a"
    assert client.cookies == {"session": "one", "theme": "dark"}
    assert client.token == client.api_key == PROVIDER_KEY


@pytest.mark.parametrize("kind", KINDS)
def test_settings_that_were_not_passed_are_none_or_the_default(kind: Any) -> None:
    client = kind()
    assert (client.model, client.base_url, client.bill_to, client.token, client.cookies) == (None,) * 5
    assert (client.provider, client.timeout, dict(client.headers)) == ("auto", 600.0, {})


@pytest.mark.parametrize("kind", KINDS)
def test_the_url_of_an_endpoint_is_readable_as_url_and_as_model(kind: Any) -> None:
    for client in (kind(base_url=URL), kind(URL), kind().endpoint(URL), kind().with_options(base_url=URL)):
        assert client.base_url == client.model == URL
    named = kind("m/x", base_url=URL)
    assert (named.model, named.base_url) == ("m/x", URL)


def test_a_timeout_of_several_limits_is_readable_as_a_whole() -> None:
    limits = Timeout(total=20, connect=1)
    assert InferenceClient(timeout=limits).timeout == limits
    assert InferenceClient(timeout=InferenceClient(timeout=7).timeout).timeout == 7.0


def test_a_copy_shows_its_own_settings() -> None:
    client = InferenceClient("m/x", headers={"x-a": "1"}, cookies={"a": "1"})
    copy = client.with_options(model="m/y", timeout=3, headers={"x-b": "2"}, cookies={"b": "2"}, api_key=PROVIDER_KEY)
    assert (copy.model, copy.timeout, copy.token) == ("m/y", 3.0, PROVIDER_KEY)
    assert copy.cookies == {"a": "1", "b": "2"}
    assert {"x-a", "x-b"} < set(copy.headers)
    assert (client.model, client.token, client.cookies) == ("m/x", None, {"a": "1"})


def test_a_key_of_the_environment_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", HUGGING_FACE_KEY)
    assert InferenceClient().token is None
    assert InferenceClient(token=True).token is None
    assert InferenceClient(token=False).token is None


# Assignment


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [*SETTINGS, "extra_body", "extra_parameters", "on_progress"])
def test_the_assignment_of_a_setting_names_with_options(kind: Any, name: str) -> None:
    client = kind("m/x")
    with pytest.raises(AttributeError, match=rf"`{name}` of a client cannot be changed.*with_options\("):
        setattr(client, name, "other")
    with pytest.raises(AttributeError, match="with_options"):
        setattr(client.endpoint(URL), name, None)
    assert client.model == "m/x"


def test_what_copies_share_cannot_be_assigned() -> None:
    for name in ("transport", "http_client", "emulator_url"):
        with pytest.raises(AttributeError, match=f"`{name}` of a client cannot be changed.*create another client"):
            setattr(InferenceClient(), name, None)


def test_headers_cannot_be_changed_in_place() -> None:
    client = InferenceClient(headers={"x-a": "1"})
    with pytest.raises(TypeError, match="with_options"):
        client.headers["x-a"] = "2"
    assert dict(client.headers) == {"x-a": "1"}


def test_methods_can_be_replaced_in_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    client = InferenceClient("m/x")
    monkeypatch.setattr(client, "chat_completion", lambda messages: messages)
    assert client.chat_completion(MESSAGES) == MESSAGES


# Secrets


@pytest.mark.parametrize("kind", KINDS)
def test_no_repr_and_no_pickle_shows_a_secret(kind: Any) -> None:
    client = kind(api_key=PROVIDER_KEY, headers={"x-api-key": PROVIDER_KEY, "x-team": "a"}, cookies={"id": "secret-id"})
    shown = f"{client!r} {client.token!r} {client.headers!r} {client.cookies!r} {client.headers['x-api-key']!r}"
    assert PROVIDER_KEY not in shown
    assert "secret-id" not in shown
    assert "'x-team': 'a'" in shown
    pickled = pickle.dumps(client)
    assert PROVIDER_KEY.encode() not in pickled
    assert b"secret-id" not in pickled
    assert pickle.loads(pickled).headers == {"x-team": "a"}


# Cookies


@pytest.mark.parametrize("kind", KINDS)
def test_cookies_are_sent_to_the_server(kind: Any, server: LocalServer) -> None:
    options = {"base_url": server.url, "cookies": {"session": "a b", "theme": "dark"}, "api_key": False, "model": "m"}
    call(kind, "chat_completion", MESSAGES, client=options)
    assert server.received[-1].headers["cookie"] == "session=a b; theme=dark"
    call(kind, "chat_completion", MESSAGES, client={**options, "headers": {"Cookie": "old=1; theme=light"}})
    assert server.received[-1].headers["cookie"] == "old=1; theme=dark; session=a b"
    call(kind, "chat_completion", MESSAGES, client={**options, "cookies": {}})
    assert "cookie" not in server.received[-1].headers


@pytest.mark.parametrize(
    "cookies", ["a=b", {"a b": "c"}, {"a": "b; c=d"}, {"a": "b\r\nx: y"}, {"a": 5}, {"": "b"}, {5: "b"}, {"a": "é"}]
)
def test_an_invalid_cookie_is_refused(cookies: Any) -> None:
    with pytest.raises(InputError, match="`cookies`"):
        InferenceClient(cookies=cookies)


# token=True and False


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["token", "api_key"])
def test_true_requires_a_key_of_the_environment(
    kind: Any, name: str, emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {name: True, "emulator_url": emulator.url, "model": "emulated/summarization", "provider": "hf-inference"}
    monkeypatch.delenv("HF_TOKEN", raising=False)
    with pytest.raises(AuthenticationError, match=r"api_key=True requires a key.*HF_TOKEN"):
        call(kind, "summarization", "a", client=options)
    monkeypatch.setenv("HF_TOKEN", HUGGING_FACE_KEY)
    assert call(kind, "summarization", "a", client=options).summary_text
    emulator.reset()
    call(kind, "summarization", "a", client={**options, name: False})
    assert all("authorization" not in request.headers for request in emulator.journal)


@pytest.mark.parametrize("kind", KINDS)
def test_true_sends_no_hugging_face_token_to_another_host(
    kind: Any, server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", HUGGING_FACE_KEY)
    with pytest.raises(AuthenticationError, match="goes to Hugging Face only"):
        call(kind, "chat_completion", MESSAGES, client={"base_url": server.url, "token": True, "model": "m"})
    assert server.received == []


# A URL next to a provider


@pytest.mark.parametrize("kind", KINDS)
def test_a_url_next_to_a_provider_warns_and_decides(kind: Any, server: LocalServer) -> None:
    url = server.url
    for client, named in (
        ({"base_url": url, "provider": "groq", "model": "m"}, {}),
        ({"model": url, "provider": "groq"}, {}),
        ({"provider": "groq"}, {"model": url}),
        ({"base_url": url, "model": "m"}, {"provider": "groq"}),
    ):
        with pytest.warns(UserWarning, match="provider='groq' is not used: the URL decides"):
            call(kind, "chat_completion", MESSAGES, client={"api_key": PROVIDER_KEY, **client}, **named)
    assert {request.target.partition("?")[0] for request in server.received} <= {"/v1/chat/completions", "/v1/models"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        call(kind, "chat_completion", MESSAGES, client={"base_url": url, "provider": "auto", "model": "m"})


# The state of an endpoint


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", ["", "/", "/v1", "/v1/chat/completions", "/generate"])
def test_info_and_health_are_requested_at_the_root_of_an_endpoint(kind: Any, at: str) -> None:
    def respond(request: ReceivedRequest) -> bytes:
        if request.method == "GET" and request.target == "/info":
            return http_response(body={"model_id": "m", "max_total_tokens": 10})
        return http_response(body=b"") if request.target == "/health" else http_response(404)

    with local_server(respond) as server:
        options = {"base_url": f"{server.url}{at}", "api_key": PROVIDER_KEY}
        assert call(kind, "get_endpoint_info", client=options) == {"model_id": "m", "max_total_tokens": 10}
        assert call(kind, "health_check", client=options) is True
        assert call(kind, "health_check", server.url + at, client={"api_key": PROVIDER_KEY}) is True
        assert call(kind, "get_endpoint_info", model=server.url + at, client={"api_key": PROVIDER_KEY})
    assert {request.headers["authorization"] for request in server.received} == {f"Bearer {PROVIDER_KEY}"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [401, 404, 500, 503])
def test_an_error_is_not_healthy_and_is_not_repeated(kind: Any, status: int) -> None:
    with local_server(lambda _: http_response(status, {"error": "no", "estimated_time": 20})) as server:
        assert call(kind, "health_check", client={"base_url": server.url, "api_key": False}) is False
    assert len(server.received) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_any_successful_response_is_healthy(kind: Any) -> None:
    for body in (b"", b"OK", b"<p>fine</p>", {"status": "ok"}, ["x"], {"error": None}):
        with local_server(lambda _, body=body: http_response(body=body)) as server:
            assert call(kind, "health_check", client={"base_url": server.url, "api_key": False}) is True


@pytest.mark.parametrize("kind", KINDS)
def test_empty_info_is_an_empty_dictionary(kind: Any) -> None:
    with local_server(lambda _: http_response(body=b"")) as server:
        assert call(kind, "get_endpoint_info", client={"base_url": server.url, "api_key": False}) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_health_needs_an_endpoint(kind: Any) -> None:
    for model in (None, "m/x"):
        with pytest.raises(InputError, match="health_check needs an endpoint"):
            call(kind, "health_check", client={"model": model})


@pytest.mark.parametrize("kind", KINDS)
def test_the_emulator_has_the_pages_of_an_endpoint(kind: Any, emulator: RunningEmulator) -> None:
    options = {"emulator_url": emulator.url, "api_key": "hf_test"}
    endpoint = {**options, "base_url": "https://text-generation.eu-west-1.aws.endpoints.huggingface.cloud"}
    info = call(kind, "get_endpoint_info", client=endpoint)
    assert (info["max_input_tokens"], info["max_total_tokens"]) == (4095, 4096)
    assert call(kind, "health_check", client=endpoint) is True
    emulator.emulator.add_fault("status=503", host="text-generation.eu-west-1.aws.endpoints.huggingface.cloud")
    assert call(kind, "health_check", client=endpoint) is False
    model = "intfloat/multilingual-e5-large"
    info = call(kind, "get_endpoint_info", client={**options, "model": model, "provider": "hf-inference"})
    assert info["model_id"] == model


# Parameters as in huggingface_hub


@pytest.mark.parametrize("kind", KINDS)
def test_encoding_format_is_sent_and_its_vectors_are_read(kind: Any) -> None:
    def respond(request: ReceivedRequest) -> bytes:
        vector: Any = [0.5, 1.0]
        if b'"encoding_format":"base64"' in request.body:
            vector = "AAAAPwAAgD8="
        return http_response(body={"data": [{"index": 0, "embedding": vector}]})

    with local_server(respond) as server:
        options = {"base_url": f"{server.url}/v1", "api_key": False, "model": "m"}
        for name in ("float", "base64"):
            assert call(kind, "feature_extraction", "a", encoding_format=name, client=options) == [0.5, 1.0]
            assert f'"encoding_format":"{name}"'.encode() in server.received[-1].body


@pytest.mark.parametrize("kind", KINDS)
def test_openai_embeddings_are_base64_unless_the_caller_chooses(kind: Any, emulator: RunningEmulator) -> None:
    options = {"provider": "openai", "api_key": "sk-test", "emulator_url": emulator.url}
    for named, sent in (
        ({}, "base64"),
        ({"encoding_format": "float"}, "float"),
        ({"extra_body": {"encoding_format": "float"}}, "float"),
    ):
        emulator.reset()
        call(kind, "feature_extraction", "a", model="openai/text-embedding-3-small", client=options, **named)
        assert f'"encoding_format":"{sent}"'.encode() in emulator.journal[-1].body


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["image_to_image", "image_to_video"])
def test_unknown_keywords_of_image_tasks_are_parameters(kind: Any, method: str, emulator: RunningEmulator) -> None:
    emulator.reset()
    options = {"provider": "fal-ai", "api_key": "own-key", "emulator_url": emulator.url}
    model = f"emulated/{method.replace('_', '-')}"
    png = b"\x89PNG\r\n\x1a\n" + bytes(8)
    call(kind, method, png, model=model, strength=0.5, fps=None, timeout=60, client=options)
    body = next(request.body for request in emulator.journal if request.method == "POST")
    assert b'"strength":0.5' in body
    assert b"fps" not in body
    with pytest.raises(TypeError, match="strength"):
        call(kind, "image_to_text", png, model="emulated/image-to-text", strength=0.5, client=options)


# Closing


def test_clients_and_streams_have_aclose(emulator: RunningEmulator) -> None:
    async def main() -> list[str]:
        client = AsyncInferenceClient("emulated/chat-completion", api_key="hf_test", emulator_url=emulator.url)
        async with contextlib.aclosing(client):
            stream = await client.chat_completion(MESSAGES, stream=True)
            async with contextlib.aclosing(stream):
                found = [chunk.text async for chunk in stream]
            abandoned = await client.chat_completion(MESSAGES, stream=True)
            await abandoned.aclose()
        with pytest.raises(InputError, match="the client is closed"):
            await client.chat_completion(MESSAGES)
        return found

    assert "".join(asyncio.run(main()))
