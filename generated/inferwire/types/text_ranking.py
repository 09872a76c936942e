# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the text-ranking task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.rankings import RankedModel


class TextRankingOutputElement(RankedModel, kw_only=True):
    """One of the texts, with its relevance to the query."""

    index: int
    """Index of the text in the input."""

    score: float
    """Relevance of the text; higher is more relevant."""

    text: str | None = None
    """The text."""


TextRankingOutput: TypeAlias = list[TextRankingOutputElement]
"""Texts by falling relevance; texts of equal score keep their order."""
