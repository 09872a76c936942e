"""A team's own gateway: a YAML file outside the specs becomes a module that works like any provider."""

from __future__ import annotations

import base64
import copy
import importlib
import json
import pickle
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
import trio

import inferwire
from inferwire import AsyncInferenceClient, AuthenticationError, InferenceClient, InputError, JobError, RoutingError
from inferwire.tasks.text_to_image import text_to_image, text_to_image_async
from inferwire_codegen.__main__ import main
from inferwire_runtime import client as client_module
from inferwire_runtime.client import AsyncClient, Client
from inferwire_runtime.providers import Handler, PrivateProvider, ProviderInfo

from .private_api import load_provider
from .spec_tree import ROOT, run_mypy

IMAGE = b"\x89PNG\r\n\x1a\n pixels"
MESSAGES: Any = [{"role": "user", "content": "Hello"}]
YAML = """\
version: 3
provider: gateway
title: Our gateway
docs: https://wiki.example.com/gateway
base_url: {url}/ml
auth: "X-Team-Key: {{api_key}}"
env: [GATEWAY_KEY]
headers: {{X-Team: research}}
tasks:
  chat-completion: {{protocol: openai-chat}}
  text-to-image: # by a queue
    path: /draw/{{model}}
    rename: {{num_inference_steps: steps}}
    body: {{text: =inputs, ...: =parameters}}
    poll: &queue
      path: /jobs/{{job}}
      job: =id
      status: =status
      done: [ok]
      failed: [bad]
      reason: =why
      every: 0.02
      samples: [{{id: "{{job}}", status: waiting}}]
    output: =from_base64(image)
    sample: {{status: ok, image: {{$media: image/png}}}}
  text-to-video:
    path: /film/{{model}}
    body: {{text: =inputs, ...: =parameters}}
    poll: *queue
    output: =from_base64(video)
    sample: {{status: ok, video: {{$media: video/mp4}}}}
  text-generation: # in one piece
    path: /write
    body: {{text: =inputs, ...: =parameters}}
    output: {{generated_text: =text}}
    sample: {{text: Hello}}
  sentence-similarity:
    path: /alike
    body: {{one: =inputs.source_sentence, others: =inputs.sentences, ...: =parameters}}
    output: =scores
    sample: {{scores: [0.5]}}
  custom:
    path: /any
    body: {{inputs: =inputs, ...: =parameters}}
    output: =@
    stream: {{body: {{stream: true}}, done: end, sample: [{{piece: a}}]}}
    sample: {{echo: true}}
"""


class Gateway(ThreadingHTTPServer):
    """The team's server: it records requests, and responds over real HTTP."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), RequestHandler)
        self.requests: list[tuple[str, str, dict[str, str], Any]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def response_to(self, path: str, body: Any) -> Any:
        """Return the response to a request: JSON, or the events of a stream."""
        if path.startswith(("/ml/draw/", "/ml/film/")):
            return {"id": "fail" if body["text"] == "fail" else "job", "status": "waiting"}
        if path == "/ml/jobs/fail":
            return {"status": "bad", "why": "no paint"}
        if path == "/ml/jobs/job":
            polls = sum(each[1] == path for each in self.requests)
            image = base64.b64encode(IMAGE).decode()
            return {"status": "ok", "image": image} if polls % 2 == 0 else {"status": "working"}
        if path == "/ml/alike":
            return {"scores": [0.5 for _ in body["others"]]}
        if path == "/ml/any":
            return [{"piece": "a"}, {"piece": "b"}, "end"] if body.get("stream") else {"echo": body}
        choice: dict[str, Any] = {"index": 0, "finish_reason": "stop"}
        base = {"id": "1", "created": 1, "model": body["model"], "system_fingerprint": ""}
        if body.get("stream"):
            first = {**base, "choices": [{"index": 0, "delta": {"role": "assistant", "content": "Hel"}}]}
            last = {**base, "choices": [{**choice, "delta": {"role": "assistant", "content": "lo"}}]}
            return [first, last, "[DONE]"]
        return {**base, "choices": [{**choice, "message": {"role": "assistant", "content": "Hello"}}]}


class RequestHandler(BaseHTTPRequestHandler):
    """Reads and writes one request."""

    protocol_version = "HTTP/1.1"
    server: Gateway

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("content-length", 0)))
        body = json.loads(content) if content else None
        headers = {name.lower(): text for name, text in self.headers.items()}
        self.server.requests.append((self.command, self.path, headers, body))
        response = self.server.response_to(self.path, body)
        is_stream = isinstance(response, list)
        lines = [each if isinstance(each, str) else json.dumps(each) for each in response] if is_stream else []
        data = "".join(f"data: {line}\n\n" for line in lines).encode() if is_stream else json.dumps(response).encode()
        self.send_response(200)
        self.send_header("content-type", "text/event-stream" if is_stream else "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[Gateway]:
    with Gateway() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def folder(server: Gateway, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a team's project, with the module generated into its package."""
    folder = tmp_path_factory.mktemp("team")
    (folder / "gateway.yaml").write_text(YAML.format(url=server.url), encoding="utf-8")
    assert main(["provider", str(folder / "gateway.yaml"), "--out", str(folder / "team_app" / "gateway.py")]) == 0
    (folder / "team_app" / "__init__.py").touch()
    return folder


