# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the zero-shot-classification task."""

from __future__ import annotations

from typing import TypeAlias

from .common import ClassificationOutput

ZeroShotClassificationOutput: TypeAlias = list[ClassificationOutput]
"""Labels with their scores, best first."""
