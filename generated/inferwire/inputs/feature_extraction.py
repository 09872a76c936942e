# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent for feature extraction."""

from __future__ import annotations

from typing import Literal, TypeAlias

FeatureExtractionInputTruncationDirection: TypeAlias = Literal["left", "right"]
"""Side at which long texts are cut."""
