# Generated from specs/tasks/token-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Token classification.

Takes a text; gives back the labeled tokens or entities in it, such as names of people and places.
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

    from inferwire.types.token_classification import TokenClassificationOutputElement
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def token_classification(
    text: str,
    *,
    aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | UnsetType = UNSET,
    ignore_labels: list[str] | UnsetType = UNSET,
    stride: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[TokenClassificationOutputElement]:
    """Find names, places and other words of a kind in a text.

    Args:
        text: Text whose tokens to label.
        aggregation_strategy: How to join labeled tokens to entities.
        ignore_labels: Labels to leave out of the result. Server default: ["O"], which stands for no entity.
        stride: Tokens by which neighbouring chunks of a long text overlap.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Labelled tokens or entities of the text, in order.

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
        text,
        given(aggregation_strategy=aggregation_strategy, ignore_labels=ignore_labels, stride=stride),
        options,
        model=model,
        provider=provider,
    )


async def token_classification_async(
    text: str,
    *,
    aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | UnsetType = UNSET,
    ignore_labels: list[str] | UnsetType = UNSET,
    stride: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[TokenClassificationOutputElement]:
    """Find names, places and other words of a kind in a text.

    Args:
        text: Text whose tokens to label.
        aggregation_strategy: How to join labeled tokens to entities.
        ignore_labels: Labels to leave out of the result. Server default: ["O"], which stands for no entity.
        stride: Tokens by which neighbouring chunks of a long text overlap.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Labelled tokens or entities of the text, in order.

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
        text,
        given(aggregation_strategy=aggregation_strategy, ignore_labels=ignore_labels, stride=stride),
        options,
        model=model,
        provider=provider,
    )


def _choose(call: Call) -> Flow[Way[list[TokenClassificationOutputElement]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.token_classification import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.token_classification import read, send
        case other:
            raise RoutingError(f"{other} does not serve token-classification")
    return Way(route=route, send=send, read=read)


TASK: Task[list[TokenClassificationOutputElement]] = Task(
    name="token-classification",
    choose=_choose,
)
