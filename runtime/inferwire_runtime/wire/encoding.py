"""Undo the content encodings that are asked for, piece by piece; a body that ends too early is an error."""

from __future__ import annotations

import zlib

ASKED_FOR = "gzip, deflate"
KNOWN = frozenset({"gzip", "x-gzip", "deflate"})
NONE = frozenset({"", "identity"})
PIECE_SIZE = 256 * 1024  # bytes given at once: a few of a compressed body may stand for a thousand times as many
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
GZIP = b"\x1f\x8b"  # how it begins
BARE = -zlib.MAX_WBITS  # what some servers send for deflate


class EncodingError(ValueError):
    """Tell what is wrong with an encoded body, and the HTTP status of its answer."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class Inflater:
    """Decompresses one body.

    Attributes:
        has_more: Whether more than was given may be here already.
    """

    def __init__(self, encoding: str, status: int) -> None:
        """Start a body whose ``Content-Encoding`` is ``encoding``, of an answer of ``status``.

        Raises:
            EncodingError: It is none that was asked for.
        """
        if encoding not in KNOWN:
            raise EncodingError(f"it is encoded as {encoding!r}, which was not asked for", status)
        self._status = status
        self._start = b""  # kept until it tells which kind of deflate it is
        self._is_known = encoding != "deflate"
        self._inflate = zlib.decompressobj(GZIP_OR_ZLIB)
        self._has_begun = False
        self._left = b""  # of what was fed
        self.has_more = False

    def feed(self, data: bytes) -> bytes:
        """Give the first bytes that ``data`` stands for; `has_more` tells whether `more` gives others.

        Raises:
            EncodingError: It is not what its header says.
        """
        if not self._is_known:
            self._start += data
            if len(self._start) < 2:
                return b""
            data, self._start, self._is_known = self._start, b"", True
            if data[0] & 0x0F != 8 or int.from_bytes(data[:2], "big") % 31:  # it has no header
                self._inflate = zlib.decompressobj(BARE)
        self._left += data
        return self.more()

    def more(self) -> bytes:
        """Give the next bytes of what was fed.

        Raises:
            EncodingError: It is not what its header says.
        """
        parts: list[bytes] = []
        data, room = self._left, PIECE_SIZE
        while room and (data or self.has_more):
            self._has_begun = True
            if self._inflate.eof:
                if not GZIP.startswith(data[:2]):
                    data = b""  # what follows the end, zeros or anything, is passed over
                if len(data) < len(GZIP):
                    break
                self._inflate = zlib.decompressobj(GZIP_OR_ZLIB)  # another member follows
            try:
                parts.append(self._inflate.decompress(data, room))
            except zlib.error as exc:
                raise EncodingError(f"its compression is broken: {exc}", self._status) from exc
            room -= len(parts[-1])
            data = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            self.has_more = False
        self._left = data
        self.has_more = not room  # also where all was fed: the last bytes may wait for room
        return b"".join(parts)

    def finish(self) -> None:
        """Take the end of the body.

        Raises:
            EncodingError: It came too early.
        """
        if (self._has_begun or self._start) and not self._inflate.eof:
            raise EncodingError("its compressed body was cut", self._status)


def inflater_for(headers: dict[str, str], status: int) -> Inflater | None:
    """Give what undoes the encoding of a body; None where it has none.

    Raises:
        EncodingError: It is none that was asked for.
    """
    encoding = _encoding_in(headers)
    return None if encoding in NONE else Inflater(encoding, status)


def is_known(headers: dict[str, str]) -> bool:
    """Whether `inflater_for` knows the encoding of a body."""
    return _encoding_in(headers) in NONE | KNOWN


def _encoding_in(headers: dict[str, str]) -> str:
    return headers.get("content-encoding", "").strip().lower()
