# Generated from specs/providers/deepgram.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Deepgram, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `DEEPGRAM_API_KEY` and sent
as ``authorization: Token <key>``.
https://developers.deepgram.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.error_rules import ErrorRules
from inferwire_runtime.json_path import get

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json


def _error_message(data: Json) -> Json:
    """Return the message of an error."""
    return get(data, "err_msg") or get(data, "details") or get(data, "message")


ERRORS = ErrorRules(
    message=_error_message,
)
