"""Parameters are sent where each provider reads them, and responses are read where they have them."""

from __future__ import annotations

import importlib.util
import json
import re
from base64 import b64encode
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from inferwire import InferenceClient
from inferwire.providers import REGISTRY
from inferwire_codegen.__main__ import main

KEY = "own-key"
WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0\x80>\0\0\x02\0\x10\0data\0\0\0\0"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 8
GENERATION = {
    "do_sample": True,
    "early_stopping": False,
    "epsilon_cutoff": 0.1,
    "eta_cutoff": 0.2,
    "max_length": 3,
    "max_new_tokens": 4,
    "min_length": 5,
    "min_new_tokens": 6,
    "num_beam_groups": 7,
    "num_beams": 8,
    "penalty_alpha": 0.3,
    "temperature": 0.4,
    "top_k": 9,
    "top_p": 0.5,
    "typical_p": 0.6,
    "use_cache": True,
}


class Server:
    """A provider with the same response to every request, which keeps what it received."""

    def __init__(self, provider: str, task: str, response: Any, model: str = "p/m") -> None:
        line = {"providerId": model, "status": "live", "task": REGISTRY.hub_tasks.get(task, task)}
        self.page = {"id": "h/m", "inferenceProviderMapping": {provider: line}}
        self.response = response
        self.requests: list[httpx.Request] = []
        http_client = httpx.Client(transport=httpx.MockTransport(self))
        options: Any = {"base_url": "http://api.example.com"} if provider == "endpoint" else {"provider": provider}
        self.client = InferenceClient("h/m", api_key=KEY, http_client=http_client, retry=1, **options)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "huggingface.co":
            return httpx.Response(200, json=self.page)
        if request.method == "GET":
            return httpx.Response(200, content=PNG, headers={"content-type": "image/png"})
        self.requests.append(request)
        if isinstance(self.response, bytes):
            return httpx.Response(200, content=self.response, headers={"content-type": "audio/wav"})
        return httpx.Response(200, json=self.response)

    @property
    def body(self) -> Any:
        return json.loads(self.requests[-1].read())

    @property
    def form(self) -> list[tuple[str, bytes]]:
        content = self.requests[-1].read()
        boundary = self.requests[-1].headers["content-type"].partition("boundary=")[2].encode()
        parts = [part.strip(b"\r\n").partition(b"\r\n\r\n") for part in content.split(b"--" + boundary)[1:-1]]
        return [(re.search(rb'name="([^"]*)"', head)[1].decode(), value) for head, _, value in parts]  # type: ignore[index]


@pytest.mark.parametrize(
    ("provider", "response", "place"),
    [
        ("fal-ai", {"audio": {"url": "https://cdn.example.com/a.png"}}, None),
        ("replicate", {"id": "1", "status": "succeeded", "output": "https://cdn.example.com/a.png"}, "input"),
        ("together", WAV, None),
        ("deepinfra", WAV, None),
    ],
)
def test_generation_parameters_of_speech_join_the_others(provider: str, response: Any, place: str | None) -> None:
    server = Server(provider, "text-to-speech", response)
    server.client.text_to_speech("a", **GENERATION)
    body = server.body[place] if place else server.body
    assert {name: body[name] for name in GENERATION} == GENERATION
    assert "generation_parameters" not in body


def test_a_parameter_that_the_caller_adds_wins_over_a_generation_parameter() -> None:
    server = Server("together", "text-to-speech", WAV)
    server.client.text_to_speech("a", temperature=0.4, extra_parameters={"temperature": 0.9})
    assert server.body["temperature"] == 0.9


def test_fal_names_the_size_of_an_image_image_size() -> None:
    server = Server("fal-ai", "image-to-image", {"images": [{"url": "https://cdn.example.com/a.png"}]})
    server.client.image_to_image(PNG, prompt="a", target_size={"width": 8, "height": 9})
    assert server.body["image_size"] == {"width": 8, "height": 9}
    assert "target_size" not in server.body


@pytest.mark.parametrize(("passed", "sent"), [({}, ""), ({"prompt": None}, ""), ({"prompt": "a hat"}, "a hat")])
def test_together_gets_a_prompt_with_every_image(passed: Any, sent: str) -> None:
    server = Server("together", "image-to-image", {"data": [{"b64_json": b64encode(PNG).decode()}]})
    server.client.image_to_image(PNG, **passed)
    assert server.body["prompt"] == sent


def test_further_images_of_the_caller_are_sent_at_wavespeed() -> None:
    server = Server(
        "wavespeed", "image-to-image", {"data": {"status": "completed", "outputs": ["https://c.example/a"]}}
    )
    first, second = (b64encode(image).decode() for image in (PNG, JPEG))
    for images, sent in (
        ([PNG, JPEG], [first, second]),
        ([JPEG], [first, second]),
        (["https://e.example/b.png"], ["https://e.example/b.png"]),
    ):
        server.client.image_to_image(PNG, prompt="a", extra_parameters={"images": images})
        assert server.body["images"] == sent
        assert server.body["image"] == first


# Transcription


