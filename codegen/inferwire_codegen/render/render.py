"""Render planned files with Jinja2 and format them with ruff. Text from specs must pass through a quoting filter."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from msgspec import Struct

from inferwire_codegen.ir import Prose
from inferwire_codegen.render.filters import FILTERS, WIDTH

if TYPE_CHECKING:
    from inferwire_codegen.render.plan import FilePlan

RUFF = ("--isolated", "--no-cache", "--quiet")
RULES = "I,F,UP,PIE790,RUF022"
PACKAGES = ("inferwire", "inferwire_bulk", "inferwire_http", "inferwire_integrations", "inferwire_runtime")
FIRST_PARTY = f"lint.isort.known-first-party=[{', '.join(map(repr, PACKAGES))}]"


class SourceFile(Struct, frozen=True, kw_only=True):
    """A generated file."""

    path: str
    text: str


def render_files(plans: tuple[FilePlan, ...]) -> tuple[SourceFile, ...]:
    """Render all plans.

    Raises:
        jinja2.UndefinedError: If a template uses an undefined name.
        TypeError: If a template prints text from a spec unquoted.
        RuntimeError: If a template renders invalid or unclean Python.
    """
    environment = make_environment()
    files = [SourceFile(path=plan.path, text=_render(plan, environment)) for plan in plans]
    return format_files(files)


def make_environment() -> jinja2.Environment:
    """Return the template environment, in which undefined names and unquoted text from specs are errors."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("inferwire_codegen"),
        undefined=jinja2.StrictUndefined,
        finalize=_refuse_prose,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is Python and Markdown, and `finalize` refuses unquoted text
    )
    environment.filters.update(FILTERS)
    return environment


def _refuse_prose(value: Any) -> Any:
    if isinstance(value, Prose):
        raise TypeError(
            f"a template prints text from a spec unquoted: {str(value)[:60]!r}; use the filter doc or literal"
        )
    return value


def _render(plan: FilePlan, environment: jinja2.Environment) -> str:
    if plan.template is None:
        return str(plan.subject)
    return environment.get_template(plan.template).render(it=plan.subject)


def format_files(files: list[SourceFile], width: int = WIDTH, rules: str = RULES) -> tuple[SourceFile, ...]:
    """Format files and sort their imports with a single run of ruff, which ignores all other files."""
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
        raise RuntimeError(f"a template renders Python with errors:\n{done.stdout}{done.stderr}")


def _final(text: str) -> str:
    """Return text that ends with exactly one newline; empty text stays empty."""
    return f"{text.rstrip()}\n" if text.strip() else ""
