"""Following upstream: differences are reported line by line and merged into our specs, where their prose is added."""

from __future__ import annotations

import copy
import json
import os
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest

from inferwire_codegen.__main__ import main
from inferwire_codegen.cli import upstream as command
from inferwire_codegen.cli.upstream import apply, compare, read_ours, read_upstream
from inferwire_codegen.compile.build import build_api
from inferwire_codegen.spec.diagnostics import SpecError
from inferwire_codegen.spec.load import load_specs
from inferwire_codegen.spec.validate_schema import MARK

from .spec_tree import MINIMAL, SPECS, copy_specs

FILES = {path.relative_to(MINIMAL / "tasks"): path for path in sorted((MINIMAL / "tasks").rglob("*.json"))}
RANK: dict[str, Any] = {
    "$id": "/inference/schemas/rank-texts/input.json",
    "description": "Somebody else's prose",
    "title": "RankTextsInput",
    "type": "object",
    "required": ["inputs"],
    "properties": {
        "inputs": {"type": "object", "properties": {"query": {"type": "string", "description": "Somebody else's"}}},
        "parameters": {"$ref": "#/$defs/RankTextsParameters"},
    },
    "$defs": {"RankTextsParameters": {"type": "object", "properties": {"top_k": {"type": "integer"}}}},
}

MEDIA_FILE = {"type": "string", "comment": "type=binary"}


def make_upstream(folder: Path, changes: dict[str, Any], layout: str = "src/tasks") -> Path:
    """Lay out the minimal specs as upstream does, with other schemas in the places of some; None takes one away."""
    root = folder / layout
    for name, path in FILES.items():
        target = root / name.parent / "spec" / name.name if name.parent.name else root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    for name, schema in changes.items():
        target = root / name.replace("/", "/spec/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if schema is None:
            target.unlink()
        else:
            target.write_text(json.dumps(schema, indent="\t"), encoding="utf-8")
    return folder


def schema(name: str) -> dict[str, Any]:
    """Return a copy of one of the minimal schemas."""
    data: dict[str, Any] = json.loads((MINIMAL / "tasks" / name).read_text(encoding="utf-8"))
    return copy.deepcopy(data)


def changed_input() -> dict[str, Any]:
    """Return the input of echo as another release might define it: everything in it is different."""
    data = schema("echo/input.json")
    data["description"] = "Other prose, which does not count"
    data["properties"]["inputs"] = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    parameters = data["$defs"]["EchoParameters"]
    parameters["required"] = ["loud", "pitch"]
    parameters["properties"]["loud"] |= {"type": "string", "description": "Other prose", "example": "x"}
    parameters["properties"]["pitch"] = {"type": "number", "description": "Somebody else's prose"}
    parameters["properties"]["times"]["default"] = 3
    del parameters["properties"]["mode"]
    data["$defs"]["EchoMode"]["enum"] = ["cave", "hall"]
    data["$defs"]["EchoSpace"] = {"type": "string", "enum": ["small", "large"]}
    return data


CHANGED = [
    "- echo/input.json inputs: type \"string\"",
    "+ echo/input.json inputs|1: string",
    "+ echo/input.json inputs|2: array of string",
    "~ echo/input.json EchoParameters.loud: type \"boolean\" -> \"string\"",
    "+ echo/input.json EchoParameters.times: default 3",
    "- echo/input.json EchoParameters.mode: EchoMode",
    "+ echo/input.json EchoParameters.pitch: number, required",
    "~ echo/input.json EchoParameters.loud: optional -> required",
    "- echo/input.json EchoMode: the value \"plain\"",
    "+ echo/input.json EchoMode: the value \"hall\"",
    "+ echo/input.json EchoSpace: one of \"small\", \"large\"",
]  # fmt: skip


def lines_of(specs: Path, source: Path) -> list[str]:
    """Return what differs."""
    return compare(read_ours(specs / "tasks"), read_upstream(str(source)))


@pytest.mark.parametrize("layout", ["", "src/tasks", "package/src/tasks", "packages/tasks/src/tasks"])
def test_the_same_structure_is_no_difference_in_any_folder(layout: str, tmp_path: Path) -> None:
    specs = copy_specs(tmp_path)
    changes = {"echo/output.json": {**schema("echo/output.json"), "description": "Other prose", "$id": "/x"}}
    assert lines_of(specs, make_upstream(tmp_path / "upstream", changes, layout)) == []


def test_each_difference_is_a_line(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path)
    upstream = make_upstream(tmp_path / "upstream", {"echo/input.json": changed_input()})
    assert lines_of(specs, upstream) == CHANGED


def test_tasks_and_files_that_are_new_or_gone_are_lines(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path)
    changes = {"rank-texts/input.json": RANK, "draw/input.json": None, "echo/stream_output.json": None}
    changes["placeholder/input.json"] = RANK
    assert lines_of(specs, make_upstream(tmp_path / "upstream", changes)) == [
        "- draw/input.json: object of inputs, parameters",
        "- echo/stream_output.json: object of text, all",
        "+ rank-texts/input.json: object of inputs, parameters",
    ]


def test_what_is_applied_differs_no_more_and_keeps_our_prose(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path)
    common = {"definitions": {"Shared": {"type": "string", "description": "Somebody else's"}}}
    changes = {"echo/input.json": changed_input(), "rank-texts/input.json": RANK, "draw/input.json": None}
    upstream = make_upstream(tmp_path / "upstream", {**changes, "common-definitions.json": common})
    assert main(["--specs", str(specs), "--out", str(tmp_path / "out")]) == 0
    assert command.main([str(upstream), "--apply"], specs) == 0
    assert lines_of(specs, upstream) == []
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(specs.rglob("*.*")))
    assert "prose" not in text.lower()
    assert "Somebody" not in text
    data = json.loads((specs / "tasks/echo/input.json").read_text(encoding="utf-8"))
    assert data["description"] == "Takes a text; gives it back."
    assert data["properties"]["inputs"]["description"] == "Text to give back."
    parameters = data["$defs"]["EchoParameters"]["properties"]
    assert parameters["loud"] == {"type": "string", "description": "Whether to shout."}
    assert parameters["pitch"] == {"description": MARK, "type": "number"}
    assert not (specs / "tasks/draw").exists()
    overlay = (specs / "tasks/rank-texts/overlay.yaml").read_text(encoding="utf-8")
    assert f"summary: {MARK}\narguments: {{query: inputs.query}}\n" in overlay


