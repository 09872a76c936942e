"""Base class of a transcription, of which some servers send only the segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.results import ResponseModel

SEGMENTS = ("segments", "chunks", "utterances", "words", "results")
TEXTS = ("text", "word", "transcript", "transcription")


class TranscriptionModel(ResponseModel):
    """Base class of a transcription."""

    if TYPE_CHECKING:
        chunks: list[Any] | None

    def to_srt(self) -> str:
        """Return the transcript as SubRip subtitles, a cue for each segment.

        Raises:
            InputError: If it has no timestamps, which ``return_timestamps=True`` requests.
        """
        from inferwire_runtime.subtitles import to_srt  # only for subtitles

        return to_srt(self.chunks)

    def to_vtt(self) -> str:
        """Return the transcript as WebVTT subtitles, a cue for each segment.

        Raises:
            InputError: If it has no timestamps, which ``return_timestamps=True`` requests.
        """
        from inferwire_runtime.subtitles import to_vtt  # only for subtitles

        return to_vtt(self.chunks)

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
