"""Arrays of other libraries as media files: audio becomes WAV, an image becomes PNG.

NumPy, torch and JAX arrays are known by their method `__array__`. NumPy is imported only when a caller passes an array.
"""

from __future__ import annotations

import operator
import struct
import zlib
from collections.abc import Mapping
from typing import Any, cast

from inferwire_runtime.errors import InputError
from inferwire_runtime.media_types import MediaKind

MAX_CHANNELS = 32  # more are a spectrogram
MAX_PEAK = 2.0  # of floats; audio that was decoded or resampled exceeds 1 a little
HOW_TO_PASS = "pass (array, sample_rate), or a file"  # noqa: S105 - no password
RATE_NAMES = ("sampling_rate", "sample_rate")
ARRAY_NAMES = ("array", "raw", "audio")  # in datasets, in pipelines' inputs, and in their results


def is_array(value: object) -> bool:
    """Return whether a value is an array or a tensor."""
    return hasattr(type(value), "__array__") and not isinstance(value, type)


def is_audio_array(value: Any) -> bool:
    """Return whether a value is an array with its sample rate: a pair in either order, or a mapping."""
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, Any]", value)
        return any(name in fields for name in RATE_NAMES) and any(name in fields for name in ARRAY_NAMES)
    pair = cast("tuple[Any, ...]", value) if isinstance(value, (tuple, list)) else ()
    return len(pair) == 2 and sum(map(_is_samples, pair)) == 1


def _is_samples(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return True
    return is_array(value) and getattr(value, "ndim", 1) != 0  # numbers of NumPy are arrays, too


def encode_audio(source: Any) -> bytes:
    """Return an array with its sample rate as a WAV file.

    Floats between -1 and 1 become 16-bit integers. Integers of 8, 16 and 32 bits are kept.

    Raises:
        InputError: If the array is not audio, or its sample rate is missing or invalid.
    """
    samples, rate = _split(source)
    array = _as_numpy(samples, "audio")
    frames = _to_frames(array)
    data: bytes = _to_pcm(frames).tobytes()
    width = len(data) // frames.size
    channels = frames.shape[1]
    size = len(data) + len(data) % 2
    if size > 2**32 - 37:
        raise InputError("the audio is too long for a WAV file; shorten it")
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + size,
        b"WAVE",
        b"fmt ",
        16,
        1,
        channels,
        rate,
        rate * channels * width,
        channels * width,
        8 * width,
        b"data",
        len(data),
    )
    return head + data + bytes(len(data) % 2)


def _split(source: Any) -> tuple[Any, int]:
    """Return the samples and the sample rate."""
    if isinstance(source, Mapping):
        fields = cast("Mapping[str, Any]", source)
        rate = next(fields[name] for name in RATE_NAMES if name in fields)
        return next(fields[name] for name in ARRAY_NAMES if name in fields), _check_rate(rate)
    if not is_audio_array(source):
        raise InputError(f"an array of audio needs its sample rate; {HOW_TO_PASS}")
    first, second = source
    return (second, _check_rate(first)) if _is_samples(second) else (first, _check_rate(second))


def _check_rate(rate: Any) -> int:
    """Return the sample rate as an int."""
    try:
        found = int(rate) if isinstance(rate, float) and rate.is_integer() else operator.index(rate)  # pyright: ignore[reportArgumentType]
    except TypeError:
        found = 0
    if isinstance(rate, bool) or not 0 < found < 2**24:
        raise InputError(f"the sample rate of the audio must be an int such as 16000, got {rate!r:.40}")
    return found


def _to_frames(array: Any) -> Any:
    """Return the samples as an array of shape (samples, channels)."""
    shape = array.shape
    while array.ndim > 2 and array.shape[0] == 1:  # a batch of one
        array = array[0]
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim != 2 or min(array.shape) > MAX_CHANNELS:
        raise InputError(
            f"an array of shape {shape} is not audio, which has the shape (samples,) or (samples, channels)"
        )
    if not array.size:
        raise InputError("the audio is empty; check the array that was passed")
    return array.T if array.shape[0] < array.shape[1] else array


