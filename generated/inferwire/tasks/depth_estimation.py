# Generated from specs/tasks/depth-estimation and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Depth estimation.

Takes an image and returns the estimated depth of every pixel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.depth_estimation import DepthEstimationOutput

DepthEstimationProvider: TypeAlias = Literal["auto"] | PrivateProvider

TASK: Task[DepthEstimationOutput] = Task(
    name="depth-estimation",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.depth_estimation",
    },
    required_inputs=(None,),
    media={
        None: "image",
    },
)

depth_estimation = bind(ImageMethods).depth_estimation
depth_estimation_async = bind(AsyncImageMethods).depth_estimation
