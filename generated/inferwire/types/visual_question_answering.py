# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the visual-question-answering task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.results import Model


class VisualQuestionAnsweringOutputElement(Model, kw_only=True):
    """An answer."""

    answer: str
    """Text of the answer."""

    score: float | None = None
    """Probability of the answer, between 0 and 1."""


VisualQuestionAnsweringOutput: TypeAlias = list[VisualQuestionAnsweringOutputElement]
"""Answers to the question, best first."""
