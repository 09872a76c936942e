"""Compressed bodies, however they are cut, padded or broken."""

from __future__ import annotations

import sys
import types
import zlib

import pytest

from inferwire_http.decompress import CHUNK_SIZE, inflater_for
from inferwire_http.exceptions import DecodingError

TEXT = b'{"a": "' + b"b" * 300_000 + b'"}'


def compress(data: bytes, bits: int = 31) -> bytes:
    compressor = zlib.compressobj(wbits=bits)
    return compressor.compress(data) + compressor.flush()


def inflate(encoding: str, data: bytes, size: int) -> bytes:
    inflater = inflater_for({"content-encoding": encoding}, 200)
    if inflater is None:
        return data
    chunks: list[bytes] = []
    for start in range(0, len(data), size):
        chunks.append(inflater.feed(data[start : start + size]))
        while inflater.has_more:
            chunks.append(inflater.more())
    inflater.finish()
    assert max(map(len, chunks), default=0) <= max(CHUNK_SIZE, size)  # what is not compressed comes as it arrived
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
        *(
            (label, TEXT, TEXT)
            for label in ("utf-8", "none", "binary", "aws-chunked", "identity, none", "", ", ", '"identity"')
        ),
        *((label, compress(TEXT), TEXT) for label in ("gzip, identity", "identity, gzip", "GZIP", "aws-chunked,gzip")),
        ("gzip, gzip", compress(compress(TEXT)), TEXT),
        ("gzip, deflate", compress(compress(TEXT), -15), TEXT),
        ("gzip, gzip", compress(compress(bytes(3 * CHUNK_SIZE))), bytes(3 * CHUNK_SIZE)),
        # The bytes decide.
        ("gzip", TEXT, TEXT),
        ("gzip, gzip", compress(TEXT), TEXT),
        ("x-unknown", TEXT, TEXT),
        ("x-unknown", compress(TEXT), TEXT),
        ("x-unknown", b"\x89PNG\r\n", b"\x89PNG\r\n"),
        ("br", TEXT, TEXT),
        ("br", b'[{"a": 1}]', b'[{"a": 1}]'),
    ],
)
def test_a_body_is_decompressed_however_it_is_cut(encoding: str, data: bytes, text: bytes, size: int) -> None:
    assert inflate(encoding, data, size) == text


@pytest.mark.parametrize(
    ("encoding", "data", "message"),
    [
        ("gzip", compress(TEXT)[:-1], "its compressed body is truncated"),
        ("deflate", compress(TEXT, -15)[:50], "its compressed body is truncated"),
        ("gzip", b"junk" + TEXT, "its compressed body is broken"),
        ("gzip", compress(TEXT)[:-8] + bytes(8), "its compressed body is broken"),
        ("gzip, gzip", compress(compress(TEXT))[:-9], "its compressed body is (truncated|broken)"),
        (", ".join(["gzip"] * 9), b"", "its content encoding is 'gzip, gzip, .*', which was not requested"),
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


class Stub:
    """A decoder of a library that doubles each byte, and ends at an exclamation mark."""

    error = ZstdError = ValueError

    def __init__(self) -> None:
        self.eof = False

    def decompress(self, data: bytes) -> bytes:
        if b"?" in data:
            raise ValueError("a question")
        self.eof = b"!" in data
        return b"".join(bytes([byte] * 2) for byte in data)


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    def make() -> types.SimpleNamespace:
        decoder = Stub()
        return types.SimpleNamespace(process=decoder.decompress, is_finished=lambda: decoder.eof)

    stub = types.SimpleNamespace(Decompressor=make, ZstdDecompressor=Stub, error=ValueError, ZstdError=ValueError)
    for name in ("brotli", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, stub)


@pytest.mark.usefixtures("libraries")
@pytest.mark.parametrize("encoding", ["br", "zstd"])
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_other_encodings_are_decompressed_by_an_installed_library(encoding: str, size: int) -> None:
    data = b"\x1babc" * CHUNK_SIZE + b"!"
    assert inflate(encoding, data[-4 * CHUNK_SIZE // 4 :], size)[-2:] == b"!!"
    for broken, message in ((b"\x1babc", "truncated"), (b"\x1b?", "broken: a question")):
        with pytest.raises(DecodingError, match=f"its compressed body is {message}"):
            inflate(encoding, broken, size)


@pytest.mark.parametrize(("encoding", "package"), [("br", "brotli"), ("zstd", "zstandard")])
def test_an_encoding_without_a_library_names_the_package(
    encoding: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("brotli", "brotlicffi", "compression.zstd", "backports.zstd", "zstandard"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(DecodingError, match=f"'{encoding}', which was not requested; pip install {package} to read it"):
        inflate(encoding, b"\x1b\x00\x01", 100)
