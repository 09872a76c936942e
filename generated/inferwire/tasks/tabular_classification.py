# Generated from specs/tasks/tabular-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Tabular classification.

Takes the rows of a table; gives back a class for each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.providers import REGISTRY
from inferwire_runtime.client import default_async_client, default_client
from inferwire_runtime.errors import RoutingError
from inferwire_runtime.routing import PrivateProvider, find_route
from inferwire_runtime.steps import Task, Way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def tabular_classification(
    table: Mapping[str, list[str]],
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[str | float]:
    """Tell the class of each row of a table.

    Args:
        table: Columns of the table: name of the column to its values, one per row, all as text.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Predicted classes, one per row and in the order of the rows.

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
    return client.run(TASK, {"data": table}, {}, options, model=model, provider=provider)


async def tabular_classification_async(
    table: Mapping[str, list[str]],
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[str | float]:
    """Tell the class of each row of a table.

    Args:
        table: Columns of the table: name of the column to its values, one per row, all as text.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Predicted classes, one per row and in the order of the rows.

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
    return await client.run(TASK, {"data": table}, {}, options, model=model, provider=provider)


def _choose(call: Call) -> Flow[Way[list[str | float]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.tabular_classification import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.tabular_classification import read, send
        case other:
            raise RoutingError(f"{other} does not serve tabular-classification")
    return Way(route=route, send=send, read=read)


TASK: Task[list[str | float]] = Task(
    name="tabular-classification",
    choose=_choose,
)
