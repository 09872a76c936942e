"""Read rows from lists, iterators, data frames and datasets, and turn each into the arguments of a call."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterable, Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, cast

import msgspec
from msgspec import Struct

from inferwire_runtime.decoding import encode_hook
from inferwire_runtime.errors import InputError, describe
from inferwire_runtime.jsontypes import is_mapping

Rows: TypeAlias = Iterable[Any]
"""Rows of a bulk run: any iterable, a pandas or Polars data frame, an Arrow table, or a Hugging Face dataset."""
AnyRows: TypeAlias = Iterable[Any] | AsyncIterable[Any]
Column: TypeAlias = str | Mapping[str, str] | Callable[[Any], Any]
Key: TypeAlias = str | Callable[[Any], Any]

DIGEST_SIZE = 16  # bytes


class Row(Struct, frozen=True):
    """A row with the arguments of its call.

    Attributes:
        index: Position among the rows, from 0.
        key: The row's key.
        value: The row itself.
        args: Positional arguments of the call.
        kwargs: Keyword arguments of the call.
        digest: Identifies the call in the journal; empty without one.
        error: Why the row cannot be called.
    """

    index: int
    key: Any
    value: Any
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = {}
    digest: bytes = b""
    error: InputError | None = None


class RowReader:
    """Turns the rows of a run into calls.

    Args:
        column: Where the arguments are in a row: the name of a column for the first argument, a mapping of arguments
            to columns, or a function. None passes a row that is a mapping as keyword arguments, and any other row as
            the first argument.
        key: Column with the keys of the rows, or a function.
        call: Identifies the method and its parameters; empty if the rows need no digest.
    """

    def __init__(self, column: Column | None, key: Key | None, call: bytes) -> None:
        self.column = column
        self.key = key
        self.call = call
        self.count = 0

    def read(self, value: Any) -> Row:
        """Return the next row. A row that cannot be read carries an error."""
        index, self.count = self.count, self.count + 1
        key: Any = index
        try:
            key = index if self.key is None else _pick(value, self.key)
            args, kwargs = self._arguments(value)
            digest = digest_of(self.call, args, kwargs) if self.call else b""
        except InputError as exc:
            return Row(index, key, value, error=exc)
        except Exception as exc:
            error = InputError(f"row {index} cannot be read: {type(exc).__name__}: {exc}")
            error.__cause__ = exc
            return Row(index, key, value, error=error)
        return Row(index, key, value, args, kwargs, digest)

    def _arguments(self, value: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        column = self.column
        if is_mapping(column):
            return (), {argument: _pick(value, name) for argument, name in column.items()}
        if column is not None:
            value = _pick(value, cast("str | Callable[[Any], Any]", column))
            if isinstance(column, str):
                return (value,), {}
        return ((), dict(value)) if is_mapping(value) else ((value,), {})


def _pick(row: Any, column: str | Callable[[Any], Any]) -> Any:
    if not isinstance(column, str):
        return column(row)
    try:
        return row[column]
    except (KeyError, IndexError, TypeError) as exc:
        known = ", ".join(map(str, row)) if is_mapping(row) else describe(row)
        raise InputError(f"the row has no column {column!r}; it has {known:.200}") from exc


def check_rows(rows: object, *, is_async: bool) -> None:
    """Refuse values that are not a collection of rows.

    Raises:
        InputError: If *rows* is a single row, or cannot be iterated over.
    """
    if isinstance(rows, (str, bytes, bytearray)) or is_mapping(rows):
        raise InputError(f"`rows` must be an iterable of rows, got one {type(rows).__name__}; pass a list of them")
    if isinstance(rows, Iterable) or hasattr(rows, "iter_rows"):
        return
    if isinstance(rows, AsyncIterable):
        if is_async:
            return
        raise InputError("`rows` is an asynchronous iterable; use AsyncInferenceClient, or pass an iterable")
    raise InputError(f"`rows` must be an iterable of rows, got {describe(rows)}")


def iterate(rows: Any) -> Iterator[Any]:
    """Iterate over rows. Those of data frames and tables are dictionaries."""
    if hasattr(rows, "itertuples"):  # pandas
        names = [str(name) for name in rows.columns]
        return (dict(zip(names, row, strict=True)) for row in rows.itertuples(index=False, name=None))
    if hasattr(rows, "iter_rows"):  # Polars
        named: Iterator[Any] = rows.iter_rows(named=True)
        return named
    if hasattr(rows, "to_batches"):  # Arrow
        return (row for batch in rows.to_batches() for row in batch.to_pylist())
    return iter(rows)


def count_rows(rows: Any) -> int | None:
    """Return the number of rows, or None if it is unknown."""
    try:
        return len(rows)
    except TypeError:
        return getattr(rows, "num_rows", None)  # of an Arrow table


def _describe_argument(value: Any) -> Any:
    """Describe an argument that is not JSON, so that equal arguments have equal descriptions."""
    if isinstance(value, Path):  # another file under the same name is another row
        stat = value.stat()
        return [str(value), stat.st_size, stat.st_mtime_ns]
    if hasattr(value, "tobytes") and hasattr(value, "size"):  # a PIL image or a NumPy array
        return [str(value.size), hashlib.blake2b(value.tobytes(), digest_size=DIGEST_SIZE).hexdigest()]
    if isinstance(value, type):
        return f"{value.__module__}.{value.__qualname__}"
    return encode_hook(value)


_encoder = msgspec.json.Encoder(enc_hook=_describe_argument, order="sorted")


def digest_of(call: bytes, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """Return a digest that identifies a call with its arguments.

    Raises:
        InputError: If an argument has no stable description.
    """
    try:
        arguments = _encoder.encode((args, kwargs) if kwargs else args)
    except (TypeError, ValueError, OverflowError, OSError) as exc:
        raise InputError(f"the row cannot be identified in a journal: {exc}; pass text, bytes, Path or JSON") from exc
    return hashlib.blake2b(arguments, digest_size=DIGEST_SIZE, key=call).digest()


def describe_call(method: str, options: Mapping[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """Return the digest of a method with its parameters, and their description for the journal.

    Raises:
        InputError: If a parameter has no stable description.
    """
    described = {name: value for name, value in options.items() if value is not None}
    try:
        encoded = _encoder.encode((method, _schemas(described)))
    except (TypeError, ValueError, OverflowError, OSError) as exc:
        raise InputError(f"a parameter cannot be identified in a journal: {exc}") from exc
    call = hashlib.blake2b(encoded, digest_size=DIGEST_SIZE).digest()
    return call, msgspec.json.decode(encoded)[1]


def _schemas(options: Mapping[str, Any]) -> dict[str, Any]:
    """Replace types by their JSON Schemas: a changed class is another call."""
    return {name: _schema_of(value) if isinstance(value, type) else value for name, value in options.items()}


def _schema_of(type_: Any) -> Any:
    if hasattr(type_, "model_json_schema"):  # of pydantic
        return [type_.__qualname__, type_.model_json_schema()]
    try:
        return [type_.__qualname__, msgspec.json.schema(type_)]
    except TypeError:
        return type_.__qualname__
