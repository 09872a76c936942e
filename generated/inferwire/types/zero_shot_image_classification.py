# Generated from specs/tasks. Do not edit: change the spec and run `nox -s generate`.

from __future__ import annotations

from typing import TypeAlias

from .common import ClassificationOutput

ZeroShotImageClassificationOutput: TypeAlias = list[ClassificationOutput]
"""Labels with their scores, best first."""

