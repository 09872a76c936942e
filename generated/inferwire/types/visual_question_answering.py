# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for visual question answering."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.decoding import Part


class VisualQuestionAnsweringOutputElement(Part, kw_only=True):
    """One answer."""

    answer: str
    """Text of the answer."""

    score: float | None = None
    """How likely the answer is, between 0 and 1."""


VisualQuestionAnsweringOutput: TypeAlias = list[VisualQuestionAnsweringOutputElement]
"""Answers to the question, best first."""
