"""Decompress response bodies incrementally; a truncated body is an error."""

from __future__ import annotations

import importlib
import re
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from inferwire_http.exceptions import DecodingError

ACCEPT_ENCODING = "gzip, deflate"
GZIP = frozenset({"gzip", "x-gzip"})
IDENTITY = frozenset(  # labels of bodies that are not compressed: some servers name a charset or a transfer encoding
    {"", "identity", "none", "null", "raw", "text", "utf-8", "utf8", "ascii", "us-ascii", "iso-8859-1", "unicode"}
    | {"binary", "7bit", "8bit", "chunked", "aws-chunked", "application/json", "json"}
)
MAX_ENCODINGS = 5  # of one body
CHUNK_SIZE = 256 * 1024  # bytes returned at once: compressed bytes may expand a thousandfold
MAX_MEMBERS = 64  # of a gzip body that are decompressed at once: empty ones take time, and return nothing
MEMBER_SLICE = 16 * 1024  # bytes that are decompressed at once
SLICE_SIZE = 256  # bytes that decoders without a limit of their output decompress at once
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
RAW_DEFLATE = -zlib.MAX_WBITS  # some servers send this as deflate
PLAIN_START = re.compile(rb"\s*(?:[{\[\"]|data:|event:|id:|:|<)")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


class Decoder(Protocol):
    """Decompresses a body piece by piece."""

    @property
    def has_more(self) -> bool:
        """Whether to call `more` before feeding more data."""
        ...

    def feed(self, data: bytes) -> bytes:
        """Decompress ``data`` and return the first bytes; while `has_more` is set, `more` returns the rest.

        Raises:
            DecodingError: If the data is not in the declared encoding.
        """
        ...

    def more(self) -> bytes:
        """Return the next decompressed bytes of the data that was fed.

        Raises:
            DecodingError: If the data is not in the declared encoding.
        """
        ...

    def finish(self) -> None:
        """Check that the body is complete.

        Raises:
            DecodingError: If the body is truncated.
        """
        ...


class Inflater:
    """Decompresses a response body.

    Attributes:
        has_more: Whether to call `more` before feeding more data.
    """

    def __init__(self, encoding: str, status: int) -> None:
        """Prepare to decompress a body.

        Args:
            encoding: ``gzip`` or ``deflate``.
            status: HTTP status of the response, for errors.
        """
        self._status = status
        self._start = b""  # buffered until it shows which kind of deflate this is
        self._is_known = encoding != "deflate"
        self._inflate = zlib.decompressobj(GZIP_OR_ZLIB)
        self._has_begun = False
        self._pending = b""  # data to be decompressed
        self.has_more = False

    def feed(self, data: bytes) -> bytes:
        """Decompress ``data`` and return the first bytes; while `has_more` is set, `more` returns the rest.

        Raises:
            DecodingError: If the data is not in the declared encoding.
        """
        if not self._is_known:
            self._start += data
            if len(self._start) < 2:
                return b""
            data, self._start, self._is_known = self._start, b"", True
            if data[0] & 0x0F != 8 or int.from_bytes(data[:2], "big") % 31:  # there is no zlib header
                self._inflate = zlib.decompressobj(RAW_DEFLATE)
        self._pending += data
        return self.more()

    def more(self) -> bytes:
        """Return the next decompressed bytes of the data that was fed.

        Raises:
            DecodingError: If the data is not in the declared encoding.
        """
        chunks: list[bytes] = []
        data, place, room, members = self._pending, 0, CHUNK_SIZE, 0
        while room and members < MAX_MEMBERS and (place < len(data) or self.has_more):
            self._has_begun = True
            if self._inflate.eof:
                start = data[place : place + len(GZIP_MAGIC)]
                if not GZIP_MAGIC.startswith(start):
                    place = len(data)  # what follows the end is ignored, be it padding or anything else
                if len(start) < len(GZIP_MAGIC) or place == len(data):
                    break
                self._inflate = zlib.decompressobj(GZIP_OR_ZLIB)  # another member follows
                members += 1
            part = data[place : place + MEMBER_SLICE]  # at the end of a member, zlib copies what follows in the part
            try:
                chunks.append(self._inflate.decompress(part, room))
            except zlib.error as exc:
                raise DecodingError(f"its compressed body is broken: {exc}", self._status) from exc
            room -= len(chunks[-1])
            rest = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            place += len(part) - len(rest)
            self.has_more = False
        self._pending = data[place:]
        # Even if everything was fed: zlib may hold back bytes that found no room.
        self.has_more = not room or members == MAX_MEMBERS
        return b"".join(chunks)

    def finish(self) -> None:
        """Check that the body is complete.

        Raises:
            DecodingError: If the body is truncated.
        """
        if (self._has_begun or self._start) and not self._inflate.eof:
            raise DecodingError("its compressed body is truncated", self._status)


class _Plain:
    """Passes a body on that is not compressed."""

    has_more = False

    def feed(self, data: bytes) -> bytes:
        return data

    def more(self) -> bytes:
        return b""

    def finish(self) -> None:
        pass


