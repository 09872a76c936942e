"""Read journals, and write their results in other formats."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from inferwire_bulk.errors import JournalError
from inferwire_bulk.journal import RecordFile
from inferwire_bulk.records import Record, RecordReader, ValueEncoder, to_record
from inferwire_bulk.results import MapResult
from inferwire_runtime.errors import InputError

ROWS = 10_000  # of a group of a Parquet file


def last_records(file: RecordFile) -> Iterator[Record]:
    """Yield the last record of each row: an error is left out if a later run succeeded."""
    failed: dict[tuple[str, str], int] = {}
    repaired: set[tuple[str, str]] = set()
    for number, record in enumerate(file):
        if not record.ok:
            failed[record.id, str(record.key)] = number
        elif failed and (record.id, str(record.key)) in failed:
            repaired.add((record.id, str(record.key)))
    for number, record in enumerate(file):
        name = (record.id, str(record.key))
        if record.ok or (name not in repaired and failed[name] == number):
            yield record


def read_journal(path: str | os.PathLike[str], find_type: Callable[[str], Any]) -> Iterator[MapResult[Any]]:
    """Yield the results in a journal, typed as their method returns them.

    Raises:
        JournalError: If the file cannot be read, or is not a journal.
    """
    file = RecordFile(path)
    readers: dict[str, RecordReader] = {}
    for record in last_records(file):
        if (reader := readers.get(record.call)) is None:
            call = file.calls.get(record.call)
            reader = readers[record.call] = RecordReader(file.folder, None if call is None else find_type(call.method))
        yield reader.read(record)


def plain(record: Record) -> dict[str, Any]:
    """Return a record without what identifies it in its journal."""
    return {
        "key": record.key,
        "index": record.index,
        "value": record.value,
        "error": None if record.error is None else msgspec.to_builtins(record.error),
        "attempts": record.attempts,
        "seconds": record.seconds,
        "usage": record.usage,
    }


def make_result_encoder(target: str) -> Callable[[MapResult[Any]], bytes]:
    """Return a function that encodes results as lines of a file; media files go to a folder next to it.

    Args:
        target: Name of the file; ``-`` for the standard output, whose media files go to the folder ``files``.
    """
    encoder = ValueEncoder(Path("files" if target == "-" else f"{target}.files"))
    return lambda result: encoder.encode_json(plain(to_record(result)))


def write_jsonl(path: str | os.PathLike[str], target: str | os.PathLike[str]) -> int:
    """Write the results of a journal as JSON, one line each, and return their number.

    Raises:
        JournalError: If the journal cannot be read, or the target cannot be written.
    """
    count = 0
    encoder = msgspec.json.Encoder()
    partial = f"{os.fspath(target)}.partial"
    try:
        with open(partial, "wb") as lines:
            for record in last_records(RecordFile(path)):
                lines.write(encoder.encode(plain(record)) + b"\n")
                count += 1
        os.replace(partial, target)
    except OSError as exc:
        raise JournalError(f"{os.fspath(target)} cannot be written: {exc.strerror or exc}") from exc
    return count


def write_parquet(path: str | os.PathLike[str], target: str | os.PathLike[str]) -> int:
    """Write the results of a journal as a Parquet file, and return their number.

    Raises:
        JournalError: If the journal cannot be read, or the target cannot be written.
        InputError: If pyarrow is not installed.
    """
    try:
        arrow: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError as exc:
        raise InputError("to_parquet needs pyarrow; pip install 'inferwire[parquet]'") from exc
    file = RecordFile(path)
    rows = [plain(record) for record in last_records(file)]
    for row in rows:
        row["key"] = str(row["key"]) if not isinstance(row["key"], int) else row["key"]
    try:
        table = arrow.Table.from_pylist(rows)
        parquet.write_table(table, f"{os.fspath(target)}.partial", row_group_size=ROWS)
        os.replace(f"{os.fspath(target)}.partial", target)
    except OSError as exc:
        raise JournalError(f"{os.fspath(target)} cannot be written: {exc.strerror or exc}") from exc
    except arrow.ArrowInvalid as exc:
        raise JournalError(f"the values have no common type for Parquet: {exc}; use to_jsonl") from exc
    return len(rows)
