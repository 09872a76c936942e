"""Media files from callers: a `LocalFile` is sent as bytes or base64, a `RemoteFile` as a URL if possible."""

from __future__ import annotations

import base64
import os
from collections.abc import Generator, Mapping
from typing import TypeAlias, cast

from msgspec import UNSET, UnsetType

from inferwire_http.urls import urlsplit
from inferwire_runtime.errors import InputError, MissingFileError
from inferwire_runtime.jsontypes import Json
from inferwire_runtime.media_types import MEDIA_TYPES, MediaKind, sniff, suffix_for

STDIN = "-"


class LocalFile:
    """A media file that is ready to be sent, either in memory or read from disk while it is sent.

    Not a Struct: inside a JSON body, it must reach the encoder's hook, which writes base64.

    Attributes:
        media_type: Media type to send with the file.
        path: Path of the file on disk; None if the content is in memory.
        source: Path that the content was read from, even if it is in memory; None if there is none.
        size: Size in bytes.
        filename: Name of the caller's file, without its folder; None if there is none.
    """

    __slots__ = ("_data", "filename", "media_type", "path", "size", "source")

    def __init__(
        self,
        *,
        data: bytes = b"",
        path: str | None = None,
        size: int | None = None,
        media_type: str,
        source: str | None = None,
        filename: str | None = None,
    ) -> None:
        self._data = data
        self.filename = filename
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
        return LocalFile(
            data=self._data,
            path=self.path,
            size=self.size,
            media_type=media_type,
            source=self.source,
            filename=self.filename,
        )

    def iter_chunks(self, size: int) -> Generator[bytes]:
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
            cls = MissingFileError if isinstance(exc, FileNotFoundError) else InputError
            raise cls(f"cannot read {self.path!r}: {exc.strerror}") from exc
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


class TextFile(LocalFile):
    """A body that is text or XML.

    Attributes:
        text: The text.
    """

    __slots__ = ("text",)

    def __init__(self, text: str, media_type: str) -> None:
        try:
            data = text.encode()
        except UnicodeEncodeError as exc:
            raise InputError("the text contains a lone surrogate, which is not valid Unicode") from exc
        super().__init__(data=data, media_type=media_type)
        self.text = text


def text_file(text: str, media_type: str) -> TextFile:
    """Return a body of text or XML."""
    return TextFile(text, f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type)


class FileParameter:
    """A media file that the caller passed as a parameter, and that is read when the call begins.

    Attributes:
        source: What the caller passed.
    """

    __slots__ = ("source",)

    def __init__(self, source: object) -> None:
        self.source = source


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


def type_of_file(file: Json) -> str | None:
    """Return the media type of a file in any form: read or not, as a data URL or as bytes; None if it is unknown."""
    if isinstance(file, Base64Field):
        return file.file.media_type
    if isinstance(file, (LocalFile, RemoteFile)):
        return file.media_type
    if isinstance(file, str) and file[:5].lower() == "data:":
        return file[5:].partition(",")[0].partition(";")[0].lower() or None
    return sniff(bytes(cast("bytes", file))) if isinstance(file, (bytes, bytearray, memoryview)) else None


def base64_of(file: Json) -> Json:
    """Return a file in any form as base64; a string that is neither a data URL nor a URL is base64 already."""
    if isinstance(file, Base64Field):
        return Base64Field(file=file.file)
    if isinstance(file, LocalFile):
        return Base64Field(file=file)
    if isinstance(file, (bytes, bytearray, memoryview)):
        return base64.b64encode(cast("bytes", file)).decode()
    if not isinstance(file, str):
        return file.json_value() if hasattr(file, "json_value") else None
    if file[:5].lower() == "data:":
        return file.partition(",")[2]
    return None if _is_url(file) else file


def data_url_of(file: Json) -> Json:
    """Return a file in any form as a data URL; any other value is unchanged."""
    if isinstance(file, LocalFile):
        return Base64Field(file=file, is_data_url=True)
    if isinstance(file, (bytes, bytearray, memoryview)):
        return f"data:{type_of_file(file) or 'application/octet-stream'};base64,{base64_of(file)}"
    return None if file is UNSET else file


def url_of(file: Json) -> str | None:
    """Return the URL of a file that is on the web; None for any other."""
    if isinstance(file, RemoteFile):
        return file.url
    return file if isinstance(file, str) and _is_url(file) else None


def media_url_of(file: Json) -> Json:
    """Return the URL of a file that is on the web, or a data URL."""
    return url_of(file) or data_url_of(file)


def _is_url(text: str) -> bool:
    return text[:8].lower().startswith(("http://", "https://"))


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


def path_of(file: LocalFile) -> str:
    """Return the path of a file for the command, relative if the file is below the working directory."""
    if file.source is None:
        return STDIN
    try:
        relative = os.path.relpath(file.source)
    except (OSError, ValueError):
        return file.source  # there is no working directory any more, or it is on another drive
    return file.source if relative.startswith(os.pardir) else relative
