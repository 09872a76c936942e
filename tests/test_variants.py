"""Variants of a mapping, by model or call, over real HTTP."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from inferwire import InputError

from .support.local_servers import LocalServer, ReceivedRequest, http_response, local_server
from .support.private import on_both_clients, path_of, private_provider

WAVE = b"RIFF\x24\0\0\0WAVEfmt " + bytes(20)
MESSAGES: Any = [{"role": "user", "content": "Hi"}]
YAML = """\
version: 3
provider: kinds
title: Kinds
docs: https://docs.kinds.example
base_url: https://api.kinds.example
env: [KINDS_KEY]
tasks:
  automatic-speech-recognition:
    path: /run/{model}
    query: {...: =parameters}
    upload: =inputs
    output: {text: =result.text}
    sample: {result: {text: Two cats.}}
    variants:
      - name: turbo
        when: =contains(model, 'turbo')
        query: null
        upload: null
        body: {audio: =base64(inputs), ...: =parameters}
      - when: =parameters.return_timestamps
        path: /timed/{model}
        output: {text: =text, chunks: "=words[].{text: word, timestamp: [start, end]}"}
        sample: {text: Two cats., words: [{word: Two, start: 0.0, end: 0.5}]}
  chat-completion:
    protocol: openai-chat
    variants:
      - name: old
        when: =contains(model, 'old')
        path: /old/chat
        headers: {x-old: "1"}
      - name: whole
        when: =contains(model, 'whole')
        stream: null
        refuse: [{when: =parameters.seed, because: Whole models take no seed; leave it out}]
"""


def respond(received: ReceivedRequest) -> bytes:
    """Respond as a strict server, whose models take different forms."""
    path, kind = path_of(received).removeprefix("/api.kinds.example"), received.headers["content-type"]
    if path == "/run/whisper-turbo":
        body = json.loads(received.body) if kind == "application/json" else {}
        if base64.b64decode(body.get("audio", "")) != WAVE:
            return http_response(400, {"error": "audio must be base64"})
        return http_response(200, {"result": {"text": f"turbo {sorted(body)}"}})
    if path.startswith("/run/"):
        is_raw = kind == "audio/wav" and received.body == WAVE
        return http_response(200 if is_raw else 400, {"result": {"text": "raw"}})
    if path.startswith("/timed/"):
        return http_response(200, {"text": "timed", "words": [{"word": "Two", "start": 0.0, "end": 0.5}]})
    if json.loads(received.body).get("stream"):
        event = {"choices": [{"index": 0, "delta": {"content": path}, "finish_reason": "stop"}]}
        body = f"data: {json.dumps(event)}\n\ndata: [DONE]\n\n".encode()
        return http_response(200, body, {"content-type": "text/event-stream"})
    content = f"{path} {received.headers.get('x-old')}"
    return http_response(200, {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]})


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with local_server(respond) as server:
        yield server


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with private_provider(tmp_path_factory.mktemp("kinds"), YAML) as provider:
        yield provider


@pytest.fixture
def options(provider: Any, server: LocalServer) -> dict[str, Any]:
    server.received.clear()
    return {"provider": provider, "api_key": "own-key", "emulator_url": server.url, "retry": 1}


@on_both_clients
def test_the_first_variant_that_holds_makes_the_call(run: Any, options: Any, server: LocalServer) -> None:
    def transcribe(model: str, **more: Any) -> Any:
        return run(lambda client: client.automatic_speech_recognition(WAVE, model=model, **more), **options)

    assert transcribe("whisper").text == "raw"
    assert transcribe("whisper", extra_parameters={"language": "en"}).text == "raw"
    assert server.received[-1].target.endswith("/run/whisper?language=en")
    assert transcribe("whisper-turbo", return_timestamps=True).text == "turbo ['audio', 'return_timestamps']"
    timed = transcribe("whisper", return_timestamps=True)
    assert (timed.text, timed.chunks[0].timestamp) == ("timed", (0.0, 0.5))


@on_both_clients
def test_variants_of_a_stream(run: Any, options: Any) -> None:
    def chat(model: str, **more: Any) -> Any:
        return run(lambda client: client.chat_completion(MESSAGES, model=model, **more), **options)

    assert chat("new").choices[0].message.content == "/v1/chat/completions None"
    assert chat("old-1").choices[0].message.content == "/old/chat 1"
    assert [item.choices[0].delta.content for item in chat("old-1", stream=True)] == ["/old/chat"]
    assert [item.choices[0].delta.content for item in chat("new", stream=True)] == ["/v1/chat/completions"]
    assert chat("whole").choices[0].message.content == "/v1/chat/completions None"
    with pytest.raises(InputError, match="this model or call has no stream; call it without stream=True"):
        chat("whole", stream=True)
    with pytest.raises(InputError, match="Whole models take no seed"):
        chat("whole", seed=1)
    assert chat("new", seed=1)
