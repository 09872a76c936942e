"""Media files from callers: a `LocalFile` is sent as bytes or base64, a `RemoteFile` as a URL if possible."""

from __future__ import annotations

import base64
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, cast

from msgspec import UNSET, UnsetType

from inferwire_http.urls import urlsplit
from inferwire_runtime.errors import InputError, describe
from inferwire_runtime.media import Media, parse_data_url
from inferwire_runtime.media_types import MEDIA_TYPES, UNKNOWN, MediaKind, detect_media_type, suffix_for

SNIFF_SIZE = 64 * 1024  # bytes; smaller files are read whole, larger files only this far, to detect the type
MAX_FILE_SIZE = 1024**3  # bytes; far more than any provider accepts


class LocalFile:
    """A media file that is ready to be sent, either in memory or read from disk while it is sent.

    Not a Struct: inside a JSON body, it must reach the encoder's hook, which writes base64.

    Attributes:
        media_type: Media type to send with the file.
        path: Path of the file on disk; None if the content is in memory.
        source: Path that the content was read from, even if it is in memory; None if there is none.
        size: Size in bytes.
    """

    __slots__ = ("_data", "media_type", "path", "size", "source")

    def __init__(
        self,
        *,
        data: bytes = b"",
        path: str | None = None,
        size: int | None = None,
        media_type: str,
        source: str | None = None,
    ) -> None:
        self._data = data
        self.path = path
        self.size = len(data) if size is None else size
        self.media_type = media_type
        self.source = source

    @property
    def suffix(self) -> str:
        """Usual file name suffix for the media type, with the dot."""
        return suffix_for(self.media_type)

    def with_media_type(self, media_type: str) -> LocalFile:
        """Return a copy of the file with another media type."""
        return LocalFile(data=self._data, path=self.path, size=self.size, media_type=media_type, source=self.source)

    def iter_chunks(self, size: int) -> Iterator[bytes]:
        """Yield the content in chunks of up to *size* bytes. Blocks while reading from disk.

        Raises:
            InputError: If the file has changed since the call began.
        """
        if self.path is None:
            for start in range(0, len(self._data), size):
                yield self._data[start : start + size]
            return
        left = self.size
        try:
            with open(self.path, "rb") as file:
                while chunk := file.read(min(size, left)):
                    left -= len(chunk)
                    yield chunk
                is_longer = left == 0 and file.read(1)
        except OSError as exc:
            raise InputError(f"cannot read {self.path!r}: {exc.strerror}") from exc
        if left or is_longer:
            raise InputError(f"{self.path!r} changed while it was sent; call again")

    def read(self) -> bytes:
        """Return the content. Blocks while reading from disk."""
        return self._data if self.path is None else b"".join(self.iter_chunks(1024**2))

    def __repr__(self) -> str:
        return f"LocalFile({self.size} bytes, {self.media_type})"

    def json_value(self) -> str:
        """Return the content as base64, for a JSON body. Blocks while reading from disk."""
        return base64.b64encode(self.read()).decode("ascii")


class RemoteFile:
    """A media file that the caller passed as a URL, downloaded only for providers that do not accept URLs."""

    __slots__ = ("kind", "url")

    kind: MediaKind

    def __init__(self, *, url: str, kind: MediaKind) -> None:
        self.url = url
        self.kind = kind

    @property
    def media_type(self) -> str | None:
        """Media type that the suffix of the URL's path indicates; None if it is unknown."""
        return MEDIA_TYPES.get(os.path.splitext(urlsplit(self.url).path)[1].lower())

    def __repr__(self) -> str:
        return f"RemoteFile({self.url.split('?')[0]})"


class Base64Field:
    """A file inside a JSON body. It is read and encoded together with the body."""

    __slots__ = ("file", "is_data_url")

    def __init__(self, *, file: LocalFile, is_data_url: bool = False) -> None:
        self.file = file
        self.is_data_url = is_data_url

    @property
    def prefix(self) -> str:
        """Text before the base64: the start of a data URL, or nothing."""
        return f"data:{self.file.media_type};base64," if self.is_data_url else ""

    def json_value(self) -> str:
        """Return the base64 or the data URL. Blocks while reading from disk."""
        return self.prefix + self.file.json_value()


FormValue: TypeAlias = "str | LocalFile | Base64Field | list[str | LocalFile | Base64Field]"


def base64_field(file: LocalFile) -> Base64Field:
    """Return a JSON value that encodes *file* as base64."""
    return Base64Field(file=file)


def data_url_field(file: LocalFile) -> Base64Field:
    """Return a JSON value that encodes *file* as a data URL."""
    return Base64Field(file=file, is_data_url=True)


def remote_url(file: LocalFile | RemoteFile) -> str | UnsetType:
    """Return the URL of a remote file; UNSET for a local file."""
    return file.url if isinstance(file, RemoteFile) else UNSET


def url_or_data_url(file: LocalFile | RemoteFile) -> str | Base64Field:
    """Return the URL of a remote file, or a data URL for a local file."""
    return file.url if isinstance(file, RemoteFile) else data_url_field(file)


def with_accepted_type(
    file: LocalFile | RemoteFile, accepted: Mapping[str, str], provider: str
) -> LocalFile | RemoteFile:
    """Return *file* with the provider's name for its media type.

    Args:
        file: File to check. A remote file with an unknown suffix is accepted.
        accepted: The provider's name for each media type that it accepts.
        provider: Label of the provider, for the error message.

    Raises:
        InputError: If the provider does not accept the media type of the file.
    """
    media_type = file.media_type
    if media_type not in accepted and (media_type or isinstance(file, LocalFile)):
        raise InputError(f"{provider} does not accept {media_type}; convert the file to {' or '.join(accepted)}")
    if isinstance(file, RemoteFile):
        return file
    return file.with_media_type(accepted[file.media_type])


