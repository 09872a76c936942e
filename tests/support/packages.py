"""Packages whose names are imported when they are first used."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType


def names_for_checkers(package: ModuleType) -> dict[str, str]:
    """Return the names that a package shows to type checkers, with the module of each."""
    assert package.__file__ is not None
    names: dict[str, str] = {}
    for node in ast.parse(Path(package.__file__).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name):
            for line in node.body:
                assert isinstance(line, ast.ImportFrom)
                names |= {alias.asname or alias.name: line.module or "" for alias in line.names}
    return names
