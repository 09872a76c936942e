"""Build the exception for an error response: extract the server's message, and add a hint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from inferwire_http.retry import parse_retry_after
from inferwire_runtime.depth import decode_json
from inferwire_runtime.errors import (
    AuthenticationError,
    InferwireError,
    ProviderError,
    RateLimitError,
    make_printable,
)
from inferwire_runtime.jsontypes import Json, is_list, is_object

BODY_LIMIT = 4096  # bytes
MESSAGE_LIMIT = 600  # characters; some servers echo their whole input
REQUEST_ID_LIMIT = 256  # characters

HINTS = {
    401: "check the API key: it is missing, misspelled, revoked or meant for another service",
    402: "add credit to the account, or pass another provider=",
    403: "request access to this model, or use an API key with inference permissions",
    404: "check the model name and that this provider serves it",
    413: "send a smaller input",
    422: "check the parameters: the server understood the request but rejected a value in it",
    429: "slow down, or pass a retry policy that waits longer",
}
CALL_HINT = "check the inputs and parameters"
SERVER_HINT = "try again later, or pass another provider="
RETRY_SAFE_STATUSES = (429, 503)  # the server states that it did not process the request


def error_from_response(
    server: str, status: int, headers: Mapping[str, str], body: bytes, error: type[InferwireError]
) -> InferwireError:
    """Return the error for a response with a status of 300 or more.

    Args:
        server: Label of the server, for the message.
        status: HTTP status.
        headers: Response headers, with lower-case names.
        body: Response body, searched for the server's message.
        error: `ProviderError`, which statuses 401, 403 and 429 refine to a subclass, or `HubError`.
    """
    cls = error
    if error is ProviderError and status in (401, 403):
        cls = AuthenticationError
    elif error is ProviderError and status == 429:
        cls = RateLimitError
    text = find_message(headers.get("content-type", ""), body) or "no explanation"
    hint = HINTS.get(status) or (SERVER_HINT if status >= 500 else CALL_HINT)
    return cls(
        f"{server} returned {status}: {text}; {hint}",
        is_retry_safe=status in RETRY_SAFE_STATUSES,
        retry_after=parse_retry_after(headers) or parse_estimated_time(status, body),
        **response_context(status, headers, body),
    )


def response_context(status: int, headers: Mapping[str, str], body: bytes | None) -> dict[str, Any]:
    """Return the attributes of an error that describe a response. *body* is None for a stream."""
    return {
        "status": status,
        "request_id": find_request_id(headers),
        "body": None if body is None else body[:BODY_LIMIT].decode("utf-8", "replace"),
    }


def find_request_id(headers: Mapping[str, str]) -> str | None:
    """Return the server's ID for the request, or None."""
    for name in ("x-request-id", "x-amzn-requestid", "request-id", "cf-ray"):
        if name in headers:
            return headers[name][:REQUEST_ID_LIMIT]
    return None


def parse_estimated_time(status: int, body: bytes) -> float | None:
    """Return the seconds until a loading model is ready, as estimated by a Hugging Face server, or None."""
    if status != 503 or b"estimated_time" not in body:
        return None
    found = re.search(rb'"estimated_time"\s*:\s*(\d+(?:\.\d+)?)', body)
    return _parse_finite(found[1]) if found else None


def _parse_finite(digits: str | bytes) -> float | None:
    """Convert digits to a float, or to None if the float overflows to infinity."""
    number = float(digits)
    return number if number < float("inf") else None


def find_message(content_type: str, body: bytes) -> str:
    """Return the message in the body of an error response, which may be JSON, HTML or plain text."""
    text = body[:65536].decode("utf-8", "replace").strip()
    content_type = content_type.lower()
    if text[:1] in ("{", "[", '"') or "json" in content_type:
        try:
            data = decode_json(body)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            pass
        else:
            return clean_message(find_json_message(data) or "")
    if "html" in content_type or text[:1] == "<":
        # An element without an end runs to the end of the page, which keeps hostile pages linear.
        text = re.sub(r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", " ", text)
    return clean_message(text)


def find_json_message(data: Json, depth: int = 8) -> str | None:
    """Return the message of an error object: ``error.message``, ``error``, ``detail``, ``message``, ``title`` ..."""
    if isinstance(data, str):
        return data.strip() or None
    if depth == 0:
        return None  # no server nests its messages this deep
    if is_list(data):
        found = [text for item in data[:5] if (text := _find_item_message(item, depth - 1))]
        return "; ".join(found) or None
    if not is_object(data):
        return None
    for name in ("error", "detail", "message", "msg", "errors", "title", "html-message", "error_description", "reason"):
        if text := find_json_message(data.get(name), depth - 1):
            return text
    return None


def _find_item_message(item: Json, depth: int) -> str | None:
    """Return the message of an item in a list of errors, prefixed with its location if FastAPI added one."""
    text = find_json_message(item, depth)
    location = item.get("loc") if is_object(item) else None
    if text is None or not is_list(location):
        return text
    return f"{'.'.join(str(part) for part in location)}: {text}"


def clean_message(text: str) -> str:
    """Shorten *text* to one line, and remove the queries of URLs, which may contain signatures."""
    text = re.sub(r"(?i)(https?://[^\s?#\"'<>]+)(?:[?#][^\s\"'<>]*)?", r"\1", text)
    text = " ".join(text.split())
    text = text if len(text) <= MESSAGE_LIMIT else text[: MESSAGE_LIMIT - 1] + "…"
    return make_printable(text)
