# Generated from specs/tasks/text-to-audio and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text to audio.

Takes a text; gives back sound made from it, such as music or speech.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

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

    from inferwire.inputs.text_to_audio import TextToAudioKeywords
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import Media
    from inferwire_runtime.options import CallOptions, OutputType

Provider: TypeAlias = Literal["auto", "fal-ai", "hf-inference"] | PrivateProvider


@overload
def text_to_audio(
    text: str,
    *,
    do_sample: bool | UnsetType = UNSET,
    early_stopping: bool | Literal["never"] | UnsetType = UNSET,
    epsilon_cutoff: float | UnsetType = UNSET,
    eta_cutoff: float | UnsetType = UNSET,
    max_length: int | UnsetType = UNSET,
    max_new_tokens: int | UnsetType = UNSET,
    min_length: int | UnsetType = UNSET,
    min_new_tokens: int | UnsetType = UNSET,
    num_beam_groups: int | UnsetType = UNSET,
    num_beams: int | UnsetType = UNSET,
    penalty_alpha: float | UnsetType = UNSET,
    temperature: float | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    top_p: float | UnsetType = UNSET,
    typical_p: float | UnsetType = UNSET,
    use_cache: bool | UnsetType = UNSET,
    output_type: None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Media: ...
@overload
def text_to_audio(
    text: str,
    *,
    output_type: Literal["bytes"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[TextToAudioKeywords],
) -> bytes: ...
@overload
def text_to_audio(
    text: str,
    *,
    output_type: Literal["url", "data_url"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[TextToAudioKeywords],
) -> str: ...
@overload
def text_to_audio(
    text: str,
    *,
    output_type: Literal["json"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[TextToAudioKeywords],
) -> Json: ...


def text_to_audio(
    text: str,
    *,
    do_sample: bool | UnsetType = UNSET,
    early_stopping: bool | Literal["never"] | UnsetType = UNSET,
    epsilon_cutoff: float | UnsetType = UNSET,
    eta_cutoff: float | UnsetType = UNSET,
    max_length: int | UnsetType = UNSET,
    max_new_tokens: int | UnsetType = UNSET,
    min_length: int | UnsetType = UNSET,
    min_new_tokens: int | UnsetType = UNSET,
    num_beam_groups: int | UnsetType = UNSET,
    num_beams: int | UnsetType = UNSET,
    penalty_alpha: float | UnsetType = UNSET,
    temperature: float | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    top_p: float | UnsetType = UNSET,
    typical_p: float | UnsetType = UNSET,
    use_cache: bool | UnsetType = UNSET,
    output_type: OutputType | None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Make a sound from a description.

    Args:
        text: Description of the sound, or words to speak.
        do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam search).
            Server default: false.
        early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when better
            ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
        epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled; typically
            0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
        eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
            entropy of the distribution rises are dropped; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
            Server default: 0.0 (off).
        max_length: Upper bound on input plus generated tokens. Server default: 20.
        max_new_tokens: Upper bound on newly generated tokens, input not counted. Overrides `max_length`.
        min_length: Lower bound on input plus generated tokens. Server default: 0.
        min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
        num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424). Must
            divide `num_beams`. Server default: 1.
        num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
        penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence in
            contrastive search.
        temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens it.
            Used only when sampling. Server default: 1.0.
        top_k: Sample only from the k most likely tokens. Server default: 50.
        top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the given
            mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
        typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
            tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut off.
            Server default: 1.0.
        use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server default:
            true.
        output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The audio.

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
    return client.run_media(
        TASK,
        text,
        given(
            generation_parameters=given(
                do_sample=do_sample,
                early_stopping=early_stopping,
                epsilon_cutoff=epsilon_cutoff,
                eta_cutoff=eta_cutoff,
                max_length=max_length,
                max_new_tokens=max_new_tokens,
                min_length=min_length,
                min_new_tokens=min_new_tokens,
                num_beam_groups=num_beam_groups,
                num_beams=num_beams,
                penalty_alpha=penalty_alpha,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
                typical_p=typical_p,
                use_cache=use_cache,
            )
            or UNSET
        ),
        options,
        model=model,
        provider=provider,
        output_type=output_type,
    )


@overload
async def text_to_audio_async(
    text: str,
    *,
    do_sample: bool | UnsetType = UNSET,
    early_stopping: bool | Literal["never"] | UnsetType = UNSET,
    epsilon_cutoff: float | UnsetType = UNSET,
    eta_cutoff: float | UnsetType = UNSET,
    max_length: int | UnsetType = UNSET,
    max_new_tokens: int | UnsetType = UNSET,
    min_length: int | UnsetType = UNSET,
    min_new_tokens: int | UnsetType = UNSET,
    num_beam_groups: int | UnsetType = UNSET,
    num_beams: int | UnsetType = UNSET,
    penalty_alpha: float | UnsetType = UNSET,
    temperature: float | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    top_p: float | UnsetType = UNSET,
    typical_p: float | UnsetType = UNSET,
    use_cache: bool | UnsetType = UNSET,
    output_type: None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Media: ...
@overload
async def text_to_audio_async(
    text: str,
    *,
    output_type: Literal["bytes"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[TextToAudioKeywords],
) -> bytes: ...
@overload
async def text_to_audio_async(
    text: str,
    *,
    output_type: Literal["url", "data_url"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[TextToAudioKeywords],
) -> str: ...
@overload
async def text_to_audio_async(
    text: str,
    *,
    output_type: Literal["json"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[TextToAudioKeywords],
) -> Json: ...


async def text_to_audio_async(
    text: str,
    *,
    do_sample: bool | UnsetType = UNSET,
    early_stopping: bool | Literal["never"] | UnsetType = UNSET,
    epsilon_cutoff: float | UnsetType = UNSET,
    eta_cutoff: float | UnsetType = UNSET,
    max_length: int | UnsetType = UNSET,
    max_new_tokens: int | UnsetType = UNSET,
    min_length: int | UnsetType = UNSET,
    min_new_tokens: int | UnsetType = UNSET,
    num_beam_groups: int | UnsetType = UNSET,
    num_beams: int | UnsetType = UNSET,
    penalty_alpha: float | UnsetType = UNSET,
    temperature: float | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    top_p: float | UnsetType = UNSET,
    typical_p: float | UnsetType = UNSET,
    use_cache: bool | UnsetType = UNSET,
    output_type: OutputType | None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Make a sound from a description.

    Args:
        text: Description of the sound, or words to speak.
        do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam search).
            Server default: false.
        early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when better
            ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
        epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled; typically
            0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
        eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
            entropy of the distribution rises are dropped; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
            Server default: 0.0 (off).
        max_length: Upper bound on input plus generated tokens. Server default: 20.
        max_new_tokens: Upper bound on newly generated tokens, input not counted. Overrides `max_length`.
        min_length: Lower bound on input plus generated tokens. Server default: 0.
        min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
        num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424). Must
            divide `num_beams`. Server default: 1.
        num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
        penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence in
            contrastive search.
        temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens it.
            Used only when sampling. Server default: 1.0.
        top_k: Sample only from the k most likely tokens. Server default: 50.
        top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the given
            mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
        typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
            tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut off.
            Server default: 1.0.
        use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server default:
            true.
        output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The audio.

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
    return await client.run_media(
        TASK,
        text,
        given(
            generation_parameters=given(
                do_sample=do_sample,
                early_stopping=early_stopping,
                epsilon_cutoff=epsilon_cutoff,
                eta_cutoff=eta_cutoff,
                max_length=max_length,
                max_new_tokens=max_new_tokens,
                min_length=min_length,
                min_new_tokens=min_new_tokens,
                num_beam_groups=num_beam_groups,
                num_beams=num_beams,
                penalty_alpha=penalty_alpha,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
                typical_p=typical_p,
                use_cache=use_cache,
            )
            or UNSET
        ),
        options,
        model=model,
        provider=provider,
        output_type=output_type,
    )


def _choose(call: Call) -> Flow[Way[Media | None]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.text_to_audio import read, send
        case "fal-ai":
            from inferwire.providers.fal_ai.text_to_audio import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.text_to_audio import read, send
        case other:
            raise RoutingError(f"{other} does not serve text-to-audio")
    return Way(route=route, send=send, read=read)


TASK: Task[Media | None] = Task(
    name="text-to-audio",
    choose=_choose,
)
