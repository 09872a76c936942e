# Generated from specs/tasks. Do not edit: change the spec and run `nox -s generate`.

from __future__ import annotations

from typing import Any, TypeAlias

FeatureExtractionOutput: TypeAlias = list[Any]
"""Numbers, nested as the server nested them."""