@pytest.mark.parametrize(
    ("task", "inputs", "outputs", "guess"),
    [
        ("image-to-sound", MEDIA_FILE, {"audio": {}}, ["{image: inputs}", "{image: image}", "audio"]),
        ("automatic-dubbing", MEDIA_FILE, {"text": {}}, ["{audio: inputs}", "{audio: audio}"]),
        ("draw-again", MEDIA_FILE, {"image": MEDIA_FILE}, ["{inputs: inputs}", f"{{inputs: {MARK}}}", "image"]),
        ("image-naming", {"type": "string"}, {}, ["{inputs: inputs}"]),
        (
            "ask-twice",
            {"type": "object", "properties": {"image": MEDIA_FILE, "question": {"type": "string"}}},
            {},
            ["{image: inputs.image, question: inputs.question}", "{image: image}"],
        ),
    ],
)
def test_the_overlay_of_a_new_task_names_its_media(
    task: str, inputs: Any, outputs: Any, guess: list[str], tmp_path: Path
) -> None:
    specs = copy_specs(tmp_path)
    changes = {
        f"{task}/input.json": {"type": "object", "properties": {"inputs": inputs}},
        f"{task}/output.json": {"type": "object", "properties": outputs},
    }
    command.main([str(make_upstream(tmp_path / "upstream", changes)), "--apply"], specs)
    lines = (specs / "tasks" / task / "overlay.yaml").read_text(encoding="utf-8").splitlines()[3:]
    assert [line.partition(": ")[2] for line in lines[:-1]] == guess
    assert lines[-1].startswith("example: {")