@pytest.fixture(scope="module")
def gateway(folder: Path) -> Iterator[ModuleType]:
    sys.path.insert(0, str(folder))
    yield importlib.import_module("team_app.gateway")
    sys.path.remove(str(folder))
    for name in ("team_app.gateway", "team_app"):  # its server is gone: the next one listens elsewhere
        del sys.modules[name]


@pytest.fixture(autouse=True)
def sent(server: Gateway) -> list[tuple[str, str, dict[str, str], Any]]:
    """Return the requests of one test."""
    server.requests.clear()
    return server.requests


def in_sync(call: Callable[..., Any], **options: Any) -> Any:
    with InferenceClient(**options) as client:
        return call(client)


def on_trio(call: Callable[..., Any], **options: Any) -> Any:
    async def run() -> Any:
        async with AsyncInferenceClient(**options) as client:
            return await call(client)

    return trio.run(run)


def on_asyncio(call: Callable[..., Any], **options: Any) -> Any:
    import asyncio

    async def run() -> Any:
        async with AsyncInferenceClient(**options) as client:
            return await call(client)

    return asyncio.run(run())


RUNS = pytest.mark.parametrize("run", [in_sync, on_asyncio, on_trio])


@RUNS
def test_a_call_goes_straight_to_the_gateway_with_its_own_key(run: Any, gateway: Any, server: Gateway) -> None:
    output = run(
        lambda client: client.chat_completion(MESSAGES, model="llama/small", seed=1, provider=gateway.PROVIDER),
        api_key="team-secret",
    )
    assert output.choices[0].message.content == "Hello"
    ((method, path, headers, body),) = server.requests
    assert (method, path) == ("POST", "/ml/v1/chat/completions")
    assert (headers["x-team-key"], headers["x-team"]) == ("team-secret", "research")
    assert "authorization" not in headers
    assert body == {"model": "llama/small", "messages": MESSAGES, "seed": 1}


@RUNS
def test_jobs_are_waited_for(run: Any, gateway: Any, server: Gateway) -> None:
    options = {"provider": gateway.PROVIDER, "api_key": "team-secret", "model": "flux 1"}
    image = run(lambda client: client.text_to_image("a cat", num_inference_steps=3), **options)
    assert image.data == IMAGE
    assert [each[:2] for each in server.requests] == [
        ("POST", "/ml/draw/flux%201"),
        ("GET", "/ml/jobs/job"),
        ("GET", "/ml/jobs/job"),
    ]
    assert server.requests[0][3] == {"text": "a cat", "steps": 3}
    with pytest.raises(JobError, match="no paint"):
        run(lambda client: client.text_to_video("fail"), **options)


def test_streams_return_the_items_of_the_protocol_and_their_own(gateway: Any, server: Gateway) -> None:
    with InferenceClient(provider=gateway.PROVIDER, api_key="team-secret") as client:
        stream = client.chat_completion(MESSAGES, model="m", stream=True)
        assert [item.choices[0].delta.content for item in stream] == ["Hel", "lo"]
        assert client.chat_completion_stream(MESSAGES, model="m").text() == "Hello"
        assert list(client.stream_request(inputs="x")) == [{"piece": "a"}, {"piece": "b"}]
        assert client.request(inputs="x", parameters={"a": 1}) == {"echo": {"inputs": "x", "a": 1}}
        assert "model" not in server.requests[-1][3]
        with pytest.raises(RoutingError, match="Our gateway does not stream text-generation; call it without stream"):
            client.text_generation("Once", stream=True)


async def collect(client: AsyncInferenceClient) -> list[str | None]:
    stream = await client.chat_completion(MESSAGES, model="m", stream=True)
    return [item.choices[0].delta.content async for item in stream]


@pytest.mark.parametrize("run", [on_asyncio, on_trio])
def test_streams_come_asynchronously_too(run: Any, gateway: Any) -> None:
    assert run(collect, provider=gateway.PROVIDER, api_key="team-secret") == ["Hel", "lo"]


