# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Short names for the types of a chat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from inferwire.inputs.chat_completion import ChatCompletionInputMessage
from inferwire.types.chat_completion import (
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ChatCompletionStreamOutput,
)
from inferwire_runtime.streams import AsyncStream, Stream

Message: TypeAlias = ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]
"""A message of a conversation: a dictionary, or the message of a response."""

ChatResponse: TypeAlias = ChatCompletionOutput
"""The response to a chat."""

ChatChunk: TypeAlias = ChatCompletionStreamOutput
"""An item of a streamed chat."""

ChatStream: TypeAlias = Stream[ChatCompletionStreamOutput, ChatCompletionOutput]
"""A streamed chat."""

AsyncChatStream: TypeAlias = AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]
"""A streamed chat of an asynchronous client."""
