# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the question-answering task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.results import Model


class QuestionAnsweringOutputElement(Model, kw_only=True):
    """An answer."""

    answer: str
    """Passage of the context that answers the question."""

    score: float | None = None
    """Probability of the answer, between 0 and 1."""

    start: int | None = None
    """Index of the answer's first character in the context."""

    end: int | None = None
    """Index just after the answer's last character in the context."""


QuestionAnsweringOutput: TypeAlias = list[QuestionAnsweringOutputElement]
"""Answers found in the context, best first."""
