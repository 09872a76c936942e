# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the summarization task."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from inferwire_runtime.options import CallOptions


class SummarizationKeywords(CallOptions):
    """Keyword arguments of `summarization`."""

    clean_up_tokenization_spaces: NotRequired[bool | None]
    """Remove superfluous spaces, such as those before punctuation, from the summary. Server default: False."""

    generate_parameters: NotRequired[dict[str, Any] | None]
    """Further generation settings by name, such as `max_length` or `num_beams`."""

    truncation: NotRequired[Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None]
    """How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair first, or only its first or second part. Server default: `do_not_truncate`."""
