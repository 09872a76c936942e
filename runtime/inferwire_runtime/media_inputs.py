"""Convert what a caller passes as a media file to a `LocalFile`: bytes, paths, open files, PIL images and arrays."""

from __future__ import annotations

import os
import stat
from typing import Any, cast

from inferwire_runtime.errors import InputError, MissingFileError, describe
from inferwire_runtime.media import Media, parse_data_url
from inferwire_runtime.media_types import (
    UNKNOWN,
    MediaKind,
    detect_media_type,
    is_wrong_kind,
    tag_size,
    type_for_suffix,
)
from inferwire_runtime.uploads import LocalFile

SNIFF_SIZE = 64 * 1024  # bytes; smaller files are read whole, larger files only this far, to detect the type
EMPTY_TAG = b"ID3\x04" + bytes(6)
MAX_FILE_SIZE = 1024**3  # bytes; far more than any provider accepts
_A_FILE = {"image": "an image", "audio": "an audio file", "video": "a video"}


def read_file(source: Any, kind: MediaKind | None) -> LocalFile:
    """Convert a caller's argument to a media file. Blocks while reading from disk, so run it in a thread.

    Args:
        source: Argument of the caller.
        kind: Kind of media that the task needs; None for a file of any kind.

    Raises:
        InputError: If the argument has the wrong type, cannot be read, is empty or too large, or is of another kind.
    """
    noun = kind or "file"
    filename: str | None = None
    media_type: str | None = None
    absolute: str | None = None
    path: str | None = None
    size: int | None = None
    head: bytes | None = None
    if isinstance(source, Media):
        data, media_type = source.data, source.media_type
    elif isinstance(source, (bytes, bytearray, memoryview)):
        data = _read_buffer(cast("bytes", source), noun)
    elif isinstance(source, str) and source[:5].lower() == "data:":
        data, media_type = parse_data_url(source)
    elif isinstance(source, (str, os.PathLike)):
        try:
            name = "".join((os.fsdecode(cast("str | os.PathLike[str]", source)),))  # a plain string of any subclass
        except TypeError as exc:
            raise InputError(f"the {noun} is not a valid path: {exc}") from exc
        filename = os.path.basename(name)
        data, size, head = _read_head(name, noun)
        absolute = os.path.abspath(name) if os.path.isfile(name) else None  # a pipe cannot be read twice
        path = None if size is None else absolute
    elif hasattr(source, "read"):
        data = _read_open_file(source, noun)
        opened_as = getattr(source, "name", None)
        filename = os.path.basename(opened_as) if isinstance(opened_as, str) else None
    elif hasattr(source, "save") and hasattr(source, "getbands"):
        data = _read_pil(source, kind)
    else:
        data = _read_array(source, kind)
    if not data:
        raise InputError(f"the {noun} is empty; check the file or the bytes that were passed")
    _check_size(len(data) if size is None else size, noun)
    suffix = os.path.splitext(filename)[1] if filename else ""
    found = detect_media_type(head or data, media_type, kind) or type_for_suffix(suffix, kind) or UNKNOWN
    check_kind(found, kind)
    return LocalFile(
        data=data if path is None else b"",
        path=path,
        size=size,
        media_type=found,
        source=absolute,
        filename=filename or None,
    )


def is_pipe(source: Any) -> bool:
    """Return whether reading from a path or an open file may wait for another process: a pipe, a socket, a device."""
    try:
        is_path = isinstance(source, (str, os.PathLike))
        status = os.stat(cast("str", source)) if is_path else os.fstat(source.fileno())
    except Exception:  # it is no file; reading it shows what it is
        return False
    return not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode)


def check_kind(media_type: str, kind: MediaKind | None) -> None:
    """Check that a file can be of the kind that a task needs.

    Raises:
        InputError: If its media type is of another kind.
    """
    if kind is not None and is_wrong_kind(media_type, kind):
        raise InputError(f"the {kind} is {media_type}; pass {_A_FILE[kind]}")


def _check_size(size: int, kind: str) -> None:
    if size > MAX_FILE_SIZE:
        raise InputError(
            f"the {kind} has {size // 1024**2} MiB, more than the limit of {MAX_FILE_SIZE // 1024**2} MiB; "
            "shorten it, or pass a URL if the provider accepts one"
        )


def _read_buffer(source: bytes, kind: str) -> bytes:
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


def _read_head(path: str, kind: str) -> tuple[bytes, int | None, bytes | None]:
    """Return the first bytes of a file, its size, and the bytes after a long tag.

    The size is None if the file was read completely.
    """
    if "\x00" in path or len(path) > 4096:
        raise InputError(f"the {kind} is neither a path nor a URL; pass raw data as bytes, and base64 as a data URL")
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return file.read(MAX_FILE_SIZE + 1), None, None
            head = file.read(SNIFF_SIZE)
            if status.st_size <= len(head):
                return head, None, None
            if (behind := tag_size(head)) + 64 < len(head):
                return head, status.st_size, None
            file.seek(behind)  # a tag with a large cover hides what follows
            return head, status.st_size, EMPTY_TAG + file.read(64)
    except OSError as exc:
        cls = MissingFileError if isinstance(exc, FileNotFoundError) else InputError
        raise cls(f"cannot read the {kind} {path!r}: {exc.strerror}") from exc
    except ValueError as exc:
        raise InputError(f"cannot read the {kind} {path!r}: not a valid path") from exc


def _read_open_file(file: Any, kind: str) -> bytes:
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


def _read_pil(image: Any, kind: MediaKind | None) -> bytes:
    if kind == "audio" or kind == "video":
        raise InputError(f"the {kind} cannot be a PIL image; pass {_A_FILE[kind]}")
    from inferwire_runtime.pil_images import encode_pil  # only for PIL images

    return encode_pil(image)


def _read_array(source: Any, kind: MediaKind | None) -> bytes:
    """Return an array as a media file: audio with its sample rate becomes WAV, an image becomes PNG."""
    from inferwire_runtime import arrays  # only for arguments that are neither bytes nor files

    if kind != "image" and kind != "video" and arrays.is_audio_array(source):
        return arrays.encode_audio(source)
    if not arrays.is_array(source):
        others = {"image": "a PIL image or an array", "audio": "a pair (array, sample_rate)"}
        last = others.get(kind or "image", "a `Media`")
        raise InputError(
            f"the {kind or 'file'} must be bytes, a path, a URL, an open binary file or {last}, "
            f"got {type(source).__name__}"
        )
    if kind == "video":
        raise InputError("the video cannot be an array; encode it as a file, such as MP4")
    return arrays.encode_audio(source) if kind == "audio" else arrays.encode_image(source)