def test_nothing_is_generated_until_the_prose_is_written(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path)
    output = schema("echo/output.json")
    output["properties"]["volume"] = {"type": "number", "description": "Somebody else's prose"}
    upstream = make_upstream(tmp_path / "upstream", {"echo/output.json": output, "rank-texts/input.json": RANK})
    command.main([str(upstream), "--apply"], specs)
    with pytest.raises(SpecError) as caught:
        build_api(load_specs(specs))
    missing = "'description' is not written yet; describe this in your own words"
    marked = [
        f"{path.relative_to(tmp_path).as_posix()}:{number}:{line.index('description') + 15}: {missing}"
        for path in sorted(specs.rglob("*.json"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MARK in line
    ]
    assert len(marked) == 6
    assert str(caught.value).splitlines() == marked
    for path in specs.rglob("*.json"):
        path.write_text(path.read_text(encoding="utf-8").replace(MARK, "How loud it was."), encoding="utf-8")
    with pytest.raises(SpecError, match=r"overlay.yaml:3:10: 'summary' is not written yet"):
        build_api(load_specs(specs))


def test_a_task_that_is_ours_alone_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = copy_specs(tmp_path)
    overlay = specs / "tasks" / "draw" / "overlay.yaml"
    overlay.write_text(overlay.read_text() + "upstream: false\n")
    build_api(load_specs(specs))
    assert command.main([str(make_upstream(tmp_path / "one", {"draw/input.json": None})), "--apply"], specs) == 0
    assert capsys.readouterr() == ("", "no differences\n")
    assert command.main([str(make_upstream(tmp_path / "two", {})), "--apply"], specs) == 0
    assert capsys.readouterr().out == (
        "~ draw: upstream has a task of this name; remove 'upstream: false' from our overlay\n"
    )
    assert overlay.exists()


def test_our_own_specs_survive_a_round_of_changes(tmp_path: Path) -> None:
    """Take every second field from all tasks, and bring it back: the structure is what it was."""
    shutil.copytree(SPECS, tmp_path / "specs")
    tasks = tmp_path / "specs" / "tasks"
    whole = read_ours(tasks)
    less = {name: _thinned(copy.deepcopy(each)) for name, each in whole.items()}
    assert compare(whole, less)
    apply(whole, less, tasks)
    assert compare(read_ours(tasks), less) == []
    apply(less, whole, tasks)
    assert compare(read_ours(tasks), whole) == []


def _thinned(node: Any) -> Any:
    if isinstance(node, dict):
        for word in ("properties", "$defs"):
            names = list(node.get(word, {}))[1::2] if isinstance(node.get(word), dict) else []
            for name in names:
                del node[word][name]
        for value in node.values():
            _thinned(value)
    return node


def test_a_release_is_fetched_by_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    specs = copy_specs(tmp_path)
    upstream = make_upstream(tmp_path / "upstream", {"echo/input.json": changed_input()}, "package/src/tasks")
    with tarfile.open(tmp_path / "huggingface-tasks-1.2.3.tgz", "w:gz") as archive:
        archive.add(upstream / "package", "package")
    _fake_npm(tmp_path, monkeypatch, f'echo "$@" > {tmp_path}/called\ncp {tmp_path}/*.tgz "$4"\n')
    assert compare(read_ours(specs / "tasks"), read_upstream("1.2.3")) == CHANGED
    called = (tmp_path / "called").read_text().split()
    assert (called[0], called[-1]) == ("pack", "@huggingface/tasks@1.2.3")


@pytest.mark.parametrize(
    ("source", "npm", "expected"),
    [
        ("9.9.9", "echo not found >&2; exit 1", "npm has no @huggingface/tasks 9.9.9 (not found); `npm view "
         "@huggingface/tasks versions` lists all releases"),
        ("1.2.3", None, "npm is not installed; install it, or pass a folder of the package"),
        ("--help", "", "'--help' is neither a folder nor a release; pass one, such as 0.21.54 or latest"),
        ("a/b", "", "'a/b' is neither a folder nor a release; pass one, such as 0.21.54 or latest"),
        ("FOLDER", "", "FOLDER has no common-definitions.json, which the specs of @huggingface/tasks need; pass the "
         "package's folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_reported(
    source: str,
    npm: str | None,
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if npm is None:
        monkeypatch.setenv("PATH", str(tmp_path))
    else:
        _fake_npm(tmp_path, monkeypatch, npm)
    assert command.main(["--", source.replace("FOLDER", str(tmp_path))], SPECS) == 2
    assert capsys.readouterr().err == f"upstream: {expected.replace('FOLDER', str(tmp_path))}\n"


def test_a_file_that_is_not_json_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upstream = make_upstream(tmp_path / "upstream", {}, "")
    (upstream / "echo" / "spec" / "input.json").write_text("{")
    assert command.main([str(upstream)], SPECS) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"upstream: {upstream / 'echo' / 'spec' / 'input.json'} cannot be read: ")
    assert error.endswith("; fix it, or pass another release\n")


def _fake_npm(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program called npm first on the path."""
    program = folder / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
