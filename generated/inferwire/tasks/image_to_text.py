# Generated from specs/tasks/image-to-text and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image to text.

Takes an image; gives back a text about it, such as a caption or the text read from it.
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

    from inferwire.types.image_to_text import ImageToTextOutput
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference", "zai-org"] | PrivateProvider


def image_to_text(
    image: MediaInput,
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
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> ImageToTextOutput:
    """Describe or read a picture.

    Args:
        image: Image to describe or read.
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
        max_new_tokens: Upper bound on newly generated tokens.
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
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Text about the image.

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
        image,
        given(
            max_new_tokens=max_new_tokens,
            generation_parameters=given(
                do_sample=do_sample,
                early_stopping=early_stopping,
                epsilon_cutoff=epsilon_cutoff,
                eta_cutoff=eta_cutoff,
                max_length=max_length,
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
            or UNSET,
        ),
        options,
        model=model,
        provider=provider,
    )


async def image_to_text_async(
    image: MediaInput,
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
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> ImageToTextOutput:
    """Describe or read a picture.

    Args:
        image: Image to describe or read.
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
        max_new_tokens: Upper bound on newly generated tokens.
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
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Text about the image.

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
        image,
        given(
            max_new_tokens=max_new_tokens,
            generation_parameters=given(
                do_sample=do_sample,
                early_stopping=early_stopping,
                epsilon_cutoff=epsilon_cutoff,
                eta_cutoff=eta_cutoff,
                max_length=max_length,
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
            or UNSET,
        ),
        options,
        model=model,
        provider=provider,
    )


def _choose(call: Call) -> Flow[Way[ImageToTextOutput]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.image_to_text import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.image_to_text import read, send
        case "zai-org":
            from inferwire.providers.zai_org.image_to_text import read, send
        case other:
            raise RoutingError(f"{other} does not serve image-to-text")
    return Way(route=route, send=send, read=read)


TASK: Task[ImageToTextOutput] = Task(
    name="image-to-text",
    choose=_choose,
    media={
        None: "image",
    },
)
