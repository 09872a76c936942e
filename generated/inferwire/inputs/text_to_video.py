# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the text-to-video task."""

from __future__ import annotations

from typing import NotRequired

from inferwire_runtime.options import CallOptions


class TextToVideoKeywords(CallOptions):
    """Keyword arguments of `text_to_video`."""

    guidance_scale: NotRequired[float | None]
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, but values that are too high cause saturation and artifacts. The default depends on the model."""

    negative_prompt: NotRequired[str | list[str] | None]
    """What the video should not contain."""

    num_frames: NotRequired[int | None]
    """Number of frames in the video. The default depends on the model."""

    num_inference_steps: NotRequired[int | None]
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the video. The default depends on the model."""

    seed: NotRequired[int | None]
    """Seed of the random number generator; the same seed and request should return the same video. Random by default."""
