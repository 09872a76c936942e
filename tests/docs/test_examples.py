"""All code on the pages runs, as it is printed there, against the emulator."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import inferwire
from inferwire_emulator import RunningEmulator
from inferwire_http.backends import run_sync
from inferwire_runtime import client as client_module
from inferwire_runtime.client import Client
from inferwire_runtime.core import BlockingCore

from .pages import Block, blocks, name_of, pages

PAGES = pages()
CURL = shutil.which("curl")


def with_language(language: str) -> list[Path]:
    return [page for page in PAGES if blocks(page, language)]


def run_python(page: Path) -> None:
    """Run the code of a page, one block after the other."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with ExitStack() as clients, pytest.MonkeyPatch.context() as patch:
        create_core = Client._create_core

        def create_and_close(*args: Any) -> BlockingCore:
            core = create_core(*args)
            clients.callback(lambda: run_sync(core.connections.aclose(None)))  # a script leaves that to its end
            return core

        patch.setattr(Client, "_create_core", staticmethod(create_and_close))
        patch.setattr(client_module, "_defaults", ({}, {}))  # single functions start like those of a script of its own
        for block in blocks(page, "python"):
            code = "\n" * block.line + block.code  # so that a traceback names the line of the page
            exec(compile(code, str(page), "exec"), names)


def saved_files(folder: Path) -> set[tuple[str, int]]:
    """Return each file of a folder with the time at which it was written."""
    return {(path.name, path.stat().st_mtime_ns) for path in folder.iterdir()}


def command_lines(page: Path) -> list[Block]:
    return [block for block in blocks(page, "sh") if block.code.startswith("curl ")]


@pytest.mark.parametrize("page", with_language("python"), ids=name_of)
def test_the_code_on_a_page_runs(page: Path, reader_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = saved_files(reader_folder)
    run_python(page)
    assert capsys.readouterr().out or saved_files(reader_folder) - before


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if "to_curl()" in "".join(block.code for block in blocks(page, "python"))],
    ids=name_of,
)
def test_the_command_line_on_a_page_is_what_its_request_prints(
    page: Path, reader_folder: Path, emulator: RunningEmulator, capsys: pytest.CaptureFixture[str]
) -> None:
    run_python(page)
    printed = capsys.readouterr().out.replace(f"{emulator.url}/", "https://")
    shown = command_lines(page)
    assert shown
    for block in shown:
        assert block.code.strip() in printed


@pytest.mark.skipif(CURL is None, reason="there is no curl")
@pytest.mark.parametrize("page", [page for page in PAGES if command_lines(page)], ids=name_of)
def test_the_command_lines_on_a_page_succeed(page: Path, reader_folder: Path, emulator: RunningEmulator) -> None:
    for block in command_lines(page):
        is_own = "https://router.huggingface.co/" not in block.code and "huggingface.cloud" not in block.code
        code = re.sub(r"https?://(?=[\w.-]+(:\d+)?(/|\s))", f"{emulator.url}/", block.code, count=1)
        done = subprocess.run(
            ["/bin/sh", "-c", code.replace("curl ", "curl -sS -w '\\n%{http_code}' ", 1)],
            env={"API_KEY": "own-key" if is_own else "hf_emulated", "PATH": "/usr/bin:/bin"},
            cwd=reader_folder,
            capture_output=True,
            check=False,
            timeout=20,
        )
        assert (done.returncode, done.stdout.splitlines()[-1:]) in [(0, [b"200"]), (0, [b"201"])], done


def test_there_is_a_page_for_each_task_and_provider() -> None:
    names = {name_of(page) for page in PAGES}
    assert {f"reference/tasks/{task}" for task in inferwire.list_tasks()} <= names
    assert {f"reference/providers/{provider}" for provider in inferwire.list_providers()} <= names


def test_every_task_has_an_example_in_each_language() -> None:
    for page in (page for page in PAGES if page.parent.name == "tasks"):
        assert len(blocks(page, "python")) >= 3, page
        assert command_lines(page), page
        assert "asyncio.run" in page.read_text(encoding="utf-8"), page


def test_every_public_name_is_documented() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in inferwire.__all__ if not re.search(rf"\b{name}\b", text)] == []
