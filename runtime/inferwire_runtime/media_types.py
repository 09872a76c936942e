"""Media types: their names and file name suffixes, and their detection from the first bytes of a file."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

MediaKind: TypeAlias = Literal["image", "audio", "video"]
InputKind: TypeAlias = Literal["image", "audio", "video", "messages"]  # messages of a chat may contain media

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
    "image/jxl": ".jxl",
    "image/jp2": ".jp2",
    "image/x-icon": ".ico",
    "image/vnd.adobe.photoshop": ".psd",
    "image/qoi": ".qoi",
    "image/svg+xml": ".svg",
    "audio/wav": ".wav",
    "audio/flac": ".flac",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/webm": ".webm",
    "audio/mp4": ".m4a",
    "audio/aac": ".aac",
    "audio/x-aiff": ".aiff",
    "audio/x-caf": ".caf",
    "audio/x-ms-wma": ".wma",
    "audio/x-matroska": ".mka",
    "audio/x-wavpack": ".wv",
    "audio/x-w64": ".w64",
    "audio/amr": ".amr",
    "audio/amr-wb": ".awb",
    "audio/ac3": ".ac3",
    "audio/basic": ".au",
    "audio/midi": ".mid",
    "audio/3gpp": ".3ga",
    "audio/3gpp2": ".3g2",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "video/quicktime": ".mov",
    "video/x-matroska": ".mkv",
    "video/x-msvideo": ".avi",
    "video/x-ms-wmv": ".wmv",
    "video/x-flv": ".flv",
    "video/ogg": ".ogv",
    "video/mpeg": ".mpeg",
    "video/mp2t": ".ts",
    "video/3gpp": ".3gp",
    "video/3gpp2": ".3g2",
    "application/pdf": ".pdf",
}
MEDIA_TYPES = {suffix: media_type for media_type, suffix in reversed(SUFFIXES.items())} | {
    ".jpeg": "image/jpeg",
    ".jpe": "image/jpeg",
    ".jfif": "image/jpeg",
    ".apng": "image/png",
    ".tif": "image/tiff",
    ".dib": "image/bmp",
    ".hif": "image/heif",
    ".avifs": "image/avif",
    ".j2k": "image/jp2",
    ".jpf": "image/jp2",
    ".jpx": "image/jp2",
    ".wave": "audio/wav",
    ".bwf": "audio/wav",
    ".rf64": "audio/wav",
    ".mp2": "audio/mpeg",
    ".mpga": "audio/mpeg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".spx": "audio/ogg",
    ".weba": "audio/webm",
    ".webm": "video/webm",
    ".m4b": "audio/mp4",
    ".m4p": "audio/mp4",
    ".m4r": "audio/mp4",
    ".f4a": "audio/mp4",
    ".adts": "audio/aac",
    ".aif": "audio/x-aiff",
    ".aifc": "audio/x-aiff",
    ".snd": "audio/basic",
    ".midi": "audio/midi",
    ".m4v": "video/mp4",
    ".f4v": "video/mp4",
    ".qt": "video/quicktime",
    ".asf": "video/x-ms-wmv",
    ".mpg": "video/mpeg",
    ".mts": "video/mp2t",
    ".m2ts": "video/mp2t",
    ".3g2": "video/3gpp2",
}
ALIASES = {
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "audio/x-flac": "audio/flac",
    "audio/mp3": "audio/mpeg",
    "audio/x-mp3": "audio/mpeg",
    "audio/x-mpeg": "audio/mpeg",
    "audio/mpga": "audio/mpeg",
    "audio/opus": "audio/ogg",
    "application/ogg": "audio/ogg",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "audio/m4b": "audio/mp4",
    "audio/x-aac": "audio/aac",
    "audio/aacp": "audio/aac",
    "audio/aiff": "audio/x-aiff",
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/apng": "image/png",
    "image/x-png": "image/png",
    "image/x-ms-bmp": "image/bmp",
    "image/vnd.microsoft.icon": "image/x-icon",
    "image/avif-sequence": "image/avif",
    "image/heic-sequence": "image/heic",
    "image/heif-sequence": "image/heif",
    "video/x-m4v": "video/mp4",
    "video/avi": "video/x-msvideo",
    "video/x-ms-asf": "video/x-ms-wmv",
    "video/matroska": "video/x-matroska",
    "audio/matroska": "audio/x-matroska",
}

UNKNOWN = "application/octet-stream"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"\xff\x0a", "image/jxl"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "image/jxl"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"qoif", "image/qoi"),
    (b"fLaC", "audio/flac"),
    (b"caff", "audio/x-caf"),
    (b"#!AMR\n", "audio/amr"),
    (b"#!AMR_MC", "audio/amr"),
    (b"#!AMR-WB", "audio/amr-wb"),
    (b".snd", "audio/basic"),
    (b"MThd", "audio/midi"),
    (b"wvpk", "audio/x-wavpack"),
    (b"ADIF", "audio/aac"),
    (b"riff\x2e\x91\xcf\x11", "audio/x-w64"),
    (b"FLV\x01", "video/x-flv"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x00\x00\x01\xb3", "video/mpeg"),
    (b"%PDF-", "application/pdf"),
)
_RIFF = (b"RIFF", b"RIFX", b"RF64", b"BW64")
_RIFF_FORMS = {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"RMID": "audio/midi"}
_ASF = bytes.fromhex("3026b2758e66cf11")
_FTYP_BRANDS = {  # first three letters
    b"M4A": "audio/mp4",
    b"M4B": "audio/mp4",
    b"M4P": "audio/mp4",
    b"F4A": "audio/mp4",
    b"F4B": "audio/mp4",
    b"qt ": "video/quicktime",
    b"avi": "image/avif",
    b"hei": "image/heic",
    b"hev": "image/heic",
    b"mif": "image/heif",
    b"msf": "image/heif",
}
_CONTAINERS = {  # that hold audio or video
    "webm": ("audio/webm", "video/webm"),
    "mp4": ("audio/mp4", "video/mp4"),
    "matroska": ("audio/x-matroska", "video/x-matroska"),
    "ogg": ("audio/ogg", "video/ogg"),
    "asf": ("audio/x-ms-wma", "video/x-ms-wmv"),
    "3gpp": ("audio/3gpp", "video/3gpp"),
    "3gpp2": ("audio/3gpp2", "video/3gpp2"),
}
_OGG_AUDIO = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")
_ATOMS = (b"moov", b"mdat", b"wide", b"pnot")  # that begin a QuickTime file without a file type
_ANIMATED = ("image/gif", "image/webp", "image/avif")  # images that can be videos
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9_.+-]*/[a-z0-9][a-z0-9_.+-]*")
_SVG = re.compile(rb"(\xef\xbb\xbf)?\s*(<\?xml|<!--|<!DOCTYPE svg|<svg[\s>/])", re.IGNORECASE)
_SVG_TAG = re.compile(rb"<svg[\s>/]", re.IGNORECASE)
SVG_SEARCH_SIZE = 4096  # bytes that are searched for the tag


def sniff(data: bytes, kind: MediaKind | None = None) -> str | None:
    """Return the media type that the first bytes of a file indicate, or None.

    Args:
        data: At least the first 64 bytes.
        kind: Expected kind of media; decides between audio and video for containers that can hold either.
    """
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    head = data[:4]
    if head in _RIFF:
        return _RIFF_FORMS.get(data[8:12])
    if head == b"FORM":
        return "audio/x-aiff" if data[8:12] in (b"AIFF", b"AIFC") else None
    if head[:3] == b"ID3":
        # Other formats have such tags, too. Two tags in a row are looked through once.
        behind = sniff(data[end:]) if (end := tag_size(data)) > 0 and data[end : end + 3] != b"ID3" else None
        return behind if behind is not None and behind.startswith("audio/") else "audio/mpeg"
    return _sniff_container(data, kind) or _sniff_image(data) or _sniff_frame(data)


def is_binary_media(data: bytes) -> bool:
    """Return whether bytes are a media file that cannot be text, whatever their declared type."""
    head = data[:64]
    return (b"\0" in head or head[:1] >= b"\x80") and sniff(head) is not None


def tag_size(data: bytes) -> int:
    """Return the size of the ID3 tag at the start of a file; 0 if there is none."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    size = (data[6] & 127) << 21 | (data[7] & 127) << 14 | (data[8] & 127) << 7 | data[9] & 127
    return 10 + size + (10 if data[5] & 16 else 0)


