"""Subtitles of a transcript: SubRip and WebVTT."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inferwire_runtime.errors import InputError

MISSING = "the transcript has no timestamps; pass return_timestamps=True, or 'word' for one cue per word"
SHORTEST = 0.2  # seconds of the last cue, where its end is unknown


def to_srt(chunks: Iterable[Any] | None) -> str:
    """Return the segments of a transcript as SubRip.

    Raises:
        InputError: If they have no timestamps.
    """
    cues = [
        f"{number}\n{_time(start, ',')} --> {_time(end, ',')}\n{text}\n"
        for number, (start, end, text) in enumerate(_cues(chunks), 1)
    ]
    return "\n".join(cues)


def to_vtt(chunks: Iterable[Any] | None) -> str:
    """Return the segments of a transcript as WebVTT.

    Raises:
        InputError: If they have no timestamps.
    """
    cues = [f"{_time(start, '.')} --> {_time(end, '.')}\n{_escape(text)}\n" for start, end, text in _cues(chunks)]
    return "\n".join(["WEBVTT\n", *cues])


def _cues(chunks: Iterable[Any] | None) -> list[tuple[float, float, str]]:
    """Return start, end and text of each segment. A missing end is the start of the next one."""
    segments = list(chunks or ())
    starts = [chunk.timestamp[0] for chunk in segments if chunk.timestamp and chunk.timestamp[0] is not None]
    if not segments or len(starts) < len(segments):
        raise InputError(MISSING)
    later = [*starts[1:], starts[-1] + SHORTEST]
    return [
        (start, max(start, after if chunk.timestamp[1] is None else chunk.timestamp[1]), " ".join(chunk.text.split()))
        for start, after, chunk in zip(starts, later, segments, strict=True)
    ]


def _time(seconds: float, sign: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{sign}{rest % 1000:03}"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")
