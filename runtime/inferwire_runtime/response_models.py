"""Base classes of the Responses API's types, which fill in missing fields and read other shapes as OpenAI's.

Each ``normalize`` returns the JSON object with OpenAI's fields. It is called only for JSON that does not fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.results import Model, ResponseModel
from inferwire_runtime.token_usage import find_counts

TEXT = "output_text"
NAMES = {
    "input_tokens": "prompt_tokens",
    "output_tokens": "completion_tokens",
    "total_tokens": "total_tokens",
    "input_tokens_details": "prompt_tokens_details",
    "output_tokens_details": "completion_tokens_details",
}


class ResponseObjectModel(ResponseModel):
    """Base class of a response."""

    if TYPE_CHECKING:
        output: list[Any]
        output_text: str | None

    def __post_init__(self) -> None:
        if self.output_text is None:
            messages = (item for item in self.output if isinstance(item, ResponseMessageModel))
            texts = (getattr(part, "text", None) for item in messages for part in item.content if part.type == TEXT)
            self.output_text = "".join(text for text in texts if isinstance(text, str))


class ResponseEventModel(ResponseModel):
    """Base class of an event that contains the response."""

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Add the output to a response that only begins."""
        response = data.get("response")
        if not is_object(response) or response.get("output") is not None:
            return data
        return {**data, "response": {**response, "output": list[Json]()}}


class ResponseMessageModel(Model):
    """Base class of a message."""

    if TYPE_CHECKING:
        content: list[Any]

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Read content that is a string, or whose parts have no type, as text."""
        content = data.get("content")
        if isinstance(content, str):
            return {**data, "content": [{"type": TEXT, "text": content}]}
        if not is_list(content):
            return data if content is not None else {**data, "content": list[Json]()}
        return {
            **data,
            "content": [
                {"type": TEXT, "text": part}
                if isinstance(part, str)
                else {**part, "type": TEXT}
                if is_object(part) and part.get("type") in (None, "text")
                else part
                for part in content
            ],
        }


class ResponseUsageModel(Model):
    """Base class of token usage. Without ``total_tokens``, it is the sum of the other two."""

    if TYPE_CHECKING:
        input_tokens: int | None
        output_tokens: int | None
        total_tokens: int | None

    def __post_init__(self) -> None:
        if self.total_tokens is None and self.input_tokens is not None and self.output_tokens is not None:
            self.total_tokens = self.input_tokens + self.output_tokens

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Add counts under other names."""
        counts = find_counts(data)
        found = {own: counts[name] for own, name in NAMES.items() if name in counts and data.get(own) is None}
        return {**data, **found} if found else data
