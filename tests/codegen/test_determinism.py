"""The same specs produce the same bytes everywhere, and the folder becomes what was printed: no more, no less."""

from __future__ import annotations

from pathlib import Path

import pytest

from inferwire_codegen.__main__ import main
from inferwire_codegen.render.plan import plan_files
from inferwire_codegen.render.render import SourceFile
from inferwire_codegen.render.write import write_files

from .spec_tree import MINIMAL, SPECS, copy_specs, run_python

GENERATE = "import sys; from inferwire_codegen.__main__ import main; sys.exit(main(sys.argv[1:]))"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_hash_seeds_and_working_directories_change_nothing(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "pyproject.toml").write_text(
        "[tool.ruff]\nline-length = 40\n[tool.ruff.format]\nquote-style = 'single'\n"
    )
    (elsewhere / "inferwire").mkdir()  # ruff detects first-party packages by what is on disk
    printed = []
    for seed, cwd in (("0", tmp_path), ("1", elsewhere), ("4242", Path("/"))):
        out = tmp_path / f"out-{seed}"
        specs = copy_tree(tmp_path / f"tree-{seed}")
        done = run_python(
            GENERATE, "--specs", str(specs), "--out", str(out), cwd=cwd, PYTHONHASHSEED=seed, HOME=str(elsewhere)
        )
        assert done.returncode == 0, done.stderr
        others = [contents(tmp_path / name) for name in ("docs", "emulator", "tests")]
        printed.append((contents(out), contents(specs / "schema"), *others))
    assert all(printed[0])
    assert printed[0] == printed[1] == printed[2]


def copy_tree(folder: Path) -> Path:
    """Copy the project's own specs: they hold more than the minimal tree."""
    import shutil

    return Path(shutil.copytree(SPECS, folder / "specs"))


def test_a_second_run_changes_nothing_and_the_check_agrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs, out = copy_specs(tmp_path), tmp_path / "out"
    arguments = ["--specs", str(specs), "--out", str(out)]
    assert main(arguments) == 0
    first = contents(out)
    assert main(arguments) == 0
    assert "0 files changed" in capsys.readouterr().out
    assert main([*arguments, "--check"]) == 0
    assert contents(out) == first


def test_the_check_reports_drift_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs, out = copy_specs(tmp_path), tmp_path / "out"
    arguments = ["--specs", str(specs), "--out", str(out)]
    assert main([*arguments, "--check"]) == 1
    assert not out.exists()
    assert not (specs / "schema").exists()
    assert main(arguments) == 0
    stale = out / "inferwire" / "tasks" / "old.py"
    stale.write_text("old\n")
    changed = out / "inferwire" / "client.py"
    changed.write_text(changed.read_text().replace("class InferenceClient", "class Client2"))
    before = contents(out)
    assert main([*arguments, "--check"]) == 1
    captured = capsys.readouterr()
    assert "-class Client2(" in captured.out
    assert "+class InferenceClient(" in captured.out
    assert "- inferwire/tasks/old.py is no longer generated" in captured.out
    assert "2 files differ from the specs; run `nox -s generate`" in captured.err
    assert contents(out) == before


def test_what_is_printed_no_more_is_removed_with_its_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    files = (SourceFile(path="pkg/a.py", text="a\n"), SourceFile(path="pkg/sub/b.py", text="b\n"))
    assert write_files(files, out).written == ("pkg/a.py", "pkg/sub/b.py")
    cache = out / "pkg" / "sub" / "__pycache__"
    cache.mkdir()
    (cache / "b.pyc").write_bytes(b"")
    changes = write_files(files[:1], out)
    assert changes.removed == ("pkg/sub/b.py",)
    assert contents(out) == {"pkg/a.py": b"a\n"}
    assert not (out / "pkg" / "sub").exists()


def test_nothing_else_is_removed(tmp_path: Path) -> None:
    """A folder that was named by mistake keeps what is in it."""
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "notes.schema.json").write_text("mine")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("mine")
    (tmp_path / "empty").mkdir()
    write_files((SourceFile(path="pkg/a.py", text="a\n"), SourceFile(path="a.schema.json", text="{}\n")), tmp_path)
    assert set(contents(tmp_path)) == {"notes.txt", ".git/HEAD", "pkg/a.py", "a.schema.json"}
    assert (tmp_path / "empty").is_dir()


def test_line_ends_are_the_same_everywhere(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "a.py").write_bytes(b"a\r\n")
    file = SourceFile(path="pkg/a.py", text="a\n")
    assert write_files((file,), tmp_path, check=True).written == ("pkg/a.py",)
    write_files((file,), tmp_path)
    assert (tmp_path / "pkg" / "a.py").read_bytes() == b"a\n"


def test_plans_are_sorted_and_each_path_is_planned_once() -> None:
    from inferwire_codegen.compile.build import build_api
    from inferwire_codegen.spec.load import load_specs

    paths = [plan.path for plan in plan_files(build_api(load_specs(MINIMAL)))]
    assert paths == sorted(set(paths))
