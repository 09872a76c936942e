"""Reads test data: JSON files, each compressed so that diffs and language statistics show code.

    python -m tests.support.fixtures unpack tests/fixtures/golden out    write each as plain JSON, to read or to edit
    python -m tests.support.fixtures pack out tests/fixtures/golden      compress them again

The same JSON always makes the same file: no name and no time is stored in it.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[1] / "fixtures"
GOLDEN = FIXTURES / "golden"
CASSETTES = FIXTURES / "cassettes"

COMPRESSED = ".json.gz"


def load_fixtures(folder: Path) -> dict[str, Any]:
    """Return the decoded JSON files of a folder, plain or compressed, by name without suffix."""
    paths = sorted([*folder.glob("*.json"), *folder.glob(f"*{COMPRESSED}")])
    return {path.name.partition(".")[0]: load_fixture(path) for path in paths}


def load_fixture(path: Path) -> Any:
    """Return one decoded JSON file, plain or compressed."""
    return json.loads(read(path))


def read(path: Path) -> bytes:
    """Return the JSON text of a file, plain or compressed."""
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def compress(text: bytes) -> bytes:
    """Return the compressed form of a JSON text, which holds nothing else."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(text)
    return buffer.getvalue()


def unpack(source: Path, target: Path) -> None:
    """Write the compressed files of a folder as plain JSON."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob(f"*{COMPRESSED}")):
        (target / path.name.removesuffix(".gz")).write_bytes(read(path))


def pack(source: Path, target: Path) -> None:
    """Write the plain JSON files of a folder compressed.

    Raises:
        ValueError: If a file is not JSON.
    """
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.json")):
        text = path.read_bytes()
        json.loads(text)
        (target / f"{path.name}.gz").write_bytes(compress(text))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.fixtures", description="Unpack or pack test data.")
    parser.add_argument("command", choices=["unpack", "pack"])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parsed = parser.parse_args(arguments)
    command = unpack if parsed.command == "unpack" else pack
    command(parsed.source, parsed.target)


if __name__ == "__main__":
    main()
