"""Decompress response bodies incrementally; a truncated body is an error."""

from __future__ import annotations

import zlib

from inferwire_http.exceptions import DecodingError

ACCEPT_ENCODING = "gzip, deflate"
SUPPORTED = frozenset({"gzip", "x-gzip", "deflate"})
IDENTITY = frozenset({"", "identity"})
CHUNK_SIZE = 256 * 1024  # bytes returned at once: compressed bytes may expand a thousandfold
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
GZIP_MAGIC = b"\x1f\x8b"
RAW_DEFLATE = -zlib.MAX_WBITS  # some servers send this as deflate


class Inflater:
    """Decompresses a response body.

    Attributes:
        has_more: Whether to call `more` before feeding more data.
    """

    def __init__(self, encoding: str, status: int) -> None:
        """Prepare to decompress a body.

        Args:
            encoding: Value of ``Content-Encoding``, in lower case.
            status: HTTP status of the response, for errors.

        Raises:
            DecodingError: If the encoding is not supported.
        """
        if encoding not in SUPPORTED:
            raise DecodingError(f"its content encoding is {encoding!r}, which was not requested", status)
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
        data, room = self._pending, CHUNK_SIZE
        while room and (data or self.has_more):
            self._has_begun = True
            if self._inflate.eof:
                if not GZIP_MAGIC.startswith(data[:2]):
                    data = b""  # what follows the end is ignored, be it padding or anything else
                if len(data) < len(GZIP_MAGIC):
                    break
                self._inflate = zlib.decompressobj(GZIP_OR_ZLIB)  # another member follows
            try:
                chunks.append(self._inflate.decompress(data, room))
            except zlib.error as exc:
                raise DecodingError(f"its compressed body is broken: {exc}", self._status) from exc
            room -= len(chunks[-1])
            data = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            self.has_more = False
        self._pending = data
        self.has_more = not room  # even if everything was fed: zlib may hold back bytes that found no room
        return b"".join(chunks)

    def finish(self) -> None:
        """Check that the body is complete.

        Raises:
            DecodingError: If the body is truncated.
        """
        if (self._has_begun or self._start) and not self._inflate.eof:
            raise DecodingError("its compressed body is truncated", self._status)


def inflater_for(headers: dict[str, str], status: int) -> Inflater | None:
    """Return an inflater for the body of a response; None if it is not compressed.

    Raises:
        DecodingError: If the encoding is not supported.
    """
    encoding = _encoding_in(headers)
    return None if encoding in IDENTITY else Inflater(encoding, status)


def is_supported(headers: dict[str, str]) -> bool:
    """Return whether `inflater_for` supports the encoding of a response."""
    return _encoding_in(headers) in IDENTITY | SUPPORTED


def _encoding_in(headers: dict[str, str]) -> str:
    return headers.get("content-encoding", "").strip().lower()
