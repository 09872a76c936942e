"""Access decoded JSON like JMESPath: missing values are None and raise no error.

Generated code is plain Python where Python and JMESPath agree. These functions cover the differences: paths through
values of unknown types, lists that may be missing, and the truth value of 0, which is true in JMESPath.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import cast

from msgspec import UNSET, Struct

from inferwire_runtime.errors import OutputError
from inferwire_runtime.jsontypes import Json, is_list

FALSE: tuple[Json, ...] = (None, False, "", [], {})


def get(data: Json, *path: str | int) -> Json:
    """Return the value at a path of names and indexes, or None if it does not exist."""
    for step in path:
        if isinstance(step, int):
            if not is_list(data) or not -len(data) <= step < len(data):
                return None
            data = data[step]
        elif isinstance(data, Struct):
            is_field = step in data.__struct_fields__ or step == data.__struct_config__.tag_field
            data = getattr(data, step, None) if is_field else None
        elif isinstance(data, Mapping):
            data = cast("Mapping[str, Json]", data).get(step)
        else:
            return None
        if data is None:
            return None
    return data


def get_list(data: Json, *path: str | int) -> list[Json] | None:
    """Return the list at a path, or None if there is no list."""
    value = get(data, *path)
    return value if is_list(value) else None


def flatten(data: Json) -> list[Json] | None:
    """Flatten a list by one level and drop nulls; None if the value is not a list."""
    if not is_list(data):
        return None
    result: list[Json] = []
    for item in data:
        if is_list(item):
            result.extend(item)
        else:
            result.append(item)
    return drop_nulls(result)


def drop_nulls(items: list[Json]) -> list[Json]:
    """Return the items that are not null."""
    return [item for item in items if item is not None]


def is_true(value: Json) -> bool:
    """Return whether a value is true in JMESPath: anything but null, false and empty values. 0 is true."""
    if isinstance(value, (int, float)):
        return value is not False
    return value not in FALSE


def first_true(*values: Json) -> Json:
    """Return the first value that is true in JMESPath, or else the last value."""
    for value in values:
        if is_true(value):
            return value
    return values[-1]


def coalesce(*values: Json) -> Json:
    """Return the first value that is neither null nor UNSET, or None."""
    return next((value for value in values if value is not None and value is not UNSET), None)


def first_or_self(data: Json) -> Json:
    """Return the first item of a list; return any other value unchanged."""
    return get(data, 0) if isinstance(data, list) else data


def as_list(data: Json) -> Json:
    """Wrap an object in a list; return any other value unchanged."""
    return [data] if isinstance(data, Mapping) else data


def concat(data: Json) -> Json:
    """Join the lists in a list into a single list; wrap an object in a list."""
    if not is_list(data):
        return as_list(data)
    return [each for item in data for each in (item if is_list(item) else [item])]


def squeeze(data: Json) -> Json:
    """Unwrap a list that contains a single list; wrap an object in a list."""
    if is_list(data) and len(data) == 1 and is_list(data[0]):
        return data[0]
    return as_list(data)


def zip_scores(labels: Json, scores: Json) -> Json:
    """Combine a list of labels and a list of scores into a list of objects; None if both are missing.

    Raises:
        OutputError: If the lists differ in length.
    """
    if coalesce(labels, scores) is None:
        return None
    labels, scores = (value if is_list(value) else [] for value in (labels, scores))
    if len(labels) != len(scores):
        raise OutputError("the response does not have one score for each label")
    return [{"label": label, "score": score} for label, score in zip(labels, scores, strict=True)]


def list_tokens(logprobs: Json) -> list[Json] | None:
    """Return the tokens of OpenAI's ``logprobs``, in the form for completions or for chats; None if there are none."""
    texts, numbers = get_list(logprobs, "tokens"), get_list(logprobs, "token_logprobs")
    if texts is not None:
        numbers = numbers if numbers is not None and len(numbers) == len(texts) else [None] * len(texts)
        return [{"text": text, "logprob": number} for text, number in zip(texts, numbers, strict=True)]
    content = get_list(logprobs, "content")
    return content and [{"text": get(item, "token"), "logprob": get(item, "logprob")} for item in content]


def cosine_similarities(vectors: Json) -> Json:
    """Return the cosine similarity of the first vector to each of the others; None if *vectors* is not a list."""
    if not is_list(vectors) or not vectors:
        return None
    first, *others = vectors
    try:
        return [_cosine(first, other) for other in others]
    except (TypeError, ValueError):
        return None


def _cosine(first: Json, second: Json) -> float:
    product: float = sum(a * b for a, b in zip(first, second, strict=True))
    return product / ((math.hypot(*first) * math.hypot(*second)) or 1.0)


def as_text(value: Json) -> str:
    """Return a string unchanged, and an empty string for any other value."""
    return value if isinstance(value, str) else ""
