# Generated from specs/tasks/feature-extraction and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Feature extraction.

Takes one or more texts; gives back an embedding vector for each.
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

    from inferwire.inputs.feature_extraction import FeatureExtractionInputTruncationDirection
    from inferwire.types.feature_extraction import FeatureExtractionOutput
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = (
    Literal["auto", "deepinfra", "hf-inference", "nebius", "openai", "sambanova", "scaleway", "together"]
    | PrivateProvider
)


def feature_extraction(
    text: str | list[str],
    *,
    dimensions: int | UnsetType = UNSET,
    normalize: bool | UnsetType = UNSET,
    prompt_name: str | UnsetType | None = UNSET,
    truncate: bool | UnsetType | None = UNSET,
    truncation_direction: FeatureExtractionInputTruncationDirection | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[Json]:
    """Turn text into vectors.

    Args:
        text: Text to embed, or a list of texts.
        dimensions: Length of the vectors; for models that can shorten them.
        normalize: Scale every vector to length 1. Server default: true.
        prompt_name: Key of the prompt, in the `prompts` of the model's sentence-transformers configuration, to put in
            front of every text; such as "query" for "query: ". Unset means no prompt.
        truncate: Shorten texts that exceed the model's limit; if false they are an error. Server default: false.
        truncation_direction: Side at which long texts are cut. Server default: `right`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Numbers, nested as the server nested them.

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
            dimensions=dimensions,
            normalize=normalize,
            prompt_name=prompt_name,
            truncate=truncate,
            truncation_direction=truncation_direction,
        ),
        options,
        model=model,
        provider=provider,
    )


async def feature_extraction_async(
    text: str | list[str],
    *,
    dimensions: int | UnsetType = UNSET,
    normalize: bool | UnsetType = UNSET,
    prompt_name: str | UnsetType | None = UNSET,
    truncate: bool | UnsetType | None = UNSET,
    truncation_direction: FeatureExtractionInputTruncationDirection | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[Json]:
    """Turn text into vectors.

    Args:
        text: Text to embed, or a list of texts.
        dimensions: Length of the vectors; for models that can shorten them.
        normalize: Scale every vector to length 1. Server default: true.
        prompt_name: Key of the prompt, in the `prompts` of the model's sentence-transformers configuration, to put in
            front of every text; such as "query" for "query: ". Unset means no prompt.
        truncate: Shorten texts that exceed the model's limit; if false they are an error. Server default: false.
        truncation_direction: Side at which long texts are cut. Server default: `right`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Numbers, nested as the server nested them.

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
            dimensions=dimensions,
            normalize=normalize,
            prompt_name=prompt_name,
            truncate=truncate,
            truncation_direction=truncation_direction,
        ),
        options,
        model=model,
        provider=provider,
    )


def _choose(call: Call) -> Flow[Way[FeatureExtractionOutput]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "deepinfra":
            from inferwire.providers.deepinfra.feature_extraction import read, send
        case "endpoint":
            from inferwire.providers.endpoint.feature_extraction import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.feature_extraction import read, send
        case "nebius":
            from inferwire.providers.nebius.feature_extraction import read, send
        case "openai":
            from inferwire.providers.openai.feature_extraction import read, send
        case "sambanova":
            from inferwire.providers.sambanova.feature_extraction import read, send
        case "scaleway":
            from inferwire.providers.scaleway.feature_extraction import read, send
        case "together":
            from inferwire.providers.together.feature_extraction import read, send
        case other:
            raise RoutingError(f"{other} does not serve feature-extraction")
    return Way(route=route, send=send, read=read)


TASK: Task[FeatureExtractionOutput] = Task(
    name="feature-extraction",
    choose=_choose,
)
