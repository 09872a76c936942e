# Generated from specs/tasks/text-generation and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text generation.

Takes a text; gives back a continuation of it, whole or as a stream of tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from msgspec import UNSET

from inferwire.providers import REGISTRY
from inferwire_runtime.client import default_async_client, default_client
from inferwire_runtime.errors import RoutingError
from inferwire_runtime.flow import given
from inferwire_runtime.routing import PrivateProvider, find_route
from inferwire_runtime.steps import StreamWay, Task, Way

if TYPE_CHECKING:
    from typing import Unpack

    from msgspec import UnsetType

    from inferwire.inputs.text_generation import TextGenerationInputGrammarType, TextGenerationKeywords
    from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions
    from inferwire_runtime.streaming import AsyncStream, Stream

Provider: TypeAlias = (
    Literal[
        "auto",
        "deepinfra",
        "featherless-ai",
        "groq",
        "hf-inference",
        "hyperbolic",
        "nebius",
        "novita",
        "ovhcloud",
        "scaleway",
        "together",
    ]
    | PrivateProvider
)


@overload
def text_generation(
    prompt: str,
    *,
    adapter_id: str | UnsetType | None = UNSET,
    best_of: int | UnsetType | None = UNSET,
    decoder_input_details: bool | UnsetType = UNSET,
    details: bool | UnsetType = UNSET,
    do_sample: bool | UnsetType = UNSET,
    frequency_penalty: float | UnsetType | None = UNSET,
    grammar: TextGenerationInputGrammarType | UnsetType | None = UNSET,
    max_new_tokens: int | UnsetType | None = UNSET,
    repetition_penalty: float | UnsetType | None = UNSET,
    return_full_text: bool | UnsetType | None = UNSET,
    seed: int | UnsetType | None = UNSET,
    stop: list[str] | UnsetType = UNSET,
    temperature: float | UnsetType | None = UNSET,
    top_k: int | UnsetType | None = UNSET,
    top_n_tokens: int | UnsetType | None = UNSET,
    top_p: float | UnsetType | None = UNSET,
    truncate: int | UnsetType | None = UNSET,
    typical_p: float | UnsetType | None = UNSET,
    watermark: bool | UnsetType = UNSET,
    stream: Literal[False] = False,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> TextGenerationOutput: ...
@overload
def text_generation(
    prompt: str,
    *,
    stream: Literal[True],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[TextGenerationKeywords],
) -> Stream[TextGenerationStreamOutput, TextGenerationOutput]: ...
@overload
def text_generation(
    prompt: str,
    *,
    stream: bool,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[TextGenerationKeywords],
) -> TextGenerationOutput | Stream[TextGenerationStreamOutput, TextGenerationOutput]: ...


def text_generation(
    prompt: str,
    *,
    adapter_id: str | UnsetType | None = UNSET,
    best_of: int | UnsetType | None = UNSET,
    decoder_input_details: bool | UnsetType = UNSET,
    details: bool | UnsetType = UNSET,
    do_sample: bool | UnsetType = UNSET,
    frequency_penalty: float | UnsetType | None = UNSET,
    grammar: TextGenerationInputGrammarType | UnsetType | None = UNSET,
    max_new_tokens: int | UnsetType | None = UNSET,
    repetition_penalty: float | UnsetType | None = UNSET,
    return_full_text: bool | UnsetType | None = UNSET,
    seed: int | UnsetType | None = UNSET,
    stop: list[str] | UnsetType = UNSET,
    temperature: float | UnsetType | None = UNSET,
    top_k: int | UnsetType | None = UNSET,
    top_n_tokens: int | UnsetType | None = UNSET,
    top_p: float | UnsetType | None = UNSET,
    truncate: int | UnsetType | None = UNSET,
    typical_p: float | UnsetType | None = UNSET,
    watermark: bool | UnsetType = UNSET,
    stream: bool = False,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Continue a text.

    Args:
        prompt: Text to continue.
        adapter_id: Identifier of the LoRA adapter to apply to the model. Unset means the bare model.
        best_of: Number of continuations to generate, of which only the one with the highest log probability is
            returned; above 1 needs sampling and rules out `seed` and streaming. Server default: 1.
        decoder_input_details: Also return ids and log probabilities of the prompt's tokens, as `prefill` of the
            details. Server default: false.
        details: Also return `details`, such as the tokens and why the generation ended. Server default: true.
        do_sample: Draw each next token at random from the distribution in place of always taking the likeliest. Server
            default: false.
        frequency_penalty: Penalty, greater than -2 and at most 2, on each token in proportion to how often it already
            occurs; above 0 curbs verbatim repetition. Server default: 0.
        grammar: Constraint on the form of the generated text: JSON that fits a schema, or a regular expression. Unset
            means none.
        max_new_tokens: Upper bound on newly generated tokens. Server default: 1024.
        repetition_penalty: Factor, greater than 0, that makes tokens which occurred already less likely; 1.0 leaves
            them unchanged (https://arxiv.org/abs/1909.05858). Server default: 1.0.
        return_full_text: Put the prompt in front of the generated text. Server default: false.
        seed: Start value, greater than 0, of the random sampling; the same seed and request should give the same text.
            Random if unset.
        stop: Texts that end the generation as soon as one of them is produced; at most 4.
        temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens it.
            Server default: 1.0.
        top_k: Sample only from the k most likely tokens; unset means no such limit.
        top_n_tokens: How many of the likeliest tokens to report as `top_tokens` at every position. Does not affect
            which token is chosen.
        top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the given
            mass, greater than 0 and at most 1 (servers may refuse exactly 1). Server default: 1.0, nothing is cut off.
        truncate: Upper bound on prompt tokens; of a longer prompt only the last ones are kept. Unset means no
            truncation.
        typical_p: Probability mass, greater than 0 and at most 1 (servers may refuse exactly 1), of the tokens kept by
            locally typical sampling (https://arxiv.org/abs/2202.00666). Server default: 1.0, nothing is cut off.
        watermark: Mark the text statistically so that it can be recognized as generated
            (https://arxiv.org/abs/2301.10226). Server default: false.
        stream: Give the pieces as they arrive.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Continuation of the text, on request with details of its tokens. With `stream`, its pieces as they arrive.

    Raises:
        InputError: The call is wrong in itself; nothing was sent.
        RoutingError: Nobody serves this model and task.
        HubError: The Hub refused to say who does.
        ProviderError: The provider answered with an error.
        OutputError: Its answer has another shape.
        StreamError: On iteration: the stream broke, or carried an error.
        TimeoutError: It took longer than `timeout` allows.
        ConnectionError: The provider could not be reached, or hung up.
    """
    client = client or default_client()
    parameters = given(
        adapter_id=adapter_id,
        best_of=best_of,
        decoder_input_details=decoder_input_details,
        details=details,
        do_sample=do_sample,
        frequency_penalty=frequency_penalty,
        grammar=grammar,
        max_new_tokens=max_new_tokens,
        repetition_penalty=repetition_penalty,
        return_full_text=return_full_text,
        seed=seed,
        stop=stop,
        temperature=temperature,
        top_k=top_k,
        top_n_tokens=top_n_tokens,
        top_p=top_p,
        truncate=truncate,
        typical_p=typical_p,
        watermark=watermark,
    )
    if stream:
        return client.run_stream(TASK, prompt, parameters, options, model=model, provider=provider)
    return client.run(TASK, prompt, parameters, options, model=model, provider=provider)


def text_generation_stream(
    prompt: str,
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[TextGenerationKeywords],
) -> Stream[TextGenerationStreamOutput, TextGenerationOutput]:
    """Continue a text. Gives the pieces as they arrive.

    Takes what `text_generation` takes.

    Raises:
        StreamError: On iteration: the stream broke, or carried an error.
    """
    stream: Stream[TextGenerationStreamOutput, TextGenerationOutput] = text_generation(
        prompt, stream=True, model=model, provider=provider, client=client, **parameters
    )
    return stream


@overload
async def text_generation_async(
    prompt: str,
    *,
    adapter_id: str | UnsetType | None = UNSET,
    best_of: int | UnsetType | None = UNSET,
    decoder_input_details: bool | UnsetType = UNSET,
    details: bool | UnsetType = UNSET,
    do_sample: bool | UnsetType = UNSET,
    frequency_penalty: float | UnsetType | None = UNSET,
    grammar: TextGenerationInputGrammarType | UnsetType | None = UNSET,
    max_new_tokens: int | UnsetType | None = UNSET,
    repetition_penalty: float | UnsetType | None = UNSET,
    return_full_text: bool | UnsetType | None = UNSET,
    seed: int | UnsetType | None = UNSET,
    stop: list[str] | UnsetType = UNSET,
    temperature: float | UnsetType | None = UNSET,
    top_k: int | UnsetType | None = UNSET,
    top_n_tokens: int | UnsetType | None = UNSET,
    top_p: float | UnsetType | None = UNSET,
    truncate: int | UnsetType | None = UNSET,
    typical_p: float | UnsetType | None = UNSET,
    watermark: bool | UnsetType = UNSET,
    stream: Literal[False] = False,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> TextGenerationOutput: ...
@overload
async def text_generation_async(
    prompt: str,
    *,
    stream: Literal[True],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[TextGenerationKeywords],
) -> AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]: ...
@overload
async def text_generation_async(
    prompt: str,
    *,
    stream: bool,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[TextGenerationKeywords],
) -> TextGenerationOutput | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]: ...


async def text_generation_async(
    prompt: str,
    *,
    adapter_id: str | UnsetType | None = UNSET,
    best_of: int | UnsetType | None = UNSET,
    decoder_input_details: bool | UnsetType = UNSET,
    details: bool | UnsetType = UNSET,
    do_sample: bool | UnsetType = UNSET,
    frequency_penalty: float | UnsetType | None = UNSET,
    grammar: TextGenerationInputGrammarType | UnsetType | None = UNSET,
    max_new_tokens: int | UnsetType | None = UNSET,
    repetition_penalty: float | UnsetType | None = UNSET,
    return_full_text: bool | UnsetType | None = UNSET,
    seed: int | UnsetType | None = UNSET,
    stop: list[str] | UnsetType = UNSET,
    temperature: float | UnsetType | None = UNSET,
    top_k: int | UnsetType | None = UNSET,
    top_n_tokens: int | UnsetType | None = UNSET,
    top_p: float | UnsetType | None = UNSET,
    truncate: int | UnsetType | None = UNSET,
    typical_p: float | UnsetType | None = UNSET,
    watermark: bool | UnsetType = UNSET,
    stream: bool = False,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Continue a text.

    Args:
        prompt: Text to continue.
        adapter_id: Identifier of the LoRA adapter to apply to the model. Unset means the bare model.
        best_of: Number of continuations to generate, of which only the one with the highest log probability is
            returned; above 1 needs sampling and rules out `seed` and streaming. Server default: 1.
        decoder_input_details: Also return ids and log probabilities of the prompt's tokens, as `prefill` of the
            details. Server default: false.
        details: Also return `details`, such as the tokens and why the generation ended. Server default: true.
        do_sample: Draw each next token at random from the distribution in place of always taking the likeliest. Server
            default: false.
        frequency_penalty: Penalty, greater than -2 and at most 2, on each token in proportion to how often it already
            occurs; above 0 curbs verbatim repetition. Server default: 0.
        grammar: Constraint on the form of the generated text: JSON that fits a schema, or a regular expression. Unset
            means none.
        max_new_tokens: Upper bound on newly generated tokens. Server default: 1024.
        repetition_penalty: Factor, greater than 0, that makes tokens which occurred already less likely; 1.0 leaves
            them unchanged (https://arxiv.org/abs/1909.05858). Server default: 1.0.
        return_full_text: Put the prompt in front of the generated text. Server default: false.
        seed: Start value, greater than 0, of the random sampling; the same seed and request should give the same text.
            Random if unset.
        stop: Texts that end the generation as soon as one of them is produced; at most 4.
        temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens it.
            Server default: 1.0.
        top_k: Sample only from the k most likely tokens; unset means no such limit.
        top_n_tokens: How many of the likeliest tokens to report as `top_tokens` at every position. Does not affect
            which token is chosen.
        top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the given
            mass, greater than 0 and at most 1 (servers may refuse exactly 1). Server default: 1.0, nothing is cut off.
        truncate: Upper bound on prompt tokens; of a longer prompt only the last ones are kept. Unset means no
            truncation.
        typical_p: Probability mass, greater than 0 and at most 1 (servers may refuse exactly 1), of the tokens kept by
            locally typical sampling (https://arxiv.org/abs/2202.00666). Server default: 1.0, nothing is cut off.
        watermark: Mark the text statistically so that it can be recognized as generated
            (https://arxiv.org/abs/2301.10226). Server default: false.
        stream: Give the pieces as they arrive.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Continuation of the text, on request with details of its tokens. With `stream`, its pieces as they arrive.

    Raises:
        InputError: The call is wrong in itself; nothing was sent.
        RoutingError: Nobody serves this model and task.
        HubError: The Hub refused to say who does.
        ProviderError: The provider answered with an error.
        OutputError: Its answer has another shape.
        StreamError: On iteration: the stream broke, or carried an error.
        TimeoutError: It took longer than `timeout` allows.
        ConnectionError: The provider could not be reached, or hung up.
    """
    client = client or default_async_client()
    parameters = given(
        adapter_id=adapter_id,
        best_of=best_of,
        decoder_input_details=decoder_input_details,
        details=details,
        do_sample=do_sample,
        frequency_penalty=frequency_penalty,
        grammar=grammar,
        max_new_tokens=max_new_tokens,
        repetition_penalty=repetition_penalty,
        return_full_text=return_full_text,
        seed=seed,
        stop=stop,
        temperature=temperature,
        top_k=top_k,
        top_n_tokens=top_n_tokens,
        top_p=top_p,
        truncate=truncate,
        typical_p=typical_p,
        watermark=watermark,
    )
    if stream:
        return await client.run_stream(TASK, prompt, parameters, options, model=model, provider=provider)
    return await client.run(TASK, prompt, parameters, options, model=model, provider=provider)


async def text_generation_stream_async(
    prompt: str,
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[TextGenerationKeywords],
) -> AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]:
    """Continue a text. Gives the pieces as they arrive.

    Takes what `text_generation_async` takes.

    Raises:
        StreamError: On iteration: the stream broke, or carried an error.
    """
    stream: AsyncStream[TextGenerationStreamOutput, TextGenerationOutput] = await text_generation_async(
        prompt, stream=True, model=model, provider=provider, client=client, **parameters
    )
    return stream


def _choose(call: Call) -> Flow[Way[TextGenerationOutput]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "deepinfra":
            from inferwire.providers.deepinfra.text_generation import read, send
        case "endpoint":
            from inferwire.providers.endpoint.text_generation import read, send
        case "featherless-ai":
            from inferwire.providers.featherless_ai.text_generation import read, send
        case "groq":
            from inferwire.providers.groq.text_generation import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.text_generation import read, send
        case "hyperbolic":
            from inferwire.providers.hyperbolic.text_generation import read, send
        case "nebius":
            from inferwire.providers.nebius.text_generation import read, send
        case "novita":
            from inferwire.providers.novita.text_generation import read, send
        case "ovhcloud":
            from inferwire.providers.ovhcloud.text_generation import read, send
        case "scaleway":
            from inferwire.providers.scaleway.text_generation import read, send
        case "together":
            from inferwire.providers.together.text_generation import read, send
        case other:
            raise RoutingError(f"{other} does not serve text-generation")
    return Way(route=route, send=send, read=read)


def _choose_stream(call: Call) -> Flow[StreamWay]:
    """Find the way of a call whose answer is a stream."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.stream_way(call, route)
        case "deepinfra":
            from inferwire.providers.deepinfra.text_generation import open_stream
        case "endpoint":
            from inferwire.providers.endpoint.text_generation import open_stream
        case "featherless-ai":
            from inferwire.providers.featherless_ai.text_generation import open_stream
        case "groq":
            from inferwire.providers.groq.text_generation import open_stream
        case "hf-inference":
            from inferwire.providers.hf_inference.text_generation import open_stream
        case "hyperbolic":
            from inferwire.providers.hyperbolic.text_generation import open_stream
        case "nebius":
            from inferwire.providers.nebius.text_generation import open_stream
        case "novita":
            from inferwire.providers.novita.text_generation import open_stream
        case "ovhcloud":
            from inferwire.providers.ovhcloud.text_generation import open_stream
        case "scaleway":
            from inferwire.providers.scaleway.text_generation import open_stream
        case "together":
            from inferwire.providers.together.text_generation import open_stream
        case other:
            raise RoutingError(f"{other} does not stream text-generation")
    return StreamWay(route=route, open_stream=open_stream)


TASK: Task[TextGenerationOutput] = Task(
    name="text-generation",
    choose=_choose,
    choose_stream=_choose_stream,
)
