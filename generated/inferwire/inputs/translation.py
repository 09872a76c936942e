# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the translation task."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from inferwire_runtime.options import CallOptions


class TranslationKeywords(CallOptions):
    """Keyword arguments of `translation`."""

    clean_up_tokenization_spaces: NotRequired[bool | None]
    """Remove superfluous spaces, such as those before punctuation, from the translation. Server default: False."""

    generate_parameters: NotRequired[dict[str, Any] | None]
    """Further generation settings by name, such as `max_length` or `num_beams`."""

    src_lang: NotRequired[str | None]
    """Code of the source language, as the model expects it. Required by models with several source languages."""

    tgt_lang: NotRequired[str | None]
    """Code of the target language, as the model expects it. Required by models with several target languages."""

    truncation: NotRequired[Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None]
    """How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair first, or only its first or second part. Server default: `do_not_truncate`."""
