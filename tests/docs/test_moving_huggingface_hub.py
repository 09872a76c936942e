"""Each row of the tables for users of huggingface_hub holds, for inferwire's own client and for the one like theirs."""

from __future__ import annotations

import dataclasses
import inspect
import json
import threading
import time
from pathlib import Path
from typing import Any, get_origin

import numpy as np
import PIL.Image
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire.compat import huggingface_hub as compat
from inferwire_emulator import RunningEmulator
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

from .moving import CHAT, EVENT, MESSAGES, PNG, Tables, at, respond, run_async

TABLES = Tables("huggingface_hub.md")
row = TABLES.row
EVENT_STREAM = {"content-type": "text/event-stream"}
CLASSES = "emulated/text-classification"
ASR = "emulated/automatic-speech-recognition"
CHAT_MODEL = "emulated/chat-completion"
WAV = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data\0\0\0\0"


@pytest.fixture
def server() -> Any:
    with local_server(respond) as running:
        yield running


@pytest.fixture
def client(emulator: RunningEmulator) -> Any:
    with InferenceClient(api_key="hf_emulated", emulator_url=emulator.url) as running:
        yield running


def theirs(server: LocalServer, **options: Any) -> Any:
    """Return a client like huggingface_hub's."""
    return compat.InferenceClient(base_url=f"{server.url}/v1", api_key="key", **options)


def body(emulator: RunningEmulator) -> Any:
    return json.loads(emulator.journal[-1].body or b"null")


def test_every_row_is_checked() -> None:
    assert set(TABLES.checks) == set(TABLES.rows())


