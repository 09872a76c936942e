# Generated from specs/tasks/audio-to-audio and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Audio to audio.

Takes an audio clip; gives back one or more processed clips, such as separated sources or enhanced speech.
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

    from inferwire.types.audio_to_audio import AudioToAudioOutputElement
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "fal-ai", "hf-inference"] | PrivateProvider


def audio_to_audio(
    audio: MediaInput,
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[AudioToAudioOutputElement]:
    """Clean a sound, or split it into its sources.

    Args:
        audio: Audio to process.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Audio clips made from the input clip.

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
    return client.run(TASK, audio, {}, options, model=model, provider=provider)


async def audio_to_audio_async(
    audio: MediaInput,
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[AudioToAudioOutputElement]:
    """Clean a sound, or split it into its sources.

    Args:
        audio: Audio to process.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Audio clips made from the input clip.

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
    return await client.run(TASK, audio, {}, options, model=model, provider=provider)


def _choose(call: Call) -> Flow[Way[list[AudioToAudioOutputElement]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.audio_to_audio import read, send
        case "fal-ai":
            from inferwire.providers.fal_ai.audio_to_audio import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.audio_to_audio import read, send
        case other:
            raise RoutingError(f"{other} does not serve audio-to-audio")
    return Way(route=route, send=send, read=read)


TASK: Task[list[AudioToAudioOutputElement]] = Task(
    name="audio-to-audio",
    choose=_choose,
    media={
        None: "audio",
    },
)
