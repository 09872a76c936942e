"""Read rows from files, and write results to them."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import click
import msgspec

INPUTS = ".jsonl, .ndjson, .json, .csv, .tsv, .txt or .parquet"
MB = 1 << 20


def read_rows(path: str) -> Iterator[Any]:
    """Yield the rows of a file, by its suffix: objects of JSON, lines of text, or columns of a table by name.

    Raises:
        click.ClickException: If the file cannot be read.
    """
    if path == "-":
        yield from _json_lines(sys.stdin.buffer, "standard input")
        return
    suffix = Path(path).suffix.lower()
    readers = {
        ".jsonl": _read_json_lines,
        ".ndjson": _read_json_lines,
        ".json": _read_json,
        ".csv": _read_csv,
        ".tsv": _read_csv,
        ".txt": _read_text,
        ".parquet": _read_parquet,
    }
    if suffix not in readers:
        raise click.UsageError(f"--in has the suffix {suffix!r}; use {INPUTS}, or - for lines of JSON")
    try:
        yield from readers[suffix](path)
    except OSError as exc:
        raise click.ClickException(f"{path} cannot be read: {exc.strerror or exc}") from exc
    except UnicodeDecodeError as exc:
        raise click.ClickException(f"{path} is not UTF-8: {exc.reason} at byte {exc.start}") from exc
    except csv.Error as exc:
        raise click.ClickException(f"{path} is not CSV: {exc}") from exc


def _json_lines(lines: IO[bytes], name: str) -> Iterator[Any]:
    decoder = msgspec.json.Decoder()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield decoder.decode(line)
            except msgspec.MsgspecError as exc:
                raise click.ClickException(f"line {number} of {name} is not JSON: {exc}") from exc


def _read_json_lines(path: str) -> Iterator[Any]:
    with open(path, "rb") as lines:
        yield from _json_lines(lines, path)


def _read_json(path: str) -> Iterator[Any]:
    try:
        rows = msgspec.json.decode(Path(path).read_bytes())
    except msgspec.MsgspecError as exc:
        raise click.ClickException(f"{path} is not JSON: {exc}; lines of JSON have the suffix .jsonl") from exc
    if not isinstance(rows, list):
        raise click.ClickException(f"{path} must be a list of rows; lines of JSON have the suffix .jsonl")
    yield from rows


def _read_csv(path: str) -> Iterator[Any]:
    with open(path, encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t" if path.lower().endswith(".tsv") else ",")


def _read_text(path: str) -> Iterator[Any]:
    with open(path, encoding="utf-8-sig") as lines:
        for line in lines:
            yield line.rstrip("\n")


def _read_parquet(path: str) -> Iterator[Any]:
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ModuleNotFoundError as exc:
        raise click.ClickException("Parquet files need pyarrow; pip install 'inferwire[parquet]'") from exc
    for batch in parquet.ParquetFile(path).iter_batches(1024):
        yield from batch.to_pylist()


def count_lines(path: str) -> int | None:
    """Return the number of rows of a file with a row in each line; None if it would have to be read."""
    if Path(path).suffix.lower() not in (".jsonl", ".ndjson", ".txt"):
        return None
    count = 0
    last = b"\n"
    with suppress(OSError), open(path, "rb") as file:
        while block := file.read(MB):
            count += block.count(b"\n")
            last = block
    return count + (not last.endswith(b"\n"))


def open_results(path: str) -> IO[bytes]:
    """Open the file of results for writing.

    Raises:
        click.ClickException: If it cannot be written.
    """
    if path == "-":
        return os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    try:
        return open(path, "wb")
    except OSError as exc:
        raise click.ClickException(f"{path} cannot be written: {exc.strerror or exc}") from exc
