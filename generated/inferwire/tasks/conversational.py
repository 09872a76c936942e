# Generated from specs/tasks/conversational and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Conversational.

Takes a user message and the earlier turns, and returns the model's response (legacy; see chat-completion).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.conversational import ConversationalOutput

ConversationalProvider: TypeAlias = Literal["auto"] | PrivateProvider

TASK: Task[ConversationalOutput] = Task(
    name="conversational",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.conversational",
    },
    required_inputs=("text",),
    input_types={
        "text": ("text", "string"),
        "past_user_inputs": ("past_user_inputs", "list of strings"),
        "generated_responses": ("generated_responses", "list of strings"),
    },
    parameter_types={
        "max_length": "int",
        "max_time": "number",
        "min_length": "int",
        "repetition_penalty": "number",
        "temperature": "number",
        "top_k": "int",
        "top_p": "number",
    },
)

conversational = bind(TextMethods).conversational
conversational_async = bind(AsyncTextMethods).conversational
