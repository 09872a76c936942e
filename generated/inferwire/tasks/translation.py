# Generated from specs/tasks/translation and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Translation.

Takes text and returns its translation into another language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.translation import TranslationOutput

TranslationProvider: TypeAlias = Literal["auto", "cloudflare", "hf-inference"] | PrivateProvider

TASK: Task[TranslationOutput] = Task(
    name="translation",
    registry=REGISTRY,
    handlers={
        "cloudflare": "inferwire.providers.cloudflare.translation",
        "endpoint": "inferwire.providers.endpoint.translation",
        "hf-inference": "inferwire.providers.hf_inference.translation",
    },
    required_inputs=(None,),
    input_types={
        None: ("text", "string"),
    },
    parameter_types={
        "clean_up_tokenization_spaces": "bool",
        "generate_parameters": "mapping",
        "src_lang": "string",
        "tgt_lang": "string",
        "truncation": "string",
    },
    takes_lists=True,
)

translation = bind(TextMethods).translation
translation_async = bind(AsyncTextMethods).translation
