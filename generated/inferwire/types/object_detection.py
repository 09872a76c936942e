# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the object-detection task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.results import Model

from .common import BoundingBox


class ObjectDetectionOutputElement(Model, kw_only=True):
    """An object detected in the image."""

    label: str
    """Class of the object."""

    score: float
    """Confidence of the model in the object, between 0 and 1."""

    box: BoundingBox
    """Bounding box of the object, in pixels from the image's top left corner."""


ObjectDetectionOutput: TypeAlias = list[ObjectDetectionOutputElement]
"""Objects detected in the image."""
