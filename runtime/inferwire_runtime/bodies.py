"""What requests carry: JSON, forms and media, as pieces that are made while they are sent.

A medium in a file is never whole in memory, neither as it is nor in base64: `Body` reads it piece by piece, and again
where the request has to be sent again.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from inferwire_runtime.decoding import encode_with, write_extension
from inferwire_runtime.errors import InputError, Json
from inferwire_runtime.media import Encoded, Upload

PIECE_SIZE = 3 * 64 * 1024  # bytes; a multiple of 3, so that the base64 of each piece joins the next one's
INLINE_LIMIT = 64 * 1024  # bytes; smaller media are written into the JSON at once
BODY_LIMIT = 1536 * 1024**2  # bytes; no provider takes as much, and memory ends somewhere


class Base64:
    """An upload in base64, made piece by piece."""

    __slots__ = ("upload",)

    def __init__(self, upload: Upload) -> None:
        self.upload = upload

    @property
    def size(self) -> int:
        """How many bytes the base64 has."""
        return (self.upload.size + 2) // 3 * 4

    def pieces(self, size: int) -> Iterator[bytes]:
        """Give it in pieces made of ``size`` bytes each."""
        return map(b64encode, self.upload.pieces(size))


Part: TypeAlias = "bytes | Upload | Base64"


class Body:
    """The body of a request: bytes and media, one after the other. May be iterated over again.

    Attributes:
        size: In bytes.
    """

    __slots__ = ("_parts", "size")

    def __init__(self, *parts: Part) -> None:
        self._parts = parts
        self.size = sum(len(part) if isinstance(part, bytes) else part.size for part in parts)
        if self.size > BODY_LIMIT:
            raise InputError(
                f"the request would have {self.size // 1024**2} MiB, and {BODY_LIMIT // 1024**2} MiB are sent at most; "
                "send less, or pass a URL where the provider takes one"
            )

    def __iter__(self) -> Iterator[bytes | memoryview]:
        for part in self._parts:
            yield from _pieces(part)

    def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
        return _AsyncPieces(self._parts)

    def whole(self) -> bytes:
        """Give it in one piece. Reads the files in it."""
        return b"".join(self)


class _AsyncPieces:
    """Gives pieces without blocking the event loop. No generator: those are warned of where they are left."""

    __slots__ = ("_current", "_is_on_disk", "_parts")

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self._parts = iter(parts)
        self._current: Iterator[bytes | memoryview] = iter(())
        self._is_on_disk = False

    def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
        return self

    async def __anext__(self) -> bytes | memoryview:
        while True:
            if self._is_on_disk:
                from anyio import to_thread  # only where a file is read, which the event loop must not wait for

                piece = await to_thread.run_sync(next, self._current, b"")
            else:
                piece = next(self._current, b"")
            if piece:
                return piece
            if (part := next(self._parts, None)) is None:
                raise StopAsyncIteration
            self._current = iter(_pieces(part))
            self._is_on_disk = not isinstance(part, bytes) and _is_on_disk(part)


def _pieces(part: Part) -> Iterator[bytes | memoryview]:
    if not isinstance(part, bytes):
        yield from part.pieces(PIECE_SIZE)
    elif len(part) <= PIECE_SIZE:
        yield part
    else:
        view = memoryview(part)  # pieces of it are no copies
        for start in range(0, len(part), PIECE_SIZE):
            yield view[start : start + PIECE_SIZE]


def _is_on_disk(part: Upload | Base64) -> bool:
    return (part.upload if isinstance(part, Base64) else part).path is not None


def encode_around(value: Json, is_left_out: Callable[[Upload], bool]) -> tuple[list[bytes], list[Upload]]:
    """Encode JSON without the base64 of some media; give what stands before, between and after these, and them.

    Raises:
        InputError: It holds something that JSON has no form for.
    """
    left_out: list[Upload] = []
    mark = ""

    def write(item: Any) -> Any:
        if isinstance(item, Upload):
            item = Encoded(upload=item)
        if not isinstance(item, Encoded) or not is_left_out(item.upload):
            return write_extension(item)
        nonlocal mark
        mark = mark or os.urandom(16).hex()  # nothing that a caller writes can be taken for it
        left_out.append(item.upload)
        return item.prefix + mark

    text = encode_with(msgspec.json.Encoder(enc_hook=write), value)
    return (text.split(mark.encode()) if left_out else [text]), left_out


def encode_json(value: Json) -> Body:
    """Encode a JSON body; large media in it are left out until they are sent.

    Raises:
        InputError: It holds something that JSON has no form for, or is too large.
    """
    (first, *others), left_out = encode_around(value, lambda upload: upload.size >= INLINE_LIMIT)
    parts: list[Part] = [first]
    for upload, other in zip(left_out, others, strict=True):
        parts += [Base64(upload), other]
    return Body(*parts)


def encode_form(form: Mapping[str, str | Upload]) -> tuple[Body, str]:
    """Encode a multipart form; give it with its content type. A file is named after what it is.

    Raises:
        InputError: It holds text that is not valid Unicode, or is too large.
    """
    boundary = os.urandom(16).hex()
    parts: list[Part] = []
    for name, value in form.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"'
        if isinstance(value, Upload):
            filename = f"{value.media_type.partition('/')[0]}{value.suffix}"
            head += f'; filename="{_quoted(filename)}"\r\nContent-Type: {value.media_type}'
            parts += [f"{head}\r\n\r\n".encode(), value, b"\r\n"]
        else:
            try:
                parts.append(f"{head}\r\n\r\n{value}\r\n".encode())
            except UnicodeEncodeError as exc:
                raise InputError(f"{name} holds text that is not valid Unicode (a lone surrogate)") from exc
    parts.append(f"--{boundary}--\r\n".encode())
    return Body(*_joined(parts)), f"multipart/form-data; boundary={boundary}"


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Join what is in memory, so that a form leaves in few pieces."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, bytes) and joined and isinstance(last := joined[-1], bytes):
            joined[-1] = last + part
        else:
            joined.append(part)
    return joined


def _quoted(name: str) -> str:
    """Write a name within quotes, as browsers do."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
