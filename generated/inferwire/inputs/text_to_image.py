# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the text-to-image task."""

from __future__ import annotations

from typing import NotRequired

from inferwire_runtime.options import CallOptions


class TextToImageKeywords(CallOptions):
    """Keyword arguments of `text_to_image`."""

    guidance_scale: NotRequired[float | None]
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, but values that are too high cause saturation and artifacts. The default depends on the model."""

    height: NotRequired[int | None]
    """Height of the image, in pixels."""

    negative_prompt: NotRequired[str | None]
    """What the image should not contain."""

    num_inference_steps: NotRequired[int | None]
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the image. The default depends on the model."""

    scheduler: NotRequired[str | None]
    """Name of a noise scheduler to use instead of the model's own; must be compatible with the model."""

    seed: NotRequired[int | None]
    """Seed of the random number generator; the same seed and request should return the same image. Random by default."""

    width: NotRequired[int | None]
    """Width of the image, in pixels."""
