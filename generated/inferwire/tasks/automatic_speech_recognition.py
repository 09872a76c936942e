# Generated from specs/tasks/automatic-speech-recognition and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Automatic speech recognition.

Takes recorded speech and returns its transcript, with timestamps on request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.audio import AsyncAudioMethods, AudioMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput

AutomaticSpeechRecognitionProvider: TypeAlias = (
    Literal["auto", "deepinfra", "fal-ai", "hf-inference", "openai", "replicate", "together"] | PrivateProvider
)

TASK: Task[AutomaticSpeechRecognitionOutput] = Task(
    name="automatic-speech-recognition",
    registry=REGISTRY,
    handlers={
        "deepinfra": "inferwire.providers.deepinfra.automatic_speech_recognition",
        "endpoint": "inferwire.providers.endpoint.automatic_speech_recognition",
        "fal-ai": "inferwire.providers.fal_ai.automatic_speech_recognition",
        "hf-inference": "inferwire.providers.hf_inference.automatic_speech_recognition",
        "openai": "inferwire.providers.openai.automatic_speech_recognition",
        "replicate": "inferwire.providers.replicate.automatic_speech_recognition",
        "together": "inferwire.providers.together.automatic_speech_recognition",
    },
    required_inputs=(None,),
    media={
        None: "audio",
    },
)

automatic_speech_recognition = bind(AudioMethods).automatic_speech_recognition
automatic_speech_recognition_async = bind(AsyncAudioMethods).automatic_speech_recognition
