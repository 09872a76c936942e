# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the feature-extraction task."""

from __future__ import annotations

from typing import TypeAlias

FeatureExtractionNumbers: TypeAlias = float | list[float | list[float | list[float]]]
"""A number, or lists of numbers up to three levels deep."""


FeatureExtractionOutput: TypeAlias = list[FeatureExtractionNumbers]
"""Vector of the text, or a vector for each text of a list. Models that do not pool return a vector for each token."""
