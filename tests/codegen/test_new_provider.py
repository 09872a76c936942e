"""A provider that the command creates works at once; the command prints what to do next."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from inferwire_codegen.cli.new_provider import describe, main, write
from inferwire_codegen.compile.build import build_api
from inferwire_codegen.spec.diagnostics import Problems
from inferwire_codegen.spec.load import load_specs
from inferwire_codegen.spec.source import Source

from .spec_tree import SPECS, generate_into, run_python

OPENAPI = """\
openapi: 3.1.0
servers: [{url: "https://api.acme.ai/{version}", variables: {version: {default: v2}}}]
security: [{key: []}]
paths:
  /generate:
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Request"}}}}
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Response"}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Api-Key}}
  schemas:
    Request:
      type: object
      properties:
        prompt: {type: string, example: a dog}
        engine: {type: string, enum: [paint-1]}
        cfg_scale: {type: number}
        settings: {type: object, properties: {width: {type: integer, default: 512}, height: {type: integer}}}
    Response:
      type: object
      properties:
        artifacts: {type: array, items: {type: object, properties: {url: {type: string, format: uri}}}}
"""
CALL = """
import httpx, inferwire, json

def answer(request):
    print(request.method, request.url, request.headers["authorization"], json.loads(request.content)["model"])
    choice = {"index": 0, "message": {"role": "assistant", "content": "Good morning."}, "finish_reason": "stop"}
    return httpx.Response(200, json={"id": "1", "created": 1, "model": "m", "choices": [choice]})

http = httpx.Client(transport=httpx.MockTransport(answer), trust_env=False)
client = inferwire.InferenceClient(provider="acme-ai", api_key="own-key", http_client=http)
print(client.chat_completion([{"role": "user", "content": "Hello"}], model="acme-ai/big").choices[0].message.content)
"""


@pytest.mark.parametrize(
    ("base_url", "path"),
    [
        ("https://api.acme.ai", "/v1/chat/completions"),
        ("https://api.acme.ai/", "/v1/chat/completions"),
        ("https://api.acme.ai/v1", "/v1/chat/completions"),
        ("https://api.acme.ai/openai/v1/", "/openai/v1/chat/completions"),
        ("https://api.acme.ai/inference", "/inference/v1/chat/completions"),
        ("https://api.acme.ai/v1/chat/completions", "/v1/chat/completions"),
    ],
)
def test_a_base_url_may_end_where_people_end_it(base_url: str, path: str) -> None:
    provider = describe("acme-ai", base_url)
    assert (provider.base_url, provider.path, provider.variable) == ("https://api.acme.ai", path, "ACME_AI_API_KEY")


def test_what_it_writes_is_a_provider_that_works(tmp_path: Path) -> None:
    shutil.copytree(SPECS, tmp_path / "specs")
    spec, case = write(describe("acme-ai", "https://api.acme.ai", title="Acme: AI"), tmp_path)
    out = generate_into(tmp_path, tmp_path / "specs")
    done = run_python(CALL, out=out)
    assert done.stderr == ""
    url = "https://api.acme.ai/v1/chat/completions"
    assert done.stdout.splitlines() == [f"POST {url} Bearer own-key big", "Good morning."]
    assert yaml.safe_load(spec.read_text())["title"] == "Acme: AI"
    assert yaml.safe_load(case.read_text())["exchanges"][0]["request"] == f"POST {url}"


def test_the_command_prints_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["acme", "--base-url", "https://api.acme.ai"], tmp_path / "specs") == 0
    output = capsys.readouterr().out
    assert "wrote specs/providers/acme.yaml" in output
    assert "nox -s generate" in output
    assert "ACME_API_KEY" in output
    assert main(["acme", "--base-url", "https://api.acme.ai"], tmp_path / "specs") == 2
    assert "specs/providers/acme.yaml already exists" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "base_url", "what"),
    [
        ("Acme", "https://api.acme.ai", "cannot be named 'Acme'"),
        ("acme", "http://api.acme.ai", "is not a valid base URL"),
        ("acme", "https://api.acme.ai/v1?key=1", "is not a valid base URL"),
        ("acme", "api.acme.ai", "is not a valid base URL"),
        ("acme", "http://localhost.evil.example", "is not a valid base URL"),
    ],
)
def test_what_cannot_be_used_is_refused(
    name: str, base_url: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--base-url", base_url], tmp_path / "specs") == 2
    assert what in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_server_on_this_machine_needs_no_https_and_a_keyword_makes_a_plain_variable() -> None:
    provider = describe("class", "http://localhost:8000/v1")
    assert (provider.base_url, provider.path) == ("http://localhost:8000", "/v1/chat/completions")
    assert provider.variable == "CLASS_API_KEY"


def created(folder: Path, *arguments: str) -> tuple[Any, str]:
    """Run the command next to a copy of the specs; return the provider's data and its text. The specs stay valid."""
    shutil.copytree(SPECS, folder / "specs")
    assert main(list(arguments), folder / "specs") == 0
    file = folder / "specs" / "providers" / f"{arguments[0]}.yaml"
    build_api(load_specs(folder / "specs"))
    text = file.read_text(encoding="utf-8")
    problems = Problems()
    return Source("x.yaml", text, problems).data, text


IMAGE = """curl -X POST https://api.acme.ai/v1/images/generate \\
  -H "X-API-Key: $ACME_KEY" -H 'Content-Type: application/json' --max-time 60 \\
  -d '{"model": "paint", "prompt": "a cat", "steps": 4, "width": 512, "style": "vivid"}'"""
