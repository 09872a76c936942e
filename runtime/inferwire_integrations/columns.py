"""What all integrations share: rows in, a column of values and a column of errors out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from inferwire_runtime.errors import InputError
from inferwire_runtime.media import Media
from inferwire_runtime.results import dump

if TYPE_CHECKING:
    from inferwire_bulk.results import MapResult

ERROR = "_error"  # what the name of the column of errors ends in


def rows_of(batch: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Return the rows of a batch of columns.

    Raises:
        InputError: If the columns differ in length.
    """
    names = list(batch)
    columns = [_plain(batch[name]) for name in names]
    if len({len(column) for column in columns}) > 1:
        raise InputError("the columns of the batch have different lengths")
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain(column: Any) -> Sequence[Any]:
    """Return a column with values that JSON has, for arrays of NumPy."""
    plain: Sequence[Any] = column.tolist() if hasattr(column, "tolist") and getattr(column, "ndim", 1) == 1 else column
    return plain


def columns_of(results: Iterable[MapResult[Any]], output: str) -> dict[str, list[Any]]:
    """Return the values and errors of results, in the order of their rows.

    Values are dictionaries, lists and numbers; media files are bytes. An error is text, or None next to a value.
    """
    ordered = sorted(results, key=lambda result: result.index)
    return {
        output: [value_of(result.value) for result in ordered],
        output + ERROR: [None if result.error is None else str(result.error) for result in ordered],
    }


def value_of(value: Any) -> Any:
    """Return a result of a task as plain Python."""
    if isinstance(value, Media):
        return bytes(value)
    return dump(value, as_json=True, keeps_none=True)