@pytest.fixture
def default_clients(monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[type, Any]]:
    """Return a function that returns the default clients of single functions by class: those of this test."""
    monkeypatch.setattr(client_module, "_defaults", ({}, {}))
    return lambda: cast("dict[type, Any]", client_module._defaults[1])


def test_single_functions_and_build_request_take_it(
    gateway: Any, server: Gateway, default_clients: Callable[[], dict[type, Any]]
) -> None:
    options: dict[str, Any] = {"provider": gateway.PROVIDER, "model": "flux"}

    async def draw() -> bytes:
        image = await text_to_image_async("a cat", **options)
        await default_clients()[AsyncClient].close()
        return image.data

    inferwire.configure(api_key="team-secret")
    assert text_to_image("a cat", **options).data == IMAGE
    default_clients()[Client].close()
    assert trio.run(draw) == IMAGE
    with InferenceClient(api_key="team-secret") as client:
        alike = client.sentence_similarity("a", ["b", "c"], provider=gateway.PROVIDER)
        assert alike == [0.5, 0.5]
        curl = client.build_request("text-to-image", inputs="a cat", **options).to_curl()
    assert curl.startswith(f"curl {server.url}/ml/draw/flux ")
    assert "team-secret" not in curl


def test_the_key_is_its_own_and_never_one_of_hugging_face(
    gateway: Any, server: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_ambient")
    with InferenceClient(provider=gateway.PROVIDER, model="m") as client:
        with pytest.raises(AuthenticationError, match=r"Our gateway needs a key; pass api_key= or set GATEWAY_KEY [(]"):
            client.chat_completion(MESSAGES)
        with pytest.raises(RoutingError, match="needs its own key, not a Hugging Face token"):
            client.chat_completion(MESSAGES, api_key="hf_explicit")
        assert server.requests == []
        monkeypatch.setenv("GATEWAY_KEY", "from-the-environment")
        client.chat_completion(MESSAGES)
    assert server.requests[0][2]["x-team-key"] == "from-the-environment"
    assert not any("hf_" in str(request) for request in server.requests)


def test_what_it_does_not_serve_is_refused_before_anything_is_sent(gateway: Any, server: Gateway) -> None:
    with InferenceClient(provider=gateway.PROVIDER, api_key="team-secret", model="m") as client:
        served = "chat-completion, custom, sentence-similarity, text-generation, text-to-image, text-to-video"
        with pytest.raises(RoutingError, match=f"Our gateway does not serve summarization; it serves {served}"):
            client.summarization("A long text.")
        with pytest.raises(InputError, match="this provider needs a model"):
            client.with_options(model="").text_to_image("a cat")
        with pytest.raises(InputError, match="is not a model id"):
            client.text_to_image("a cat", model="../../x")
    assert server.requests == []


def test_clients_with_it_are_copied_and_pickled_and_it_is_listed(
    gateway: Any, server: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_KEY", "from-the-environment")
    with InferenceClient(provider=gateway.PROVIDER, model="m") as client:
        client.chat_completion(MESSAGES)
        for other in (pickle.loads(pickle.dumps(client)), copy.deepcopy(client), copy.copy(client)):
            with other:
                assert other.chat_completion(MESSAGES).choices[0].message.content == "Hello"
    assert repr(client) == "InferenceClient(model='m', provider='gateway')"
    assert inferwire.list_tasks(gateway.PROVIDER) == [
        "chat-completion",
        "sentence-similarity",
        "text-generation",
        "text-to-image",
        "text-to-video",
    ]
    assert "gateway" not in inferwire.list_providers()


def test_its_name_may_be_that_of_a_provider_that_comes_later(gateway: Any, server: Gateway) -> None:
    about = ProviderInfo(name="groq", title="Ours", kind="client-side", tasks=("chat-completion",), base_url=server.url)
    other = PrivateProvider(about, {"chat-completion": gateway.PROVIDER.handlers["chat-completion"]})
    with InferenceClient(provider=other, api_key="team-secret", model="m") as client:
        client.chat_completion(MESSAGES)
    assert server.requests[0][1] == "/v1/chat/completions"
    assert isinstance(other.handlers["chat-completion"](), Handler)


def test_it_is_typed_and_checkers_report_misuse(folder: Path, tmp_path: Path) -> None:
    (folder / "app.py").write_text(
        """\
from typing import assert_type

from inferwire import AsyncInferenceClient, ChatCompletionOutput, InferenceClient, Media
from inferwire.tasks.text_to_image import text_to_image
from team_app.gateway import PROVIDER

client = InferenceClient(provider=PROVIDER)
assert_type(client.chat_completion([{"role": "user", "content": "Hi"}], provider=PROVIDER), ChatCompletionOutput)
assert_type(text_to_image("a cat", provider=PROVIDER), Media)
assert_type(client.with_options(provider=PROVIDER), InferenceClient)
AsyncInferenceClient(provider=PROVIDER)
text_to_image("a cat", provider=PROVIDER.about)
text_to_image("a cat", provider="gateway")
""",
        encoding="utf-8",
    )
    roots = f"{ROOT / 'generated'}:{ROOT / 'runtime'}:{folder}"
    checked = run_mypy(tmp_path, roots, folder / "app.py")
    errors = [line.rpartition("team")[2] for line in checked.stdout.splitlines() if ": error:" in line]
    assert checked.stderr == ""
    assert [line.split(":")[1] for line in errors] == ["12", "13"], checked.stdout
    assert "No overload variant" in errors[0]
    assert 'Argument "provider" has incompatible type' in errors[1]
    module = run_mypy(tmp_path, roots, folder / "team_app" / "gateway.py").stdout
    assert module.startswith("Success"), module


def test_the_command_checks_what_is_there(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["provider", str(folder / "gateway.yaml"), "--out", str(folder / "team_app" / "gateway.py")]
    assert main([*command, "--check"]) == 0
    missing = ["provider", str(folder / "gateway.yaml"), "--out", str(tmp_path / "gateway.py"), "--check"]
    assert main(missing) == 1
    assert list(tmp_path.iterdir()) == []
    for name in ("my-gateway.py", "gateway", "gateway.pyc"):
        assert main(["provider", str(folder / "gateway.yaml"), "--out", str(tmp_path / name)]) == 2
        assert "is not a module" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("version: 3\n", "", "1:1: no 'version', so version 1 of the language, but 3 is current; run "
         "`python -m inferwire_codegen migrate {file}`, which keeps your comments"),
        ("title: Our", "titel: Our", "3:1: there is no key 'titel'; did you mean 'title'?"),
        ("docs:", "kind: endpoint\ndocs:", "4:1: a private provider is always called directly, so its kind "
         "cannot be 'endpoint'; remove 'kind'"),
        ("docs:", "prefix: /gateway\ndocs:", "4:1: the Hub does not route to a client-side provider, so 'prefix' "
         "has no effect; remove it"),
        ("provider: gateway", "provider: groq", "2:11: the name of the file is gateway.yaml; write provider: "
         "gateway, or rename the file"),
        ("openai-chat", "openai-chats", "10:31: there is no protocol 'openai-chats'; did you mean 'openai-chat'?"),
        ("num_inference_steps", "num_inference_stps", "13:14: text-to-image has no parameter 'num_inference_stps'; "
         "did you mean 'num_inference_steps'?"),
        ("sentence-similarity", "sentence-similarty", "37:3: there is no task 'sentence-similarty'; did you mean "
         "'sentence-similarity'?"),
    ],
)  # fmt: skip
def test_it_is_checked_as_all_providers_are(
    old: str, new: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "gateway.yaml"
    text = YAML.format(url="https://gateway.example.com")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert main(["provider", str(file), "--out", str(tmp_path / "gateway.py")]) == 2
    assert capsys.readouterr().err.splitlines() == [f"{file}:{expected.format(file=file)}"]
    assert not (tmp_path / "gateway.py").exists()


def test_it_may_refuse_the_example_of_a_task(tmp_path: Path) -> None:
    provider = load_provider(
        """\
version: 3
provider: addresses
title: Addresses
docs: https://example.com/docs
base_url: https://api.example.com
env: [ADDRESSES_KEY]
tasks:
  image-to-text:
    path: /captions
    body: {image: =url(inputs), ...: =parameters}
    refuse: [{when: =!url(inputs), because: it takes the URL of an image; pass one}]
    output: {generated_text: =text}
    sample: {text: Two cats.}
""",
        tmp_path,
    )
    with InferenceClient(provider=provider, api_key="key") as client:
        with pytest.raises(InputError, match="it takes the URL of an image; pass one"):
            client.image_to_text(IMAGE, model="m")
        request = client.build_request("image-to-text", inputs="https://example.com/1.png", model="m")
        assert b"https://example.com/1.png" in bytes(request.body or b"")


def test_a_name_that_inferwire_has_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "groq.yaml"
    text = YAML.format(url="https://gateway.example.com").replace("provider: gateway", "provider: groq")
    file.write_text(text, encoding="utf-8")
    assert main(["provider", str(file), "--out", str(tmp_path / "gateway.py")]) == 2
    assert "there is a provider 'groq' in inferwire itself; call yours otherwise" in capsys.readouterr().err


def test_a_file_that_is_missing_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["provider", str(tmp_path / "gateway.yaml"), "--out", str(tmp_path / "gateway.py")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'gateway.yaml'}:1:1: the file is missing; add it\n"
