# Generated from specs/tasks/summarization and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Summarization.

Takes a text; gives back a summary of it.
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
    from collections.abc import Mapping
    from typing import Unpack

    from msgspec import UnsetType

    from inferwire.types.summarization import SummarizationOutput
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def summarization(
    text: str,
    *,
    clean_up_tokenization_spaces: bool | UnsetType = UNSET,
    generate_parameters: Mapping[str, Json] | UnsetType = UNSET,
    truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> SummarizationOutput:
    """Shorten a text.

    Args:
        text: Text to shorten.
        clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the summary.
            Server default: false.
        generate_parameters: Further settings of the token generation by name, such as `max_length` or `num_beams`.
        truncation: How to shorten an input that exceeds the model's limit: not at all, the longer part first, or only
            the first or second part of a pair. Server default: `do_not_truncate`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Summary of the text.

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
        given(
            clean_up_tokenization_spaces=clean_up_tokenization_spaces,
            generate_parameters=generate_parameters,
            truncation=truncation,
        ),
        options,
        model=model,
        provider=provider,
    )


async def summarization_async(
    text: str,
    *,
    clean_up_tokenization_spaces: bool | UnsetType = UNSET,
    generate_parameters: Mapping[str, Json] | UnsetType = UNSET,
    truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> SummarizationOutput:
    """Shorten a text.

    Args:
        text: Text to shorten.
        clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the summary.
            Server default: false.
        generate_parameters: Further settings of the token generation by name, such as `max_length` or `num_beams`.
        truncation: How to shorten an input that exceeds the model's limit: not at all, the longer part first, or only
            the first or second part of a pair. Server default: `do_not_truncate`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Summary of the text.

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
        given(
            clean_up_tokenization_spaces=clean_up_tokenization_spaces,
            generate_parameters=generate_parameters,
            truncation=truncation,
        ),
        options,
        model=model,
        provider=provider,
    )


def _choose(call: Call) -> Flow[Way[SummarizationOutput]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.summarization import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.summarization import read, send
        case other:
            raise RoutingError(f"{other} does not serve summarization")
    return Way(route=route, send=send, read=read)


TASK: Task[SummarizationOutput] = Task(
    name="summarization",
    choose=_choose,
)
