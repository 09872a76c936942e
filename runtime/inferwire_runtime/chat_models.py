"""Base classes of chat messages, which read other shapes as OpenAI's.

Each ``normalize`` returns the JSON object with OpenAI's fields. It is called only for JSON that does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeVar

import msgspec

from inferwire_runtime.errors import OutputError
from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.results import Model, ResponseModel

TEXT_KEYS = ("text", "content", "thinking", "reasoning", "summary")
REASONING = frozenset({"thinking", "reasoning", "reasoning_text", "redacted_thinking"})
M_co = TypeVar("M_co", covariant=True)


class HasContent(Protocol):
    """A message, or a delta of one."""

    @property
    def content(self) -> str | None:
        """The text, if any."""
        ...


class HasMessage(Protocol[M_co]):
    """An item of ``choices``."""

    @property
    def message(self) -> M_co:
        """The message."""
        ...


class HasChoices(Protocol[M_co]):
    """A chat response, or an item of its stream."""

    @property
    def choices(self) -> Sequence[M_co]:
        """The choices, mostly one."""
        ...


class HasArguments(Protocol):
    """A function call."""

    @property
    def arguments(self) -> str | None:
        """Its arguments."""
        ...


class HasDelta(Protocol):
    """An item of ``choices`` in a stream."""

    @property
    def delta(self) -> HasContent:
        """What is added to the message."""
        ...


def _first(choices: Sequence[M_co]) -> M_co:
    if not choices:
        raise OutputError("the response has no choices; call again, or use another model")
    return choices[0]


class ChatResponseModel(ResponseModel):
    """Base class of a chat response."""

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Read the responses of other interfaces as choices."""
        from inferwire_runtime.chat_forms import as_chat  # for few responses

        return as_chat(data, "message")

    @property
    def message(self: HasChoices[HasMessage[M_co]]) -> M_co:
        """The message of the first choice.

        Raises:
            OutputError: If there is no choice.
        """
        return _first(self.choices).message

    @property
    def text(self: HasChoices[HasMessage[HasContent]]) -> str:
        """The text of the first choice; empty if it has none, as with tool calls.

        Raises:
            OutputError: If there is no choice.
        """
        return _first(self.choices).message.content or ""


class ChatChunkModel(ResponseModel):
    """Base class of an item of a chat's stream."""

    @property
    def text(self: HasChoices[HasDelta]) -> str:
        """The text that the item adds to the first choice; empty if it adds none, as in an item with the usage."""
        return (self.choices[0].delta.content or "") if self.choices else ""


class MessageModel(Model):
    """Base class of an assistant's message, and of its deltas."""

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Join the text parts of a list as ``content``, and its other parts that think as ``reasoning``."""
        content = data.get("content")
        if not is_list(content) and not is_object(content):
            return data
        parts = content if is_list(content) else [content]
        text = [part for part in parts if not _is_reasoning(part)]
        thoughts = [part for part in parts if _is_reasoning(part)]
        changed: dict[str, Json] = {"content": "".join(_texts(text)) if text or not thoughts else None}
        if thoughts and data.get("reasoning") is None and data.get("reasoning_content") is None:
            changed["reasoning"] = "".join(_texts(thoughts))
        return {**data, **changed}


class ToolCallModel(Model):
    """Base class of a tool call, and of its fragments."""

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Read a custom call, and a call without ``function``, as the call of a function."""
        custom = data.get("custom")
        if is_object(data.get("function")):
            return data
        if is_object(custom):
            return {**data, "function": {"name": custom.get("name"), "arguments": custom.get("input")}}
        if isinstance(data.get("name"), str):
            return {**data, "function": {key: data[key] for key in ("name", "arguments") if key in data}}
        return data


class FunctionModel(Model):
    """Base class of the function in a tool call, and of its fragments."""

    @property
    def parsed_arguments(self: HasArguments) -> dict[str, Any] | None:
        """The arguments, decoded; None if they are not a JSON object."""
        try:
            value: Json = msgspec.json.decode(self.arguments or "{}")
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            return None
        return value if is_object(value) else None

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Encode arguments that are not text."""
        arguments = data.get("arguments")
        if arguments is None or isinstance(arguments, str):
            return data
        return {**data, "arguments": msgspec.json.encode(arguments).decode()}


def _is_reasoning(part: Json) -> bool:
    return is_object(part) and part.get("type") in REASONING


def _texts(value: Json) -> Iterator[str]:
    """Yield the texts in a part, or in a list of parts, in order."""
    if isinstance(value, str):
        yield value
    elif is_list(value):
        for item in value:
            yield from _texts(item)
    elif is_object(value):
        yield from next((_texts(value[key]) for key in TEXT_KEYS if value.get(key)), ())
