# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for sentence similarity."""

from __future__ import annotations

from typing import TypeAlias

SentenceSimilarityOutput: TypeAlias = list[float]
"""Similarity scores, one per text of `sentences` and in the same order."""
