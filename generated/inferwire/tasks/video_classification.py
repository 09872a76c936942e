# Generated from specs/tasks/video-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Video classification.

Takes a video; gives back its most likely classes with scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import UNSET

from inferwire.providers import REGISTRY
from inferwire_runtime.client import default_async_client, default_client
from inferwire_runtime.errors import RoutingError
from inferwire_runtime.flow import given
from inferwire_runtime.routing import PrivateProvider, find_route
from inferwire_runtime.steps import Task, Way

if TYPE_CHECKING:
    from typing import Unpack

    from msgspec import UnsetType

    from inferwire.inputs.common import ClassificationOutputTransform
    from inferwire.types.common import ClassificationOutput
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto"] | PrivateProvider


def video_classification(
    video: MediaInput,
    *,
    frame_sampling_rate: int | UnsetType = UNSET,
    function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
    num_frames: int | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[ClassificationOutput]:
    """Tell what happens in a video.

    Args:
        video: Video to classify.
        frame_sampling_rate: Distance between the frames taken: 1 takes every frame, 2 every other. Server default: 1.
        function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`. Server
            default: `softmax`.
        num_frames: Number of frames taken from the video. Server default: as many as the model expects.
        top_k: Upper bound on the classes returned, most likely first. Server default: 5.
        model: URL of the endpoint, or what it calls the model. The client's if left out.
        provider: To be left out: only endpoints serve this task.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Classes of the video with their scores, best first.

    Raises:
        InputError: The call is wrong in itself; nothing was sent.
        RoutingError: Nobody serves this model and task.
        HubError: The Hub refused to say who does.
        ProviderError: The provider answered with an error.
        OutputError: Its answer has another shape.
        TimeoutError: It took longer than `timeout` allows.
        ConnectionError: The provider could not be reached, or hung up.
    """
    client = client or default_client()
    return client.run(
        TASK,
        video,
        given(
            frame_sampling_rate=frame_sampling_rate,
            function_to_apply=function_to_apply,
            num_frames=num_frames,
            top_k=top_k,
        ),
        options,
        model=model,
        provider=provider,
    )


async def video_classification_async(
    video: MediaInput,
    *,
    frame_sampling_rate: int | UnsetType = UNSET,
    function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
    num_frames: int | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[ClassificationOutput]:
    """Tell what happens in a video.

    Args:
        video: Video to classify.
        frame_sampling_rate: Distance between the frames taken: 1 takes every frame, 2 every other. Server default: 1.
        function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`. Server
            default: `softmax`.
        num_frames: Number of frames taken from the video. Server default: as many as the model expects.
        top_k: Upper bound on the classes returned, most likely first. Server default: 5.
        model: URL of the endpoint, or what it calls the model. The client's if left out.
        provider: To be left out: only endpoints serve this task.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Classes of the video with their scores, best first.

    Raises:
        InputError: The call is wrong in itself; nothing was sent.
        RoutingError: Nobody serves this model and task.
        HubError: The Hub refused to say who does.
        ProviderError: The provider answered with an error.
        OutputError: Its answer has another shape.
        TimeoutError: It took longer than `timeout` allows.
        ConnectionError: The provider could not be reached, or hung up.
    """
    client = client or default_async_client()
    return await client.run(
        TASK,
        video,
        given(
            frame_sampling_rate=frame_sampling_rate,
            function_to_apply=function_to_apply,
            num_frames=num_frames,
            top_k=top_k,
        ),
        options,
        model=model,
        provider=provider,
    )


def _choose(call: Call) -> Flow[Way[list[ClassificationOutput]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.video_classification import read, send
        case other:
            raise RoutingError(f"{other} does not serve video-classification")
    return Way(route=route, send=send, read=read)


TASK: Task[list[ClassificationOutput]] = Task(
    name="video-classification",
    choose=_choose,
    media={
        None: "video",
    },
)
