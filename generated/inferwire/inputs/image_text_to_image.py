# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent for image text to image."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from inferwire_runtime.options import CallOptions


class ImageTextToImageTargetSize(TypedDict):
    """Width and height of the resulting image, in pixels. Ignored by providers and models that cannot set the size."""

    width: int
    """Width of the resulting image in pixels."""

    height: int
    """Height of the resulting image in pixels."""


class ImageTextToImageKeywords(CallOptions):
    """What `image_text_to_image` takes by name."""

    guidance_scale: NotRequired[float]
    """How closely a diffusion model follows the prompt: higher keeps the image nearer to it, but lowers picture quality. The default depends on the model."""

    negative_prompt: NotRequired[str]
    """Text that says what to keep out of the image."""

    num_inference_steps: NotRequired[int]
    """Denoising steps of a diffusion model: more take longer and usually give a better image. The default depends on the model."""

    seed: NotRequired[int]
    """Start value of the random number generator; the same seed and request should give the same image. Random if unset."""

    target_size: NotRequired[ImageTextToImageTargetSize]
    """Width and height of the resulting image, in pixels. Ignored by providers and models that cannot set the size."""
