# Generated from specs/tasks/fill-mask and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Fill mask.

Takes text with a masked word and returns the most likely words to fill the mask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.fill_mask import FillMaskOutputElement

FillMaskProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[FillMaskOutputElement | list[FillMaskOutputElement]]] = Task(
    name="fill-mask",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.fill_mask",
        "hf-inference": "inferwire.providers.hf_inference.fill_mask",
    },
    required_inputs=(None,),
    input_types={
        None: ("text", "string"),
    },
    parameter_types={
        "targets": "list of strings",
        "top_k": "int",
    },
    takes_lists=True,
)

fill_mask = bind(TextMethods).fill_mask
fill_mask_async = bind(AsyncTextMethods).fill_mask
