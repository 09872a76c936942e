"""Journals: a run again makes only the calls that are missing or failed."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

import inferwire
from inferwire import JournalError, Media, journal
from inferwire_bulk.journal import JsonlJournal
from inferwire_emulator import serve
from tests.support.local_servers import ReceivedRequest, http_response, local_server

from .support import LABELS, Run, classifier, on_both_clients, run_blocking

KINDS = ("run.jsonl", "run.db")
ROWS = [f"text {number}" for number in range(30)]


@on_both_clients
@pytest.mark.parametrize("name", KINDS)
def test_a_second_run_sends_only_what_is_missing_or_failed(run: Run, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with classifier() as (url, server):
        first = run(url, [*ROWS, "wrong"], journal=path)
        server.calls.clear()
        second = run(url, ["new", *reversed(ROWS), "wrong", ROWS[0]], journal=path)
        assert server.calls == {"new": 1, "wrong": 1, ROWS[0]: 1}
    assert [result.is_resumed for result in first] == [False] * 31
    assert [result.is_resumed for result in second] == [False, *[True] * 30, False, False]
    assert second[1].value == first[29].value
    assert (second[1].index, second[1].key, second[1].row) == (1, 1, "text 29")
    assert second[1].unwrap()[0].score == LABELS[0]["score"]


@pytest.mark.parametrize("name", KINDS)
def test_equal_rows_have_a_result_each(name: str, tmp_path: Path) -> None:
    with classifier() as (url, server):
        run_blocking(url, ["a", "a", "b"], journal=tmp_path / name)
        server.calls.clear()
        results = run_blocking(url, ["a", "a", "a", "b", "b"], journal=tmp_path / name)
    assert [result.is_resumed for result in results] == [True, True, False, True, False]
    assert server.calls == {"a": 1, "b": 1}


@pytest.mark.parametrize("name", KINDS)
def test_other_parameters_or_models_are_other_calls(name: str, tmp_path: Path) -> None:
    with classifier() as (url, server):
        for options in ({}, {"top_k": 1}, {"model": "other"}, {"top_k": 1}):
            run_blocking(url, ["a"], journal=tmp_path / name, **options)
    assert server.calls == {"a": 3}


def test_a_journal_holds_no_key_and_other_keys_are_the_same_call(tmp_path: Path) -> None:
    with classifier() as (url, server):
        for key in ("secret-one-1234567", "secret-two-7654321"):
            headers = {"x-api-key": key}
            run_blocking(url, ["a"], journal=tmp_path / "run.jsonl", api_key=key, headers=headers, timeout=len(key))
    assert server.calls == {"a": 1}
    assert b"secret" not in (tmp_path / "run.jsonl").read_bytes()


def test_a_journal_is_read_back_typed_and_exported(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    with classifier() as (url, _):
        run_blocking(url, ["a", "once more", "wrong"], journal=path, retry=1)
        run_blocking(url, ["a", "once more", "wrong"], journal=path)
    results = list(journal.read(path))
    assert [(result.key, result.ok) for result in results] == [(0, True), (1, True), (2, False)]
    assert isinstance(results[0].unwrap()[0], inferwire.ClassificationOutput)
    assert [dict(label) for label in results[0].unwrap()] == LABELS
    assert isinstance(results[2].error, inferwire.ProviderError)
    assert results[2].error.status == 400
    assert journal.to_jsonl(path, tmp_path / "out.jsonl") == 3
    lines = [msgspec.json.decode(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert lines[0]["value"] == LABELS
    assert lines[2]["error"]["status"] == 400


def test_media_are_files_next_to_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    with serve() as emulator, inferwire.InferenceClient(api_key="hf_x", emulator_url=emulator.url) as client:
        with client.map("text-to-image", ["a cat", "a dog"], model="emulated/text-to-image", journal=path) as run:
            first = list(run)
        with client.map("text-to-image", ["a cat", "a dog"], model="emulated/text-to-image", journal=path) as run:
            second = list(run)
    assert [result.is_resumed for result in second] == [True, True]
    assert isinstance(second[0].value, Media)
    assert bytes(second[0].unwrap()) == bytes(first[0].unwrap())
    assert second[0].unwrap().media_type == first[0].unwrap().media_type
    (file,) = {each.name for each in (tmp_path / "run.jsonl.files").iterdir()}
    assert not file.startswith(".")
    assert [bytes(result.unwrap()) for result in journal.read(path)] == [bytes(first[0].unwrap())] * 2
    (tmp_path / "run.jsonl.files" / file).unlink()
    with pytest.raises(JournalError, match="cannot be read"):
        list(journal.read(path))


@pytest.mark.parametrize("cut", [1, 40, 150])
def test_a_last_line_that_was_cut_off_is_repaired(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    with classifier() as (url, server):
        run_blocking(url, ROWS[:5], journal=path, concurrency=1)
        path.write_bytes(path.read_bytes()[:-cut])
        server.calls.clear()
        results = run_blocking(url, ROWS[:5], journal=path)
        assert server.calls == {ROWS[4]: 1}
    assert all(result.ok for result in results)
    assert sorted(result.key for result in journal.read(path)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("name", KINDS)
def test_two_runs_cannot_share_a_journal(name: str, tmp_path: Path) -> None:
    with classifier() as (url, _), inferwire.InferenceClient(base_url=url) as client:
        with client.map("text-classification", ["a"], journal=tmp_path / name) as run:
            next(run)
            with pytest.raises(JournalError, match="another run uses the journal"):
                client.map("text-classification", ["a"], journal=tmp_path / name)
        assert client.map("text-classification", ["a"], journal=tmp_path / name).finish().resumed == 1


def test_files_that_are_no_journals(tmp_path: Path) -> None:
    (tmp_path / "notes.jsonl").write_text("hello\n", encoding="utf-8")
    (tmp_path / "notes.db").write_text("hello " * 500, encoding="utf-8")
    for name, message in [
        ("notes.jsonl", "line 1 of .* is not a journal record"),
        ("notes.db", "cannot be used"),
        ("no/such/folder.jsonl", "create its folder"),
        (".", "cannot be used: Is a directory"),
    ]:
        with pytest.raises(JournalError, match=message):
            run_blocking("http://127.0.0.1:9", ["a"], journal=tmp_path / name)
    assert (tmp_path / "notes.jsonl").read_text(encoding="utf-8") == "hello\n"
    with pytest.raises(JournalError, match="there is no journal"):
        list(journal.read(tmp_path / "none.jsonl"))


@on_both_clients
def test_a_full_disk_ends_the_run_and_loses_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.jsonl"
    written = 0
    own = JsonlJournal._append

    def append(self: JsonlJournal, line: bytes) -> None:
        nonlocal written
        written += 1
        if written == 10:
            monkeypatch.setattr("inferwire_bulk.journal._write_at", fill)
        own(self, line)

    def fill(file: int, offset: int, data: bytes) -> int:
        if len(data) > 20:
            return os.pwrite(file, data[:20], offset)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with classifier() as (url, server):
        monkeypatch.setattr(JsonlJournal, "_append", append)
        with pytest.raises(JournalError, match="free space on the disk") as caught:
            run(url, ROWS, journal=path, concurrency=4)
        kept = list(journal.read(path))
        assert len(kept) == 8  # the first line names the call
        sent = set(server.calls)
        assert {result.row for result in caught.value.results} | {ROWS[result.index] for result in kept} == sent
        monkeypatch.undo()
        results = run(url, ROWS, journal=path)
    assert all(result.ok for result in results)


def test_values_that_cannot_be_kept(tmp_path: Path) -> None:
    with classifier() as (url, _), pytest.raises(JournalError, match="cannot be written") as caught:
        run_blocking(url, ["a"], journal=tmp_path / "run.jsonl", key=lambda row: object())
    assert caught.value.results[0].ok


PROGRAM = """\
import sys
from inferwire import InferenceClient

