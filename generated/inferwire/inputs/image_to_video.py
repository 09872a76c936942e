# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent for image to video."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from inferwire_runtime.options import CallOptions


class ImageToVideoTargetSize(TypedDict):
    """Width and height of the video, in pixels."""

    width: int
    """Width of the video in pixels."""

    height: int
    """Height of the video in pixels."""


class ImageToVideoKeywords(CallOptions):
    """What `image_to_video` takes by name."""

    guidance_scale: NotRequired[float]
    """How closely a diffusion model follows the prompt: higher keeps the video nearer to it, but lowers picture quality. The default depends on the model."""

    negative_prompt: NotRequired[str]
    """Text that says what to keep out of the video."""

    num_frames: NotRequired[int]
    """Number of frames in the video. The default depends on the model."""

    num_inference_steps: NotRequired[int]
    """Denoising steps of a diffusion model: more take longer and usually give a better video. The default depends on the model."""

    seed: NotRequired[int]
    """Start value of the random number generator; the same seed and request should give the same video. Random if unset."""

    target_size: NotRequired[ImageToVideoTargetSize]
    """Width and height of the video, in pixels."""
