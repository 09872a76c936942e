# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for summarization."""

from __future__ import annotations

from inferwire_runtime.decoding import Result


class SummarizationOutput(Result, kw_only=True):
    """Summary of the text."""

    summary_text: str
    """Text of the summary."""
