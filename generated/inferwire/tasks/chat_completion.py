# Generated from specs/tasks/chat-completion and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Chat completion.

Takes a conversation as a list of messages; gives back the next message of the assistant, whole or as a stream.
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
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from msgspec import UnsetType

    from inferwire.inputs.chat_completion import (
        ChatCompletionInputGrammarType,
        ChatCompletionInputMessage,
        ChatCompletionInputStreamOptions,
        ChatCompletionInputTool,
        ChatCompletionInputToolChoice,
        ChatCompletionKeywords,
    )
    from inferwire.types.chat_completion import (
        ChatCompletionOutput,
        ChatCompletionOutputMessage,
        ChatCompletionStreamOutput,
    )
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions
    from inferwire_runtime.streaming import AsyncStream, Stream

Provider: TypeAlias = (
    Literal[
        "auto",
        "baseten",
        "cerebras",
        "clarifai",
        "cohere",
        "deepinfra",
        "featherless-ai",
        "fireworks-ai",
        "groq",
        "hf-inference",
        "hyperbolic",
        "nebius",
        "novita",
        "nscale",
        "nvidia",
        "openai",
        "ovhcloud",
        "publicai",
        "sambanova",
        "scaleway",
        "together",
        "zai-org",
    ]
    | PrivateProvider
)


