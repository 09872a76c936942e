# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the automatic-speech-recognition task."""

from __future__ import annotations

from inferwire_runtime.results import Model
from inferwire_runtime.transcriptions import TranscriptionModel


class AutomaticSpeechRecognitionOutputChunk(Model, kw_only=True):
    """A segment of the transcript with its timestamps."""

    text: str
    """Text of the segment."""

    timestamp: tuple[float | None, float | None] | None = None
    """Start and end of the segment, in seconds from the beginning of the recording."""


class AutomaticSpeechRecognitionOutput(TranscriptionModel, kw_only=True):
    """Transcript of the recording."""

    text: str
    """Full transcript."""

    chunks: list[AutomaticSpeechRecognitionOutputChunk] | None = None
    """Segments of the transcript in chronological order; present only if `return_timestamps` was set."""
