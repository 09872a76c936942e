"""Pictures, sound and video, on their way in and out.

In: everything a caller may hold (`MediaInput`) becomes an `Upload`. Out: every medium in an answer is a `Media`.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, Union, cast

from msgspec import UNSET, UnsetType

from inferwire_runtime.errors import InputError, OutputError
from inferwire_runtime.urls import urlsplit

if TYPE_CHECKING:
    import PIL.Image  # what an answer can be opened with, where it is installed

    from inferwire_runtime.policy import Attempt

Kind: TypeAlias = Literal["image", "audio", "video"]


class PilImage(Protocol):
    """What is needed of a PIL image; said here so that types hold without Pillow."""

    def getbands(self) -> tuple[str, ...]:
        """Give the names of its bands."""
        ...

    def save(self, fp: Any, format: str | None = None) -> None:
        """Write it to a file."""
        ...


class SupportsArray(Protocol):
    """What is needed of a numpy array."""

    def __array__(self) -> Any:
        """Give itself as an array."""
        ...


MediaInput: TypeAlias = Union[
    bytes, bytearray, memoryview, str, "os.PathLike[str]", IO[bytes], "Media", PilImage, SupportsArray
]
"""What is taken for a medium: bytes, a path, an http(s) or data URL, an open binary file, a `Media`, a PIL image, an
array."""

SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
    "image/tiff": ".tiff",
    "image/avif": ".avif",
    "image/heic": ".heic",
    "image/heif": ".heif",
    "image/svg+xml": ".svg",
    "audio/wav": ".wav",
    "audio/flac": ".flac",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/webm": ".webm",
    "audio/mp4": ".m4a",
    "audio/aac": ".aac",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "video/quicktime": ".mov",
    "video/x-matroska": ".mkv",
    "video/x-msvideo": ".avi",
    "application/pdf": ".pdf",
}
MEDIA_TYPES = {suffix: media_type for media_type, suffix in reversed(SUFFIXES.items())} | {
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".webm": "video/webm",
}
OTHER_NAMES = {  # under which media types come and are sent, too
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "audio/x-flac": "audio/flac",
    "audio/mp3": "audio/mpeg",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "image/jpg": "image/jpeg",
}

MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"%PDF-", "application/pdf"),
)
HEAD_SIZE = 64 * 1024  # bytes; smaller files are read at once, of others this tells what they are
UPLOAD_LIMIT = 1024**3  # bytes; far above what any provider takes
RIFF = {b"WAVE": "audio/wav", b"WEBP": "image/webp"}
BRANDS = {
    b"M4A": "audio/mp4",
    b"M4B": "audio/mp4",
    b"qt ": "video/quicktime",
    b"avi": "image/avif",
    b"hei": "image/heic",
    b"mif": "image/heif",
}
CONTAINERS = {
    "webm": ("audio/webm", "video/webm"),
    "mp4": ("audio/mp4", "video/mp4"),
    "matroska": ("audio/x-matroska", "video/x-matroska"),
}


def sniff(data: bytes, kind: Kind | None = None) -> str | None:
    """Tell the media type from the first bytes, or None.

    Args:
        data: At least the first 64 bytes.
        kind: What the bytes are meant to be: settles containers that hold sound as well as pictures.
    """
    for magic, media_type in MAGIC:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF":
        return RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:11]) or CONTAINERS["mp4"][kind != "audio"]
    if data[:4] == b"\x1aE\xdf\xa3":
        return CONTAINERS["matroska" if b"matroska" in data[:64] else "webm"][kind != "audio"]
    if data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xF6 == 0xF0:
        return "audio/aac"
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0 and data[1] & 0x18 != 0x08 and data[1] & 0x06:
        return "audio/mpeg"  # a frame of MPEG audio without tags
    return None


_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9_.+-]*/[a-z0-9][a-z0-9_.+-]*")


def bare_type(text: str) -> str:
    """Give a media type without its parameters, in small letters: of a ``Content-Type`` header, or of a medium."""
    return text.partition(";")[0].strip().lower()


def suffix_of(media_type: str) -> str:
    """Give the ending of a file of a type, with its dot."""
    bare = bare_type(media_type)
    return SUFFIXES.get(OTHER_NAMES.get(bare, bare), ".bin")


def find_media_type(data: bytes | None, declared: str | None, kind: Kind | None = None) -> str | None:
    """Give the declared media type, put right by the first bytes; None where neither tells.

    What is no media type is not taken for one: it would stand in headers and in the HTML of notebooks.
    """
    declared = bare_type(declared or "")
    if not _MEDIA_TYPE.fullmatch(declared) or declared == "application/octet-stream":
        declared = ""
    found = sniff(data, kind) if data else None
    if found and not _is_same_container(found, declared):
        return found
    return declared or None


class Upload:
    """A medium that the caller gave, ready to be sent: in memory, or in a file that is read while it is sent.

    No Struct: inside a JSON body it must reach the encoder's hook, which writes base64.

    Attributes:
        media_type: What it is sent as.
        path: Where it lies; None where it is in memory.
        source: The file that it came from, also where it is in memory by now.
        size: In bytes.
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
        """Ending of a file of this type, with its dot."""
        return suffix_of(self.media_type)

    def with_type(self, media_type: str) -> Upload:
        """Give the same medium under another name for its type."""
        return Upload(data=self._data, path=self.path, size=self.size, media_type=media_type, source=self.source)

    def pieces(self, size: int) -> Iterator[bytes]:
        """Give the bytes in pieces of ``size``, the last one shorter. Blocks on files.

        Raises:
            InputError: The file is no longer what it was when the call began.
        """
        if self.path is None:
            for start in range(0, len(self._data), size):
                yield self._data[start : start + size]
            return
        left = self.size
        try:
            with open(self.path, "rb") as file:
                while piece := file.read(min(size, left)):
                    left -= len(piece)
                    yield piece
                is_longer = left == 0 and file.read(1)
        except OSError as exc:
            raise InputError(f"cannot read {self.path!r}: {exc.strerror}") from exc
        if left or is_longer:
            raise InputError(f"{self.path!r} changed while it was sent; call again")

    def read(self) -> bytes:
        """Give the bytes. Blocks on files."""
        return self._data if self.path is None else b"".join(self.pieces(1024**2))

    def __repr__(self) -> str:
        return f"Upload({self.size} bytes, {self.media_type})"


