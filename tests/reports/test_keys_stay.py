"""A key reaches only the server that it belongs to, however it was written, and no text shows it."""

from __future__ import annotations

import asyncio
import pickle
import threading
from typing import Any

import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_http.tracebacks import causes
from tests.support.known_keys import SECRET
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

MESSAGES: Any = [{"role": "user", "content": "hi"}]
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Two cats."}, "finish_reason": "stop"}]}
HUB = {"inferenceProviderMapping": {"groq": {"status": "live", "providerId": "m", "task": "conversational"}}}


def respond(request: ReceivedRequest) -> bytes:
    return http_response(200, HUB if "/api/models/" in request.target else CHAT)


def chat(kind: str, **settings: Any) -> str | None:
    """Return the text of a chat with a model on the Hub."""
    settings = {"retry": 1, "model": "o/m", **settings}
    if kind == "blocking":
        with InferenceClient(**settings) as client:
            return client.chat_completion(MESSAGES).choices[0].message.content

    async def main() -> str | None:
        async with AsyncInferenceClient(**settings) as client:
            return (await client.chat_completion(MESSAGES)).choices[0].message.content

    return asyncio.run(main())


def hosts_with(secret: str, server: LocalServer) -> set[str]:
    """Return the hosts that received a secret."""
    return {request.host for request in server.received if secret in f"{request.target} {request.headers}"}


on_both_clients = pytest.mark.parametrize("kind", ["blocking", "asyncio"])
VARIABLES = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "GROQ_API_KEY", "OPENAI_API_KEY", "api_key")
QUOTED = ('"{}"', "'{}'", ' "{}" ', "`{}`", "{}\n")
BROKEN = ("<{}>", "${{{}}}", "token={}", "export HF_TOKEN={}", "Bearer {}", '"{}', "“{}”")


