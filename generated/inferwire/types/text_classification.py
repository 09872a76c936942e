# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for text classification."""

from __future__ import annotations

from typing import TypeAlias

from .common import ClassificationOutput

TextClassificationOutput: TypeAlias = list[ClassificationOutput]
"""Classes of the text with their scores, best first."""
