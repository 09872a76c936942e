# Generated from specs/providers/watsonx.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for IBM watsonx.ai, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `WATSONX_API_KEY`,
`WATSONX_APIKEY` or `WATSONX_AI_APIKEY` and sent as ``authorization: Bearer <token>``.
https://cloud.ibm.com/apidocs/watsonx-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.error_rules import ErrorRules
from inferwire_runtime.json_path import get

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json


def _error_message(data: Json) -> Json:
    """Return the message of an error."""
    return get(data, "errors", 0, "message")


ERRORS = ErrorRules(
    message=_error_message,
)
