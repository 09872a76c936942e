"""Figures of a run, both during it and at its end."""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which these classes name as their module.

import heapq
import math
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from inferwire_bulk.results import MapResult
from inferwire_runtime.errors import publish

STEP = 1.05  # between two bounds of the histogram of latencies: percentiles are accurate to 5 %
SLOWEST = 10  # rows that a report names
RECENT = 0.3  # weight of the last second in the rate that the remaining time is estimated from


class Progress(Struct, frozen=True, kw_only=True):
    """How far a run is.

    Attributes:
        done: Rows with a result.
        total: Number of rows; None if it is unknown.
        failed: Rows with an error.
        resumed: Rows whose result was in the journal already.
        errors: Number of errors of each class.
        usage: Tokens by name.
        seconds: Seconds since the run began.
        rate: Rows a second, lately, without those of the journal.
        remaining: Estimated seconds until the end; None if the number of rows is unknown.
        concurrency: Calls that may be under way at once.
        is_done: Whether the run has ended.
    """

    done: int
    total: int | None
    failed: int
    resumed: int
    errors: dict[str, int]
    usage: dict[str, int]
    seconds: float
    rate: float
    remaining: float | None
    concurrency: int
    is_done: bool = False


class SlowRow(Struct, frozen=True, order=True):
    """A row that took long.

    Attributes:
        seconds: Time that its calls took.
        index: Position of the row.
        key: Key of the row, as text.
    """

    seconds: float
    index: int
    key: str


class Report(Struct, frozen=True, kw_only=True):
    """The figures of a run.

    Attributes:
        rows: Rows with a result.
        failed: Rows with an error.
        resumed: Rows whose result was in the journal already.
        attempts: Number of attempts to call the provider.
        errors: Number of errors of each class.
        usage: Tokens by name.
        seconds: Duration of the run.
        latency: Seconds that calls took: the 50th, 90th and 99th percentiles and the maximum, accurate to 5 %.
        slowest: The slowest rows, the slowest first.
    """

    rows: int
    failed: int
    resumed: int
    attempts: int
    errors: dict[str, int]
    usage: dict[str, int]
    seconds: float
    latency: dict[str, float]
    slowest: list[SlowRow]

    @property
    def rate(self) -> float:
        """Rows a second, without those of the journal."""
        return (self.rows - self.resumed) / self.seconds if self.seconds else 0.0

    def to_markdown(self) -> str:
        """Return the report as tables of Markdown."""
        figures = {
            "rows": f"{self.rows:,}",
            "failed": f"{self.failed:,}",
            "from the journal": f"{self.resumed:,}",
            "attempts": f"{self.attempts:,}",
            "duration": f"{self.seconds:.1f} s",
            "rows a second": f"{self.rate:,.1f}",
        }
        figures |= {f"latency, {name}": f"{seconds:.3f} s" for name, seconds in self.latency.items()}
        figures |= {name.replace("_", " "): f"{count:,}" for name, count in self.usage.items()}
        text = _table(("figure", "value"), figures.items())
        if self.errors:
            most = max(self.errors.values())
            rows = [
                (name, f"{count:,}", "█" * max(1, round(20 * count / most)))
                for name, count in sorted(self.errors.items(), key=lambda item: -item[1])
            ]
            text += "\n" + _table(("error", "rows", ""), rows)
        if self.slowest:
            rows = [(row.key, f"{row.seconds:.3f} s", str(row.index)) for row in self.slowest]
            text += "\n" + _table(("slowest rows", "time", "index"), rows)
        return text


def _table(head: tuple[str, ...], rows: Any) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


class Figures:
    """Counts results as they come. Its memory does not grow with the number of rows."""

    def __init__(self, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.done = self.failed = self.resumed = self.attempts = 0
        self.errors: Counter[str] = Counter()
        self.usage: Counter[str] = Counter()
        self._clock = clock
        self._began = self._marked = clock()
        self._at_mark = 0
        self._rate = 0.0
        self._latencies: Counter[int] = Counter()
        self._longest = 0.0
        self._slowest: list[SlowRow] = []
        self._ended: float | None = None

    def add(self, result: MapResult[Any]) -> None:
        """Count a result."""
        self.done += 1
        if result.is_resumed:
            self.resumed += 1
            return
        self.attempts += result.attempts
        if result.error is not None:
            self.failed += 1
            self.errors[type(result.error).__name__] += 1
        for name, count in result.usage.items():
            self.usage[name] += count
        seconds = result.seconds
        self._latencies[math.ceil(math.log(max(seconds, 1e-6), STEP))] += 1
        self._longest = max(self._longest, seconds)
        if len(self._slowest) < SLOWEST:
            heapq.heappush(self._slowest, SlowRow(seconds, result.index, f"{result.key!s:.80}"))
        elif seconds > self._slowest[0].seconds:
            heapq.heapreplace(self._slowest, SlowRow(seconds, result.index, f"{result.key!s:.80}"))

    def end(self) -> None:
        """Stop the clock."""
        if self._ended is None:
            self._ended = self._clock()

    def progress(self, concurrency: int) -> Progress:
        """Return how far the run is."""
        now = self._clock() if self._ended is None else self._ended
        sent = self.done - self.resumed
        if (elapsed := now - self._marked) >= 1:
            current = (sent - self._at_mark) / elapsed
            self._rate = current if not self._rate else self._rate + RECENT * (current - self._rate)
            self._marked, self._at_mark = now, sent
        rate = self._rate or (sent / (now - self._began) if now > self._began else 0.0)
        left = None if self.total is None else max(0, self.total - self.done)
        return Progress(
            done=self.done,
            total=self.total,
            failed=self.failed,
            resumed=self.resumed,
            errors=dict(self.errors),
            usage=dict(self.usage),
            seconds=now - self._began,
            rate=rate,
            remaining=None if left is None or not rate else left / rate,
            concurrency=concurrency,
        )

    def report(self) -> Report:
        """Return the figures."""
        now = self._clock() if self._ended is None else self._ended
        return Report(
            rows=self.done,
            failed=self.failed,
            resumed=self.resumed,
            attempts=self.attempts,
            errors=dict(self.errors),
            usage=dict(self.usage),
            seconds=now - self._began,
            latency=self._percentiles(),
            slowest=sorted(self._slowest, reverse=True),
        )

    def _percentiles(self) -> dict[str, float]:
        count = sum(self._latencies.values())
        if not count:
            return {}
        bounds = {"p50": 0.50, "p90": 0.90, "p99": 0.99}
        found: dict[str, float] = {}
        seen = 0
        for step in sorted(self._latencies):
            seen += self._latencies[step]
            for name, share in bounds.items():
                if name not in found and seen >= share * count:
                    found[name] = min(STEP**step, self._longest)
        return {**found, "max": self._longest}


publish(Progress, Report, SlowRow)
