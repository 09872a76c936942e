# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the audio-classification task."""

from __future__ import annotations

from typing import TypeAlias

from .common import ClassificationOutput

AudioClassificationOutput: TypeAlias = list[ClassificationOutput]
"""Classes of the audio clip with their scores, best first."""
