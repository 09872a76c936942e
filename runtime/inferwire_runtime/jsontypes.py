"""Type guards for decoded JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypeGuard

Json: TypeAlias = Any  # decoded, not yet checked


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