class Link:
    """A medium that the caller gave as a URL: fetched where a provider does not take URLs."""

    __slots__ = ("kind", "url")

    kind: Kind

    def __init__(self, *, url: str, kind: Kind) -> None:
        self.url = url
        self.kind = kind

    @property
    def media_type(self) -> str | None:
        """What the ending of its path says, if anything."""
        return MEDIA_TYPES.get(os.path.splitext(urlsplit(self.url).path)[1].lower())

    def __repr__(self) -> str:
        return f"Link({self.url.split('?')[0]})"


class Encoded:
    """A medium inside a JSON body: becomes base64 only when the body is made, which happens off the event loop."""

    __slots__ = ("is_data_url", "upload")

    def __init__(self, *, upload: Upload, is_data_url: bool = False) -> None:
        self.upload = upload
        self.is_data_url = is_data_url

    @property
    def prefix(self) -> str:
        """What stands before the base64."""
        return f"data:{self.upload.media_type};base64," if self.is_data_url else ""

    def text(self) -> str:
        """Give the base64 text or the data URL. Blocks on files."""
        return self.prefix + base64.b64encode(self.upload.read()).decode("ascii")


def as_base64(upload: Upload) -> Encoded:
    """Stand for ``upload`` in base64 inside a JSON body."""
    return Encoded(upload=upload)


def as_data_url(upload: Upload) -> Encoded:
    """Stand for ``upload`` as a data URL inside a JSON body."""
    return Encoded(upload=upload, is_data_url=True)


def link_of(medium: Upload | Link) -> str | UnsetType:
    """Give the URL that the caller gave in place of a medium."""
    return medium.url if isinstance(medium, Link) else UNSET


def as_media_url(medium: Upload | Link) -> str | Encoded:
    """Give the URL that the caller gave, or else the medium as a data URL."""
    return medium.url if isinstance(medium, Link) else as_data_url(medium)


def accepted(medium: Upload | Link, names: Mapping[str, str], who: str) -> Upload | Link:
    """Give a medium under the provider's name for its type.

    Args:
        medium: Of a URL only the ending tells what it leads to; where that is none that we know, it passes.
        names: What the provider calls each type that it takes.
        who: The provider.

    Raises:
        InputError: The provider does not take this type.
    """
    media_type = medium.media_type
    if media_type not in names and (media_type or isinstance(medium, Upload)):
        raise InputError(f"{who} does not take {media_type}; convert it to one of {', '.join(names)}")
    if isinstance(medium, Link):
        return medium
    return medium.with_type(names[medium.media_type])


