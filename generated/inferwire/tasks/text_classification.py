# Generated from specs/tasks/text-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text classification.

Takes text and returns its most likely classes with their scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.common import ClassificationOutput

TextClassificationProvider: TypeAlias = Literal["auto", "cloudflare", "hf-inference"] | PrivateProvider

TASK: Task[list[ClassificationOutput]] = Task(
    name="text-classification",
    registry=REGISTRY,
    handlers={
        "cloudflare": "inferwire.providers.cloudflare.text_classification",
        "endpoint": "inferwire.providers.endpoint.text_classification",
        "hf-inference": "inferwire.providers.hf_inference.text_classification",
    },
    required_inputs=(None,),
    input_types={
        None: ("text", "string"),
    },
    parameter_types={
        "function_to_apply": "string",
        "top_k": "int",
    },
    takes_lists=True,
)

text_classification = bind(TextMethods).text_classification
text_classification_async = bind(AsyncTextMethods).text_classification
