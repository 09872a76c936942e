# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for image to text."""

from __future__ import annotations

from inferwire_runtime.decoding import Result


class ImageToTextOutput(Result, kw_only=True):
    """Text about the image."""

    generated_text: str
    """Caption of the image, or the text read from it."""
