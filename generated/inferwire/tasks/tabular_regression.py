# Generated from specs/tasks/tabular-regression and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Tabular regression.

Takes the rows of a table and returns a predicted number for each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    pass

TabularRegressionProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[float]] = Task(
    name="tabular-regression",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.tabular_regression",
        "hf-inference": "inferwire.providers.hf_inference.tabular_regression",
    },
    required_inputs=("data",),
    input_types={
        "data": ("table", "mapping"),
    },
)

tabular_regression = bind(TextMethods).tabular_regression
tabular_regression_async = bind(AsyncTextMethods).tabular_regression
