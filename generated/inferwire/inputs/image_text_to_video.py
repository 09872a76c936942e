# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the image-text-to-video task."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from inferwire_runtime.options import CallOptions


class ImageTextToVideoTargetSize(TypedDict):
    """Width and height of the generated video, in pixels."""

    width: int
    """Width of the generated video, in pixels."""

    height: int
    """Height of the generated video, in pixels."""


class ImageTextToVideoKeywords(CallOptions):
    """Keyword arguments of `image_text_to_video`."""

    guidance_scale: NotRequired[float | None]
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, at the cost of image quality. The default depends on the model."""

    negative_prompt: NotRequired[str | None]
    """What the video should not contain."""

    num_frames: NotRequired[int | None]
    """Number of frames in the video. The default depends on the model."""

    num_inference_steps: NotRequired[int | None]
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the video. The default depends on the model."""

    seed: NotRequired[int | None]
    """Seed of the random number generator; the same seed and request should return the same video. Random by default."""

    target_size: NotRequired[ImageTextToVideoTargetSize | None]
    """Width and height of the generated video, in pixels."""
