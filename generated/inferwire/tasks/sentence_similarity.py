# Generated from specs/tasks/sentence-similarity and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Sentence similarity.

Takes a sentence and a list of other sentences, and returns how similar in meaning each one is to the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    pass

SentenceSimilarityProvider: TypeAlias = (
    Literal[
        "auto", "azure-openai", "cohere", "hf-inference", "jina", "mistral", "nvidia", "openai", "siliconflow", "voyage"
    ]
    | PrivateProvider
)

TASK: Task[list[float]] = Task(
    name="sentence-similarity",
    registry=REGISTRY,
    handlers={
        "azure-openai": "inferwire.providers.azure_openai.sentence_similarity",
        "cohere": "inferwire.providers.cohere.sentence_similarity",
        "endpoint": "inferwire.providers.endpoint.sentence_similarity",
        "hf-inference": "inferwire.providers.hf_inference.sentence_similarity",
        "jina": "inferwire.providers.jina.sentence_similarity",
        "mistral": "inferwire.providers.mistral.sentence_similarity",
        "nvidia": "inferwire.providers.nvidia.sentence_similarity",
        "openai": "inferwire.providers.openai.sentence_similarity",
        "siliconflow": "inferwire.providers.siliconflow.sentence_similarity",
        "voyage": "inferwire.providers.voyage.sentence_similarity",
    },
    required_inputs=(
        "source_sentence",
        "sentences",
    ),
    input_types={
        "source_sentence": ("sentence", "string"),
        "sentences": ("other_sentences", "list of strings"),
    },
)

sentence_similarity = bind(TextMethods).sentence_similarity
sentence_similarity_async = bind(AsyncTextMethods).sentence_similarity