@overload
def chat_completion(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    frequency_penalty: float | UnsetType | None = UNSET,
    logit_bias: Mapping[str, float] | UnsetType | None = UNSET,
    logprobs: bool | UnsetType | None = UNSET,
    max_completion_tokens: int | UnsetType | None = UNSET,
    max_tokens: int | UnsetType | None = UNSET,
    n: int | UnsetType | None = UNSET,
    parallel_tool_calls: bool | UnsetType | None = UNSET,
    presence_penalty: float | UnsetType | None = UNSET,
    reasoning_effort: str | UnsetType | None = UNSET,
    response_format: ChatCompletionInputGrammarType | UnsetType | None = UNSET,
    seed: int | UnsetType | None = UNSET,
    stop: list[str] | UnsetType | None = UNSET,
    stream_options: ChatCompletionInputStreamOptions | UnsetType | None = UNSET,
    temperature: float | UnsetType | None = UNSET,
    tool_choice: ChatCompletionInputToolChoice | UnsetType | None = UNSET,
    tool_prompt: str | UnsetType | None = UNSET,
    tools: list[ChatCompletionInputTool] | UnsetType | None = UNSET,
    top_logprobs: int | UnsetType | None = UNSET,
    top_p: float | UnsetType | None = UNSET,
    stream: Literal[False] = False,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> ChatCompletionOutput: ...
@overload
def chat_completion(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    stream: Literal[True],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[ChatCompletionKeywords],
) -> Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...
@overload
def chat_completion(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    stream: bool,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[ChatCompletionKeywords],
) -> ChatCompletionOutput | Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...


def chat_completion(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    frequency_penalty: float | UnsetType | None = UNSET,
    logit_bias: Mapping[str, float] | UnsetType | None = UNSET,
    logprobs: bool | UnsetType | None = UNSET,
    max_completion_tokens: int | UnsetType | None = UNSET,
    max_tokens: int | UnsetType | None = UNSET,
    n: int | UnsetType | None = UNSET,
    parallel_tool_calls: bool | UnsetType | None = UNSET,
    presence_penalty: float | UnsetType | None = UNSET,
    reasoning_effort: str | UnsetType | None = UNSET,
    response_format: ChatCompletionInputGrammarType | UnsetType | None = UNSET,
    seed: int | UnsetType | None = UNSET,
    stop: list[str] | UnsetType | None = UNSET,
    stream_options: ChatCompletionInputStreamOptions | UnsetType | None = UNSET,
    temperature: float | UnsetType | None = UNSET,
    tool_choice: ChatCompletionInputToolChoice | UnsetType | None = UNSET,
    tool_prompt: str | UnsetType | None = UNSET,
    tools: list[ChatCompletionInputTool] | UnsetType | None = UNSET,
    top_logprobs: int | UnsetType | None = UNSET,
    top_p: float | UnsetType | None = UNSET,
    stream: bool = False,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Answer a conversation.

    Args:
        messages: Conversation up to now, oldest message first.
        frequency_penalty: Penalty, between -2 and 2, on each token in proportion to how often it already occurs; above
            0 curbs verbatim repetition. Server default: 0.
        logit_bias: Offsets, between -100 and 100, added to the logits of chosen tokens before sampling; -100
            practically bans a token and 100 forces it. Ignored by the server.
        logprobs: Return the log probability of every generated token with the message. Server default: false.
        max_completion_tokens: Upper bound on generated tokens, reasoning included. Newer name of `max_tokens`.
        max_tokens: Upper bound on generated tokens. Server default: 1024.
        n: How many alternative answers to produce; the tokens of every answer count towards the cost. Ignored by the
            server, which returns 1.
        parallel_tool_calls: Whether the model may call several tools in one answer.
        presence_penalty: Penalty, between -2 and 2, on every token that has occurred at all, however often; above 0
            nudges the model to new subjects. Server default: 0.
        reasoning_effort: How much a reasoning model may think before it answers: usually `none`, `minimal`, `low`,
            `medium`, `high` or `xhigh`; less is quicker and takes fewer tokens. Accepted values and the default depend
            on provider and model.
        response_format: Format the answer has to follow: free text, any JSON object, or JSON that fits a schema. Unset
            means free text.
        seed: Seed of the random sampling; the same seed and request should give the same answer. Random if unset.
        stop: Texts that end the generation as soon as one of them is produced; at most 4.
        stream_options: Options of a streamed answer; of use only when `stream` is true.
        temperature: Sampling temperature, between 0 and 2: low values make answers predictable, high ones varied.
            Better not changed together with `top_p`. Server default: 1.
        tool_choice: Whether the model may, must or must not call tools, or which function it has to call. Server
            default: `auto`.
        tool_prompt: Text put in front of the list of tools in the prompt.
        tools: Tools open to the model, each a function whose arguments it can write as JSON. Functions are the only
            kind at present.
        top_logprobs: How many of the likeliest tokens, between 0 and 5, to report with log probabilities at every
            position. Needs `logprobs` to be true.
        top_p: Nucleus sampling: choose among the fewest likeliest tokens whose probabilities add up to the given value,
            between 0 and 1 (0.1 keeps the top tenth of the mass). Server default: 1.
        stream: Give the pieces as they arrive.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Answer of the assistant to the conversation, with token counts. With `stream`, its pieces as they arrive.

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
        frequency_penalty=frequency_penalty,
        logit_bias=logit_bias,
        logprobs=logprobs,
        max_completion_tokens=max_completion_tokens,
        max_tokens=max_tokens,
        n=n,
        parallel_tool_calls=parallel_tool_calls,
        presence_penalty=presence_penalty,
        reasoning_effort=reasoning_effort,
        response_format=response_format,
        seed=seed,
        stop=stop,
        stream_options=stream_options,
        temperature=temperature,
        tool_choice=tool_choice,
        tool_prompt=tool_prompt,
        tools=tools,
        top_logprobs=top_logprobs,
        top_p=top_p,
    )
    if stream:
        return client.run_stream(TASK, messages, parameters, options, model=model, provider=provider)
    return client.run(TASK, messages, parameters, options, model=model, provider=provider)


def chat_completion_stream(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[ChatCompletionKeywords],
) -> Stream[ChatCompletionStreamOutput, ChatCompletionOutput]:
    """Answer a conversation. Gives the pieces as they arrive.

    Takes what `chat_completion` takes.

    Raises:
        StreamError: On iteration: the stream broke, or carried an error.
    """
    stream: Stream[ChatCompletionStreamOutput, ChatCompletionOutput] = chat_completion(
        messages, stream=True, model=model, provider=provider, client=client, **parameters
    )
    return stream


@overload
async def chat_completion_async(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    frequency_penalty: float | UnsetType | None = UNSET,
    logit_bias: Mapping[str, float] | UnsetType | None = UNSET,
    logprobs: bool | UnsetType | None = UNSET,
    max_completion_tokens: int | UnsetType | None = UNSET,
    max_tokens: int | UnsetType | None = UNSET,
    n: int | UnsetType | None = UNSET,
    parallel_tool_calls: bool | UnsetType | None = UNSET,
    presence_penalty: float | UnsetType | None = UNSET,
    reasoning_effort: str | UnsetType | None = UNSET,
    response_format: ChatCompletionInputGrammarType | UnsetType | None = UNSET,
    seed: int | UnsetType | None = UNSET,
    stop: list[str] | UnsetType | None = UNSET,
    stream_options: ChatCompletionInputStreamOptions | UnsetType | None = UNSET,
    temperature: float | UnsetType | None = UNSET,
    tool_choice: ChatCompletionInputToolChoice | UnsetType | None = UNSET,
    tool_prompt: str | UnsetType | None = UNSET,
    tools: list[ChatCompletionInputTool] | UnsetType | None = UNSET,
    top_logprobs: int | UnsetType | None = UNSET,
    top_p: float | UnsetType | None = UNSET,
    stream: Literal[False] = False,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> ChatCompletionOutput: ...
@overload
async def chat_completion_async(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    stream: Literal[True],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[ChatCompletionKeywords],
) -> AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...
@overload
async def chat_completion_async(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    stream: bool,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[ChatCompletionKeywords],
) -> ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...


async def chat_completion_async(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    frequency_penalty: float | UnsetType | None = UNSET,
    logit_bias: Mapping[str, float] | UnsetType | None = UNSET,
    logprobs: bool | UnsetType | None = UNSET,
    max_completion_tokens: int | UnsetType | None = UNSET,
    max_tokens: int | UnsetType | None = UNSET,
    n: int | UnsetType | None = UNSET,
    parallel_tool_calls: bool | UnsetType | None = UNSET,
    presence_penalty: float | UnsetType | None = UNSET,
    reasoning_effort: str | UnsetType | None = UNSET,
    response_format: ChatCompletionInputGrammarType | UnsetType | None = UNSET,
    seed: int | UnsetType | None = UNSET,
    stop: list[str] | UnsetType | None = UNSET,
    stream_options: ChatCompletionInputStreamOptions | UnsetType | None = UNSET,
    temperature: float | UnsetType | None = UNSET,
    tool_choice: ChatCompletionInputToolChoice | UnsetType | None = UNSET,
    tool_prompt: str | UnsetType | None = UNSET,
    tools: list[ChatCompletionInputTool] | UnsetType | None = UNSET,
    top_logprobs: int | UnsetType | None = UNSET,
    top_p: float | UnsetType | None = UNSET,
    stream: bool = False,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Answer a conversation.

    Args:
        messages: Conversation up to now, oldest message first.
        frequency_penalty: Penalty, between -2 and 2, on each token in proportion to how often it already occurs; above
            0 curbs verbatim repetition. Server default: 0.
        logit_bias: Offsets, between -100 and 100, added to the logits of chosen tokens before sampling; -100
            practically bans a token and 100 forces it. Ignored by the server.
        logprobs: Return the log probability of every generated token with the message. Server default: false.
        max_completion_tokens: Upper bound on generated tokens, reasoning included. Newer name of `max_tokens`.
        max_tokens: Upper bound on generated tokens. Server default: 1024.
        n: How many alternative answers to produce; the tokens of every answer count towards the cost. Ignored by the
            server, which returns 1.
        parallel_tool_calls: Whether the model may call several tools in one answer.
        presence_penalty: Penalty, between -2 and 2, on every token that has occurred at all, however often; above 0
            nudges the model to new subjects. Server default: 0.
        reasoning_effort: How much a reasoning model may think before it answers: usually `none`, `minimal`, `low`,
            `medium`, `high` or `xhigh`; less is quicker and takes fewer tokens. Accepted values and the default depend
            on provider and model.
        response_format: Format the answer has to follow: free text, any JSON object, or JSON that fits a schema. Unset
            means free text.
        seed: Seed of the random sampling; the same seed and request should give the same answer. Random if unset.
        stop: Texts that end the generation as soon as one of them is produced; at most 4.
        stream_options: Options of a streamed answer; of use only when `stream` is true.
        temperature: Sampling temperature, between 0 and 2: low values make answers predictable, high ones varied.
            Better not changed together with `top_p`. Server default: 1.
        tool_choice: Whether the model may, must or must not call tools, or which function it has to call. Server
            default: `auto`.
        tool_prompt: Text put in front of the list of tools in the prompt.
        tools: Tools open to the model, each a function whose arguments it can write as JSON. Functions are the only
            kind at present.
        top_logprobs: How many of the likeliest tokens, between 0 and 5, to report with log probabilities at every
            position. Needs `logprobs` to be true.
        top_p: Nucleus sampling: choose among the fewest likeliest tokens whose probabilities add up to the given value,
            between 0 and 1 (0.1 keeps the top tenth of the mass). Server default: 1.
        stream: Give the pieces as they arrive.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Answer of the assistant to the conversation, with token counts. With `stream`, its pieces as they arrive.

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
        frequency_penalty=frequency_penalty,
        logit_bias=logit_bias,
        logprobs=logprobs,
        max_completion_tokens=max_completion_tokens,
        max_tokens=max_tokens,
        n=n,
        parallel_tool_calls=parallel_tool_calls,
        presence_penalty=presence_penalty,
        reasoning_effort=reasoning_effort,
        response_format=response_format,
        seed=seed,
        stop=stop,
        stream_options=stream_options,
        temperature=temperature,
        tool_choice=tool_choice,
        tool_prompt=tool_prompt,
        tools=tools,
        top_logprobs=top_logprobs,
        top_p=top_p,
    )
    if stream:
        return await client.run_stream(TASK, messages, parameters, options, model=model, provider=provider)
    return await client.run(TASK, messages, parameters, options, model=model, provider=provider)


async def chat_completion_stream_async(
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[ChatCompletionKeywords],
) -> AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]:
    """Answer a conversation. Gives the pieces as they arrive.

    Takes what `chat_completion_async` takes.

    Raises:
        StreamError: On iteration: the stream broke, or carried an error.
    """
    stream: AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput] = await chat_completion_async(
        messages, stream=True, model=model, provider=provider, client=client, **parameters
    )
    return stream


