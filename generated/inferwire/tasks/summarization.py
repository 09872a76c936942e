# Generated from specs/tasks/summarization and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Summarization.

Takes text and returns a summary of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.summarization import SummarizationOutput

SummarizationProvider: TypeAlias = Literal["auto", "cloudflare", "hf-inference"] | PrivateProvider

TASK: Task[SummarizationOutput] = Task(
    name="summarization",
    registry=REGISTRY,
    handlers={
        "cloudflare": "inferwire.providers.cloudflare.summarization",
        "endpoint": "inferwire.providers.endpoint.summarization",
        "hf-inference": "inferwire.providers.hf_inference.summarization",
    },
    required_inputs=(None,),
    input_types={
        None: ("text", "string"),
    },
    parameter_types={
        "clean_up_tokenization_spaces": "bool",
        "generate_parameters": "mapping",
        "truncation": "string",
    },
    takes_lists=True,
)

summarization = bind(TextMethods).summarization
summarization_async = bind(AsyncTextMethods).summarization
