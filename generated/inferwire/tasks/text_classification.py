# Generated from specs/tasks/text-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text classification.

Takes a text; gives back its most likely classes with scores.
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
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def text_classification(
    text: str,
    *,
    function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[ClassificationOutput]:
    """Tell which class a text belongs to.

    Args:
        text: Text whose class to find.
        function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`. Server
            default: `none` for regression models, `sigmoid` for multi-label or single-output ones, else `softmax`.
        top_k: Upper bound on the classes returned, most likely first.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Classes of the text with their scores, best first.

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
        TASK, text, given(function_to_apply=function_to_apply, top_k=top_k), options, model=model, provider=provider
    )


async def text_classification_async(
    text: str,
    *,
    function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[ClassificationOutput]:
    """Tell which class a text belongs to.

    Args:
        text: Text whose class to find.
        function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`. Server
            default: `none` for regression models, `sigmoid` for multi-label or single-output ones, else `softmax`.
        top_k: Upper bound on the classes returned, most likely first.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Classes of the text with their scores, best first.

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
        TASK, text, given(function_to_apply=function_to_apply, top_k=top_k), options, model=model, provider=provider
    )


def _choose(call: Call) -> Flow[Way[list[ClassificationOutput]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.text_classification import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.text_classification import read, send
        case other:
            raise RoutingError(f"{other} does not serve text-classification")
    return Way(route=route, send=send, read=read)


TASK: Task[list[ClassificationOutput]] = Task(
    name="text-classification",
    choose=_choose,
)
