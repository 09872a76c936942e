# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for question answering."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.decoding import Part


class QuestionAnsweringOutputElement(Part, kw_only=True):
    """One answer."""

    answer: str
    """Passage of the text that answers the question."""

    score: float
    """How likely the answer is, between 0 and 1."""

    start: int
    """Offset of the answer's first character in the context, from 0."""

    end: int
    """Offset just after the answer's last character in the context."""


QuestionAnsweringOutput: TypeAlias = list[QuestionAnsweringOutputElement]
"""Answers found in the text, best first."""
