# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the text-classification task."""

from __future__ import annotations

from typing import NotRequired

from inferwire_runtime.options import CallOptions

from .common import ClassificationOutputTransform


class TextClassificationKeywords(CallOptions):
    """Keyword arguments of `text_classification`."""

    function_to_apply: NotRequired[ClassificationOutputTransform | None]
    """Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`. Server default: `none` for regression models, `sigmoid` for multi-label and single-output models, otherwise `softmax`."""

    top_k: NotRequired[int | None]
    """Maximum number of classes to return, most likely first."""
