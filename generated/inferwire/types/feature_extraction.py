# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for feature extraction."""

from __future__ import annotations

from typing import TypeAlias

FeatureExtractionNumbers: TypeAlias = float | list[float | list[float | list[float]]]
"""A number, or numbers nested up to three levels deep."""


FeatureExtractionOutput: TypeAlias = list[FeatureExtractionNumbers]
"""Numbers, nested as the server nested them."""