def read_file(source: Any, kind: MediaKind) -> LocalFile:
    """Convert a caller's argument to a media file. Blocks while reading from disk, so run it in a thread.

    Raises:
        InputError: If the argument has the wrong type, cannot be read, or is empty or too large.
    """
    filename: str | None = None
    media_type: str | None = None
    absolute: str | None = None
    path: str | None = None
    size: int | None = None
    if isinstance(source, Media):
        data, media_type = source.data, source.media_type
    elif isinstance(source, (bytes, bytearray, memoryview)):
        data = _read_buffer(cast("bytes", source), kind)
    elif isinstance(source, str) and source[:5].lower() == "data:":
        data, media_type = parse_data_url(source)
    elif isinstance(source, (str, os.PathLike)):
        try:
            name = os.fsdecode(cast("str | os.PathLike[str]", source))
        except TypeError as exc:
            raise InputError(f"the {kind} is not a valid path: {exc}") from exc
        filename = os.path.basename(name)
        data, size = _read_head(name, kind)
        absolute = os.path.abspath(name) if os.path.isfile(name) else None  # a pipe cannot be read twice
        path = None if size is None else absolute
    elif hasattr(source, "read"):
        data = _read_open_file(source, kind)
        opened_as = getattr(source, "name", None)
        filename = os.path.basename(opened_as) if isinstance(opened_as, str) else None
    elif hasattr(source, "save") and hasattr(source, "getbands"):
        data, media_type = _read_pil(source, kind), "image/png"
    elif "numpy" in sys.modules and isinstance(source, sys.modules["numpy"].ndarray):
        data, media_type = _read_array(source, kind), "image/png"
    else:
        raise InputError(
            f"the {kind} must be bytes, a path, a URL, an open binary file or a PIL image, got {type(source).__name__}"
        )
    if not data:
        raise InputError(f"the {kind} is empty; check the file or the bytes that were passed")
    _check_size(len(data) if size is None else size, kind)
    suffix = os.path.splitext(filename)[1].lower() if filename else ""
    return LocalFile(
        data=data if path is None else b"",
        path=path,
        size=size,
        media_type=detect_media_type(data, media_type, kind) or MEDIA_TYPES.get(suffix) or UNKNOWN,
        source=absolute,
    )


def _check_size(size: int, kind: MediaKind) -> None:
    if size > MAX_FILE_SIZE:
        raise InputError(
            f"the {kind} has {size // 1024**2} MiB, more than the limit of {MAX_FILE_SIZE // 1024**2} MiB; "
            "shorten it, or pass a URL if the provider accepts one"
        )


def _read_buffer(source: bytes, kind: MediaKind) -> bytes:
    try:
        return bytes(source)
    except (ValueError, BufferError) as exc:
        raise InputError(f"the {kind} cannot be read from the {type(source).__name__} passed: {exc}") from exc


def _remaining_size(file: Any) -> int:
    """Return the number of unread bytes in an open file; 0 if it is unknown."""
    try:
        status = os.fstat(file.fileno())
        return status.st_size - int(file.tell()) if stat.S_ISREG(status.st_mode) else 0
    except (OSError, ValueError, AttributeError, TypeError):
        return 0


def _read_head(path: str, kind: MediaKind) -> tuple[bytes, int | None]:
    """Return the first bytes of a file, and its size. The size is None if the file was read completely."""
    if "\x00" in path or len(path) > 4096:
        raise InputError(f"the {kind} is neither a path nor a URL; pass raw data as bytes, and base64 as a data URL")
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return file.read(MAX_FILE_SIZE + 1), None
            head = file.read(SNIFF_SIZE)
            return head, status.st_size if status.st_size > len(head) else None
    except OSError as exc:
        raise InputError(f"cannot read the {kind} {path!r}: {exc.strerror}") from exc
    except ValueError as exc:
        raise InputError(f"cannot read the {kind} {path!r}: not a valid path") from exc


def _read_open_file(file: Any, kind: MediaKind) -> bytes:
    try:
        _check_size(_remaining_size(file), kind)
        data: Any = file.read()
    except UnicodeDecodeError:
        data = ""
    except (OSError, ValueError) as exc:
        if isinstance(exc, InputError):
            raise
        raise InputError(f"cannot read the {kind} from the file passed: {exc}") from exc
    if hasattr(data, "__await__"):
        if hasattr(data, "close"):
            data.close()  # a coroutine that is never awaited causes a warning
        raise InputError(f"the {kind} is an asynchronous file; read it first and pass its bytes")
    if not isinstance(data, (bytes, bytearray)):
        raise InputError(f"the {kind} must be a file opened in mode 'rb'; its read() returned {describe(data)}")
    return bytes(data)


_PNG_MODES = ("1", "L", "LA", "I", "I;16", "P", "RGB", "RGBA")


def _read_pil(image: Any, kind: MediaKind) -> bytes:
    import io  # only for PIL images

    buffer = io.BytesIO()
    try:
        (image if image.mode in _PNG_MODES else image.convert("RGB")).save(buffer, format="PNG")
    except (OSError, ValueError) as exc:
        raise InputError(f"the {kind} cannot be saved as PNG: {exc}") from exc
    return buffer.getvalue()


def _read_array(array: Any, kind: MediaKind) -> bytes:
    try:
        import PIL.Image  # only for arrays: Pillow converts them to images
    except ImportError as exc:
        raise InputError("a NumPy array is sent as a PNG image, which requires Pillow: pip install pillow") from exc
    try:
        return _read_pil(PIL.Image.fromarray(array), kind)
    except TypeError as exc:
        raise InputError(f"the {kind} cannot be an array of shape {array.shape} and type {array.dtype}") from exc
