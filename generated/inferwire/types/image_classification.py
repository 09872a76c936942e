# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the image-classification task."""

from __future__ import annotations

from typing import TypeAlias

from .common import ClassificationOutput

ImageClassificationOutput: TypeAlias = list[ClassificationOutput]
"""Classes of the image with their scores, best first."""
