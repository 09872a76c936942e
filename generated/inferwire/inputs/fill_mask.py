# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the fill-mask task."""

from __future__ import annotations

from typing import NotRequired

from inferwire_runtime.options import CallOptions


class FillMaskKeywords(CallOptions):
    """Keyword arguments of `fill_mask`."""

    targets: NotRequired[list[str] | None]
    """Score only these words instead of the whole vocabulary. A word that is not in the model's vocabulary is tokenized and its first token is used, with a warning; this can be slower."""

    top_k: NotRequired[int | None]
    """Maximum number of candidates to return, most likely first. Server default: 5."""
