"""Providers whose wire formats are documented: strict servers of our own refuse what the real ones refuse."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from inferwire import AuthenticationError, InputError, ProviderError

from .support.local_servers import LocalServer, ReceivedRequest, http_response, local_server
from .support.private import on_both_clients, path_of, query_of

WAVE = b"RIFF\x24\0\0\0WAVEfmt " + bytes(20)
PNG = b"\x89PNG\r\n\x1a\n pixels"
MP3 = b"ID3" + bytes(20)
KEY = "own-key"
MESSAGES: Any = [{"role": "user", "content": "Hi"}]
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}]}
EVENT = {"choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": "stop"}]}
VECTORS = {"data": [{"embedding": [0.5], "index": 0}, {"embedding": [0.25], "index": 1}]}


class RefusedError(Exception):
    """What a strict server does not take."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status)
        self.response = http_response(status, body)


def json_of(received: ReceivedRequest) -> Any:
    if received.headers.get("content-type") != "application/json":
        raise RefusedError(415, {"error": {"message": "send JSON"}})
    return json.loads(received.body)


def events(*data: Any) -> bytes:
    lines = [json.dumps(each) for each in data] + ["[DONE]"]
    return http_response(
        200, "".join(f"data: {line}\n\n" for line in lines).encode(), {"content-type": "text/event-stream"}
    )


def speech() -> bytes:
    return http_response(200, MP3, {"content-type": "audio/mpeg"})


def cloudflare(received: ReceivedRequest) -> bytes:
    path, kind = (
        path_of(received).removeprefix("/api.cloudflare.com/client/v4/accounts/acc/ai/"),
        received.headers.get("content-type"),
    )

    def result(value: Any) -> bytes:
        return http_response(200, {"result": value, "success": True, "errors": [], "messages": []})

    if received.headers.get("authorization") != f"Bearer {KEY}":
        body = {"result": None, "success": False, "errors": [{"code": 10000, "message": "Authentication error"}]}
        return http_response(200, body)  # some routes report it so
    match path:
        case "v1/chat/completions":
            return events(EVENT) if json_of(received).get("stream") else http_response(200, CHAT)
        case "run/@cf/bge":
            texts = json_of(received)["text"]
            return result({"shape": [len(texts), 1], "data": [[0.5] for _ in texts]})
        case "run/@cf/sdxl":
            return http_response(200, PNG, {"content-type": "image/png"})
        case "run/@cf/flux-1-schnell" if json_of(received) == {"prompt": "a cat", "steps": 4}:
            return result({"image": base64.b64encode(PNG).decode()})
        case "run/@cf/flux-2-dev" if (
            b'name="steps"\r\n\r\n4' in received.body and kind and kind.startswith("multipart/")
        ):
            return result({"image": base64.b64encode(PNG).decode()})
        case "run/@cf/distilbert":
            return result([{"label": "POSITIVE", "score": 0.9}])
        case "run/@cf/resnet" | "run/@cf/detr" if received.body == PNG and kind == "image/png":
            box = {"box": {"xmin": 1, "ymin": 2, "xmax": 3, "ymax": 4}} if path.endswith("detr") else {}
            return result([{"label": "cat", "score": 0.9, **box}])
        case "run/@cf/m2m100" if json_of(received).keys() == {"text", "source_lang", "target_lang"}:
            return result({"translated_text": "Deux chats."})
        case "run/@cf/bart" if json_of(received).keys() == {"input_text"}:
            return result({"summary": "Short."})
        case "run/@cf/aura" if json_of(received)["text"]:
            return speech()
        case "run/@cf/melotts" if json_of(received) == {"prompt": "Hi", "lang": "en"}:
            return result({"audio": base64.b64encode(MP3).decode()})
        case "run/@cf/whisper" if received.body == WAVE and kind == "audio/wav":
            return result({"text": "raw", "words": [{"word": "Two", "start": 0.0, "end": 0.5}]})
        case "run/@cf/whisper-large-v3-turbo" if base64.b64decode(json_of(received)["audio"]) == WAVE:
            return result({"text": "turbo", "segments": [{"start": 0.1, "end": 1.1, "text": "turbo"}]})
        case _:
            return http_response(
                200, {"result": None, "success": False, "errors": [{"code": 7000, "message": f"No route for {path}"}]}
            )


