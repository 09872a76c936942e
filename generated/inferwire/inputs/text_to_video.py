# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent for text to video."""

from __future__ import annotations

from typing import NotRequired

from inferwire_runtime.options import CallOptions


class TextToVideoKeywords(CallOptions):
    """What `text_to_video` takes by name."""

    guidance_scale: NotRequired[float]
    """How closely a diffusion model follows the prompt: higher keeps the video nearer to it, too high gives garish colours and flaws. The default depends on the model."""

    negative_prompt: NotRequired[str | list[str]]
    """Texts that say what to keep out of the video."""

    num_frames: NotRequired[int]
    """Number of frames in the video. The default depends on the model."""

    num_inference_steps: NotRequired[int]
    """Denoising steps of a diffusion model: more take longer and usually give a better video. The default depends on the model."""

    seed: NotRequired[int]
    """Start value of the random number generator; the same seed and request should give the same video. Random if unset."""
