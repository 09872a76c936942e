# Generated from specs/tasks/video-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Video classification.

Takes a video and returns its most likely classes with their scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.video import AsyncVideoMethods, VideoMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.common import ClassificationOutput

VideoClassificationProvider: TypeAlias = Literal["auto"] | PrivateProvider

TASK: Task[list[ClassificationOutput]] = Task(
    name="video-classification",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.video_classification",
    },
    required_inputs=(None,),
    parameter_types={
        "frame_sampling_rate": "int",
        "function_to_apply": "string",
        "num_frames": "int",
        "top_k": "int",
    },
    media={
        None: "video",
    },
)

video_classification = bind(VideoMethods).video_classification
video_classification_async = bind(AsyncVideoMethods).video_classification
