"""Functions for compiled expressions. UNSET and None are missing values, and so is any result that needs one."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeAlias, TypeGuard, cast

import msgspec
from msgspec import UNSET

from inferwire_runtime.decoding import encode_body
from inferwire_runtime.depth import decode_json
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


def as_string(value: Json) -> str:
    """Return a value as it is written into text: strings as they are, others as JSON, and nothing if it is unset."""
    if value is UNSET or value is None:
        return ""
    return value if isinstance(value, str) else encode_body(value).decode()


def escape_markup(value: Json) -> str:
    """Return a value as it is written into XML or HTML: it cannot end an element or an attribute."""
    text = as_string(value)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;")):
        text = text.replace(character, entity)
    return text


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


def all_images(first: Json, others: Json) -> list[Json] | None:
    """Return the input and further images of a caller as a list; None if *others* is not a list of images.

    Strings are URLs or base64, and a list of them is complete: it has the input, too.
    """
    if (strings := list_of_strings(others)) is not None:
        return cast("list[Json]", strings)
    if not is_list(others) or not others or not all(map(_is_file, others)):
        return None
    images = [base64_text(image) for image in others]
    if first is not UNSET and first is not None and (own := base64_text(first)) not in images:
        images.insert(0, own)
    return cast("list[Json]", images)


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


def merge_objects(first: Json, *others: Json) -> Json:
    """Merge objects; later ones take precedence. Return *first* if any value is not an object."""
    if not is_object(first) or not all(map(is_object, others)):
        return first
    return {name: value for each in (first, *others) for name, value in each.items()}


def keys_of(value: Json) -> list[str] | None:
    """Return the names of the fields of an object; None for any other value."""
    return list(value) if is_mapping(value) else None


def list_of_strings(value: Json) -> list[str] | None:
    """Return the list if it is not empty and contains only strings, or else None."""
    return value if is_list(value) and value and all(isinstance(item, str) for item in value) else None


def has_text(value: Json) -> bool:
    """Return whether a value is a string that is not blank."""
    return isinstance(value, str) and bool(value.strip())


def contains(whole: Json, part: Json) -> bool:
    """Return whether *whole* is a string that contains *part*, or a list that has it as an item."""
    if isinstance(whole, str):
        return isinstance(part, str) and part in whole
    return is_list(whole) and part in whole


def to_lower(text: Json) -> Json:
    """Convert a string to lower case; return any other value unchanged."""
    return text.lower() if isinstance(text, str) else text


def to_upper(text: Json) -> Json:
    """Convert a string to upper case; return any other value unchanged."""
    return text.upper() if isinstance(text, str) else text


def text_after(text: Json, separator: str) -> str | None:
    """Return the text after the first separator in a string; None if there is no separator."""
    _, found, rest = text.partition(separator) if isinstance(text, str) else ("", "", "")
    return rest if found else None


def text_before(text: Json, separator: str) -> str | None:
    """Return the text before the first separator in a string; the whole string if there is no separator."""
    return text.partition(separator)[0] if isinstance(text, str) else None


def to_text(value: Json) -> str | None:
    """Return a string unchanged, and any other value as JSON; None if it is missing."""
    if value is UNSET or value is None or isinstance(value, str):
        return None if value is UNSET else value
    return msgspec.json.encode(value).decode()


def parse_json(text: Json) -> Json:
    """Return the value that a JSON text holds; None if it is not JSON. Other values are unchanged."""
    if not isinstance(text, str):
        return None if text is UNSET else text
    try:
        return decode_json(text.encode())
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def join_text(separator: str, *values: Json) -> str | None:
    """Join values, and the items of lists among them, into one string; None if all of them are missing.

    A missing value is left out. Objects and numbers are written as JSON.
    """
    flat = [item for value in values for item in (value if is_list(value) else [value])]
    texts = [text for item in flat if (text := to_text(item)) is not None]
    return separator.join(texts) if texts else None


def look_up(value: Json, words: Mapping[str, Json]) -> Json:
    """Return the entry of a table for a string. Return other strings, and other values, unchanged."""
    return words.get(value, value) if isinstance(value, str) else value


def parent_path(path: Json) -> Json:
    """Return a path without its last segment; return a path with a single segment unchanged."""
    return path.rpartition("/")[0] or path if isinstance(path, str) else path


def prepend(item: Json, items: Json) -> list[Json]:
    """Return a list that begins with *item*; *items* may be a single item, too. What is missing is left out."""
    found = [item, *(items if is_list(items) else [items])]
    return [each for each in found if each is not UNSET and each is not None]


def total(*values: Json) -> Number | None:
    """Return the sum of numbers, and of the numbers in lists; None if all of them are missing."""
    flat = [item for value in values for item in (value if is_list(value) else [value])]
    numbers = [number for item in flat if (number := _number(item)) is not None]
    return sum(numbers) if numbers else None


def minimum(first: Json, second: Json) -> Number | None:
    """Return the smaller of two numbers; None if either is missing."""
    left, right = _number(first), _number(second)
    return None if left is None or right is None else min(left, right)


def maximum(first: Json, second: Json) -> Number | None:
    """Return the larger of two numbers; None if either is missing."""
    left, right = _number(first), _number(second)
    return None if left is None or right is None else max(left, right)


def divide(first: Json, second: Json) -> Number | None:
    """Return the quotient of two numbers; None if either is missing or the divisor is 0."""
    left, right = _number(first), _number(second)
    return None if left is None or right is None or not right else left / right


def round_between(value: Json, lowest: int | None = None, highest: int | None = None) -> int | None:
    """Round a number to an int, halves up, and clamp it to the bounds."""
    number = _number(value)
    if number is None:
        return None
    nearest = math.floor(number + 0.5)
    nearest = nearest if lowest is None else max(lowest, nearest)
    return nearest if highest is None else min(highest, nearest)


def closest(value: Json, choices: Mapping[str, Number]) -> str | None:
    """Return the name of the choice that is closest to *value*; the first in case of a tie."""
    number = _number(value)
    return None if number is None else min(choices, key=lambda name: abs(choices[name] - number))


def is_below(first: Json, second: Json) -> bool | None:
    """Return whether a number is less than another; None if either is not a number."""
    return first < second if is_number(first) and is_number(second) else None


def is_at_most(first: Json, second: Json) -> bool | None:
    """Return whether a number is less than or equal to another; None if either is not a number."""
    return first <= second if is_number(first) and is_number(second) else None


def new_uuid() -> str:
    """Return a random UUID, version 4."""
    import uuid  # few interfaces need one

    return str(uuid.uuid4())


def unix_time() -> int:
    """Return the time in seconds since 1970."""
    return int(datetime.now(UTC).timestamp())


def as_number(value: Json) -> Json:
    """Return a number unchanged, and None for any other value."""
    return value if is_number(value) else None


def as_numbers(value: Json) -> Json:
    """Return a number unchanged, the numbers in a list, and None for any other value."""
    return [item for item in value if is_number(item)] if is_list(value) else as_number(value)


def _number(value: Json) -> Number | None:
    """Return the number; None if the value is missing.

    Raises:
        InputError: If the value is not a number.
    """
    if is_number(value):
        return value
    if value is UNSET or value is None:
        return None
    raise InputError(f"a parameter that the request is computed from must be a number, got {type(value).__name__}")


def is_number(value: Json) -> TypeGuard[Number]:
    """Return whether a value is a number below `LARGEST` in magnitude, so that arithmetic with it is safe."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -LARGEST < value < LARGEST
