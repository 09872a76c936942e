# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent for question answering."""

from __future__ import annotations

from typing import NotRequired

from inferwire_runtime.options import CallOptions


class QuestionAnsweringKeywords(CallOptions):
    """What `question_answering` takes by name."""

    align_to_words: NotRequired[bool]
    """Widen answers to whole words. Helps in languages that put spaces between words, can harm in others, such as Chinese and Japanese. Server default: true."""

    doc_stride: NotRequired[int]
    """Tokens by which neighbouring chunks overlap when the text does not fit into the model at once. Server default: 128, or half of `max_seq_len` if that is lower."""

    handle_impossible_answer: NotRequired[bool]
    """Allow the result that the text holds no answer. Server default: false."""

    max_answer_len: NotRequired[int]
    """Longest answer to consider, in tokens; longer ones are dropped. Server default: 15."""

    max_question_len: NotRequired[int]
    """Upper bound on the question in tokens; the rest is cut off. Server default: 64."""

    max_seq_len: NotRequired[int]
    """Upper bound on the tokens of a chunk, question and text together; longer texts are cut into chunks that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower."""
