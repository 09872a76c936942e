# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for image classification."""

from __future__ import annotations

from typing import TypeAlias

from .common import ClassificationOutput

ImageClassificationOutput: TypeAlias = list[ClassificationOutput]
"""Classes of the image with their scores, best first."""
