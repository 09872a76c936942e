# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the video-classification task."""

from __future__ import annotations

from typing import TypeAlias

from .common import ClassificationOutput

VideoClassificationOutput: TypeAlias = list[ClassificationOutput]
"""Classes of the video with their scores, best first."""
