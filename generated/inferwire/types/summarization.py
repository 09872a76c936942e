# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the summarization task."""

from __future__ import annotations

from inferwire_runtime.results import ResponseModel


class SummarizationOutput(ResponseModel, kw_only=True):
    """Summary of the text."""

    summary_text: str
    """Text of the summary."""
