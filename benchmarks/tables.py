"""The rows of the tables with their goals, and how to print them."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from typing import Any, NamedTuple

import streams

TRANSPORTS = ("httpx", "httpx2", "aiohttp")  # values of ``transport=`` next to the default
FLOOR, HTTPX2, HUB = "floor", "httpx2 by hand", "huggingface_hub"
BY_HAND = (FLOOR, HTTPX2)
SLOWER = 1.03  # a ratio between two commits above this is marked
FAILED = "failed"


class Row(NamedTuple):
    """One row.

    Attributes:
        title: What is measured.
        scenario, metric: Which figure it is.
        unit: Printed after the figure.
        goal: Upper limit of the figure, or of its ratio if ``to`` is set.
        to: Name of the client by whose figure of the same round it is divided.
        aiohttp: Another goal for inferwire over aiohttp.
        is_minimum: Whether the minimum of all rounds counts, because other programs can only add to it.
        tolerance: By how much two commits may differ and still count as equal.
    """

    title: str
    scenario: str
    metric: str = "cpu"
    unit: str = ""
    goal: float | None = None
    to: str | None = None
    aiohttp: float | None = None
    is_minimum: bool = False
    tolerance: float = 0.0


ROWS = (
    Row("`import`, CPU over an empty interpreter", "import", "cpu", "ms", 5, tolerance=1.0),
    Row("client classes imported, CPU", "classes", "cpu", "ms", 35),
    Row("import + client + first response, sync, CPU", "first_sync", "cpu", "ms", 95),
    Row("the same, async", "first_async", "cpu", "ms", 95),
    Row("the next client, sync, CPU", "next_client_sync", "cpu", "ms", 0.1),
    Row("the same, async", "next_client_async", "cpu", "ms", 0.1),
    Row(
        "the next client's first response minus a later one, sync, CPU",
        "next_client_sync",
        "first_response",
        "ms",
        tolerance=0.2,
    ),
    Row("the same, async", "next_client_async", "first_response", "ms", tolerance=0.2),
    Row("one small chat, sync, CPU", "chat_sync", "cpu", "µs", 0.62, FLOOR),
    Row("one small chat, async, CPU", "chat_async", "cpu", "µs", 0.36, FLOOR),
    Row("64 chats at once, async, CPU per call", "many_64", "cpu", "µs", 0.50, HUB),
    Row("256 chats at once, async, CPU per call", "many_256", "cpu", "µs", 0.45, HUB),
    Row("2000-chunk stream, sync, CPU per chunk", "stream_sync", "cpu", "µs", 0.66, FLOOR),
    Row("2000-chunk stream, async, CPU per chunk", "stream_async", "cpu", "µs", 0.64, FLOOR, 0.30),
    Row("500 chunks, one every 2 ms, sync, CPU per chunk", "paced_sync", "cpu", "µs", None, FLOOR),
    Row("500 chunks, one every 2 ms, async, CPU per chunk", "paced_async", "cpu", "µs", None, FLOOR),
    Row(
        "500 streams abandoned after the first chunk, sync: memory per stream",
        "abandoned_sync",
        "kib",
        "KiB",
        1,
        tolerance=1.0,
    ),
    Row("the same: open connections", "abandoned_sync", "open", "", 1),
    Row(
        "500 streams abandoned after the first chunk, async: memory per stream",
        "abandoned_async",
        "kib",
        "KiB",
        1,
        tolerance=1.0,
    ),
    Row("the same: open connections", "abandoned_async", "open", "", 1),
    Row("500 streams read to the end, sync: new connections", "completed_sync", "new", "", 0),
    Row("500 streams read to the end, async: new connections", "completed_async", "new", "", 0),
    Row("chat with an image of 8 MiB, CPU", "image", "cpu", "ms", 1.1, FLOOR),
    Row("the same: peak memory", "image", "mib", "MiB", 12, tolerance=0.5),
    Row(f"event streams decoded wrongly, of {len(streams.CASES)}", "cases", "wrong", "", 0),
    Row("CPU of an event of 4 MiB over one of 1 MiB, in chunks of 4 KiB (4 is linear)", "event", "ratio", "", 4.2),
    Row("the same, if the C allocator retains freed memory", "event", "retained", "", 4.2),
    Row("256×1024 floats, CPU", "floats", "cpu", "ms", 1.05, FLOOR),
    Row("the same: peak memory", "floats", "mib", "MiB", 14, tolerance=0.5),
    Row("256×1024 floats as base64, CPU, over the floor's JSON", "base64_floats", "cpu", "ms", 0.35, "floor/floats"),
    Row("the same: peak memory", "base64_floats", "mib", "MiB", tolerance=0.5),
    Row("32 MiB upload from a file, CPU", "upload", "cpu", "ms", 1.1, FLOOR),
    Row("the same: peak memory growth", "upload", "mib", "MiB", 1, tolerance=0.5),
    Row("32 MiB upload as base64 in JSON, CPU", "upload_base64", "cpu", "ms"),
    Row("the same: peak memory growth", "upload_base64", "mib", "MiB", 4, tolerance=0.5),
    Row("24 queue jobs at once", "jobs", "seconds", "s", 3.0),
    Row("one queue job: event loop blocked for", "job", "blocked", "ms", 15, is_minimum=True, tolerance=1.0),
    Row("new environment: packages", "footprint", "packages", "", 9),
    Row("new environment: size", "footprint", "mb", "MB", 9),
    Row("mypy on a ten-line user file, CPU", "mypy", "seconds", "s", 2.0),
    Row("code generation after a change, CPU", "generate", "seconds", "s", 5),
    Row("code generation with ten times the providers, CPU", "generate_ten", "seconds", "s"),
)

Results = dict[str, dict[str, list[dict[str, Any]]]]  # by client and scenario, with one item for each round


class Cell(NamedTuple):
    """One figure, and its ratio if the row has one; or the text to print instead."""

    value: float | None = None
    ratio: float | None = None
    placeholder: str = "–"

    def text(self, unit: str) -> str:
        if self.value is None:
            return self.placeholder
        figure = number(self.value) + (f" {unit}" if unit else "")
        return figure if self.ratio is None else f"{self.ratio:.2f}× ({figure})"


def number(value: float) -> str:
    """Print three significant digits."""
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    for limit, digits in ((0.01, 4), (0.1, 3), (1, 2), (10, 2), (100, 1)):
        if abs(value) < limit:
            return f"{value:.{digits}f}"
    return f"{value:,.0f}"


def cell(results: Results, name: str, row: Row) -> Cell:
    rounds = results[name].get(row.scenario, [])
    if not rounds:
        return Cell()
    values = [each.get(row.metric) for each in rounds]
    found = [value for value in values if value is not None]
    if not found:
        return Cell(placeholder=FAILED if "failed" in rounds[-1] else "–")
    if row.to is None:
        return Cell(min(found) if row.is_minimum else statistics.median(found))
    client, _, scenario = row.to.partition("/")
    base = by_round(results.get(client, {}).get(scenario or row.scenario, []), row.metric)
    ratios = [value / base[key] for key, value in by_round(rounds, row.metric).items() if key in base]
    return Cell(statistics.median(found), statistics.median(ratios) if ratios else None)


def by_round(rounds: list[dict[str, Any]], metric: str) -> dict[tuple[int, int], float]:
    """Return figures by their round, and by their number in it."""
    seen: Counter[int] = Counter()
    figures: dict[tuple[int, int], float] = {}
    for each in rounds:
        key = (each["round"], seen[each["round"]])
        seen[each["round"]] += 1
        if (value := each.get(metric)) is not None:
            figures[key] = value
    return figures


def reached(row: Row, figure: Cell, aiohttp: Cell) -> str:
    """Return whether inferwire reaches the goal: by default, and over aiohttp if that has a goal of its own."""
    verdicts: list[str] = []
    for goal, each in ((row.goal, figure), (row.aiohttp, aiohttp)):
        measured = each.value if row.to is None else each.ratio
        if goal is not None and measured is not None:
            verdicts.append("yes" if measured <= goal else "**no**")
        elif goal is not None and each.placeholder == FAILED:
            verdicts.append("**no**")
    return ", ".join(verdicts)


def goal_text(row: Row) -> str:
    if row.goal is None:
        return ""
    sign = "≤ " if row.goal else ""
    over = f"; {row.aiohttp:.2f} over aiohttp" if row.aiohttp is not None else ""
    if row.to is None:
        return f"{sign}{number(row.goal)}{f' {row.unit}' if row.unit else ''}{over}"
    return f"{sign}{row.goal:.2f} of {'huggingface_hub' if row.to == HUB else 'the floor'}{over}"


def main_table(results: Results, names: list[str], rows: tuple[Row, ...] = ROWS) -> str:
    """Print the rows: the goal, inferwire and whether it reaches the goal, then the other clients."""
    ours = [name for name in names if name.startswith("inferwire")]
    others = [name for name in names if name not in ours]
    head = ["measure", "goal"]
    for name in ours:
        head += [name, "reached"] if name == "inferwire" else [name]
    lines = [head + others]
    for row in rows:
        cells = {name: cell(results, name, row) for name in names}
        if all(each.value is None and each.placeholder == "–" for each in cells.values()):
            continue
        line = [row.title, goal_text(row)]
        for name in ours:
            text = cells[name].text(row.unit)
            verdict = reached(row, cells[name], cells.get("inferwire aiohttp", Cell()))
            line += [text, verdict] if name == "inferwire" else [text]
        lines.append(line + [cells[name].text(row.unit) for name in others])
    return table(lines)


class Comparison(NamedTuple):
    """One row of inferwire at two commits.

    Attributes:
        before, now: The figures.
        ratios: Now over before, for each round.
    """

    before: float
    now: float
    ratios: list[float]

    @property
    def is_slower(self) -> bool:
        return statistics.median(self.ratios) > SLOWER

    def text(self, unit: str) -> str:
        ratio = f"{ratio_text(statistics.median(self.ratios))}×"
        spread = f"{ratio_text(min(self.ratios))}–{ratio_text(max(self.ratios))}; " if len(self.ratios) > 1 else ""
        figures = f"{number(self.before)} → {number(self.now)}{f' {unit}' if unit else ''}"
        return f"{f'**{ratio}**' if self.is_slower else ratio} ({spread}{figures})"


def ratio_text(ratio: float) -> str:
    return "∞" if math.isinf(ratio) else f"{ratio:.2f}"


def compare(results: Results, before: str, now: str, row: Row) -> Comparison | None:
    """Return a row of two clients, or None if no round has both."""
    old = by_round(results[before].get(row.scenario, []), row.metric)
    new = by_round(results[now].get(row.scenario, []), row.metric)
    pairs = [(old[key], new[key]) for key in new if key in old]
    if not pairs:
        return None
    average = min if row.is_minimum else statistics.median
    figures = [average(each) for each in zip(*pairs, strict=True)]
    if row.is_minimum:
        pairs = [(figures[0], figures[1])]
    return Comparison(*figures, [change(*pair, row.tolerance) for pair in pairs])


def change(before: float, now: float, tolerance: float) -> float:
    """Return the ratio of two figures; 1 if they differ by the tolerance at most."""
    if abs(now - before) <= tolerance:
        return 1.0
    return max(now, 0.0) / before if before > 0 else math.inf if now > before else 1.0


def comparison_table(results: Results, pairs: list[tuple[str, str]]) -> str:
    """Print each row of inferwire as a ratio to another commit.

    Args:
        results: All figures.
        pairs: Names of the same client: at the commit, and now.
    """
    lines = [["measure", *(now for _, now in pairs)]]
    for row in ROWS:
        texts: list[str] = []
        for before, now in pairs:
            compared = compare(results, before, now, row)
            is_broken = compared is None and cell(results, now, row).placeholder == FAILED
            texts.append(compared.text(row.unit) if compared else f"**{FAILED}**" if is_broken else "–")
        if any(text != "–" for text in texts):
            lines.append([row.title, *texts])
    return table(lines)


def stream_table(results: Results, names: list[str]) -> str:
    """Print the valid streams that a client decodes wrongly."""
    wrong = {
        name: rounds[-1]["names"] for name in names if (rounds := results[name].get("cases")) and "names" in rounds[-1]
    }
    if not wrong:
        return ""
    lines = [["stream", *wrong]]
    correct = []
    for case in streams.CASES:
        if any(case.name in found for found in wrong.values()):
            lines.append([case.name, *(found.get(case.name, "correct") for found in wrong.values())])
        else:
            correct.append(case.name)
    if len(lines) == 1:
        return ""
    return f"## Event streams decoded wrongly\n\n{table(lines)}\n\nDecoded correctly by all: {'; '.join(correct)}."


def table(lines: list[list[str]]) -> str:
    head, *rest = lines
    ruler = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ruler, *rest])
