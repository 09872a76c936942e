"""Write sound as WAV files, without a dependency."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from inferwire_runtime.errors import OutputError
from inferwire_runtime.jsontypes import is_list
from inferwire_runtime.media import Media, media_from_base64

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json

LOUDEST = 32767  # of a sample of 16 bits


def write_wav(channels: Sequence[Sequence[float]], sampling_rate: int) -> bytes:
    """Return a WAV file with samples of 16 bits.

    Args:
        channels: Samples of each channel: floats from -1 to 1, or ints of 8, 16 or 32 bits.
        sampling_rate: Samples per second.
    """
    count = len(channels)
    scale = _scale(channels)
    samples = array("h", bytes(2 * count * min(map(len, channels))))
    for at, channel in enumerate(channels):
        own = array("h", (max(-LOUDEST - 1, min(LOUDEST, round(value * scale))) for value in channel))
        samples[at::count] = own[: len(samples) // count]
    if sys.byteorder == "big":
        samples.byteswap()
    data = samples.tobytes()
    form = struct.pack("<HHIIHH", 1, count, sampling_rate, sampling_rate * 2 * count, 2 * count, 16)
    return (
        struct.pack("<4sI4s4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", len(form))
        + form
        + struct.pack("<4sI", b"data", len(data))
        + data
    )


def _scale(channels: Sequence[Sequence[float]]) -> float:
    """Return the factor that turns the samples into 16 bits."""
    if any(isinstance(value, float) for channel in channels for value in channel):
        return LOUDEST
    peak = max((abs(value) for channel in channels for value in channel), default=0)
    if peak <= 1:
        return LOUDEST  # floats whose fractions are all 0
    return next((32768 / full for full in (32768, 2147483648) if peak <= full), 1.0)


def media_from_samples(audio: Json, sampling_rate: Json) -> Media | None:
    """Create an audio file from samples as JSON, a list for each channel or for the only one, or from base64.

    Return None if there is no audio.

    Raises:
        OutputError: If there is no sampling rate, or a sample is not a number.
    """
    if not is_list(audio) or not audio:
        return media_from_base64(audio)
    while is_list(audio) and len(audio) == 1 and is_list(audio[0]) and audio[0] and is_list(audio[0][0]):
        audio = audio[0]  # a batch of one
    channels = audio if is_list(audio[0]) else [audio]
    if len(channels) > 8 and all(len(channel) <= 8 for channel in channels if is_list(channel)):
        channels = list(zip(*channels, strict=False))  # a list for each moment
    rate = int(sampling_rate) if isinstance(sampling_rate, (int, float)) and 0 < sampling_rate < 2**31 else 0
    if not rate:
        raise OutputError("the response has audio without a sampling rate")
    try:
        return Media(data=write_wav(channels, rate), media_type="audio/wav")
    except (TypeError, ValueError, OverflowError) as exc:
        raise OutputError("the response has audio whose samples are not numbers") from exc
