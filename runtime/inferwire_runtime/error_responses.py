"""Build the error for a response with an error status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from inferwire_http.urls import urlsplit
from inferwire_runtime.depth import decode_json
from inferwire_runtime.error_messages import (
    CALL_HINT,
    HUB_HINTS,
    NO_EXPLANATION,
    RETRY_SAFE_STATUSES,
    SEARCH_LIMIT,
    SHOULD_RETRY,
    clean_message,
    find_error_status,
    find_hint,
    find_json_message,
    find_message,
    refine,
    response_context,
)
from inferwire_runtime.errors import EndpointPaused, EndpointStarting, InferwireError, ProviderError
from inferwire_runtime.jsontypes import Json
from inferwire_runtime.keys import ENDPOINT_DOMAIN
from inferwire_runtime.retry_after import requested_delay

if TYPE_CHECKING:
    from inferwire_runtime.error_rules import ErrorRules

PAUSED_STATUSES = (400, 403, 404, 409, 503)
PAUSED = re.compile(r"(?i)\bpaused\b|\binvalid state\b")
PAUSED_HINT = (
    "the endpoint is paused: resume it at https://endpoints.huggingface.co, or pass Retry(wait_for_paused=True) "
    "to wait until it is resumed"
)


def error_from_response(
    server: str,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    error: type[InferwireError],
    *,
    is_endpoint: bool = False,
    rules: ErrorRules | None = None,
    url: str = "",
) -> InferwireError:
    """Return the error for a response with a status of 300 or more.

    Args:
        server: Label of the server, for the message.
        status: HTTP status.
        headers: Response headers, with lower-case names.
        body: Response body, searched for the server's message.
        error: `ProviderError`, which statuses 401, 403 and 429 refine to a subclass, or `HubError`.
        is_endpoint: Whether the caller chose the server by its URL, so that there is no other provider.
        rules: The provider's own rules for errors.
        url: URL of the request; a dedicated endpoint of Hugging Face may be starting or paused.
    """
    delay = requested_delay(status, headers, body) or parse_estimated_time(status, body)
    code = headers.get("x-error-code", "")
    text = find_message(headers.get("content-type", ""), body)
    stated = clean_message(headers.get("x-error-message", "") or _header_message(headers))
    if stated and (code in HUB_HINTS or not text):
        text = stated  # the body of an unknown model's 401 speaks of a password
    meant = status
    if rules is not None and (data := _decode(body)) is not None:
        text = clean_message(rules.find_message(data)) or text
        meant = rules.find_status(data, status)
    hint = HUB_HINTS.get(code) or find_hint(meant, is_endpoint=is_endpoint, delay=delay)
    kind = refine(error, meant)
    if is_endpoint and (urlsplit(url).hostname or "").endswith(ENDPOINT_DOMAIN):
        if status in PAUSED_STATUSES and PAUSED.search(text):
            kind, hint = EndpointPaused, PAUSED_HINT
        elif status == 503:
            kind = EndpointStarting
    return kind(
        f"{server} returned {status}: {text or NO_EXPLANATION}; {hint}",
        server_message=text or None,
        is_retry_safe=meant in RETRY_SAFE_STATUSES or kind is EndpointPaused,
        retry_after=delay,
        should_retry=SHOULD_RETRY.get(headers.get("x-should-retry", "").lower()),
        **response_context(status, headers, body),
    )


def check_for_error(server: str, status: int, headers: Mapping[str, str], body: bytes, rules: ErrorRules) -> None:
    """Check that a response with a status of success reports no error, by a provider's own rules.

    Raises:
        ProviderError: If it does; a subclass for an error equivalent to 401, 403 or 429.
    """
    if rules.is_error is None or (data := _decode(body)) is None or not rules.reports_error(data):
        return
    text = clean_message(rules.find_message(data) or find_json_message(data) or "")
    meant = rules.find_status(data, find_error_status(data) or status)
    hint = find_hint(meant) if meant >= 400 else CALL_HINT
    raise refine(ProviderError, meant)(
        f"{server} returned {status} with an error: {text or NO_EXPLANATION}; {hint}",
        server_message=text or None,
        is_retry_safe=meant in RETRY_SAFE_STATUSES,
        retry_after=requested_delay(meant, headers, body),
        **response_context(status, headers, body),
    )


def _decode(body: bytes) -> Json:
    """Return the JSON of a body; None if it is anything else."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return decode_json(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
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


def _header_message(headers: Mapping[str, str]) -> str:
    """Return the explanation that a gateway or an OAuth server puts into a header, or an empty string."""
    challenge = headers.get("www-authenticate", "")
    for pattern in (r'error_description="([^"]*)"', r'error="([^"]*)"'):
        if found := re.search(pattern, challenge[:SEARCH_LIMIT]):
            return found[1]
    if "grpc-message" in headers:
        from urllib.parse import unquote  # only for this header

        return unquote(headers["grpc-message"])
    return headers.get("x-amzn-errortype") or headers.get("x-ms-error-code") or headers.get("x-error", "")
