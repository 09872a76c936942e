# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for object detection."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.decoding import Part

from .common import BoundingBox


class ObjectDetectionOutputElement(Part, kw_only=True):
    """One object found in the image."""

    label: str
    """Class of the object."""

    score: float
    """How sure the model is of the object, between 0 and 1."""

    box: BoundingBox
    """Rectangle around the object, in pixels from the image's top left corner."""


ObjectDetectionOutput: TypeAlias = list[ObjectDetectionOutputElement]
"""Objects found in the image."""
