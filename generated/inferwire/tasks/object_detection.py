# Generated from specs/tasks/object-detection and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Object detection.

Takes an image and returns the objects in it with labels, scores and bounding boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.object_detection import ObjectDetectionOutputElement

ObjectDetectionProvider: TypeAlias = Literal["auto", "cloudflare", "hf-inference"] | PrivateProvider

TASK: Task[list[ObjectDetectionOutputElement]] = Task(
    name="object-detection",
    registry=REGISTRY,
    handlers={
        "cloudflare": "inferwire.providers.cloudflare.object_detection",
        "endpoint": "inferwire.providers.endpoint.object_detection",
        "hf-inference": "inferwire.providers.hf_inference.object_detection",
    },
    required_inputs=(None,),
    parameter_types={
        "threshold": "number",
    },
    media={
        None: "image",
    },
)

object_detection = bind(ImageMethods).object_detection
object_detection_async = bind(AsyncImageMethods).object_detection
