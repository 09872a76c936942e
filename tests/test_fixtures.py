"""Test data is compressed, and compresses to the same bytes each time."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from .support.fixtures import CASSETTES, FIXTURES, GOLDEN, compress, load_fixtures, main, read

COMPRESSED = sorted(FIXTURES.rglob("*.json.gz"))


@pytest.mark.parametrize("path", COMPRESSED, ids=lambda path: str(path.relative_to(FIXTURES)))
def test_a_fixture_holds_json_and_neither_a_name_nor_a_time(path: Path) -> None:
    header = path.read_bytes()[:10]
    assert header[:4] == b"\x1f\x8b\x08\x00", "flags: a file name or a comment is stored"
    assert header[4:8] == bytes(4), "a time is stored"
    assert isinstance(json.loads(read(path)), list)


def test_unpacked_and_packed_again_fixtures_are_the_same(tmp_path: Path) -> None:
    main(["unpack", str(CASSETTES), str(tmp_path / "plain")])
    main(["pack", str(tmp_path / "plain"), str(tmp_path / "packed")])
    assert load_fixtures(tmp_path / "plain") == load_fixtures(tmp_path / "packed") == load_fixtures(CASSETTES)
    for path in (tmp_path / "packed").iterdir():
        assert path.read_bytes() == compress(read(CASSETTES / path.name))


def test_what_is_not_json_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(ValueError, match="Expecting property name"):
        main(["pack", str(tmp_path), str(tmp_path)])


def test_all_json_in_folders_of_recordings_is_compressed() -> None:
    assert [path.name for folder in (GOLDEN, CASSETTES) for path in folder.glob("*.json")] == []
    assert gzip.decompress(compress(b"[]")) == b"[]"
