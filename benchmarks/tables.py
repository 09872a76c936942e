"""The rows of the table, with their goals, and how figures become text."""

from __future__ import annotations

import statistics
from typing import Any, NamedTuple

import streams

CHOICES = ("httpx-stock", "httpx2", "aiohttp")  # what ``http=`` may be, besides the default
FLOOR, HUB = "floor", "huggingface_hub"
FAILED = "failed"


class Row(NamedTuple):
    """One row.

    Attributes:
        title: What is measured.
        scenario, metric: Where the figure stands.
        unit: Printed after it.
        goal: The most it may be: the figure itself, or with ``to`` its ratio.
        to: Name of the client whose figure of the same round it is divided by.
        aiohttp: Another goal for inferwire over aiohttp.
    is_least: Whether the least of all rounds counts, since whatever else the machine does can only add to it.
    """

    title: str
    scenario: str
    metric: str = "cpu"
    unit: str = ""
    goal: float | None = None
    to: str | None = None
    aiohttp: float | None = None
    is_least: bool = False


ROWS = (
    Row("`import`, CPU over an empty interpreter", "import", "cpu", "ms", 5),
    Row("client classes imported, CPU", "classes", "cpu", "ms", 40),
    Row("import + client + first answer, sync, CPU", "first_sync", "cpu", "ms", 95),
    Row("the same, async", "first_async", "cpu", "ms", 95),
    Row("the next client, sync, CPU", "next_client_sync", "cpu", "ms", 0.1),
    Row("the same, async", "next_client_async", "cpu", "ms", 0.1),
    Row("the next client's first answer over any other, sync, CPU", "next_client_sync", "with_answer", "ms"),
    Row("the same, async", "next_client_async", "with_answer", "ms"),
    Row("one small chat, sync, CPU", "chat_sync", "cpu", "µs", 0.85, FLOOR),
    Row("one small chat, async, CPU", "chat_async", "cpu", "µs", 0.55, FLOOR),
    Row("64 chats at once, async, CPU per call", "many_64", "cpu", "µs", 0.50, HUB),
    Row("256 chats at once, async, CPU per call", "many_256", "cpu", "µs", 0.45, HUB),
    Row("2000-chunk stream, sync, CPU per chunk", "stream_sync", "cpu", "µs", 0.90, FLOOR),
    Row("2000-chunk stream, async, CPU per chunk", "stream_async", "cpu", "µs", 0.90, FLOOR, 0.30),
    Row("500 chunks, one every 2 ms, sync, CPU per chunk", "paced_sync", "cpu", "µs", None, FLOOR),
    Row("500 chunks, one every 2 ms, async, CPU per chunk", "paced_async", "cpu", "µs", None, FLOOR),
    Row("500 streams left after the first chunk, sync: kept per stream", "abandoned_sync", "kib", "KiB", 1),
    Row("the same: connections open", "abandoned_sync", "open", "", 1),
    Row("500 streams left after the first chunk, async: kept per stream", "abandoned_async", "kib", "KiB", 1),
    Row("the same: connections open", "abandoned_async", "open", "", 1),
    Row("500 streams read to the end, sync: new connections", "read_out_sync", "new", "", 0),
    Row("500 streams read to the end, async: new connections", "read_out_async", "new", "", 0),
    Row("chat with an image of 8 MiB, CPU", "image", "cpu", "ms", 1.1, FLOOR),
    Row("the same: peak memory", "image", "mib", "MiB", 12),
    Row(f"event streams decoded wrongly, of {len(streams.CASES)}", "cases", "wrong", "", 0),
    Row("an event of 4 MiB to one of 1 MiB, in pieces of 4 KiB (4 is linear)", "event", "ratio", "", 4.2),
    Row("the same, where the C allocator keeps what is freed", "event", "kept", "", 4.2),
    Row("256×1024 floats, CPU", "floats", "cpu", "ms", 1.05, FLOOR),
    Row("the same: peak memory", "floats", "mib", "MiB", 14),
    Row("256×1024 floats as base64, CPU, to the floor's JSON", "base64_floats", "cpu", "ms", 0.35, "floor/floats"),
    Row("the same: peak memory", "base64_floats", "mib", "MiB"),
    Row("32 MiB upload from a file, CPU", "upload", "cpu", "ms", 1.1, FLOOR),
    Row("the same: peak memory growth", "upload", "mib", "MiB", 1),
    Row("32 MiB upload as base64 in JSON, CPU", "upload_base64", "cpu", "ms"),
    Row("the same: peak memory growth", "upload_base64", "mib", "MiB", 4),
    Row("24 queue jobs at once", "jobs", "seconds", "s", 3.0),
    Row("one queue job: longest stand-still of the loop", "job", "still", "ms", 15, is_least=True),
    Row("fresh environment: packages", "footprint", "packages", "", 9),
    Row("fresh environment: size", "footprint", "mb", "MB", 9),
    Row("mypy on a ten-line user file, CPU", "mypy", "seconds", "s", 2.0),
    Row("generating after a change, CPU", "generate", "seconds", "s", 5),
    Row("generating with each provider ten times, CPU", "generate_ten", "seconds", "s"),
)

