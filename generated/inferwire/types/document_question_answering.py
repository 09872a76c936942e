# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the document-question-answering task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.results import Model


class DocumentQuestionAnsweringOutputElement(Model, kw_only=True):
    """An answer."""

    answer: str
    """Text of the answer, as it appears in the document."""

    score: float | None = None
    """Probability of the answer, between 0 and 1."""

    start: int | None = None
    """Index of the answer's first word among the words found by OCR or those in `word_boxes`."""

    end: int | None = None
    """Index of the answer's last word, counted as for `start`."""


DocumentQuestionAnsweringOutput: TypeAlias = list[DocumentQuestionAnsweringOutputElement]
"""Answers found in the document, best first."""
