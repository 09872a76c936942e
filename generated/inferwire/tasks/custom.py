# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Custom calls: any model, with inputs and parameters as its server expects them, and its raw response."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from inferwire.methods.custom import AsyncCustomMethods, CustomMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.arguments import plain_text
from inferwire_runtime.client import bind
from inferwire_runtime.endpoint_status import status_task
from inferwire_runtime.errors import InputError
from inferwire_runtime.providers import Task, did_you_mean
from inferwire_runtime.served_models import models_task

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json

TASKS = {
    "audio-classification": "inferwire.tasks.audio_classification",
    "audio-to-audio": "inferwire.tasks.audio_to_audio",
    "automatic-speech-recognition": "inferwire.tasks.automatic_speech_recognition",
    "chat-completion": "inferwire.tasks.chat_completion",
    "conversational": "inferwire.tasks.conversational",
    "depth-estimation": "inferwire.tasks.depth_estimation",
    "document-question-answering": "inferwire.tasks.document_question_answering",
    "feature-extraction": "inferwire.tasks.feature_extraction",
    "fill-mask": "inferwire.tasks.fill_mask",
    "image-classification": "inferwire.tasks.image_classification",
    "image-segmentation": "inferwire.tasks.image_segmentation",
    "image-text-to-image": "inferwire.tasks.image_text_to_image",
    "image-text-to-video": "inferwire.tasks.image_text_to_video",
    "image-to-image": "inferwire.tasks.image_to_image",
    "image-to-text": "inferwire.tasks.image_to_text",
    "image-to-video": "inferwire.tasks.image_to_video",
    "object-detection": "inferwire.tasks.object_detection",
    "question-answering": "inferwire.tasks.question_answering",
    "responses": "inferwire.tasks.responses",
    "sentence-similarity": "inferwire.tasks.sentence_similarity",
    "summarization": "inferwire.tasks.summarization",
    "table-question-answering": "inferwire.tasks.table_question_answering",
    "tabular-classification": "inferwire.tasks.tabular_classification",
    "tabular-regression": "inferwire.tasks.tabular_regression",
    "text-classification": "inferwire.tasks.text_classification",
    "text-generation": "inferwire.tasks.text_generation",
    "text-ranking": "inferwire.tasks.text_ranking",
    "text-to-audio": "inferwire.tasks.text_to_audio",
    "text-to-image": "inferwire.tasks.text_to_image",
    "text-to-speech": "inferwire.tasks.text_to_speech",
    "text-to-video": "inferwire.tasks.text_to_video",
    "token-classification": "inferwire.tasks.token_classification",
    "translation": "inferwire.tasks.translation",
    "video-classification": "inferwire.tasks.video_classification",
    "visual-question-answering": "inferwire.tasks.visual_question_answering",
    "zero-shot-classification": "inferwire.tasks.zero_shot_classification",
    "zero-shot-image-classification": "inferwire.tasks.zero_shot_image_classification",
    "zero-shot-object-detection": "inferwire.tasks.zero_shot_object_detection",
}

TASK: Task[Json] = Task(
    name=None,
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.custom",
        "hf-inference": "inferwire.providers.hf_inference.custom",
    },
    is_streamable=True,
)


MODELS = models_task(REGISTRY)
STATUS = status_task(REGISTRY, TASK.handlers)


def find_task(name: str | None) -> Task[Any]:
    """Return a task by its ID on the Hub, or the task for custom calls if *name* is None.

    Raises:
        InputError: If the task does not exist.
    """
    if name is None:
        return TASK
    if not isinstance(name, str):
        raise InputError(f"`task` must be a string such as 'text-to-image', got {type(name).__name__}")
    name = plain_text(name)
    if name not in TASKS:
        raise InputError(f"there is no task {name!r}{did_you_mean(name, list(TASKS))}")
    task: Task[Any] = import_module(TASKS[name]).TASK
    return task.without_types()


request = bind(CustomMethods).request
request_async = bind(AsyncCustomMethods).request
stream_request = bind(CustomMethods).stream_request
stream_request_async = bind(AsyncCustomMethods).stream_request
