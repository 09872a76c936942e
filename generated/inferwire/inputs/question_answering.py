# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the question-answering task."""

from __future__ import annotations

from typing import NotRequired

from inferwire_runtime.options import CallOptions


class QuestionAnsweringKeywords(CallOptions):
    """Keyword arguments of `question_answering`."""

    align_to_words: NotRequired[bool | None]
    """Extend answers to whole words. Helps in languages that put spaces between words; can hurt in others, such as Chinese and Japanese. Server default: True."""

    doc_stride: NotRequired[int | None]
    """Number of tokens that neighboring chunks share when the context is too long for the model. Server default: 128, or half of `max_seq_len` if that is lower."""

    handle_impossible_answer: NotRequired[bool | None]
    """Allow the result that the context contains no answer. Server default: False."""

    max_answer_len: NotRequired[int | None]
    """Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15."""

    max_question_len: NotRequired[int | None]
    """Maximum length of the question, in tokens; the rest is truncated. Server default: 64."""

    max_seq_len: NotRequired[int | None]
    """Maximum length of a chunk, in tokens, including the question; longer contexts are split into chunks that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower."""
