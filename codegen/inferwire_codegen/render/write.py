"""Write generated files, remove obsolete files, and report the changes."""

from __future__ import annotations

import difflib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path

    from inferwire_codegen.render.render import SourceFile


class Changes(Struct, frozen=True, kw_only=True):
    """The difference between a folder and the generated files."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    diff: str


def write_files(files: tuple[SourceFile, ...], folder: Path, *, check: bool = False) -> Changes:
    """Write *files* to *folder*, or only report the differences if *check* is true.

    Any other file is removed if it is in the same top-level folder as a generated file or, at the top level, if it has
    the same suffix as a generated file.
    """
    wanted = {file.path: file.text for file in files}
    tops = {_top(path) for path in wanted}
    present = {
        name: path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and _top(name := path.relative_to(folder).as_posix()) in tops
    }
    written: list[str] = []
    diff: list[str] = []
    for path, text in sorted(wanted.items()):
        old = present[path].read_bytes().decode("utf-8", "replace") if path in present else None
        if old == text:
            continue
        written.append(path)
        lines = difflib.unified_diff(
            (old or "").splitlines(), text.splitlines(), f"committed/{path}", f"generated/{path}", lineterm="", n=1
        )
        diff.extend(lines)
        if not check:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    removed = [path for path in sorted(present) if path not in wanted]
    for path in removed:
        diff.append(f"- {path} is no longer generated")
        if not check:
            present[path].unlink()
    if not check:
        for top in sorted(tops):
            _remove_empty(folder / top)
    return Changes(written=tuple(written), removed=tuple(removed), diff="\n".join(diff))


def _top(path: str) -> str:
    """Return the top-level folder of a path, or the suffix of a top-level file."""
    top, slash, _ = path.partition("/")
    return top if slash else f"*{''.join(PurePosixPath(path).suffixes)}"


def _remove_empty(folder: Path) -> None:
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), key=lambda p: len(p.parts), reverse=True):
        if not any(child.name != "__pycache__" for child in path.iterdir()):
            for cache in path.glob("__pycache__/*"):
                cache.unlink()
            for child in path.iterdir():
                child.rmdir()
            path.rmdir()
