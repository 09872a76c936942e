# Generated from specs/tasks/image-segmentation and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image segmentation.

Takes an image and returns labeled masks of its segments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.image_segmentation import ImageSegmentationOutputElement

ImageSegmentationProvider: TypeAlias = Literal["auto", "fal-ai", "hf-inference"] | PrivateProvider

TASK: Task[list[ImageSegmentationOutputElement]] = Task(
    name="image-segmentation",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.image_segmentation",
        "fal-ai": "inferwire.providers.fal_ai.image_segmentation",
        "hf-inference": "inferwire.providers.hf_inference.image_segmentation",
    },
    required_inputs=(None,),
    parameter_types={
        "mask_threshold": "number",
        "overlap_mask_area_threshold": "number",
        "subtask": "string",
        "threshold": "number",
    },
    media={
        None: "image",
    },
)

image_segmentation = bind(ImageMethods).image_segmentation
image_segmentation_async = bind(AsyncImageMethods).image_segmentation
