"""Names become valid in Python, and requests have the names of the spec."""

from __future__ import annotations

import ast
import json
import keyword
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferwire_codegen.spec.naming import argument_name, camel, constant, is_class, is_id, keywords, snake

from .spec_tree import ROOT, copy_specs, generate_into, run_python

PARAMETERS = {
    "class": "class_",
    "match": "match",
    "type": "type",
    "case": "case",
    "print": "print",
    "list": "list",
    "id": "id",
    "2nd": "_2nd",
    "top-k": "top_k",
    "TOP_P": "top_p",
    "--dry run--": "dry_run",
    "drop_none": "drop_none_",
    "first_item": "first_item_",
    "self": "self_",
    "options": "options_",
    "parameters": "parameters_",
    "größe": "größe",
    "ﬁt": "fit",
    "_hidden": "hidden",
}
TASKS = {"import": "import_", "match": "match", "print": "print", "text-2-x": "text_2_x"}
TYPES = ("inferwire.types.", "inferwire.inputs.", "inferwire.compat.huggingface_hub.types")
WORDS = ["class", "None", "2", "a-b", "--", "match", "print", ""]


@pytest.mark.parametrize(("name", "expected"), [*PARAMETERS.items(), *TASKS.items(), ("--", ""), ("", "")])
def test_a_name_becomes_one_of_python(name: str, expected: str) -> None:
    assert argument_name(name) == expected


@given(st.text(max_size=12))
def test_any_name_becomes_an_identifier_as_python_reads_it_or_nothing(name: str) -> None:
    result = snake(name)
    assert result == "" or result.isidentifier()
    assert unicodedata.normalize("NFKC", result) == result
    assert not keyword.iskeyword(result)


def test_names_of_modules_classes_and_constants() -> None:
    assert snake("text-to-image") == "text_to_image"
    assert camel("text-to-image") == "TextToImage"
    assert constant("text-to-image") == "TEXT_TO_IMAGE"


@pytest.mark.parametrize("name", ["", "Text", "text_to", "-text", "text-", "2d", "a--b", "../x", "a.b", "a b", "é"])
def test_ids_of_tasks_and_providers_are_plain(name: str) -> None:
    assert not is_id(name)


@pytest.mark.parametrize(
    "name", ["", "text", "None", "Any", "Media", "2D", "A-B", "TimeoutError", "A;B", "TextMethods"]
)
def test_names_of_types_are_plain_and_free(name: str) -> None:
    assert not is_class(name)


