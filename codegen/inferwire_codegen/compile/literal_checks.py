"""Find literals that were meant as expressions: in bodies, which would send them, and in outputs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.request_names import EXTRA, REQUEST_NAMES
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferwire_codegen.spec.source import Path_

NAMES = "|".join([*REQUEST_NAMES, EXTRA])
BRACES = re.compile(rf"\$?\{{+\s*((?:{NAMES})(?:\.\w+)*)\s*\}}+")
NAME = re.compile(rf"(?:{NAMES})|(?:inputs|parameters|{EXTRA})(?:\.\w+)+")
PYTHON = {"True": "true", "False": "false", "TRUE": "true", "FALSE": "false", "None": "nothing"}


def literals_of(template: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Yield the path of each literal string in a template."""
    if isinstance(template, str) and not template.startswith("="):
        yield path, template
    for key, value in template.items() if is_object(template) else enumerate(template) if is_list(template) else ():
        yield from literals_of(value, (*path, key))


def body_problem(text: str) -> str | None:
    """Return why a string that a body would send as it is was meant as something else; None if it was not."""
    if NAME.fullmatch(text):
        return f"'{text}' is sent as this text; write ={text}, or ='{text}' if the text is meant"
    if text in PYTHON:
        return f"'{text}' is sent as this text; write {PYTHON[text]}, or ='{text}' if the text is meant"
    if (found := BRACES.search(text)) is None:
        return None
    before, after = text[: found.start()], text[found.end() :]
    if not before and not after:
        return f"'{text}' is sent as it is, since braces are filled in paths only; write ={found[1]}"
    parts = ", ".join([*([f"'{before}'"] if before else []), found[1], *([f"'{after}'"] if after else [])])
    return f"'{text}' is sent as it is, since braces are filled in paths only; write =join('', [{parts}])"


def output_problem(path: Path_, text: str) -> str | None:
    """Return why a string of an output was probably meant as an expression; None if it was not."""
    if path and text == path[-1]:
        return f"'{text}' is a literal, which every result would have; write ={text}, or ='{text}' if it is meant"
    return None
