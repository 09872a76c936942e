# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the tabular-classification task."""

from __future__ import annotations

from typing import TypeAlias

TabularClassificationOutput: TypeAlias = list[str | float]
"""Predicted classes, one per row and in the same order."""
