# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for depth estimation."""

from __future__ import annotations

from typing import Any

from inferwire_runtime.decoding import Result
from inferwire_runtime.media import Media


class DepthEstimationOutput(Result, kw_only=True):
    """Estimated depth at every pixel of the image."""

    predicted_depth: Any | None = None
    """Depth values as the model put them out, as a tensor."""

    depth: Media | None = None
    """Depth values drawn as a grayscale image."""
