# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Read the journals of bulk runs back as typed results, and export them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, get_type_hints

import inferwire
from inferwire_bulk.export import read_journal, write_jsonl, write_parquet
from inferwire_bulk.results import MapResult

__all__ = ["find_result_type", "read", "to_jsonl", "to_parquet"]


def read(path: str | os.PathLike[str]) -> Iterator[MapResult[Any]]:
    """Yield the results in a journal, the last one of each row, in the order in which they were written.

    Raises:
        JournalError: If the file cannot be read, or is not a journal.
    """
    return read_journal(path, find_result_type)


def to_jsonl(path: str | os.PathLike[str], target: str | os.PathLike[str]) -> int:
    """Write the results of a journal as JSON, one line each, and return their number.

    A line has ``key``, ``index``, ``value`` or ``error``, ``attempts``, ``seconds`` and ``usage``.

    Raises:
        JournalError: If the journal cannot be read.
    """
    return write_jsonl(path, target)


def to_parquet(path: str | os.PathLike[str], target: str | os.PathLike[str]) -> int:
    """Write the results of a journal as a Parquet file, and return their number. Needs pyarrow.

    Values that are objects or lists become columns of structures, as pyarrow infers them.

    Raises:
        JournalError: If the journal cannot be read.
        InputError: If pyarrow is not installed.
    """
    return write_parquet(path, target)


class _Exports(Mapping[str, Any]):
    """The public types by name, for annotations."""

    def __getitem__(self, name: str) -> Any:
        try:
            return getattr(inferwire, name)
        except AttributeError:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        return iter(inferwire.__all__)

    def __len__(self) -> int:
        return len(inferwire.__all__)


def find_result_type(method: str) -> Any:
    """Return the type of a method's result; None if it is plain JSON."""
    try:
        module = import_module(f"inferwire.tasks.{method}")
    except ImportError:
        return None
    try:
        return get_type_hints(module, localns=_Exports())["TASK"].__args__[0]
    except (NameError, KeyError):
        return None