def deepgram(received: ReceivedRequest) -> bytes:
    query = query_of(received)
    if received.headers.get("authorization") != f"Token {KEY}":
        raise RefusedError(401, {"err_code": "INVALID_AUTH", "err_msg": "Invalid credentials."})
    if path_of(received) == "/api.deepgram.com/v1/speak":
        if json_of(received).keys() != {"text"}:
            raise RefusedError(400, {"err_code": "Bad Request", "err_msg": "unknown field"})
        return speech()
    is_file = received.headers.get("content-type") == "audio/wav" and received.body == WAVE
    if not is_file and json_of(received).keys() != {"url"}:
        raise RefusedError(400, {"err_code": "Bad Request", "err_msg": "Bad Request: failed to process audio: corrupt"})
    words = [{"word": "two", "start": 0.1, "end": 0.5}]
    channel = {"alternatives": [{"transcript": f"{len(query)} options", "words": words}]}
    return http_response(200, {"metadata": {}, "results": {"channels": [channel]}})


def elevenlabs(received: ReceivedRequest) -> bytes:
    if received.headers.get("xi-api-key") != KEY:
        raise RefusedError(401, {"detail": {"status": "invalid_api_key", "message": "Invalid API key"}})
    match path_of(received).removeprefix("/api.elevenlabs.io/v1/"):
        case "speech-to-text" if b'name="file"' in received.body and b'name="model_id"\r\n\r\nscribe' in received.body:
            words = [{"text": "Two", "start": 0.1, "end": 0.5, "type": "word"}, {"text": " ", "type": "spacing"}]
            return http_response(200, {"language_code": "eng", "text": "Two", "words": words})
        case "sound-generation" | "text-to-speech/my-voice" | "text-to-speech/a%2Fb":
            if json_of(received).keys() - {"voice_settings", "duration_seconds"} != {"text", "model_id"}:
                raise RefusedError(422, {"detail": [{"loc": ["body"], "msg": "unknown field"}]})
            return speech()
        case path:
            raise RefusedError(404, {"detail": {"status": "voice_not_found", "message": path}})


def any_json(received: ReceivedRequest) -> bytes:
    """Take no schemas, as the chats of DeepSeek and MiniMax."""
    body = json_of(received)
    if body["response_format"] != {"type": "json_object"}:
        raise RefusedError(400, {"error": {"message": "This response_format type is unavailable now"}})
    return http_response(200, {"choices": [{**CHAT["choices"][0], "message": {"role": "assistant", "content": "[3]"}}]})


SERVERS: dict[str, Callable[[ReceivedRequest], bytes]] = {
    "cloudflare": cloudflare,
    "deepgram": deepgram,
    "deepseek": any_json,
    "minimax": any_json,
    "elevenlabs": elevenlabs,
}
ACCOUNTS = {
    "cloudflare": {"account": "acc"},
    "elevenlabs": {"voice": "my-voice"},
}


@pytest.fixture
def current() -> dict[str, str]:
    return {}


@pytest.fixture
def server(current: dict[str, str]) -> Iterator[LocalServer]:
    def respond(received: ReceivedRequest) -> bytes:
        try:
            return SERVERS[current["provider"]](received)
        except RefusedError as refused:
            return refused.response

    with local_server(respond) as server:
        yield server


@pytest.fixture
def call(run: Any, server: LocalServer, current: dict[str, str]) -> Any:
    """Return a function that makes a call and returns its result."""

    def make(provider: str, method: str, *args: Any, model: str = "my-model", api_key: str = KEY, **more: Any) -> Any:
        current["provider"] = provider
        options = {"provider": provider, "api_key": api_key, "emulator_url": server.url, "retry": 1}
        options["account"] = ACCOUNTS.get(provider, {})
        return run(lambda client: getattr(client, method)(*args, model=f"{provider}/{model}", **more), **options)

    return make


