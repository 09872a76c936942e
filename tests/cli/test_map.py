"""``inferwire map``, as a process and in this one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click.testing
import msgspec
import pytest

from inferwire_cli.main import make_group
from tests.bulk.support import LABELS, classifier


def invoke(*arguments: object, source: bytes | None = None) -> click.testing.Result:
    return click.testing.CliRunner().invoke(make_group(), ["map", *map(str, arguments)], input=source)


def lines_of(path: Path) -> list[Any]:
    return [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]


FILES = {
    "rows.jsonl": '{"id": "a", "text": "one"}\n\n{"id": "b", "text": "two"}\n',
    "rows.json": '[{"id": "a", "text": "one"}, {"id": "b", "text": "two"}]',
    "rows.csv": "\ufeffid,text\na,one\nb,two\n",
    "rows.tsv": "id\ttext\na\tone\nb\ttwo\n",
}


@pytest.mark.parametrize("name", list(FILES))
def test_rows_of_files(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    out = tmp_path / "out.jsonl"
    with classifier() as (url, server):
        options = ("--base-url", url, "--column", "text", "--key", "id", "--out", out)
        result = invoke("text-classification", "--in", tmp_path / name, *options)
    assert result.exit_code == 0, result.output
    assert [(line["key"], line["value"]) for line in lines_of(out)] == [("a", LABELS), ("b", LABELS)]
    assert server.calls == {"one": 1, "two": 1}
    assert "| rows | 2 |" in result.stderr


def test_lines_of_text_and_the_standard_streams(tmp_path: Path) -> None:
    (tmp_path / "rows.txt").write_text("one\ntwo", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    with classifier() as (url, _):
        result = invoke("text-classification", "--in", tmp_path / "rows.txt", "--out", out, "--base-url", url)
        assert result.exit_code == 0
        assert [line["index"] for line in lines_of(out)] == [0, 1]
        command = [sys.executable, "-m", "inferwire_cli", "map", "text-classification", "--in", "-", "--out", "-"]
        done = subprocess.run(
            [*command, "--base-url", url, "--quiet"], input=b'"one"\n"wrong"\n', capture_output=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b""
    first, second = map(msgspec.json.decode, done.stdout.splitlines())
    assert first["value"] == LABELS
    assert second["error"]["status"] == 400


def test_parameters_and_arguments_from_columns(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"a": "one", "k": 2}\n', encoding="utf-8")
    out = tmp_path / "out.jsonl"
    with classifier() as (url, _):
        options = ("--base-url", url, "--column", "text=a", "--column", "top_k=k", "--param", "function_to_apply=none")
        result = invoke("text-classification", "--in", tmp_path / "rows.jsonl", "--out", out, *options)
    assert result.exit_code == 0, result.output


def test_a_run_goes_on_with_its_journal(tmp_path: Path) -> None:
    (tmp_path / "rows.txt").write_text("one\nwrong\nthree\n", encoding="utf-8")
    out, journal = tmp_path / "out.jsonl", tmp_path / "run.jsonl"
    options = ("--in", tmp_path / "rows.txt", "--out", out, "--journal", journal)
    with classifier() as (url, server):
        assert invoke("text-classification", *options, "--base-url", url).exit_code == 1
        server.calls.clear()
        assert invoke("text-classification", *options, "--base-url", url).exit_code == 1
        assert server.calls == {"wrong": 1}
    assert [line["index"] for line in lines_of(out)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["text-clasification", "--in", "rows.txt", "--out", "out.jsonl"], 1, "did you mean 'text_classification'"),
        (["text-classification", "--in", "no.txt", "--out", "out.jsonl"], 2, "there is no file no.txt"),
        (["text-classification", "--in", "rows.xls", "--out", "out.jsonl"], 2, "use .jsonl, .ndjson"),
        (["text-classification", "--in", "rows.txt", "--out", "taken.jsonl"], 2, "--overwrite to replace it"),
        (["text-classification", "--in", "rows.txt", "--out", "no/out.jsonl"], 1, "no/out.jsonl cannot be written"),
        (
            ["text-classification", "--in", "broken.jsonl", "--out", "out.jsonl"],
            1,
            "line 2 of broken.jsonl is not JSON",
        ),
        (["text-classification", "--in", "rows.txt", "--out", "o", "--param", "x"], 2, "'x' is not NAME=VALUE"),
        (["text-classification", "--in", "rows.txt", "--out", "o", "--concurrency", "0"], 2, "must be 'auto' or a"),
        (["text-classification", "--in", "rows.txt", "--out", "o", "--provider", "grok"], 1, "did you mean 'groq'"),
    ],
)
def test_mistakes(arguments: list[str], status: int, message: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"rows.txt": "one\n", "rows.xls": "", "taken.jsonl": "", "broken.jsonl": '"a"\n{\n'}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    more = [] if "--provider" in arguments else ["--base-url", "http://127.0.0.1:9"]
    result = invoke(*arguments, *more, "--timeout", "0.2")
    assert result.exit_code == status, result.output
    assert message in " ".join(result.output.split())
    assert "Traceback" not in result.output


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
@pytest.mark.parametrize("has_journal", [True, False])
def test_an_interrupted_run_shows_how_to_go_on(has_journal: bool, tmp_path: Path) -> None:
    (tmp_path / "rows.txt").write_text("".join(f"text {number}\n" for number in range(2000)), encoding="utf-8")
    command = [sys.executable, "-m", "inferwire_cli", "map", "text-classification", "--in", "rows.txt"]
    command += ["--out", "out.jsonl", "--concurrency", "4"]
    command += ["--journal", "run.jsonl"] if has_journal else []
    with classifier() as (url, server):
        server.before = lambda text: time.sleep(0.01)
        environment = {**os.environ, "HF_HOME": str(tmp_path)}
        process = subprocess.Popen(
            [*command, "--base-url", url],
            cwd=tmp_path,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # shells ignore it for background jobs
        )
        while sum(server.calls.values()) < 20 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert ("run the same command again" if has_journal else "pass --journal FILE") in errors


def test_help_imports_nothing_that_makes_calls() -> None:
    code = (
        "import sys; sys.argv = ['inferwire', '--help']\n"
        "try:\n    from inferwire_cli.main import run; run()\n"
        "except SystemExit: pass\n"
        "print([name for name in ('inferwire', 'inferwire_bulk', 'rich', 'asyncio', 'httpx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "map  Call a task for each row of a file." in done.stdout


def test_without_click_the_command_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from inferwire_cli import main

    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit, match=r"pip install 'inferwire\[cli\]'"):
        main.run()
