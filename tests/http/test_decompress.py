"""Compressed bodies, however they are cut, padded or broken."""

from __future__ import annotations

import zlib

import pytest

from inferwire_http.decompress import CHUNK_SIZE, Inflater, inflater_for, is_supported
from inferwire_http.exceptions import DecodingError

TEXT = b'{"a": "' + b"b" * 300_000 + b'"}'


def compress(data: bytes, bits: int = 31) -> bytes:
    compressor = zlib.compressobj(wbits=bits)
    return compressor.compress(data) + compressor.flush()


def inflate(encoding: str, data: bytes, size: int) -> bytes:
    inflater = Inflater(encoding, 200)
    chunks: list[bytes] = []
    for start in range(0, len(data), size):
        chunks.append(inflater.feed(data[start : start + size]))
        while inflater.has_more:
            chunks.append(inflater.more())
    inflater.finish()
    assert max(map(len, chunks), default=0) <= CHUNK_SIZE
    return b"".join(chunks)


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("gzip", compress(TEXT), TEXT),
        ("x-gzip", compress(b"a") + compress(b"b"), b"ab"),
        ("deflate", compress(TEXT, 15), TEXT),
        ("deflate", compress(TEXT, -15), TEXT),
        ("gzip", compress(bytes(CHUNK_SIZE)), bytes(CHUNK_SIZE)),
        ("deflate", compress(bytes(3 * CHUNK_SIZE), -15), bytes(3 * CHUNK_SIZE)),
        ("gzip", compress(bytes(CHUNK_SIZE)) + compress(b"b"), bytes(CHUNK_SIZE) + b"b"),
        ("gzip", compress(b"a") + b"\0" * 600, b"a"),
        ("gzip", compress(b"a") + b"junk", b"a"),
        ("gzip", compress(b"a") + b"\x1f", b"a"),
        ("deflate", compress(b"a", 15) + b"junk", b"a"),
        ("gzip", b"", b""),
    ],
)
def test_a_body_is_decompressed_however_it_is_cut(encoding: str, data: bytes, text: bytes, size: int) -> None:
    assert inflate(encoding, data, size) == text


@pytest.mark.parametrize(
    ("encoding", "data", "message"),
    [
        ("gzip", compress(TEXT)[:-1], "its compressed body is truncated"),
        ("deflate", compress(TEXT, -15)[:50], "its compressed body is truncated"),
        ("gzip", TEXT, "its compressed body is broken"),
        ("gzip", compress(TEXT)[:-8] + bytes(8), "its compressed body is broken"),
        ("br", b"", "its content encoding is 'br', which was not requested"),
        ("gzip, gzip", b"", "its content encoding is 'gzip, gzip', which was not requested"),
    ],
)
def test_a_body_in_another_encoding_than_declared_is_an_error(encoding: str, data: bytes, message: str) -> None:
    with pytest.raises(DecodingError, match=message) as caught:
        inflate(encoding, data, 100_000)
    assert caught.value.status == 200


@pytest.mark.parametrize(
    ("value", "is_compressed"), [(None, False), ("", False), (" Identity ", False), (" GZIP", True), ("deflate", True)]
)
def test_the_header_decides_whether_a_body_is_decompressed(value: str | None, is_compressed: bool) -> None:
    headers = {} if value is None else {"content-encoding": value}
    assert (inflater_for(headers, 200) is not None) == is_compressed
    assert is_supported(headers)


def test_other_encodings_are_not_supported() -> None:
    assert not is_supported({"content-encoding": "br"})
