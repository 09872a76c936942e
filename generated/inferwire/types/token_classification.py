# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the token-classification task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.results import Model


class TokenClassificationOutputElement(Model, kw_only=True):
    """A labeled token or entity."""

    score: float
    """Probability of the label, between 0 and 1."""

    word: str
    """Text of the token or entity."""

    entity_group: str | None = None
    """Label of the entity; present if tokens were merged."""

    entity: str | None = None
    """Label of the token; present if tokens were not merged."""

    start: int | None = None
    """Index of the first character in the input."""

    end: int | None = None
    """Index just after the last character in the input."""


TokenClassificationOutput: TypeAlias = list[TokenClassificationOutputElement]
"""Labeled tokens or entities of the text, in order."""
