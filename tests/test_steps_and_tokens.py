"""Requests before a request, and keys that are exchanged for tokens, over real HTTP."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import traceback
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest

from inferwire import (
    AsyncInferenceClient,
    AuthenticationError,
    InferenceClient,
    InferenceTimeoutError,
    OutputError,
    ProviderError,
    Retry,
)

from .support.known_keys import PROVIDER_KEY, find_key, watched_logs
from .support.local_servers import LocalServer, ReceivedRequest, http_response, local_server
from .support.private import call_blocking, on_both_clients, path_of, private_provider

WAVE = b"RIFF\x24\0\0\0WAVEfmt " + bytes(20)
MESSAGES: Any = [{"role": "user", "content": "Hi"}]
TOKEN = "tok-CANARY0123456789abcdefgh"
OTHER_KEY = "sk-other/CANARY+987654321"
YAML = """\
version: 3
provider: steps
title: Steps
docs: https://docs.steps.example
base_url: https://api.steps.example
env: [STEPS_KEY]
account: {tenant: {env: STEPS_TENANT, default: "7"}}
token:
  url: https://login.steps.example/token
  form: {grant_type: "urn:x:apikey", apikey: =api_key, tenant: =account.tenant}
  returns: =result.access_token
  lasts: =result.expires_in
  sample: {result: {access_token: abcdefgh, expires_in: 3600}}
tasks:
  chat-completion: {protocol: openai-chat}
  automatic-speech-recognition:
    before:
      ticket:
        when: =extra.ticket
        path: /tickets
        body: {name: =extra.ticket}
        returns: =id
        sample: {id: "1"}
      upload:
        when: =!url(inputs)
        base_url: https://files.steps.example
        path: /upload
        headers: {x-ticket: =before.ticket}
        upload: =inputs
        returns: =upload_url
        sample: {upload_url: "https://cdn.steps.example/1.wav"}
    path: /transcripts
    omit: [ticket]
    body: {audio_url: =url(inputs) || before.upload, ...: =parameters}
    output: {text: =text}
    sample: {text: Two cats.}
  text-to-image:
    path: /images
    body: {prompt: =inputs, ...: =parameters}
    poll:
      path: /jobs/{job}
      job: =id
      status: =status
      done: [ok]
      failed: [bad]
      every: 0.02
      samples: [{id: "{job}", status: waiting}]
    output: =download(url)
    sample: {status: ok, url: "https://cdn.steps.example/1.png"}