Results = dict[str, dict[str, list[dict[str, Any]]]]  # by client and scenario, one for each round


class Cell(NamedTuple):
    """One figure, and its ratio where the row has one; or why there is none."""

    value: float | None = None
    ratio: float | None = None
    why: str = "–"

    def text(self, unit: str) -> str:
        if self.value is None:
            return self.why
        figure = number(self.value) + (f" {unit}" if unit else "")
        return figure if self.ratio is None else f"{self.ratio:.2f}× ({figure})"


def number(value: float) -> str:
    """Print three digits that count."""
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
        return Cell(why=FAILED if "failed" in rounds[-1] else "–")
    if row.to is None:
        return Cell(min(found) if row.is_least else statistics.median(found))
    client, _, scenario = row.to.partition("/")
    base = [each.get(row.metric) for each in results.get(client, {}).get(scenario or row.scenario, [])]
    pairs = zip(values, base, strict=False)
    ratios = [value / other for value, other in pairs if value is not None and other is not None]
    return Cell(statistics.median(found), statistics.median(ratios) if ratios else None)


def reached(row: Row, figure: Cell, aiohttp: Cell) -> str:
    """Say whether inferwire is where it must be, on its default and over aiohttp where that has a goal of its own."""
    verdicts: list[str] = []
    for goal, each in ((row.goal, figure), (row.aiohttp, aiohttp)):
        measured = each.value if row.to is None else each.ratio
        if goal is not None and measured is not None:
            verdicts.append("yes" if measured <= goal else "**no**")
        elif goal is not None and each.why == FAILED:
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
    """Print rows: the goal, inferwire and whether it is reached, then everyone else."""
    ours = [name for name in names if name.startswith("inferwire")]
    others = [name for name in names if name not in ours]
    head = ["measure", "goal"]
    for name in ours:
        head += [name, "reached"] if name == "inferwire" else [name]
    lines = [head + others]
    for row in rows:
        cells = {name: cell(results, name, row) for name in names}
        if all(each.value is None and each.why == "–" for each in cells.values()):
            continue
        line = [row.title, goal_text(row)]
        for name in ours:
            text = cells[name].text(row.unit)
            verdict = reached(row, cells[name], cells.get("inferwire aiohttp", Cell()))
            line += [text, verdict] if name == "inferwire" else [text]
        lines.append(line + [cells[name].text(row.unit) for name in others])
    return table(lines)


def stream_table(results: Results, names: list[str]) -> str:
    """Print the legal streams that anyone reads wrongly, and who."""
    wrong = {
        name: rounds[-1]["names"] for name in names if (rounds := results[name].get("cases")) and "names" in rounds[-1]
    }
    if not wrong:
        return ""
    lines = [["stream", *wrong]]
    rightly = []
    for case in streams.CASES:
        if any(case.name in found for found in wrong.values()):
            lines.append([case.name, *(found.get(case.name, "right") for found in wrong.values())])
        else:
            rightly.append(case.name)
    return f"## Event streams decoded wrongly\n\n{table(lines)}\n\nRead rightly by all: {'; '.join(rightly)}."


def table(lines: list[list[str]]) -> str:
    head, *rest = lines
    ruler = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ruler, *rest])