@on_both_clients
@pytest.mark.parametrize("provider", ["groq", "openai"])
@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("form", [*QUOTED, *BROKEN, "{}", "key:{}"])
def test_no_provider_receives_a_hugging_face_token(
    kind: str, provider: str, variable: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: dict[str, Any] = {"provider": provider, "model": "o/m" if provider == "groq" else "openai/m"}
    if variable == "api_key":
        settings["api_key"] = form.format(SECRET)
    else:
        monkeypatch.setenv(variable, form.format(SECRET))
    is_routed = provider == "groq" and form not in BROKEN and variable != "OPENAI_API_KEY"
    with local_server(respond) as server:
        settings["emulator_url"] = server.url
        if is_routed:
            assert chat(kind, **settings) == "Two cats."
        else:
            with pytest.raises(inferwire.InferwireError):
                chat(kind, **settings)
        assert hosts_with(SECRET, server) == ({"huggingface.co", "router.huggingface.co"} if is_routed else set())


@on_both_clients
@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("token", ["api_org_0123456789abcdef", "0123456789abcdef"])
def test_a_token_of_any_form_goes_to_hugging_face_only(
    kind: str, again: bool, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", f'"{token}"')
    with local_server(respond) as server:
        settings = {"api_key": token} if again else {}
        assert chat(kind, provider="groq", emulator_url=server.url, **settings) == "Two cats."
        assert hosts_with(token, server) == {"huggingface.co", "router.huggingface.co"}


@on_both_clients
@pytest.mark.parametrize("form", ["{}", '"{}"', "<{}>", "token={}"])
def test_a_server_elsewhere_receives_only_a_key_that_was_passed(
    kind: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "OPENAI_API_KEY"):
        monkeypatch.setenv(variable, form.format(SECRET))
    with local_server(respond) as server:
        assert chat(kind, base_url=f"{server.url}/v1") == "Two cats."
        assert SECRET.encode() not in server.traffic
        assert chat(kind, base_url=f"{server.url}/v1", api_key=f'"{SECRET}"') == "Two cats."
        assert server.received[-1].headers["authorization"] == f"Bearer {SECRET}"


HEADERS = ("authorization", "x-key", "x-api-key", "api-key", "cookie", "x-goog-api-key", "x-team-token")


@pytest.mark.parametrize("place", [*HEADERS, "query"])
def test_no_text_shows_a_key_that_is_not_passed_as_one(place: str) -> None:
    settings: dict[str, Any] = {"base_url": "http://127.0.0.1:9/v1", "api_key": False, "model": "m", "retry": 1}
    if place == "query":
        settings["base_url"] += f"?key={SECRET}&api-version=2"
    else:
        settings["headers"] = {place: f"Key {SECRET}"}
    client = InferenceClient(**settings)
    request = client.build_request("chat-completion", inputs=None, extra_body={"messages": MESSAGES})
    with pytest.raises(inferwire.InferenceConnectionError) as caught:
        client.chat_completion(MESSAGES)
    texts = [request.to_curl(), repr(request), repr(client), str(caught.value), repr(caught.value.request)]
    assert "$API_KEY" in texts[0]
    assert SECRET not in " ".join(texts)
    assert SECRET.encode() not in pickle.dumps(client) + pickle.dumps(caught.value)
    with pytest.raises(inferwire.AuthenticationError, match="not pickled"):
        pickle.loads(pickle.dumps(client)).chat_completion(MESSAGES)


URLS = (
    *("http://user:{}@host\n", "http://user:{}@[::1", "http://host:99999/?token={}", "htp://host/?api_key={}"),
    *("user:{}@host", "http://user:x/{}@host", "http://user:x#{}@host", "http://user:x?{}@host", "{}", "//{}@host"),
)


@pytest.mark.parametrize("form", URLS)
@pytest.mark.parametrize("argument", ["base_url", "emulator_url", "endpoint", "model", "variable"])
def test_a_url_that_is_refused_is_shown_without_its_secrets(
    form: str, argument: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = form.format(SECRET)
    if argument == "model" and form == "user:{}@host":
        pytest.skip("without a scheme, this is the name of a model")
    with pytest.raises(inferwire.InferwireError) as caught:
        use(url, argument, monkeypatch)
    assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.model}"


def use(url: str, argument: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a URL as an argument of a call."""
    settings: dict[str, Any] = {"api_key": "hf_test", "retry": 1, "provider": "hf-inference"}
    match argument:
        case "endpoint":
            InferenceClient().endpoint(url)
        case "model":
            InferenceClient(model=url, api_key="hf_test", retry=1).chat_completion(MESSAGES)
        case "variable":
            monkeypatch.setenv("INFERWIRE_EMULATOR_URL", url)
            InferenceClient(model="a/b", **settings).chat_completion(MESSAGES)
        case _:
            InferenceClient(**{argument: url})


@pytest.mark.parametrize("size", [500, 8_000, 100_000])
def test_a_key_of_any_length_is_masked(size: int) -> None:
    key = f"eyJhbGciOiJSUzI1NiJ9.{'aB3_xY-9'.join(map(str, range(size // 12)))}.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"
    payload = key.split(".")[1]
    with local_server(lambda request: http_response(401, {"error": f"no {key[:90]} or {payload[:90]}"})) as server:
        client = InferenceClient(base_url=server.url, api_key=key, model="m", retry=1)
        with pytest.raises(inferwire.AuthenticationError, match=r"returned 401: no \*\*\* or \*\*\*;"):
            client.chat_completion(MESSAGES)


def test_the_look_up_of_one_key_does_not_serve_another() -> None:
    good, bad = "hf_goodGOODgoodGOOD01", "hf_badBADbadBADbadBAD02"
    has_begun, may_respond = threading.Event(), threading.Event()

    def look_up(request: ReceivedRequest) -> bytes:
        if "/api/models/" not in request.target:
            return http_response(200, CHAT)
        if bad in request.headers["authorization"]:
            has_begun.set()
            may_respond.wait(10)
            return http_response(401, {"error": "Invalid username or password."})
        return http_response(200, HUB)

    failures: list[Exception] = []

    def call(client: InferenceClient, key: str) -> None:
        try:
            client.chat_completion(MESSAGES, model="o/m", api_key=key)
        except inferwire.HubError as error:
            failures.append(error)

    with local_server(look_up) as server, InferenceClient(provider="groq", emulator_url=server.url, retry=1) as client:
        first = threading.Thread(target=call, args=(client, bad))
        first.start()
        assert has_begun.wait(10)
        call(client, good)  # while the look-up with the other key is in progress
        assert failures == []
        may_respond.set()
        first.join()
        call(client, bad)  # what the good key found is not used for it
        assert len(failures) == 2
        call(client, good)
        assert len(failures) == 2


@pytest.mark.parametrize("kind", ["blocking", "asyncio"])
@pytest.mark.parametrize(
    "form", ["http://user:{}/x@127.0.0.1:1", "http://user:{}#@127.0.0.1:1", "http://user:{}?x@a:1"]
)
def test_a_proxy_that_is_refused_is_shown_without_its_password(
    kind: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", form.format(SECRET))
    with pytest.raises(inferwire.InferwireError) as caught:
        chat(kind, base_url="http://127.0.0.1:9/v1", api_key=False)
    links = [caught.value, *causes(caught.value)]
    assert SECRET not in "".join(f"{link} {link!r}" for link in links)
