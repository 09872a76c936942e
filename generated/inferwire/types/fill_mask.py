# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for fill mask."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.decoding import Part


class FillMaskOutputElement(Part, kw_only=True):
    """One filling of the gap."""

    sequence: str
    """Whole text with the gap filled."""

    score: float
    """How likely the filling is, between 0 and 1."""

    token: int
    """Vocabulary id of the filled-in token."""

    token_str: str
    """Text of the filled-in token."""


FillMaskOutput: TypeAlias = list[FillMaskOutputElement]
"""Likeliest fillings of the gap, best first."""
