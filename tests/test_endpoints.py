"""Endpoints that are called by URL: which URL, which interface, which model, and what comes back."""

from __future__ import annotations

import base64
import io
import json
import math
import struct
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, InputError, OutputError, ProviderError
from inferwire.providers import REGISTRY
from inferwire_runtime.urls import split_endpoint_url
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

RULES = REGISTRY.providers["endpoint"].urls
MESSAGES = [{"role": "user", "content": "hi"}]
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "yes"}, "finish_reason": "stop"}]}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
FLAC = b"fLaC" + bytes(80)
NOT_FOUND = http_response(404, {"detail": "Not Found"})
VECTORS = {"a": [0.6, 0.8], "b": [0.8, 0.6], "c": [1.0, 0.0]}

Respond = Callable[[str, Any], Any]


def body_of(request: ReceivedRequest) -> Any:
    return json.loads(request.body) if request.headers.get("content-type", "").endswith("json") else request.body


def paths(server: LocalServer) -> list[str]:
    return [request.target for request in server.received]


@contextmanager
def serving(routes: dict[str, Any], missing: bytes = NOT_FOUND) -> Iterator[LocalServer]:
    """Run a server that responds at some paths: with JSON, a whole response, or what a function of the body returns."""

    def respond(request: ReceivedRequest) -> bytes:
        found = routes.get(request.target, missing)
        found = found(body_of(request)) if callable(found) else found
        return found if isinstance(found, bytes) else http_response(body=found)

    with local_server(respond) as server:
        yield server


def call(
    server: LocalServer, method_: str, /, *arguments: Any, at: str = "", model: str | None = "m", **named: Any
) -> Any:
    """Call a method by both clients, and return the result, which is the same; the server has the first's requests."""
    api = named.pop("api", None)
    options: dict[str, Any] = {"api_key": PROVIDER_KEY, "retry": 1, "model": model}

    async def main() -> Any:
        async with AsyncInferenceClient(**options).endpoint(server.url + at, api=api) as client:
            return await getattr(client, method_)(*arguments, **named)

    result = anyio.run(main)
    server.received.clear()
    with InferenceClient(**options).endpoint(server.url + at, api=api) as client:
        assert shown(getattr(client, method_)(*arguments, **named)) == shown(result)
    return result


def shown(value: Any) -> Any:
    return value.data if isinstance(value, inferwire.Media) else value


# URLs


@pytest.mark.parametrize(
    ("url", "chat", "embeddings", "native"),
    [
        ("https://a.test", "/v1/chat/completions", "/v1/embeddings", ""),
        ("https://a.test/", "/v1/chat/completions", "/v1/embeddings", "/"),
        (" https://a.test/v1/\n", "/v1/chat/completions", "/v1/embeddings", "/"),
        ("https://a.test/v1/chat/completions", "/v1/chat/completions", "/v1/embeddings", "/"),
        ("https://a.test/v1/completions/", "/v1/chat/completions", "/v1/embeddings", "/"),
        ("https://a.test/chat/completions", "/chat/completions", "/embeddings", "/"),
        ("https://a.test/embeddings", "/chat/completions", "/embeddings", "/"),
        ("https://a.test/v1/audio/speech", "/v1/chat/completions", "/v1/embeddings", "/"),
        ("https://a.test/v1beta/openai/", "/v1beta/openai/chat/completions", "/v1beta/openai/embeddings", None),
        ("https://a.test/novita/v3/openai", "/novita/v3/openai/chat/completions", "/novita/v3/openai/embeddings", None),
        ("https://a.test/api/paas/v4", "/api/paas/v4/chat/completions", "/api/paas/v4/embeddings", None),
        ("https://a.test/api/v3", "/api/v3/chat/completions", "/api/v3/embeddings", None),
        ("https://a.test/inference/chat/completions", "/inference/chat/completions", "/inference/embeddings", None),
        (
            "https://a.test/serving-endpoints",
            "/serving-endpoints/chat/completions",
            "/serving-endpoints/embeddings",
            None,
        ),
        ("https://a.test/v1/x/y/compat", "/v1/x/y/compat/chat/completions", "/v1/x/y/compat/embeddings", None),
        ("http://[::1]:8000/v1", "/v1/chat/completions", "/v1/embeddings", "/"),
        ("https://a.test/generate", "/v1/chat/completions", "/v1/embeddings", "/generate"),
        ("https://a.test/embed", "/v1/chat/completions", "/v1/embeddings", "/embed"),
        ("https://a.test/predict", "/v1/chat/completions", "/v1/embeddings", "/predict"),
        ("https://x.endpoints.huggingface.cloud/p", "/p/v1/chat/completions", "/p/v1/embeddings", "/p"),
    ],
)
def test_the_base_of_a_url_gets_one_version_at_most(url: str, chat: str, embeddings: str, native: str | None) -> None:
    parts = split_endpoint_url(url, RULES)
    origin = "/".join(parts.url.split("/")[:3])
    for path, expected in (("/v1/chat/completions", chat), ("/v1/embeddings", embeddings)):
        assert parts.base_url + path.removeprefix(parts.replaced) == origin + expected
    assert native is None or parts.native_url == origin + native


