"""Compute the delay before a retry."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

MAX_DOUBLINGS = 20
MILLISECOND_HEADERS = ("retry-after-ms", "x-ms-retry-after-ms")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?")
SECONDS = re.compile(r"([0-9]+(?:\.[0-9]*)?)\s*s?")


def parse_retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the delay that a server requests, in seconds, or None.

    Supports ``Retry-After`` as seconds (``2``, ``2.5``, ``2s``) or a date, and its variants in milliseconds, which take
    precedence because they are more precise.

    Args:
        headers: Response headers, with lower-case names.
    """
    for name in MILLISECOND_HEADERS:
        value = headers.get(name, "").strip()
        if NUMBER.fullmatch(value) and (milliseconds := _finite(value)) is not None:
            return milliseconds / 1000
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if found := SECONDS.fullmatch(value):
        return _finite(found[1])
    return _seconds_until(value)


def _finite(digits: str) -> float | None:
    """Convert digits to a float; None if it overflows to infinity."""
    number = float(digits)
    return number if math.isfinite(number) else None


def _seconds_until(date: str) -> float | None:
    from datetime import UTC, datetime  # only for the rare form with a date
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def backoff_limit(attempt: int, *, initial: float, maximum: float) -> float:
    """Return the upper bound of the delay after an attempt. It doubles with each attempt, up to ``maximum``.

    Args:
        attempt: Number of attempts so far, at least 1.
        initial: Upper bound of the first delay, in seconds.
        maximum: Upper bound of every delay, in seconds.
    """
    return min(initial * 2.0 ** min(attempt - 1, MAX_DOUBLINGS), maximum)


def backoff(attempt: int, *, initial: float, maximum: float) -> float:
    """Return a random delay between 0 and the upper bound (full jitter), so that clients do not retry simultaneously.

    Args:
        attempt: Number of attempts so far, at least 1.
        initial: Upper bound of the first delay, in seconds.
        maximum: Upper bound of every delay, in seconds.
    """
    import random  # only once something has failed

    return random.uniform(0, backoff_limit(attempt, initial=initial, maximum=maximum))
