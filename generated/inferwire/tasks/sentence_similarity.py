# Generated from specs/tasks/sentence-similarity and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Sentence similarity.

Takes a text and a list of others; gives back how similar in meaning each of them is to the first.
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

    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def sentence_similarity(
    sentence: str,
    other_sentences: list[str],
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[float]:
    """Tell how close sentences are to another one.

    Args:
        sentence: Text that all of `sentences` are measured against; a phrase, a sentence or, if the model allows, a
            passage.
        other_sentences: Texts to score, in any order.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Similarity scores, one per text of `sentences` and in the same order.

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
        TASK, {"source_sentence": sentence, "sentences": other_sentences}, {}, options, model=model, provider=provider
    )


async def sentence_similarity_async(
    sentence: str,
    other_sentences: list[str],
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[float]:
    """Tell how close sentences are to another one.

    Args:
        sentence: Text that all of `sentences` are measured against; a phrase, a sentence or, if the model allows, a
            passage.
        other_sentences: Texts to score, in any order.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Similarity scores, one per text of `sentences` and in the same order.

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
        TASK, {"source_sentence": sentence, "sentences": other_sentences}, {}, options, model=model, provider=provider
    )


def _choose(call: Call) -> Flow[Way[list[float]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.sentence_similarity import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.sentence_similarity import read, send
        case other:
            raise RoutingError(f"{other} does not serve sentence-similarity")
    return Way(route=route, send=send, read=read)


TASK: Task[list[float]] = Task(
    name="sentence-similarity",
    choose=_choose,
)
