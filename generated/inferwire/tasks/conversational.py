# Generated from specs/tasks/conversational and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Conversational.

Takes a user's message and the turns before it; gives back the model's reply (legacy; see chat-completion).
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

    from inferwire.types.conversational import ConversationalOutput
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto"] | PrivateProvider


def conversational(
    text: str,
    past_user_inputs: list[str] | UnsetType = UNSET,
    generated_responses: list[str] | UnsetType = UNSET,
    *,
    max_length: int | UnsetType = UNSET,
    max_time: float | UnsetType = UNSET,
    min_length: int | UnsetType = UNSET,
    repetition_penalty: float | UnsetType = UNSET,
    temperature: float | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    top_p: float | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> ConversationalOutput:
    """Continue a conversation with a model of the older kind, which keeps the turns in two lists.

    Args:
        text: Newest message of the user.
        past_user_inputs: Earlier messages of the user, oldest first.
        generated_responses: Earlier replies of the model, oldest first; as many as `past_user_inputs`.
        max_length: Upper bound on the length of the reply, in tokens.
        max_time: Time the generation may take, in seconds; a soft limit, so replies can take slightly longer.
        min_length: Lower bound on the length of the reply, in tokens.
        repetition_penalty: Penalty on tokens that have occurred already; 1 means none, higher values discourage
            repetition.
        temperature: Sampling temperature: 1 leaves the token distribution as it is, lower sharpens it, higher flattens
            it. Server default: 1.0.
        top_k: Sample only from the k most likely tokens.
        top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the given
            mass, between 0 and 1.
        model: URL of the endpoint, or what it calls the model. The client's if left out.
        provider: To be left out: only endpoints serve this task.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Reply of the model, with the updated conversation.

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
        given(text=text, past_user_inputs=past_user_inputs, generated_responses=generated_responses),
        given(
            max_length=max_length,
            max_time=max_time,
            min_length=min_length,
            repetition_penalty=repetition_penalty,
            temperature=temperature,
            top_k=top_k,
            top_p=top_p,
        ),
        options,
        model=model,
        provider=provider,
    )


async def conversational_async(
    text: str,
    past_user_inputs: list[str] | UnsetType = UNSET,
    generated_responses: list[str] | UnsetType = UNSET,
    *,
    max_length: int | UnsetType = UNSET,
    max_time: float | UnsetType = UNSET,
    min_length: int | UnsetType = UNSET,
    repetition_penalty: float | UnsetType = UNSET,
    temperature: float | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    top_p: float | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> ConversationalOutput:
    """Continue a conversation with a model of the older kind, which keeps the turns in two lists.

    Args:
        text: Newest message of the user.
        past_user_inputs: Earlier messages of the user, oldest first.
        generated_responses: Earlier replies of the model, oldest first; as many as `past_user_inputs`.
        max_length: Upper bound on the length of the reply, in tokens.
        max_time: Time the generation may take, in seconds; a soft limit, so replies can take slightly longer.
        min_length: Lower bound on the length of the reply, in tokens.
        repetition_penalty: Penalty on tokens that have occurred already; 1 means none, higher values discourage
            repetition.
        temperature: Sampling temperature: 1 leaves the token distribution as it is, lower sharpens it, higher flattens
            it. Server default: 1.0.
        top_k: Sample only from the k most likely tokens.
        top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the given
            mass, between 0 and 1.
        model: URL of the endpoint, or what it calls the model. The client's if left out.
        provider: To be left out: only endpoints serve this task.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Reply of the model, with the updated conversation.

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
        given(text=text, past_user_inputs=past_user_inputs, generated_responses=generated_responses),
        given(
            max_length=max_length,
            max_time=max_time,
            min_length=min_length,
            repetition_penalty=repetition_penalty,
            temperature=temperature,
            top_k=top_k,
            top_p=top_p,
        ),
        options,
        model=model,
        provider=provider,
    )


def _choose(call: Call) -> Flow[Way[ConversationalOutput]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.conversational import read, send
        case other:
            raise RoutingError(f"{other} does not serve conversational")
    return Way(route=route, send=send, read=read)


TASK: Task[ConversationalOutput] = Task(
    name="conversational",
    choose=_choose,
)
