# Generated from specs/tasks/chat-completion and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Chat completion.

Takes a conversation as a list of messages and returns the assistant's next message, whole or streamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.chat import AsyncChatMethods, ChatMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.chat_completion import ChatCompletionOutput

ChatCompletionProvider: TypeAlias = (
    Literal[
        "auto",
        "anthropic",
        "azure-openai",
        "baseten",
        "cerebras",
        "clarifai",
        "cloudflare",
        "cohere",
        "dashscope",
        "deepinfra",
        "deepseek",
        "featherless-ai",
        "fireworks-ai",
        "google",
        "groq",
        "hf-inference",
        "hyperbolic",
        "minimax",
        "mistral",
        "moonshot",
        "nebius",
        "novita",
        "nscale",
        "nvidia",
        "ollama",
        "openai",
        "openrouter",
        "ovhcloud",
        "perplexity",
        "publicai",
        "sambanova",
        "scaleway",
        "siliconflow",
        "together",
        "watsonx",
        "xai",
        "zai-org",
    ]
    | PrivateProvider
)

TASK: Task[ChatCompletionOutput] = Task(
    name="chat-completion",
    registry=REGISTRY,
    handlers={
        "anthropic": "inferwire.providers.anthropic.chat_completion",
        "auto": "inferwire.providers.auto.chat_completion",
        "azure-openai": "inferwire.providers.azure_openai.chat_completion",
        "baseten": "inferwire.providers.baseten.chat_completion",
        "cerebras": "inferwire.providers.cerebras.chat_completion",
        "clarifai": "inferwire.providers.clarifai.chat_completion",
        "cloudflare": "inferwire.providers.cloudflare.chat_completion",
        "cohere": "inferwire.providers.cohere.chat_completion",
        "dashscope": "inferwire.providers.dashscope.chat_completion",
        "deepinfra": "inferwire.providers.deepinfra.chat_completion",
        "deepseek": "inferwire.providers.deepseek.chat_completion",
        "endpoint": "inferwire.providers.endpoint.chat_completion",
        "featherless-ai": "inferwire.providers.featherless_ai.chat_completion",
        "fireworks-ai": "inferwire.providers.fireworks_ai.chat_completion",
        "google": "inferwire.providers.google.chat_completion",
        "groq": "inferwire.providers.groq.chat_completion",
        "hf-inference": "inferwire.providers.hf_inference.chat_completion",
        "hyperbolic": "inferwire.providers.hyperbolic.chat_completion",
        "minimax": "inferwire.providers.minimax.chat_completion",
        "mistral": "inferwire.providers.mistral.chat_completion",
        "moonshot": "inferwire.providers.moonshot.chat_completion",
        "nebius": "inferwire.providers.nebius.chat_completion",
        "novita": "inferwire.providers.novita.chat_completion",
        "nscale": "inferwire.providers.nscale.chat_completion",
        "nvidia": "inferwire.providers.nvidia.chat_completion",
        "ollama": "inferwire.providers.ollama.chat_completion",
        "openai": "inferwire.providers.openai.chat_completion",
        "openrouter": "inferwire.providers.openrouter.chat_completion",
        "ovhcloud": "inferwire.providers.ovhcloud.chat_completion",
        "perplexity": "inferwire.providers.perplexity.chat_completion",
        "publicai": "inferwire.providers.publicai.chat_completion",
        "sambanova": "inferwire.providers.sambanova.chat_completion",
        "scaleway": "inferwire.providers.scaleway.chat_completion",
        "siliconflow": "inferwire.providers.siliconflow.chat_completion",
        "together": "inferwire.providers.together.chat_completion",
        "watsonx": "inferwire.providers.watsonx.chat_completion",
        "xai": "inferwire.providers.xai.chat_completion",
        "zai-org": "inferwire.providers.zai_org.chat_completion",
    },
    input_types={
        None: ("messages", "messages"),
    },
    parameter_types={
        "frequency_penalty": "number",
        "logit_bias": "mapping",
        "logprobs": "bool",
        "max_completion_tokens": "int",
        "max_tokens": "int",
        "metadata": "mapping",
        "n": "int",
        "parallel_tool_calls": "bool",
        "prediction": "mapping",
        "presence_penalty": "number",
        "reasoning_effort": "string",
        "response_format": "mapping or type",
        "seed": "int",
        "service_tier": "string",
        "stop": "string or list of strings",
        "store": "bool",
        "stream_options": "mapping",
        "temperature": "number",
        "tool_choice": "string or mapping",
        "tool_prompt": "string",
        "tools": "list of mappings or list of functions",
        "top_logprobs": "int",
        "top_p": "number",
        "user": "string",
        "verbosity": "string",
    },
    media={None: "messages"},
    is_streamable=True,
)

chat_completion = bind(ChatMethods).chat_completion
chat_completion_async = bind(AsyncChatMethods).chat_completion
chat_completion_stream = bind(ChatMethods).chat_completion_stream
chat_completion_stream_async = bind(AsyncChatMethods).chat_completion_stream
