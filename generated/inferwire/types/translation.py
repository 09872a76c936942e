# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for translation."""

from __future__ import annotations

from inferwire_runtime.decoding import Result


class TranslationOutput(Result, kw_only=True):
    """Translation of the text."""

    translation_text: str
    """Text in the target language."""
