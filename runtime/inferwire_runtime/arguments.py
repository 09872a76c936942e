"""Helpers for the arguments and results of generated methods."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from inferwire_runtime.errors import InputError, OutputError

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json

T = TypeVar("T")

ANNOTATIONS = ("__origin__", "__supertype__", "__type_params__")  # of generic, new and alias types


def is_omitted(value: object) -> bool:
    """Return whether a value is one of openai's markers for an argument that was not passed."""
    kind = type(value)
    return kind.__name__ in ("NotGiven", "Omit") and kind.__module__.partition(".")[0] == "openai"


def unreadable(name: str, error: Exception) -> InputError:
    """Return the error for an argument whose own methods fail, or that cannot be compared or converted."""
    return InputError(f"`{name}` cannot be read: it raises {type(error).__name__}")


def plain_text(value: T) -> T:
    """Return a plain string of a subclass, whose own methods may fail; return anything else, and ours, unchanged."""
    if not isinstance(value, str) or type(value) is str or type(value).__module__.startswith("inferwire"):
        return value
    return cast("T", "".join((value,)))


def is_true(name: str, value: object) -> bool:
    """Return whether an option is switched on.

    Raises:
        InputError: If it is neither true nor false, such as an array.
    """
    try:
        return bool(value) and not is_omitted(value)
    except Exception as exc:
        raise unreadable(name, exc) from exc


def is_passed(value: object) -> bool:
    """Return whether an argument was passed."""
    return value is not None and not is_omitted(value)


def drop_none(**values: Any) -> dict[str, Json]:
    """Return the arguments that were passed."""
    return {name: value for name, value in values.items() if is_passed(value)}


def first_item(results: list[T]) -> T:
    """Return the first result.

    Raises:
        OutputError: If the list is empty.
    """
    if not results:
        raise OutputError("the response of the provider is empty; call again, or use another model")
    return results[0]


def is_type(value: Any) -> bool:
    """Return whether a value is a type, or an annotation such as ``list[int]`` or ``int | str``."""
    return isinstance(value, (type, UnionType)) or any(hasattr(value, name) for name in ANNOTATIONS)
