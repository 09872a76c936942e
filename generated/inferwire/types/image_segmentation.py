# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for image segmentation."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.decoding import Part
from inferwire_runtime.media import Media


class ImageSegmentationOutputElement(Part, kw_only=True):
    """One segment of the image."""

    label: str
    """Class of the segment."""

    mask: Media
    """Black-and-white picture of the image's size, white where the segment is."""

    score: float | None = None
    """How sure the model is of the segment, between 0 and 1."""


ImageSegmentationOutput: TypeAlias = list[ImageSegmentationOutputElement]
"""Segments found in the image."""
