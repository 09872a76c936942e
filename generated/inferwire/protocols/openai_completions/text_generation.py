# Generated from specs/protocols/openai-completions.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Stream rules of OpenAI's text completions for text generation.

https://platform.openai.com/docs/api-reference/completions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.json_path import as_text, first_true, get
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json


def _is_last(item: TextGenerationStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return bool(get(item, "details") or get(item, "generated_text") is not None)


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "choices", 0, "text"))


def _to_item(data: Json, text: str) -> Json:
    """Convert an event to an item; ``text`` is the text collected so far."""
    choice = get(data, "choices", 0)
    if choice is None:
        return None
    finish_reason = get(choice, "finish_reason")
    return {
        "token": {"text": get(choice, "text") or ""},
        "generated_text": finish_reason and text,
        "details": finish_reason and {"finish_reason": finish_reason},
    }


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    text = get(data, "choices", 0, "text")
    return {
        "token": {"text": text},
        "generated_text": text,
        "details": {"finish_reason": get(data, "choices", 0, "finish_reason")},
    }


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    return {
        "generated_text": get(data, "generated_text") or get(data, "token", "text") or "",
        "details": get(data, "details")
        and {
            "finish_reason": get(data, "details", "finish_reason"),
            "generated_tokens": first_true(
                get(data, "usage", "completion_tokens"), get(data, "usage", "output_tokens")
            ),
        },
    }


def _final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "generated_text"))


OPENAI_COMPLETIONS_STREAM = StreamRules(
    item_type=TextGenerationStreamOutput,
    done_sentinel=b"[DONE]",
    is_last=_is_last,
    to_item=_to_item,
    text=_text,
    from_response=_from_response,
    final_type=TextGenerationOutput,
    delta_fields=frozenset({"text"}),
    build_final=_build_final,
    final_text=_final_text,
)
