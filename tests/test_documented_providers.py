"""Providers whose wire formats are documented: strict servers of our own refuse what the real ones refuse."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest

from inferwire import AuthenticationError, InferenceTimeoutError, InputError, JobError, ProviderError, RateLimitError

from .support.local_servers import LocalServer, ReceivedRequest, http_response, local_server
from .support.private import on_both_clients, path_of, query_of

WAVE = b"RIFF\x24\0\0\0WAVEfmt " + bytes(20)
PNG = b"\x89PNG\r\n\x1a\n pixels"
MP3 = b"ID3" + bytes(20)
KEY = "own-key"
MESSAGES: Any = [{"role": "user", "content": "Hi"}]
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}]}
EVENT = {"choices": [{"index": 0, "delta": {"content": "Hi"}, "finish_reason": "stop"}]}
TOOL: Any = {"type": "function", "function": {"name": "count", "parameters": {"type": "object"}}}
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


def azure(received: ReceivedRequest) -> bytes:
    query, path = dict(query_of(received)), path_of(received)
    if "api-version" not in query:
        raise RefusedError(404, {"error": {"code": "404", "message": "Resource not found"}})
    if received.headers.get("api-key") != KEY or "authorization" in received.headers:
        raise RefusedError(401, {"error": {"code": "401", "message": "Access denied due to invalid subscription key"}})
    match path.removeprefix("/mine.openai.azure.com/openai/deployments/my-model/"):
        case "chat/completions":
            return events(EVENT) if json_of(received).get("stream") else http_response(200, CHAT)
        case "embeddings" if json_of(received)["input"] == ["a", "b"]:
            return http_response(200, VECTORS)
        case "images/generations" if json_of(received).keys() <= {"model", "prompt", "size"}:
            return http_response(200, {"data": [{"b64_json": base64.b64encode(PNG).decode()}]})
        case "audio/transcriptions" if b'name="file"' in received.body:
            return http_response(200, {"text": "Two cats."})
        case _:
            raise RefusedError(404, {"error": {"code": "DeploymentNotFound", "message": f"no {path}"}})


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


def watsonx(received: ReceivedRequest) -> bytes:
    path = path_of(received)
    if path == "/iam.cloud.ibm.com/identity/token":
        form = parse_qs(received.body.decode())
        if form != {"grant_type": ["urn:ibm:params:oauth:grant-type:apikey"], "apikey": [KEY]}:
            raise RefusedError(400, {"errorCode": "BXNIM0415E", "errorMessage": "Provided API key could not be found."})
        return http_response(200, {"access_token": "iam-token", "expires_in": 3600, "token_type": "Bearer"})
    if received.headers.get("authorization") != "Bearer iam-token":
        raise RefusedError(
            401, {"errors": [{"code": "authentication_token_not_valid", "message": "Failed to authenticate"}]}
        )
    body, query = json_of(received), dict(query_of(received))
    if "version" not in query or ("project_id" in body) == ("space_id" in body) or "model_id" not in body:
        raise RefusedError(400, {"errors": [{"code": "invalid_request_entity", "message": str(body)}]})
    match path.removeprefix("/eu-de.ml.cloud.ibm.com/ml/v1/text/"):
        case "chat" if not body.keys() & {"model", "stream", "stream_options"}:
            if not isinstance(body.get("stop", []), list) or isinstance(body.get("tool_choice"), str):
                raise RefusedError(400, {"errors": [{"code": "invalid_request_entity", "message": str(body)}]})
            return http_response(200, CHAT)
        case "chat_stream" if "stream" not in body:
            return events(EVENT).replace(b"[DONE]", b"      ")  # it ends with the last item
        case "embeddings" if isinstance(body["inputs"], list):
            return http_response(200, {"results": [{"embedding": [0.5]} for _ in body["inputs"]]})
        case "rerank" if body["parameters"] == {"return_options": {"top_n": 1}}:
            assert body["inputs"] == [{"text": "a"}, {"text": "b"}]
            return http_response(200, {"results": [{"index": 1, "score": 0.5}]})
        case "generation" if body["parameters"] == {"max_new_tokens": 5, "stop_sequences": ["."], "random_seed": 3}:
            result = {"generated_text": "Two cats", "generated_token_count": 3, "stop_reason": "max_tokens"}
            return http_response(200, {"results": [result]})
        case "generation_stream":
            parts = [("Two ", "not_finished"), ("cats", "eos_token")]
            results = [{"results": [{"generated_text": text, "stop_reason": reason}]} for text, reason in parts]
            return events(*results).replace(b"[DONE]", b"      ")
        case _:
            raise RefusedError(404, {"errors": [{"code": "model_not_supported", "message": f"no {path}"}]})


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


def assemblyai(received: ReceivedRequest) -> bytes:
    if received.headers.get("authorization") != KEY:
        raise RefusedError(401, {"error": "Authentication error, API token missing/invalid"})
    soon = {"retry-after": "0"}
    match received.method, path_of(received).removeprefix("/api.assemblyai.com/v2/"):
        case "POST", "upload" if (
            received.headers["content-type"] == "application/octet-stream" and received.body == WAVE
        ):
            return http_response(200, {"upload_url": "https://cdn.assemblyai.com/upload/1"})
        case "POST", "transcript" if "speech_model" not in (body := json_of(received)):
            if not isinstance(body["speech_models"], list):
                raise RefusedError(400, {"error": "speech_models must be a list"})
            job = "bad" if "missing" in body["audio_url"] else "1"
            return http_response(200, {"id": job, "status": "queued"}, soon)
        case "GET", "transcript/bad":
            return http_response(200, {"id": "bad", "status": "error", "error": "Download error: 404"})
        case "GET", "transcript/1":
            words = [{"text": "Two", "start": 100, "end": 500}]
            return http_response(200, {"id": "1", "status": "completed", "text": "Two", "words": words})
        case _:
            raise RefusedError(400, {"error": "Upload failed, please try again."})


def cohere(received: ReceivedRequest) -> bytes:
    if received.headers.get("authorization") != f"Bearer {KEY}":
        raise RefusedError(401, {"message": "invalid api token"})
    body = json_of(received)
    match path_of(received).removeprefix("/api.cohere.com/v2/"):
        case "embed" if body.keys() - {"output_dimension", "truncate"} == {
            "model", "texts", "input_type", "embedding_types",
        }:  # fmt: skip
            if body["input_type"] not in ("search_document", "search_query", "clustering"):
                raise RefusedError(400, {"message": "invalid input_type"})
            return http_response(200, {"embeddings": {"float": [[1.0, 0.0] for _ in body["texts"]]}})
        case "rerank" if body.keys() <= {"model", "query", "documents", "top_n"}:
            return http_response(200, {"results": [{"index": 1, "relevance_score": 0.5}]})
        case path:
            raise RefusedError(400, {"message": f"invalid request to {path}: {body}"})


def nvidia(received: ReceivedRequest) -> bytes:
    if received.headers.get("authorization") != f"Bearer {KEY}":
        raise RefusedError(401, {"status": 401, "title": "Unauthorized", "detail": "Authentication failed"})
    body = json_of(received)
    match path_of(received):
        case "/integrate.api.nvidia.com/v1/embeddings":
            if body.get("input_type") not in ("query", "passage"):
                raise RefusedError(400, {"error": "'input_type' parameter is required"})
            if body.get("truncate", "NONE") not in ("NONE", "START", "END"):
                raise RefusedError(422, {"detail": "truncate"})
            data = [{"index": index, "embedding": [1.0, 0.0]} for index in range(len(body["input"]))]
            return http_response(200, {"object": "list", "data": data})
        case "/ai.api.nvidia.com/v1/retrieval/nvidia/rerank/reranking" if body == {
            "model": "nvidia/rerank", "query": {"text": "q"}, "passages": [{"text": "a"}, {"text": "b"}],
        }:  # fmt: skip
            return http_response(200, {"rankings": [{"index": 1, "logit": 3.5}, {"index": 0, "logit": -2.5}]})
        case path:
            raise RefusedError(404, {"detail": f"no {path}: {body}"})


def any_json(received: ReceivedRequest) -> bytes:
    """Take no schemas, as the chats of DeepSeek and MiniMax."""
    body = json_of(received)
    if body["response_format"] != {"type": "json_object"}:
        raise RefusedError(400, {"error": {"message": "This response_format type is unavailable now"}})
    return http_response(200, {"choices": [{**CHAT["choices"][0], "message": {"role": "assistant", "content": "[3]"}}]})


SERVERS: dict[str, Callable[[ReceivedRequest], bytes]] = {
    "assemblyai": assemblyai,
    "azure-openai": azure,
    "cloudflare": cloudflare,
    "cohere": cohere,
    "deepgram": deepgram,
    "deepseek": any_json,
    "minimax": any_json,
    "elevenlabs": elevenlabs,
    "nvidia": nvidia,
    "watsonx": watsonx,
}
ACCOUNTS = {
    "azure-openai": {"resource": "mine"},
    "cloudflare": {"account": "acc"},
    "elevenlabs": {"voice": "my-voice"},
    "watsonx": {"region": "eu-de", "project": "p"},
}


@pytest.fixture
def current() -> dict[str, str]:
    return {}


@pytest.fixture
def server(current: dict[str, str]) -> Iterator[LocalServer]:
    def respond(received: ReceivedRequest) -> bytes:
        if received.host == "huggingface.co":  # the look-up of a model
            mapping = {"providerId": current["model"], "status": "live", "task": current["task"]}
            return http_response(200, {"id": "h/m", "inferenceProviderMapping": {current["provider"]: mapping}})
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
        current.update(provider=provider, model=model, task=method.replace("_", "-"))
        options = {"provider": provider, "api_key": api_key, "emulator_url": server.url, "retry": 1}
        options["account"] = more.pop("own_account", ACCOUNTS.get(provider, {}))
        name = "h/m" if provider in ("cohere", "nvidia") else f"{provider}/{model}"
        return run(lambda client: getattr(client, method)(*args, model=name, **more), **options)

    return make


@on_both_clients
def test_azure_openai(run: Any, call: Any, server: LocalServer) -> None:
    assert call("azure-openai", "chat_completion", MESSAGES).choices[0].message.content == "Hi"
    assert dict(query_of(server.received[0])) == {"api-version": "2024-10-21"}
    assert call("azure-openai", "chat_completion", MESSAGES, stream=True)[0].choices[0].delta.content == "Hi"
    assert call("azure-openai", "feature_extraction", ["a", "b"]) == [[0.5], [0.25]]
    assert call("azure-openai", "text_to_image", "a cat", width=1024, height=1024).data == PNG
    assert json.loads(server.received[-1].body)["size"] == "1024x1024"
    assert call("azure-openai", "automatic_speech_recognition", WAVE).text == "Two cats."
    call("azure-openai", "chat_completion", MESSAGES, account={"api_version": "2025-04-01-preview"})
    assert dict(query_of(server.received[-1])) == {"api-version": "2025-04-01-preview"}
    with pytest.raises(ProviderError, match=r"no /mine.*/other/chat"):
        call("azure-openai", "chat_completion", MESSAGES, model="other")
    for resource in ("evil.example/", "evil.example#", "a@evil.example", "a.b"):
        received = len(server.received)
        with pytest.raises(InputError, match="resource"):
            call("azure-openai", "chat_completion", MESSAGES, account={"resource": resource})
        assert len(server.received) == received


@on_both_clients
def test_watsonx(run: Any, call: Any, server: LocalServer) -> None:
    assert call("watsonx", "chat_completion", MESSAGES, stop=["."]).choices[0].message.content == "Hi"
    call("watsonx", "chat_completion", MESSAGES, tools=[TOOL], tool_choice="required")
    assert json.loads(server.received[-1].body)["tool_choice_option"] == "required"
    assert call("watsonx", "chat_completion", MESSAGES, stream=True)[0].choices[0].delta.content == "Hi"
    assert call("watsonx", "feature_extraction", ["a", "b"]) == [[0.5], [0.5]]
    assert [each.text for each in call("watsonx", "text_ranking", "q", ["a", "b"], top_n=1)] == ["b"]
    result = call("watsonx", "text_generation", "Two", max_new_tokens=5, stop=["."], seed=3)
    assert (result.generated_text, result.details.finish_reason) == ("Two cats", "length")
    items = call("watsonx", "text_generation", "Two", stream=True)
    assert ([item.token.text for item in items], items[-1].generated_text) == (["Two ", "cats"], "Two cats")
    call("watsonx", "feature_extraction", "a", own_account={"region": "eu-de", "space": "s"})
    assert json.loads(server.received[-1].body)["space_id"] == "s"
    with pytest.raises(ProviderError, match="no /eu-gb"):
        call("watsonx", "feature_extraction", "a", account={"region": "eu-gb", "project": "p"})
    hosts = {each.host for each in server.received if KEY in str(each.headers) or KEY.encode() in each.body}
    assert hosts == {"iam.cloud.ibm.com"}
    with pytest.raises(AuthenticationError, match="refused to exchange the API key"):
        call("watsonx", "chat_completion", MESSAGES, api_key="other-key")


@on_both_clients
def test_assemblyai(run: Any, call: Any, server: LocalServer) -> None:
    result = call("assemblyai", "automatic_speech_recognition", WAVE)
    assert (result.text, result.chunks[0].timestamp) == ("Two", (0.1, 0.5))
    url = "https://cdn.assemblyai.com/upload/1"
    assert json.loads(server.received[1].body) == {"audio_url": url, "speech_models": ["my-model"]}
    url = "https://x.example/missing.wav"
    with pytest.raises(JobError, match="Download error: 404"):
        call("assemblyai", "automatic_speech_recognition", url, extra_parameters={"language_code": "fr"})
    submission = server.received[-2]
    assert json.loads(submission.body) == {"audio_url": url, "speech_models": ["my-model"], "language_code": "fr"}


@on_both_clients
def test_an_upload_is_within_the_time_of_its_call(run: Any, call: Any, server: LocalServer) -> None:
    released = threading.Event()

    def hang(received: ReceivedRequest) -> bytes:
        released.wait(20)
        return b""

    server.respond = hang
    started = time.monotonic()
    with pytest.raises(InferenceTimeoutError):
        call("assemblyai", "automatic_speech_recognition", WAVE, timeout=0.3)
    took = time.monotonic() - started
    released.set()
    assert took < 5
    assert [path_of(each) for each in server.received] == ["/api.assemblyai.com/v2/upload"]


@on_both_clients
def test_cohere(run: Any, call: Any, server: LocalServer) -> None:
    assert call("cohere", "feature_extraction", "a") == [1.0, 0.0]
    assert call("cohere", "feature_extraction", ["a", "b"], dimensions=2, truncate=False) == [[1.0, 0.0], [1.0, 0.0]]
    body = json.loads(server.received[-1].body)
    assert (body["output_dimension"], body["truncate"], body["embedding_types"]) == (2, "NONE", ["float"])
    call(
        "cohere",
        "feature_extraction",
        "a",
        truncation_direction="left",
        extra_parameters={"input_type": "search_query"},
    )
    body = json.loads(server.received[-1].body)
    assert (body["truncate"], body["input_type"]) == ("START", "search_query")
    assert call("cohere", "sentence_similarity", "a", ["b", "c"]) == [1.0, 1.0]
    assert [each.text for each in call("cohere", "text_ranking", "q", ["a", "b"], top_n=1)] == ["b"]
    with pytest.raises(ProviderError, match="invalid input_type"):
        call("cohere", "feature_extraction", "a", extra_parameters={"input_type": "x"})


@on_both_clients
def test_nvidia(run: Any, call: Any, server: LocalServer) -> None:
    assert call("nvidia", "feature_extraction", "a", truncate=True) == [1.0, 0.0]
    body = json.loads(server.received[-1].body)
    assert (body["input_type"], body["truncate"]) == ("passage", "END")
    call("nvidia", "feature_extraction", ["a"], extra_parameters={"input_type": "query"})
    assert json.loads(server.received[-1].body)["input_type"] == "query"
    assert call("nvidia", "sentence_similarity", "a", ["b", "c"]) == [1.0, 1.0]
    ranked = call("nvidia", "text_ranking", "q", ["a", "b"], top_n=1, model="nvidia/rerank")
    assert [(each.text, each.score) for each in ranked] == [("b", 3.5)]
    with pytest.raises(ProviderError, match=r"no /ai.api.nvidia.com/v1/retrieval/nvidia/none/reranking"):
        call("nvidia", "text_ranking", "q", ["a", "b"], model="nvidia/none")


@on_both_clients
@pytest.mark.parametrize("provider", ["assemblyai", "azure-openai", "cohere", "nvidia", "watsonx"])
def test_wrong_keys_and_rate_limits(run: Any, call: Any, server: LocalServer, provider: str) -> None:
    arguments = ("automatic_speech_recognition", WAVE) if provider == "assemblyai" else ("feature_extraction", ["a"])
    with pytest.raises(AuthenticationError):
        call(provider, *arguments, api_key="other-key")
    respond = server.respond

    def refuse(received: ReceivedRequest) -> bytes:
        is_before = received.host in ("huggingface.co", "iam.cloud.ibm.com")
        return respond(received) if is_before else http_response(429, {"error": "Slow down."}, {"retry-after": "7"})

    server.respond = refuse
    with pytest.raises(RateLimitError):
        call(provider, *arguments)


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
