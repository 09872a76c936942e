"""Render the reference pages of the documentation."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from inferwire_codegen.render.render import SourceFile, format_files, make_environment

if TYPE_CHECKING:
    from inferwire_codegen.docs.language import LanguagePages
    from inferwire_codegen.docs.pages import CallExample, Pages, ProviderPage, TaskPage

CODE_WIDTH = 88  # columns of code that fit a page without scrolling


class Script(Struct, frozen=True, kw_only=True):
    """One form of an example."""

    example: CallExample
    is_async: bool = False
    is_stream: bool = False


class PrintedTask(Struct, frozen=True, kw_only=True):
    """A task's page with its code; ``aliases`` maps the names of type aliases to their definitions."""

    page: TaskPage
    signature: str
    sync: str
    asynchronous: str
    stream: str
    request: str
    aliases: dict[str, str]
    is_job: bool


class PrintedProvider(Struct, frozen=True, kw_only=True):
    """A provider's page with its code."""

    page: ProviderPage
    sync: str


class Navigation(Struct, frozen=True, kw_only=True):
    """The site navigation for these pages."""

    groups: tuple[Any, ...]
    active: tuple[ProviderPage, ...]
    retired: tuple[ProviderPage, ...]


def reference_pages(pages: Pages, language: LanguagePages | None) -> tuple[SourceFile, ...]:
    """Render all reference pages; the language pages are included only if *language* is not None."""
    environment = make_environment()
    environment.filters["yaml"] = _as_yaml

    def show(path: str, template: str, subject: Any) -> SourceFile:
        text = environment.get_template(template).render(it=subject)
        return SourceFile(path=path, text=_tidy(text))

    code = _print_code(pages, environment)
    navigation = Navigation(
        groups=pages.groups,
        active=tuple(page for page in pages.providers if page.provider.lifecycle == "active"),
        retired=tuple(page for page in pages.providers if page.provider.lifecycle == "retired"),
    )
    words = (
        ()
        if language is None
        else (
            show("language.md", "language.md.jinja", language),
            show("language-examples.md", "language_examples.md.jinja", language),
        )
    )
    return (
        *words,
        show("nav.yml", "nav.yml.jinja", navigation),
        show("providers.md", "providers.md.jinja", pages.api),
        show("tasks.md", "tasks_page.md.jinja", pages),
        *(show(f"tasks/{page.task.name}.md", "task_page.md.jinja", _printed_task(page, code)) for page in pages.tasks),
        *(
            show(
                f"providers/{page.provider.name}.md",
                "provider_page.md.jinja",
                PrintedProvider(page=page, sync=code.get(f"providers/{page.provider.name}.py", "")),
            )
            for page in pages.providers
        ),
    )


def _print_code(pages: Pages, environment: Any) -> dict[str, str]:
    """Render the examples and signatures of all pages, formatted together."""
    files: dict[str, str] = {}

    def add(path: str, template: str, subject: Any) -> None:
        files[path] = environment.get_template(template).render(it=subject)

    for page in pages.tasks:
        name = page.task.function
        add(f"signatures/{name}.py", "signature.py.jinja", page.task)
        files.update({f"aliases/{type_.name}.py": type_.alias for type_ in page.types if type_.alias})
        if page.example is not None:
            add(f"sync/{name}.py", "example.py.jinja", Script(example=page.example))
            add(f"asynchronous/{name}.py", "example.py.jinja", Script(example=page.example, is_async=True))
            add(f"request/{name}.py", "request.py.jinja", page.example)
            if page.task.stream_item:
                add(f"stream/{name}.py", "example.py.jinja", Script(example=page.example, is_stream=True))
    for provider in pages.providers:
        if provider.example is not None:
            path = f"providers/{provider.provider.name}.py"
            add(path, "example.py.jinja", Script(example=provider.example))
    formatted = format_files([SourceFile(path=path, text=text) for path, text in files.items()], CODE_WIDTH, "I")
    return {file.path: file.text for file in formatted}


def _printed_task(page: TaskPage, code: dict[str, str]) -> PrintedTask:
    name = page.task.function
    return PrintedTask(
        page=page,
        signature=code[f"signatures/{name}.py"],
        sync=code.get(f"sync/{name}.py", ""),
        asynchronous=code.get(f"asynchronous/{name}.py", ""),
        stream=code.get(f"stream/{name}.py", ""),
        request=code.get(f"request/{name}.py", ""),
        aliases={type_.name: code[f"aliases/{type_.name}.py"] for type_ in page.types if type_.alias},
        is_job=any(line.is_job for line in page.lines if line.provider == page.example_provider),
    )


def _as_yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _tidy(text: str) -> str:
    """Return text with one final newline and without consecutive blank lines outside code blocks."""
    lines: list[str] = []
    fence = ""
    for line in text.strip().splitlines():
        if fence or line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
        if fence:
            fence = "" if line == fence else fence
        elif found := re.match("`{3,}", line):
            fence = found[0]
    return "\n".join(lines) + "\n"
