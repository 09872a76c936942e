"""Facts that the headers of a media file state: width and height, duration, sample rate.

Nothing is decoded, and no library is needed. A header that is damaged, or of another format, states nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from msgspec import Struct

from inferwire_runtime.errors import InputError
from inferwire_runtime.media_types import sniff, tag_size

Size = tuple[int, int]
T = TypeVar("T")

_SEARCH_SIZE = 256 * 1024  # bytes that are searched for a box or a frame
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers of frames, which state the size
_BITRATES = (  # kbit/s of layers I, II and III
    (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
)
_BITRATES_2 = (  # of versions 2 and 2.5
    (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_MPEG_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


class WavFormat(Struct, frozen=True, kw_only=True):
    """The format of the samples in a WAV file.

    Attributes:
        encoding: 1 for integers, 3 for floats; others are compressed.
        channels: Number of channels.
        rate: Samples per second.
        bits: Bits per sample.
        frame_size: Bytes per sample of all channels.
        start: Position of the first sample in the file.
        end: Position after the last sample.
    """

    encoding: int
    channels: int
    rate: int
    bits: int
    frame_size: int
    start: int
    end: int


def read_size(data: bytes) -> Size | None:
    """Return the width and height of an image or a video in pixels; None if its header does not state them."""
    return _read(data, _SIZES)


def read_duration(data: bytes) -> float | None:
    """Return the duration of audio or a video in seconds; None if its header does not state it."""
    return _read(data, _DURATIONS)


def read_sample_rate(data: bytes) -> int | None:
    """Return the samples per second of audio; None if its header does not state them."""
    return _read(data, _RATES)


def _read(data: bytes, readers: dict[str, Callable[[bytes], T | None]]) -> T | None:
    reader = readers.get(sniff(data) or "")
    try:
        return None if reader is None else reader(data)
    except (struct.error, IndexError, ZeroDivisionError, OverflowError):
        return None


def _png(data: bytes) -> Size:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> Size:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _bmp(data: bytes) -> Size:
    if int.from_bytes(data[14:18], "little") == 12:
        width, height = struct.unpack_from("<HH", data, 18)
    else:
        width, height = struct.unpack_from("<ii", data, 18)
    return abs(width), abs(height)  # a negative height starts at the top


def _qoi(data: bytes) -> Size:
    width, height = struct.unpack_from(">II", data, 4)
    return width, height


def _jpeg(data: bytes) -> Size | None:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        has_no_length = marker in (0xFF, 0x01) or 0xD0 <= marker <= 0xD8
        at += (1 if marker == 0xFF else 2) if has_no_length else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _webp(data: bytes) -> Size | None:
    form = data[12:16]
    if form == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if form == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _tiff(data: bytes) -> Size | None:
    order = "<" if data[:2] == b"II" else ">"
    if data[2:4] not in (b"*\x00", b"\x00*"):
        return None
    (directory,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, directory)
    found: dict[int, int] = {}
    for at in range(directory + 2, directory + 2 + 12 * min(count, 500), 12):
        tag, form = struct.unpack_from(order + "HH", data, at)
        if tag in (256, 257) and form in (3, 4):
            (found[tag],) = struct.unpack_from(order + ("H" if form == 3 else "I"), data, at + 8)
    return (found[256], found[257]) if len(found) == 2 else None


def _heif(data: bytes) -> Size | None:
    """Return the size of the largest item of a HEIF or AVIF image; the others are thumbnails and tiles."""
    found: list[Size] = []
    at = data.find(b"ispe", 0, _SEARCH_SIZE)
    while at >= 0:
        width, height = struct.unpack_from(">II", data, at + 8)
        found.append((width, height))
        at = data.find(b"ispe", at + 4, _SEARCH_SIZE)
    return max(found, default=None)


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the boxes of an ISO base media file: name, start and end of the content."""
    while start + 8 <= end:
        size, name = int.from_bytes(data[start : start + 4], "big"), data[start + 4 : start + 8]
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        stop = end if size == 0 else min(end, start + size)
        if stop < start + head:
            return
        yield name, start + head, stop
        start = stop


def _find_boxes(data: bytes, *path: bytes) -> list[tuple[int, int]]:
    """Return start and end of the boxes at a path of names."""
    spans = [(0, len(data))]
    for name in path:
        spans = [(at, stop) for span in spans for found, at, stop in _boxes(data, *span) if found == name]
    return spans


def _mp4_size(data: bytes) -> Size | None:
    for at, _ in _find_boxes(data, b"moov", b"trak", b"tkhd"):
        width, height = struct.unpack_from(">II", data, at + (88 if data[at] == 1 else 76))
        if width and height:  # audio tracks have none
            return width >> 16, height >> 16
    return None


