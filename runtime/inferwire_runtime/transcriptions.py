"""Base class of a transcription, which some servers write as its segments only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.results import ResponseModel

SEGMENTS = ("segments", "chunks", "utterances", "words", "results")
TEXTS = ("text", "word", "transcript", "transcription")


class TranscriptionModel(ResponseModel):
    """Base class of a transcription."""

    @classmethod
    def from_list(cls, data: list[Json]) -> Json:
        """Read a list of segments."""
        return {"segments": data}

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Join the texts of segments where there is no other text."""
        if any(isinstance(data.get(name), str) for name in TEXTS):
            return data
        for name in SEGMENTS:
            parts = data.get(name)
            if is_list(parts) and parts and all(_text_of(part) is not None for part in parts):
                texts = [_text_of(part) or "" for part in parts]
                has_blanks = any(text[:1].isspace() for text in texts)
                chunks = [_chunk(part) for part in parts if is_object(part)]
                joined = ("" if has_blanks else " ").join(texts).strip()
                return {**data, "text": joined, **({"chunks": chunks} if len(chunks) == len(parts) else {})}
        return data


def write_subtitles(chunks: Sequence[Any], *, is_vtt: bool) -> str:
    """Return a transcription as subtitles.

    Args:
        chunks: Texts with a pair of times in seconds; the last one may have no end.
        is_vtt: Whether to write WebVTT, and not SubRip.
    """
    blocks = ["WEBVTT"] if is_vtt else []
    for number, chunk in enumerate(chunks, 1):
        start, end = chunk.timestamp[0] or 0.0, chunk.timestamp[-1]
        times = f"{_time(start, is_vtt=is_vtt)} --> {_time(start if end is None else end, is_vtt=is_vtt)}"
        lines = [times, chunk.text.strip()]
        blocks.append("\n".join(lines if is_vtt else [str(number), *lines]))
    return "\n\n".join(blocks) + "\n"


def _time(seconds: float, *, is_vtt: bool) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    mark = "." if is_vtt else ","
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{mark}{rest % 1000:03}"


def _text_of(part: Json) -> str | None:
    if isinstance(part, str):
        return part
    if not is_object(part):
        return None
    return next((part[name] for name in TEXTS if isinstance(part.get(name), str)), None)


def _chunk(part: dict[str, Json]) -> Json:
    times = part.get("timestamp")
    if times is None and "start" in part:
        times = [part.get("start"), part.get("end")]
    return {"text": _text_of(part), "timestamp": times}
