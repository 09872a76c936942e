# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the feature-extraction task."""

from __future__ import annotations

from typing import Literal, TypeAlias

FeatureExtractionInputTruncationDirection: TypeAlias = Literal["left", "right"]
"""Side from which to truncate."""
