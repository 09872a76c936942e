# Generated from specs/tasks/image-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image classification.

Takes an image and returns its most likely classes with their scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.common import ClassificationOutput

ImageClassificationProvider: TypeAlias = Literal["auto", "cloudflare", "hf-inference"] | PrivateProvider

TASK: Task[list[ClassificationOutput]] = Task(
    name="image-classification",
    registry=REGISTRY,
    handlers={
        "cloudflare": "inferwire.providers.cloudflare.image_classification",
        "endpoint": "inferwire.providers.endpoint.image_classification",
        "hf-inference": "inferwire.providers.hf_inference.image_classification",
    },
    required_inputs=(None,),
    parameter_types={
        "function_to_apply": "string",
        "top_k": "int",
    },
    media={
        None: "image",
    },
)

image_classification = bind(ImageMethods).image_classification
image_classification_async = bind(AsyncImageMethods).image_classification
