# Generated from specs/tasks/image-text-to-video and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image-text-to-video.

Takes an image, a text prompt or both, and returns a video. At least one of the two is required.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.video import AsyncVideoMethods, VideoMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire_runtime.media import Media

ImageTextToVideoProvider: TypeAlias = Literal["auto", "fal-ai", "novita", "wavespeed"] | PrivateProvider

TASK: Task[Media | None] = Task(
    name="image-text-to-video",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.image_text_to_video",
        "fal-ai": "inferwire.providers.fal_ai.image_text_to_video",
        "novita": "inferwire.providers.novita.image_text_to_video",
        "wavespeed": "inferwire.providers.wavespeed.image_text_to_video",
    },
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

image_text_to_video = bind(VideoMethods).image_text_to_video
image_text_to_video_async = bind(AsyncVideoMethods).image_text_to_video
