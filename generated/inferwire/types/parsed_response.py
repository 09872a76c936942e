# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Responses of OpenAI's Responses API whose text is a value of the caller's type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from inferwire.types.responses import ResponsesOutput

if TYPE_CHECKING:
    from inferwire_runtime.structured import OutputFormat

T = TypeVar("T")

PARSED = "_inferwire_parsed"
_REASONS = {"max_output_tokens": "length"}  # why a response is incomplete, in the words of chats


class ParsedResponsesOutput(ResponsesOutput, Generic[T], kw_only=True):
    """Response of a model, with the value of its text."""

    @property
    def output_parsed(self) -> T | None:
        """The value; None if the response has no text, as with calls of functions and refusals."""
        value: T | None = self.__dict__.get(PARSED)
        return value


def parse_response(response: ResponsesOutput, output: OutputFormat[T] | None) -> ParsedResponsesOutput[T]:
    """Return a response with the value of its text.

    Args:
        response: The response.
        output: Format of the text; None if it is only text.

    Raises:
        OutputError: If the text does not match the format.
    """
    fields: Any = {name: getattr(response, name) for name in response.__struct_fields__}
    parsed = ParsedResponsesOutput[T](**fields)
    vars(parsed).update(vars(response))
    if output is not None and (response.output_text or not response.output):
        details = response.incomplete_details
        reason = None if details is None else details.reason
        vars(parsed)[PARSED] = output.parse(response.output_text or "", _REASONS.get(reason or "", reason))
    return parsed
