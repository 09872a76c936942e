# Generated from specs/tasks/visual-question-answering and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Visual question answering.

Takes an image and a question about it, and returns likely answers with their scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.visual_question_answering import VisualQuestionAnsweringOutputElement

VisualQuestionAnsweringProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[VisualQuestionAnsweringOutputElement]] = Task(
    name="visual-question-answering",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.visual_question_answering",
        "hf-inference": "inferwire.providers.hf_inference.visual_question_answering",
    },
    required_inputs=(
        "image",
        "question",
    ),
    input_types={
        "question": ("question", "string"),
    },
    parameter_types={
        "top_k": "int",
    },
    media={
        "image": "image",
    },
)

visual_question_answering = bind(ImageMethods).visual_question_answering
visual_question_answering_async = bind(AsyncImageMethods).visual_question_answering