CHAT = """curl https://api.acme.ai/compat/v1/chat/completions -H "Authorization: Bearer sk-SECRETSECRET"
  --data-raw '{"model": "m", "messages": [{"role": "user", "content": "Hello"}]}'""".replace("\n", " ")
JOB = """curl --request=POST --url https://api.acme.ai/v1/generations -H 'authorization: Key <ACME_TOKEN>'
  --json '{"model": "m", "prompt": "a cat", "duration": 5}'""".replace("\n", " ")
EDIT = """curl https://api.acme.ai/v2/edit?api_key=SECRETSECRET -F image=@cat.png -F 'prompt=a hat' -F format=png"""
GOOGLE = """curl 'https://api.acme.ai/v1beta/models/big-1:generate?key=$GKEY'
  -d '{"contents": [{"parts": [{"text": "hi"}]}], "config": {"temperature": 0.5, "maxOutputTokens": 5}}'""".replace(
    "\n", " "
)


def test_a_curl_command_becomes_a_mapping_and_its_response_a_sample(tmp_path: Path) -> None:
    response = tmp_path / "response.json"
    response.write_text('{"id": "a1", "images": [{"url": "https://cdn.acme.ai/1.png?sig=abc"}]}', encoding="utf-8")
    data, _ = created(tmp_path, "acme", "--from-curl", IMAGE, "--response", str(response))
    assert data["auth"] == "x-api-key: {api_key}"
    assert data["env"] == ["ACME_KEY"]
    mapping = data["tasks"]["text-to-image"]
    assert mapping["body"] == {"model": "=model", "prompt": "=inputs", "style": "vivid", "...": "=parameters"}
    assert mapping["rename"] == {"num_inference_steps": "steps"}
    assert mapping["output"] == "=download(images[0].url)"
    assert mapping["sample"]["id"] == "sample-id"


def test_what_openai_has_becomes_a_protocol_and_no_key_is_kept(tmp_path: Path) -> None:
    data, text = created(tmp_path, "acme", "--from-curl", CHAT)
    assert data["tasks"] == {"chat-completion": {"protocol": "openai-chat", "path": "/compat/v1/chat/completions"}}
    assert "SECRET" not in text
    assert data["env"] == ["ACME_API_KEY"]


def test_a_response_that_names_a_job_is_polled(tmp_path: Path) -> None:
    response = tmp_path / "response.json"
    response.write_text('{"id": "gen_1", "state": "queued", "created_at": "2025-01-01"}', encoding="utf-8")
    data, _ = created(tmp_path, "acme", "--from-curl", JOB, "--task", "text-to-video", "--response", str(response))
    assert data["auth"] == "Key {api_key}"
    poll = data["tasks"]["text-to-video"]["poll"]
    assert (poll["path"], poll["job"], poll["status"]) == ("/v1/generations/{job}", "=id", "=state || 'queued'")
    assert poll["samples"] == [{"id": "{job}", "state": "queued", "created_at": "2025-01-01"}]


def test_a_form_with_a_file_and_a_key_in_the_query(tmp_path: Path) -> None:
    data, text = created(tmp_path, "acme", "--from-curl", EDIT)
    assert data["tasks"]["image-to-image"]["form"] == {"image": "=inputs", "format": "png", "...": "=parameters"}
    assert data["auth"] == "?api_key={api_key}"
    assert "SECRET" not in text


def test_nested_texts_and_parameters_are_found(tmp_path: Path) -> None:
    data, _ = created(tmp_path, "acme", "--from-curl", GOOGLE, "--task", "text-generation")
    mapping = data["tasks"]["text-generation"]
    assert mapping["path"] == "/v1beta/models/{model}:generate"
    assert mapping["body"] == {"contents": [{"parts": [{"text": "=inputs"}]}], "config": {"...": "=parameters"}}
    assert mapping["rename"] == {"max_new_tokens": "maxOutputTokens"}


def test_an_operation_of_an_openapi_document_becomes_a_mapping(tmp_path: Path) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text(OPENAPI, encoding="utf-8")
    data, _ = created(tmp_path, "acme", "--from-openapi", str(file), "/generate")
    assert (data["base_url"], data["auth"]) == ("https://api.acme.ai", "X-Api-Key: {api_key}")
    mapping = data["tasks"]["text-to-image"]
    assert mapping["path"] == "/v2/generate"
    assert mapping["body"] == {"prompt": "=inputs", "engine": "=model", "settings": {"...": "=parameters"}}
    assert mapping["rename"] == {"guidance_scale": "cfg_scale"}
    assert mapping["output"] == "=download(artifacts[0].url)"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--from-curl", "wget https://x.example"], "does not begin with curl"),
        (["--from-curl", "curl -d '{'"], "has 0 URLs"),
        (["--from-curl", "curl https://a.example -d 'a=b'"], "is not JSON"),
        (["--from-curl", "curl https://a.example/x"], "no JSON object or form"),
        (["--from-curl", "curl https://a.example -d '{\"prompt\": 1}'", "--task", "text-to-imag"], "there is no task"),
        (["--from-openapi", "FILE", "/generat"], "did you mean '/generate'?"),
        (["--from-openapi", "missing.json", "/generate"], "the file is missing"),
    ],
)
def test_an_example_that_cannot_be_read_is_reported(
    arguments: list[str], what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text(OPENAPI, encoding="utf-8")
    arguments = [str(file) if each == "FILE" else each for each in arguments]
    assert main(["acme", *arguments], SPECS) == 2
    assert what in capsys.readouterr().err
    assert not (SPECS / "providers" / "acme.yaml").exists()
