"""Template filters that quote text for the context in which it is printed."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from inferwire_codegen.ir import Prose
from inferwire_codegen.spec.diagnostics import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH = 120
PROSE_WIDTH = 100  # of the documentation


def used_in(names: Sequence[str], code: str) -> list[str]:
    """Return the names that Python code uses outside its docstrings."""
    bare = re.sub(r'""".*?"""', "", code, flags=re.DOTALL)
    return [name for name in names if re.search(rf"\b{name}\b", bare)]


def literal(value: Any) -> str:
    """Return a value as a Python literal."""
    return repr(str(value)) if isinstance(value, Prose) else repr(value)


def words(value: str) -> str:
    """Return a task's ID as words: ``zero-shot-classification`` becomes ``zero-shot classification``.

    Names such as ``text-to-image`` keep their hyphens, as on the Hub.
    """
    return value if "-to-" in value else value.replace("-", " ").replace("zero shot", "zero-shot")


def cell(text: str) -> str:
    """Return text for a cell of a Markdown table, on one line and with everything except code escaped."""
    return _inline(text).replace("|", "\\|")


def prose(text: str, hang: int = 0, used: int = 0) -> str:
    """Return text as a Markdown paragraph, wrapped and with everything except code escaped.

    Args:
        text: Any text.
        hang: Indentation of every line except the first.
        used: Columns in use before the first line.
    """
    lines = textwrap.wrap(
        _inline(text),
        PROSE_WIDTH,
        initial_indent=" " * used,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)[used:]


def _inline(text: str) -> str:
    """Return text as one line of Markdown, with everything except code in backticks escaped."""
    chunks = re.split(r"(?<!`)(`[^`]+`)(?!`)", one_line(text))
    for at in range(0, len(chunks), 2):
        # Mark a lone backtick by a character that no text contains, so that the '#' of its entity is not escaped.
        plain = chunks[at].replace("&", "&amp;").replace("<", "&lt;").replace("`", "&\0")
        chunks[at] = re.sub(r"([\\*_\[\]>#])", r"\\\1", plain).replace("&\0", "&#96;")
    joined = "".join(chunks)
    return re.sub(r"^(\d+|)([-+.:])(?=\s)", lambda found: f"{found[1]}&#{ord(found[2])};", joined)


def link(text: str) -> str:
    """Return a URL as the target of a Markdown link."""
    return re.sub(r"[\s()<>\[\]\\`|\"]", lambda found: quote(found[0]), text)


def code(text: str) -> str:
    """Return text as inline Markdown code."""
    flat = one_line(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", flat)), default=0) + 1)
    room = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{room}{flat}{room}{fence}"


def fenced(text: str, language: str) -> str:
    """Return text as a fenced Markdown code block, with a fence that the text does not contain."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def doc(text: str, used: int = 0, hang: int = 0, margin: int = 0) -> str:
    """Return text for a docstring, wrapped and with quotes and backslashes escaped.

    Args:
        text: Any text.
        used: Columns in use before the first line, excluding the margin.
        hang: Indentation of all other lines, excluding the margin.
        margin: Columns that an enclosing ``indent`` filter adds to every line.
    """
    flat = one_line(text)
    body = flat.rstrip('"')
    safe = body.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + '\\"' * (len(flat) - len(body))
    lines = textwrap.wrap(
        safe,
        WIDTH - margin,
        initial_indent=" " * used,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)[used:]


FILTERS: dict[str, Callable[..., str | list[str]]] = {
    "cell": cell,
    "code": code,
    "doc": doc,
    "fenced": fenced,
    "link": link,
    "literal": literal,
    "prose": prose,
    "used_in": used_in,
    "words": words,
}