def read_upload(source: Any, kind: Kind) -> Upload:
    """Read what the caller gave for a medium. May block on files, so drivers run it off the event loop.

    Raises:
        InputError: It cannot be read, is empty, or is no medium at all.
    """
    filename: str | None = None
    media_type: str | None = None
    file: str | None = None
    path: str | None = None
    size: int | None = None
    if isinstance(source, Media):
        data, media_type = source.data, source.media_type
    elif isinstance(source, (bytes, bytearray, memoryview)):
        try:
            data = bytes(cast("bytes", source))
        except ValueError as exc:
            raise InputError(f"the {kind} is a memoryview that was released; pass it earlier") from exc
    elif isinstance(source, str) and source[:5].lower() == "data:":
        data, media_type = split_data_url(source)
    elif isinstance(source, (str, os.PathLike)):
        try:
            given = os.fsdecode(cast("str | os.PathLike[str]", source))
        except TypeError as exc:
            raise InputError(f"the {kind} is no path: {exc}") from exc
        filename = os.path.basename(given)
        data, size = _look_into(given, kind)
        file = os.path.abspath(given) if os.path.isfile(given) else None  # a pipe cannot be read twice
        path = None if size is None else file
    elif hasattr(source, "read"):
        data = _read_file(source, kind)
        name = getattr(source, "name", None)
        filename = os.path.basename(name) if isinstance(name, str) else None
    elif hasattr(source, "save") and hasattr(source, "getbands"):
        data, media_type = _read_pil(source), "image/png"
    elif "numpy" in sys.modules and isinstance(source, sys.modules["numpy"].ndarray):
        data, media_type = _read_array(source), "image/png"
    else:
        raise InputError(
            f"{kind} cannot be a {type(source).__name__}; pass bytes, a path, a URL, an open binary file or a PIL image"
        )
    if not data:
        raise InputError(f"the {kind} is empty; check the file or the bytes that were passed")
    _check_size(len(data) if size is None else size, kind)
    suffix = os.path.splitext(filename)[1].lower() if filename else ""
    return Upload(
        data=data if path is None else b"",
        path=path,
        size=size,
        media_type=find_media_type(data, media_type, kind) or MEDIA_TYPES.get(suffix) or "application/octet-stream",
        source=file,
    )


def _check_size(size: int, kind: Kind) -> None:
    if size > UPLOAD_LIMIT:
        raise InputError(
            f"the {kind} has {size // 1024**2} MiB, and {UPLOAD_LIMIT // 1024**2} MiB are sent at most; "
            "shorten it, or pass a URL where the provider takes one"
        )


def _size_of(file: Any) -> int:
    """Give how much an open file still holds; 0 where it does not tell."""
    try:
        status = os.fstat(file.fileno())
        return status.st_size - int(file.tell()) if stat.S_ISREG(status.st_mode) else 0
    except (OSError, ValueError, AttributeError, TypeError):
        return 0


def _look_into(path: str, kind: Kind) -> tuple[bytes, int | None]:
    """Give the first bytes of a file and its size; of a small one, and what can be read only once, all bytes."""
    if "\x00" in path or len(path) > 4096:
        raise InputError(f"the {kind} is neither a path nor a URL; pass bytes for raw data and a data URL for base64")
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return file.read(UPLOAD_LIMIT + 1), None
            head = file.read(HEAD_SIZE)
            return head, status.st_size if status.st_size > len(head) else None
    except OSError as exc:
        raise InputError(f"cannot read the {kind} {path!r}: {exc.strerror}") from exc
    except ValueError as exc:
        raise InputError(f"cannot read the {kind} {path!r}: no file can have this name") from exc


def _read_file(file: Any, kind: Kind) -> bytes:
    try:
        _check_size(_size_of(file), kind)
        data: Any = file.read()
    except UnicodeDecodeError:
        data = ""
    except (OSError, ValueError) as exc:
        if isinstance(exc, InputError):
            raise
        raise InputError(f"cannot read the {kind} from the file that was passed: {exc}") from exc
    if hasattr(data, "__await__"):
        if hasattr(data, "close"):
            data.close()  # a coroutine that nobody awaits is warned of
        raise InputError(f"the {kind} is an asynchronous file; read it first and pass its bytes")
    if not isinstance(data, (bytes, bytearray)):
        raise InputError(f"the {kind} was opened as text; open it with mode 'rb'")
    return bytes(data)


PNG_MODES = ("1", "L", "LA", "I", "I;16", "P", "RGB", "RGBA")


def _read_pil(image: Any) -> bytes:
    import io  # only for PIL images

    buffer = io.BytesIO()
    try:
        (image if image.mode in PNG_MODES else image.convert("RGB")).save(buffer, format="PNG")
    except (OSError, ValueError) as exc:
        raise InputError(f"the picture cannot be written as PNG: {exc}") from exc
    return buffer.getvalue()


def _read_array(array: Any) -> bytes:
    try:
        import PIL.Image  # only for arrays: Pillow knows how to make a picture of one
    except ImportError as exc:
        raise InputError("a numpy array is sent as a PNG picture, which takes Pillow: pip install pillow") from exc
    try:
        return _read_pil(PIL.Image.fromarray(array))
    except TypeError as exc:
        raise InputError(f"no picture can be made of an array of shape {array.shape} and type {array.dtype}") from exc


