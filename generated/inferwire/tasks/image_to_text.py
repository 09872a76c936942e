# Generated from specs/tasks/image-to-text and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image-to-text.

Takes an image and returns text, such as a caption or the text found in the image.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.image_to_text import ImageToTextOutput

ImageToTextProvider: TypeAlias = Literal["auto", "hf-inference", "mistral", "zai-org"] | PrivateProvider

TASK: Task[ImageToTextOutput] = Task(
    name="image-to-text",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.image_to_text",
        "hf-inference": "inferwire.providers.hf_inference.image_to_text",
        "mistral": "inferwire.providers.mistral.image_to_text",
        "zai-org": "inferwire.providers.zai_org.image_to_text",
    },
    required_inputs=(None,),
    parameter_types={
        "do_sample": "bool",
        "early_stopping": "bool or string",
        "epsilon_cutoff": "number",
        "eta_cutoff": "number",
        "max_length": "int",
        "max_new_tokens": "int",
        "min_length": "int",
        "min_new_tokens": "int",
        "num_beam_groups": "int",
        "num_beams": "int",
        "penalty_alpha": "number",
        "temperature": "number",
        "top_k": "int",
        "top_p": "number",
        "typical_p": "number",
        "use_cache": "bool",
    },
    parameter_group="generation_parameters",
    media={
        None: "image",
    },
)

image_to_text = bind(ImageMethods).image_to_text
image_to_text_async = bind(AsyncImageMethods).image_to_text
