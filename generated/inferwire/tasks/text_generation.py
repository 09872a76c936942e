# Generated from specs/tasks/text-generation and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text generation.

Takes a prompt and returns its continuation, whole or streamed token by token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.chat import AsyncChatMethods, ChatMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.text_generation import TextGenerationOutput

TextGenerationProvider: TypeAlias = (
    Literal[
        "auto",
        "deepinfra",
        "deepseek",
        "featherless-ai",
        "groq",
        "hf-inference",
        "hyperbolic",
        "nebius",
        "novita",
        "ollama",
        "openai",
        "ovhcloud",
        "scaleway",
        "together",
        "watsonx",
        "xai",
    ]
    | PrivateProvider
)

TASK: Task[TextGenerationOutput] = Task(
    name="text-generation",
    registry=REGISTRY,
    handlers={
        "deepinfra": "inferwire.providers.deepinfra.text_generation",
        "deepseek": "inferwire.providers.deepseek.text_generation",
        "endpoint": "inferwire.providers.endpoint.text_generation",
        "featherless-ai": "inferwire.providers.featherless_ai.text_generation",
        "groq": "inferwire.providers.groq.text_generation",
        "hf-inference": "inferwire.providers.hf_inference.text_generation",
        "hyperbolic": "inferwire.providers.hyperbolic.text_generation",
        "nebius": "inferwire.providers.nebius.text_generation",
        "novita": "inferwire.providers.novita.text_generation",
        "ollama": "inferwire.providers.ollama.text_generation",
        "openai": "inferwire.providers.openai.text_generation",
        "ovhcloud": "inferwire.providers.ovhcloud.text_generation",
        "scaleway": "inferwire.providers.scaleway.text_generation",
        "together": "inferwire.providers.together.text_generation",
        "watsonx": "inferwire.providers.watsonx.text_generation",
        "xai": "inferwire.providers.xai.text_generation",
    },
    required_inputs=(None,),
    input_types={
        None: ("prompt", "string"),
    },
    parameter_types={
        "adapter_id": "string",
        "best_of": "int",
        "decoder_input_details": "bool",
        "details": "bool",
        "do_sample": "bool",
        "frequency_penalty": "number",
        "grammar": "mapping or grammar type",
        "max_new_tokens": "int",
        "repetition_penalty": "number",
        "return_full_text": "bool",
        "seed": "int",
        "stop": "list of strings",
        "temperature": "number",
        "top_k": "int",
        "top_n_tokens": "int",
        "top_p": "number",
        "truncate": "int",
        "typical_p": "number",
        "watermark": "bool",
    },
    is_streamable=True,
)

text_generation = bind(ChatMethods).text_generation
text_generation_async = bind(AsyncChatMethods).text_generation
text_generation_stream = bind(ChatMethods).text_generation_stream
text_generation_stream_async = bind(AsyncChatMethods).text_generation_stream
