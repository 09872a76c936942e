"""`map`: every row has a result, in order, whatever happens to the others."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import anyio
import httpx
import pytest

import inferwire
from inferwire import AuthenticationError, InputError, ProviderError, TooManyErrorsError

from .support import Run, classifier, on_both_clients, run_async, run_blocking


@on_both_clients
def test_results_come_in_the_order_of_their_rows(run: Run) -> None:
    with classifier() as (url, server):
        server.before = lambda text: time.sleep(0.002 if text.endswith("0") else 0)
        results = run(url, (f"text {number}" for number in range(200)))
    assert [result.index for result in results] == [result.key for result in results] == list(range(200))
    assert [result.row for result in results] == [f"text {number}" for number in range(200)]
    assert all(result.unwrap()[0].label == "good" and result.ok and result.attempts == 1 for result in results)
    assert sum(server.calls.values()) == 200


@on_both_clients
def test_a_slow_row_does_not_hold_those_that_may_come_first(run: Run) -> None:
    with classifier() as (url, server):
        server.before = lambda text: time.sleep(0.4 if text == "text 0" else 0)
        results = run(url, [f"text {number}" for number in range(50)], ordered=False)
    assert results[-1].index == 0
    assert sorted(result.index for result in results) == list(range(50))


@on_both_clients
def test_a_bad_row_is_a_result(run: Run) -> None:
    with classifier() as (url, _):
        results = run(url, ["a", "wrong", {"nothing": 1}, 5, "b"])
    assert [result.ok for result in results] == [True, False, False, False, True]
    assert isinstance(results[1].error, ProviderError)
    assert results[1].error.status == 400
    assert "text_classification() missing 1 required positional argument: 'text'" in str(results[2].error)
    assert "pass column=" in str(results[2].error)
    assert isinstance(results[3].error, InputError)
    with pytest.raises(ProviderError):
        results[1].unwrap()


@on_both_clients
def test_a_row_that_failed_by_accident_is_called_again(run: Run) -> None:
    with classifier() as (url, server):
        results = run(url, ["once a", "once b"], retry=inferwire.Retry(attempts=1, wait_for_model=False))
    assert [result.ok for result in results] == [True, True]
    assert [result.attempts for result in results] == [2, 2]
    assert server.calls == {"once a": 2, "once b": 2}


@on_both_clients
def test_retries_of_the_client_count_as_attempts(run: Run) -> None:
    with classifier() as (url, _):
        retry = inferwire.Retry(attempts=3, initial_delay=0, wait_for_model=False)
        results = run(url, ["once a", "b"], retry=retry)
    assert [result.attempts for result in results] == [2, 1]


@on_both_clients
def test_rows_of_endless_sources_are_read_as_they_are_needed(run: Run) -> None:
    read: list[int] = []

    def rows() -> Iterator[str]:
        for number in itertools.count():
            read.append(number)
            yield f"text {number}"

    async def main(url: str) -> list[int]:
        async with inferwire.AsyncInferenceClient(base_url=url) as client:
            run = client.map("text-classification", rows(), ordered=False, concurrency=4)
            found = [(await anext(run)).index for _ in range(50)]
            await run.aclose()
            return found

    with classifier() as (url, _):
        if run is run_async:
            found = anyio.run(main, url)
        else:
            client = inferwire.InferenceClient(base_url=url)
            with client, client.map("text-classification", rows(), ordered=False, concurrency=4) as results:
                found = [next(results).index for _ in range(50)]
    assert len(set(found)) == 50
    assert len(read) < 50 + 200


def test_rows_that_come_by_themselves_do_not_hold_results() -> None:
    async def main(url: str) -> list[int]:
        returned = asyncio.Event()

        async def rows() -> AsyncIterator[str]:
            for number in range(3):
                yield f"text {number}"
                await asyncio.wait_for(returned.wait(), 30)  # the next row comes after the result of this one
                returned.clear()

        found: list[int] = []
        async with inferwire.AsyncInferenceClient(base_url=url) as client:
            async for result in client.map("text-classification", rows()):
                found.append(result.index)
                returned.set()
        return found

    with classifier() as (url, _):
        assert anyio.run(main, url) == [0, 1, 2]


@on_both_clients
def test_an_error_of_the_source_ends_the_run(run: Run) -> None:
    def rows() -> Iterator[str]:
        yield "a"
        raise RuntimeError("the file is gone")

    with classifier() as (url, _), pytest.raises(RuntimeError, match="the file is gone"):
        run(url, rows())


@on_both_clients
def test_columns_and_keys(run: Run) -> None:
    rows = [{"id": f"r{number}", "body": f"text {number}", "n": number} for number in range(5)]
    with classifier() as (url, server):
        named = run(url, rows, column="body", key="id")
        mapped = run(url, rows, column={"text": "body", "top_k": "n"}, key=lambda row: row["n"])
        made = run(url, rows, column=lambda row: row["body"].upper())
        wrong = run(url, rows, column="bdoy")
    assert [result.key for result in named] == ["r0", "r1", "r2", "r3", "r4"]
    assert [result.key for result in mapped] == [0, 1, 2, 3, 4]
    assert all(result.ok for result in named + mapped + made)
    assert server.calls["TEXT 1"] == 1
    assert "no column 'bdoy'" in str(wrong[0].error)
    assert "id, body, n" in str(wrong[0].error)


@on_both_clients
def test_packs_of_rows_are_halved_until_the_bad_row_is_alone(run: Run) -> None:
    with classifier() as (url, server):
        rows = [f"text {number}" if number != 13 else "wrong" for number in range(40)]
        results = run(url, rows, batch_size=8, concurrency=2)
    assert [result.index for result in results if not result.ok] == [13]
    assert max(server.batches) == 8
    assert sum(server.calls.values()) < 40 + 3 * 8


@on_both_clients
def test_packs_that_are_always_rejected_end_as_errors(run: Run) -> None:
    with classifier() as (url, server):
        retry = inferwire.Retry(attempts=1, wait_for_model=False)
        results = run(url, [f"limited {number}" for number in range(4)], batch_size=4, retry=retry)
    assert [type(result.error) for result in results] == [inferwire.RateLimitError] * 4
    assert [result.attempts for result in results] == [4] * 4
    assert server.calls["limited 0"] == 4


@on_both_clients
def test_the_last_progress_is_marked_even_without_a_total(run: Run) -> None:
    seen: list[inferwire.Progress] = []
    with classifier() as (url, _):
        run(url, (text for text in "ab"), progress=seen.append)
    assert [progress.is_done for progress in seen][-1] is True
    assert not any(progress.is_done for progress in seen[:-1])
    assert seen[-1].total is None


@on_both_clients
def test_max_errors(run: Run) -> None:
    with classifier() as (url, _):
        with pytest.raises(TooManyErrorsError, match="more than max_errors=2 allows"):
            run(url, ["wrong"] * 50, max_errors=2)
        with pytest.raises(TooManyErrorsError, match=r"max_errors=0\.1"):
            run(url, [f"wrong {n}" if n % 4 == 0 else "a" for n in range(100)], max_errors=0.1)
        rows = [f"wrong {n}" if n % 20 == 0 else "a" for n in range(100)]
        assert len(run(url, rows, max_errors=0.1, concurrency=1)) == 100  # in order, so that failures stay apart


@on_both_clients
def test_a_key_that_is_not_accepted_ends_the_run(run: Run) -> None:
    with classifier() as (url, server), pytest.raises(AuthenticationError):
        run(url, [f"key {n}" for n in range(1000)], concurrency=2)
    assert sum(server.calls.values()) < 20


@on_both_clients
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rows": "a text"}, "pass a list of them"),
        ({"rows": {"a": 1}}, "pass a list of them"),
        ({"rows": 5}, "must be an iterable of rows, got 5"),
        ({"concurrency": 0}, "`concurrency` must be 'auto' or an int ≥ 1"),
        ({"concurrency": "fast"}, "`concurrency` must be 'auto'"),
        ({"batch_size": 0}, "`batch_size` must be an int ≥ 1"),
        ({"task": "chat-completion", "batch_size": "many"}, "`batch_size` must be an int ≥ 1"),
        ({"max_errors": -1}, "`max_errors` must be"),
        ({"progress": 5}, "`progress` must be True, False or a function"),
        ({"task": "text-clasification"}, "did you mean 'text_classification'"),
        ({"task": "chat"}, "there is no task 'chat'; known are"),
        ({"task": 5}, "`task` must be a task"),
        ({"fsync": "often", "journal": "x.jsonl"}, "`fsync` must be"),
    ],
)
def test_wrong_arguments(run: Run, options: dict[str, Any], message: str, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        run("http://127.0.0.1:9", **{"rows": ["a"], **options})
    assert message in str(caught.value)


def test_a_run_without_rows() -> None:
    assert run_blocking("http://127.0.0.1:9", []) == run_async("http://127.0.0.1:9", []) == []


def test_methods_determine_the_type_of_results_and_a_client_keeps_its_options() -> None:
    with classifier() as (url, _), inferwire.InferenceClient(base_url=url) as client:
        with client.map(client.text_classification, ["a"], top_k=1) as run:
            (result,) = run
        assert result.unwrap()[0].label == "good"
        with inferwire.InferenceClient(base_url=url) as other, pytest.raises(InputError, match="method of this client"):
            client.map(int, ["a"])
        del other


def test_a_client_with_an_http_client_of_the_caller() -> None:
    with classifier() as (url, server), httpx.Client() as http:
        client = inferwire.InferenceClient(base_url=url, http_client=http)
        with client.map("text-classification", [f"text {n}" for n in range(20)], concurrency=4) as run:
            results = list(run)
    assert all(result.ok for result in results)
    assert len(server.calls) == 20


@on_both_clients
def test_progress_and_report(run: Run) -> None:
    seen: list[inferwire.Progress] = []
    with classifier() as (url, _):
        run(url, ["a", "wrong", "b"], progress=seen.append)
    last = seen[-1]
    assert (last.done, last.total, last.failed, last.errors) == (3, 3, 1, {"ProviderError": 1})
    with classifier() as (url, _), inferwire.InferenceClient(base_url=url) as client:
        report = client.map("text-classification", ["a", "wrong", "b"]).finish()
    assert (report.rows, report.failed, report.attempts) == (3, 1, 3)
    assert set(report.latency) == {"p50", "p90", "p99", "max"}
    text = report.to_markdown()
    assert "| rows | 3 |" in text
    assert "| ProviderError | 1 |" in text


def test_leaving_a_run_cancels_its_calls_and_ends_its_thread() -> None:
    release = threading.Event()
    with classifier() as (url, server), inferwire.InferenceClient(base_url=url) as client:
        server.before = lambda text: text == "slow" and release.wait(5)
        with client.map("text-classification", ["a", "slow", "b"], ordered=False) as run:
            assert next(run).ok
        assert not any(thread.name == "inferwire-bulk" for thread in threading.enumerate())
        with pytest.raises(StopIteration):
            next(run)
        release.set()
    assert "closed" in repr(run)


def test_data_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    class Frame:
        """What is used of a pandas data frame."""

        columns = ("text", "n")

        def __len__(self) -> int:
            return 2

        def __iter__(self) -> Iterator[str]:
            return iter(self.columns)

        def itertuples(self, *, index: bool, name: None) -> Iterator[tuple[Any, ...]]:
            assert index is False
            return iter([("a", 1), ("b", 2)])

    class Table:
        """What is used of an Arrow table."""

        num_rows = 2

        def __iter__(self) -> Iterator[Any]:
            return iter(())

        def to_batches(self) -> list[Any]:
            class Batch:
                def to_pylist(self) -> list[dict[str, Any]]:
                    return [{"text": "a", "n": 1}, {"text": "b", "n": 2}]

            return [Batch()]

    with classifier() as (url, _):
        for rows in (Frame(), Table()):
            results = run_blocking(url, rows, column="text", key="n")
            assert [(result.key, result.ok) for result in results] == [(1, True), (2, True)]


def test_other_event_loops_are_refused_with_a_remedy() -> None:
    async def main() -> None:
        async with inferwire.AsyncInferenceClient(base_url="http://127.0.0.1:9") as client:
            await anext(client.map("text-classification", ["a"]))

    with pytest.raises(InputError, match=r"run InferenceClient\.map in a thread"):
        anyio.run(main, backend="trio")