def _mp4_duration(data: bytes) -> float | None:
    for at, _ in _find_boxes(data, b"moov", b"mvhd"):
        scale, length = struct.unpack_from(">IQ" if data[at] == 1 else ">II", data, at + (20 if data[at] == 1 else 12))
        return length / scale if length and length not in (2**32 - 1, 2**64 - 1) else None
    return None


def wav_format(data: bytes) -> WavFormat | None:
    """Return the format of a WAV file; None if its header is incomplete."""
    at, found = 12, None
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"fmt ":
            if at + 24 > len(data):
                return None
            encoding, channels, rate, _, frame_size, bits = struct.unpack_from("<HHIIHH", data, at + 8)
            if encoding == 0xFFFE and size >= 26:
                encoding = int.from_bytes(data[at + 32 : at + 34], "little")
            found = (encoding, channels, rate, bits, frame_size)
        elif name == b"data" and found is not None:
            start, left = at + 8, len(data) - at - 8
            size = size if 0 < size <= left else left  # streamed files state no size
            encoding, channels, rate, bits, frame_size = found
            end = start + size - size % max(frame_size, 1)
            return WavFormat(
                encoding=encoding,
                channels=channels,
                rate=rate,
                bits=bits,
                frame_size=frame_size,
                start=start,
                end=end,
            )
        at += 8 + size + size % 2
    return None


def decode_wav(data: bytes) -> Any:
    """Return the samples of a WAV file as an array of shape (samples,) or (samples, channels).

    Raises:
        InputError: If the samples are compressed, or NumPy is not installed.
    """
    found = wav_format(data)
    if found is None or (found.encoding, found.bits) not in _SAMPLES or not found.channels:
        raise InputError("the samples of this WAV file are compressed; read them with a library such as soundfile")
    try:
        import numpy as np  # an optional dependency
    except ImportError as exc:
        raise InputError("arrays require NumPy: pip install numpy") from exc
    content = data[found.start : found.end]
    if found.bits == 24:
        packed = np.frombuffer(content, np.uint8).reshape(-1, 3)
        wide = np.zeros((len(packed), 4), np.uint8)
        wide[:, 1:] = packed  # as the upper bits of 32
        samples = wide.view("<i4").reshape(-1)
    else:
        samples = np.frombuffer(content, _SAMPLES[found.encoding, found.bits]).copy()
    return samples if found.channels == 1 else samples.reshape(-1, found.channels)


_SAMPLES = {(1, 8): "u1", (1, 16): "<i2", (1, 24): "<i4", (1, 32): "<i4", (3, 32): "<f4", (3, 64): "<f8"}


def _wav_duration(data: bytes) -> float | None:
    found = wav_format(data)
    if found is None or found.encoding not in (1, 3):
        return None
    return (found.end - found.start) / found.frame_size / found.rate


def _wav_rate(data: bytes) -> int | None:
    found = wav_format(data)
    return None if found is None else found.rate


def _flac_info(data: bytes) -> tuple[int, int]:
    """Return the sample rate and the number of samples."""
    bits = int.from_bytes(data[(at := tag_size(data) + 18) : at + 8], "big")
    return bits >> 44, bits & (2**36 - 1)


def _flac_duration(data: bytes) -> float | None:
    rate, samples = _flac_info(data)
    return samples / rate if samples else None


def _flac_rate(data: bytes) -> int | None:
    return _flac_info(data)[0] or None


def _aiff_info(data: bytes) -> tuple[int, float] | None:
    """Return the number of samples and the sample rate, a float of 80 bits."""
    at = 12
    while at + 26 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "big")
        if data[at : at + 4] == b"COMM":
            (samples,) = struct.unpack_from(">I", data, at + 10)
            exponent, mantissa = struct.unpack_from(">HQ", data, at + 16)
            return samples, mantissa * 2.0 ** ((exponent & 0x7FFF) - 16446)
        at += 8 + size + size % 2
    return None


def _aiff_duration(data: bytes) -> float | None:
    found = _aiff_info(data)
    return found[0] / found[1] if found is not None else None


def _aiff_rate(data: bytes) -> int | None:
    found = _aiff_info(data)
    return round(found[1]) if found is not None else None


def _mpeg_frame(data: bytes) -> tuple[int, int, int, int] | None:
    """Return the position, sample rate, bit rate and samples of the first MPEG audio frame."""
    start = tag_size(data)
    for at in range(start, min(len(data) - 4, start + _SEARCH_SIZE)):
        if data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
            continue
        version, layer = data[at + 1] >> 3 & 3, 4 - (data[at + 1] >> 1 & 3)
        rates = _MPEG_RATES.get(version)
        bitrate_index, rate_index = data[at + 2] >> 4, data[at + 2] >> 2 & 3
        if rates is None or layer == 4 or rate_index == 3 or bitrate_index in (0, 15):
            continue
        table = _BITRATES[layer - 1] if version == 3 else _BITRATES_2[0 if layer == 1 else 1]
        samples = 384 if layer == 1 else 576 if layer == 3 and version != 3 else 1152
        return at, rates[rate_index], table[bitrate_index] * 1000, samples
    return None


