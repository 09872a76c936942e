# Generated from specs/providers/stability.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Stability AI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `STABILITY_API_KEY` and sent
as ``authorization: Bearer <key>``.
https://platform.stability.ai/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.error_rules import ErrorRules
from inferwire_runtime.json_path import get

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json


def _is_error(data: Json) -> bool:
    """Return whether a response reports an error, whatever its status."""
    return bool(get(data, "finish_reason") == "CONTENT_FILTERED")


def _error_message(data: Json) -> Json:
    """Return the message of an error."""
    return "the content filter withheld the image" if get(data, "finish_reason") == "CONTENT_FILTERED" else None


ERRORS = ErrorRules(
    is_error=_is_error,
    message=_error_message,
)
