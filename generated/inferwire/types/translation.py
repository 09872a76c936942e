# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the translation task."""

from __future__ import annotations

from inferwire_runtime.results import ResponseModel


class TranslationOutput(ResponseModel, kw_only=True):
    """Translation of the text."""

    translation_text: str
    """Text in the target language."""
