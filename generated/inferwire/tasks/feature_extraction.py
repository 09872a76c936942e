# Generated from specs/tasks/feature-extraction and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Feature extraction.

Takes one or more texts and returns an embedding for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.feature_extraction import FeatureExtractionOutput

FeatureExtractionProvider: TypeAlias = (
    Literal[
        "auto",
        "azure-openai",
        "cloudflare",
        "cohere",
        "dashscope",
        "deepinfra",
        "google",
        "hf-inference",
        "jina",
        "mistral",
        "nebius",
        "nvidia",
        "ollama",
        "openai",
        "openrouter",
        "sambanova",
        "scaleway",
        "siliconflow",
        "together",
        "voyage",
        "watsonx",
    ]
    | PrivateProvider
)

TASK: Task[FeatureExtractionOutput] = Task(
    name="feature-extraction",
    registry=REGISTRY,
    handlers={
        "azure-openai": "inferwire.providers.azure_openai.feature_extraction",
        "cloudflare": "inferwire.providers.cloudflare.feature_extraction",
        "cohere": "inferwire.providers.cohere.feature_extraction",
        "dashscope": "inferwire.providers.dashscope.feature_extraction",
        "deepinfra": "inferwire.providers.deepinfra.feature_extraction",
        "endpoint": "inferwire.providers.endpoint.feature_extraction",
        "google": "inferwire.providers.google.feature_extraction",
        "hf-inference": "inferwire.providers.hf_inference.feature_extraction",
        "jina": "inferwire.providers.jina.feature_extraction",
        "mistral": "inferwire.providers.mistral.feature_extraction",
        "nebius": "inferwire.providers.nebius.feature_extraction",
        "nvidia": "inferwire.providers.nvidia.feature_extraction",
        "ollama": "inferwire.providers.ollama.feature_extraction",
        "openai": "inferwire.providers.openai.feature_extraction",
        "openrouter": "inferwire.providers.openrouter.feature_extraction",
        "sambanova": "inferwire.providers.sambanova.feature_extraction",
        "scaleway": "inferwire.providers.scaleway.feature_extraction",
        "siliconflow": "inferwire.providers.siliconflow.feature_extraction",
        "together": "inferwire.providers.together.feature_extraction",
        "voyage": "inferwire.providers.voyage.feature_extraction",
        "watsonx": "inferwire.providers.watsonx.feature_extraction",
    },
    required_inputs=(None,),
    input_types={
        None: ("text", "string or list of strings"),
    },
    parameter_types={
        "dimensions": "int",
        "encoding_format": "string",
        "normalize": "bool",
        "prompt_name": "string",
        "truncate": "bool",
        "truncation_direction": "string",
    },
    returns_vectors=True,
)

feature_extraction = bind(TextMethods).feature_extraction
feature_extraction_async = bind(AsyncTextMethods).feature_extraction
