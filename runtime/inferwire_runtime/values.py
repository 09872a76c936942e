"""What request expressions compute. Of what was not passed (UNSET) comes nothing: UNSET again."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeAlias, TypeGuard

from msgspec import UNSET, UnsetType

from inferwire_runtime.errors import InputError, Json
from inferwire_runtime.pick import is_false
from inferwire_runtime.shapes import is_list, is_mapping, is_object

Number: TypeAlias = "int | float"
LARGEST = 1e15


def renamed(parameters: Mapping[str, Json], names: Mapping[str, str]) -> dict[str, Json]:
    """Give parameters under a provider's names; the provider's own name wins where both were passed."""
    own = {name: value for name, value in parameters.items() if name not in names}
    return {new: parameters[name] for name, new in names.items() if name in parameters} | own


def omitted(parameters: Json, *names: str) -> dict[str, Json]:
    """Give an object without some of its fields; of what is no object, an empty one."""
    return {name: value for name, value in parameters.items() if name not in names} if is_mapping(parameters) else {}


def merged(first: Json, second: Json) -> Json:
    """Give two objects as one; the second wins."""
    return {**first, **second} if is_object(first) and is_object(second) else first


def is_there(value: Json) -> bool:
    """Whether a value was passed and is not null, false or empty; 0 is there."""
    return value is not UNSET and not is_false(value)


def first(*values: Json) -> Json:
    """Give the first value that is there, else the last."""
    return next((value for value in values if is_there(value)), values[-1])


def texts(value: Json) -> list[str] | UnsetType:
    """Give a list that holds texts and nothing else."""
    return value if is_list(value) and value and all(isinstance(item, str) for item in value) else UNSET


def has_text(value: Json) -> bool:
    """Whether a value is a text with more than spaces in it."""
    return isinstance(value, str) and bool(value.strip())


def contains(text: Json, part: str) -> bool:
    """Whether a text holds another."""
    return isinstance(text, str) and part in text


def lower(text: Json) -> Json:
    """Give a text in small letters."""
    return text.lower() if isinstance(text, str) else text


def after(text: Json, sign: str) -> str | UnsetType:
    """Give what stands after the first ``sign`` of a text."""
    _, found, rest = text.partition(sign) if isinstance(text, str) else ("", "", "")
    return rest if found else UNSET


def parent(path: Json) -> Json:
    """Give a path without its last part; a path of one part stays."""
    return path.rpartition("/")[0] or path if isinstance(path, str) else path


def least(first: Json, second: Json) -> Number | UnsetType:
    """Give the smaller of two numbers."""
    left, right = _number(first), _number(second)
    return UNSET if left is UNSET or right is UNSET else min(left, right)


def divided(first: Json, second: Json) -> Number | UnsetType:
    """Give the first number divided by the second."""
    left, right = _number(first), _number(second)
    return UNSET if left is UNSET or right is UNSET or not right else left / right


def rounded(value: Json, lowest: int, highest: int) -> int | UnsetType:
    """Give the whole number next to a value (a half goes up), no smaller and no larger than allowed."""
    number = _number(value)
    return UNSET if number is UNSET else min(highest, max(lowest, math.floor(number + 0.5)))


def nearest(value: Json, choices: Mapping[str, Number]) -> str | UnsetType:
    """Give the name of the number that is nearest to a value; the first of two that are as near."""
    number = _number(value)
    return UNSET if number is UNSET else min(choices, key=lambda name: abs(choices[name] - number))


def _number(value: Json) -> Number | UnsetType:
    """Give a number that can be reckoned with; UNSET where none was passed.

    Raises:
        InputError: Something else was passed.
    """
    if is_number(value):
        return value
    if value is UNSET or value is None:
        return UNSET
    raise InputError(f"a parameter that is reckoned with is a number, not a {type(value).__name__}; correct it")


def is_number(value: Json) -> TypeGuard[Number]:
    """Whether a value is a number that can be reckoned with."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -LARGEST < value < LARGEST