"""


class Server:
    """A strict server: its tokens end, and each path takes one form."""

    def __init__(self) -> None:
        self.tokens: set[str] = set()
        self.exchanges: list[dict[str, list[str]]] = []
        self.delay = 0.0
        self.lasts: Any = 3600
        self.instead: Any = None  # of the next exchanges, in place of a token
        self.upload: Any = {"upload_url": "https://cdn.steps.example/1.wav"}
        self.polls = 0
        self.lock = threading.Lock()

    def revoke(self) -> None:
        self.tokens.clear()

    def __call__(self, received: ReceivedRequest) -> bytes:
        host, _, path = path_of(received)[1:].partition("/")
        if host == "login.steps.example":
            return self.exchange(received)
        if host == "cdn.steps.example":
            assert "authorization" not in received.headers
            return http_response(200, b"\x89PNG\r\n\x1a\n", {"content-type": "image/png"})
        scheme, _, token = received.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or token not in self.tokens:
            return http_response(401, {"error": {"message": f"token {token} has ended"}})
        match host, path:
            case "api.steps.example", "v1/chat/completions" if json.loads(received.body).get("stream"):
                event = {"choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": "stop"}]}
                body = f"data: {json.dumps(event)}\n\ndata: [DONE]\n\n".encode()
                return http_response(200, body, {"content-type": "text/event-stream"})
            case "api.steps.example", "v1/chat/completions":
                return http_response(
                    200, {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}}]}
                )
            case "api.steps.example", "tickets":
                return http_response(200, {"id": json.loads(received.body)["name"]})
            case "files.steps.example", "upload" if received.headers["content-type"] == "audio/wav":
                return http_response(200, self.upload)
            case "api.steps.example", "transcripts":
                return http_response(200, {"text": "Two cats."})
            case "api.steps.example", "images":
                return http_response(200, {"id": "1", "status": "waiting"})
            case "api.steps.example", "jobs/1":
                self.polls += 1
                if self.polls == 2:
                    self.revoke()  # in the middle of a job
                url = "https://cdn.steps.example/1.png"
                return http_response(200, {"status": "ok", "url": url} if self.polls > 3 else {"status": "waiting"})
            case _:
                return http_response(404, {"error": f"no {host} {path}"})

    def exchange(self, received: ReceivedRequest) -> bytes:
        assert received.headers["content-type"] == "application/x-www-form-urlencoded"
        assert "authorization" not in received.headers
        assert "x-own" not in received.headers  # the caller's headers are for the provider
        form = parse_qs(received.body.decode())
        with self.lock:
            self.exchanges.append(form)
            number = len(self.exchanges)
        time.sleep(self.delay)
        if form["apikey"] not in ([PROVIDER_KEY], [OTHER_KEY]):
            return http_response(400, {"errorMessage": f"Provided API key {form['apikey'][0]} could not be found."})
        if self.instead is not None:
            return http_response(200, self.instead)
        token = f"{TOKEN}{number}"
        self.tokens.add(token)
        return http_response(200, {"result": {"access_token": token, "expires_in": self.lasts}})


@pytest.fixture
def state() -> Server:
    return Server()


@pytest.fixture
def server(state: Server) -> Iterator[LocalServer]:
    with local_server(state) as server:
        yield server


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with private_provider(tmp_path_factory.mktemp("steps"), YAML) as provider:
        yield provider


@pytest.fixture
def options(provider: Any, server: LocalServer) -> dict[str, Any]:
    return {
        "provider": provider,
        "api_key": PROVIDER_KEY,
        "emulator_url": server.url,
        "retry": Retry(initial_delay=0.01),
        "model": "m",
        "headers": {"x-own": "1"},
    }


def paths(server: LocalServer) -> list[str]:
    return [path_of(each) for each in server.received]


@on_both_clients
def test_a_file_is_uploaded_first_and_its_url_is_sent(run: Any, options: Any, server: LocalServer) -> None:
    def transcribe(client: Any) -> Any:
        return client.automatic_speech_recognition(WAVE, return_timestamps=True, extra_body={"speed": "fast"})

    assert run(transcribe, **options).text == "Two cats."
    assert paths(server) == [
        "/login.steps.example/token",
        "/files.steps.example/upload",
        "/api.steps.example/transcripts",
    ]
    assert server.received[1].body == WAVE
    assert "x-ticket" not in server.received[1].headers
    assert json.loads(server.received[2].body) == {
        "audio_url": "https://cdn.steps.example/1.wav",
        "return_timestamps": True,
        "speed": "fast",
    }


@on_both_clients
def test_steps_are_made_if_they_are_needed_and_use_those_before(run: Any, options: Any, server: LocalServer) -> None:
    run(lambda client: client.automatic_speech_recognition("https://x.example/a.wav"), **options)
    assert paths(server)[1:] == ["/api.steps.example/transcripts"]
    assert json.loads(server.received[-1].body) == {"audio_url": "https://x.example/a.wav"}
    run(lambda client: client.automatic_speech_recognition(WAVE, extra_parameters={"ticket": "t9"}), **options)
    assert paths(server)[3:5] == ["/api.steps.example/tickets", "/files.steps.example/upload"]
    assert server.received[4].headers["x-ticket"] == "t9"


@on_both_clients
def test_a_step_without_its_result_is_an_error(run: Any, options: Any, server: LocalServer, state: Server) -> None:
    for upload, kind, found in (
        ({"other": 1}, OutputError, "has no result for the step 'upload'"),
        ({"error": "the disk is full"}, ProviderError, "the disk is full"),
    ):
        state.upload = upload
        with pytest.raises(kind, match=found):
            run(lambda client: client.automatic_speech_recognition(WAVE), **options)
    assert "/api.steps.example/transcripts" not in paths(server)


@on_both_clients
def test_the_key_is_exchanged_once_and_only_the_token_is_sent(
    run: Any, options: Any, server: LocalServer, state: Server
) -> None:
    with InferenceClient(**options) as client:
        for _ in range(3):
            client.chat_completion(MESSAGES)
        client.with_options(account={"tenant": "8"}).chat_completion(MESSAGES)
        assert client.chat_completion_stream(MESSAGES).text() == "Hi"
    run(lambda client: client.chat_completion(MESSAGES), **options)
    assert state.exchanges[0] == {"grant_type": ["urn:x:apikey"], "apikey": [PROVIDER_KEY], "tenant": ["7"]}
    tenants = [each["tenant"] for each in state.exchanges]
    assert tenants == [["7"], ["8"], ["7"]]
    for received in server.received:
        if not received.target.startswith("/login."):
            assert PROVIDER_KEY not in str(received)


def test_a_token_is_of_its_key(options: Any, server: LocalServer, state: Server) -> None:
    with InferenceClient(**options) as client:
        client.chat_completion(MESSAGES)
        client.chat_completion(MESSAGES, api_key=OTHER_KEY)
        client.chat_completion(MESSAGES)
    assert [each["apikey"] for each in state.exchanges] == [[PROVIDER_KEY], [OTHER_KEY]]
    used = [each.headers["authorization"] for each in server.received if "/v1/" in each.target]
    assert used == [f"Bearer {TOKEN}1", f"Bearer {TOKEN}2", f"Bearer {TOKEN}1"]


def test_threads_wait_for_one_exchange(options: Any, state: Server) -> None:
    state.delay = 0.2
    with InferenceClient(**options) as client:
        threads = [threading.Thread(target=client.chat_completion, args=(MESSAGES,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(state.exchanges) == 1


def test_event_loops_wait_for_one_exchange(options: Any, state: Server) -> None:
    state.delay = 0.2
    client = AsyncInferenceClient(**options)

    def run() -> None:
        async def main() -> None:
            await asyncio.gather(*(client.chat_completion(MESSAGES) for _ in range(4)))
            await client.close()

        asyncio.run(main())

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(state.exchanges) == 1


def test_a_token_that_has_ended_is_exchanged_before_it_is_refused(options: Any, state: Server) -> None:
    state.lasts = "0.05"
    with InferenceClient(**options) as client:
        client.chat_completion(MESSAGES)
        time.sleep(0.06)
        client.chat_completion(MESSAGES)
    assert len(state.exchanges) == 2


@on_both_clients
def test_a_token_that_is_refused_is_renewed_once(run: Any, options: Any, server: LocalServer, state: Server) -> None:
    with InferenceClient(**options) as client:
        client.chat_completion(MESSAGES)
        state.revoke()
        assert client.chat_completion(MESSAGES).choices[0].message.content == "Hi"
        state.revoke()
        assert client.chat_completion_stream(MESSAGES).text() == "Hi"
    assert len(state.exchanges) == 3
    state.instead = {"result": {"access_token": f"{TOKEN}refused", "expires_in": 100}}
    server.received.clear()
    with pytest.raises(AuthenticationError, match="token \\*\\*\\* has ended"):
        run(lambda client: client.chat_completion(MESSAGES), **options)
    assert paths(server) == ["/login.steps.example/token", "/api.steps.example/v1/chat/completions"] * 2


@on_both_clients
def test_a_token_may_end_while_a_job_is_polled(run: Any, options: Any, server: LocalServer, state: Server) -> None:
    image = run(lambda client: client.text_to_image("a cat"), **options)
    assert image.media_type == "image/png"
    assert len(state.exchanges) == 2
    assert paths(server).count("/api.steps.example/images") == 1  # the job is not submitted again


@on_both_clients
def test_a_key_that_is_refused_is_an_authentication_error(run: Any, options: Any, state: Server) -> None:
    with pytest.raises(AuthenticationError, match="Steps refused to exchange the API key for a token") as caught:
        run(lambda client: client.chat_completion(MESSAGES), **{**options, "api_key": "sk-wrongCANARY0123456789"})
    assert "sk-wrong" not in str(caught.value)
    assert len(state.exchanges) == 1


@on_both_clients
@pytest.mark.parametrize("instead", [{"result": {}}, {}, [], {"result": {"access_token": "a b"}}, {"result": 1}])
def test_a_response_without_a_token_is_an_error(run: Any, instead: Any, options: Any, state: Server) -> None:
    state.instead = instead
    with pytest.raises(OutputError, match=r"the response of Steps \(token\) to the exchange .* has no token"):
        run(lambda client: client.chat_completion(MESSAGES), **options)


@on_both_clients
def test_the_exchange_counts_against_the_time_of_the_call(run: Any, options: Any, state: Server) -> None:
    state.delay = 0.5
    with pytest.raises(InferenceTimeoutError):
        run(lambda client: client.chat_completion(MESSAGES, timeout=0.1), **options)


def test_a_cancelled_exchange_leaves_no_one_waiting(options: Any, state: Server) -> None:
    state.delay = 0.3

    async def main() -> None:
        async with AsyncInferenceClient(**options) as client:
            first = asyncio.ensure_future(client.chat_completion(MESSAGES))
            await asyncio.sleep(0.1)
            second = asyncio.ensure_future(client.chat_completion(MESSAGES))
            await asyncio.sleep(0.05)
            first.cancel()
            assert (await second).choices[0].message.content == "Hi"
            with pytest.raises(asyncio.CancelledError):
                await first

    asyncio.run(main())
    assert len(state.exchanges) == 2


def test_neither_key_nor_token_is_shown(options: Any, state: Server) -> None:
    shown: dict[str, str] = {}
    with watched_logs() as recorder, InferenceClient(**options) as client:
        client.chat_completion(MESSAGES)
        state.instead = {"result": {"access_token": f"{TOKEN}1", "expires_in": 100}, "echo": PROVIDER_KEY}
        state.revoke()
        shown["curl"] = client.build_request("chat-completion", inputs={"messages": MESSAGES}).to_curl()
        with pytest.raises(AuthenticationError) as caught:
            client.chat_completion(MESSAGES)
        error = caught.value
        shown["error"] = f"{error!r} {error.body} {error.request} {error.__cause__!r} {error.__context__!r}"
        shown["traceback"] = "".join(traceback.format_exception(error))
        for instead in ({"result": {"access_token": f"{TOKEN} 1 {OTHER_KEY}"}}, {"error": f"no {OTHER_KEY}"}):
            state.instead = instead
            with pytest.raises((OutputError, ProviderError)) as other:
                client.chat_completion(MESSAGES, api_key=OTHER_KEY)
            shown[f"error {instead}"] = f"{other.value!r} {other.value.body}"
    shown["log"] = "\n".join(recorder.lines)
    for where, text in shown.items():
        assert find_key(text, PROVIDER_KEY) == [], where
        assert find_key(text, f"{TOKEN}1") == [], where
        assert find_key(text, OTHER_KEY) == [], where


def test_a_build_request_shows_the_first_request(options: Any, server: LocalServer) -> None:
    with InferenceClient(**options) as client:
        request = client.build_request("automatic-speech-recognition", inputs=WAVE)
    assert request.url.endswith("/files.steps.example/upload")
    assert paths(server) == ["/login.steps.example/token"]
    assert call_blocking(lambda client: client.automatic_speech_recognition(WAVE), **options).text == "Two cats."
