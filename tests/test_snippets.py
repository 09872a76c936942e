"""The programs of a request send the same request, and contain no key. They run in Python and in Node.js."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inferwire import AsyncInferenceClient, InferenceClient, InputError, PreparedRequest
from inferwire_emulator import RunningEmulator, serve
from inferwire_runtime.keys import Key
from inferwire_runtime.media_inputs import read_file
from inferwire_runtime.models import Request
from inferwire_runtime.uploads import LocalFile, base64_field, data_url_field
from tests.support.known_keys import HUGGING_FACE_KEY, PROVIDER_KEY
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
LANGUAGES = ["python", pytest.param("javascript", marks=needs_node)]
IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
HARD = 'it\'s "so": $HOME `id` \\ ${1} \u2028 \u00e9\n</script> {x} %s \x00 \U0001f600'
MESSAGES: Any = [{"role": "user", "content": HARD}]


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server(lambda _: http_response(body={"ok": True})) as running:
        yield running


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


def run(code: str, language: str, folder: Path, **variables: str) -> str:
    """Run a program in an own folder, and return what it prints."""
    assert "canary" not in code.lower()
    path = folder / f"snippet.{'py' if language == 'python' else 'mjs'}"
    path.write_text(code, encoding="utf-8")
    command = [sys.executable, str(path)] if language == "python" else [str(NODE), str(path)]
    keys = {"HF_TOKEN": HUGGING_FACE_KEY, "API_KEY": PROVIDER_KEY, "OPENAI_API_KEY": PROVIDER_KEY, **variables}
    environ = {**os.environ, **keys, "PYTHONIOENCODING": "utf-8", "NO_PROXY": "*"}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def snippet(prepared: PreparedRequest, language: str) -> str:
    return prepared.to_python() if language == "python" else prepared.to_javascript()


def prepare(url: str, headers: dict[str, str] | None = None, method: str = "POST", **body: Any) -> PreparedRequest:
    key = Key(HUGGING_FACE_KEY, is_explicit=True)
    return PreparedRequest(Request(method=method, url=url, key=key, headers=headers or {}, **body), {})


def without_boundary(request: ReceivedRequest) -> bytes:
    boundary = request.headers["content-type"].partition("boundary=")[2].encode()
    return re.sub(rb'filename="[^"]*"', b"", request.body.replace(boundary, b"BOUNDARY"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_on_disk", [True, False])
def test_a_json_body_arrives(language: str, is_on_disk: bool, server: LocalServer, tmp_path: Path) -> None:
    path = tmp_path / 'it\'s "é".png'
    path.write_bytes(IMAGE)
    file = read_file(path if is_on_disk else IMAGE, "image")
    body = {
        HARD: [HARD, 1, 1.5, -2e300, True, False, None, {}, [], ""],
        "image": base64_field(file),
        "url": {"deep": [data_url_field(file)]},
    }
    prepared = prepare(f"{server.url}/a%20b?x=1&api_key={PROVIDER_KEY}&y=%26", {"x-team": HARD[:4]}, json=body)
    run(snippet(prepared, language), language, tmp_path, API_KEY="k2")
    (request,) = server.received
    assert request.target == "/a%20b?x=1&api_key=k2&y=%26"
    assert request.headers["authorization"] == f"Bearer {HUGGING_FACE_KEY}"
    assert request.headers["x-team"] == HARD[:4]
    assert request.headers["content-type"] == "application/json"
    assert prepared.body is not None
    assert json.loads(request.body) == json.loads(prepared.body)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_on_disk", [True, False])
def test_a_file_and_a_form_arrive(language: str, is_on_disk: bool, server: LocalServer, tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    path.write_bytes(IMAGE)
    file: LocalFile = read_file(path if is_on_disk else IMAGE, "image")
    run(snippet(prepare(server.url, content=file), language), language, tmp_path)
    assert server.received[-1].body == IMAGE
    assert server.received[-1].headers["content-type"] == "image/png"
    form = {"text": HARD.replace("\n", ""), "list[]": ["a", "b"], "image": file, "url": data_url_field(file)}
    run(snippet(prepare(server.url, form=form), language), language, tmp_path)
    parts = without_boundary(server.received[-1])
    assert parts.count(b'name="list[]"') == 2
    assert form["text"].encode() in parts
    assert IMAGE in parts
    assert b"data:image/png;base64," in parts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_without_a_body_arrives(language: str, server: LocalServer, tmp_path: Path) -> None:
    prepared = PreparedRequest(Request(method="GET", url=f"{server.url}/v1/models"), {"x-api-key": PROVIDER_KEY})
    assert "'ok': True" in run(snippet(prepared, language), language, tmp_path, API_KEY="k3") or language != "python"
    assert server.received[0].method == "GET"
    assert server.received[0].headers["x-api-key"] == "k3"
    assert "authorization" not in server.received[0].headers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_response_that_is_no_json_is_written_to_a_file(language: str, tmp_path: Path) -> None:
    with local_server(lambda _: http_response(body=IMAGE, headers={"content-type": "image/png"})) as server:
        run(snippet(prepare(server.url, json={}), language), language, tmp_path)
    assert (tmp_path / "output").read_bytes() == IMAGE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("task", "provider", "variable"),
    [
        ("chat-completion", "auto", "HF_TOKEN"),
        ("chat-completion", "openai", "OPENAI_API_KEY"),
        ("summarization", "hf-inference", "HF_TOKEN"),
        ("text-to-image", "together", "TOGETHER_API_KEY"),
        ("feature-extraction", "openai", "OPENAI_API_KEY"),
    ],
)
def test_the_programs_of_a_call_run_against_the_emulator(
    language: str, task: str, provider: str, variable: str, emulator: RunningEmulator, tmp_path: Path
) -> None:
    key = HUGGING_FACE_KEY if variable == "HF_TOKEN" else PROVIDER_KEY
    model = f"{'openai/' if provider == 'openai' else ''}emulated/{task}"
    with InferenceClient(provider=provider, api_key=key, emulator_url=emulator.url) as client:
        inputs = {} if task == "chat-completion" else {"inputs": "A cat."}
        parameters = {"messages": [{"role": "user", "content": "A cat."}]} if task == "chat-completion" else {}
        prepared = client.build_request(task, model=model, parameters=parameters, **inputs)
    code = snippet(prepared, language)
    assert variable in code
    emulator.reset()
    run(code, language, tmp_path, **{variable: key})
    request = emulator.journal[-1]
    assert prepared.body is not None
    assert json.loads(request.body) == json.loads(prepared.body)


def as_inferwire(code: str) -> str:
    """Return a program for openai's client as one for ours, which has its interface."""
    return code.replace("from openai import OpenAI", "from inferwire import InferenceClient as OpenAI")