def _sniff_container(data: bytes, kind: MediaKind | None) -> str | None:
    """Return the media type of a file that can hold audio and video."""
    if data[4:8] in (b"ftyp", b"styp"):
        return _sniff_ftyp(data, kind)
    if data[:4] == b"\x1aE\xdf\xa3":
        return _container("matroska" if b"matroska" in data[:64] else "webm", kind)
    if data[:4] == b"OggS":
        is_video = b"theora" in data[28:48] or (kind == "video" and not data[28:40].startswith(_OGG_AUDIO))
        return _CONTAINERS["ogg"][is_video]
    if data.startswith(_ASF):
        return _container("asf", kind)
    if data[4:8] in _ATOMS:
        return "video/quicktime"
    if data[:1] == b"G" and data[188:189] == b"G" and data[376:377] in (b"G", b""):
        return "video/mp2t"
    return None


def _sniff_ftyp(data: bytes, kind: MediaKind | None) -> str:
    """Return the media type of an ISO base media file, which names its brand and the compatible ones."""
    brand = data[8:11]
    if brand in (b"mif", b"msf"):
        compatible = data[16 : min(int.from_bytes(data[:4], "big"), 64)]
        for name, media_type in ((b"avif", "image/avif"), (b"avis", "image/avif"), (b"heic", "image/heic")):
            if name in compatible:
                return media_type
    if brand[:2] == b"3g":
        return _container("3gpp2" if brand == b"3g2" else "3gpp", kind)
    return _FTYP_BRANDS.get(brand) or _container("mp4", kind)


