# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the fill-mask task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.results import Model


class FillMaskOutputElement(Model, kw_only=True):
    """A candidate for the mask."""

    score: float
    """Probability of the candidate, between 0 and 1."""

    token_str: str
    """Text of the token that fills the mask."""

    sequence: str | None = None
    """Full text with the mask filled."""

    token: int | None = None
    """ID of the token that fills the mask."""


FillMaskOutput: TypeAlias = list[FillMaskOutputElement | list[FillMaskOutputElement]]
"""Candidates for the mask, best first; if the text has several masks, a list of candidates for each."""
