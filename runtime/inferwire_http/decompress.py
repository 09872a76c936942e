"""Decompress response bodies incrementally; a truncated body is an error."""

from __future__ import annotations

import importlib
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
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
CHUNK_SIZE = 64 * 1024  # bytes returned at once: compressed bytes may expand a thousandfold
MAX_INPUT = 32 * 1024  # bytes that are decompressed at once: empty blocks take time, and return nothing
MAX_MEMBERS = 64  # of a gzip body that are decompressed at once, for the same reason
MEMBER_SLICE = 16 * 1024  # bytes passed to zlib, which copies what follows a member
SLICE_SIZE = 64  # bytes passed to decoders whose output has no limit
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
RAW_DEFLATE = -zlib.MAX_WBITS  # some servers send this as deflate
PLAIN_START = re.compile(rb"\s*(?:[{\[\"]|data:|event:|id:|:|<)")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


class Decoder(Protocol):
    """Decompresses a body piece by piece. Each call does little work, so that it does not block an event loop."""

    @property
    def has_more(self) -> bool:
        """Whether to call `more` before feeding more data."""
        ...

    @property
    def is_slow(self) -> bool:
        """Whether the next call may nevertheless take long, and needs a thread."""
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

    is_slow = False

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
        self._place = 0  # of its first byte that is not decompressed yet
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
        self._pending = self._pending[self._place :] + data
        self._place = 0
        return self.more()

    def more(self) -> bytes:
        """Return the next decompressed bytes of the data that was fed.

        Raises:
            DecodingError: If the data is not in the declared encoding.
        """
        chunks: list[bytes] = []
        data, place, room, members = self._pending, self._place, CHUNK_SIZE, 0
        end = place + MAX_INPUT
        while room and members < MAX_MEMBERS and place < end and (place < len(data) or self.has_more):
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
        self._place = place
        # Even if everything was fed: zlib may hold back bytes that found no room.
        self.has_more = not room or members == MAX_MEMBERS or (place >= end and place < len(data))
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

    has_more = is_slow = False

    def feed(self, data: bytes) -> bytes:
        return data

    def more(self) -> bytes:
        return b""

    def finish(self) -> None:
        pass


class _Library:
    """Decompresses a body with the library of another encoding. Old versions do not limit their output."""

    is_slow = True

    def __init__(self, encoding: str, status: int) -> None:
        self._library = _load_decoder(encoding, status)
        self._status = status
        self._pending = b""
        self._has_begun = False
        self.has_more = False

    def feed(self, data: bytes) -> bytes:
        self._pending += data
        return self.more()

    def more(self) -> bytes:
        library, data, place, room = self._library, self._pending, 0, CHUNK_SIZE
        chunks: list[bytes] = []
        while room > 0 and not library.is_complete() and (place < len(data) or library.holds_output()):
            self._has_begun = True
            part = b"" if library.holds_output() else data[place : place + library.slice_size]
            try:
                chunks.append(library.decompress(part, room))
            except library.errors as exc:
                raise DecodingError(f"its compressed body is broken: {exc}", self._status) from exc
            room -= len(chunks[-1])
            place += len(part)
        self._pending = b"" if library.is_complete() else data[place:]
        self.has_more = bool(self._pending) or (library.holds_output() and not library.is_complete())
        return b"".join(chunks)

    def finish(self) -> None:
        if self._has_begun and not self._library.is_complete():
            raise DecodingError("its compressed body is truncated", self._status)


class _Sniffer:
    """Decompresses a body according to its first bytes, because some servers and proxies label it incorrectly."""

    def __init__(self, encoding: str, status: int) -> None:
        self._encoding = encoding
        self._status = status
        self._decoder: Decoder | None = None

    @property
    def has_more(self) -> bool:
        return self._decoder is not None and self._decoder.has_more

    @property
    def is_slow(self) -> bool:
        return self._encoding not in GZIP if self._decoder is None else self._decoder.is_slow

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

    @property
    def is_slow(self) -> bool:
        return self._inner.is_slow or self._outer.is_slow

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


@dataclass(frozen=True, kw_only=True, slots=True)
class _LibraryDecoder:
    """A decoder of a library.

    Attributes:
        decompress: Decompresses data; the second argument limits the output, if the library can do so.
        is_complete: Whether the body has ended.
        holds_output: Whether the decoder has more output, without more data.
        errors: Errors for broken data.
        slice_size: Bytes to pass at once.
    """

    decompress: Callable[[bytes, int], bytes]
    is_complete: Callable[[], bool]
    holds_output: Callable[[], bool]
    errors: tuple[type[Exception], ...]
    slice_size: int


def _never() -> bool:
    return False


def _load_decoder(encoding: str, status: int) -> _LibraryDecoder:
    """Return the decoder of a library.

    Raises:
        DecodingError: If no library is installed.
    """
    libraries = ("brotli", "brotlicffi") if encoding == "br" else ("compression.zstd", "backports.zstd", "zstandard")
    for name in libraries:
        try:
            library: Any = importlib.import_module(name)
        except ImportError:
            continue
        return _brotli_decoder(library) if encoding == "br" else _zstd_decoder(library, name)
    package = "brotli" if encoding == "br" else "zstandard"
    text = f"its content encoding is {encoding!r}, which was not requested; pip install {package} to read it"
    raise DecodingError(text, status)


def _brotli_decoder(library: Any) -> _LibraryDecoder:
    decoder = library.Decompressor()
    process = getattr(decoder, "process", None) or decoder.decompress
    is_limited = hasattr(decoder, "can_accept_more_data")  # from version 1.2 on
    return _LibraryDecoder(
        decompress=(lambda data, limit: process(data, output_buffer_limit=limit))
        if is_limited
        else (lambda data, limit: process(data)),
        is_complete=decoder.is_finished,
        holds_output=(lambda: not decoder.can_accept_more_data()) if is_limited else _never,
        errors=(library.error,),
        slice_size=MEMBER_SLICE if is_limited else SLICE_SIZE,
    )


def _zstd_decoder(library: Any, name: str) -> _LibraryDecoder:
    decompressor = library.ZstdDecompressor()
    decoder = decompressor.decompressobj() if name == "zstandard" else decompressor
    is_limited = hasattr(decoder, "needs_input")
    state = {"was_fed": False}

    def decompress(data: bytes, limit: int) -> bytes:
        state["was_fed"] = True
        found: bytes = decoder.decompress(data, limit) if is_limited else decoder.decompress(data)
        return found

    return _LibraryDecoder(
        decompress=decompress,
        is_complete=partial(getattr, decoder, "eof"),
        holds_output=(lambda: state["was_fed"] and not decoder.eof and not decoder.needs_input)
        if is_limited
        else _never,
        errors=(library.ZstdError, EOFError),
        slice_size=MEMBER_SLICE if is_limited else SLICE_SIZE,
    )
