# Generated from specs/tasks/image-text-to-image and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image-text-to-image.

Takes an image, a text prompt or both, and returns a new image. At least one of the two is required.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire_runtime.media import Media

ImageTextToImageProvider: TypeAlias = Literal["auto", "fal-ai", "wavespeed"] | PrivateProvider

TASK: Task[Media | None] = Task(
    name="image-text-to-image",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.image_text_to_image",
        "fal-ai": "inferwire.providers.fal_ai.image_text_to_image",
        "wavespeed": "inferwire.providers.wavespeed.image_text_to_image",
    },
    parameter_types={
        "guidance_scale": "number",
        "negative_prompt": "string",
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

image_text_to_image = bind(ImageMethods).image_text_to_image
image_text_to_image_async = bind(AsyncImageMethods).image_text_to_image