def test_a_query_is_kept_on_every_call() -> None:
    deployment = "/openai/deployments/d"
    routes = {
        f"{deployment}/chat/completions?api-version=1": CHAT,
        f"{deployment}/embeddings?api-version=1": {"data": [{"embedding": [0.5]}]},
    }
    with serving(routes) as server:
        for at in (f"{deployment}?api-version=1", f"{deployment}/chat/completions?api-version=1"):
            assert call(server, "chat_completion", MESSAGES, at=at).choices[0].message.content == "yes"
            assert call(server, "feature_extraction", "a", at=at) == [0.5]
            assert paths(server) == [f"{deployment}/embeddings?api-version=1"]


def test_model_and_base_url_and_endpoint_are_read_alike() -> None:
    with serving({"/api/v3/chat/completions": CHAT, "/api/v3/models": {"data": [{"id": "m"}]}}) as server:
        url = f"{server.url}/api/v3"
        for client in (InferenceClient(base_url=url), InferenceClient(model=url), InferenceClient().endpoint(url)):
            with client:
                client.chat_completion(MESSAGES)
        with InferenceClient() as client:
            client.chat_completion(MESSAGES, model=f" {url}/\n")
        assert [path for path in paths(server) if "chat" in path] == ["/api/v3/chat/completions"] * 4


@pytest.mark.parametrize("url", ["user:word@a.test/v1", "https://user:word@a.test", "https://word@a.test/ b"])
def test_an_invalid_url_is_refused_without_its_credentials(url: str) -> None:
    with pytest.raises(InputError) as caught:
        InferenceClient(base_url=url)
    assert "word" not in str(caught.value)


def test_the_url_decides_and_the_unused_provider_is_named() -> None:
    with serving({"/v1/chat/completions": CHAT}) as server:
        with pytest.warns(UserWarning, match="provider='groq' is not used"):
            client = InferenceClient("m", base_url=server.url, provider="groq", api_key=False)
        with client:
            client.chat_completion(MESSAGES)
            with pytest.warns(UserWarning, match="provider='together' is not used"):
                client.chat_completion(MESSAGES, provider="together")
        assert paths(server) == ["/v1/chat/completions"] * 2


# The interface


def embeddings(body: Any) -> Any:
    texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
    rows = [VECTORS[text] for text in texts]
    if body.get("encoding_format") == "base64":
        rows = [base64.b64encode(struct.pack(f"<{len(row)}f", *row)).decode() for row in rows]
    return {"object": "list", "data": [{"index": at, "embedding": row} for at, row in enumerate(rows)]}


