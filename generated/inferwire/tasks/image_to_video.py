# Generated from specs/tasks/image-to-video and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image-to-video.

Takes an image and optionally a text prompt, and returns a video that starts from the image.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.video import AsyncVideoMethods, VideoMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire_runtime.media import Media

ImageToVideoProvider: TypeAlias = (
    Literal["auto", "fal-ai", "google", "luma", "minimax", "runway", "siliconflow", "together", "wavespeed"]
    | PrivateProvider
)

TASK: Task[Media | None] = Task(
    name="image-to-video",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.image_to_video",
        "fal-ai": "inferwire.providers.fal_ai.image_to_video",
        "google": "inferwire.providers.google.image_to_video",
        "luma": "inferwire.providers.luma.image_to_video",
        "minimax": "inferwire.providers.minimax.image_to_video",
        "runway": "inferwire.providers.runway.image_to_video",
        "siliconflow": "inferwire.providers.siliconflow.image_to_video",
        "together": "inferwire.providers.together.image_to_video",
        "wavespeed": "inferwire.providers.wavespeed.image_to_video",
    },
    required_inputs=(None,),
    parameter_types={
        "guidance_scale": "number",
        "negative_prompt": "string",
        "num_frames": "int",
        "num_inference_steps": "int",
        "prompt": "string",
        "seed": "int",
        "target_size": "mapping",
    },
    media={
        None: "image",
    },
    returns_media=True,
)

image_to_video = bind(VideoMethods).image_to_video
image_to_video_async = bind(AsyncVideoMethods).image_to_video
