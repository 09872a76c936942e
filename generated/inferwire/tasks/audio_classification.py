# Generated from specs/tasks/audio-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Audio classification.

Takes an audio clip and returns its most likely classes with their scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.audio import AsyncAudioMethods, AudioMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.common import ClassificationOutput

AudioClassificationProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[ClassificationOutput]] = Task(
    name="audio-classification",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.audio_classification",
        "hf-inference": "inferwire.providers.hf_inference.audio_classification",
    },
    required_inputs=(None,),
    parameter_types={
        "function_to_apply": "string",
        "top_k": "int",
    },
    media={
        None: "audio",
    },
)

audio_classification = bind(AudioMethods).audio_classification
audio_classification_async = bind(AsyncAudioMethods).audio_classification
