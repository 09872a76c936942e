# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent for text to image."""

from __future__ import annotations

from typing import NotRequired

from inferwire_runtime.options import CallOptions


class TextToImageKeywords(CallOptions):
    """What `text_to_image` takes by name."""

    guidance_scale: NotRequired[float]
    """How closely a diffusion model follows the prompt: higher keeps the image nearer to it, too high gives garish colours and flaws. The default depends on the model."""

    height: NotRequired[int]
    """Height of the image in pixels."""

    negative_prompt: NotRequired[str]
    """Text that says what to keep out of the image."""

    num_inference_steps: NotRequired[int]
    """Denoising steps of a diffusion model: more take longer and usually give a better image. The default depends on the model."""

    scheduler: NotRequired[str]
    """Name of the noise scheduler to use in place of the model's own; must be one that fits the model."""

    seed: NotRequired[int]
    """Start value of the random number generator; the same seed and request should give the same image. Random if unset."""

    width: NotRequired[int]
    """Width of the image in pixels."""