@pytest.mark.parametrize("provider", ["together", "deepinfra"])
@pytest.mark.parametrize(
    ("wanted", "fields"),
    [
        (None, {}),
        (False, {}),
        (True, {"response_format": "verbose_json"}),
        ("word", {"response_format": "verbose_json", "timestamp_granularities[]": "word"}),
    ],
)
def test_timestamps_are_requested_in_openais_words(provider: str, wanted: Any, fields: dict[str, str]) -> None:
    server = Server(provider, "automatic-speech-recognition", {"text": "Hi"})
    server.client.automatic_speech_recognition(WAV, return_timestamps=wanted, temperature=0.5)
    sent = {name: value.decode() for name, value in server.form if name != "file"}
    assert {name: value for name, value in sent.items() if name != "model"} == {"temperature": "0.5", **fields}
    assert ("file", WAV) in server.form


@pytest.mark.parametrize("provider", ["together", "deepinfra"])
def test_words_with_timestamps_are_chunks(provider: str) -> None:
    words = [{"word": "Hi", "start": 0, "end": 0.5}, {"word": "you", "start": 0.5, "end": None}]
    server = Server(provider, "automatic-speech-recognition", {"text": "Hi you", "words": words, "segments": []})
    result = server.client.automatic_speech_recognition(WAV, return_timestamps="word")
    assert [(each.text, list(each.timestamp or ())) for each in result.chunks or []] == [
        ("Hi", [0, 0.5]),
        ("you", [0.5, None]),
    ]


@pytest.mark.parametrize(("wanted", "level"), [(None, None), (True, "segment"), ("word", "word")])
def test_timestamps_are_a_chunk_level_at_fal(wanted: Any, level: str | None) -> None:
    server = Server("fal-ai", "automatic-speech-recognition", {"text": "Hi", "chunks": [{"text": "Hi"}]})
    result = server.client.automatic_speech_recognition(WAV, return_timestamps=wanted)
    assert server.body.get("chunk_level") == level
    assert [(each.text, each.timestamp) for each in result.chunks or []] == [("Hi", None)]


@pytest.mark.parametrize(("wanted", "level"), [(None, None), (True, "chunk"), ("word", "word")])
def test_timestamps_are_an_input_at_replicate(wanted: Any, level: str | None) -> None:
    output = {"text": "Hi", "segments": [{"text": "Hi", "start": 0, "end": 1}]}
    response = {"id": "1", "status": "succeeded", "output": output}
    server = Server("replicate", "automatic-speech-recognition", response)
    result = server.client.automatic_speech_recognition(WAV, return_timestamps=wanted)
    assert server.body["input"].get("timestamp") == level
    assert [(each.text, list(each.timestamp or ())) for each in result.chunks or []] == [("Hi", [0, 1])]


@pytest.mark.parametrize("provider", ["endpoint", "hf-inference"])
def test_audio_is_sent_next_to_parameters(provider: str) -> None:
    server = Server(provider, "automatic-speech-recognition", {"text": "Hi"})
    server.client.automatic_speech_recognition(WAV, return_timestamps="word")
    assert server.body == {"inputs": b64encode(WAV).decode(), "parameters": {"return_timestamps": "word"}}
    server.client.automatic_speech_recognition(WAV, extra_body={"language": "en"})
    assert server.body == {"inputs": b64encode(WAV).decode(), "parameters": {"language": "en"}}


# Images


def test_deepinfra_returns_the_url_of_an_image() -> None:
    server = Server("deepinfra", "text-to-image", {"data": [{"url": "https://cdn.example.com/a.png"}]})
    assert server.client.text_to_image("a", output_type="url") == "https://cdn.example.com/a.png"
    assert server.body["response_format"] == "url"
    assert server.client.text_to_image("a").data == PNG
    assert server.body["response_format"] == "b64_json"
    server.response = {"data": [{"b64_json": "data:image/jpeg;base64," + b64encode(JPEG).decode()}]}
    assert server.client.text_to_image("a").data == JPEG


# Fields of extra_body


REPLICATED = {"id": "1", "status": "succeeded", "output": "https://cdn.example.com/a.png"}


@pytest.mark.parametrize("option", ["extra_body", "extra_parameters"])
@pytest.mark.parametrize("task", ["text_to_image", "text_to_video", "text_to_speech"])
def test_additional_fields_go_into_the_input_at_replicate(task: str, option: str) -> None:
    server = Server("replicate", task.replace("_", "-"), REPLICATED)
    call: Any = getattr(server.client, task)
    call("a", **{option: {"output_quality": 100, "prompt": "b" if option == "extra_body" else None}})
    assert server.body["input"]["output_quality"] == 100
    assert set(server.body) == {"input"}
    if option == "extra_body":
        assert server.body["input"]["prompt"] == "b"


def test_fields_of_the_api_itself_stay_at_the_top() -> None:
    server = Server("replicate", "text-to-image", REPLICATED)
    server.client.text_to_image("a", extra_body={"webhook": "https://e.example", "input": {"x": 1}, "version": "7"})
    assert server.body == {"input": {"prompt": "a", "x": 1}, "webhook": "https://e.example", "version": "7"}
    server = Server("hf-inference", "text-classification", [[{"label": "A", "score": 1}]])
    server.client.text_classification(
        "a", top_k=2, extra_body={"options": {"use_cache": False}, "x": None, "inputs": "b"}
    )
    assert server.body == {"inputs": "b", "parameters": {"top_k": 2, "x": None}, "options": {"use_cache": False}}


