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
    Literal[
        "auto",
        "assemblyai",
        "azure-openai",
        "cloudflare",
        "deepgram",
        "deepinfra",
        "elevenlabs",
        "fal-ai",
        "hf-inference",
        "mistral",
        "openai",
        "replicate",
        "together",
    ]
    | PrivateProvider
)

TASK: Task[AutomaticSpeechRecognitionOutput] = Task(
    name="automatic-speech-recognition",
    registry=REGISTRY,
    handlers={
        "assemblyai": "inferwire.providers.assemblyai.automatic_speech_recognition",
        "azure-openai": "inferwire.providers.azure_openai.automatic_speech_recognition",
        "cloudflare": "inferwire.providers.cloudflare.automatic_speech_recognition",
        "deepgram": "inferwire.providers.deepgram.automatic_speech_recognition",
        "deepinfra": "inferwire.providers.deepinfra.automatic_speech_recognition",
        "elevenlabs": "inferwire.providers.elevenlabs.automatic_speech_recognition",
        "endpoint": "inferwire.providers.endpoint.automatic_speech_recognition",
        "fal-ai": "inferwire.providers.fal_ai.automatic_speech_recognition",
        "hf-inference": "inferwire.providers.hf_inference.automatic_speech_recognition",
        "mistral": "inferwire.providers.mistral.automatic_speech_recognition",
        "openai": "inferwire.providers.openai.automatic_speech_recognition",
        "replicate": "inferwire.providers.replicate.automatic_speech_recognition",
        "together": "inferwire.providers.together.automatic_speech_recognition",
    },
    required_inputs=(None,),
    parameter_types={
        "do_sample": "bool",
        "early_stopping": "bool or string",
        "epsilon_cutoff": "number",
        "eta_cutoff": "number",
        "max_length": "int",
        "max_new_tokens": "int",
        "min_length": "int",
        "min_new_tokens": "int",
        "num_beam_groups": "int",
        "num_beams": "int",
        "penalty_alpha": "number",
        "return_timestamps": "bool or string",
        "temperature": "number",
        "top_k": "int",
        "top_p": "number",
        "typical_p": "number",
        "use_cache": "bool",
    },
    parameter_group="generation_parameters",
    media={
        None: "audio",
    },
)

automatic_speech_recognition = bind(AudioMethods).automatic_speech_recognition
automatic_speech_recognition_async = bind(AsyncAudioMethods).automatic_speech_recognition
