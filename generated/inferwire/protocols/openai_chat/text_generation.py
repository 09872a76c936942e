# Generated from specs/protocols/openai-chat.yaml. Do not edit: change the spec and run `nox -s generate`.
"""OpenAI's chat completions: how streams of text generation are read.

https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.pick import both, either, is_false, pick, text_of, within
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json


def _is_finished(item: TextGenerationStreamOutput) -> bool:
    """Whether an item says that the answer is complete."""
    return not is_false(pick(item, "details"))


def _text(data: Json) -> str:
    """Give the text that an event adds."""
    return text_of(pick(data, "choices", 0, "delta", "content"))


def _to_item(data: Json, text: str) -> Json:
    """Make an item of an event; ``text`` is all that came so far."""
    return within(
        pick(data, "choices", 0),
        lambda found: {
            "token": {"text": either(pick(found, "delta", "content"), "")},
            "generated_text": both(pick(found, "finish_reason"), text),
            "details": both(pick(found, "finish_reason"), {"finish_reason": pick(found, "finish_reason")}),
        },
    )


def _from_whole(data: Json) -> Json:
    """Make an item of the answer of a server that does not stream."""
    return {
        "token": {"text": pick(data, "choices", 0, "message", "content")},
        "generated_text": pick(data, "choices", 0, "message", "content"),
        "details": {"finish_reason": pick(data, "choices", 0, "finish_reason")},
    }


def _to_final(data: Json) -> Json:
    """Make the whole answer of all items, laid one over the other."""
    return {"generated_text": pick(data, "generated_text")}


def _final_text(data: Json) -> str:
    """Give the text of the whole answer."""
    return text_of(pick(data, "generated_text"))


STREAM = StreamRules(
    type_=TextGenerationStreamOutput,
    done=b"[DONE]",
    is_finished=_is_finished,
    to_item=_to_item,
    text=_text,
    from_whole=_from_whole,
    final_type=TextGenerationOutput,
    pieces=frozenset({}),
    to_final=_to_final,
    final_text=_final_text,
)