def transcription(body: bytes) -> Any:
    assert FLAC in body
    if b"verbose_json" not in body:
        return {"text": "hello"}
    assert b'name="response_format"\r\n\r\nverbose_json' in body
    assert b"timestamp_granularities" not in body  # segments are the default
    return {"text": "hello", "segments": [{"start": 0.0, "end": 1.5, "text": "hello"}]}


OPENAI = {
    "/v1/embeddings": embeddings,
    "/v1/images/generations": {"data": [{"b64_json": base64.b64encode(PNG).decode()}]},
    "/v1/audio/speech": http_response(body=b"ID3\x04" + bytes(20), headers={"content-type": "audio/mpeg"}),
    "/v1/audio/transcriptions": transcription,
    "/v1/completions": {
        "choices": [{"index": 0, "text": " there", "finish_reason": "length"}],
        "usage": {"completion_tokens": 1},
    },
}
LM_STUDIO = http_response(200, {"error": "Unexpected endpoint or method. (POST /)"})
MISSING = {
    "404": NOT_FOUND,
    "405": http_response(405, {"detail": "Method Not Allowed"}),
    "415": http_response(415, b"Expected request with `Content-Type: application/json`"),
    "422": http_response(422, {"detail": [{"loc": ["body", "input"], "msg": "Field required", "type": "missing"}]}),
    "200": LM_STUDIO,
}


@pytest.mark.parametrize("missing", MISSING)
@pytest.mark.parametrize("at", ["", "/v1", "/v1/chat/completions"])
def test_every_task_of_an_openai_server_is_called_by_its_url(at: str, missing: str) -> None:
    with serving(OPENAI, MISSING[missing]) as server:
        assert call(server, "feature_extraction", ["a", "b"], at=at) == [VECTORS["a"], VECTORS["b"]]
        assert paths(server) == ([] if at else ["/"]) + ["/v1/embeddings"]
        found = call(server, "feature_extraction", "a", at=at, extra_parameters={"encoding_format": "base64"})
        assert found == pytest.approx(VECTORS["a"])
        assert call(server, "sentence_similarity", "a", ["b", "c"], at=at) == pytest.approx([0.96, 0.6])
        assert call(server, "text_to_image", "a cat", at=at).data == PNG
        assert call(server, "text_to_speech", "hi", at=at).media_type == "audio/mpeg"
        assert call(server, "automatic_speech_recognition", FLAC, at=at).text == "hello"
        chunks = call(server, "automatic_speech_recognition", FLAC, at=at, return_timestamps=True).chunks
        assert [(chunk.text, list(chunk.timestamp)) for chunk in chunks] == [("hello", [0.0, 1.5])]
        text = call(server, "text_generation", "hi", at=at)
        assert (text.generated_text, text.details.finish_reason, text.details.generated_tokens) == (
            " there",
            "length",
            1,
        )


def test_the_interface_that_was_found_is_remembered() -> None:
    with serving(OPENAI) as server, InferenceClient("m", base_url=server.url, api_key=False) as client:
        for _ in range(2):
            client.feature_extraction("a")
        assert paths(server) == ["/", "/v1/embeddings", "/v1/embeddings"]


def test_the_caller_can_settle_the_interface() -> None:
    with serving({**OPENAI, "/": [[0.5]]}) as server:
        assert call(server, "feature_extraction", "a", api="openai") == VECTORS["a"]
        assert call(server, "feature_extraction", "a", api="native") == [0.5]
        assert paths(server) == ["/"]


def test_an_error_about_the_model_is_the_one_that_is_raised() -> None:
    error = http_response(404, {"error": {"message": "The model `m` does not exist.", "code": "model_not_found"}})
    with serving({"/v1/embeddings": error}) as server, pytest.raises(ProviderError, match="`m` does not exist"):
        call(server, "feature_extraction", "a")


