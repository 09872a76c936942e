# Generated from specs/tasks/depth-estimation and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Depth estimation.

Takes an image; gives back an estimate of the depth at every pixel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.providers import REGISTRY
from inferwire_runtime.client import default_async_client, default_client
from inferwire_runtime.errors import RoutingError
from inferwire_runtime.routing import PrivateProvider, find_route
from inferwire_runtime.steps import Task, Way

if TYPE_CHECKING:
    from typing import Unpack

    from inferwire.types.depth_estimation import DepthEstimationOutput
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto"] | PrivateProvider


def depth_estimation(
    image: MediaInput,
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> DepthEstimationOutput:
    """Tell how far away each point of a picture is.

    Args:
        image: Image whose depth to estimate.
        model: URL of the endpoint, or what it calls the model. The client's if left out.
        provider: To be left out: only endpoints serve this task.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Estimated depth at every pixel of the image.

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
    return client.run(TASK, image, {}, options, model=model, provider=provider)


async def depth_estimation_async(
    image: MediaInput,
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> DepthEstimationOutput:
    """Tell how far away each point of a picture is.

    Args:
        image: Image whose depth to estimate.
        model: URL of the endpoint, or what it calls the model. The client's if left out.
        provider: To be left out: only endpoints serve this task.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Estimated depth at every pixel of the image.

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
    return await client.run(TASK, image, {}, options, model=model, provider=provider)


def _choose(call: Call) -> Flow[Way[DepthEstimationOutput]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.depth_estimation import read, send
        case other:
            raise RoutingError(f"{other} does not serve depth-estimation")
    return Way(route=route, send=send, read=read)


TASK: Task[DepthEstimationOutput] = Task(
    name="depth-estimation",
    choose=_choose,
    media={
        None: "image",
    },
)
