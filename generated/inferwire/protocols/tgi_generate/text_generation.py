# Generated from specs/protocols/tgi-generate.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text generation as Hugging Face's text-generation-inference has it: how streams of text generation are read.

https://huggingface.co/docs/text-generation-inference/reference/api_reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.pick import one, pick, text_of
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json


def _is_finished(item: TextGenerationStreamOutput) -> bool:
    """Whether an item says that the answer is complete."""
    return pick(item, "generated_text") is not None


def _from_whole(data: Json) -> Json:
    """Make an item of the answer of a server that does not stream."""
    return {"token": {"text": pick(one(data), "generated_text")}, "generated_text": pick(one(data), "generated_text")}


def _to_final(data: Json) -> Json:
    """Make the whole answer of all items, laid one over the other."""
    return {"generated_text": pick(data, "generated_text")}


def _final_text(data: Json) -> str:
    """Give the text of the whole answer."""
    return text_of(pick(data, "generated_text"))


STREAM = StreamRules(
    type_=TextGenerationStreamOutput,
    is_finished=_is_finished,
    from_whole=_from_whole,
    final_type=TextGenerationOutput,
    pieces=frozenset({}),
    to_final=_to_final,
    final_text=_final_text,
)
