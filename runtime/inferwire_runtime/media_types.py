"""Media types: their names and file name suffixes, and their detection from the first bytes of a file."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

MediaKind: TypeAlias = Literal["image", "audio", "video"]

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
ALIASES = {
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "audio/x-flac": "audio/flac",
    "audio/mp3": "audio/mpeg",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "image/jpg": "image/jpeg",
}

UNKNOWN = "application/octet-stream"

_SIGNATURES = (
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
_RIFF_FORMS = {b"WAVE": "audio/wav", b"WEBP": "image/webp"}
_FTYP_BRANDS = {
    b"M4A": "audio/mp4",
    b"M4B": "audio/mp4",
    b"qt ": "video/quicktime",
    b"avi": "image/avif",
    b"hei": "image/heic",
    b"mif": "image/heif",
}
_CONTAINERS = {  # that hold audio or video
    "webm": ("audio/webm", "video/webm"),
    "mp4": ("audio/mp4", "video/mp4"),
    "matroska": ("audio/x-matroska", "video/x-matroska"),
}
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9_.+-]*/[a-z0-9][a-z0-9_.+-]*")


def sniff(data: bytes, kind: MediaKind | None = None) -> str | None:
    """Return the media type that the first bytes of a file indicate, or None.

    Args:
        data: At least the first 64 bytes.
        kind: Expected kind of media; decides between audio and video for containers that can hold either.
    """
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data[:4] == b"RIFF":
        return _RIFF_FORMS.get(data[8:12])
    if data[4:8] == b"ftyp":
        return _FTYP_BRANDS.get(data[8:11]) or _CONTAINERS["mp4"][kind != "audio"]
    if data[:4] == b"\x1aE\xdf\xa3":
        return _CONTAINERS["matroska" if b"matroska" in data[:64] else "webm"][kind != "audio"]
    if data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xF6 == 0xF0:
        return "audio/aac"
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0 and data[1] & 0x18 != 0x08 and data[1] & 0x06:
        return "audio/mpeg"  # an MPEG audio frame without ID3 tags
    return None


def parse_media_type(value: str) -> str:
    """Return the media type in a ``Content-Type`` header: lower-case, without parameters."""
    return value.partition(";")[0].strip().lower()


def suffix_for(media_type: str) -> str:
    """Return the usual file name suffix for a media type, with the dot; ``.bin`` for unknown types."""
    name = parse_media_type(media_type)
    return SUFFIXES.get(ALIASES.get(name, name), ".bin")


def detect_media_type(data: bytes | None, declared: str | None, kind: MediaKind | None = None) -> str | None:
    """Return the declared media type, or the detected type if the two conflict; None if neither is known.

    Malformed media types are ignored, because they would end up in headers and in the HTML of notebooks.
    """
    declared = parse_media_type(declared or "")
    if not _MEDIA_TYPE.fullmatch(declared) or declared == UNKNOWN:
        declared = ""
    sniffed = sniff(data, kind) if data else None
    if sniffed and not _is_same_container(sniffed, declared):
        return sniffed
    return declared or None


def _is_same_container(sniffed: str, declared: str) -> bool:
    """Return whether both types use the same container, so that the first bytes do not distinguish them."""
    return any(sniffed in pair and declared in pair for pair in _CONTAINERS.values()) or (
        sniffed == "audio/ogg" and declared in ("video/ogg", "audio/opus", "application/ogg")
    )