@pytest.mark.parametrize("first_cell", sorted(set(TABLES.rows())))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_row_holds(
    first_cell: str,
    server: LocalServer,
    client: InferenceClient,
    emulator: RunningEmulator,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    emulator.reset()
    monkeypatch.delenv("HF_TOKEN", raising=False)
    TABLES.run(first_cell, {**locals()})


# The client like huggingface_hub's


@row("a saved token and a URL outside Hugging Face")
def check_saved_token(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_saved")
    compat.InferenceClient(base_url=f"{server.url}/v1").chat_completion(MESSAGES)
    compat.InferenceClient(base_url=f"{server.url}/v1", token="passed").chat_completion(MESSAGES)
    sent = [each.headers.get("authorization") for each in server.received if each.method == "POST"]
    assert sent == [None, "Bearer passed"]


def check_cut(error: type[Exception], *others: type) -> None:
    with local_server(lambda _: http_response(body=EVENT, headers=EVENT_STREAM)) as cut:
        chat = theirs(cut) if others else at(cut)
        with pytest.raises(error) as caught:
            list(chat.chat_completion(MESSAGES, model="m", stream=True))
    assert all(isinstance(caught.value, each) for each in others)


@row("`timeout=5`")
def check_compat_timeout() -> None:
    done = threading.Event()
    with local_server(lambda _: b"" * done.wait(5)) as silent:
        start = time.monotonic()
        with pytest.raises(compat.InferenceTimeoutError):
            theirs(silent, timeout=0.2).chat_completion(MESSAGES, model="m")
        done.set()
        assert time.monotonic() - start < 3


@row("retries")
def check_retries() -> None:
    with local_server(lambda _: http_response(503, {"error": "no"}, {"retry-after": "0"})) as broken:
        for make, count in (
            (lambda: theirs(broken), 1),
            (lambda: theirs(broken, retry=3), 3),
            (lambda: InferenceClient(base_url=f"{broken.url}/v1", api_key="key"), 3),
        ):
            broken.received.clear()
            with pytest.raises((OSError, inferwire.InferwireError)):
                make().chat_completion(MESSAGES, model="m")
            assert len([each for each in broken.received if each.method == "POST"]) == count


def failed_job(request: ReceivedRequest) -> bytes:
    if request.method == "GET":
        mapping = {"replicate": {"providerId": "a/b", "status": "live", "task": "text-to-image"}}
        return http_response(body={"inferenceProviderMapping": mapping})
    return http_response(body={"id": "a", "status": "failed", "error": "no", "urls": {"get": "https://a.test/a"}})


@row("a failed job")
def check_failed_job() -> None:
    with local_server(failed_job) as jobs:
        options: Any = {"provider": "replicate", "api_key": "r8_own", "emulator_url": jobs.url}
        with pytest.raises(inferwire.JobError, match="no"):
            compat.InferenceClient(**options).text_to_image("a", model="a/b")
        with pytest.raises(inferwire.JobError, match="no"):
            InferenceClient(**options).text_to_image("a", model="a/b", mapping=False)


@row("`arguments` of a tool call that the server sends as an object")
def check_arguments() -> None:
    call = {"id": "1", "type": "function", "function": {"name": "f", "arguments": {"a": 1}}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    response = {"choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}]}
    with local_server(lambda _: http_response(body=response)) as tools:
        found = theirs(tools).chat_completion(MESSAGES, model="m").choices[0].message.tool_calls[0]
    assert json.loads(found.function.arguments) == {"a": 1}


@row('`chat_completion("text")`')
def check_text(server: LocalServer) -> None:
    with pytest.raises(ValueError, match="messages"):
        theirs(server).chat_completion("text", model="m")
    assert not [each for each in server.received if each.method == "POST"]


@row("text generation parameters that a server rejects")
def check_rejected() -> None:
    with local_server(lambda _: http_response(400, {"error": "unused: ['truncate']"})) as picky:
        with pytest.raises(OSError, match="truncate"):
            theirs(picky).text_generation("a", truncate=5, model="m")
        assert len([each for each in picky.received if each.method == "POST"]) <= 2  # at each interface once


@row("the model's name at an endpoint, if none is passed")
def check_model_name() -> None:
    for models, expected in ([{"id": "only"}], "only"), ([], "tgi"):
        listed = http_response(body={"data": models}) if models else http_response(404, {"error": "no"})
        with local_server(lambda each, listed=listed: listed if each.method == "GET" else respond(each)) as served:
            theirs(served).chat_completion(MESSAGES)
            assert json.loads(served.received[-1].body)["model"] == expected


@row("fields of a result")
def check_fields() -> None:
    message = {**CHAT["choices"][0]["message"], "reasoning_content": "hm"}  # type: ignore[dict-item]
    response = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    with local_server(lambda _: http_response(body=response)) as thinking:
        assert theirs(thinking).chat_completion(MESSAGES, model="m").choices[0].message["reasoning_content"] == "hm"


@row("private functions and attributes (`_inner_post`, `inference._providers`)")
def check_private() -> None:
    assert not hasattr(compat.InferenceClient(), "_inner_post")
    assert not hasattr(compat, "_providers")


@row("`Text2TextGeneration...` types")
def check_types() -> None:
    assert not hasattr(compat, "Text2TextGenerationOutput")
    assert hasattr(compat, "TextGenerationOutput")


# Names of inferwire's own client


@row("`from huggingface_hub import InferenceClient`")
def check_import() -> None:
    assert inspect.isclass(inferwire.InferenceClient)


@row("`InferenceClient(model, provider=, token=, timeout=, headers=, cookies=, bill_to=, base_url=, api_key=)`")
def check_constructor() -> None:
    parameters = inspect.signature(InferenceClient).parameters
    names = ("model", "provider", "token", "timeout", "headers", "cookies", "bill_to", "base_url", "api_key")
    assert {name for name in names if name in parameters} == set(names)
    assert [name for name in names if parameters[name].kind != inspect.Parameter.KEYWORD_ONLY] == ["model"]


@row("`InferenceClient(token=True)`, `InferenceClient(token=False)`")
def check_token_flags(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_saved")
    InferenceClient("m", base_url=f"{server.url}/v1", token=False).chat_completion(MESSAGES)
    assert "authorization" not in server.received[-1].headers
    monkeypatch.delenv("HF_TOKEN")
    with pytest.raises(inferwire.AuthenticationError):
        InferenceClient("m", token=True).chat_completion(MESSAGES)


@row("`client.model`, `.provider`, `.token`, `.timeout`, `.headers`, `.cookies`")
def check_attributes() -> None:
    client = InferenceClient("m", provider="groq", token="hf_1", timeout=5, headers={"a": "b"}, cookies={"c": "d"})
    assert (client.model, client.provider, str(client.token), client.timeout) == ("m", "groq", "hf_1", 5)
    assert (client.headers["a"], client.cookies) == ("b", {"c": "d"})
    assert InferenceClient(base_url="https://a.test/v1").model == "https://a.test/v1"
    assert (client.base_url, client.bill_to, client.retry.attempts) == (None, None, 3)


@row('`client.model = "other"`')
def check_assignment() -> None:
    client: Any = InferenceClient("m")
    with pytest.raises(AttributeError, match="with_options"):
        client.model = "other"
    assert client.with_options(model="other").model == "other"


@row("`client.chat_completion(...)`, `client.chat.completions.create(...)`")
def check_chat(server: LocalServer) -> None:
    for create in (at(server).chat_completion, at(server).chat.completions.create):
        assert create(messages=MESSAGES).choices[0].message.content == "Two."


@row("`client.text_generation(..., stream=True, details=True)`")
def check_text_generation(client: InferenceClient) -> None:
    model = "emulated/text-generation"
    assert client.text_generation("a", model=model).generated_text
    assert client.text_generation("a", model=model, details=True).details is not None
    assert [item.token.text for item in client.text_generation("a", model=model, stream=True, details=True)]


@row("`client.text_to_image(...)` returns a `PIL.Image`")
def check_image(client: InferenceClient, tmp_path: Path) -> None:
    image = client.text_to_image("a", model="emulated/text-to-image")
    assert isinstance(image.to_pil(), PIL.Image.Image)
    assert image.resize((8, 8)).size == (8, 8)
    assert image.size == image.to_pil().size
    assert np.array(image).shape[:2] == image.to_pil().size[::-1]
    image.save(tmp_path / "a.png")
    image.save(tmp_path / "b", format="png")
    assert image.data


@row("`client.text_to_speech(...)`, `text_to_video(...)` return bytes")
def check_bytes(client: InferenceClient) -> None:
    speech = client.text_to_speech("a", model="emulated/text-to-speech")
    clip = client.audio_to_audio(WAV, model="emulated/audio-to-audio")[0].blob
    assert isinstance(speech, bytes)
    assert isinstance(clip, bytes)
    assert isinstance(speech, inferwire.Media)


@row("`client.feature_extraction(...)` returns a numpy array")
def check_vectors() -> None:
    with local_server(lambda _: http_response(body=[[0.5, 1.0], [1.5, 2.0]])) as native:
        endpoint = InferenceClient(api_key="key").endpoint(native.url, api="native")
        assert np.array(endpoint.feature_extraction(["a", "b"])).shape == (2, 2)
    with local_server(lambda _: http_response(body=[[0.5, 1.0]])) as native:
        endpoint = InferenceClient(api_key="key").endpoint(native.url, api="native")
        assert endpoint.feature_extraction("a") == [0.5, 1.0]


@row("`client.zero_shot_classification(..., candidate_labels=...)`")
def check_zero_shot(client: InferenceClient) -> None:
    model = "emulated/zero-shot-classification"
    assert client.zero_shot_classification("a", candidate_labels=["b", "c"], model=model)[0].label


@row("`client.question_answering(question=, context=)`")
def check_one_or_many(client: InferenceClient) -> None:
    model = "emulated/question-answering"
    assert client.question_answering(question="a", context="b", model=model).answer
    assert isinstance(client.question_answering(question="a", context="b", model=model, top_k=2), list)


@row("`client.document_question_answering(...)`, `visual_question_answering(...)`")
def check_documents(client: InferenceClient) -> None:
    for name in ("document_question_answering", "visual_question_answering"):
        found = getattr(client, name)(PNG, question="a", model=f"emulated/{name.replace('_', '-')}")
        assert isinstance(found, list)


@row("`client.post(...)` of older versions")
def check_post(server: LocalServer) -> None:
    assert InferenceClient(api_key="key").request(inputs="a", parameters={"b": 1}, model=server.url) == CHAT
    assert json.loads(server.received[-1].body) == {"inputs": "a", "parameters": {"b": 1}}


@row("`client.image_to_image(..., strength=0.5)`, `image_to_video(..., fps=8)`")
def check_keywords(client: InferenceClient, emulator: RunningEmulator) -> None:
    image: Any = client.image_to_image
    image(PNG, "a", model="emulated/image-to-image", strength=0.5)
    assert body(emulator)["parameters"]["strength"] == 0.5
    client.image_to_image(PNG, "a", model="emulated/image-to-image", extra_parameters={"strength": 0.4})
    assert body(emulator)["parameters"]["strength"] == 0.4


@row('`client.feature_extraction(..., encoding_format="float")`')
def check_encoding() -> None:
    vectors = http_response(body={"data": [{"index": 0, "embedding": [0.5]}]})
    with local_server(lambda _: vectors) as served:
        assert at(served).feature_extraction("a", encoding_format="float") == [0.5]
    assert json.loads(served.received[-1].body)["encoding_format"] == "float"


@row("`client.get_endpoint_info()`, `health_check()`")
def check_endpoint() -> None:
    with local_server(lambda _: http_response(body={"model_id": "m"})) as served:
        client = InferenceClient(base_url=f"{served.url}/v1", api_key="key")
        assert client.get_endpoint_info()["model_id"] == "m"
        assert client.health_check() is True
    assert [each.target for each in served.received] == ["/info", "/health"]


@row("`AsyncInferenceClient`")
def check_async(server: LocalServer) -> None:
    async def main() -> str | None:
        async with AsyncInferenceClient("m", base_url=f"{server.url}/v1", api_key="key") as client:
            return (await client.chat_completion(MESSAGES)).text

    assert run_async(main) == "Two."


@row("`HfHubHTTPError`")
def check_http_error() -> None:
    with local_server(lambda _: http_response(400, {"error": "no"})) as broken, pytest.raises(inferwire.InferwireError):
        at(broken).chat_completion(MESSAGES)


@row("`InferenceTimeoutError`")
def check_timeout_error() -> None:
    assert issubclass(inferwire.InferenceTimeoutError, TimeoutError)


# Behavior of inferwire's own client


@row("`base_url` or a URL as `model`, and a `provider`")
def check_url_and_provider(server: LocalServer) -> None:
    for options in ({"base_url": f"{server.url}/v1", "model": "m"}, {"model": f"{server.url}/v1"}):
        with pytest.warns(UserWarning, match="provider='groq' is not used"):
            made = InferenceClient(provider="groq", api_key="key", **options).chat_completion(MESSAGES)  # type: ignore[arg-type]
        assert made.text == "Two."


@row("`client.provider`, `client.timeout` that were not passed")
def check_defaults() -> None:
    assert (InferenceClient().provider, InferenceClient().timeout) == ("auto", 600.0)


@row("`client.headers`")
def check_headers() -> None:
    client: Any = InferenceClient(headers={"a": "b"}, bill_to="org", api_key="hf_1")
    with pytest.raises(TypeError, match="with_options"):
        client.headers["x"] = "y"
    assert client.with_options(headers={"x": "y"}).headers["x"] == "y"
    assert (client.bill_to, "x-hf-bill-to" in client.headers) == ("org", False)


@row("`token=True` and a `base_url` outside Hugging Face")
def check_required_token(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_saved")
    with pytest.raises(inferwire.AuthenticationError):
        InferenceClient("m", base_url=server.url, token=True).chat_completion(MESSAGES)


@row("a saved token and a `base_url`")
def check_ambient_token(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_saved")
    InferenceClient("m", base_url=f"{server.url}/v1").chat_completion(MESSAGES)
    assert "authorization" not in server.received[-1].headers
    at(server, api_key="passed").chat_completion(MESSAGES)
    assert server.received[-1].headers["authorization"] == "Bearer passed"


@row("timeouts")
def check_timeouts() -> None:
    limits = inferwire.Timeout()
    assert (limits.connect, limits.read, limits.total) == (10, 60, 600)


@row("a stream that is cut")
def check_both_cut_streams() -> None:
    check_cut(inferwire.StreamError, compat.HfHubHTTPError, compat.TextGenerationError)
    check_cut(inferwire.StreamError)


@row("the connection of a stream")
def check_reuse() -> None:
    peers: list[Any] = []
    with local_server(lambda each: (peers.append(each), respond(each))[1]) as served:
        client = at(served)
        for _ in range(3):
            client.chat_completion(MESSAGES, stream=True).text()
        pool: Any = client._core.connections._transports[None][1]
        assert sum(map(len, pool._idle._stacks.values())) <= 1
    assert len(peers) == 3


@row("look-ups on the Hub in asynchronous code")
def check_lookups(emulator: RunningEmulator) -> None:
    async def main() -> bool:
        async with AsyncInferenceClient(api_key="hf_1", emulator_url=emulator.url) as client:
            await client.text_classification("a", model=CLASSES)
        return any("/api/models/" in each.path for each in emulator.journal)

    assert run_async(main)


@row("parameters together with an image or audio in bytes")
def check_binary(client: InferenceClient, emulator: RunningEmulator) -> None:
    client.image_classification(PNG, model="emulated/image-classification", top_k=2)
    assert body(emulator)["parameters"] == {"top_k": 2}
    assert body(emulator)["inputs"].startswith("iVBORw0KGgo")


@row("media files that a response names by URL")
def check_output_type(client: InferenceClient) -> None:
    options: Any = {"model": "emulated/text-to-image", "provider": "fal-ai"}
    assert client.text_to_image("a", **options).data
    assert client.text_to_image("a", **options, output_type="url").startswith("http")


@row("a provider in the Hub's mapping that the client does not know")
def check_unknown_provider() -> None:
    known = {"providerId": "a/b", "status": "live", "task": "text-classification"}
    mapping = {"new-provider": known, "hf-inference": known}
    found = http_response(body={"inferenceProviderMapping": mapping})
    labels = http_response(body=[{"label": "a", "score": 1.0}])
    with local_server(lambda each: found if each.method == "GET" else labels) as hub:
        client = InferenceClient("a/b", api_key="hf_1", emulator_url=hub.url)
        assert client.text_classification("a")[0].label == "a"


@row('chat with `provider="auto"`')
def check_router(client: InferenceClient, emulator: RunningEmulator) -> None:
    client.chat_completion(MESSAGES, model=f"{CHAT_MODEL}:fastest")
    assert [each.method for each in emulator.journal] == ["POST"]
    assert body(emulator)["model"] == f"{CHAT_MODEL}:fastest"


@row("results")
def check_results(client: InferenceClient) -> None:
    first = client.text_classification("a", model=CLASSES)[0]
    assert first["label"] == first.label == first.get("label") == dict(first)["label"] == {**first}["label"]
    with local_server(lambda _: http_response(body={**CHAT, "new": 1})) as served:
        assert at(served).chat_completion(MESSAGES).extra == {"new": 1}


@row("names in a result that the server did not send")
def check_left_out(server: LocalServer) -> None:
    message = at(server).chat_completion(MESSAGES).choices[0].message
    assert {**message} == {"role": "assistant", "content": "Two."}
    assert message["tool_calls"] is None


@row("`json.dumps(result)`")
def check_json(server: LocalServer) -> None:
    result = at(server).chat_completion(MESSAGES)
    assert json.loads(json.dumps(result, default=inferwire.json_default)) == json.loads(result.to_json()) == CHAT


@row("`dataclasses.asdict(result)`, `vars(result)`, `isinstance(result, dict)`")
def check_dictionaries(server: LocalServer) -> None:
    result = at(server).chat_completion(MESSAGES)
    assert result.to_dict() == CHAT
    assert not dataclasses.is_dataclass(result)
    assert not isinstance(result, dict)


@row('`TextGenerationInputGrammarType(type="json", value=...)` and other unions')
def check_unions(client: InferenceClient) -> None:
    grammar: Any = {"type": "json", "value": {}}
    assert get_origin(inferwire.TextGenerationInputGrammarType) is not dict
    client.text_generation("a", model="emulated/text-generation", grammar=grammar)


@row("`client.exit_stack`")
def check_exit_stack(server: LocalServer) -> None:
    assert not hasattr(InferenceClient(), "exit_stack")
    with at(server) as client:
        assert client.chat_completion(MESSAGES).text == "Two."


@row("a call after `client.close()`")
def check_closed(server: LocalServer) -> None:
    client = at(server)
    client.chat_completion(MESSAGES)
    client.close()
    with pytest.raises(inferwire.InputError, match="is closed"):
        client.chat_completion(MESSAGES)


@row("errors")
def check_errors() -> None:
    assert not issubclass(inferwire.ProviderError, OSError)
    assert issubclass(inferwire.InferenceTimeoutError, TimeoutError)
    assert issubclass(inferwire.InferenceConnectionError, ConnectionError)


@row("audio of a type that a provider does not list, such as FLAC at fal-ai")
def check_audio(client: InferenceClient, emulator: RunningEmulator) -> None:
    audio = b"fLaC\0\0\0\x22"
    with pytest.raises(inferwire.InputError, match="does not accept audio/flac"):
        client.automatic_speech_recognition(audio, model=ASR, provider="fal-ai")
    assert client.automatic_speech_recognition(audio, model=ASR, provider="fal-ai", unsupported="ignore").text
