# Generated from specs/tasks/text-to-audio and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text-to-audio.

Takes text and returns audio generated from it, such as music or speech.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.audio import AsyncAudioMethods, AudioMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire_runtime.media import Media

TextToAudioProvider: TypeAlias = Literal["auto", "elevenlabs", "fal-ai", "hf-inference"] | PrivateProvider

TASK: Task[Media | None] = Task(
    name="text-to-audio",
    registry=REGISTRY,
    handlers={
        "elevenlabs": "inferwire.providers.elevenlabs.text_to_audio",
        "endpoint": "inferwire.providers.endpoint.text_to_audio",
        "fal-ai": "inferwire.providers.fal_ai.text_to_audio",
        "hf-inference": "inferwire.providers.hf_inference.text_to_audio",
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

text_to_audio = bind(AudioMethods).text_to_audio
text_to_audio_async = bind(AsyncAudioMethods).text_to_audio
