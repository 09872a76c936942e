"""Show the progress of a run: with rich or tqdm if installed, otherwise as lines of text."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

from inferwire_bulk.report import Progress
from inferwire_runtime.errors import InputError, describe

EVERY = 10.0  # seconds between two lines of text, where no bar can be drawn


def make_progress(value: object, title: str) -> Callable[[Progress], None] | None:
    """Return the function that shows the progress in the form that the caller chose.

    Args:
        value: False for none, True for the best that the terminal can show, or the function itself.
        title: Name of the run.

    Raises:
        InputError: If the value is something else.
    """
    if value is None or value is False:
        return None
    if value is True:
        return _bar(title)
    if callable(value):
        return cast("Callable[[Progress], None]", value)
    raise InputError(f"`progress` must be True, False or a function, got {describe(value)}")


def _bar(title: str) -> Callable[[Progress], None]:
    if sys.stderr.isatty():
        for bar in (RichBar, TqdmBar):
            try:
                return bar(title)
            except ImportError:
                continue
    return TextLines(title)


def describe_progress(progress: Progress) -> str:
    """Return what a line shows next to the number of rows: rate, errors, tokens."""
    parts = [f"{progress.rate:,.1f} rows/s"]
    if progress.failed:
        kinds = ", ".join(f"{count} {name}" for name, count in sorted(progress.errors.items()))
        parts.append(f"{progress.failed} failed ({kinds})")
    if progress.resumed:
        parts.append(f"{progress.resumed:,} from the journal")
    if tokens := progress.usage.get("total_tokens"):
        parts.append(f"{tokens:,} tokens")
    return ", ".join(parts)


class TextLines:
    """Writes a line every ten seconds and one at the end, for logs."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._written_at = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        """Show the progress."""
        now = time.monotonic()
        if not progress.is_done and now - self._written_at < EVERY:
            return
        self._written_at = now
        total = "" if progress.total is None else f"/{progress.total:,}"
        left = "" if progress.is_done or progress.remaining is None else f", {_duration(progress.remaining)} left"
        text = f"{self._title}: {progress.done:,}{total} rows, {describe_progress(progress)}{left}"
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


class TqdmBar:
    """A bar of tqdm."""

    def __init__(self, title: str) -> None:
        tqdm: Any = import_module("tqdm")
        self._bar: Any = tqdm.tqdm(desc=title, unit=" rows", mininterval=0)

    def __call__(self, progress: Progress) -> None:
        """Show the progress."""
        bar = self._bar
        bar.total = progress.total
        bar.set_postfix_str(describe_progress(progress), refresh=False)
        bar.update(progress.done - bar.n)
        bar.refresh()
        if progress.is_done:
            bar.close()


class RichBar:
    """A bar of rich."""

    def __init__(self, title: str) -> None:
        rich: Any = import_module("rich.progress")
        console: Any = import_module("rich.console").Console(stderr=True)
        columns = (
            rich.TextColumn("{task.description}"),
            rich.BarColumn(),
            rich.MofNCompleteColumn(),
            rich.TimeRemainingColumn(),
            rich.TextColumn("{task.fields[text]}"),
        )
        self._bar: Any = rich.Progress(*columns, console=console)
        self._task: Any = self._bar.add_task(title, total=None, text="")
        self._bar.start()

    def __call__(self, progress: Progress) -> None:
        """Show the progress."""
        self._bar.update(self._task, completed=progress.done, total=progress.total, text=describe_progress(progress))
        if progress.is_done:
            self._bar.stop()


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"