@pytest.mark.parametrize("path", ["/generate", "/"])
def test_parameters_of_the_native_route_go_there(path: str) -> None:
    def generate(body: Any) -> Any:
        assert body["parameters"] == {"details": True, "grammar": {"type": "json", "value": {}}}
        return [{"generated_text": "{}", "details": {"finish_reason": "eos_token", "generated_tokens": 2}}]

    with serving({**OPENAI, path: generate}) as server:
        grammar = {"type": "json", "value": {}}
        found = call(server, "text_generation", "hi", at=path, grammar=grammar, details=True)
        assert (found.generated_text, found.details.finish_reason) == ("{}", "eos_token")
        assert paths(server) == [path]


@pytest.mark.parametrize("at", ["", "/v1"])
def test_what_a_completions_server_can_do_is_mapped_and_the_rest_is_reported(at: str) -> None:
    wishes: dict[str, Any] = {"grammar": {"type": "json", "value": {"a": 1}}, "details": True, "return_full_text": True}
    with serving(OPENAI) as server:
        found = call(server, "text_generation", "hi", at=at, max_new_tokens=5, **wishes)
        assert (found.generated_text, found.details.finish_reason) == ("hi there", "length")
        schema = {"type": "json_schema", "json_schema": {"name": "grammar", "schema": {"a": 1}}}
        sent = body_of(server.received[-1])
        assert sent == {"model": "m", "prompt": "hi", "max_tokens": 5, "response_format": schema}
        with pytest.warns(UserWarning, match="cannot do truncate, watermark for text-generation"):
            call(server, "text_generation", "hi", at=at, truncate=5, watermark=True)
        with pytest.raises(InputError, match="cannot do truncate"):
            call(server, "text_generation", "hi", at=at, truncate=5, unsupported="error")
        call(server, "text_generation", "hi", at=at, truncate=5, unsupported="ignore")


def generate(body: Any) -> Any:
    """Respond as Hugging Face's server for text generation does at its root."""
    assert set(body) <= {"inputs", "parameters", "stream"}
    whole = f"{body['inputs']} native" if body["parameters"].get("return_full_text") else "native"
    details = {"finish_reason": "length", "generated_tokens": 1}
    if not body.get("stream"):
        return [{"generated_text": whole, "details": details}]
    item = {"index": 1, "token": {"id": 1, "text": "native"}, "generated_text": whole, "details": details}
    return events(item)


def events(*items: Any) -> bytes:
    body = b"".join(b"data: %s\n\n" % json.dumps(item).encode() for item in items)
    return http_response(body=body, headers={"content-type": "text/event-stream"})


def stream_text(server: LocalServer, at: str, **parameters: Any) -> Any:
    """Return the text of a stream of generated text, which is the same from both clients."""

    async def main() -> Any:
        async with AsyncInferenceClient("m", base_url=server.url + at, api_key=False, retry=1) as client:
            stream = await client.text_generation("hi", stream=True, **parameters)
            return await stream.text()

    found = anyio.run(main)
    with InferenceClient("m", base_url=server.url + at, api_key=False, retry=1) as client:
        assert client.text_generation("hi", stream=True, **parameters).text() == found
    return found


NATIVE_ONLY = {"truncate": 5}, {"grammar": {"type": "regex", "value": "a"}}, {"typical_p": 0.5}, {"do_sample": True}


@pytest.mark.parametrize("at", ["/v1", "/v1/", "/v1/completions", "/v1/chat/completions"])
@pytest.mark.parametrize("parameters", NATIVE_ONLY)
def test_native_parameters_go_to_the_root_of_a_server_whose_url_names_openai(at: str, parameters: Any) -> None:
    with serving({**OPENAI, "/": generate}) as server:
        found = call(server, "text_generation", "hi", at=at, **parameters)
        assert (found.generated_text, found.details.finish_reason) == ("native", "length")
        assert body_of(server.received[-1]) == {"inputs": "hi", "parameters": parameters}
        assert stream_text(server, at, **parameters) == "native"
        assert set(paths(server)) == {"/"}
        assert call(server, "text_generation", "hi", at=at, max_new_tokens=5).generated_text == " there"
        assert call(server, "text_generation", "hi", at=at, api="openai", details=True).generated_text == " there"
        assert paths(server) == ["/v1/completions"]


