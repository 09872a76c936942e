# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the zero-shot-classification task."""

from __future__ import annotations

from typing import NotRequired

from inferwire_runtime.options import CallOptions


class ZeroShotClassificationKeywords(CallOptions):
    """Keyword arguments of `zero_shot_classification`."""

    hypothesis_template: NotRequired[str | None]
    """Template sentence with a `{}` that each label replaces; the score is how well the sentence follows from the text. Server default: "This example is {}."."""

    multi_label: NotRequired[bool | None]
    """Score each label independently, so that several can fit; if False, the labels are mutually exclusive and the scores sum to 1. Server default: False."""
