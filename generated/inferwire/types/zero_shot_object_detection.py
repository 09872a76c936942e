# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the zero-shot-object-detection task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.results import Model

from .common import BoundingBox


class ZeroShotObjectDetectionOutputElement(Model, kw_only=True):
    """An object detected in the image."""

    label: str
    """Label of the object, from `candidate_labels`."""

    score: float
    """How well the object matches the label, between 0 and 1."""

    box: BoundingBox
    """Bounding box of the object, in pixels from the image's top left corner."""


ZeroShotObjectDetectionOutput: TypeAlias = list[ZeroShotObjectDetectionOutputElement]
"""Objects detected in the image."""