PAGE = http_response(body=b"<!doctype html><title>Welcome</title>", headers={"content-type": "text/html"})
ROOTS = {
    **MISSING,
    "page": PAGE,
    "401": http_response(401, {"error": "no"}),
    "403": http_response(403, b"<html>Forbidden</html>"),
    "400": http_response(400, {"message": "bad request"}),
    "501": http_response(501, b""),
}


@pytest.mark.parametrize("root", ROOTS)
def test_native_parameters_are_mapped_where_the_root_has_no_native_route(root: str) -> None:
    stream = events(
        {"choices": [{"index": 0, "text": " there", "finish_reason": None}]},
        {"choices": [{"index": 0, "text": "", "finish_reason": "stop"}]},
    )

    def complete(body: Any) -> Any:
        assert not {"truncate", "details", "return_full_text"} & body.keys()
        return stream if body.get("stream") else OPENAI["/v1/completions"]

    with serving({"/v1/completions": complete, "/": ROOTS[root]}) as server:
        with pytest.warns(UserWarning, match="cannot do truncate for text-generation"):
            found = call(server, "text_generation", "hi", at="/v1", truncate=5, return_full_text=True)
        assert (found.generated_text, paths(server)) == ("hi there", ["/", "/v1/completions"])
        with pytest.warns(UserWarning, match="cannot do truncate for text-generation"):
            assert stream_text(server, "/v1", truncate=5) == " there"
        assert stream_text(server, "/v1", return_full_text=True) == "hi there"
        assert stream_text(server, "", return_full_text=True) == "hi there"


def test_a_server_that_does_not_stream_returns_the_full_text() -> None:
    with serving({"/v1/completions": OPENAI["/v1/completions"]}) as server:
        assert stream_text(server, "/v1", return_full_text=True) == "hi there"


def test_an_error_of_the_native_route_is_no_lack_of_it() -> None:
    error = {"error": "Input validation error: `truncate` must be > 0", "error_type": "validation"}
    with serving({**OPENAI, "/": http_response(422, error)}) as server:
        with pytest.raises(ProviderError, match="`truncate` must be > 0"):
            call(server, "text_generation", "hi", at="/v1", truncate=0)
        assert set(paths(server)) == {"/"}


def test_no_root_is_tried_above_a_path_that_is_not_a_version() -> None:
    at = "/openai/deployments/d"
    with serving({f"{at}/completions": OPENAI["/v1/completions"]}) as server:
        assert call(server, "text_generation", "hi", at=at, details=True).generated_text == " there"
        assert paths(server) == [f"{at}/completions"]


@pytest.mark.parametrize("second", ["Unexpected fields in the request: {'x'}", "Field required: x"])
def test_the_error_that_is_about_the_request_is_the_one_that_is_raised(second: str) -> None:
    routes = {"/v1/audio/transcriptions": http_response(422, {"detail": second})}
    with serving(routes) as server, pytest.raises(ProviderError, match=second[:16]):
        call(server, "automatic_speech_recognition", FLAC)


@pytest.mark.parametrize("content_type", ["text/html", "text/plain"])
def test_a_label_alone_does_not_make_a_page(content_type: str) -> None:
    labelled = http_response(body=b'{"choices": [{"text": " there"}]}', headers={"content-type": content_type})
    with serving({"/v1/completions": labelled}) as server:
        assert call(server, "text_generation", "hi", at="/v1").generated_text == " there"
    unlabelled = http_response(body=b"\n<!DOCTYPE html><title>x</title>", headers={"content-type": content_type})
    with serving({**OPENAI, "/": unlabelled}) as server:
        assert call(server, "feature_extraction", "a")


