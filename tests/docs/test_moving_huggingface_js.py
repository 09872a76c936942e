"""Each row of the tables for users of @huggingface/inference holds."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import anyio
import httpx
import PIL.Image
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_emulator import RunningEmulator
from tests.support.local_servers import LocalServer, http_response, local_server

from .moving import CHAT, END, EVENT, MESSAGES, PNG, Tables, async_at, at, respond, run_async

TABLES = Tables("huggingface_js.md")
row = TABLES.row
CLASSES = "emulated/text-classification"


@pytest.fixture
def server() -> Any:
    with local_server(respond) as running:
        yield running


@pytest.fixture
def client(emulator: RunningEmulator) -> Any:
    with InferenceClient(api_key="hf_emulated", emulator_url=emulator.url) as running:
        yield running


def body(emulator: RunningEmulator) -> Any:
    return json.loads(emulator.journal[-1].body or b"null")


def test_every_row_is_checked() -> None:
    assert set(TABLES.checks) == set(TABLES.rows())


@pytest.mark.parametrize("first_cell", sorted(set(TABLES.rows())))
def test_a_row_holds(
    first_cell: str,
    server: LocalServer,
    client: InferenceClient,
    emulator: RunningEmulator,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    emulator.reset()
    TABLES.run(first_cell, {**locals()})


@row("`new InferenceClient(token)`")
def check_token(server: LocalServer, monkeypatch: pytest.MonkeyPatch, emulator: RunningEmulator) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_ambient")
    for options in ({}, {"api_key": "hf_passed"}):
        InferenceClient(emulator_url=emulator.url, **options).text_classification("a", model=CLASSES)
    keys = [request.headers.get("authorization") for request in emulator.journal if request.method == "POST"]
    assert keys[0] != keys[1] or all("***" in str(key) for key in keys)  # the journal shows no key
    at(server).chat_completion(MESSAGES)
    assert server.received[-1].headers["authorization"] == "Bearer key"


@row("`client.textClassification({ inputs })`")
def check_task(client: InferenceClient, emulator: RunningEmulator) -> None:
    assert client.text_classification("A text", model=CLASSES)[0].label
    assert body(emulator)["inputs"] == "A text"


@row("`{ model, provider, endpointUrl }`")
def check_options(client: InferenceClient, server: LocalServer) -> None:
    image = client.text_to_image("a", model="emulated/text-to-image", provider="fal-ai")
    assert image.media_type.startswith("image/")
    for target in (at(server), InferenceClient(api_key="key").endpoint(f"{server.url}/v1")):
        assert target.chat_completion(MESSAGES, model="m").text == "Two."


@row("`parameters: { top_k: 3 }`")
def check_parameters(client: InferenceClient, emulator: RunningEmulator) -> None:
    client.text_classification("a", model=CLASSES, top_k=3)
    assert body(emulator)["parameters"] == {"top_k": 3}


@row("`client.chatCompletion(...)`, `client.chatCompletionStream(...)`")
def check_chat(server: LocalServer) -> None:
    client = at(server)
    assert client.chat_completion(MESSAGES).text == "Two."
    assert (
        client.chat_completion_stream(MESSAGES).text() == client.chat_completion(MESSAGES, stream=True).text() == "Two."
    )


@row("`client.textGenerationStream(...)`")
def check_text_stream(client: InferenceClient) -> None:
    stream = client.text_generation_stream("a", model="emulated/text-generation")
    assert "".join(item.token.text for item in stream)


@row("`client.endpoint(url)`")
def check_endpoint(server: LocalServer) -> None:
    endpoint = InferenceClient(api_key="key").endpoint(server.url)
    assert endpoint.chat_completion(MESSAGES, model="m").text == "Two."


@row("`client.request(args)`, `client.streamingRequest(args)` (removed in version 4)")
def check_custom_calls(server: LocalServer) -> None:
    client = InferenceClient(api_key="key")
    assert client.request(inputs="a", model=f"{server.url}/any") == CHAT
    assert [*client.stream_request(inputs="a", model=f"{server.url}/any", extra_body={"stream": True})]


@row('`import { textGeneration } from "@huggingface/inference"`')
def check_function(emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    from inferwire.tasks.text_generation import text_generation
    from inferwire_runtime import client as client_module

    monkeypatch.setattr(client_module, "_defaults", ({}, {}))
    inferwire.configure(api_key="hf_emulated", emulator_url=emulator.url)
    assert text_generation("a", model="emulated/text-generation").generated_text


@row('`{ outputType: "url" \\| "dataUrl" \\| "json" \\| "blob" }`')
def check_output_type(client: InferenceClient) -> None:
    options: Any = {"model": "emulated/text-to-image", "provider": "fal-ai"}
    assert client.text_to_image("a", **options, output_type="url").startswith("http")
    assert client.text_to_image("a", **options, output_type="data_url").startswith("data:image/")
    assert isinstance(client.text_to_image("a", **options, output_type="json"), dict)
    assert type(client.text_to_image("a", **options, output_type="bytes")) is bytes
    assert isinstance(client.text_to_image("a", **options), inferwire.Media)


@row("`snippets.getInferenceSnippets(...)`")
def check_snippets(server: LocalServer) -> None:
    request = at(server).build_request("chat-completion", inputs=MESSAGES)
    assert request.to_curl().startswith("curl ")
    for text in (request.to_python(), request.to_openai(), request.to_javascript()):
        assert "How many cats are there?" in text
    assert "Bearer key" not in request.to_curl() + request.to_python() + request.to_openai() + request.to_javascript()


@row("`{ billTo }`")
def check_bill(client: InferenceClient, emulator: RunningEmulator) -> None:
    client.text_classification("a", model=CLASSES, bill_to="org")
    assert emulator.journal[-1].headers["x-hf-bill-to"] == "org"


@row("`{ fetch, signal, retry_on_error }`")
def check_carriers(server: LocalServer) -> None:
    sent: list[httpx.Request] = []

    def carry(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json=CHAT)

    with httpx.Client(transport=httpx.MockTransport(carry)) as http:
        assert at(server, http_client=http).chat_completion(MESSAGES).text == "Two."
    assert len(sent) == 1

    async def cancelled() -> bool:
        with anyio.move_on_after(0.1) as scope:
            await async_at(silent).chat_completion(MESSAGES)
        return scope.cancelled_caught

    done = threading.Event()
    with local_server(lambda _: b"" * done.wait(5)) as silent:
        assert run_async(cancelled)
        with pytest.raises(inferwire.InferenceTimeoutError):
            at(silent).chat_completion(MESSAGES, timeout=0.1)
        done.set()
    with local_server(lambda _: http_response(503, {"error": "no"})) as broken:
        with pytest.raises(inferwire.ProviderError):
            at(broken, retry=3).chat_completion(MESSAGES, retry_on_error=False)
        assert len(broken.received) == 1


@row(
    "`InferenceClientInputError`, `...RoutingError`, `...ProviderApiError`, `...ProviderOutputError`, `...HubApiError`"
)
def check_errors(server: LocalServer) -> None:
    for name in ("InputError", "RoutingError", "ProviderError", "OutputError", "HubError"):
        assert issubclass(getattr(inferwire, name), inferwire.InferwireError)
    with pytest.raises(inferwire.InputError):
        at(server).chat_completion("text")  # type: ignore[call-overload]
    with local_server(lambda _: http_response(400, {"error": "no"})) as broken, pytest.raises(inferwire.ProviderError):
        at(broken).chat_completion(MESSAGES)
    with local_server(lambda _: http_response(body={"a": 1})) as odd, pytest.raises(inferwire.OutputError):
        at(odd).chat_completion(MESSAGES)


@row("`error.httpRequest`, `error.httpResponse`")
def check_exchange() -> None:
    refused = http_response(400, {"error": "no"}, {"x-request-id": "r1"})
    with local_server(lambda _: refused) as broken, pytest.raises(inferwire.ProviderError) as caught:
        at(broken, api_key="hf_of_nobody").chat_completion(MESSAGES)
    error = caught.value
    assert error.request is not None
    assert error.response is not None
    assert (error.request.method, error.request.url) == ("POST", f"{broken.url}/v1/chat/completions")
    assert "authorization" not in {name.lower() for name in error.request.headers}
    assert (error.response.status_code, error.response.json()) == (400, {"error": "no"})
    assert (error.status, error.request_id, len(error.attempts)) == (400, "r1", 1)
    assert "no" in str(error.body)


@row('`inputs: ["a", "b"]`, where the server takes several')
def check_batch() -> None:
    with local_server(lambda _: http_response(body=[[0.5, 1.0], [1.5, 2.0]])) as native:
        endpoint = InferenceClient(api_key="key").endpoint(native.url, api="native")
        assert endpoint.feature_extraction(["a", "b"]) == [[0.5, 1.0], [1.5, 2.0]]
    assert json.loads(native.received[-1].body)["inputs"] == ["a", "b"]


@row("a `Blob` with an image or audio")
def check_files(client: InferenceClient, tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    PIL.Image.new("RGB", (4, 4)).save(path)
    data = path.read_bytes()
    for image in (data, path, str(path), open(path, "rb"), PIL.Image.open(path)):  # noqa: SIM115
        assert client.image_classification(image, model="emulated/image-classification")[0].label
        if hasattr(image, "close"):
            image.close()


@row("no key")
def check_no_key(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_TOKEN", raising=False)
    InferenceClient(base_url=server.url, model="m", api_key=False).chat_completion(MESSAGES)
    assert "authorization" not in server.received[-1].headers
    with pytest.raises(inferwire.AuthenticationError):
        InferenceClient("m/x", provider="together", api_key=False).chat_completion(MESSAGES)


@row("`auto` with a provider's own API key")
def check_foreign_key() -> None:
    with pytest.raises(inferwire.RoutingError, match="pass provider="):
        InferenceClient("m/x", api_key="sk-other").chat_completion(MESSAGES)


@row("an endpoint URL without a scheme")
def check_scheme() -> None:
    with pytest.raises(inferwire.InputError, match="URL"):
        InferenceClient(api_key="key").endpoint("example.com/v1")


@row("parameters together with a binary input")
def check_binary(client: InferenceClient, emulator: RunningEmulator) -> None:
    client.image_classification(PNG, model="emulated/image-classification", top_k=2)
    assert body(emulator)["parameters"] == {"top_k": 2}
    assert body(emulator)["inputs"].startswith("iVBORw0KGgo")


@row("a 503 while a model loads")
def check_loading() -> None:
    with local_server(lambda _: http_response(503, {"error": "loading", "estimated_time": 20})) as loading:
        start = time.monotonic()
        with pytest.raises((inferwire.InferenceTimeoutError, inferwire.ProviderError)):
            InferenceClient(api_key="key", timeout=0.5).endpoint(loading.url, api="native").text_classification("a")
        assert time.monotonic() - start < 5


@row("a stream that is cut")
def check_cut_stream() -> None:
    start = http_response(body=EVENT, headers={"content-type": "text/event-stream"})
    with local_server(lambda _: start) as cut, pytest.raises(inferwire.StreamError) as caught:
        at(cut).chat_completion(MESSAGES, stream=True).text()
    assert len(caught.value.received) == 1


@row("an abandoned stream")
def check_abandoned_stream() -> None:
    with local_server(
        lambda _: http_response(body=EVENT * 3 + END, headers={"content-type": "text/event-stream"})
    ) as long:
        client = at(long)
        next(iter(client.chat_completion(MESSAGES, stream=True)))
        pool: Any = client._core.connections._transports[None][1]
        assert pool._slots.free == 1000


@row("tasks with several results")
def check_lists(client: InferenceClient) -> None:
    assert isinstance(client.text_classification("a", model=CLASSES), list)
    found = client.question_answering(question="a", context="b", model="emulated/question-answering")
    table = client.table_question_answering({"a": ["1"]}, query="a", model="emulated/table-question-answering")
    assert not isinstance(found, list)
    assert not isinstance(table, list)


@row("custom calls")
def check_custom(server: LocalServer) -> None:
    for kind in (InferenceClient, AsyncInferenceClient):
        assert callable(kind().request)
        assert callable(kind().stream_request)
    assert InferenceClient(api_key="key").request(inputs="a", model=server.url) == CHAT


@row("`text-generation` with a model that is mapped as a chat model")
def check_other_task() -> None:
    mapping = {"together": {"providerId": "a/b", "status": "live", "task": "conversational"}}
    with local_server(lambda _: http_response(body={"inferenceProviderMapping": mapping})) as hub:
        client = InferenceClient("a/b", provider="together", api_key="hf_test", emulator_url=hub.url)
        with pytest.raises(inferwire.RoutingError, match="chat_completion"):
            client.text_generation("a")
