# Generated from specs/tasks/tabular-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Tabular classification.

Takes the rows of a table and returns a class for each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    pass

TabularClassificationProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[str | float]] = Task(
    name="tabular-classification",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.tabular_classification",
        "hf-inference": "inferwire.providers.hf_inference.tabular_classification",
    },
    required_inputs=("data",),
    input_types={
        "data": ("table", "mapping"),
    },
)

tabular_classification = bind(TextMethods).tabular_classification
tabular_classification_async = bind(AsyncTextMethods).tabular_classification
