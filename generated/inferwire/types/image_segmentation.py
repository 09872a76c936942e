# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the image-segmentation task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.media import Media
from inferwire_runtime.results import Model


class ImageSegmentationOutputElement(Model, kw_only=True):
    """A segment of the image."""

    label: str
    """Class of the segment."""

    mask: Media
    """Black-and-white image of the same size as the input; the segment is white."""

    score: float | None = None
    """Confidence of the model in the segment, between 0 and 1."""


ImageSegmentationOutput: TypeAlias = list[ImageSegmentationOutputElement]
"""Segments found in the image."""
