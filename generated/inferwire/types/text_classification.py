# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the text-classification task."""

from __future__ import annotations

from typing import TypeAlias

from .common import ClassificationOutput

TextClassificationOutput: TypeAlias = list[ClassificationOutput]
"""Classes of the text with their scores, best first."""
