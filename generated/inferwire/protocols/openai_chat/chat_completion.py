# Generated from specs/protocols/openai-chat.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Stream rules of OpenAI's chat completions for chat completion.

https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionStreamOutput
from inferwire_runtime.json_path import as_text, flatten, get
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json


def _is_last(item: ChatCompletionStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return bool(get(item, "choices", 0, "finish_reason"))


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "choices", 0, "delta", "content"))


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    choices = flatten(get(data, "choices"))
    return {
        "id": get(data, "id"),
        "created": get(data, "created"),
        "model": get(data, "model"),
        "usage": get(data, "usage"),
        "choices": choices
        and [
            {
                "index": get(choice, "index"),
                "delta": get(choice, "message"),
                "finish_reason": get(choice, "finish_reason"),
            }
            for choice in choices
        ],
    }


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    choices = flatten(get(data, "choices"))
    return {
        "id": get(data, "id"),
        "created": get(data, "created"),
        "model": get(data, "model"),
        "usage": get(data, "usage"),
        "choices": choices
        and [
            {
                "index": get(choice, "index"),
                "message": get(choice, "delta"),
                "finish_reason": get(choice, "finish_reason"),
            }
            for choice in choices
        ],
    }


def _final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "choices", 0, "message", "content"))


OPENAI_CHAT_STREAM = StreamRules(
    item_type=ChatCompletionStreamOutput,
    done_sentinel=b"[DONE]",
    is_last=_is_last,
    text=_text,
    from_response=_from_response,
    final_type=ChatCompletionOutput,
    delta_fields=frozenset({"content", "reasoning", "reasoning_content", "refusal", "arguments"}),
    build_final=_build_final,
    final_text=_final_text,
)
