# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for several tasks."""

from __future__ import annotations

from inferwire_runtime.decoding import Part


class ClassificationOutput(Part, kw_only=True):
    """One class with its score."""

    label: str
    """Name of the class."""

    score: float
    """How likely the class is, normally between 0 and 1; a raw logit if no function was applied."""


class BoundingBox(Part, kw_only=True):
    """Rectangle in pixels; x grows to the right and y downwards, from the image's top left corner."""

    xmin: float
    """Left edge, in pixels."""

    xmax: float
    """Right edge, in pixels."""

    ymin: float
    """Top edge, in pixels."""

    ymax: float
    """Bottom edge, in pixels."""