def _sniff_image(data: bytes) -> str | None:
    """Return the media type of an image whose format has a short signature."""
    if data[:2] == b"BM" and data[6:10] == bytes(4):
        return "image/bmp"
    if data[:4] == b"\x00\x00\x01\x00" and data[4:5] not in (b"\x00", b"") and data[5:6] == data[9:10] == b"\x00":
        return "image/x-icon"
    if _SVG.match(data) and _SVG_TAG.search(data, 0, SVG_SEARCH_SIZE):
        return "image/svg+xml"
    return None


def _sniff_frame(data: bytes) -> str | None:
    """Return the media type of audio that begins with a frame."""
    if data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xF6 == 0xF0:
        return "audio/aac"
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0 and data[1] & 0x18 != 0x08 and data[1] & 0x06:
        return "audio/mpeg"  # an MPEG audio frame without ID3 tags
    return None


def _container(name: str, kind: MediaKind | None) -> str:
    return _CONTAINERS[name][kind != "audio"]


def type_for_suffix(suffix: str, kind: MediaKind | None = None) -> str | None:
    """Return the media type that a file name suffix indicates, or None.

    Args:
        suffix: Suffix with the dot.
        kind: Expected kind of media; decides between audio and video for containers that can hold either.
    """
    media_type = MEDIA_TYPES.get(suffix.lower())
    if kind in ("audio", "video"):
        for pair in _CONTAINERS.values():
            if media_type in pair:
                return pair[kind == "video"]
    return media_type


def kind_of(media_type: str) -> str:
    """Return ``image``, ``audio`` or ``video`` for a media type of that kind; ``file`` for any other."""
    kind = media_type.partition("/")[0]
    return kind if kind in ("image", "audio", "video") else "file"


def is_wrong_kind(media_type: str, kind: MediaKind) -> bool:
    """Return whether a file of a media type cannot be the image, audio or video that a task needs.

    A video is accepted as audio, because it contains some, and an image that may be animated as a video.
    """
    found = kind_of(media_type)
    if found in (kind, "file"):
        return media_type == "application/pdf" and kind != "image"  # documents are images to some servers
    return not (kind == "audio" and found == "video") and not (kind == "video" and media_type in _ANIMATED)


def parse_media_type(value: str) -> str:
    """Return the media type in a ``Content-Type`` header: lower-case, without parameters."""
    return value.partition(";")[0].strip().lower()


def canonical_type(media_type: str) -> str:
    """Return the usual name of a media type."""
    name = parse_media_type(media_type)
    return ALIASES.get(name, name)


def suffix_for(media_type: str) -> str:
    """Return the usual file name suffix for a media type, with the dot; ``.bin`` for unknown types."""
    return SUFFIXES.get(canonical_type(media_type), ".bin")


def detect_media_type(data: bytes | None, declared: str | None, kind: MediaKind | None = None) -> str | None:
    """Return the declared media type, or the detected type if the two conflict; None if neither is known.

    Malformed media types are ignored, because they would end up in headers and in the HTML of notebooks.
    """
    declared = parse_media_type(declared or "")
    if not _MEDIA_TYPE.fullmatch(declared) or declared == UNKNOWN:
        declared = ""
    sniffed = sniff(data, kind) if data else None
    if sniffed and not is_same_container(sniffed, declared):
        return sniffed
    return declared or None


def is_same_container(first: str, second: str) -> bool:
    """Return whether both types use the same container, so that the first bytes do not distinguish them."""
    return any(first in pair and second in pair for pair in _CONTAINERS.values()) or (
        first == "audio/ogg" and second in ("audio/opus", "application/ogg")
    )
