"""A maintainer follows made-up releases of upstream: tasks of each kind are new, fields are renamed, a task is gone."""

from __future__ import annotations

import copy
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from inferwire_codegen.cli import upstream
from inferwire_codegen.cli.generate import main
from inferwire_codegen.cli.upstream import MARK, read_ours
from inferwire_codegen.compile.build import build_api
from inferwire_codegen.spec.diagnostics import SpecError
from inferwire_codegen.spec.load import load_specs

from .spec_tree import SPECS, run_python

FILE = {"type": "string", "comment": "type=binary"}
TEXT = {"type": "string"}
PARAMETERS = {"type": "object", "properties": {"strength": {"type": "number"}}}
TASKS: dict[str, dict[str, Any]] = {  # a task of each kind, by its schemas
    "text-polishing": {
        "input": {"inputs": TEXT, "parameters": PARAMETERS},
        "output": {"type": "object", "required": ["polished"], "properties": {"polished": TEXT}},
    },
    "image-counting": {
        "input": {"inputs": FILE},
        "output": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["label", "count"],
                "properties": {"label": TEXT, "count": {"type": "integer"}},
            },
        },
    },
    "text-to-picture": {"input": {"inputs": TEXT}, "output": {"type": "object", "properties": {"image": FILE}}},
    "audio-naming": {
        "input": {"inputs": FILE, "parameters": PARAMETERS},
        "output": {"type": "object", "required": ["name"], "properties": {"name": TEXT}},
    },
    "table-adding": {
        "input": {
            "inputs": {
                "type": "object",
                "required": ["table", "column"],
                "properties": {
                    "table": {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}},
                    "column": TEXT,
                },
            }
        },
        "output": {"type": "object", "required": ["sum"], "properties": {"sum": {"type": "number"}}},
    },
    "text-flowing": {
        "input": {"inputs": TEXT},
        "output": {"type": "object", "required": ["text"], "properties": {"text": TEXT}},
        "stream_output": {"type": "object", "required": ["text"], "properties": {"text": TEXT}},
    },
}
CALLS = """
import httpx, inferwire, json, sys
task, call, response = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
def answer(request):
    if response.get("media"):
        return httpx.Response(200, content=b"\\x89PNG\\r\\n\\x1a\\n x", headers={"content-type": "image/png"})
    return httpx.Response(200, json=response["json"])
http = httpx.Client(transport=httpx.MockTransport(answer), trust_env=False)
client = inferwire.InferenceClient(base_url="https://server.example.com", api_key="key", http_client=http)
files = {"FILE": b"\\x89PNG\\r\\n\\x1a\\n x", "SOUND": b"RIFF\\x10\\x00\\x00\\x00WAVEfmt x"}
call = {name: files.get(value, value) if isinstance(value, str) else value for name, value in call.items()}
print(type(getattr(client, task)(**call)).__name__)
"""


def lay_out(folder: Path, changes: dict[str, Any]) -> Path:
    """Write a release of upstream: our own structure, with other schemas in the places of some; None removes one."""
    for name, schema in {**read_ours(SPECS / "tasks"), **changes}.items():
        target = folder / name.replace("/", "/spec/")
        if schema is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps(schema), encoding="utf-8")
    return folder


def new_task(task: str) -> dict[str, Any]:
    """Return the files of a new task."""
    schemas = TASKS[task]
    whole = {"type": "object", "properties": schemas["input"], "required": ["inputs"]}
    others = {part: schema for part, schema in schemas.items() if part != "input"}
    return {f"{task}/input.json": whole, **{f"{task}/{part}.json": schema for part, schema in others.items()}}


def write_prose(specs: Path) -> None:
    """Write what only a person can: descriptions, and the summaries of functions."""
    for path in [*specs.rglob("*.json"), *specs.rglob("overlay.yaml")]:
        text = path.read_text(encoding="utf-8")
        if MARK in text:
            path.write_text(text.replace(MARK, "Do it well."), encoding="utf-8")


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    shutil.copytree(SPECS, tmp_path / "specs")
    return tmp_path / "specs"


