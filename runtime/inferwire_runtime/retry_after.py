"""Find the delay that an error response requests: in its headers, in the fields of its body, or in its message."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from inferwire_http.patterns import lazy_pattern
from inferwire_http.retry_after import DURATION, parse_delay, parse_rate_limit, parse_retry_after
from inferwire_runtime.depth import decode_json
from inferwire_runtime.jsontypes import Json, is_list, is_object

SEARCH_SIZE = 64 * 1024  # bytes of a body that are searched
MAX_LEVELS = 10  # of objects and lists that are searched
MAX_ITEMS = 50  # of each
SECONDS_FIELDS = frozenset({"retryafter", "retryafterseconds", "retryaftersecs", "retrydelay", "resetsinseconds"})
MILLISECONDS_FIELDS = frozenset({"retryafterms", "retryaftermillis", "retryaftermilliseconds"})

_WORDS = lazy_pattern(
    r"\b(?:(?:re)?try|retried|retrying|resets?|available)\b[^.;\d\n]{0,40}?\b(?:in|after|for)\s{1,3}"
    rf"(?:about|approximately|at least|around)?\s?[~≈]?\s?({DURATION})",
    re.IGNORECASE,
)
_WAIT = lazy_pattern(rf"\bwait(?:ing)?\b[^.;\d\n]{{0,30}}?({DURATION})", re.IGNORECASE)
_BARE_NUMBER = lazy_pattern(
    r"\b(?:try again|retry)(?: in|[- ]after):?\s{1,3}([0-9]{1,9}(?:\.[0-9]{1,9})?)(?![\w:/%-]|\.[0-9])", re.IGNORECASE
)
_MOMENT = lazy_pattern(
    r"\b(?:(?:re)?try|resets?|available|wait)\b[^.;\d\n]{0,40}?\b(?:at|after|until|on)\s{1,3}"
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9.]{2,12})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)",
    re.IGNORECASE,
)


def requested_delay(status: int, headers: Mapping[str, str], body: bytes) -> float | None:
    """Return the seconds to wait before a retry, as an error response requests, or None.

    Args:
        status: HTTP status.
        headers: Response headers, with lower-case names.
        body: Response body.
    """
    if (delay := parse_retry_after(headers)) is not None:
        return delay
    if status < 500 and status not in (408, 409, 425, 429):
        return None
    if (delay := _delay_in_body(body[:SEARCH_SIZE], is_limited=status == 429)) is not None:
        return delay
    return parse_rate_limit(headers) if status == 429 else None


def _delay_in_body(body: bytes, *, is_limited: bool) -> float | None:
    if body[:1].isspace():
        body = body.lstrip()
    if body[:1] in (b"{", b"["):
        try:
            found = _find(decode_json(body), MAX_LEVELS, is_limited=is_limited)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            found = None
        if found is not None:
            return found
    return find_delay_in_words(body.decode("utf-8", "replace"))


def find_delay_in_words(text: str) -> float | None:
    """Return the delay that a message requests ("try again in 7.66s", "retry after 2 minutes"), in seconds, or None."""
    for pattern in (_WORDS, _WAIT, _BARE_NUMBER, _MOMENT):
        if found := pattern.search(text):
            return parse_delay(found[1])
    return None


def _find(value: Json, levels: int, *, is_limited: bool) -> float | None:
    """Return the delay in a field of a body, at any level, or None."""
    if levels == 0:
        return None
    if isinstance(value, str) and value[:1] in ("{", "["):  # the error of another server, quoted
        try:
            return _find(decode_json(value.encode()), levels - 1, is_limited=is_limited)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
    if is_list(value):
        items = value[:MAX_ITEMS]
    elif is_object(value):
        for name, item in list(value.items())[:MAX_ITEMS]:
            field = name.lower().replace("-", "").replace("_", "")
            delay: float | None = None
            if field in SECONDS_FIELDS:
                delay = _seconds(item)
            elif field in MILLISECONDS_FIELDS:
                delay = None if (number := _seconds(item)) is None else number / 1000
            elif field == "headers" and is_object(item):
                headers = {key.lower(): str(text) for key, text in list(item.items())[:MAX_ITEMS]}
                delay = parse_retry_after(headers)
                if delay is None and is_limited:
                    delay = parse_rate_limit(headers)
            if delay is not None:
                return delay
        items = list(value.values())[:MAX_ITEMS]
    else:
        return None
    for item in items:
        if (delay := _find(item, levels - 1, is_limited=is_limited)) is not None:
            return delay
    return None


def _seconds(value: Json) -> float | None:
    """Return a delay that JSON holds as a number, a string, or seconds and nanoseconds (`google.protobuf.Duration`)."""
    if isinstance(value, str):
        return parse_delay(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return parse_delay(f"{value:f}") if 0 <= value < 1e20 else None
    if is_object(value):
        parts = [(_seconds(value.get(name)) or 0.0) * unit for name, unit in (("seconds", 1.0), ("nanos", 1e-9))]
        return sum(parts) if "seconds" in value or "nanos" in value else None
    return None
