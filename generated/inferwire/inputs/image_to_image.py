# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the image-to-image task."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from inferwire_runtime.options import CallOptions


class ImageToImageTargetSize(TypedDict):
    """Width and height of the generated image, in pixels. Ignored by providers and models that do not support it."""

    width: int
    """Width of the generated image, in pixels."""

    height: int
    """Height of the generated image, in pixels."""


class ImageToImageKeywords(CallOptions):
    """Keyword arguments of `image_to_image`."""

    guidance_scale: NotRequired[float | None]
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, at the cost of image quality. The default depends on the model."""

    negative_prompt: NotRequired[str | None]
    """What the image should not contain."""

    num_inference_steps: NotRequired[int | None]
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the image. The default depends on the model."""

    target_size: NotRequired[ImageToImageTargetSize | None]
    """Width and height of the generated image, in pixels. Ignored by providers and models that do not support it."""
