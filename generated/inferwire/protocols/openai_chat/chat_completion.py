# Generated from specs/protocols/openai-chat.yaml. Do not edit: change the spec and run `nox -s generate`.
"""OpenAI's chat completions: how streams of chat completion are read.

https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionStreamOutput
from inferwire_runtime.pick import each, flat_items, is_false, pick, text_of
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json


def _is_finished(item: ChatCompletionStreamOutput) -> bool:
    """Whether an item says that the answer is complete."""
    return not is_false(pick(item, "choices", 0, "finish_reason"))


def _text(data: Json) -> str:
    """Give the text that an event adds."""
    return text_of(pick(data, "choices", 0, "delta", "content"))


def _from_whole(data: Json) -> Json:
    """Make an item of the answer of a server that does not stream."""
    return {
        "id": pick(data, "id"),
        "created": pick(data, "created"),
        "model": pick(data, "model"),
        "usage": pick(data, "usage"),
        "choices": each(
            flat_items(pick(data, "choices")),
            lambda item: {
                "index": pick(item, "index"),
                "delta": pick(item, "message"),
                "finish_reason": pick(item, "finish_reason"),
            },
        ),
    }


def _to_final(data: Json) -> Json:
    """Make the whole answer of all items, laid one over the other."""
    return {
        "id": pick(data, "id"),
        "created": pick(data, "created"),
        "model": pick(data, "model"),
        "usage": pick(data, "usage"),
        "choices": each(
            flat_items(pick(data, "choices")),
            lambda item: {
                "index": pick(item, "index"),
                "message": pick(item, "delta"),
                "finish_reason": pick(item, "finish_reason"),
            },
        ),
    }


def _final_text(data: Json) -> str:
    """Give the text of the whole answer."""
    return text_of(pick(data, "choices", 0, "message", "content"))


STREAM = StreamRules(
    type_=ChatCompletionStreamOutput,
    done=b"[DONE]",
    is_finished=_is_finished,
    text=_text,
    from_whole=_from_whole,
    final_type=ChatCompletionOutput,
    pieces=frozenset({"content", "reasoning", "reasoning_content", "refusal", "arguments"}),
    to_final=_to_final,
    final_text=_final_text,
)
