# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the token-classification task."""

from __future__ import annotations

from typing import Literal, NotRequired

from inferwire_runtime.options import CallOptions


class TokenClassificationKeywords(CallOptions):
    """Keyword arguments of `token_classification`."""

    aggregation_strategy: NotRequired[Literal["none", "simple", "first", "average", "max"] | None]
    """How to merge labeled tokens into entities."""

    ignore_labels: NotRequired[list[str] | None]
    """Labels to exclude from the result. Server default: ["O"], which means not an entity."""

    stride: NotRequired[int | None]
    """Number of tokens that neighboring chunks of a long text share."""
