# Generated from specs/tasks/zero-shot-object-detection and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Zero shot object detection.

Takes an image and a set of labels chosen freely; gives back the objects that fit a label, with scores and bounding
boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.providers import REGISTRY
from inferwire_runtime.client import default_async_client, default_client
from inferwire_runtime.errors import RoutingError
from inferwire_runtime.flow import given
from inferwire_runtime.routing import PrivateProvider, find_route
from inferwire_runtime.steps import Task, Way

if TYPE_CHECKING:
    from typing import Unpack

    from inferwire.types.zero_shot_object_detection import ZeroShotObjectDetectionOutputElement
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto"] | PrivateProvider


def zero_shot_object_detection(
    image: MediaInput,
    candidate_labels: list[str],
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[ZeroShotObjectDetectionOutputElement]:
    """Find the things you name in a picture.

    Args:
        image: Image in which to find objects.
        candidate_labels: Names or short descriptions of the objects to look for.
        model: URL of the endpoint, or what it calls the model. The client's if left out.
        provider: To be left out: only endpoints serve this task.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Objects found in the image.

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
    return client.run(TASK, image, given(candidate_labels=candidate_labels), options, model=model, provider=provider)


async def zero_shot_object_detection_async(
    image: MediaInput,
    candidate_labels: list[str],
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[ZeroShotObjectDetectionOutputElement]:
    """Find the things you name in a picture.

    Args:
        image: Image in which to find objects.
        candidate_labels: Names or short descriptions of the objects to look for.
        model: URL of the endpoint, or what it calls the model. The client's if left out.
        provider: To be left out: only endpoints serve this task.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Objects found in the image.

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
        TASK, image, given(candidate_labels=candidate_labels), options, model=model, provider=provider
    )


def _choose(call: Call) -> Flow[Way[list[ZeroShotObjectDetectionOutputElement]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.zero_shot_object_detection import read, send
        case other:
            raise RoutingError(f"{other} does not serve zero-shot-object-detection")
    return Way(route=route, send=send, read=read)


TASK: Task[list[ZeroShotObjectDetectionOutputElement]] = Task(
    name="zero-shot-object-detection",
    choose=_choose,
    media={
        None: "image",
    },
)