class _Library:
    """Decompresses a body with the library of another encoding, in slices, because its output has no limit."""

    def __init__(self, encoding: str, status: int) -> None:
        self._decompress, self._is_complete, self._errors = _load_decoder(encoding, status)
        self._encoding = encoding
        self._status = status
        self._pending = b""
        self._has_begun = False
        self.has_more = False

    def feed(self, data: bytes) -> bytes:
        self._pending += data
        return self.more()

    def more(self) -> bytes:
        chunks: list[bytes] = []
        size = place = 0
        while place < len(self._pending) and size < CHUNK_SIZE and not self._is_complete():
            self._has_begun = True
            try:
                chunks.append(self._decompress(self._pending[place : place + SLICE_SIZE]))
            except self._errors as exc:
                raise DecodingError(f"its compressed body is broken: {exc}", self._status) from exc
            size += len(chunks[-1])
            place += SLICE_SIZE
        self._pending = b"" if self._is_complete() else self._pending[place:]
        self.has_more = bool(self._pending)
        return b"".join(chunks)

    def finish(self) -> None:
        if self._has_begun and not self._is_complete():
            raise DecodingError("its compressed body is truncated", self._status)


class _Sniffer:
    """Decompresses a body as its first bytes show, because some servers and proxies label it incorrectly."""

    def __init__(self, encoding: str, status: int) -> None:
        self._encoding = encoding
        self._status = status
        self._decoder: Decoder | None = None

    @property
    def has_more(self) -> bool:
        return self._decoder is not None and self._decoder.has_more

    def feed(self, data: bytes) -> bytes:
        if self._decoder is None:
            if not data:
                return data
            self._decoder = self._choose(data)
        return self._decoder.feed(data)

    def _choose(self, start: bytes) -> Decoder:
        if start[:2] == GZIP_MAGIC[: len(start)]:
            return Inflater("gzip", self._status)
        if _is_plain(start):
            return _Plain()
        if self._encoding in GZIP:
            return Inflater("gzip", self._status)
        if self._encoding in ("br", "zstd"):
            return _Library(self._encoding, self._status)
        return _Library("zstd", self._status) if start.startswith(ZSTD_MAGIC) else _Plain()

    def more(self) -> bytes:
        return b"" if self._decoder is None else self._decoder.more()

    def finish(self) -> None:
        if self._decoder is not None:
            self._decoder.finish()


class _Chain:
    """Decompresses a body that was compressed more than once."""

    def __init__(self, outer: Decoder, inner: Decoder) -> None:
        self._outer = outer
        self._inner = inner

    @property
    def has_more(self) -> bool:
        return self._inner.has_more or self._outer.has_more

    def feed(self, data: bytes) -> bytes:
        return self._inner.feed(self._outer.feed(data))

    def more(self) -> bytes:
        return self._inner.more() if self._inner.has_more else self._inner.feed(self._outer.more())

    def finish(self) -> None:
        self._outer.finish()
        self._inner.finish()


def inflater_for(headers: dict[str, str], status: int) -> Decoder | None:
    """Return a decoder for the body of a response; None if it is not compressed.

    Raises:
        DecodingError: If the body has too many encodings.
    """
    value = headers.get("content-encoding")
    if value is None:
        return None
    encodings = [name for item in value.lower().split(",") if (name := item.strip(" \t\"'")) not in IDENTITY]
    if len(encodings) > MAX_ENCODINGS:
        raise DecodingError(f"its content encoding is {value[:80]!r}, which was not requested", status)
    found: Decoder | None = None
    for name in encodings:  # the last one was applied last
        decoder = Inflater("deflate", status) if name == "deflate" else _Sniffer(name, status)
        found = decoder if found is None else _Chain(decoder, found)
    return found


def _is_plain(start: bytes) -> bool:
    """Return whether a body begins as JSON, an event stream or HTML does."""
    return PLAIN_START.match(start) is not None and CONTROL.search(start[:64]) is None


def _load_decoder(
    encoding: str, status: int
) -> tuple[Callable[[bytes], bytes], Callable[[], bool], tuple[type[Exception], ...]]:
    """Return the functions of a library that decompress data and state whether it is complete, and its errors.

    Raises:
        DecodingError: If no library is installed.
    """
    libraries = ("brotli", "brotlicffi") if encoding == "br" else ("compression.zstd", "backports.zstd", "zstandard")
    for name in libraries:
        try:
            library: Any = importlib.import_module(name)
        except ImportError:
            continue
        if encoding == "br":
            decoder = library.Decompressor()
            return getattr(decoder, "process", None) or decoder.decompress, decoder.is_finished, (library.error,)
        decompressor = library.ZstdDecompressor()
        decoder = decompressor.decompressobj() if name == "zstandard" else decompressor
        return decoder.decompress, partial(getattr, decoder, "eof"), (library.ZstdError, EOFError)
    package = "brotli" if encoding == "br" else "zstandard"
    text = f"its content encoding is {encoding!r}, which was not requested; pip install {package} to read it"
    raise DecodingError(text, status)
