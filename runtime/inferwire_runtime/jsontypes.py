"""Type guards for decoded JSON, and the names under which results keep the JSON that they were read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypeGuard

Json: TypeAlias = Any  # decoded, not yet checked

RAW = "_inferwire_raw"  # what an object was read from: its JSON, or the bytes of the response
SET_ASIDE = "_inferwire_set_aside"  # names of known fields whose value did not fit


def is_object(data: Json) -> TypeGuard[dict[str, Json]]:
    """Return whether *data* is a JSON object."""
    return isinstance(data, dict)


def is_list(data: Json) -> TypeGuard[list[Json]]:
    """Return whether *data* is a JSON array."""
    return isinstance(data, list)


def is_mapping(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Return whether *value*, usually an argument of a caller, is any kind of mapping."""
    return isinstance(value, Mapping)


def is_sequence(value: Any) -> TypeGuard[Sequence[Any]]:
    """Return whether *value* is a list or a tuple."""
    return isinstance(value, (list, tuple))


def decode_hook(type_: Any, value: Any) -> Any:
    """Decode one of our types with its class method `from_json`."""
    return type_.from_json(value)
