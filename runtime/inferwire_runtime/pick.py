"""Walks through decoded JSON as JMESPath does: what is not there is None, and nothing raises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from inferwire_runtime.errors import Json, OutputError
from inferwire_runtime.shapes import is_list, is_object

T = TypeVar("T")

FALSE: tuple[Json, ...] = (None, False, "", [], {})


def pick(data: Json, *steps: str | int) -> Json:
    """Follow names and positions; None where one of them leads nowhere."""
    for step in steps:
        if isinstance(step, int):
            if not is_list(data) or not -len(data) <= step < len(data):
                return None
            data = data[step]
        elif isinstance(data, Mapping):
            data = cast("Mapping[str, Json]", data).get(step)
        else:
            data = getattr(data, step, None) if step in getattr(data, "__struct_fields__", ()) else None
        if data is None:
            return None
    return data


def items(data: Json) -> list[Json]:
    """Give the items of a list; of anything else, none."""
    return data if is_list(data) else []


def not_null(*values: Json) -> Json:
    """Give the first value that is there, be it empty; None where none is."""
    return next((value for value in values if value is not None), None)


def each(data: Json, function: Callable[[Json], Json]) -> list[Json] | None:
    """Make something of every item of a list, and leave out nulls; None where there is no list."""
    if not is_list(data):
        return None
    return [made for item in data if item is not None and (made := function(item)) is not None]


def every(data: Json, function: Callable[[Json], Json]) -> list[Json] | None:
    """Make something of every item of a list, nulls too; None where there is no list."""
    return [function(item) for item in data] if is_list(data) else None


def within(data: Json, function: Callable[[Json], Json]) -> Json:
    """Make something of what is there; None where nothing is."""
    return None if data is None else function(data)


def flat_items(data: Json) -> list[Json] | None:
    """Give the items of a list, those of lists within it in their place; None where there is no list."""
    if not is_list(data):
        return None
    result: list[Json] = []
    for item in data:
        if is_list(item):
            result.extend(item)
        else:
            result.append(item)
    return result


def is_false(value: Json) -> bool:
    """Whether JMESPath takes a value for false: null, false, and what is empty; not 0."""
    return value is None or value is False or (not isinstance(value, (int, float)) and value in FALSE)


def either(*values: Json) -> Json:
    """Give the first value that is not false, else the last."""
    for value in values:
        if not is_false(value):
            return value
    return values[-1]


def both(first: Json, second: Json) -> Json:
    """Give the first value where it is false, else the second."""
    return first if is_false(first) else second


def keys_of(data: Json) -> list[Json] | None:
    """Give the names of an object's fields; None where there is no object."""
    return list(data) if is_object(data) else None


def values_of(data: Json) -> list[Json] | None:
    """Give the values of an object's fields; None where there is no object."""
    return list(data.values()) if is_object(data) else None


def ordered(data: Json, function: Callable[[Json], Json]) -> list[Json] | None:
    """Give a list by what is made of its items, the smallest first; None where there is no list.

    Raises:
        OutputError: What is made of them is not all numbers, or all texts.
    """
    if not is_list(data):
        return None
    made = [function(item) for item in data]
    if not all(isinstance(key, (int, float)) for key in made) and not all(isinstance(key, str) for key in made):
        raise OutputError("the answer holds items that have no order")
    return [item for _, _, item in sorted(zip(made, range(len(data)), data, strict=True), key=lambda three: three[:2])]


def backwards(data: Json) -> list[Json] | None:
    """Give a list from its end; None where there is no list."""
    return data[::-1] if is_list(data) else None


def quotient(first: Json, second: Json) -> float | None:
    """Give the first number divided by the second; None where one of them is none."""
    numbers = [value for value in (first, second) if isinstance(value, (int, float)) and not isinstance(value, bool)]
    return numbers[0] / numbers[1] if len(numbers) == 2 and numbers[1] else None


def one(data: Json) -> Json:
    """Give the first item of a list, or the bare object that stands for it."""
    return pick(data, 0) if isinstance(data, list) else data


def many(data: Json) -> Json:
    """Give a list, or the bare object as a list of one."""
    return [data] if isinstance(data, Mapping) else data


def flat(data: Json) -> Json:
    """Take away one list too many: the lists inside a list, one after the other."""
    return flat_items(data) if is_list(data) else many(data)


def unnest(data: Json) -> Json:
    """Take away a list around a single list; a bare object becomes a list of one."""
    if is_list(data) and len(data) == 1 and is_list(data[0]):
        return data[0]
    return many(data)


def pairs(labels: Json, scores: Json) -> Json:
    """Give labels and their scores, which came as two lists, as one list of objects; None where neither came.

    Raises:
        OutputError: The lists are not of one length.
    """
    if labels is None and scores is None:
        return None
    if len(items(labels)) != len(items(scores)):
        raise OutputError("the answer has more labels than scores, or the reverse")
    return [{"label": label, "score": score} for label, score in zip(items(labels), items(scores), strict=True)]


def first_of(results: list[T], who: str = "the provider") -> T:
    """Give the first of several results.

    Raises:
        OutputError: There is none.
    """
    if not results:
        raise OutputError(f"the answer of {who} is empty")
    return results[0]


def text_of(value: Json) -> str:
    """Give a text, and no text for anything else."""
    return value if isinstance(value, str) else ""
