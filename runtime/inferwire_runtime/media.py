"""The types of media files: `Media` in responses, and `MediaInput` for arguments."""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which `Media` names as its module.

import base64
import binascii
import os
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, Protocol, TypeAlias

from inferwire_http.urls import urlsplit
from inferwire_runtime.errors import Attempt, InputError, OutputError, publish
from inferwire_runtime.media_types import MEDIA_TYPES, UNKNOWN, detect_media_type, parse_media_type, suffix_for

if TYPE_CHECKING:
    from PIL.Image import Image as _Image
else:
    _Image = Any  # Pillow is optional, and slow to import


class PILImage(Protocol):
    """The methods of a PIL image that inferwire uses, so that type checking does not need Pillow."""

    def getbands(self) -> tuple[str, ...]:
        """Return the names of the bands."""
        ...

    def save(self, fp: Any, format: str | None = None) -> None:
        """Write the image to a file."""
        ...


class SupportsArray(Protocol):
    """The method of a NumPy array that types require, so that type checking does not need NumPy."""

    def __array__(self) -> Any:
        """Return the array."""
        ...


class Media:
    """An image, audio or video file in a response.

    Attributes:
        media_type: Media type, such as ``image/png``: declared by the server, or detected from the first bytes.
        url: URL of the file at the provider; None if the response contained the file.
        attempts: Every attempt to send the request, if the file is the whole result of a call.
    """

    __slots__ = ("_data", "attempts", "media_type", "url")

    def __init__(self, *, data: bytes | None = None, media_type: str | None = None, url: str | None = None) -> None:
        self._data = data
        self.url = url
        self.attempts: tuple[Attempt, ...] = ()
        self.media_type = detect_media_type(data, media_type) or UNKNOWN

    @property
    def data(self) -> bytes:
        """The content of the file.

        Raises:
            InputError: If only the URL was requested (``output_type="url"``).
        """
        if self._data is None:
            raise InputError("this file was not downloaded; fetch it from .url, or call without output_type='url'")
        return self._data

    @property
    def is_downloaded(self) -> bool:
        """Whether `data` is available."""
        return self._data is not None

    @classmethod
    def from_json(cls, value: Any) -> "Media":
        """Create a media file from a JSON value: base64, a data URL or a URL.

        Raises:
            ValueError: If the value is anything else.
        """
        media = value if isinstance(value, Media) else parse_media(value)
        if media is None:
            raise ValueError(f"Expected `Media` as base64, a data URL or a URL, got `{type(value).__name__}`")
        return media

    def json_value(self) -> str | None:
        """Return the JSON value of the file: base64, or the URL if the file was not downloaded."""
        return self.to_base64() if self._data is not None else self.url

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the content to a file."""
        data = self.data  # may raise: before the file is truncated
        with open(path, "wb") as file:
            file.write(data)

    def to_pil(self) -> _Image:
        """Return the image as a PIL image. Requires Pillow."""
        import io  # only here

        import PIL.Image  # an optional dependency

        return PIL.Image.open(io.BytesIO(self.data))

    def to_base64(self) -> str:
        """Return the content in base64."""
        return base64.b64encode(self.data).decode("ascii")

    def to_data_url(self) -> str:
        """Return the content as a data URL."""
        return f"data:{self.media_type};base64,{self.to_base64()}"

    @property
    def suffix(self) -> str:
        """Usual file name suffix for the media type, with the dot; ``.bin`` for unknown types."""
        return suffix_for(self.media_type)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Return the representations of the file for notebooks."""
        if self._data is None or not self.media_type.startswith(("image/", "audio/", "video/")):
            return {"text/plain": repr(self)}
        kind = self.media_type.split("/")[0]
        if self.media_type in ("image/png", "image/jpeg"):
            return {self.media_type: self._data, "text/plain": repr(self)}
        tag = (
            f'<img src="{self.to_data_url()}">' if kind == "image" else f'<{kind} controls src="{self.to_data_url()}">'
        )
        return {"text/html": tag, "text/plain": repr(self)}

    def __repr__(self) -> str:
        size = "not downloaded" if self._data is None else f"{len(self._data)} bytes"
        return f"Media({self.media_type}, {size})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Media):
            return NotImplemented
        return (self._data, self.media_type, self.url) == (other._data, other.media_type, other.url)

    __hash__ = None  # type: ignore[assignment] # pyright: ignore[reportAssignmentType]


publish(Media)

AudioArray: TypeAlias = tuple[SupportsArray, int] | tuple[int, SupportsArray] | Mapping[str, Any]
"""Audio as an array with its sample rate: a pair, or a mapping with ``array`` and ``sampling_rate``."""

MediaInput: TypeAlias = (
    bytes | bytearray | memoryview | str | os.PathLike[str] | IO[bytes] | Media | PILImage | SupportsArray | AudioArray
)
"""A media file as an argument: bytes, a path, an http(s) or data URL, an open binary file, a `Media`, a PIL image or
an array."""


def parse_media(value: Any) -> Media | None:
    """Create a media file from a JSON value: base64, a data URL or a URL; None if it is empty or not a string.

    Raises:
        OutputError: If the string is anything else.
    """
    if not isinstance(value, str) or not value:
        return None
    if value[:8].lower().startswith(("http://", "https://")):
        return media_from_url(value)
    return media_from_base64(value)


def media_from_base64(value: Any) -> Media | None:
    """Create a media file from a JSON value: base64 or a data URL; None if it is empty or not a string.

    Raises:
        OutputError: If the string is neither.
    """
    if not isinstance(value, str) or not value:
        return None
    try:
        if value[:5].lower() == "data:":
            data, media_type = parse_data_url(value)
        else:
            data, media_type = decode_base64(value), None
    except InputError as exc:
        raise OutputError(f"the response contains a media file that cannot be decoded: {exc.message}") from exc
    return Media(data=data, media_type=media_type) if data else None


def media_from_url(value: Any) -> Media | None:
    """Create a media file from a URL, without a download, or from a data URL; None for any other value.

    Raises:
        OutputError: If the value is a malformed data URL.
    """
    if not isinstance(value, str):
        return None
    if value[:5].lower() == "data:":
        return media_from_base64(value)
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    suffix = os.path.splitext(parts.path)[1].lower()
    return Media(url=value, media_type=MEDIA_TYPES.get(suffix))


def parse_data_url(url: str) -> tuple[bytes, str | None]:
    """Return the content and the media type of a data URL.

    Raises:
        InputError: If the URL is malformed.
    """
    from urllib.parse import unquote, unquote_to_bytes  # only for data URLs

    head, comma, payload = url[5:].partition(",")
    if not comma:
        raise InputError("a data URL has the form data:<media type>;base64,<data>; the comma is missing")
    media_type = parse_media_type(head) or None
    if head.lower().replace(" ", "").endswith(";base64"):
        return decode_base64(unquote(payload) if "%" in payload else payload), media_type
    try:
        return unquote_to_bytes(payload), media_type
    except UnicodeEncodeError as exc:
        raise InputError("the data URL contains a lone surrogate, which is not valid Unicode") from exc


_URL_SAFE = str.maketrans("-_", "+/")


def decode_base64(text: str) -> bytes:
    """Decode base64, also in the variants that servers use: with line breaks, URL-safe, or without padding.

    Raises:
        InputError: If *text* is not base64.
    """
    compact = "".join(text.split()).translate(_URL_SAFE)
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError) as exc:
        raise InputError(f"not base64: {exc}") from exc
