"""Read what providers report about a job: its ID, its place in the queue, its progress and its logs."""

from __future__ import annotations

from collections.abc import Iterator

from inferwire_runtime.jsontypes import Json, is_list, is_object

MAX_LEVELS = 3  # of objects that are searched
MAX_LINES = 1000
ID_FIELDS = ("requestid", "taskid", "predictionid", "jobid", "generationid", "videoid", "id", "name")
POSITION_FIELDS = ("queueposition", "positioninqueue", "queuenumber", "position")
PROGRESS_FIELDS = ("progresspercent", "progresspercentage", "percentcomplete", "percentage", "percent", "progress")
LOG_FIELDS = ("logs", "log", "events", "messages")
LINE_FIELDS = ("message", "msg", "text", "line")


def _fields(data: Json, levels: int = MAX_LEVELS) -> Iterator[tuple[str, Json]]:
    """Yield the fields of an object, and of the objects in it, the outer ones first; their names without separators."""
    if not is_object(data):
        return
    for name, value in data.items():
        yield name.lower().replace("_", "").replace("-", ""), value
    if levels > 1:
        for value in data.values():
            yield from _fields(value, levels - 1)


def _find(data: Json, names: tuple[str, ...]) -> Iterator[tuple[str, Json]]:
    found = list(_fields(data))
    for wanted in names:
        for name, value in found:
            if name == wanted:
                yield name, value


def find_id(data: Json) -> str | None:
    """Return the provider's ID for a job, from the response to its submission, or None."""
    for _, value in _find(data, ID_FIELDS):
        if isinstance(value, str) and value and len(value) <= 500:
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def find_position(data: Json) -> int | None:
    """Return the place of a job in the provider's queue, as the provider counts it, or None."""
    for _, value in _find(data, POSITION_FIELDS):
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
    return None


def find_progress(data: Json) -> float | None:
    """Return the fraction of a job that is done, from 0 to 1, or None."""
    for name, value in _find(data, PROGRESS_FIELDS):
        number: Json = value
        if isinstance(value, str):
            text = value.strip().removesuffix("%").strip()
            if not text.replace(".", "", 1).isdecimal():
                continue
            number = float(text)
            name = "percent" if value.strip().endswith("%") else name
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number <= 100:
            continue
        is_percentage = name.startswith(("percent", "progresspercent")) or number > 1 or isinstance(number, int)
        return number / 100 if is_percentage else float(number)
    return None


def find_logs(data: Json) -> tuple[str, ...]:
    """Return the lines of a job's log; empty if the provider reports none."""
    for _, value in _find(data, LOG_FIELDS):
        if isinstance(value, str) and value:
            return tuple(value.splitlines()[-MAX_LINES:])
        if is_list(value) and (lines := tuple(_lines(value[-MAX_LINES:]))):
            return lines
    return ()


def _lines(items: list[Json]) -> Iterator[str]:
    for item in items:
        if isinstance(item, str):
            yield item
        elif is_object(item):
            line = next((item[name] for name in LINE_FIELDS if isinstance(item.get(name), str)), None)
            if line is not None:
                yield line
