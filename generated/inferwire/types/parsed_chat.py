# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Chat responses whose text is a value of the caller's type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

from inferwire.types.chat_completion import (
    ChatCompletionOutput,
    ChatCompletionOutputLogprobs,
    ChatCompletionOutputMessage,
    ChatCompletionOutputUsage,
)
from inferwire_runtime.chat_models import ChatResponseModel
from inferwire_runtime.errors import CallMeta, publish
from inferwire_runtime.results import Model

if TYPE_CHECKING:
    from inferwire_runtime.structured import OutputFormat

T = TypeVar("T")

PARSED = "_inferwire_parsed"


class ParsedMessage(ChatCompletionOutputMessage, Generic[T], gc=True, dict=True, kw_only=True):
    """Message of the assistant with its value. In `messages`, it goes back to the server as it came."""

    if not TYPE_CHECKING:
        __getattr__ = ChatCompletionOutputMessage._find_extra

    @property
    def parsed(self) -> T | None:
        """The value; None if the message has no text, as with tool calls and refusals."""
        value: T | None = self.__dict__.get(PARSED)
        return value


class ParsedChoice(Model, Generic[T], kw_only=True):
    """A complete response of the assistant."""

    message: ParsedMessage[T]
    """Message of the assistant, with its value."""

    finish_reason: str | None = None
    """Why the generation stopped, such as `stop`, `length` or `tool_calls`."""

    index: int = 0
    """Index of the completion in `choices`."""

    logprobs: ChatCompletionOutputLogprobs | None = None
    """Log probabilities of the generated tokens; None unless `logprobs` was set."""


class ParsedChatCompletion(ChatResponseModel, Generic[T], kw_only=True):
    """Response of the assistant, with the value of each message."""

    choices: list[ParsedChoice[T]]
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

    @property
    def parsed(self) -> T | None:
        """The value of the first choice."""
        return self.choices[0].message.parsed


class ParsedOutput(Struct, Generic[T], frozen=True, kw_only=True):
    """A value that a model generated.

    Attributes:
        value: The value.
        response: The response that it is from.
        usage: Token usage of all calls, repairs included; None if the server reports none.
        messages: The conversation, the response last.
        repairs: How often the model had to correct its response.
    """

    value: T
    response: ChatCompletionOutput
    usage: ChatCompletionOutputUsage | None
    messages: list[Any]
    repairs: int

    @property
    def meta(self) -> CallMeta:
        """Which server responded to the last call, how long it took, and what it used."""
        return self.response.meta


publish(ParsedOutput)


def parse_chat(response: ChatCompletionOutput, output: OutputFormat[T] | None) -> ParsedChatCompletion[T]:
    """Return a chat response with the values in its messages.

    Args:
        response: The response.
        output: Format of the messages; None if they are text.

    Raises:
        OutputError: If a message does not match the format.
    """
    choices: list[ParsedChoice[T]] = []
    for choice in response.choices:
        message = ParsedMessage[T](**_fields(choice.message))
        vars(message).update(getattr(choice.message, "__dict__", {}))
        if output is not None and (message.content or not (message.tool_calls or message.refusal)):
            vars(message)[PARSED] = output.parse(message.content or "", choice.finish_reason)
        choice_fields: Any = {**_fields(choice), "message": message}
        choices.append(ParsedChoice[T](**choice_fields))
    fields: Any = {**_fields(response), "choices": choices}
    parsed = ParsedChatCompletion[T](**fields)
    vars(parsed).update(vars(response))
    return parsed


def _fields(model: Any) -> dict[str, Any]:
    return {name: getattr(model, name) for name in model.__struct_fields__}
