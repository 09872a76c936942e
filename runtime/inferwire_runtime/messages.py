"""Messages of a chat, before they are sent."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from inferwire_runtime.jsontypes import is_list, is_object, is_sequence


def with_plain_messages(inputs: Any) -> Any:
    """Return inputs in which models in messages, and in their lists, are the JSON that was received."""
    if not is_sequence(inputs) or not any(map(_has_model, inputs)):
        return inputs
    from inferwire_runtime.tolerance import to_plain  # only for messages from a response

    return to_plain(inputs)


def _has_model(message: Any) -> bool:
    """Return whether a message is a model, or a mapping with a model or a list of models."""
    if not is_object(message):
        return isinstance(message, Struct)
    for value in message.values():
        if type(value) is str:
            continue  # nearly all
        if isinstance(value, Struct) or (is_list(value) and any(isinstance(item, Struct) for item in value)):
            return True
    return False