url, path = sys.argv[1:]
with InferenceClient(base_url=url) as client:
    rows = [f"text {number}" for number in range(400)]
    print(client.map("text-classification", rows, journal=path, concurrency=8).finish().rows)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
@pytest.mark.parametrize("name", KINDS)
def test_a_killed_run_goes_on_where_it_ended(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    command = [sys.executable, "-c", textwrap.dedent(PROGRAM)]
    with classifier() as (url, server):
        server.before = lambda text: time.sleep(0.004)
        for _ in range(3):
            before = sum(server.calls.values())
            process = subprocess.Popen([*command, url, str(path)], stdout=subprocess.DEVNULL)
            while sum(server.calls.values()) < before + 60 and process.poll() is None:
                time.sleep(0.005)
            process.send_signal(signal.SIGKILL)
            process.wait()
        done = subprocess.run([*command, url, str(path)], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "400"
        twice = sum(count - 1 for count in server.calls.values())
    assert len(server.calls) == 400
    assert twice <= 3 * (8 + 1)  # those under way at each kill
    assert sorted(result.key for result in journal.read(path)) == list(range(400))


JOB_PROGRAM = """\
import sys
from inferwire import InferenceClient

url, path = sys.argv[1:]
with InferenceClient(api_key="key", provider="replicate", emulator_url=url) as client:
    run = client.map("text-to-image", ["a", "b", "c"], model="owner/model", mapping=False, journal=path)
    print(sum(result.ok for result in run))
"""


class JobServer:
    """Runs jobs of Replicate, which end once `is_done` is set."""

    def __init__(self) -> None:
        self.orders: list[str] = []
        self.polls = 0
        self.is_done = False

    def __call__(self, request: ReceivedRequest) -> bytes:
        path = request.target.partition("/api.replicate.com")[2]
        if request.method == "POST":
            self.orders.append(msgspec.json.decode(request.body)["input"]["prompt"])
            return http_response(201, self.job(len(self.orders), "starting"))
        if path.startswith("/v1/predictions/"):
            self.polls += 1
            number = int(path.rpartition("-")[2])
            return http_response(200, self.job(number, "succeeded" if self.is_done else "processing"))
        return http_response(200, IMAGE, {"content-type": "image/png"})

    def job(self, number: int, status: str) -> dict[str, Any]:
        urls = {"get": f"https://api.replicate.com/v1/predictions/job-{number}"}
        output = "https://api.replicate.com/out.png" if status == "succeeded" else None
        return {"id": f"job-{number}", "status": status, "output": output, "urls": urls}


IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(24)


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
@pytest.mark.parametrize("name", KINDS)
def test_jobs_of_a_killed_run_are_not_submitted_again(name: str, tmp_path: Path) -> None:
    server = JobServer()
    command = [sys.executable, "-c", JOB_PROGRAM]
    with local_server(server) as running:
        process = subprocess.Popen([*command, running.url, str(tmp_path / name)])
        while server.polls < 6 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        server.is_done = True
        done = subprocess.run([*command, running.url, str(tmp_path / name)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3"
    assert sorted(server.orders) == ["a", "b", "c"]
    assert [bytes(result.unwrap()) for result in journal.read(tmp_path / name)] == [IMAGE] * 3
