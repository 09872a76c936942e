# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the tabular-regression task."""

from __future__ import annotations

from typing import TypeAlias

TabularRegressionOutput: TypeAlias = list[float]
"""Predicted numbers, one per row and in the same order."""
