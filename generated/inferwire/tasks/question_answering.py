# Generated from specs/tasks/question-answering and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Question answering.

Takes a question and a context, and returns answers extracted from the context.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.question_answering import QuestionAnsweringOutputElement

QuestionAnsweringProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[QuestionAnsweringOutputElement]] = Task(
    name="question-answering",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.question_answering",
        "hf-inference": "inferwire.providers.hf_inference.question_answering",
    },
    required_inputs=(
        "context",
        "question",
    ),
    input_types={
        "context": ("context", "string"),
        "question": ("question", "string"),
    },
    parameter_types={
        "align_to_words": "bool",
        "doc_stride": "int",
        "handle_impossible_answer": "bool",
        "max_answer_len": "int",
        "max_question_len": "int",
        "max_seq_len": "int",
        "top_k": "int",
    },
)

question_answering = bind(TextMethods).question_answering
question_answering_async = bind(AsyncTextMethods).question_answering
