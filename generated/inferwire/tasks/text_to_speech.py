# Generated from specs/tasks/text-to-speech and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text-to-speech.

Takes text and returns it as spoken audio.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.audio import AsyncAudioMethods, AudioMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire_runtime.media import Media

TextToSpeechProvider: TypeAlias = (
    Literal[
        "auto",
        "cloudflare",
        "deepgram",
        "deepinfra",
        "elevenlabs",
        "fal-ai",
        "hf-inference",
        "minimax",
        "openai",
        "replicate",
        "together",
    ]
    | PrivateProvider
)

TASK: Task[Media | None] = Task(
    name="text-to-speech",
    registry=REGISTRY,
    handlers={
        "cloudflare": "inferwire.providers.cloudflare.text_to_speech",
        "deepgram": "inferwire.providers.deepgram.text_to_speech",
        "deepinfra": "inferwire.providers.deepinfra.text_to_speech",
        "elevenlabs": "inferwire.providers.elevenlabs.text_to_speech",
        "endpoint": "inferwire.providers.endpoint.text_to_speech",
        "fal-ai": "inferwire.providers.fal_ai.text_to_speech",
        "hf-inference": "inferwire.providers.hf_inference.text_to_speech",
        "minimax": "inferwire.providers.minimax.text_to_speech",
        "openai": "inferwire.providers.openai.text_to_speech",
        "replicate": "inferwire.providers.replicate.text_to_speech",
        "together": "inferwire.providers.together.text_to_speech",
    },
    required_inputs=(None,),
    input_types={
        None: ("text", "string"),
    },
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
        "temperature": "number",
        "top_k": "int",
        "top_p": "number",
        "typical_p": "number",
        "use_cache": "bool",
    },
    parameter_group="generation_parameters",
    returns_media=True,
)

text_to_speech = bind(AudioMethods).text_to_speech
text_to_speech_async = bind(AsyncAudioMethods).text_to_speech
