"""Request bodies: JSON, multipart forms and files, produced in chunks while they are sent.

A file on disk is never loaded whole, neither raw nor as base64: `Body` reads it chunk by chunk, once for every attempt
to send the request.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from inferwire_runtime.decoding import encode_hook, encode_with
from inferwire_runtime.errors import InputError
from inferwire_runtime.jsontypes import Json
from inferwire_runtime.uploads import Base64Field, FormValue, LocalFile

CHUNK_SIZE = 3 * 64 * 1024  # bytes; a multiple of 3, so that the base64 of consecutive chunks joins without padding
INLINE_LIMIT = 64 * 1024  # bytes; smaller files are written into the JSON directly
MAX_BODY_SIZE = 1536 * 1024**2  # bytes; more than any provider accepts


class Base64Part:
    """A file that is encoded as base64, chunk by chunk."""

    __slots__ = ("file",)

    def __init__(self, file: LocalFile) -> None:
        self.file = file

    @property
    def path(self) -> str | None:
        """Path of the file on disk; None if the file is in memory."""
        return self.file.path

    @property
    def size(self) -> int:
        """Size of the base64 in bytes."""
        return (self.file.size + 2) // 3 * 4

    def iter_chunks(self, size: int) -> Generator[bytes]:
        """Yield base64 chunks, each encoding up to *size* bytes of the file."""
        chunks = self.file.iter_chunks(size)
        try:
            for chunk in chunks:
                yield b64encode(chunk)
        finally:
            chunks.close()  # and the file that it reads


BodyPart: TypeAlias = "bytes | LocalFile | Base64Part"


class BodySegment:
    """A part of a body, produced while the request is sent."""

    __slots__ = ("_part",)

    def __init__(self, part: BodyPart) -> None:
        self._part = part

    @property
    def is_blocking(self) -> bool:
        """Whether producing this part reads from disk, which would block an event loop."""
        return not isinstance(self._part, bytes) and self._part.path is not None

    def __iter__(self) -> Iterator[bytes | memoryview]:
        part = self._part
        if not isinstance(part, bytes):
            yield from part.iter_chunks(CHUNK_SIZE)
        elif len(part) <= CHUNK_SIZE:
            yield part
        else:
            view = memoryview(part)  # slices of a view are not copies
            for start in range(0, len(part), CHUNK_SIZE):
                yield view[start : start + CHUNK_SIZE]


class Body:
    """The body of a request: a sequence of bytes and files. It can be iterated repeatedly.

    Attributes:
        size: Size in bytes, for the ``Content-Length`` header.
    """

    __slots__ = ("_parts", "size")

    def __init__(self, *parts: BodyPart) -> None:
        self._parts = parts
        self.size = sum(len(part) if isinstance(part, bytes) else part.size for part in parts)
        if self.size > MAX_BODY_SIZE:
            raise InputError(
                f"the request has {self.size // 1024**2} MiB, more than the limit of {MAX_BODY_SIZE // 1024**2} MiB; "
                "send less, or pass a URL if the provider accepts one"
            )

    def segments(self) -> Iterable[BodySegment]:
        """Return the parts of the body in order."""
        return map(BodySegment, self._parts)

    def __iter__(self) -> Iterator[bytes | memoryview]:
        for segment in self.segments():
            yield from segment

    def to_bytes(self) -> bytes:  # not `read`: httpx treats objects with that method as files
        """Return the whole body, reading the files that it contains."""
        return b"".join(self)


def encode_json_fragments(value: Json, is_omitted: Callable[[LocalFile], bool]) -> tuple[list[bytes], list[LocalFile]]:
    """Encode *value* without the base64 of some files. Return the JSON fragments around these files, and the files.

    Raises:
        InputError: If JSON cannot represent *value*.
    """
    omitted: list[LocalFile] = []
    marker = ""

    def encode(item: Any) -> Any:
        if isinstance(item, LocalFile):
            item = Base64Field(file=item)
        if not isinstance(item, Base64Field) or not is_omitted(item.file):
            return encode_hook(item)
        nonlocal marker
        marker = marker or os.urandom(16).hex()  # random, so that no input can contain it
        omitted.append(item.file)
        return item.prefix + marker

    encoded = encode_with(msgspec.json.Encoder(enc_hook=encode), value)
    return (encoded.split(marker.encode()) if omitted else [encoded]), omitted


def encode_json(value: Json) -> Body:
    """Encode a JSON body. Large files are read and encoded only while the body is sent.

    Raises:
        InputError: If JSON cannot represent the value, or the body is too large.
    """
    (first, *others), omitted = encode_json_fragments(value, lambda file: file.size >= INLINE_LIMIT)
    parts: list[BodyPart] = [first]
    for file, fragment in zip(omitted, others, strict=True):
        parts += [Base64Part(file), fragment]
    return Body(*parts)


def encode_form(form: Mapping[str, FormValue]) -> tuple[Body, str]:
    """Encode a multipart form. Return the body and its content type. File names are derived from media types.

    A list becomes a part for each item.

    Raises:
        InputError: If a string is not valid Unicode, or the form is too large.
    """
    boundary = os.urandom(16).hex()
    parts: list[BodyPart] = []
    items = [(name, item) for name, value in form.items() for item in (value if isinstance(value, list) else [value])]
    for name, value in items:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_escape(name)}"'
        if isinstance(value, LocalFile):
            filename = f"{value.media_type.partition('/')[0]}{value.suffix}"
            head += f'; filename="{_escape(filename)}"\r\nContent-Type: {value.media_type}'
            parts += [f"{head}\r\n\r\n".encode(), value, b"\r\n"]
        elif isinstance(value, Base64Field):
            parts += [f"{head}\r\n\r\n{value.prefix}".encode(), Base64Part(value.file), b"\r\n"]
        else:
            try:
                parts.append(f"{head}\r\n\r\n{value}\r\n".encode())
            except UnicodeEncodeError as exc:
                raise InputError(f"`{name}` contains a lone surrogate, which is not valid Unicode") from exc
    parts.append(f"--{boundary}--\r\n".encode())
    return Body(*_join(parts)), f"multipart/form-data; boundary={boundary}"


def _join(parts: Sequence[BodyPart]) -> list[BodyPart]:
    """Join consecutive bytes objects so that a form is sent in few chunks."""
    joined: list[BodyPart] = []
    for part in parts:
        if isinstance(part, bytes) and joined and isinstance(last := joined[-1], bytes):
            joined[-1] = last + part
        else:
            joined.append(part)
    return joined


def _escape(name: str) -> str:
    """Escape the name of a form field or a file as browsers do."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
