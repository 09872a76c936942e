"""Media files in chat messages: convert what callers pass in content parts to what servers read.

A string is never taken for a path: messages often come from others, who could name any file of this machine.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard, cast

from inferwire_runtime.arrays import is_array, is_audio_array
from inferwire_runtime.errors import InputError
from inferwire_runtime.jsontypes import Json, is_object
from inferwire_runtime.media import Media, decode_base64, parse_data_url
from inferwire_runtime.media_inputs import read_file
from inferwire_runtime.media_types import MEDIA_TYPES, UNKNOWN, MediaKind, sniff, suffix_for
from inferwire_runtime.uploads import Base64Field, LocalFile, base64_field, data_url_field

_URLS: dict[str, MediaKind] = {"image_url": "image", "video_url": "video", "audio_url": "audio"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_PATH = re.compile(r"(\.{0,2}|~|[a-z]:)[/\\]", re.IGNORECASE)
_HEAD_SIZE = 128  # characters of base64 that are decoded to detect the type


def has_parts(messages: Any) -> TypeGuard[Sequence[Any]]:
    """Return whether the content of any message is a list of parts, which may contain media files."""
    if not isinstance(messages, (list, tuple)):
        return False
    for message in cast("Sequence[Any]", messages):
        if isinstance(message, dict) and type(cast("dict[str, Any]", message).get("content")) in (list, tuple):
            return True
    return False


def needs_thread(messages: Sequence[Any]) -> bool:
    """Return whether a part contains anything that has to be read from disk or encoded, rather than bytes or JSON."""
    return any(
        _is_slow(inner)
        for part in _parts(messages)
        for value in part.values()
        for inner in (cast("Mapping[str, Any]", value).values() if isinstance(value, dict) else (value,))
    )


def _is_slow(value: Any) -> bool:
    return value is not None and not isinstance(value, (str, bytes, int, float, dict))


def _parts(messages: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        cast("dict[str, Any]", part)
        for message in messages
        if isinstance(message, dict)
        and isinstance(content := cast("dict[str, Any]", message).get("content"), (list, tuple))
        for part in cast("Sequence[Any]", content)
        if isinstance(part, dict)
    ]


def convert_messages(messages: Sequence[Any]) -> list[Json]:
    """Return the messages with their media files as servers read them. The caller's messages are not changed.

    Blocks while reading from disk, so run it in a thread if `needs_thread`.

    Raises:
        InputError: If a media file cannot be read, or a string looks like a path.
    """
    return [_convert_message(message) for message in messages]


def _convert_message(message: Any) -> Json:
    if not isinstance(message, dict):
        return message
    fields = cast("dict[str, Any]", message)
    content = fields.get("content")
    if not isinstance(content, (list, tuple)):
        return fields
    return {**fields, "content": [_convert_part(part) for part in cast("Sequence[Any]", content)]}


def _convert_part(part: Any) -> Json:
    if not isinstance(part, dict):
        return part
    fields = cast("dict[str, Any]", part)
    return {name: _convert_field(fields, name, value) for name, value in fields.items()}


def _convert_field(part: Mapping[str, Any], name: str, value: Any) -> Json:
    """Return a field of a part, converted if it is a media file or contains one."""
    if value is None:
        return value
    if name in _URLS:
        kind = _URLS[name]
        if isinstance(value, dict) and not is_audio_array(value):
            fields = cast("dict[str, Any]", value)
            return {**fields, "url": _to_url(fields["url"], kind)} if "url" in fields else fields
        url = _to_url(value, kind)
        # Only this type has the URL itself as its value.
        return url if part.get("type") == "input_image" else {"url": url}
    if name == "input_audio":
        return _convert_audio(value)
    if name == "file":
        return _convert_file(value)
    return data_url_field(read_file(value, None)) if _is_file(value) else value


def _to_url(value: Any, kind: MediaKind) -> Json:
    """Return the URL of a media file: as it is, or a data URL."""
    if isinstance(value, str):
        return _complete_url(value, kind)
    return data_url_field(read_file(value, kind)) if _is_media(value) else value


def _complete_url(text: str, kind: MediaKind) -> str:
    """Return a URL unchanged, and base64 as a data URL.

    Raises:
        InputError: If the text looks like a path.
    """
    if _SCHEME.match(text):
        return text
    if media_type := _type_of_base64(text):
        return f"data:{media_type};base64,{text}"
    if len(text) < 4096 and (_PATH.match(text) or os.path.splitext(text)[1].lower() in MEDIA_TYPES):
        raise InputError(
            f"the {kind} {text!r} in a message is neither a URL nor a data URL; "
            "to send a file, pass pathlib.Path(...) or its bytes"
        )
    return text


def _type_of_base64(text: str) -> str | None:
    """Return the media type of a file in base64; None if the text is anything else."""
    head = text[:_HEAD_SIZE].strip()
    try:
        return sniff(decode_base64(head[: len(head) // 4 * 4])) if len(head) >= 8 else None
    except InputError:
        return None


def _convert_audio(value: Any) -> Json:
    """Return an audio file as base64 with its format, which is detected if the caller does not name it."""
    fields: dict[str, Any] = value if is_object(value) and not is_audio_array(value) else {"data": value}
    data = fields.get("data")
    if isinstance(data, str):
        media_type = parse_data_url(data)[1] if data[:5].lower() == "data:" else _type_of_base64(data)
        return fields if fields.get("format") or not media_type else {**fields, "format": _audio_format(media_type)}
    if not _is_media(data):
        return fields
    file = read_file(data, "audio")
    found = {} if file.media_type == UNKNOWN else {"format": _audio_format(file.media_type)}
    return {**fields, "data": base64_field(file), **({} if fields.get("format") else found)}


def _audio_format(media_type: str) -> str:
    return suffix_for(media_type)[1:]


def _convert_file(value: Any) -> Json:
    """Return a document as a data URL with a file name."""
    fields: dict[str, Any] = value if is_object(value) else {"file_data": value}
    data = fields.get("file_data")
    if isinstance(data, str) or not _is_file(data):
        return value
    file = read_file(data, None)
    if file.media_type == UNKNOWN and file.filename:
        import mimetypes  # only for documents: it reads the tables of the system

        file = file.with_media_type(mimetypes.guess_type(file.filename)[0] or UNKNOWN)
    name = {} if fields.get("filename") else {"filename": file.filename or f"file{file.suffix}"}
    return {**fields, "file_data": data_url_field(file), **name}


def _is_file(value: Any) -> bool:
    """Return whether a value is a file that JSON cannot hold, whatever its place."""
    if isinstance(value, (bytes, bytearray, memoryview, os.PathLike, Media)):
        return True
    return hasattr(value, "read") or (hasattr(value, "save") and hasattr(value, "getbands"))


def _is_media(value: Any) -> bool:
    """Return whether a value in the place of a media file is one. JSON is left to the server."""
    if isinstance(value, (LocalFile, Base64Field)):
        return False
    return _is_file(value) or is_array(value) or is_audio_array(value)


def linked_file(part: Any) -> tuple[MediaKind | None, str | None]:
    """Return the kind of file that a part links to, and its http(s) URL; None and None if it links to nothing."""
    if not isinstance(part, dict):
        return None, None
    fields = cast("dict[str, Any]", part)
    kind = _URLS.get(fields.get("type", ""))
    value: Any = fields.get(fields["type"]) if kind is not None else None
    url: Any = cast("dict[str, Any]", value).get("url") if isinstance(value, dict) else value
    is_link = isinstance(url, str) and url[:8].lower().startswith(("http://", "https://"))
    return (kind, url) if is_link else (None, None)


def with_file(part: dict[str, Json], file: Json) -> dict[str, Json]:
    """Return a part that links to a file, with the file itself."""
    value: Any = part[part["type"]]
    return {**part, part["type"]: {**value, "url": file} if isinstance(value, dict) else {"url": file}}