def test_a_new_task_of_each_kind_reaches_hf_inference_and_endpoints(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = {name: schema for task in TASKS for name, schema in new_task(task).items()}
    assert upstream.main([str(lay_out(tmp_path / "upstream", changes)), "--apply"], specs) == 0
    notes = capsys.readouterr().err
    for task in TASKS:
        assert f"{task} is new: confirm its sample, which was made from the schema, in specs/protocols" in notes
    with pytest.raises(SpecError) as caught:
        load_and_build(specs)
    assert all("is not written yet" in problem.text for problem in caught.value.problems)
    write_prose(specs)
    assert main(["--specs", str(specs), "--out", str(tmp_path / "generated")], "") == 0
    text = (tmp_path / "generated" / "inferwire" / "providers" / "__init__.py").read_text(encoding="utf-8")
    assert all(text.count(f'"{task}"') >= 2 for task in TASKS)
    calls: list[tuple[str, Any, Any, str]] = [
        ("text_polishing", {"inputs": "a"}, {"json": {"polished": "b"}}, "TextPolishingOutput"),
        ("image_counting", {"image": "FILE"}, {"json": [{"label": "cat", "count": 2}]}, "ResultList"),
        ("text_to_picture", {"inputs": "a"}, {"media": True}, "Media"),
        ("audio_naming", {"audio": "SOUND"}, {"json": {"name": "Bach"}}, "AudioNamingOutput"),
        ("table_adding", {"table": {"a": ["1"]}, "column": "a"}, {"json": {"sum": 1.0}}, "TableAddingOutput"),
        ("text_flowing", {"inputs": "a"}, {"json": {"text": "b"}}, "TextFlowingOutput"),
    ]
    for task, call, response, expected in calls:
        done = run_python(CALLS, task, json.dumps(call), json.dumps(response), out=tmp_path / "generated")
        assert (done.stdout.strip(), done.stderr) == (expected, ""), task


def load_and_build(specs: Path) -> None:
    build_api(load_specs(specs))


def test_a_renamed_field_is_named_where_providers_use_it(specs: Path, tmp_path: Path) -> None:
    schema = copy.deepcopy(read_ours(SPECS / "tasks")["text-to-image/input.json"])
    parameters = next(each for each in schema["$defs"].values() if "num_inference_steps" in each.get("properties", {}))
    parameters["properties"]["inference_steps"] = parameters["properties"].pop("num_inference_steps")
    release = lay_out(tmp_path / "upstream", {"text-to-image/input.json": schema})
    assert upstream.main([str(release), "--apply"], specs) == 0
    write_prose(specs)
    with pytest.raises(SpecError) as caught:
        load_and_build(specs)
    lines = [str(problem) for problem in caught.value.problems]
    assert [line for line in lines if "together.yaml" in line]
    assert all("num_inference_steps" in line and "did you mean 'inference_steps'?" in line for line in lines)


def test_a_task_that_is_gone_is_named_wherever_it_is_served(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = {name: None for name in read_ours(SPECS / "tasks") if name.startswith("depth-estimation/")}
    assert upstream.main([str(lay_out(tmp_path / "upstream", gone)), "--apply"], specs) == 0
    notes = capsys.readouterr().err
    assert "depth-estimation is gone: remove it from specs/providers/endpoint.yaml:" in notes
    assert "specs/protocols/hf-pipeline.yaml:" in notes
    with pytest.raises(SpecError, match="there is no task 'depth-estimation'"):
        load_and_build(specs)


def test_an_overlay_without_an_example_is_named(specs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay = specs / "tasks" / "summarization" / "overlay.yaml"
    text = re.sub(r"(?m)^example:.*\n(  .*\n)*|^example_shows:.*\n", "", overlay.read_text(encoding="utf-8"))
    overlay.write_text(text, encoding="utf-8")
    assert main(["--specs", str(specs), "--out", str(specs.parent / "generated")], "") == 2
    error = capsys.readouterr().err
    assert "specs/tasks/summarization/overlay.yaml:" in error
    assert (
        "'example' is missing, which the documentation, the demo and the tests call; add example: {text: ...}" in error
    )