def test_names_that_generated_modules_use_are_reserved() -> None:
    """A type with such a name would hide it, or be hidden."""
    package = ROOT / "generated" / "inferwire"
    found: set[str] = set()
    for path in (path for folder in package.iterdir() if folder.is_dir() for path in folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
        others = (node for node in imports if not node.level and not (node.module or "").startswith(TYPES))
        names = [name.name for node in others for name in node.names]
        names += (
            []
            if path.parent.name in ("types", "inputs") or path.stem == "types"
            else [n.name for n in tree.body if isinstance(n, ast.ClassDef)]
        )
        found.update(name for name in names if name[:1].isupper() and not name.endswith("_STREAM"))
    assert {"BlockingCore", "Media", "Response", "TextMethods", "TypedDict"} <= found
    assert [name for name in sorted(found) if is_class(name)] == []


def test_arguments_whose_names_python_lacks_are_passed_as_a_mapping() -> None:
    assert keywords({"top_k": "top_k", "self": "self_"}) == "top_k=top_k, self=self_"
    assert (
        keywords({"top_k": "top_k", "class": "class_", "a-b": "a_b"}) == "top_k=top_k, **{'class': class_, 'a-b': a_b}"
    )
    assert keywords({}) == ""


def spec(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    text = {"type": "string"}
    inner = {name: {"type": "integer"} for name in ("class", "top-k", "plain")}
    files: dict[str, str | None] = {
        "tasks/common-definitions.json": spec(
            {"definitions": {"GenerationParameters": {"type": "object", "properties": inner}}}
        ),
        "tasks/echo/input.json": spec(
            {
                "type": "object",
                "required": ["inputs"],
                "properties": {
                    "inputs": {
                        "type": "object",
                        "required": ["from"],
                        "properties": {"from": text, "is": text, "a-b": text},
                    },
                    "parameters": {
                        "type": "object",
                        "properties": {name: {"type": "integer"} for name in PARAMETERS}
                        | {"mode": {"type": "string", "enum": WORDS}},
                    },
                },
            }
        ),
        "tasks/echo/overlay.yaml": (
            "version: 3\nsummary: Echo.\narguments: {from_: inputs.from, is_: inputs.is, a_b: inputs.a-b}\n"
        ),
    }
    body = "{inputs: =inputs, parameters: =parameters}"
    changes = {
        "providers/acme.yaml": {
            "  echo: {protocol: plain}\n": "".join(
                f"  {task}: {{path: /x, body: {body}, output: =@, sample: {{ok: true}}}}\n" for task in TASKS
            )
            + "  echo: {protocol: plain}\n"
        },
    }
    for task in TASKS:
        parameters: dict[str, object] = {"generation_parameters": {"$ref": "#/definitions/GenerationParameters"}}
        files |= {
            f"tasks/{task}/overlay.yaml": "version: 3\nsummary: Do it.\narguments: {text: inputs}\n",
            f"tasks/{task}/input.json": spec(
                {
                    "type": "object",
                    "properties": {"inputs": text, "parameters": {"type": "object", "properties": parameters}},
                }
            ),
            f"tasks/{task}/output.json": spec(
                {"type": "object", "required": ["ok"], "properties": {"ok": {"type": "boolean"}}}
            ),
        }
    return generate_into(folder, copy_specs(folder, files, changes))


CALL = """
import asyncio, importlib, json, sys
import httpx
import inferwire
from inferwire import AsyncInferenceClient, InferenceClient

bodies = []
def respond(request):
    bodies.append(json.loads(request.content))
    return httpx.Response(200, json={"ok": True, "choices": [{"text": "Hello"}]})

options = {"provider": "acme", "api_key": "key", "model": "acme/m"}
http = httpx.Client(transport=httpx.MockTransport(respond))
async_http = httpx.AsyncClient(transport=httpx.MockTransport(respond))
client = InferenceClient(http_client=http, **options)
other = AsyncInferenceClient(http_client=async_http, **options)
task, arguments = sys.argv[1], json.loads(sys.argv[2])
module = importlib.import_module(f"inferwire.tasks.{task}")
inferwire.configure(http_client=http, **options)
getattr(module, task)(**arguments)
inferwire.configure(http_client=async_http, **options)
asyncio.run(getattr(module, f"{task}_async")(**arguments))
getattr(client, task)(**arguments)
asyncio.run(getattr(other, task)(**arguments))
assert bodies == [bodies[0]] * 4
print(json.dumps(bodies[0]))
"""


def call(package: Path, task: str, arguments: dict[str, object]) -> object:
    """Call a task in each of its four forms; return the body that all of them send."""
    done = run_python(CALL, task, json.dumps(arguments), out=package)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_parameters_are_sent_under_their_own_names(package: Path) -> None:
    values = {name: number for number, name in enumerate(PARAMETERS)}
    arguments: dict[str, object] = {PARAMETERS[name]: value for name, value in values.items()}
    body = call(package, "echo", {"from_": "Hello", "mode": "class", **arguments})
    assert body == {"model": "m", "text": {"from": "Hello"}, "mode": "class", **values}


def test_parts_of_inputs_are_sent_under_their_own_names(package: Path) -> None:
    body = call(package, "echo", {"from_": "Hello", "is_": "yes", "a_b": "c"})
    assert body == {"model": "m", "text": {"from": "Hello", "is": "yes", "a-b": "c"}}


@pytest.mark.parametrize("task", TASKS)
def test_tasks_may_be_named_like_words_of_python(package: Path, task: str) -> None:
    arguments: dict[str, object] = {"text": "Hello", "class_": 1, "top_k": 2}
    body = call(package, TASKS[task], arguments)
    assert body == {"inputs": "Hello", "parameters": {"generation_parameters": {"class": 1, "top-k": 2}}}


def test_values_of_an_enumeration_are_kept(package: Path) -> None:
    text = (package / "inferwire" / "methods" / "chat.py").read_text(encoding="utf-8")
    assert f"Literal[{', '.join(json.dumps(word) for word in WORDS)}]" in text


def test_an_unset_part_and_empty_parameters_are_not_sent(package: Path) -> None:
    assert call(package, "print", {"text": "Hello"}) == {"inputs": "Hello"}
