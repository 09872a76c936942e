"""The code on the pages of the documentation.

In blocks marked ``python`` every line is run, those of a page one after the other; blocks marked ``sh`` that begin with
``curl`` are run, too; ``py``, ``console`` and all others are only shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<language>[a-z]*)\n(?P<code>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A block of code, and the line of its page on which it begins."""

    language: str
    code: str
    line: int


def pages() -> list[Path]:
    """Return all pages."""
    return sorted(DOCS.rglob("*.md"))


def name_of(page: Path) -> str:
    """Return the path of a page within the documentation, without its suffix."""
    return page.relative_to(DOCS).with_suffix("").as_posix()


def blocks(page: Path, language: str) -> list[Block]:
    """Return the blocks of a page in one language."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(found["language"], found["code"], text.count("\n", 0, found.start("code")))
        for found in BLOCK.finditer(text)
        if found["language"] == language
    ]
