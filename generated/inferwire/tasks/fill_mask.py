# Generated from specs/tasks/fill-mask and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Fill mask.

Takes a text with a masked word; gives back the likeliest words for the gap.
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

    from inferwire.types.fill_mask import FillMaskOutputElement
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def fill_mask(
    text: str,
    *,
    targets: list[str] | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[FillMaskOutputElement]:
    """Fill a hole in a text with the words that fit.

    Args:
        text: Text with the model's mask token, such as `[MASK]` or `<mask>`, at each gap.
        targets: Only words to be scored, in place of the whole vocabulary. A word that is no token of the model is
            replaced by the first of its tokens, with a warning and some loss of speed.
        top_k: Upper bound on the fillings returned, most likely first. Server default: 5.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Likeliest fillings of the gap, best first.

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
    return client.run(TASK, text, given(targets=targets, top_k=top_k), options, model=model, provider=provider)


async def fill_mask_async(
    text: str,
    *,
    targets: list[str] | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[FillMaskOutputElement]:
    """Fill a hole in a text with the words that fit.

    Args:
        text: Text with the model's mask token, such as `[MASK]` or `<mask>`, at each gap.
        targets: Only words to be scored, in place of the whole vocabulary. A word that is no token of the model is
            replaced by the first of its tokens, with a warning and some loss of speed.
        top_k: Upper bound on the fillings returned, most likely first. Server default: 5.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Likeliest fillings of the gap, best first.

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
    return await client.run(TASK, text, given(targets=targets, top_k=top_k), options, model=model, provider=provider)


def _choose(call: Call) -> Flow[Way[list[FillMaskOutputElement]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.fill_mask import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.fill_mask import read, send
        case other:
            raise RoutingError(f"{other} does not serve fill-mask")
    return Way(route=route, send=send, read=read)


TASK: Task[list[FillMaskOutputElement]] = Task(
    name="fill-mask",
    choose=_choose,
)