@pytest.mark.parametrize("method", ["feature_extraction", "text_generation"])
def test_a_page_for_browsers_is_not_an_interface(method: str) -> None:
    with serving({**OPENAI, "/": PAGE}) as server:
        assert call(server, method, "a")
    only_pages = serving({"/": PAGE, "/v1/completions": PAGE, "/v1/embeddings": PAGE})
    with only_pages as server, pytest.raises(OutputError, match="is a page for browsers"):
        call(server, method, "a")


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"\0\0\0\x20ftypM4A ", "audio/m4a"),
        (b"FORM\0\0\0\0AIFF", "audio/x-audio"),
        (bytes.fromhex("3026b2758e66cf11"), "audio/x-audio"),
        (b"fLaC", "audio/flac"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"ID3\x04", "audio/mpeg"),
        (b"OggS", "audio/ogg"),
        (b"#!AMR\n", "audio/amr"),
    ],
)
def test_an_uploaded_file_has_the_content_type_of_the_toolkit(start: bytes, name: str) -> None:
    with serving({"/": lambda body: {"text": "hello"}}) as server:
        assert call(server, "automatic_speech_recognition", start + bytes(64)).text == "hello"
        assert server.received[-1].headers["content-type"] == name


# The model


def models(*names: str) -> Any:
    return {"object": "list", "data": [{"id": name, "object": "model", "owned_by": "me", "meta": {}} for name in names]}


def test_the_only_model_of_a_server_is_used_and_looked_up_once() -> None:
    with serving({**OPENAI, "/v1/chat/completions": CHAT, "/v1/models": models("only")}) as server:
        with InferenceClient(base_url=f"{server.url}/v1", api_key=False) as client:
            client.chat_completion(MESSAGES)
            client.chat_completion(MESSAGES)
            client.text_generation("hi")
            client.feature_extraction("a")
        assert [body_of(request).get("model") for request in server.received if request.method == "POST"] == [
            "only"
        ] * 4
        assert paths(server).count("/v1/models") == 1


def test_several_models_are_listed_by_the_error() -> None:
    with serving({"/v1/models": models("one", "two")}) as server:
        for method, argument in (("chat_completion", MESSAGES), ("feature_extraction", "a")):
            with pytest.raises(InputError, match="needs the name of a model; pass model=: it has one, two"):
                call(server, method, argument, at="/v1", model=None)
        assert [model.id for model in call(server, "list_models", at="/v1")] == ["one", "two"]
    with pytest.raises(InputError, match="list_models needs an endpoint"):
        InferenceClient("m").list_models()


@pytest.mark.parametrize("status", [404, 500])
def test_a_made_up_model_is_named_by_the_error(status: int) -> None:
    error = pytest.raises(ProviderError, match="no model= was passed, so 'tgi' was sent")
    with serving({}, http_response(status, {"detail": "no"})) as server, error:
        call(server, "chat_completion", MESSAGES, model=None)


def test_the_request_of_a_call_is_not_its_look_up() -> None:
    with (
        serving({"/v1/models": models("only")}) as server,
        InferenceClient(base_url=server.url, api_key=False) as client,
    ):
        request = client.build_request("chat-completion", inputs=MESSAGES)
        assert request.request.url.endswith("/v1/chat/completions")


def test_a_name_that_the_hub_does_not_map_is_sent_as_it_is() -> None:
    with pytest.raises(InputError, match="mapping=False calls Groq directly"):
        InferenceClient(provider="groq", api_key="hf_abc").chat_completion(MESSAGES, model="x", mapping=False)
    client = InferenceClient(provider="groq", api_key=PROVIDER_KEY)
    request = client.build_request("chat-completion", inputs=MESSAGES, model="own name", mapping=False)
    assert request.request.json["model"] == "own name"


# The toolkit of Hugging Face's default endpoints


