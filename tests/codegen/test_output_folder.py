"""Generating changes nothing outside of the output folder, whatever the specs and the folder contain."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from inferwire_codegen.cli.generate import main
from inferwire_codegen.docs.curl import CurlCall
from inferwire_codegen.docs.curl_runner import curl_of
from inferwire_codegen.render.render import SourceFile
from inferwire_codegen.render.write import write_files

from .spec_tree import SPECS, copy_specs

FILE = SourceFile(path="package/module.py", text="new\n")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder next to the output, with a file."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "module.py").write_text("old\n")
    return folder


@pytest.mark.parametrize("path", ["../a.py", "package/../../a.py", "/tmp/a.py"])
def test_a_path_out_of_the_folder_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not in the output folder"):
        write_files((SourceFile(path=path, text=""),), tmp_path / "out")
    assert list(tmp_path.rglob("*.py")) == []


def test_a_link_to_a_file_is_replaced_and_not_followed(tmp_path: Path, outside: Path) -> None:
    out = tmp_path / "out"
    (out / "package").mkdir(parents=True)
    link, other = out / "package" / "module.py", out / "package" / "other.py"
    link.symlink_to(outside / "module.py")
    other.symlink_to(outside / "module.py")
    changes = write_files((FILE,), out, check=True)
    assert (changes.written, changes.removed) == (("package/module.py",), ("package/other.py",))
    assert "old" not in changes.diff
    assert link.is_symlink()
    write_files((FILE,), out)
    assert (link.is_symlink(), link.read_text(), other.is_symlink()) == (False, "new\n", False)
    assert (outside / "module.py").read_text() == "old\n"


@pytest.mark.parametrize("is_check", [False, True])
def test_a_link_to_a_folder_is_refused(tmp_path: Path, outside: Path, is_check: bool) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "package").symlink_to(outside)
    with pytest.raises(ValueError, match="is a link, which is not followed; remove it"):
        write_files((FILE,), out, check=is_check)
    assert [path.read_text() for path in outside.iterdir()] == ["old\n"]


def test_links_next_to_generated_files_are_not_followed(tmp_path: Path, outside: Path) -> None:
    out = tmp_path / "out"
    (outside / "empty" / "__pycache__").mkdir(parents=True)
    (outside / "empty" / "__pycache__" / "a.pyc").write_bytes(b"")
    (out / "package").mkdir(parents=True)
    (out / "package" / "data").symlink_to(outside / "empty")
    write_files((FILE,), out)
    assert (outside / "empty" / "__pycache__" / "a.pyc").exists()


def test_the_command_names_the_link(tmp_path: Path, outside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = copy_specs(tmp_path)
    shutil.copytree(SPECS / "language", specs / "language")
    (specs / "schema").mkdir()
    out = tmp_path / "generated"
    out.mkdir()
    (out / "inferwire").symlink_to(outside)
    assert main(["--specs", str(specs), "--out", str(out)], "") == 2
    assert "is a link, which is not followed; remove it" in capsys.readouterr().err
    assert [path.read_text() for path in outside.iterdir()] == ["old\n"]


@pytest.mark.parametrize("name", ["../a.png", "/tmp/a.png", "a/b.png", "", "..", None, 1])
def test_an_example_writes_no_file_but_its_own(name: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    call = msgspec.json.encode({"inputs": {"$file": name}, "parameters": {}}).decode()
    with pytest.raises(ValueError, match="is not the name of a file in the working directory"):
        curl_of(CurlCall(task="image-to-text", call=call))
    assert os.listdir(tmp_path) == []


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path)
    shutil.copytree(SPECS / "language", specs / "language")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert main(["--specs", str(specs), "--out", str(tmp_path / "generated"), "--check"], "") == 1
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
