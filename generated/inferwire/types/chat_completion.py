# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the chat-completion task."""

from __future__ import annotations

from typing import Any

from msgspec import field

from inferwire_runtime.chat_models import (
    ChatChunkModel,
    ChatResponseModel,
    FunctionModel,
    MessageModel,
    ToolCallModel,
)
from inferwire_runtime.results import Model
from inferwire_runtime.token_usage import UsageModel


class ChatCompletionOutputTopLogprob(Model, kw_only=True):
    """One of the most likely tokens at a position."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less."""

    token: str
    """Text of the token."""


class ChatCompletionOutputFunctionDefinition(FunctionModel, kw_only=True):
    """A function call written by the model."""

    name: str
    """Name of the function to call."""

    arguments: str | None = None
    """Arguments as a JSON string. The model may generate invalid JSON: validate it before use."""

    description: str | None = None
    """What the function does, if the server returns it."""

    parameters: Any = None
    """Name of `arguments` in older servers."""


class ChatCompletionOutputUsage(UsageModel, kw_only=True):
    """Token usage of the request."""

    completion_tokens: int | None = None
    """Number of generated tokens."""

    prompt_tokens: int | None = None
    """Number of tokens in the prompt, chat template included."""

    total_tokens: int | None = None
    """Total number of tokens in the prompt and the response."""

    prompt_tokens_details: dict[str, Any] | None = None
    """Kinds of the prompt's tokens, such as `cached_tokens`."""

    completion_tokens_details: dict[str, Any] | None = None
    """Kinds of the generated tokens, such as `reasoning_tokens`."""


class ChatCompletionStreamOutputFunction(FunctionModel, kw_only=True):
    """Fragment of a function call."""

    arguments: str | None = None
    """Next fragment of the arguments' JSON string, to append to the earlier ones."""

    name: str | None = None
    """Name of the function to call; may be None after the first fragment."""


class ChatCompletionStreamOutputTopLogprob(Model, kw_only=True):
    """One of the most likely tokens at a position."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less."""

    token: str
    """Text of the token."""


class ChatCompletionOutputLogprob(Model, kw_only=True):
    """A generated token with its log probability and the most likely alternatives."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less."""

    token: str
    """Text of the token."""

    top_logprobs: list[ChatCompletionOutputTopLogprob] | None = None
    """Most likely tokens at this position; as many as `top_logprobs` requests."""


class ChatCompletionOutputToolCall(ToolCallModel, kw_only=True):
    """A tool call requested by the model."""

    function: ChatCompletionOutputFunctionDefinition
    """Function to call, with its arguments."""

    id: str | int | None = None
    """ID of the call; send it back with the result."""

    type: str | None = None
    """Type of the tool; always `function`."""


class ChatCompletionStreamOutputDeltaToolCall(ToolCallModel, kw_only=True):
    """Fragment of a tool call."""

    function: ChatCompletionStreamOutputFunction | None = None
    """Fragment of the function call."""

    id: str | None = None
    """ID of the tool call."""

    index: int | None = None
    """Index of the tool call in the message."""

    type: str | None = None
    """Type of the tool; always `function`."""


class ChatCompletionStreamOutputLogprob(Model, kw_only=True):
    """A generated token with its log probability and the most likely alternatives."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less."""

    token: str
    """Text of the token."""

    top_logprobs: list[ChatCompletionStreamOutputTopLogprob] | None = None
    """Most likely tokens at this position; as many as `top_logprobs` requests."""


class ChatCompletionOutputLogprobs(Model, kw_only=True):
    """Log probabilities of the generated tokens."""

    content: list[ChatCompletionOutputLogprob] | None = None
    """One entry per generated token, in order."""