def test_an_image_in_a_json_text_is_read() -> None:
    with serving({"/": base64.b64encode(PNG).decode().join('""').encode()}) as server:
        server.respond = lambda request: http_response(body=base64.b64encode(PNG).decode())
        assert call(server, "text_to_image", "a cat").data == PNG


@pytest.mark.parametrize(
    ("audio", "expected"),
    [
        ({"audio": [[0.0, 0.5, -0.5, 1.0]], "sampling_rate": 16000}, (1, 16000, [0, 16384, -16384, 32767])),
        ({"audio": [0.0, 0.5], "sample_rate": 8000}, (1, 8000, [0, 16384])),
        ({"audio": [[0, 16384], [1, -16384]], "sampling_rate": 8000}, (2, 8000, [0, 1, 16384, -16384])),
        ([{"audio": [[0.25, 0.5]], "sampling_rate": 8000}], (1, 8000, [8192, 16384])),
    ],
)
@pytest.mark.parametrize("method", ["text_to_speech", "text_to_audio"])
def test_samples_become_a_wav_file(method: str, audio: Any, expected: Any) -> None:
    with serving({"/": audio}) as server:
        found = call(server, method, "hello")
    assert found.media_type == "audio/wav"
    with wave.open(io.BytesIO(found.data)) as file:
        data = file.readframes(file.getnframes())
        samples = list(struct.unpack(f"<{len(data) // 2}h", data))
        assert (file.getnchannels(), file.getframerate()) == expected[:2]
        assert all(math.isclose(one, other, abs_tol=1) for one, other in zip(samples, expected[2], strict=True))


def test_a_stream_that_is_refused_by_its_accept_is_requested_plainly() -> None:
    def respond(request: ReceivedRequest) -> bytes:
        if request.target != "/":
            return NOT_FOUND
        if request.headers.get("accept") not in ("*/*", "application/json"):
            return http_response(400, {"error": 'Accept type "text/event-stream" not supported.'})
        return http_response(body=[{"generated_text": "Hello"}])

    with local_server(respond) as server, InferenceClient(base_url=server.url, api_key=False) as client:
        assert client.text_generation("x", stream=True).text() == "Hello"


@pytest.mark.parametrize("method", ["text_classification", "zero_shot_classification"])
def test_labels_and_scores_are_one_list(method: str) -> None:
    labels = {"candidate_labels": ["a", "b"]} if method.startswith("zero") else {}
    with serving({"/": {"labels": ["a", "b"], "scores": [0.75, 0.25]}}) as server:
        assert [(one.label, one.score) for one in call(server, method, "x", **labels)] == [("a", 0.75), ("b", 0.25)]


def test_generate_parameters_have_the_names_of_the_toolkit() -> None:
    with serving({"/": lambda body: [{"translation_text": "a", "summary_text": "b"}]}) as server:
        call(server, "translation", "x", generate_parameters={"num_beams": 2})
        assert body_of(server.received[-1])["parameters"] == {"generation_parameters": {"num_beams": 2}}
        call(server, "summarization", "x", truncation="only_first", generate_parameters={"num_beams": 2})
        assert body_of(server.received[-1])["parameters"] == {"truncation": "only_first", "num_beams": 2}


# Custom calls


def test_a_custom_call_sends_what_was_passed_and_nothing_else() -> None:
    with serving({"/v1/responses": lambda body: body, "/v1/models": {"data": []}}) as server:
        sent = call(server, "request", at="/v1/responses", extra_body={"model": "m", "input": "Hello"})
        assert sent == {"model": "m", "input": "Hello"}
        assert call(server, "request", at="/v1/models", method="GET") == {"data": []}
        assert [(request.method, request.body) for request in server.received] == [("GET", b"")]
    with pytest.raises(InputError, match="`method` must be one of GET"):
        InferenceClient(base_url=server.url).request(method="FETCH")  # type: ignore[arg-type]
