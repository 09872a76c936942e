"""Forms in which servers send what a schema describes: other names, wrappers, and lists or maps instead of objects.

Only JSON that does not fit its type gets here, see `tolerance`. Fields of the schema take precedence:

    {"predictions": [...]}, {"data": {...}}, [[[...]]]    what the wrapper contains
    {"confidence": 0.9, "class": "cat"}                   required fields under other names
    {"cat": 0.9, "dog": 0.1}, [["cat", 0.9]]              a label and its score
    {"labels": ["cat"], "scores": [0.9]}                  a list for each field
    "Two cats.", 0.9 as text, [0, 0, 4, 4]                the only text, a number, a box
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, TypeGuard

Json: TypeAlias = Any  # decoded, not yet checked

# Names of required fields at other servers. In lower case and without separators, as `squash` returns them.
NAMES: dict[str, tuple[str, ...]] = {
    "label": ("class", "classname", "category", "classlabel", "predictedlabel", "predictedclass", "tag", "name"),
    "score": ("confidence", "probability", "prob", "conf", "confidencescore"),
    "box": ("bbox", "boundingbox", "bndbox", "xyxy", "rect", "coordinates"),
    "xmin": ("x1", "left", "minx"),
    "ymin": ("y1", "top", "miny"),
    "xmax": ("x2", "right", "maxx"),
    "ymax": ("y2", "bottom", "maxy"),
    "mask": ("segmentation", "maskpng"),
    "tokenstr": ("word", "tokentext", "filledtoken"),
    "word": ("text", "tokenstr", "entitytext"),
    "answer": ("generatedtext", "text", "outputtext"),
    "summarytext": ("generatedtext", "translationtext", "summary", "text", "outputtext"),
    "translationtext": ("generatedtext", "summarytext", "translation", "translatedtext", "text", "outputtext"),
    "generatedtext": ("text", "outputtext", "summarytext", "translationtext", "caption", "completion", "content"),
    "text": ("transcription", "transcript", "generatedtext", "outputtext", "recognizedtext"),
    "content": ("text",),
    "message": ("delta",),
}
WRAPPERS = (
    *("predictions", "prediction", "results", "result", "outputs", "output", "data", "response", "responses"),
    *("items", "generations", "answers", "classifications", "detections", "objects", "entities", "candidates"),
    *(
        "labels",
        "scores",
        "probabilities",
        "similarities",
        "embeddings",
        "embedding",
        "vectors",
        "vector",
        "values",
        "body",
    ),
)
MAX_WRAPPERS = 4
CORNERS = ("xmin", "ymin", "xmax", "ymax")  # the order of lists; that of the schema is another
SIZES = ("x", "y", "width", "height")
FAILURES = frozenset({"error", "errored", "failed", "failure", "fail"})
_SEPARATORS = str.maketrans("", "", "_-. ")


# As in `jsontypes`, but this module imports no other: everything that decodes depends on it.
def is_object(data: Json) -> TypeGuard[dict[str, Any]]:
    """Return whether *data* is a JSON object."""
    return isinstance(data, dict)


def is_list(data: Json) -> TypeGuard[list[Any]]:
    """Return whether *data* is a JSON array."""
    return isinstance(data, list)


def reports_failure(data: dict[str, Json]) -> bool:
    """Return whether an object states that there is no result, so that its texts are not read as one."""
    states = (data.get(name) for name in ("object", "type", "status", "state"))
    is_failed = any(isinstance(state, str) and state.lower() in FAILURES for state in states)
    return is_failed or bool(data.get("error") or data.get("errors")) or data.get("success", data.get("ok")) is False


def squash(name: str) -> str:
    """Return a name in lower case and without separators, so that `inputTokens` and `input_tokens` are equal."""
    return name.translate(_SEPARATORS).lower()


def find_named(data: dict[str, Json], names: tuple[str, ...]) -> Json:
    """Return the first value that is not null under one of several squashed names."""
    fields = {squash(name): value for name, value in data.items() if value is not None}
    return next((fields[name] for name in names if name in fields), None)


def other_names(key: str) -> tuple[str, ...]:
    """Return the squashed names of a required field, its own first."""
    return (squash(key), *NAMES.get(squash(key), ()))


def as_number(data: Json) -> int | float | None:
    """Return a number, also from text; None for anything else."""
    if isinstance(data, str) and len(data) < 64:
        for kind in (int, float):
            try:
                return kind(data)
            except ValueError:
                continue
    return data if isinstance(data, (int, float)) and not isinstance(data, bool) else None


def as_fields(data: Json, required: tuple[str, ...]) -> dict[str, Json] | None:
    """Return the required fields of an object that was sent as a list of their values; None if there is no such list.

    Args:
        data: JSON that is not an object.
        required: Names of the fields, in the order of the schema.
    """
    order = CORNERS if set(required) == set(CORNERS) else required
    if not is_list(data) or len(data) != len(order) or len(order) < 2 or any(map(is_object, data)):
        return None
    return dict(zip(order, data, strict=True))


def with_corners(data: dict[str, Json], required: tuple[str, ...]) -> dict[str, Json]:
    """Return a box with its corners, if it is written as a corner with a size."""
    if set(required) != set(CORNERS) or any(find_named(data, other_names(name)) is not None for name in CORNERS):
        return data
    x, y, width, height = (as_number(data.get(name)) for name in SIZES)
    if x is None or y is None or width is None or height is None:
        return data
    return {**data, "xmin": x, "ymin": y, "xmax": x + width, "ymax": y + height}


def part_of(data: dict[str, Json], inner: tuple[str, ...]) -> dict[str, Json] | None:
    """Return the fields of a nested object that are next to those of its parent; None if one is missing.

    Args:
        data: The object around it, which lacks the nested object.
        inner: Required fields of the nested object.
    """
    found = {name: find_named(data, other_names(name)) for name in inner}
    return found if found and all(value is not None for value in found.values()) else None


def as_rows(data: Json, pair: tuple[str, str] | None) -> Json:
    """Return a list of objects from another form of it.

    Args:
        data: JSON; unchanged if it is not in a form that is known.
        pair: Names of a string and a number, if the objects of the list require just these two.
    """
    while is_list(data) and len(data) == 1 and is_list(data[0]) and all(is_list(x) or is_object(x) for x in data[0]):
        data = data[0]
    if is_object(data) and data:
        data = [data]
    if pair is None or not is_list(data):
        return data
    rows: list[Json] = []
    for item in data:
        rows += _pairs(item, pair) or _columns(item, pair) or [item]
    return rows


def _pairs(data: Json, pair: tuple[str, str]) -> list[Json]:
    """Return the objects in a map from strings to numbers; nothing for any other object."""
    text, number = pair
    if not is_object(data) or not data or any(as_number(value) is None for value in data.values()):
        return []
    known = {*other_names(text), *other_names(number)}
    if any(squash(name) in known for name in data):
        return []
    return [{text: name, number: value} for name, value in data.items()]


def _columns(data: Json, pair: tuple[str, str]) -> list[Json]:
    """Return the objects that were sent as one list per field; nothing if there are no such lists."""
    if not is_object(data):
        return []
    columns = [find_named(data, (*other_names(name), f"{squash(name)}s")) for name in pair]
    if not all(map(is_list, columns)) or len(columns[0]) != len(columns[1]):
        return []
    return [dict(zip(pair, row, strict=True)) for row in zip(*columns, strict=True)]


def unwrap(data: Json, known: frozenset[str] = frozenset(), depth: int = MAX_WRAPPERS) -> Iterator[tuple[str, Json]]:
    """Yield what a wrapper contains, with its path: the likeliest first, and the outer before the inner.

    The fields next to an object in a wrapper are kept, because token usage may be there.

    Args:
        data: JSON that does not fit.
        known: Fields of the result, which are not wrappers.
        depth: How many wrappers may be around a result.
    """
    if depth == 0:
        return
    if is_list(data) and len(data) == 1:
        if not is_object(data[0]):
            yield "[0]", data[0]
        for path, inner in unwrap(data[0], known, depth - 1):
            yield f"[0]{path}", inner
    if not is_object(data) or reports_failure(data):
        return
    named = [name for wrapper in WRAPPERS for name in data if squash(name) == wrapper]
    lists = [name for name, value in data.items() if is_list(value) and value and all(map(is_object, value))]
    for name in dict.fromkeys(named + (lists if len(lists) == 1 else [])):
        value = data[name]
        if name in known or value is None or value in ("", [], {}):
            continue
        rest = {other: field for other, field in data.items() if other != name}
        inner = {**rest, **value} if is_object(value) else value
        yield f".{name}", inner
        for path, innermost in unwrap(inner, known, depth - 1):
            yield f".{name}{path}", innermost


def find_vectors(data: Json) -> list[Json] | None:
    """Return the vectors in a response, each a list of numbers or a string in base64; None if there are none."""
    if is_list(data) and data:
        if all(as_number(item) is not None for item in data):
            return [data]
        if all(map(is_object, data)):
            places = [item.get("index") for item in data]
            if all(type(place) is int for place in places) and len(set(places)) == len(places):
                data = sorted(data, key=lambda item: item["index"])
            each = [find_vectors(item) for item in data]
            return [vector for vectors in each for vector in vectors or ()] if all(each) else None
        while len(data) == 1 and is_list(data[0]) and data[0] and is_list(data[0][0]):
            data = data[0]
        return data if all(map(is_list, data)) else None
    if not is_object(data):
        return None
    for wrapper in WRAPPERS:
        for name, value in data.items():
            if squash(name) != wrapper:
                continue
            if isinstance(value, str) and wrapper in ("embedding", "vector"):
                return [value]
            if (found := find_vectors(value)) is not None:
                return found
    return None
