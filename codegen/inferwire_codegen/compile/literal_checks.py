"""Find literals that were meant as expressions: in bodies, which would send them, and in outputs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.expression_functions import FUNCTIONS
from inferwire_codegen.compile.request_names import EXTRA, REQUEST_NAMES
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from inferwire_codegen.spec.source import Path_

NAMES = "|".join([*REQUEST_NAMES, EXTRA])
BRACES = re.compile(rf"\$?\{{+\s*((?:{NAMES})(?:\.\w+)*)\s*\}}+")
NAME = re.compile(rf"(?:{NAMES})|(?:inputs|parameters|{EXTRA}|account|before)(?:\.\w+)+")
DOTS = re.compile(r"\.+|…+")
CALL = re.compile(r"([a-z_0-9]+)\(.*\)")
DOLLAR = re.compile(r"\$(?:\.|\[)?[A-Za-z_][\w.\[\]]*")
WORD = re.compile(r"\$?\{+\s*([A-Za-z_]\w*)\s*\}+")
PYTHON = {"True": "true", "False": "false", "TRUE": "true", "FALSE": "false", "None": "nothing"}


def literals_of(template: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Yield the path of each literal string in a template."""
    if isinstance(template, str) and not template.startswith("="):
        yield path, template
    for key, value in template.items() if is_object(template) else enumerate(template) if is_list(template) else ():
        yield from literals_of(value, (*path, key))


def expressions_of(template: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Yield the path and text of each expression in a template."""
    if isinstance(template, str) and template.startswith("="):
        yield path, template
    for key, value in template.items() if is_object(template) else enumerate(template) if is_list(template) else ():
        yield from expressions_of(value, (*path, key))


def body_problem(text: str, parameters: Collection[str] = ()) -> str | None:
    """Return why a string that a request would send as it is was meant as something else; None if it was not.

    Args:
        text: The string.
        parameters: The task's parameters, whose names in braces are surely meant as values.
    """
    if NAME.fullmatch(text):
        return f"'{text}' is sent as this text; write ={text}, or ='{text}' if the text is meant"
    if text in PYTHON:
        return f"'{text}' is sent as this text; write {PYTHON[text]}, or ='{text}' if the text is meant"
    if (found := BRACES.search(text)) is None:
        named = [name for name in WORD.findall(text) if name in parameters]
        if not named:
            return None
        return (
            f"'{text}' is sent as it is, since braces are filled in paths only; "
            f"write =join('', [...]) with parameters.{named[0]}"
        )
    before, after = text[: found.start()], text[found.end() :]
    if not before and not after:
        return f"'{text}' is sent as it is, since braces are filled in paths only; write ={found[1]}"
    parts = ", ".join([*([f"'{before}'"] if before else []), found[1], *([f"'{after}'"] if after else [])])
    return f"'{text}' is sent as it is, since braces are filled in paths only; write =join('', [{parts}])"


def output_problem(path: Path_, text: str) -> str | None:
    """Return why a string of an output was probably meant as an expression; None if it was not."""
    if DOLLAR.fullmatch(text):
        return f"'{text}' is a literal, and no JSONPath; write ={text.lstrip('$').lstrip('.')}"
    if (found := CALL.fullmatch(text)) is not None and found[1] in FUNCTIONS:
        return f"'{text}' is a literal; write ={text}"
    if path and text == path[-1]:
        return f"'{text}' is a literal, which every result would have; write ={text}, or ='{text}' if it is meant"
    return None


def template_problem(path: Path_, text: str, names: Collection[str]) -> str | None:
    """Return why a string in the template of a message was meant as an expression; None if it was not.

    Args:
        path: Its path in the template.
        text: The string.
        names: The names that the template can use.
    """
    plain = text.strip("{} ").removeprefix("$").strip("{} ")
    if plain in names and (text != plain or (path and text == path[-1])):
        return f"'{text}' is sent as this text; write ={plain}, or ='{text}' if the text is meant"
    if (found := CALL.fullmatch(text)) is not None and found[1] in FUNCTIONS:
        return f"'{text}' is sent as this text; write ={text}, or quote it if the text is meant"
    return None
