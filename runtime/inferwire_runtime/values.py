"""Functions for compiled request expressions. Arguments that were not passed are UNSET, and so are derived values."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Mapping
from typing import TypeAlias, TypeGuard, cast

from msgspec import UNSET, UnsetType

from inferwire_runtime.errors import InputError
from inferwire_runtime.json_path import is_true
from inferwire_runtime.jsontypes import Json, is_list, is_mapping, is_object

Number: TypeAlias = "int | float"
LARGEST = 1e15


def is_set(value: Json) -> bool:
    """Return whether a value was passed and is not null, false or empty; 0 is set."""
    return value is not UNSET and is_true(value)


def first_set(*values: Json) -> Json:
    """Return the first value that is set, or else the last value."""
    return next((value for value in values if is_set(value)), values[-1])


def rename_keys(parameters: Mapping[str, Json], names: Mapping[str, str]) -> dict[str, Json]:
    """Rename parameters to the provider's names. A parameter that already has the new name takes precedence."""
    own = {name: value for name, value in parameters.items() if name not in names}
    return {new: parameters[name] for name, new in names.items() if name in parameters} | own


def omit_keys(parameters: Json, *names: str) -> dict[str, Json]:
    """Return *parameters* without *names*, or ``{}`` if *parameters* is not a mapping."""
    return {name: value for name, value in parameters.items() if name not in names} if is_mapping(parameters) else {}


def flatten_keys(parameters: Mapping[str, Json], *names: str) -> dict[str, Json]:
    """Replace the objects under *names* by their fields. A parameter of the same name takes precedence."""
    flat: dict[str, Json] = {}
    for name in names:
        value = parameters.get(name)
        try:
            flat |= value if is_mapping(value) else {}
        except Exception as exc:
            raise InputError(f"`{name}` cannot be read: it raises {type(exc).__name__}") from exc
    return flat | {
        name: value
        for name, value in parameters.items()
        if name not in names or not (value is None or is_mapping(value))
    }


def all_images(first: Json, others: Json) -> Json:
    """Return the input and further images of a caller as a list; UNSET if *others* is no list of images.

    Strings are URLs or base64, and a list of them is complete: it has the input, too.
    """
    if (strings := list_of_strings(others)) is not UNSET:
        return strings
    if not is_list(others) or not others or not all(map(_is_file, others)):
        return UNSET
    images = [base64_text(image) for image in others]
    if first is not UNSET and first is not None and (own := base64_text(first)) not in images:
        images.insert(0, own)
    return images


def _is_file(value: Json) -> bool:
    return isinstance(value, (str, bytes, bytearray, memoryview)) or hasattr(value, "json_value")


def base64_text(value: Json) -> str:
    """Return the base64 of a media file; return a string unchanged."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):
        return b64encode(cast("bytes", value)).decode()
    text: str = value.json_value()
    return text


def merge_objects(first: Json, second: Json) -> Json:
    """Merge two objects. The second takes precedence. Return *first* unless both values are objects."""
    return {**first, **second} if is_object(first) and is_object(second) else first


def list_of_strings(value: Json) -> list[str] | UnsetType:
    """Return the list if it is not empty and contains only strings, or else UNSET."""
    return value if is_list(value) and value and all(isinstance(item, str) for item in value) else UNSET


def has_text(value: Json) -> bool:
    """Return whether a value is a string that is not blank."""
    return isinstance(value, str) and bool(value.strip())


def contains(text: Json, part: str) -> bool:
    """Return whether *text* is a string that contains *part*."""
    return isinstance(text, str) and part in text


def to_lower(text: Json) -> Json:
    """Convert a string to lower case; return any other value unchanged."""
    return text.lower() if isinstance(text, str) else text


def text_after(text: Json, separator: str) -> str | UnsetType:
    """Return the text after the first separator in a string; UNSET if there is no separator."""
    _, found, rest = text.partition(separator) if isinstance(text, str) else ("", "", "")
    return rest if found else UNSET


def parent_path(path: Json) -> Json:
    """Return a path without its last segment; return a path with a single segment unchanged."""
    return path.rpartition("/")[0] or path if isinstance(path, str) else path


def prepend(item: Json, items: Json) -> list[Json]:
    """Return a list that begins with *item*; *items* may be a single item, too."""
    return [item, *(items if is_list(items) else [items])]


def minimum(first: Json, second: Json) -> Number | UnsetType:
    """Return the smaller of two numbers; UNSET if either is unset."""
    left, right = _number(first), _number(second)
    return UNSET if left is UNSET or right is UNSET else min(left, right)


def divide(first: Json, second: Json) -> Number | UnsetType:
    """Return the quotient of two numbers; UNSET if either is unset or the divisor is 0."""
    left, right = _number(first), _number(second)
    return UNSET if left is UNSET or right is UNSET or not right else left / right


def round_between(value: Json, lowest: int, highest: int) -> int | UnsetType:
    """Round a number to an int, halves up, and clamp it to the bounds."""
    number = _number(value)
    return UNSET if number is UNSET else min(highest, max(lowest, math.floor(number + 0.5)))


def closest(value: Json, choices: Mapping[str, Number]) -> str | UnsetType:
    """Return the name of the choice that is closest to *value*; the first in case of a tie."""
    number = _number(value)
    return UNSET if number is UNSET else min(choices, key=lambda name: abs(choices[name] - number))


def _number(value: Json) -> Number | UnsetType:
    """Return the number; UNSET if the value is UNSET or None.

    Raises:
        InputError: If the value is not a number.
    """
    if is_number(value):
        return value
    if value is UNSET or value is None:
        return UNSET
    raise InputError(f"a parameter that the request is computed from must be a number, got {type(value).__name__}")


def is_number(value: Json) -> TypeGuard[Number]:
    """Return whether a value is a number below `LARGEST` in magnitude, so that arithmetic with it is safe."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -LARGEST < value < LARGEST
