# Generated from specs/tasks/text-ranking and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text ranking.

Takes a query and a list of texts, and returns the texts in the order of their relevance to the query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.text_ranking import TextRankingOutputElement

TextRankingProvider: TypeAlias = (
    Literal[
        "auto",
        "cohere",
        "deepinfra",
        "fireworks-ai",
        "hf-inference",
        "jina",
        "novita",
        "nvidia",
        "together",
        "voyage",
        "watsonx",
    ]
    | PrivateProvider
)

TASK: Task[list[TextRankingOutputElement]] = Task(
    name="text-ranking",
    registry=REGISTRY,
    handlers={
        "cohere": "inferwire.providers.cohere.text_ranking",
        "deepinfra": "inferwire.providers.deepinfra.text_ranking",
        "endpoint": "inferwire.providers.endpoint.text_ranking",
        "fireworks-ai": "inferwire.providers.fireworks_ai.text_ranking",
        "hf-inference": "inferwire.providers.hf_inference.text_ranking",
        "jina": "inferwire.providers.jina.text_ranking",
        "novita": "inferwire.providers.novita.text_ranking",
        "nvidia": "inferwire.providers.nvidia.text_ranking",
        "together": "inferwire.providers.together.text_ranking",
        "voyage": "inferwire.providers.voyage.text_ranking",
        "watsonx": "inferwire.providers.watsonx.text_ranking",
    },
    required_inputs=(
        "query",
        "texts",
    ),
    input_types={
        "query": ("query", "string"),
        "texts": ("texts", "list of strings"),
    },
    parameter_types={
        "raw_scores": "bool",
        "return_documents": "bool",
        "top_n": "int",
        "truncate": "bool",
    },
    ranks="texts",
)

text_ranking = bind(TextMethods).text_ranking
text_ranking_async = bind(AsyncTextMethods).text_ranking