def test_additional_fields_are_at_the_top_where_parameters_are() -> None:
    server = Server("endpoint", "feature-extraction", [[0.5]])
    server.client.feature_extraction("a", extra_body={"x": 1})
    assert server.body["x"] == 1


def test_a_custom_call_sends_what_was_passed_and_nothing_else() -> None:
    server = Server("endpoint", "custom", {})
    client = server.client.endpoint("http://api.example.com/v1/responses")
    client.request(extra_body={"model": "m", "input": "Hello"})
    assert server.body == {"model": "m", "input": "Hello"}
    client.request(inputs="a", parameters={"b": 1}, extra_body={"c": 2, "inputs": None})
    assert server.body == {"inputs": None, "parameters": {"b": 1}, "c": 2}


# Forms and paths of private providers


GATEWAY = """\
version: 3
provider: gateway
title: Gateway
docs: https://gateway.example.com/docs
base_url: https://gateway.example.com
env: [GATEWAY_KEY]
tasks:
"""


def gateway(tmp_path: Any, tasks: str) -> Any:
    """Return a private provider with these tasks."""
    source, target = tmp_path / "gateway.yaml", tmp_path / "gateway.py"
    source.write_text(GATEWAY + tasks)
    assert main(["provider", str(source), "--out", str(target)]) == 0
    spec = importlib.util.spec_from_file_location("gateway", target)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PROVIDER


def call_gateway(
    tmp_path: Any, tasks: str, task: str, response: Any, *arguments: Any, model: str = "m", **more: Any
) -> Server:
    provider = gateway(tmp_path, tasks)
    server = Server("endpoint", task, response)
    http_client = httpx.Client(transport=httpx.MockTransport(server))
    client = InferenceClient(model, provider=provider, api_key=KEY, http_client=http_client)
    getattr(client, REGISTRY.method_of(task))(*arguments, **more)
    return server


def test_a_media_file_in_a_form_is_sent_without_quotes(tmp_path: Any) -> None:
    tasks = """\
  automatic-speech-recognition:
    path: /v1/transcribe
    form: {url: =data_url(inputs), raw: =base64(inputs), "files": "=[inputs]", "tags[]": =extra.tags, ...: =parameters}
    omit: [tags]
    output: {text: =text}
    sample: {text: Hi}
"""
    more = {"extra_parameters": {"tags": ["a", "b"], "codes": [1, 2], "nothing": None}, "extra_body": {"more": None}}
    server = call_gateway(tmp_path, tasks, "automatic-speech-recognition", {"text": "Hi"}, WAV, **more)
    encoded = b64encode(WAV)
    assert server.form == [
        ("url", b"data:audio/wav;base64," + encoded),
        ("raw", encoded),
        ("files", WAV),
        ("tags[]", b"a"),
        ("tags[]", b"b"),
        ("codes", b"[1,2]"),
    ]


@pytest.mark.parametrize(
    ("model", "query"), [("nova&callback=evil", "nova&callback=evil"), ("a+b", "a+b"), ("a/b c", "a/b c")]
)
def test_a_model_in_a_query_is_encoded_as_one_value(tmp_path: Any, model: str, query: str) -> None:
    tasks = """\
  text-to-speech:
    path: /v1/speak/{model}?model={model}&x=1
    body: {text: =inputs, ...: =parameters}
    output: =binary()
    sample: {$media: audio/wav}
"""
    server = call_gateway(tmp_path, tasks, "text-to-speech", WAV, "Hi", model=model)
    parts = urlsplit(str(server.requests[0].url))
    assert parse_qs(parts.query) == {"model": [query], "x": ["1"]}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "upload: =inputs\n    body: {...: =parameters}",
            "send this body instead of the file, and drop the file; add base64(inputs)",
        ),
        (
            "upload: =inputs\n    body: {audio: =media_url(inputs), ...: =parameters}",
            "never find its URL; use base64()",
        ),
        ("top: [x]\n    body: {audio: =base64(inputs), ...: =parameters}", "so 'top' has no effect"),
        ("flatten: [generaton]\n    body: {audio: =base64(inputs), ...: =parameters}", "has no parameter 'generaton'"),
    ],
)
def test_a_mapping_that_would_lose_something_is_refused(tmp_path: Any, capsys: Any, body: str, words: str) -> None:
    rest = "output: {text: =text}\n    sample: {text: Hi}\n"
    task = f"  automatic-speech-recognition:\n    path: /a\n    {body}\n    {rest}"
    (tmp_path / "gateway.yaml").write_text(GATEWAY + task)
    assert main(["provider", str(tmp_path / "gateway.yaml"), "--out", str(tmp_path / "gateway.py")]) != 0
    captured = capsys.readouterr()
    assert words in captured.out + captured.err
