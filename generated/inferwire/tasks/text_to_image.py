# Generated from specs/tasks/text-to-image and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text-to-image.

Takes a text prompt and returns an image generated from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire_runtime.media import Media

TextToImageProvider: TypeAlias = (
    Literal[
        "auto",
        "azure-openai",
        "black-forest-labs",
        "cloudflare",
        "dashscope",
        "deepinfra",
        "fal-ai",
        "google",
        "hf-inference",
        "hyperbolic",
        "luma",
        "nebius",
        "nscale",
        "openai",
        "replicate",
        "runware",
        "runway",
        "siliconflow",
        "stability",
        "together",
        "wavespeed",
        "xai",
        "zai-org",
    ]
    | PrivateProvider
)

TASK: Task[Media | None] = Task(
    name="text-to-image",
    registry=REGISTRY,
    handlers={
        "azure-openai": "inferwire.providers.azure_openai.text_to_image",
        "black-forest-labs": "inferwire.providers.black_forest_labs.text_to_image",
        "cloudflare": "inferwire.providers.cloudflare.text_to_image",
        "dashscope": "inferwire.providers.dashscope.text_to_image",
        "deepinfra": "inferwire.providers.deepinfra.text_to_image",
        "endpoint": "inferwire.providers.endpoint.text_to_image",
        "fal-ai": "inferwire.providers.fal_ai.text_to_image",
        "google": "inferwire.providers.google.text_to_image",
        "hf-inference": "inferwire.providers.hf_inference.text_to_image",
        "hyperbolic": "inferwire.providers.hyperbolic.text_to_image",
        "luma": "inferwire.providers.luma.text_to_image",
        "nebius": "inferwire.providers.nebius.text_to_image",
        "nscale": "inferwire.providers.nscale.text_to_image",
        "openai": "inferwire.providers.openai.text_to_image",
        "replicate": "inferwire.providers.replicate.text_to_image",
        "runware": "inferwire.providers.runware.text_to_image",
        "runway": "inferwire.providers.runway.text_to_image",
        "siliconflow": "inferwire.providers.siliconflow.text_to_image",
        "stability": "inferwire.providers.stability.text_to_image",
        "together": "inferwire.providers.together.text_to_image",
        "wavespeed": "inferwire.providers.wavespeed.text_to_image",
        "xai": "inferwire.providers.xai.text_to_image",
        "zai-org": "inferwire.providers.zai_org.text_to_image",
    },
    required_inputs=(None,),
    input_types={
        None: ("prompt", "string"),
    },
    parameter_types={
        "guidance_scale": "number",
        "height": "int",
        "negative_prompt": "string",
        "num_inference_steps": "int",
        "scheduler": "string",
        "seed": "int",
        "width": "int",
    },
    returns_media=True,
)

text_to_image = bind(ImageMethods).text_to_image
text_to_image_async = bind(AsyncImageMethods).text_to_image