def test_the_program_for_openai_sends_the_same_chat(server: LocalServer, tmp_path: Path) -> None:
    chat = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "yes"}, "finish_reason": "stop"}]}
    server.respond = lambda _: http_response(body=chat)
    body = {"model": "m", "messages": [{"role": "user", "content": HARD}], "max_tokens": 5, "top_k": 3}
    prepared = prepare(f"{server.url}/v1/chat/completions", json=body)
    code = prepared.to_openai()
    ast.parse(code)
    assert 'extra_body={"top_k": 3}' in code
    assert 'os.environ["HF_TOKEN"]' in code
    assert run(as_inferwire(code), "python", tmp_path) == "yes\n"
    assert json.loads(server.received[0].body) == body
    assert server.received[0].headers["authorization"] == f"Bearer {HUGGING_FACE_KEY}"


def test_the_program_for_openai_sends_embeddings_and_files(server: LocalServer, tmp_path: Path) -> None:
    server.respond = lambda _: http_response(body={"data": [{"index": 0, "embedding": [0.5]}]})
    prepared = prepare(f"{server.url}/v1/embeddings", json={"model": "m", "input": "a", "dimensions": 1})
    assert run(as_inferwire(prepared.to_openai()), "python", tmp_path) == "[0.5]\n"
    server.respond = lambda _: http_response(body={"text": "Two cats."})
    path = tmp_path / "a.flac"
    path.write_bytes(b"fLaC" + bytes(80))
    form = {"file": read_file(path, "audio"), "model": "m", "timestamp_granularities[]": ["word"]}
    prepared = prepare(f"{server.url}/v1/audio/transcriptions", form=form)
    assert run(as_inferwire(prepared.to_openai()), "python", tmp_path) == "Two cats.\n"
    assert path.read_bytes() in server.received[-1].body


def test_a_request_of_another_interface_has_no_program_for_openai() -> None:
    for url in ("https://a.test/generate", "https://a.test/v1/images"):
        with pytest.raises(InputError, match="OpenAI's interface has no such request"):
            prepare(url, json={}).to_openai()


def test_no_program_contains_a_key() -> None:
    headers = {"cookie": f"a={PROVIDER_KEY}", "x-api-key": PROVIDER_KEY}
    prepared = PreparedRequest(
        Request(
            method="POST",
            url=f"https://a.test/v1/chat/completions?api_key={PROVIDER_KEY}",
            key=Key(HUGGING_FACE_KEY, is_explicit=True),
            json={"model": "m", "messages": []},
        ),
        headers,
    )
    for code in (prepared.to_python(), prepared.to_openai(), prepared.to_javascript()):
        assert "canary" not in code.lower()
        assert "HF_TOKEN" in code


def test_asynchronous_clients_build_the_same_requests() -> None:
    import anyio

    async def main() -> str:
        client = AsyncInferenceClient("m", base_url="https://a.test/v1", api_key=PROVIDER_KEY)
        return (await client.build_request("chat-completion", parameters={"messages": MESSAGES})).to_python()

    client = InferenceClient("m", base_url="https://a.test/v1", api_key=PROVIDER_KEY)
    expected = client.build_request("chat-completion", parameters={"messages": MESSAGES}).to_python()
    assert anyio.run(main) == expected
    assert 'os.environ["API_KEY"]' in expected
