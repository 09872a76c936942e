# Generated from specs/tasks/audio-to-audio and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Audio-to-audio.

Takes an audio clip and returns one or more processed clips, such as separated sources or enhanced speech.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.audio import AsyncAudioMethods, AudioMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.audio_to_audio import AudioToAudioOutputElement

AudioToAudioProvider: TypeAlias = Literal["auto", "fal-ai", "hf-inference"] | PrivateProvider

TASK: Task[list[AudioToAudioOutputElement]] = Task(
    name="audio-to-audio",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.audio_to_audio",
        "fal-ai": "inferwire.providers.fal_ai.audio_to_audio",
        "hf-inference": "inferwire.providers.hf_inference.audio_to_audio",
    },
    required_inputs=(None,),
    media={
        None: "audio",
    },
)

audio_to_audio = bind(AudioMethods).audio_to_audio
audio_to_audio_async = bind(AsyncAudioMethods).audio_to_audio
