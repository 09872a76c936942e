# Generated from specs/providers/cloudflare.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Cloudflare Workers AI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `CLOUDFLARE_API_TOKEN` and
sent as ``authorization: Bearer <key>``.
https://developers.cloudflare.com/workers-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.error_rules import ErrorRules
from inferwire_runtime.json_path import get

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json


def _is_error(data: Json) -> bool:
    """Return whether a response reports an error, whatever its status."""
    return get(data, "success") is False


def _error_message(data: Json) -> Json:
    """Return the message of an error."""
    return get(data, "errors", 0, "message")


def _is_key_error(data: Json) -> bool:
    """Return whether the API key is the reason of an error."""
    return bool(get(data, "errors", 0, "code") == 10000)


ERRORS = ErrorRules(
    is_error=_is_error,
    message=_error_message,
    is_key_error=_is_key_error,
)
