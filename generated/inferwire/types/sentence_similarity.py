# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the sentence-similarity task."""

from __future__ import annotations

from typing import TypeAlias

SentenceSimilarityOutput: TypeAlias = list[float]
"""Similarity scores, one per sentence and in the same order."""
