# Generated from specs/tasks/zero-shot-image-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Zero-shot image classification.

Takes an image and candidate labels, and returns how well each label fits the image.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.common import ClassificationOutput

ZeroShotImageClassificationProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[ClassificationOutput]] = Task(
    name="zero-shot-image-classification",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.zero_shot_image_classification",
        "hf-inference": "inferwire.providers.hf_inference.zero_shot_image_classification",
    },
    required_inputs=(None,),
    parameter_types={
        "candidate_labels": "list of strings",
        "hypothesis_template": "string",
    },
    media={
        None: "image",
    },
)

zero_shot_image_classification = bind(ImageMethods).zero_shot_image_classification
zero_shot_image_classification_async = bind(AsyncImageMethods).zero_shot_image_classification
