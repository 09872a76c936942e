"""The messages of a chat in YAML: mistakes with their remedies, and the code that rules become."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inferwire_codegen.compile.build import build_api
from inferwire_codegen.spec.diagnostics import SpecError
from inferwire_codegen.spec.load import load_specs

from .spec_tree import ROOT

TREE = ROOT / "specs" / "language"


def problems_of(folder: Path, old: str, new: str) -> list[str]:
    """Return the problems of the example of messages with a mistake, without their file."""
    specs = folder / "specs"
    shutil.copytree(TREE, specs)
    file = specs / "providers" / "turns.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    try:
        build_api(load_specs(specs))
    except SpecError as error:
        return [line.partition("turns.yaml:")[2] for line in str(error).splitlines()]
    return []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "      text: {text: =text}\n",
            "",
            "13:7: 'messages' has no 'text'; write what the interface has for a text part",
        ),
        ("text: {text: =text}", "text: {text: =txt}", "17:21: a text part has no 'txt'; did you mean 'text'?"),
        ("title: =filename", "title: =name", "21:33: a document has no 'name'; did you mean 'filename'?"),
        ("input: =arguments", "input: =text(argument)", "22:56: a tool call has no 'argument'; did you mean"),
        ("role: =role", "role: =roll", "16:24: a message has no 'roll'; did you mean 'role'?"),
        ("assistant: model", "assistant: assistant", "14:15: 'assistant' already has this name; remove the line"),
        (
            "tool: user",
            "system: user",
            "14:33: with 'system: apart', no message has the role 'system'; remove the line",
        ),
        ("tool: user", "tol: user", "14:33: there is no role 'tol'; did you mean 'tool'?"),
        ("text: {text: =text}", "text: text", "17:13: 'text' is a literal; begin an expression with '='"),
        ("base64(image)", "base64(picture)", "18:63: an image has no 'picture'; "),
        ("base64(image)", "from_base64(image)", "18:56: a request cannot call from_base64(); write base64(x)"),
        ("system: apart", "system: first", "13:15: "),
        ("turns: =messages", "turns: =inputs", "12:5: the body never uses the converted messages; write =messages"),
        ("audio: {audio:", "sound: {audio:", "19:7: there is no key 'sound' i"),
    ],
)
def test_a_mistake_in_messages_is_reported_with_its_remedy(tmp_path: Path, old: str, new: str, problem: str) -> None:
    found = problems_of(tmp_path, old, new)
    assert [line[: len(problem)] for line in found] == ([problem] if problem else [])


def test_the_example_has_no_mistake(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "title: Turns", "title: Turns") == []