def _mpeg_duration(data: bytes) -> float | None:
    """Return the duration that the first frame states, or the one that its bit rate implies."""
    found = _mpeg_frame(data)
    if found is None:
        return None
    at, rate, bitrate, samples = found
    head = data[at : at + 200]
    for name in (b"Xing", b"Info"):
        if (mark := head.find(name)) >= 0 and head[mark + 7] & 1:
            return int.from_bytes(head[mark + 8 : mark + 12], "big") * samples / rate
    if (mark := head.find(b"VBRI")) >= 0:
        return int.from_bytes(head[mark + 14 : mark + 18], "big") * samples / rate
    return (len(data) - at) * 8 / bitrate


def _mpeg_rate(data: bytes) -> int | None:
    found = _mpeg_frame(data)
    return None if found is None else found[1]


def _ogg_rate(data: bytes) -> int | None:
    at = 27 + data[26]  # behind the table of segments
    if data[at : at + 7] == b"\x01vorbis":
        return int.from_bytes(data[at + 12 : at + 16], "little") or None
    if data[at : at + 8] == b"OpusHead":
        return 48000  # positions count so, whatever was recorded
    return None


def _ogg_duration(data: bytes) -> float | None:
    rate, last = _ogg_rate(data), data.rfind(b"OggS")
    if rate is None or last < 0:
        return None
    (position,) = struct.unpack_from("<q", data, last + 6)
    at = 27 + data[26]
    skipped = int.from_bytes(data[at + 10 : at + 12], "little") if data[at : at + 8] == b"OpusHead" else 0
    return (position - skipped) / rate if position > skipped else None


def _basic_info(data: bytes) -> tuple[int, int, int] | None:
    """Return the start of the samples, the bytes of a sample of all channels, and the sample rate."""
    start, _, encoding, rate, channels = struct.unpack_from(">IIIII", data, 4)
    width = {1: 1, 2: 1, 3: 2, 4: 3, 5: 4, 6: 4, 7: 8, 27: 1}.get(encoding, 0)
    return (start, width * channels, rate) if width and channels and rate else None


def _basic_duration(data: bytes) -> float | None:
    found = _basic_info(data)
    return (len(data) - found[0]) / found[1] / found[2] if found is not None else None


def _basic_rate(data: bytes) -> int | None:
    found = _basic_info(data)
    return None if found is None else found[2]


def _matroska_duration(data: bytes) -> float | None:
    at = data.find(b"\x44\x89", 0, _SEARCH_SIZE)  # duration, in units of the timestamp scale
    if at < 0 or data[at + 2] not in (0x84, 0x88):
        return None
    (duration,) = struct.unpack_from(">f" if data[at + 2] == 0x84 else ">d", data, at + 3)
    scale, mark = 1_000_000, data.find(b"\x2a\xd7\xb1", 0, at)
    if mark >= 0 and 0x80 < data[mark + 3] <= 0x88:
        scale = int.from_bytes(data[mark + 4 : mark + 4 + (data[mark + 3] & 15)], "big")
    return float(duration) * scale / 1e9 if 0 < duration < 1e12 else None


_SIZES: dict[str, Callable[[bytes], Size | None]] = {
    "image/png": _png,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/qoi": _qoi,
    "image/jpeg": _jpeg,
    "image/webp": _webp,
    "image/tiff": _tiff,
    "image/avif": _heif,
    "image/heic": _heif,
    "image/heif": _heif,
    "video/mp4": _mp4_size,
    "video/quicktime": _mp4_size,
    "video/3gpp": _mp4_size,
}
_DURATIONS: dict[str, Callable[[bytes], float | None]] = {
    "audio/wav": _wav_duration,
    "audio/flac": _flac_duration,
    "audio/x-aiff": _aiff_duration,
    "audio/mpeg": _mpeg_duration,
    "audio/ogg": _ogg_duration,
    "audio/basic": _basic_duration,
    "audio/mp4": _mp4_duration,
    "video/mp4": _mp4_duration,
    "video/quicktime": _mp4_duration,
    "video/3gpp": _mp4_duration,
    "video/webm": _matroska_duration,
    "video/x-matroska": _matroska_duration,
}
_RATES: dict[str, Callable[[bytes], int | None]] = {
    "audio/wav": _wav_rate,
    "audio/flac": _flac_rate,
    "audio/x-aiff": _aiff_rate,
    "audio/mpeg": _mpeg_rate,
    "audio/ogg": _ogg_rate,
    "audio/basic": _basic_rate,
}
