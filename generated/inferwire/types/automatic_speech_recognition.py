# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for automatic speech recognition."""

from __future__ import annotations

from inferwire_runtime.decoding import Part, Result


class AutomaticSpeechRecognitionOutputChunk(Part, kw_only=True):
    """Piece of the transcript with its place in time."""

    text: str
    """Words spoken in the piece."""

    timestamp: tuple[float | None, float | None]
    """Start and end of the piece, in seconds from the beginning of the recording."""


class AutomaticSpeechRecognitionOutput(Result, kw_only=True):
    """Transcript of the speech recording."""

    text: str
    """Complete transcript."""

    chunks: list[AutomaticSpeechRecognitionOutputChunk] | None = None
    """Pieces of the transcript in order of time; present only if `return_timestamps` was set."""
