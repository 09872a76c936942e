# Generated from specs/tasks/text-to-video and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text-to-video.

Takes a text prompt and returns a video generated from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.video import AsyncVideoMethods, VideoMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire_runtime.media import Media

TextToVideoProvider: TypeAlias = (
    Literal[
        "auto",
        "dashscope",
        "fal-ai",
        "google",
        "luma",
        "minimax",
        "novita",
        "replicate",
        "runware",
        "runway",
        "siliconflow",
        "together",
        "wavespeed",
    ]
    | PrivateProvider
)

TASK: Task[Media | None] = Task(
    name="text-to-video",
    registry=REGISTRY,
    handlers={
        "dashscope": "inferwire.providers.dashscope.text_to_video",
        "endpoint": "inferwire.providers.endpoint.text_to_video",
        "fal-ai": "inferwire.providers.fal_ai.text_to_video",
        "google": "inferwire.providers.google.text_to_video",
        "luma": "inferwire.providers.luma.text_to_video",
        "minimax": "inferwire.providers.minimax.text_to_video",
        "novita": "inferwire.providers.novita.text_to_video",
        "replicate": "inferwire.providers.replicate.text_to_video",
        "runware": "inferwire.providers.runware.text_to_video",
        "runway": "inferwire.providers.runway.text_to_video",
        "siliconflow": "inferwire.providers.siliconflow.text_to_video",
        "together": "inferwire.providers.together.text_to_video",
        "wavespeed": "inferwire.providers.wavespeed.text_to_video",
    },
    required_inputs=(None,),
    input_types={
        None: ("prompt", "string"),
    },
    parameter_types={
        "guidance_scale": "number",
        "negative_prompt": "string or list of strings",
        "num_frames": "int",
        "num_inference_steps": "int",
        "seed": "int",
    },
    returns_media=True,
)

text_to_video = bind(VideoMethods).text_to_video
text_to_video_async = bind(AsyncVideoMethods).text_to_video
