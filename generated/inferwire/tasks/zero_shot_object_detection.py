# Generated from specs/tasks/zero-shot-object-detection and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Zero-shot object detection.

Takes an image and candidate labels, and returns the objects that match a label, with scores and bounding boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.zero_shot_object_detection import ZeroShotObjectDetectionOutputElement

ZeroShotObjectDetectionProvider: TypeAlias = Literal["auto"] | PrivateProvider

TASK: Task[list[ZeroShotObjectDetectionOutputElement]] = Task(
    name="zero-shot-object-detection",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.zero_shot_object_detection",
    },
    required_inputs=(None,),
    parameter_types={
        "candidate_labels": "list of strings",
    },
    media={
        None: "image",
    },
)

zero_shot_object_detection = bind(ImageMethods).zero_shot_object_detection
zero_shot_object_detection_async = bind(AsyncImageMethods).zero_shot_object_detection