def _choose(call: Call) -> Flow[Way[ChatCompletionOutput]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "auto":
            from inferwire.providers.auto.chat_completion import read, send
        case "baseten":
            from inferwire.providers.baseten.chat_completion import read, send
        case "cerebras":
            from inferwire.providers.cerebras.chat_completion import read, send
        case "clarifai":
            from inferwire.providers.clarifai.chat_completion import read, send
        case "cohere":
            from inferwire.providers.cohere.chat_completion import read, send
        case "deepinfra":
            from inferwire.providers.deepinfra.chat_completion import read, send
        case "endpoint":
            from inferwire.providers.endpoint.chat_completion import read, send
        case "featherless-ai":
            from inferwire.providers.featherless_ai.chat_completion import read, send
        case "fireworks-ai":
            from inferwire.providers.fireworks_ai.chat_completion import read, send
        case "groq":
            from inferwire.providers.groq.chat_completion import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.chat_completion import read, send
        case "hyperbolic":
            from inferwire.providers.hyperbolic.chat_completion import read, send
        case "nebius":
            from inferwire.providers.nebius.chat_completion import read, send
        case "novita":
            from inferwire.providers.novita.chat_completion import read, send
        case "nscale":
            from inferwire.providers.nscale.chat_completion import read, send
        case "nvidia":
            from inferwire.providers.nvidia.chat_completion import read, send
        case "openai":
            from inferwire.providers.openai.chat_completion import read, send
        case "ovhcloud":
            from inferwire.providers.ovhcloud.chat_completion import read, send
        case "publicai":
            from inferwire.providers.publicai.chat_completion import read, send
        case "sambanova":
            from inferwire.providers.sambanova.chat_completion import read, send
        case "scaleway":
            from inferwire.providers.scaleway.chat_completion import read, send
        case "together":
            from inferwire.providers.together.chat_completion import read, send
        case "zai-org":
            from inferwire.providers.zai_org.chat_completion import read, send
        case other:
            raise RoutingError(f"{other} does not serve chat-completion")
    return Way(route=route, send=send, read=read)


def _choose_stream(call: Call) -> Flow[StreamWay]:
    """Find the way of a call whose answer is a stream."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.stream_way(call, route)
        case "auto":
            from inferwire.providers.auto.chat_completion import open_stream
        case "baseten":
            from inferwire.providers.baseten.chat_completion import open_stream
        case "cerebras":
            from inferwire.providers.cerebras.chat_completion import open_stream
        case "clarifai":
            from inferwire.providers.clarifai.chat_completion import open_stream
        case "cohere":
            from inferwire.providers.cohere.chat_completion import open_stream
        case "deepinfra":
            from inferwire.providers.deepinfra.chat_completion import open_stream
        case "endpoint":
            from inferwire.providers.endpoint.chat_completion import open_stream
        case "featherless-ai":
            from inferwire.providers.featherless_ai.chat_completion import open_stream
        case "fireworks-ai":
            from inferwire.providers.fireworks_ai.chat_completion import open_stream
        case "groq":
            from inferwire.providers.groq.chat_completion import open_stream
        case "hf-inference":
            from inferwire.providers.hf_inference.chat_completion import open_stream
        case "hyperbolic":
            from inferwire.providers.hyperbolic.chat_completion import open_stream
        case "nebius":
            from inferwire.providers.nebius.chat_completion import open_stream
        case "novita":
            from inferwire.providers.novita.chat_completion import open_stream
        case "nscale":
            from inferwire.providers.nscale.chat_completion import open_stream
        case "nvidia":
            from inferwire.providers.nvidia.chat_completion import open_stream
        case "openai":
            from inferwire.providers.openai.chat_completion import open_stream
        case "ovhcloud":
            from inferwire.providers.ovhcloud.chat_completion import open_stream
        case "publicai":
            from inferwire.providers.publicai.chat_completion import open_stream
        case "sambanova":
            from inferwire.providers.sambanova.chat_completion import open_stream
        case "scaleway":
            from inferwire.providers.scaleway.chat_completion import open_stream
        case "together":
            from inferwire.providers.together.chat_completion import open_stream
        case "zai-org":
            from inferwire.providers.zai_org.chat_completion import open_stream
        case other:
            raise RoutingError(f"{other} does not stream chat-completion")
    return StreamWay(route=route, open_stream=open_stream)


TASK: Task[ChatCompletionOutput] = Task(
    name="chat-completion",
    choose=_choose,
    choose_stream=_choose_stream,
)
