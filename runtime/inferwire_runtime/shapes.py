"""Tells the shapes of decoded JSON apart, so that a type checker learns them, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypeGuard

Json: TypeAlias = Any  # decoded, not yet checked


def is_object(data: Json) -> TypeGuard[dict[str, Json]]:
    """Whether JSON is an object."""
    return isinstance(data, dict)


def is_list(data: Json) -> TypeGuard[list[Json]]:
    """Whether JSON is a list."""
    return isinstance(data, list)


def is_mapping(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether a caller's value is a mapping of any kind."""
    return isinstance(value, Mapping)


def is_sequence(value: Any) -> TypeGuard[Sequence[Any]]:
    """Whether a value is a list or a tuple."""
    return isinstance(value, (list, tuple))
