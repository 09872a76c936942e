# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the image-to-text task."""

from __future__ import annotations

from inferwire_runtime.results import ResponseModel


class ImageToTextOutput(ResponseModel, kw_only=True):
    """Text generated from the image."""

    generated_text: str
    """Caption of the image, or the text found in it."""
