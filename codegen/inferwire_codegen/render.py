"""Prints plans: Jinja2 makes the text, ruff lays it out. Text from specs passes a quoting filter, or it is refused."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jinja2
from msgspec import Struct

from inferwire_codegen.ir import Prose, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferwire_codegen.plan import FilePlan

WIDTH = 120
PROSE_WIDTH = 100  # of the documentation
RUFF = ("--isolated", "--no-cache", "--quiet")
RULES = "I,F,UP,PIE790,RUF022"
FIRST_PARTY = 'lint.isort.known-first-party=["inferwire","inferwire_runtime","inferwire_emulator"]'


class SourceFile(Struct, frozen=True, kw_only=True):
    """A file as it is written."""

    path: str
    text: str


def render_files(plans: tuple[FilePlan, ...]) -> tuple[SourceFile, ...]:
    """Print all plans.

    Raises:
        jinja2.UndefinedError: A template names something that is not there.
        TypeError: A template prints text from a spec unquoted.
        RuntimeError: What was printed is not clean Python: a template is wrong.
    """
    environment = make_environment()
    files = [SourceFile(path=plan.path, text=_render(plan, environment)) for plan in plans]
    return lay_out(files)


def make_environment() -> jinja2.Environment:
    """Make what templates are printed with: undefined names and unquoted text from specs are errors."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("inferwire_codegen"),
        undefined=jinja2.StrictUndefined,
        finalize=_refuse_prose,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(FILTERS)
    return environment


def _refuse_prose(value: Any) -> Any:
    if isinstance(value, Prose):
        raise TypeError(
            f"a template prints text from a spec unquoted: {str(value)[:60]!r}; use the filter doc or literal"
        )
    return value


def literal(value: Any) -> str:
    """Print a value as a Python literal."""
    return repr(str(value)) if isinstance(value, Prose) else repr(value)


def words(value: str) -> str:
    """Read a task's id aloud: ``text-to-image`` becomes ``text to image``."""
    return value.replace("-", " ")


def cell(text: str) -> str:
    """Print text in a cell of a Markdown table: on one line, and unable to end the cell or a link; code stays code."""
    return _inline(text).replace("|", "\\|")


def prose(text: str, hang: int = 0, used: int = 0) -> str:
    """Print text as a paragraph of Markdown: wrapped, and unable to be anything else; code stays code.

    Args:
        text: Any text.
        hang: Columns before each line but the first.
        used: Columns that stand before the first line.
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
    """Print text on one line of Markdown; of all that Markdown knows only code in backticks keeps its meaning."""
    pieces = re.split(r"(?<!`)(`[^`]+`)(?!`)", one_line(text))
    for at in range(0, len(pieces), 2):
        # A lone backtick waits as what no text can hold by now, so that its own '#' is not escaped.
        plain = pieces[at].replace("&", "&amp;").replace("<", "&lt;").replace("`", "&\0")
        pieces[at] = re.sub(r"([\\*_\[\]>#])", r"\\\1", plain).replace("&\0", "&#96;")
    joined = "".join(pieces)
    return re.sub(r"^(\d+|)([-+.:])(?=\s)", lambda found: f"{found[1]}&#{ord(found[2])};", joined)


def link(text: str) -> str:
    """Print a URL as the target of a link in Markdown."""
    return re.sub(r"[\s()<>\[\]\\`|\"]", lambda found: quote(found[0]), text)


def code(text: str) -> str:
    """Print text as code within a line of Markdown."""
    flat = one_line(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", flat)), default=0) + 1)
    room = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{room}{flat}{room}{fence}"


def fenced(text: str, language: str) -> str:
    """Print text as a block of code of Markdown, which nothing in it can end."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def doc(text: str, used: int = 0, hang: int = 0, margin: int = 0) -> str:
    """Print text inside a docstring: wrapped, and unable to end it.

    Args:
        text: Any text.
        used: Columns that its first line has before it, besides the margin.
        hang: Columns before each other line, besides the margin.
        margin: Columns that an ``indent`` around it adds to every line.
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


FILTERS: dict[str, Callable[..., str]] = {
    "cell": cell,
    "code": code,
    "doc": doc,
    "fenced": fenced,
    "link": link,
    "literal": literal,
    "prose": prose,
    "words": words,
}


def _render(plan: FilePlan, environment: jinja2.Environment) -> str:
    if plan.template is None:
        return str(plan.subject)
    return environment.get_template(plan.template).render(it=plan.subject)


def lay_out(files: list[SourceFile], width: int = WIDTH, rules: str = RULES) -> tuple[SourceFile, ...]:
    """Sort imports and lay out lines, by one run of ruff that looks at nothing but these files."""
    layout = ("--target-version", "py311", "--line-length", str(width))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for file in files:
            path = root / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8", newline="\n")
        _ruff("format", *RUFF, *layout, ".", folder=root)
        _ruff("check", *RUFF, "--fix", "--select", rules, *layout, "--config", FIRST_PARTY, ".", folder=root)
        _ruff("format", *RUFF, *layout, ".", folder=root)
        return tuple(
            SourceFile(path=file.path, text=_final((root / file.path).read_text(encoding="utf-8"))) for file in files
        )


def _ruff(*arguments: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"a template prints Python that is not clean:\n{done.stdout}{done.stderr}")


def _final(text: str) -> str:
    """End with one line end, or be empty."""
    return f"{text.rstrip()}\n" if text.strip() else ""
