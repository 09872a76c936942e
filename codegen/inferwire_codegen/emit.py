"""Writes what was printed, removes what is printed no more, and tells the difference."""

from __future__ import annotations

import difflib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path

    from inferwire_codegen.render import SourceFile


class Changes(Struct, frozen=True, kw_only=True):
    """What differs between the folder and what was printed."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    diff: str


def emit(files: tuple[SourceFile, ...], folder: Path, *, check: bool = False) -> Changes:
    """Bring ``folder`` to what was printed; with ``check`` only say what differs.

    Only what stands beside printed files is removed: in the same top folder, or with the same ending in none.
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
        diff.append(f"- {path} is generated no more")
        if not check:
            present[path].unlink()
    if not check:
        for top in sorted(tops):
            _remove_empty(folder / top)
    return Changes(written=tuple(written), removed=tuple(removed), diff="\n".join(diff))


def _top(path: str) -> str:
    """Give the top folder of a path, or the ending of a file that stands in none."""
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
