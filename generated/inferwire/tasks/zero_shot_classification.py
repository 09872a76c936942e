# Generated from specs/tasks/zero-shot-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Zero-shot classification.

Takes text and candidate labels, and returns how well each label fits the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.common import ClassificationOutput

ZeroShotClassificationProvider: TypeAlias = Literal["auto", "hf-inference", "jina"] | PrivateProvider

TASK: Task[list[ClassificationOutput]] = Task(
    name="zero-shot-classification",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.zero_shot_classification",
        "hf-inference": "inferwire.providers.hf_inference.zero_shot_classification",
        "jina": "inferwire.providers.jina.zero_shot_classification",
    },
    required_inputs=(None,),
    input_types={
        None: ("text", "string"),
    },
    parameter_types={
        "candidate_labels": "list of strings",
        "hypothesis_template": "string",
        "multi_label": "bool",
    },
    takes_lists=True,
)

zero_shot_classification = bind(TextMethods).zero_shot_classification
zero_shot_classification_async = bind(AsyncTextMethods).zero_shot_classification
