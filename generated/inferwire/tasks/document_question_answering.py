# Generated from specs/tasks/document-question-answering and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Document question answering.

Takes an image of a document and a question, and returns answers found in the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.document_question_answering import DocumentQuestionAnsweringOutputElement

DocumentQuestionAnsweringProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[DocumentQuestionAnsweringOutputElement]] = Task(
    name="document-question-answering",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.document_question_answering",
        "hf-inference": "inferwire.providers.hf_inference.document_question_answering",
    },
    required_inputs=(
        "image",
        "question",
    ),
    input_types={
        "question": ("question", "string"),
    },
    parameter_types={
        "doc_stride": "int",
        "handle_impossible_answer": "bool",
        "lang": "string",
        "max_answer_len": "int",
        "max_question_len": "int",
        "max_seq_len": "int",
        "top_k": "int",
        "word_boxes": "list",
    },
    media={
        "image": "image",
    },
)

document_question_answering = bind(ImageMethods).document_question_answering
document_question_answering_async = bind(AsyncImageMethods).document_question_answering
