# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for document question answering."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.decoding import Part


class DocumentQuestionAnsweringOutputElement(Part, kw_only=True):
    """One answer."""

    answer: str
    """Text of the answer, as it stands in the document."""

    score: float | None = None
    """How likely the answer is, between 0 and 1."""

    start: int | None = None
    """Index of the answer's first word, among the recognized words or those of `word_boxes`."""

    end: int | None = None
    """Index of the answer's last word, counted like `start`."""


DocumentQuestionAnsweringOutput: TypeAlias = list[DocumentQuestionAnsweringOutputElement]
"""Answers found in the document, best first."""
