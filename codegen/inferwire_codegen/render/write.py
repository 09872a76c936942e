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

    Links in the folder are not followed: a file takes the place of a link to a file.

    Any other file is removed if it is in the same top-level folder as a generated file or, at the top level, if it has
    the same suffix as a generated file.

    Raises:
        ValueError: If a path leads out of the folder, or through a link.
    """
    wanted = {file.path: file.text for file in files}
    for path in wanted:
        _check_place(folder, PurePosixPath(path))
    tops = {_top(path) for path in wanted}
    present = {
        name: path
        for path in sorted(folder.rglob("*"))
        if (path.is_file() or path.is_symlink())
        and "__pycache__" not in path.parts
        and _top(name := path.relative_to(folder).as_posix()) in tops
    }
    written: list[str] = []
    diff: list[str] = []
    for path, text in sorted(wanted.items()):
        is_link = path in present and present[path].is_symlink()
        old = present[path].read_bytes().decode("utf-8", "replace") if path in present and not is_link else None
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
            if is_link:
                target.unlink()  # rather than write to the file that it leads to
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


def _check_place(folder: Path, path: PurePosixPath) -> None:
    """Check that writing to a path in a folder changes nothing outside of it.

    Raises:
        ValueError: If the path leads out of the folder, or through a link.
    """
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"{path} is not in the output folder")
    for parent in path.parents:
        if parent.parts and (folder / parent).is_symlink():
            raise ValueError(f"{folder / parent} is a link, which is not followed; remove it")


def _top(path: str) -> str:
    """Return the top-level folder of a path, or the suffix of a top-level file."""
    top, slash, _ = path.partition("/")
    return top if slash else f"*{''.join(PurePosixPath(path).suffixes)}"


def _remove_empty(folder: Path) -> None:
    folders = [path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink()]
    for path in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        if not any(child.name != "__pycache__" for child in path.iterdir()):
            for cache in path.glob("__pycache__/*"):
                cache.unlink()
            for child in path.iterdir():
                child.rmdir()
            path.rmdir()
