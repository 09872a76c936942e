# Generated from specs/tasks/image-to-image and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image-to-image.

Takes an image and optionally a text prompt, and returns a transformed image.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire_runtime.media import Media

ImageToImageProvider: TypeAlias = (
    Literal["auto", "fal-ai", "hf-inference", "openai", "replicate", "siliconflow", "together", "wavespeed"]
    | PrivateProvider
)

TASK: Task[Media | None] = Task(
    name="image-to-image",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.image_to_image",
        "fal-ai": "inferwire.providers.fal_ai.image_to_image",
        "hf-inference": "inferwire.providers.hf_inference.image_to_image",
        "openai": "inferwire.providers.openai.image_to_image",
        "replicate": "inferwire.providers.replicate.image_to_image",
        "siliconflow": "inferwire.providers.siliconflow.image_to_image",
        "together": "inferwire.providers.together.image_to_image",
        "wavespeed": "inferwire.providers.wavespeed.image_to_image",
    },
    required_inputs=(None,),
    parameter_types={
        "guidance_scale": "number",
        "negative_prompt": "string",
        "num_inference_steps": "int",
        "prompt": "string",
        "target_size": "mapping",
    },
    media={
        None: "image",
    },
    returns_media=True,
)

image_to_image = bind(ImageMethods).image_to_image
image_to_image_async = bind(AsyncImageMethods).image_to_image
