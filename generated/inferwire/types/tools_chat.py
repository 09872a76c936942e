# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Results of conversations in which a model calls tools."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from msgspec import Struct

from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionOutputUsage
from inferwire_runtime.errors import CallMeta, publish
from inferwire_runtime.tool_calls import ToolResult

T = TypeVar("T")


class ToolsOutput(Struct, Generic[T], frozen=True, kw_only=True):
    """The result of a conversation in which a model called tools.

    Attributes:
        value: The value of the last response if `response_format` is a type, else its text.
        response: The last response.
        messages: The conversation: the messages that were passed, the model's, and the results of tools.
        usage: Token usage of all rounds; None if the server reports none.
        rounds: How often the model was called.
        results: The tool calls with their results, in order.
    """

    value: T
    response: ChatCompletionOutput
    messages: list[Any]
    usage: ChatCompletionOutputUsage | None
    rounds: int
    results: list[ToolResult]

    @property
    def text(self) -> str:
        """The text of the last response."""
        return self.response.text

    @property
    def meta(self) -> CallMeta:
        """Which server responded to the last call, how long it took, and what it used."""
        return self.response.meta


publish(ToolsOutput)
