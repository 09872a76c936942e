# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for tabular regression."""

from __future__ import annotations

from typing import TypeAlias

TabularRegressionOutput: TypeAlias = list[float]
"""Predicted numbers, one per row and in the order of the rows."""
