# Generated from specs/tasks/responses and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Responses.

Takes text, or a list of messages and other items, and returns the model's response through OpenAI's Responses API:
messages, reasoning and tool calls, whole or as a stream of events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.chat import AsyncChatMethods, ChatMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.responses import ResponsesOutput

ResponsesProvider: TypeAlias = Literal["auto", "fireworks-ai", "groq", "openai"] | PrivateProvider

TASK: Task[ResponsesOutput] = Task(
    name="responses",
    registry=REGISTRY,
    handlers={
        "auto": "inferwire.providers.auto.responses",
        "endpoint": "inferwire.providers.endpoint.responses",
        "fireworks-ai": "inferwire.providers.fireworks_ai.responses",
        "groq": "inferwire.providers.groq.responses",
        "openai": "inferwire.providers.openai.responses",
    },
    input_types={
        None: ("input", "string or list"),
    },
    parameter_types={
        "background": "bool",
        "conversation": "string or mapping",
        "include": "list of strings",
        "instructions": "string",
        "max_output_tokens": "int",
        "max_tool_calls": "int",
        "metadata": "mapping",
        "parallel_tool_calls": "bool",
        "previous_response_id": "string",
        "prompt": "mapping",
        "prompt_cache_key": "string",
        "reasoning": "mapping",
        "safety_identifier": "string",
        "service_tier": "string",
        "store": "bool",
        "stream_options": "mapping",
        "temperature": "number",
        "text": "mapping",
        "tool_choice": "string or mapping",
        "tools": "list",
        "top_logprobs": "int",
        "top_p": "number",
        "truncation": "string",
        "user": "string",
    },
    media={None: "messages"},
    is_streamable=True,
)

create_response = bind(ChatMethods).create_response
create_response_async = bind(AsyncChatMethods).create_response
create_response_stream = bind(ChatMethods).create_response_stream
create_response_stream_async = bind(AsyncChatMethods).create_response_stream