def split_data_url(url: str) -> tuple[bytes, str | None]:
    """Give the bytes and the media type of a data URL.

    Raises:
        InputError: It is malformed.
    """
    from urllib.parse import unquote, unquote_to_bytes  # only for these

    head, comma, payload = url[5:].partition(",")
    if not comma:
        raise InputError("a data URL reads data:<media type>;base64,<data>; the comma is missing")
    media_type = bare_type(head) or None
    if head.lower().replace(" ", "").endswith(";base64"):
        return decode_base64(unquote(payload) if "%" in payload else payload), media_type
    try:
        return unquote_to_bytes(payload), media_type
    except UnicodeEncodeError as exc:
        raise InputError("a data URL holds text that is not valid Unicode (a lone surrogate)") from exc


def decode_base64(text: str) -> bytes:
    """Decode base64 as servers write it: with line breaks, URL-safe, or without padding.

    Raises:
        InputError: It is not base64.
    """
    compact = "".join(text.split()).translate(_URL_SAFE)
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError) as exc:
        raise InputError(f"not base64: {exc}") from exc


_URL_SAFE = str.maketrans("-_", "+/")


class Media:
    """A picture, a sound or a video in an answer.

    Attributes:
        media_type: For example ``image/png``: from the server's header, put right by the first bytes.
        url: Where the provider keeps it, or None where it came in the answer itself.
        attempts: What came of each time that the request was sent, the answer last; only of an answer that is a medium.
    """

    __slots__ = ("_data", "attempts", "media_type", "url")

    def __init__(self, *, data: bytes | None = None, media_type: str | None = None, url: str | None = None) -> None:
        self._data = data
        self.url = url
        self.attempts: tuple[Attempt, ...] = ()
        self.media_type = find_media_type(data, media_type) or "application/octet-stream"

    @property
    def data(self) -> bytes:
        """The bytes.

        Raises:
            InputError: Only the URL was asked for (``output_type="url"``).
        """
        if self._data is None:
            raise InputError("this medium was not downloaded; fetch .url, or call without output_type='url'")
        return self._data

    @property
    def is_downloaded(self) -> bool:
        """Whether the bytes are here."""
        return self._data is not None

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the bytes to ``path``."""
        data = self.data  # before the file is emptied
        with open(path, "wb") as file:
            file.write(data)

    def to_pil(self) -> PIL.Image.Image:
        """Open a picture with Pillow, which must be installed."""
        import io  # only here

        import PIL.Image  # an optional dependency

        return PIL.Image.open(io.BytesIO(self.data))

    def to_base64(self) -> str:
        """Give the bytes as base64 text."""
        return base64.b64encode(self.data).decode("ascii")

    def to_data_url(self) -> str:
        """Give the bytes as a data URL with their true media type."""
        return f"data:{self.media_type};base64,{self.to_base64()}"

    @property
    def suffix(self) -> str:
        """The usual suffix of a file of this type, with its dot; ``.bin`` where unknown."""
        return suffix_of(self.media_type)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Show itself in a notebook."""
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


def _is_same_container(found: str, declared: str) -> bool:
    """Whether the header may know better than the bytes: one container holds sound as well as pictures."""
    return any(found in pair and declared in pair for pair in CONTAINERS.values()) or (
        found == "audio/ogg" and declared in ("video/ogg", "audio/opus", "application/ogg")
    )


def media_from_text(text: Any) -> Media | None:
    """Build a `Media` from what stands for one inside JSON: base64, a data URL or a URL; None from anything else."""
    if not isinstance(text, str) or not text:
        return None
    if text[:5].lower() == "data:":
        return media_from_base64(text)
    if text[:8].lower().startswith(("http://", "https://")):
        return media_from_url(text)
    return media_from_base64(text)


def media_from_base64(text: Any) -> Media | None:
    """Build a `Media` from base64 or a data URL; None where there is no text, or nothing in it.

    Raises:
        OutputError: The text is neither.
    """
    if not isinstance(text, str) or not text:
        return None
    try:
        if text[:5].lower() == "data:":
            data, media_type = split_data_url(text)
        else:
            data, media_type = decode_base64(text), None
    except InputError as exc:
        raise OutputError(f"the answer holds a medium that cannot be read: {exc.message}") from exc
    return Media(data=data, media_type=media_type) if data else None


def media_from_url(text: Any) -> Media | None:
    """Build a `Media` that is still to be downloaded; None unless ``text`` is an absolute http(s) URL."""
    if not isinstance(text, str):
        return None
    if text[:5].lower() == "data:":
        return media_from_base64(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    suffix = os.path.splitext(parts.path)[1].lower()
    return Media(url=text, media_type=MEDIA_TYPES.get(suffix))
