# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the depth-estimation task."""

from __future__ import annotations

from typing import Any

from inferwire_runtime.media import Media
from inferwire_runtime.results import ResponseModel


class DepthEstimationOutput(ResponseModel, kw_only=True):
    """Estimated depth of every pixel of the image."""

    predicted_depth: Any = None
    """Raw depth values from the model, as a tensor."""

    depth: Media | None = None
    """Depth map as a grayscale image."""
