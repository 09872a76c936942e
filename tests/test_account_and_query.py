"""Values of an account, queries, header expressions and keys in the query, over real HTTP and in everything shown."""

from __future__ import annotations

import json
import pickle
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inferwire import AuthenticationError, InferenceClient, InputError, ProviderError

from .support.known_keys import PROVIDER_KEY, find_key, watched_logs
from .support.local_servers import LocalServer, ReceivedRequest, http_response, local_server
from .support.private import call_blocking, on_both_clients, path_of, private_provider, query_of

USER = "user-canary-0123456789"
MESSAGES: Any = [{"role": "user", "content": "Hi"}]
YAML = """\
version: 3
provider: cloud
title: Cloud
docs: https://docs.cloud.example
base_url: {base_url}
auth: {auth}
env: [CLOUD_KEY]
account:
  resource: CLOUD_RESOURCE
  region: {{env: CLOUD_REGION, default: eu}}
  project: {{env: CLOUD_PROJECT, optional: true}}
  user: {{env: CLOUD_USER, secret: true}}
headers: {{x-user: =account.user, x-region: "in {{region}}"}}
query: {{api-version: "2024-10-21", region: =account.region}}
common: {{headers: {{x-task: "{{resource}}", x-trace: =extra.trace}}}}
tasks:
  chat-completion:
    protocol: openai-chat
    query: {{who: =account.project}}
    stream:
      body: {{stream: true}}
      query: {{alt: sse}}
      done: "[DONE]"
      finished: =choices[0].finish_reason
      sample: [{{choices: [{{index: 0, delta: {{content: Hi}}, finish_reason: stop}}]}}]
  automatic-speech-recognition:
    path: /listen?model={{model}}
    query: {{tags: [a, "b c"], deep: =extra.deep, trace: none, ...: =parameters}}
    body: {{audio: =base64(inputs), project: =account.project}}
    output: {{text: =text}}
    sample: {{text: Two cats.}}
  text-to-speech:
    path: /speak/{{extra.voice}}/{{project}}
    omit: [voice]
    body: {{text: =inputs, ...: =parameters}}
    output: =binary()
    sample: {{$media: audio/mpeg}}
"""


def respond(received: ReceivedRequest) -> bytes:
    """Respond as a strict server: nothing is served without its version, key and user."""
    query, headers = dict(query_of(received)), received.headers
    if query.get("api-version") != "2024-10-21" or "key" not in query:
        return http_response(404, {"error": {"message": f"no such resource: {received.target}"}})
    if headers.get("x-user") != USER or "authorization" in headers:
        return http_response(401, {"error": {"message": f"unknown user {headers.get('x-user')} {query['key']}"}})
    match path_of(received).rpartition("/v1")[2] or path_of(received):
        case "/chat/completions" if query.get("alt") == "sse":
            event = {"choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": "stop"}]}
            body = f"data: {json.dumps(event)}\n\ndata: [DONE]\n\n".encode()
            return http_response(200, body, {"content-type": "text/event-stream"})
        case "/chat/completions":
            return http_response(200, {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}}]})
        case path if path.endswith("/listen"):
            return http_response(200, {"text": "Two cats."})
        case path if "/speak/" in path:
            return http_response(200, b"ID3" + bytes(20), {"content-type": "audio/mpeg"})
        case "/chat/move":
            return http_response(307, b"", {"location": "/elsewhere"})
        case path:
            return http_response(404, {"error": {"message": f"no {path}"}})


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with local_server(respond) as server:
        yield server


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    text = YAML.format(base_url="https://{resource}.cloud.example", auth='"?key={api_key}"')
    with private_provider(tmp_path_factory.mktemp("cloud"), text) as provider:
        yield provider


@pytest.fixture
def options(provider: Any, server: LocalServer) -> dict[str, Any]:
    server.received.clear()
    account = {"resource": "mine", "user": USER}
    return {
        "provider": provider,
        "api_key": PROVIDER_KEY,
        "account": account,
        "emulator_url": server.url,
        "retry": 1,
        "model": "m&x=1",
    }


