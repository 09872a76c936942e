"""The form in which a provider takes the schema of a response, as its YAML file defines it."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, InputError, OutputFormat
from inferwire_codegen.__main__ import main
from tests.support.local_servers import LocalServer, http_response, local_server

MESSAGES: Any = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Read the invoice."}]
YAML = """\
version: 3
provider: gateway
title: Our gateway
docs: https://wiki.example.com/gateway
base_url: {url}
tasks:
  chat-completion:
    protocol: openai-chat
    structured_output: {form}
"""
TOOL = {"id": "1", "type": "function", "function": {"name": "Invoice", "arguments": '{"total": 3}'}}


@dataclasses.dataclass
class Invoice:
    total: float


SCHEMA = OutputFormat(Invoice).schema


def respond(request: Any) -> bytes:
    sent = json.loads(request.body)
    message: dict[str, Any] = {"role": "assistant", "content": '{"total": 3}'}
    if "tools" in sent:
        message = {"role": "assistant", "content": None, "tool_calls": [TOOL]}
    return http_response(body={"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


def generate(folder: Path, form: str, server: LocalServer) -> ModuleType:
    source = folder / "gateway.yaml"
    source.write_text(YAML.format(url=server.url, form=form))
    assert main(["provider", str(source), "--out", str(folder / "gateway.py")]) == 0
    spec = importlib.util.spec_from_file_location("gateway_of_test", folder / "gateway.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parse(module: ModuleType, *, is_async: bool) -> Any:
    options: Any = {"provider": module.PROVIDER, "api_key": "gateway-key", "model": "m"}
    if not is_async:
        with InferenceClient(**options) as client:
            return client.parse(MESSAGES, Invoice, mapping=False)

    async def call() -> Any:
        async with AsyncInferenceClient(**options) as client:
            return await client.parse(MESSAGES, Invoice, mapping=False)

    return anyio.run(call)


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize("form", ["json_schema", "json_object", "tool", "grammar"])
def test_a_schema_is_sent_in_the_form_of_the_provider(tmp_path: Path, form: str, is_async: bool) -> None:
    with local_server(respond) as server:
        module = generate(tmp_path, form, server)
        assert parse(module, is_async=is_async).value == Invoice(total=3)
    body = json.loads(server.received[0].body)
    own = body.get("response_format")
    if form == "json_object":
        assert own == {"type": "json_object"}
        assert body["messages"][0]["content"].startswith("Be brief.\n\nRespond with JSON only")
        assert json.loads(body["messages"][0]["content"].rpartition("\n")[2]) == SCHEMA
        assert body["messages"][1:] == MESSAGES[1:]
        return
    assert body["messages"] == MESSAGES
    if form == "json_schema":
        assert own["json_schema"]["schema"] == SCHEMA
    elif form == "grammar":
        assert own == {"type": "json_object", "value": SCHEMA}
    else:
        assert own is None
        assert body["tools"][0]["function"] == {
            "name": "Invoice",
            "description": "Return the response.",
            "parameters": SCHEMA,
        }
        assert body["tool_choice"] == {"type": "function", "function": {"name": "Invoice"}}


@pytest.mark.parametrize("is_async", [False, True])
def test_a_provider_without_schemas_refuses_one_and_names_those_that_take_it(tmp_path: Path, is_async: bool) -> None:
    with local_server(respond) as server:
        module = generate(tmp_path, "none", server)
        with pytest.raises(InputError, match=r"Our gateway has no structured output.*pass provider= one of.*together"):
            parse(module, is_async=is_async)
        client = InferenceClient(provider=module.PROVIDER, api_key="gateway-key", model="m")
        assert client.chat_completion(MESSAGES, mapping=False).text == '{"total": 3}'
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("structured_output: none", "structured_output: yaml", "yaml"),
        ("    protocol: openai-chat\n    structured_output: none", "    protocol: openai-chat\n", ""),
    ],
)
def test_a_wrong_form_is_reported(
    tmp_path: Path, old: str, new: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "gateway.yaml"
    source.write_text(YAML.format(url="https://api.example.com", form="none").replace(old, new))
    code = main(["provider", str(source), "--out", str(tmp_path / "gateway.py")])
    assert (code != 0) == bool(message)
    assert message in capsys.readouterr().err


def test_a_task_without_schemas_has_no_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "gateway.yaml"
    text = YAML.format(url="https://api.example.com", form="tool")
    source.write_text(text.replace("  chat-completion:", "  text-generation:"))
    assert main(["provider", str(source), "--out", str(tmp_path / "gateway.py")]) != 0
    assert "text-generation has no parameter for the schema of its result" in capsys.readouterr().err
