"""Images of a size, made without any other library."""

from __future__ import annotations

import re
import struct
import zlib

SIZE_IN_NAME = re.compile(r"-(\d{1,5})x(\d{1,5})\.\w+$")
MAX_SIDE = 4096  # pixels


def checked_size(width: int, height: int) -> tuple[int, int] | None:
    """Return a size; None if an image cannot have it."""
    return (width, height) if 1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE else None


def size_in_name(path: str) -> tuple[int, int] | None:
    """Return the size in the name of an image that `follow` wrote into a response."""
    found = SIZE_IN_NAME.search(path)
    return None if found is None else checked_size(int(found[1]), int(found[2]))


def make_png(width: int, height: int) -> bytes:
    """Return an image of one color."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x5a\x8f\xc8" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
