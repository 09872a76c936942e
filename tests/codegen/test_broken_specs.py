"""Every mistake is reported with its place and its remedy: each file of `broken/` has one, and the lines to expect."""

from __future__ import annotations

import codecs
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from inferwire_codegen.compile.build import build_api
from inferwire_codegen.spec.diagnostics import SpecError
from inferwire_codegen.spec.load import load_specs

from .spec_tree import HERE, IMPORT_ROOTS, LINE, copy_specs

CASES = sorted((HERE / "broken").glob("*.yaml"))


def read_case(path: Path) -> dict[str, object]:
    """Read a case: what it changes, and the errors to expect."""
    case: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_mistake_is_reported_in_full(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    expected = case.pop("expected")
    specs = copy_specs(tmp_path, **case)  # type: ignore[arg-type]
    with pytest.raises(SpecError) as caught:
        build_api(load_specs(specs))
    assert str(caught.value).splitlines() == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_message_has_a_place_a_problem_and_a_remedy(path: Path) -> None:
    expected = read_case(path)["expected"]
    assert isinstance(expected, list)
    assert expected
    assert all(LINE.fullmatch(line) for line in expected)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 200


def test_the_command_prints_mistakes_and_fails_with_2(tmp_path: Path) -> None:
    case = read_case(HERE / "broken" / "several-mistakes-in-several-files.yaml")
    expected = case.pop("expected")
    specs = copy_specs(tmp_path, **case)  # type: ignore[arg-type]
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-m", "inferwire_codegen", "--specs", str(specs), "--out", str(out)],
        env={"PYTHONPATH": ":".join(IMPORT_ROOTS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines() == expected
    assert done.stdout == ""
    assert done.returncode == 2
    assert not out.exists()


def test_a_folder_without_specs_is_reported(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="no such folder; pass --specs, or add it"):
        load_specs(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.mkdir(), "Is a directory"),
        (lambda path: path.symlink_to(path.name), "Too many levels of symbolic links"),
    ],
    ids=["folder", "circle"],
)
def test_a_file_that_cannot_be_read_is_reported(make: Callable[[Path], None], reason: str, tmp_path: Path) -> None:
    specs = copy_specs(tmp_path, {"providers/acme.yaml": None, "tasks/echo/output.json": None})
    make(specs / "providers" / "acme.yaml")
    make(specs / "tasks" / "echo" / "output.json")
    with pytest.raises(SpecError) as caught:
        load_specs(specs)
    message = f"1:1: cannot be read: {reason}; replace it with a readable file"
    files = ("specs/providers/acme.yaml", "specs/tasks/echo/output.json")
    assert str(caught.value).splitlines() == [f"{file}:{message}" for file in files]


def test_ends_of_lines_and_marks_of_other_systems_change_nothing(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path)
    expected = build_api(load_specs(specs))
    for path in [*specs.rglob("*.yaml"), *specs.rglob("*.json")]:
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n"))
    assert build_api(load_specs(specs)) == expected
