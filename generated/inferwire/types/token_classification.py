# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for token classification."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.decoding import Part


class TokenClassificationOutputElement(Part, kw_only=True):
    """One labeled token or entity."""

    score: float
    """How likely the label is, between 0 and 1."""

    word: str
    """Text of the token or entity."""

    entity_group: str | None = None
    """Label of an entity; present if tokens were joined."""

    entity: str | None = None
    """Label of a token; present if tokens were not joined."""

    start: int | None = None
    """Offset of its first character in the input, from 0."""

    end: int | None = None
    """Offset just after its last character in the input."""


TokenClassificationOutput: TypeAlias = list[TokenClassificationOutputElement]
"""Labelled tokens or entities of the text, in order."""