@on_both_clients
def test_the_account_is_in_the_host_the_headers_and_the_query(
    run: Any, options: dict[str, Any], server: LocalServer
) -> None:
    result = run(lambda client: client.chat_completion(MESSAGES), **options)
    assert result.choices[0].message.content == "Hi"
    (received,) = server.received
    assert path_of(received) == "/mine.cloud.example/v1/chat/completions"
    assert query_of(received) == [("api-version", "2024-10-21"), ("region", "eu"), ("key", PROVIDER_KEY)]
    assert received.headers["x-region"] == "in eu"
    assert received.headers["x-task"] == "mine"
    assert "x-trace" not in received.headers
    assert json.loads(received.body) == {"model": "m&x=1", "messages": MESSAGES}


@on_both_clients
def test_a_stream_adds_to_the_query_of_the_mapping(run: Any, options: dict[str, Any], server: LocalServer) -> None:
    account = {**options["account"], "project": "p 1"}
    items = run(lambda client: client.chat_completion(MESSAGES, stream=True), **{**options, "account": account})
    assert [item.choices[0].delta.content for item in items] == ["Hi"]
    assert dict(query_of(server.received[0])) == {
        "api-version": "2024-10-21",
        "region": "eu",
        "who": "p 1",
        "alt": "sse",
        "key": PROVIDER_KEY,
    }
    assert server.received[0].headers["x-task"] == "mine"


@on_both_clients
def test_parameters_go_into_the_query_and_nothing_else_can_enter_it(
    run: Any, options: dict[str, Any], server: LocalServer
) -> None:
    parameters = {"smart": True, "deep": {"a": 1}, "trace": "t1", "x y": ["1", "2"]}
    result = run(
        lambda client: client.automatic_speech_recognition(
            b"RIFF\0\0\0\0WAVE", return_timestamps=True, extra_parameters=parameters, extra_body={"also": 0.5}
        ),
        **options,
    )
    assert result.text == "Two cats."
    (received,) = server.received
    assert query_of(received) == [
        ("model", "m&x=1"),
        ("api-version", "2024-10-21"),
        ("region", "eu"),
        ("tags", "a"),
        ("tags", "b c"),
        ("deep", '{"a":1}'),
        ("trace", "none"),
        ("return_timestamps", "true"),
        ("smart", "true"),
        ("x y", "1"),
        ("x y", "2"),
        ("also", "0.5"),
        ("key", PROVIDER_KEY),
    ]
    assert received.headers["x-trace"] == "t1"
    assert list(json.loads(received.body)) == ["audio"]
    account = {**options["account"], "project": "p 1"}
    run(lambda client: client.automatic_speech_recognition(b"RIFF\0\0\0\0WAVE", account=account), **options)
    assert json.loads(server.received[1].body)["project"] == "p 1"


@on_both_clients
def test_a_value_in_a_path_is_one_segment(run: Any, options: dict[str, Any], server: LocalServer) -> None:
    def speak(voice: Any, project: str = "p/../q") -> Any:
        account = {**options["account"], "project": project}
        extra = {"voice": voice} if voice else {}
        return run(
            lambda client: client.text_to_speech("Hi", extra_parameters=extra), **{**options, "account": account}
        )

    assert speak("a/b?c=d#e").media_type == "audio/mpeg"
    assert path_of(server.received[0]) == "/mine.cloud.example/speak/a%2Fb%3Fc%3Dd%23e/p%2F..%2Fq"
    for voice, found in ((None, "needs 'voice' for the URL"), ("..", "'voice' must be one segment of a path")):
        with pytest.raises(InputError, match=found):
            speak(voice)
    assert len(server.received) == 1


