# Generated from specs/tasks/object-detection and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Object detection.

Takes an image; gives back the objects in it with labels, scores and bounding boxes.
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

    from inferwire.types.object_detection import ObjectDetectionOutputElement
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def object_detection(
    image: MediaInput,
    *,
    threshold: float | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[ObjectDetectionOutputElement]:
    """Find the things in a picture.

    Args:
        image: Image in which to find objects.
        threshold: Lowest score, between 0 and 1, of the objects returned. Server default: 0.5.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
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
    return client.run(TASK, image, given(threshold=threshold), options, model=model, provider=provider)


async def object_detection_async(
    image: MediaInput,
    *,
    threshold: float | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[ObjectDetectionOutputElement]:
    """Find the things in a picture.

    Args:
        image: Image in which to find objects.
        threshold: Lowest score, between 0 and 1, of the objects returned. Server default: 0.5.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
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
    return await client.run(TASK, image, given(threshold=threshold), options, model=model, provider=provider)


def _choose(call: Call) -> Flow[Way[list[ObjectDetectionOutputElement]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.object_detection import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.object_detection import read, send
        case other:
            raise RoutingError(f"{other} does not serve object-detection")
    return Way(route=route, send=send, read=read)


TASK: Task[list[ObjectDetectionOutputElement]] = Task(
    name="object-detection",
    choose=_choose,
    media={
        None: "image",
    },
)
