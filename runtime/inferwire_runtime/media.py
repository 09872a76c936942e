"""The types of media files: `Media` in responses, and `MediaInput` for arguments."""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which `Media` names as its module.

import base64
import binascii
import os
import sys
import time
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, Protocol, Self, TypeAlias, cast

from inferwire_http.urls import urlsplit
from inferwire_runtime.errors import Attempt, CallMeta, InputError, OutputError, publish
from inferwire_runtime.media_types import (
    MEDIA_TYPES,
    UNKNOWN,
    canonical_type,
    detect_media_type,
    is_same_container,
    parse_media_type,
    suffix_for,
    type_for_suffix,
)

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

    ``bytes(media)``, ``len(media)`` and slices are those of the content. Audio and video files are `bytes` objects, so
    that they can be passed wherever bytes are expected. An image is an array of pixels to NumPy instead.

    Attributes:
        media_type: Media type, such as ``image/png``: declared by the server, or detected from the first bytes.
        url: URL of the file at the provider; None if the response contained the file.
    """

    _data: bytes | None
    needs_key: bool = False  # whether its URL, at the provider's own host, takes the API key
    media_type: str
    url: str | None
    _record: Any  # `CallRecord` of the call whose result the file is

    def __new__(cls, *, data: bytes | None = None, media_type: str | None = None, url: str | None = None) -> Self:
        """Create the object; one that is also `bytes` for an audio or video file."""
        detected = detect_media_type(data, media_type) or UNKNOWN
        if cls is Media and data is not None and detected.startswith(("audio/", "video/")):
            self = cast("Self", bytes.__new__(_BytesMedia, data))
        else:
            self = object.__new__(cls)
            self._data = data
        self.media_type = detected
        self.url = url
        self._record = None
        return self

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
    def attempts(self) -> tuple[Attempt, ...]:
        """Every attempt to send the request, if the file is the whole result of a call."""
        return () if self._record is None else cast("tuple[Attempt, ...]", self._record.all_attempts)

    @property
    def meta(self) -> CallMeta:
        """Which server processed the call, and how long it took, if the file is the whole result of a call."""
        return CallMeta() if self._record is None else cast("CallMeta", self._record.to_meta())

    def set_record(self, record: Any) -> None:
        """Set the record of the call whose result the file is."""
        self._record = record

    @property
    def is_downloaded(self) -> bool:
        """Whether `data` is available."""
        return self._data is not None

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height of an image or a video in pixels; None if its header does not state them."""
        from inferwire_runtime.media_info import read_size  # only for callers that use it

        return read_size(self._data) if self._data is not None else None

    @property
    def duration(self) -> float | None:
        """Duration of audio or a video in seconds; None if its header does not state it."""
        from inferwire_runtime.media_info import read_duration  # only for callers that use it

        return read_duration(self._data) if self._data is not None else None

    @property
    def sample_rate(self) -> int | None:
        """Samples per second of audio; None if its header does not state them."""
        from inferwire_runtime.media_info import read_sample_rate  # only for callers that use it

        return read_sample_rate(self._data) if self._data is not None else None

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

    def save(self, path: str | os.PathLike[str] | IO[bytes], format: str | None = None) -> None:
        """Write the content to a file, under exactly this name.

        An image is converted if its type differs from the one that the suffix of the name or *format* indicates. A name
        without a suffix, or with an unknown one, fits every type.

        Args:
            path: Path of the file, or a file opened in binary mode.
            format: Format of an image, such as ``PNG``, whatever the name of the file.

        Raises:
            InputError: If the type differs and the file cannot be converted: it is audio or a video, or Pillow is not
                installed.
        """
        data = self._converted(path, format)  # may raise: before the file is truncated
        if hasattr(path, "write"):
            try:
                cast("IO[bytes]", path).write(data)
            except TypeError as exc:
                raise InputError(f"the media file must be written to a file opened in mode 'wb': {exc}") from exc
            return
        name: Any = path
        with open(name, "wb") as file:
            file.write(data)

    def _converted(self, path: Any, format: str | None) -> bytes:
        """Return the content in the format that a name or *format* indicates."""
        data = self.data
        if format is None:
            if hasattr(path, "write"):
                return data
            suffix = os.path.splitext(os.fsdecode(path))[1].lower()
            wanted = type_for_suffix(suffix)
            own = canonical_type(self.media_type)
            if not wanted or own in (UNKNOWN, wanted) or is_same_container(own, wanted):
                return data
        else:
            suffix = f".{format.lower()}"
        if self.media_type.startswith("image/"):
            from inferwire_runtime.pil_images import convert_file  # Pillow is optional

            return convert_file(data, self.media_type, suffix)
        name = "name" + self.suffix
        raise InputError(
            f"the file is {self.media_type} and cannot be saved as {suffix}; save it as {name!r}, or write .data"
        )

    def to_pil(self) -> _Image:
        """Return the image as a PIL image. Requires Pillow."""
        import io  # only here

        import PIL.Image  # an optional dependency

        return PIL.Image.open(io.BytesIO(self.data))

    def resize(self, size: tuple[int, int]) -> _Image:
        """Return the image in another size, in pixels, as a PIL image. Requires Pillow."""
        return self.to_pil().resize(size)

    def to_numpy(self) -> Any:
        """Return the pixels of an image, or the samples of a WAV file, as a NumPy array.

        Pixels require Pillow. Samples have the shape ``(samples,)`` or ``(samples, channels)``, and `sample_rate`.

        Raises:
            InputError: If the file is neither, or a library is missing.
        """
        data = self.data
        if self.media_type.startswith("image/"):
            from inferwire_runtime.pil_images import decode_pixels  # Pillow is optional

            return decode_pixels(data)
        if self.media_type == "audio/wav":
            from inferwire_runtime.media_info import decode_wav  # only for arrays

            return decode_wav(data)
        raise InputError(f"{self.media_type} cannot be converted to an array; decode .data with a library for it")

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        array = self.to_numpy()
        return array if dtype is None else array.astype(dtype, copy=False)

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

    def __str__(self) -> str:
        return repr(self)

    def __bytes__(self) -> bytes:
        return self.data

    def __len__(self) -> int:
        return len(self.data)

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, key: Any) -> Any:
        return cast("Any", self.data)[key]

    def __iter__(self) -> Iterator[int]:
        return iter(self.data)

    def __buffer__(self, flags: int) -> memoryview:  # since Python 3.12
        if flags & FORMATTED:
            # NumPy would take the bytes of the file for pixels.
            raise BufferError("an image has no memoryview; use .data for its content, or .save() to write a file")
        return memoryview(self.data)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Media):
            return (self._data, self.media_type, self.url) == (other._data, other.media_type, other.url)
        if isinstance(other, (bytes, bytearray)):
            return self._data == other
        return NotImplemented

    __hash__ = None  # type: ignore[assignment] # pyright: ignore[reportAssignmentType]

    def __reduce__(self) -> Any:
        cls = Media if isinstance(self, _BytesMedia) else type(self)
        return _restore, (cls, self._data, self.media_type, self.url, self._record)


