"""A small spec tree that tests change, and what is made of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from inferwire_codegen.cli.generate import generate
from inferwire_codegen.render.write import write_files

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MINIMAL = HERE / "minimal_specs"
SPECS = ROOT / "specs"
LINE = re.compile(r"specs(/[\w.-]+)+:\d+:\d+: .+(; .+|\?)")  # where, what, and what to do
IMPORT_ROOTS = [str(ROOT / "codegen"), str(ROOT / "runtime")]


def copy_specs(
    folder: Path,
    files: Mapping[str, str | None] | None = None,
    changes: Mapping[str, Mapping[str, str]] | None = None,
) -> Path:
    """Copy the minimal tree, add files (None removes one), replace text in others, and return the specs' folder."""
    specs = folder / "specs"
    shutil.copytree(MINIMAL, specs)
    for path, replacements in (changes or {}).items():
        text = (specs / path).read_text(encoding="utf-8")
        for old, new in replacements.items():
            assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
            text = text.replace(old, new)
        (specs / path).write_text(text, encoding="utf-8")
    for path, content in (files or {}).items():
        file = specs / path
        if content is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode("latin-1") if content.startswith("# latin-1") else content.encode())
    return specs


def generate_into(folder: Path, specs: Path) -> Path:
    """Generate the package of a spec tree, and return the folder to import it from."""
    out = folder / "out"
    write_files(generate(specs), out)
    return out


def run_python(
    code: str, *arguments: str, out: Path | None = None, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Python with the generated package, if any, and the runtime on its path; warnings are errors."""
    roots = [*([str(out)] if out is not None else []), *IMPORT_ROOTS]
    variables = {"PYTHONPATH": os.pathsep.join(roots), "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        env={**variables, **environment},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def run_mypy(folder: Path, import_roots: str, target: Path) -> subprocess.CompletedProcess[str]:
    """Check a file or package as strictly as mypy can, in a process of its own: it changes the one that it runs in.

    Args:
        folder: Where the configuration and the cache are written.
        import_roots: As ``mypy_path`` has them.
        target: What is checked.
    """
    config = folder / "mypy.ini"
    config.write_text(f"[mypy]\nstrict = true\npython_version = 3.11\nmypy_path = {import_roots}\n", encoding="utf-8")
    arguments = ["--config-file", str(config), "--cache-dir", str(folder / "cache"), str(target)]
    return subprocess.run(
        [sys.executable, "-m", "mypy", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
