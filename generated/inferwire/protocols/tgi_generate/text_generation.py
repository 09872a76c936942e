# Generated from specs/protocols/tgi-generate.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Stream rules of Hugging Face's text-generation-inference for text generation.

https://huggingface.co/docs/text-generation-inference/reference/api_reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.json_path import as_text, first_or_self, get
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json


def _is_last(item: TextGenerationStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return get(item, "generated_text") is not None


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    first = first_or_self(data)
    return {"token": {"text": get(first, "generated_text")}, "generated_text": get(first, "generated_text")}


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    return {
        "generated_text": get(data, "generated_text") or get(data, "token", "text") or "",
        "details": get(data, "details"),
    }


def _final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "generated_text"))


TGI_GENERATE_STREAM = StreamRules(
    item_type=TextGenerationStreamOutput,
    done_sentinel=b"[DONE]",
    is_last=_is_last,
    from_response=_from_response,
    final_type=TextGenerationOutput,
    delta_fields=frozenset({"text"}),
    build_final=_build_final,
    final_text=_final_text,
)
