"""A provider that the command creates works at once; the command prints what to do next."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from inferwire_codegen.cli.new_provider import describe, main, write

from .spec_tree import SPECS, generate_into, run_python

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
    ],
)
def test_what_cannot_be_used_is_refused(
    name: str, base_url: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--base-url", base_url], tmp_path / "specs") == 2
    assert what in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
