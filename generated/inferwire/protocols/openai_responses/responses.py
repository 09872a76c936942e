# Generated from specs/protocols/openai-responses.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Stream rules of OpenAI's responses for responses.

https://platform.openai.com/docs/api-reference/responses
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.responses import ResponsesOutput, ResponsesStreamOutput
from inferwire_runtime.json_path import as_text, get
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json


def _is_last(item: ResponsesStreamOutput) -> bool:
    """Return whether an item is the last one."""
    type_ = get(item, "type")
    return bool(
        type_ == "response.completed"
        or type_ == "response.incomplete"
        or type_ == "response.failed"
        or type_ == "response.cancelled"
    )


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    return {"type": "response.completed", "response": data}


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    return data


def _final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "output_text"))


OPENAI_RESPONSES_STREAM = StreamRules(
    item_type=ResponsesStreamOutput,
    is_last=_is_last,
    from_response=_from_response,
    final_type=ResponsesOutput,
    build_final=_build_final,
    final_text=_final_text,
)