@on_both_clients
@pytest.mark.parametrize(
    "value",
    ["evil.example", "evil.example/", "a@evil.example", "evil#", "evil?x", "evil:80", "e\\vil", "-a", "ä", "a b"],
)
def test_a_value_of_the_account_cannot_move_a_request_to_another_host(
    run: Any, value: str, options: dict[str, Any], server: LocalServer
) -> None:
    account = {**options["account"], "resource": value}
    with pytest.raises(InputError, match="'resource' of your account at Cloud must be letters, digits and dashes"):
        run(lambda client: client.chat_completion(MESSAGES), **{**options, "account": account})
    assert server.received == []


@on_both_clients
def test_a_value_that_is_missing_is_named_with_its_variable_and_argument(
    run: Any, options: dict[str, Any], server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chat(**account: str) -> Any:
        return run(lambda client: client.chat_completion(MESSAGES), **{**options, "account": account})

    remedy = r"Cloud needs 'resource' of your account; pass account=\{'resource': ...\} or set CLOUD_RESOURCE"
    with pytest.raises(InputError, match=remedy):
        chat(user=USER)
    with pytest.raises(InputError, match=r"has no 'resorce'; did you mean 'resource'\?"):
        chat(user=USER, resorce="mine")
    assert server.received == []
    monkeypatch.setenv("CLOUD_RESOURCE", " theirs ")
    monkeypatch.setenv("CLOUD_USER", USER)
    chat(of_another_provider="x")
    chat(resource="mine", region="us")
    assert [path_of(each).split("/")[1] for each in server.received] == ["theirs.cloud.example", "mine.cloud.example"]
    assert server.received[1].headers["x-region"] == "in us"


def test_values_of_a_call_are_added_to_those_of_the_client(options: dict[str, Any], server: LocalServer) -> None:
    with InferenceClient(**options) as client:
        client.chat_completion(MESSAGES, account={"region": "us"})
        client.with_options(account={"region": "asia"}).chat_completion(MESSAGES)
        client.chat_completion(MESSAGES, account=None)
    assert [each.headers["x-region"] for each in server.received] == ["in us", "in asia", "in eu"]


@pytest.mark.parametrize(
    ("account", "found"),
    [
        ({"resource": 7}, "`account` must map names to strings; 'resource' is int"),
        ({1: "x"}, "`account` must map names to strings, got .* as a name"),
        ({"resource": " "}, "must have values that are not blank"),
        ({"resource": "a\nb"}, "on one line"),
        ("mine", "`account` must be a mapping"),
    ],
)
def test_an_account_that_is_no_mapping_of_strings_is_refused(account: Any, found: str) -> None:
    with pytest.raises(InputError, match=found):
        InferenceClient(account=account)


@on_both_clients
def test_a_header_that_cannot_hold_a_value_is_refused(run: Any, options: dict[str, Any], server: LocalServer) -> None:
    for value in ("a\r\nx-evil: 1", "ä"):
        with pytest.raises(InputError, match="the value of the header x-trace must be ASCII"):
            run(lambda client, v=value: client.chat_completion(MESSAGES, extra_parameters={"trace": v}), **options)
    assert server.received == []


@pytest.mark.parametrize("transport", ["default", "httpx", "httpx2"])
def test_no_secret_is_shown_anywhere(
    transport: Any, options: dict[str, Any], server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server repeats both secrets in its error."""
    shown: dict[str, str] = {}
    wrong = {**options["account"], "user": f"{USER}-wrong"}
    with watched_logs() as recorder, InferenceClient(**{**options, "transport": transport}) as client:
        client.chat_completion(MESSAGES)
        request = client.build_request("chat-completion", inputs={"messages": MESSAGES})
        shown["curl"] = request.to_curl()
        shown["python"] = request.to_python()
        shown["javascript"] = request.to_javascript()
        shown["request"] = repr(request) + request.url
        shown["client"] = repr(client)
        shown["pickle"] = pickle.dumps(client).decode("latin-1")
        for account in (wrong,):
            with pytest.raises(AuthenticationError) as caught:
                client.chat_completion(MESSAGES, account=account)
            error = caught.value
            shown["error"] = f"{error!r} {error.body} {error.message} {error.request} {error.__cause__!r}"
            shown["request of the error"] = repr(error.request)
            shown["traceback"] = "".join(traceback.format_exception(error))
    shown["log"] = "\n".join(recorder.lines)
    for where, text in shown.items():
        assert find_key(text, PROVIDER_KEY) == [], where
        assert USER not in text, where
    assert "?api-version=2024-10-21&region=eu&key=$API_KEY" in shown["curl"]
    assert 'os.environ["API_KEY"]' in shown["python"]


def test_the_key_in_a_query_does_not_follow_a_redirect(provider: Any, options: dict[str, Any]) -> None:
    """Another origin gets no key, even if the server repeats it in the location; its own gets it once."""
    with local_server(lambda _: http_response(200, b"ID3" + bytes(20), {"content-type": "audio/mpeg"})) as other:

        def move(received: ReceivedRequest) -> bytes:
            if "moved" in received.target:
                return http_response(200, {"text": "Two cats."})
            return http_response(
                307, b"", {"location": f"/mine.cloud.example/moved?{received.target.partition('?')[2]}"}
            )

        with local_server(move) as own:
            moved = {**options, "emulator_url": own.url}
            result = call_blocking(lambda client: client.automatic_speech_recognition(b"RIFF\0\0\0\0WAVE"), **moved)
            assert result.text == "Two cats."
            assert [dict(query_of(each)).get("key") for each in own.received] == [PROVIDER_KEY, PROVIDER_KEY]
            assert own.received[1].target.count("key=") == 1

        def away(received: ReceivedRequest) -> bytes:
            return http_response(307, b"", {"location": f"{other.url}/x?{received.target.partition('?')[2]}"})

        with local_server(away) as own:
            moved = {**options, "emulator_url": own.url}
            with pytest.raises(ProviderError, match="redirects to another host"):
                call_blocking(lambda client: client.automatic_speech_recognition(b"RIFF\0\0\0\0WAVE"), **moved)
        assert other.received == []


def test_account_secrets_are_not_pickled_and_others_are(
    options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOUD_KEY", PROVIDER_KEY)
    del options["api_key"]
    with InferenceClient(**options) as client:
        copy = pickle.loads(pickle.dumps(client))
    assert USER not in pickle.dumps(client).decode("latin-1")
    with copy, pytest.raises(AuthenticationError, match="keys are not pickled"):
        copy.chat_completion(MESSAGES)
    with pickle.loads(pickle.dumps(client)).with_options(account={"user": USER}) as restored:
        assert restored.chat_completion(MESSAGES).choices[0].message.content == "Hi"


def test_a_key_in_a_header_still_goes_with_account_values_in_a_path(
    tmp_path: Path, options: dict[str, Any], server: LocalServer
) -> None:
    text = YAML.format(base_url=f"{server.url}/{{resource}}/ml", auth="Key {api_key}")
    text = text.replace("provider: cloud", "provider: cloud-two").replace("CLOUD", "CLOUD_TWO")

    def chat(other: Any, resource: str) -> Any:
        own = {"provider": other, "emulator_url": None, "account": {**options["account"], "resource": resource}}
        return call_blocking(lambda client: client.chat_completion(MESSAGES), **{**options, **own})

    with private_provider(tmp_path, text) as other:
        with pytest.raises(ProviderError, match="no such resource"):
            chat(other, "a b")
        assert path_of(server.received[0]) == "/a%20b/ml/v1/chat/completions"
        assert server.received[0].headers["authorization"] == f"Key {PROVIDER_KEY}"
        for value in ("..", "a/b", "a\\b"):
            with pytest.raises(InputError, match="must be one segment of a path"):
                chat(other, value)