FORMATTED = 4  # PyBUF_FORMAT, which requests the type of the items


class _BytesMedia(Media, bytes):  # type: ignore[misc]
    """An audio or video file, which is also `bytes`.

    Images are not, because NumPy would take them for text.
    """

    @property
    def _data(self) -> bytes:  # type: ignore[override] # pyright: ignore[reportIncompatibleVariableOverride]
        return bytes.__getitem__(self, slice(None))  # a copy, as plain bytes

    def to_base64(self) -> str:
        return base64.b64encode(self).decode("ascii")

    __len__ = bytes.__len__  # pyright: ignore[reportAssignmentType]
    __getitem__ = bytes.__getitem__  # pyright: ignore[reportAssignmentType]
    __iter__ = bytes.__iter__  # pyright: ignore[reportAssignmentType]
    if sys.version_info >= (3, 12):
        __buffer__ = bytes.__buffer__
    is_downloaded = True  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]


_BytesMedia.__name__ = _BytesMedia.__qualname__ = "Media"


def _restore(cls: type[Media], data: bytes | None, media_type: str, url: str | None, record: Any) -> Media:
    """Create a copy of a media file."""
    media = cls(data=data, media_type=media_type, url=url)
    if record is not None:
        media.set_record(record)
    return media


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


def media_with_key(value: Any) -> Media | None:
    """Create a media file from a URL that takes the API key if it is at the provider's own host; None as above.

    Raises:
        OutputError: If the value is a malformed data URL.
    """
    media = media_from_url(value)
    if media is not None:
        media.needs_key = True
    return media


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
BASE64_SLICE = 512 * 1024  # characters


def decode_base64(text: str) -> bytes:
    """Decode base64, including the variants that servers use: with line breaks, URL-safe, or without padding.

    Raises:
        InputError: If *text* is not base64.
    """
    if len(text) <= BASE64_SLICE:
        return _decode_slice("".join(text.split()))
    decoded = BytesIO()
    rest = ""
    for start in range(0, len(text), BASE64_SLICE):
        part = rest + "".join(text[start : start + BASE64_SLICE].split())
        whole = len(part) // 4 * 4
        if "=" in part[:whole]:  # the end, unless it is not base64
            return decoded.getvalue() + _decode_slice(part + "".join(text[start + BASE64_SLICE :].split()))
        decoded.write(_decode_slice(part[:whole]))
        rest = part[whole:]
        time.sleep(0)  # a large response is decoded in a thread, which takes turns with the event loop
    decoded.write(_decode_slice(rest))
    return decoded.getvalue()


def _decode_slice(text: str) -> bytes:
    compact = text.translate(_URL_SAFE)
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError) as exc:
        raise InputError(f"not base64: {exc}") from exc
