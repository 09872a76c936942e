# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for zero shot image classification."""

from __future__ import annotations

from typing import TypeAlias

from .common import ClassificationOutput

ZeroShotImageClassificationOutput: TypeAlias = list[ClassificationOutput]
"""Labels with their scores, best first."""