@on_both_clients
def test_cloudflare(run: Any, call: Any) -> None:
    assert call("cloudflare", "chat_completion", MESSAGES).choices[0].message.content == "Hi"
    assert call("cloudflare", "chat_completion", MESSAGES, stream=True)[0].choices[0].delta.content == "Hi"
    assert call("cloudflare", "feature_extraction", ["a", "b"], model="@cf/bge") == [[0.5], [0.5]]
    assert call("cloudflare", "feature_extraction", "a", model="@cf/bge") == [0.5]
    assert call("cloudflare", "text_to_image", "a cat", model="@cf/sdxl").data == PNG
    for model in ("@cf/flux-1-schnell", "@cf/flux-2-dev"):
        assert call("cloudflare", "text_to_image", "a cat", num_inference_steps=4, model=model).data == PNG
    assert call("cloudflare", "text_classification", "good", model="@cf/distilbert")[0].label == "POSITIVE"
    assert call("cloudflare", "image_classification", PNG, model="@cf/resnet")[0].label == "cat"
    assert call("cloudflare", "object_detection", PNG, model="@cf/detr")[0].box.xmax == 3
    translated = call("cloudflare", "translation", "Two cats.", src_lang="en", tgt_lang="fr", model="@cf/m2m100")
    assert translated.translation_text == "Deux chats."
    assert call("cloudflare", "summarization", "A long text.", model="@cf/bart").summary_text == "Short."
    assert call("cloudflare", "text_to_speech", "Hi", model="@cf/aura").media_type == "audio/mpeg"
    assert call("cloudflare", "text_to_speech", "Hi", model="@cf/melotts", extra_parameters={"lang": "en"}).data == MP3
    raw = call("cloudflare", "automatic_speech_recognition", WAVE, model="@cf/whisper")
    assert (raw.text, raw.chunks[0].text) == ("raw", "Two")
    turbo = call("cloudflare", "automatic_speech_recognition", WAVE, model="@cf/whisper-large-v3-turbo")
    assert (turbo.text, turbo.chunks[0].timestamp) == ("turbo", (0.1, 1.1))
    with pytest.raises(ProviderError, match="No route for run/@cf/none"):
        call("cloudflare", "summarization", "A long text.", model="@cf/none")
    with pytest.raises(AuthenticationError, match="Authentication error"):
        call("cloudflare", "summarization", "A long text.", model="@cf/bart", api_key="other-key")
    with pytest.raises(InputError, match="accepts only the file; leave out size"):
        call("cloudflare", "image_classification", PNG, model="@cf/resnet", extra_parameters={"size": 1})


@on_both_clients
def test_deepgram(run: Any, call: Any, server: LocalServer) -> None:
    result = call("deepgram", "automatic_speech_recognition", WAVE, extra_parameters={"smart_format": True})
    assert (result.text, result.chunks[0].text) == ("2 options", "two")
    assert query_of(server.received[0]) == [("model", "my-model"), ("smart_format", "true")]
    assert call("deepgram", "automatic_speech_recognition", "https://x.example/a.wav").text == "1 options"
    assert call("deepgram", "text_to_speech", "Hi", extra_parameters={"encoding": "mp3"}).media_type == "audio/mpeg"
    with pytest.raises(AuthenticationError, match="Invalid credentials"):
        call("deepgram", "text_to_speech", "Hi", api_key="other-key")


@on_both_clients
def test_elevenlabs(run: Any, call: Any, server: LocalServer) -> None:
    assert call("elevenlabs", "text_to_speech", "Hi").media_type == "audio/mpeg"
    more = {"voice": "a/b", "output_format": "mp3_44100_128", "voice_settings": {"speed": 1.1}, "enable_logging": False}
    assert call("elevenlabs", "text_to_speech", "Hi", extra_parameters=more).media_type == "audio/mpeg"
    assert query_of(server.received[1]) == [("enable_logging", "false"), ("output_format", "mp3_44100_128")]
    assert (
        call("elevenlabs", "text_to_audio", "rain", extra_parameters={"duration_seconds": 2}).media_type == "audio/mpeg"
    )
    result = call("elevenlabs", "automatic_speech_recognition", WAVE, model="scribe_v2")
    assert (result.text, [chunk.text for chunk in result.chunks]) == ("Two", ["Two"])
    with pytest.raises(AuthenticationError, match="Invalid API key"):
        call("elevenlabs", "text_to_speech", "Hi", api_key="other-key")


@on_both_clients
@pytest.mark.parametrize("provider", ["deepseek", "minimax"])
def test_any_json(run: Any, call: Any, server: LocalServer, provider: str) -> None:
    assert call(provider, "parse", MESSAGES, list[int]).value == [3]
    assert len(server.received) == 1  # the first request is one that these servers take
    assert '"integer"' in json.loads(server.received[0].body)["messages"][0]["content"]
