# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types shared by several tasks."""

from __future__ import annotations

from inferwire_runtime.results import Model


class ClassificationOutput(Model, kw_only=True):
    """A class with its score."""

    label: str
    """Name of the class."""

    score: float
    """Probability of the class, normally between 0 and 1; a raw logit if no function was applied."""


class BoundingBox(Model, kw_only=True):
    """Bounding box in pixels; x grows to the right and y downwards from the image's top left corner."""

    xmin: int | float
    """Left edge, in pixels."""

    xmax: int | float
    """Right edge, in pixels."""

    ymin: int | float
    """Top edge, in pixels."""

    ymax: int | float
    """Bottom edge, in pixels."""