def _to_pcm(frames: Any) -> Any:
    """Return the samples as integers that WAV can hold, little-endian."""
    import numpy as np  # loaded by the caller

    kind, width = frames.dtype.kind, frames.dtype.itemsize
    if kind == "f":
        frames = frames.astype(np.float64)
        if not np.isfinite(frames).all():
            raise InputError("the audio contains NaN or infinite samples; remove them")
        if (peak := float(np.abs(frames).max())) > MAX_PEAK:
            raise InputError(
                f"audio of floats must be between -1 and 1, but has a sample of {peak:g}; scale it, or pass int16"
            )
        return np.rint(np.clip(frames, -1.0, 1.0) * 32767).astype("<i2")
    if (kind, width) in (("i", 2), ("i", 4), ("u", 1)):
        return np.ascontiguousarray(frames).astype(f"<{kind}{width}", copy=False)
    raise InputError(f"audio cannot be an array of {frames.dtype}; convert it to int16, int32, uint8 or floats")


def encode_image(source: Any) -> bytes:
    """Return an array as a PNG image.

    Floats between 0 and 1 and bools are scaled to 8 bits. Integers of 8 and 16 bits are kept.

    Raises:
        InputError: If the array is not an image.
    """
    array = _as_numpy(source, "image")
    return _encode_png(_to_pixels(_to_rows(array)))


def _to_rows(array: Any) -> Any:
    """Return the pixels as an array of shape (height, width, channels)."""
    import numpy as np  # loaded by the caller

    shape = array.shape
    while array.ndim > 3 and array.shape[0] == 1:  # a batch of one
        array = array[0]
    if array.ndim == 2:
        array = array[:, :, None]
    elif array.ndim == 3 and array.shape[2] not in (1, 2, 3, 4) and array.shape[0] in (1, 3, 4):
        array = np.moveaxis(array, 0, 2)  # as torch has it
    if array.ndim != 3 or array.shape[2] not in (1, 2, 3, 4):
        raise InputError(
            f"the image cannot be an array of shape {shape} and type {array.dtype}; "
            "its shape must be (height, width) or (height, width, 1, 3 or 4)"
        )
    if not array.size:
        raise InputError("the image is empty; check the array that was passed")
    return array


def _to_pixels(array: Any) -> Any:
    """Return the pixels as unsigned integers of 8 or 16 bits."""
    import numpy as np  # loaded by the caller

    kind = array.dtype.kind
    if kind == "b":
        return array.astype(np.uint8) * 255
    if kind == "f":
        array = array.astype(np.float64)
        if not np.isfinite(array).all():
            raise InputError("the image contains NaN or infinite pixels; remove them")
        low, high = float(array.min()), float(array.max())
        if low < -0.001 or high > 1.001:
            raise InputError(
                f"an image of floats must be between 0 and 1, but is between {low:g} and {high:g}; "
                "scale it, or convert it to uint8"
            )
        return np.rint(np.clip(array, 0.0, 1.0) * 255).astype(np.uint8)
    if array.dtype in (np.uint8, np.uint16):
        return array
    if kind in "iu":
        if (low := int(array.min())) < 0 or (high := int(array.max())) > 255:
            raise InputError(f"an image of {array.dtype} must be between 0 and 255; scale it, or convert it to uint8")
        return array.astype(np.uint8)
    raise InputError(
        f"the image cannot be an array of shape {array.shape[:2]} and type {array.dtype}; convert it to uint8"
    )


def _encode_png(pixels: Any) -> bytes:
    """Return pixels of shape (height, width, channels) as a PNG file."""
    import numpy as np  # loaded by the caller

    height, width, channels = pixels.shape
    depth = 8 * pixels.dtype.itemsize
    size = channels * pixels.dtype.itemsize  # bytes per pixel
    rows = np.ascontiguousarray(pixels.astype(f">u{depth // 8}", copy=False)).view(np.uint8).reshape(height, -1)
    lines = np.empty((height, rows.shape[1] + 1), np.uint8)
    lines[:, 0] = 1  # each byte is the difference from the pixel to the left, which compresses better
    lines[:, 1 : size + 1] = rows[:, :size]
    np.subtract(rows[:, size:], rows[:, :-size], out=lines[:, size + 1 :])
    header = struct.pack(">IIBBBBB", width, height, depth, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _as_numpy(value: Any, kind: MediaKind) -> Any:
    """Return a value as a NumPy array of numbers."""
    try:
        import numpy as np  # an optional dependency, slow to import
    except ImportError as exc:
        raise InputError(f"arrays require NumPy: pip install numpy, or pass the {kind} as a file") from exc
    try:
        array = np.asarray(value)
    except Exception as exc:  # tensors raise errors of their own kinds
        raise InputError(f"the {kind} cannot be read from the {type(value).__name__} passed: {exc}") from exc
    if array.dtype.kind not in "biuf":
        raise InputError(f"the {kind} cannot be an array of type {array.dtype}; convert it to numbers")
    return array
