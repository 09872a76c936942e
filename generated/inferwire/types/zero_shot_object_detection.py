# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for zero shot object detection."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.decoding import Part

from .common import BoundingBox


class ZeroShotObjectDetectionOutputElement(Part, kw_only=True):
    """One object found in the image."""

    label: str
    """Label the object fits, out of `candidate_labels`."""

    score: float
    """How well the object fits the label, between 0 and 1."""

    box: BoundingBox
    """Rectangle around the object, in pixels from the image's top left corner."""


ZeroShotObjectDetectionOutput: TypeAlias = list[ZeroShotObjectDetectionOutputElement]
"""Objects found in the image."""