class ChatCompletionOutputMessage(MessageModel, kw_only=True):
    """Message of the assistant: text or tool calls."""

    content: str | None
    """Text of the message."""

    role: str | None = None
    """Role of the author; always `assistant`."""

    tool_call_id: str | None = None
    """ID of the tool call that the message belongs to, if any."""

    tool_calls: list[ChatCompletionOutputToolCall] | None = None
    """Tool calls requested by the model."""

    annotations: list[Any] | None = None
    """Citations, as the server sends them."""

    reasoning_details: list[Any] | None = None
    """Reasoning to send back with the message, as the server sends it."""

    reasoning: str | None = None
    """Reasoning of the model before its response."""

    reasoning_content: str | None = None
    """The same as `reasoning`; servers send one or the other."""

    refusal: str | None = None
    """Why the model refused to respond."""


class ChatCompletionStreamOutputDelta(MessageModel, kw_only=True):
    """Delta of the message: text or fragments of tool calls."""

    content: str | None = None
    """Text to append to the message."""

    role: str | None = None
    """Role of the author; always `assistant`."""

    tool_call_id: str | None = None
    """ID of the tool call that the text belongs to, if any."""

    tool_calls: list[ChatCompletionStreamOutputDeltaToolCall] | None = None
    """Fragments of tool calls to merge into the message."""

    reasoning: str | None = None
    """Reasoning of the model before its response."""

    reasoning_content: str | None = None
    """The same as `reasoning`; servers send one or the other."""

    refusal: str | None = None
    """Why the model refused to respond."""


class ChatCompletionStreamOutputLogprobs(Model, kw_only=True):
    """Log probabilities of the chunk's tokens."""

    content: list[ChatCompletionStreamOutputLogprob] | None = None
    """One entry per generated token, in order."""


class ChatCompletionOutputComplete(Model, kw_only=True):
    """A complete response of the assistant."""

    message: ChatCompletionOutputMessage
    """Message of the assistant: text or tool calls."""

    finish_reason: str | None = None
    """Why the generation stopped, such as `stop`, `length` or `tool_calls`."""

    index: int = 0
    """Index of the completion in `choices`."""

    logprobs: ChatCompletionOutputLogprobs | None = None
    """Log probabilities of the generated tokens; None unless `logprobs` was set."""


class ChatCompletionOutput(ChatResponseModel, kw_only=True):
    """Response of the assistant, with token usage."""

    choices: list[ChatCompletionOutputComplete]
    """Completions; usually just one."""

    created: int | float | None = None
    """Time when the response was created, in seconds since the Unix epoch."""

    id: str | None = None
    """ID of the response."""

    model: str | None = None
    """Model that generated the response."""

    system_fingerprint: str | None = None
    """Version of the software that served the request."""

    usage: ChatCompletionOutputUsage | None = None
    """Token usage of the request."""


class ChatCompletionStreamOutputChoice(Model, kw_only=True):
    """Next chunk of a completion."""

    delta: ChatCompletionStreamOutputDelta = field(default_factory=ChatCompletionStreamOutputDelta)
    """What the event adds to the message."""

    finish_reason: str | None = None
    """Why the generation stopped, such as `stop`, `length` or `tool_calls`; None until the last chunk."""

    index: int = 0
    """Index of the completion that the chunk belongs to."""

    logprobs: ChatCompletionStreamOutputLogprobs | None = None
    """Log probabilities of the chunk's tokens; None unless `logprobs` was set."""


class ChatCompletionStreamOutput(ChatChunkModel, kw_only=True):
    """An event of a streamed chat completion: the next chunk of the assistant's message."""

    choices: list[ChatCompletionStreamOutputChoice] = field(default_factory=list[ChatCompletionStreamOutputChoice])
    """Next chunk of each completion; empty in an event that only reports `usage`."""

    created: int | float | None = None
    """Time when the response was created, in seconds since the Unix epoch."""

    id: str | None = None
    """ID of the response, the same in all its events."""

    model: str | None = None
    """Model that generates the response."""

    system_fingerprint: str | None = None
    """Version of the software that serves the request."""

    usage: ChatCompletionOutputUsage | None = None
    """Token usage of the whole request; None except in the last event, and there only if `include_usage` was set."""
