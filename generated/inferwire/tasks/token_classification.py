# Generated from specs/tasks/token-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Token classification.

Takes text and returns its labeled tokens or entities, such as names of people and places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.token_classification import TokenClassificationOutputElement

TokenClassificationProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[TokenClassificationOutputElement]] = Task(
    name="token-classification",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.token_classification",
        "hf-inference": "inferwire.providers.hf_inference.token_classification",
    },
    required_inputs=(None,),
    input_types={
        None: ("text", "string"),
    },
    parameter_types={
        "aggregation_strategy": "string",
        "ignore_labels": "list of strings",
        "stride": "int",
    },
    takes_lists=True,
)

token_classification = bind(TextMethods).token_classification
token_classification_async = bind(AsyncTextMethods).token_classification
