"""The result of a row, and what is kept of it."""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which these classes name as their module.

from typing import Any, Generic, TypeVar, cast

from msgspec import Struct

from inferwire_runtime.errors import InferwireError, publish

T = TypeVar("T")

COUNTS = ("prompt_tokens", "completion_tokens", "total_tokens")


class MapResult(Struct, Generic[T], frozen=True, kw_only=True, repr_omit_defaults=True):
    """The result of a row: a value or an error.

    Attributes:
        index: Position of the row, from 0.
        key: Key of the row; its index if the run has no keys.
        row: The row itself.
        value: What the task's method returned; None if the row failed.
        error: Why the row failed; None if it did not.
        attempts: Number of attempts to call the provider; 0 if the result was in the journal already.
        usage: Tokens by name, if the provider counted them.
        seconds: Time that the calls took, without waiting for a turn.
        is_resumed: Whether the result comes from the journal of an earlier run.
    """

    index: int
    key: Any
    row: Any = None
    value: T | None = None
    error: InferwireError | None = None
    attempts: int = 1
    usage: dict[str, int] = {}
    seconds: float = 0.0
    is_resumed: bool = False

    @property
    def ok(self) -> bool:
        """Whether the row has a value."""
        return self.error is None

    def unwrap(self) -> T:
        """Return the value.

        Raises:
            InferwireError: The error of the row, if it failed.
        """
        if self.error is not None:
            raise self.error
        return cast("T", self.value)


def usage_of(value: Any) -> dict[str, int]:
    """Return the tokens that a response counts, by name."""
    usage = getattr(value, "usage", None)
    if usage is None:
        return {}
    counts = {name: getattr(usage, name, None) for name in COUNTS}
    return {name: count for name, count in counts.items() if isinstance(count, int)}


publish(MapResult)
