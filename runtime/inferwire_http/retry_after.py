"""Parse the delay that a server requests before the next request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from inferwire_http.patterns import lazy_pattern

if TYPE_CHECKING:
    from datetime import datetime

MILLISECOND_HEADERS = ("retry-after-ms", "x-ms-retry-after-ms")
MAX_WINDOW = 31 * 86400.0  # seconds; a rate limit that opens later is not believed
FIRST_EPOCH = 1e9  # as seconds: a larger number is a moment, because as a delay it would be 31 years
UNITS = {"n": 1e-9, "u": 1e-6, "µ": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}

_NUMBER = r"[0-9]{1,20}(?:\.[0-9]{0,20})?"
_UNIT = (
    r"(?:milliseconds?|millis|msecs?|ms|[uµ]s|microseconds?|ns|seconds?|secs?|s|minutes?|mins?|m"
    r"|hours?|hrs?|h|days?|d|weeks?|w)(?![a-z])"
)
DURATION = rf"{_NUMBER}\s{{0,3}}{_UNIT}(?:[\s,]{{0,3}}(?:and\s{{1,3}})?{_NUMBER}\s{{0,3}}{_UNIT}){{0,5}}"
NUMBER = lazy_pattern(_NUMBER)
_DURATION = lazy_pattern(DURATION, re.IGNORECASE)
_AMOUNT = lazy_pattern(rf"({_NUMBER})\s{{0,3}}({_UNIT})", re.IGNORECASE)
_ISO_DURATION = lazy_pattern(rf"P?T((?:{_NUMBER}[HMS])+)", re.IGNORECASE)
_ISO_MOMENT = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:.{1,30}")
_TIME = r"(?P<time>[0-9]{1,2}:[0-9]{2}:[0-9]{2})"
_HTTP_DATE = lazy_pattern(
    rf"(?:[a-z]{{3,9}},)?\s?(?P<day>[0-9]{{1,2}})[ -](?P<month>[a-z]{{3}})[ -](?P<year>[0-9]{{4}}|[0-9]{{2}}) {_TIME}"
    r"(?: ?(?:GMT|UTC|Z|(?P<offset>[+-][0-9]{4})))?",
    re.IGNORECASE,
)
_ASCTIME = lazy_pattern(
    rf"[a-z]{{3}} (?P<month>[a-z]{{3}}) {{1,2}}(?P<day>[0-9]{{1,2}}) {_TIME} (?P<year>[0-9]{{4}})", re.IGNORECASE
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RESET_NAME = lazy_pattern(r"(?:.*[-_])?(?:rate|token)[-_]?limit[a-z]*[-_](?:.*[-_])?reset(?:[-_].*)?")
_WINDOW_PARAMETER = lazy_pattern(rf'(?:^|[;,\s])(r|t|remaining|reset)\s?=\s?"?({_NUMBER}[0-9a-z.]{{0,20}})')


def parse_retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the delay that a server requests, in seconds, or None.

    Supports ``Retry-After`` in every form of `parse_delay`, and its variants in milliseconds, which take precedence
    because they are more precise.

    Args:
        headers: Response headers, with lower-case names.
    """
    for name in MILLISECOND_HEADERS:
        value = headers.get(name, "").strip()
        if NUMBER.fullmatch(value):
            return float(value) / 1000
    value = headers.get("retry-after", "")
    return parse_delay(value) if value else None


def parse_rate_limit(headers: Mapping[str, str]) -> float | None:
    """Return the seconds until a rate limit accepts requests again, or None.

    Supports ``RateLimit`` (``"api";r=0;t=55`` and ``limit=100, remaining=0, reset=55``), ``RateLimit-Reset``, and the
    ``x-ratelimit-reset-*`` headers of many servers. Of several limits, the exhausted ones count, or else all; the
    last to open decides.

    Only a response with status 429 means that a limit is exhausted: the same headers accompany every other response.

    Args:
        headers: Response headers, with lower-case names.
    """
    exhausted: list[float] = []
    others: list[float] = []
    for _, remaining, delay in rate_limit_windows(headers):
        if delay is not None and delay <= MAX_WINDOW:
            (exhausted if remaining == 0 else others).append(delay)
    return max(exhausted or others, default=None)


def rate_limit_windows(headers: Mapping[str, str]) -> Iterator[tuple[str, float | None, float | None]]:
    """Return the header of each rate limit, what remains of it, if known, and the seconds until its reset."""
    for name, value in headers.items():
        if name in ("ratelimit", "x-ratelimit"):
            whole: dict[str, str] = dict(_WINDOW_PARAMETER.findall(value))
            for found in [whole] if "reset" in whole else _parameters(value.split(",")):
                reset = found.get("reset") or found.get("t") or ""
                yield name, _number(found.get("remaining", found.get("r"))), parse_delay(reset)
        elif "reset" in name and _RESET_NAME.fullmatch(name):
            own = headers.get(name.replace("reset", "remaining"))
            general = headers.get(name.partition("reset")[0] + "remaining")
            yield name, _number(general if own is None else own), parse_delay(value)


def _parameters(items: Iterable[str]) -> Iterator[dict[str, str]]:
    for item in items:
        if found := dict(_WINDOW_PARAMETER.findall(item)):
            yield found


def _number(text: str | None) -> float | None:
    found = NUMBER.match(text.strip()) if text else None
    return float(found[0]) if found else None


def parse_delay(text: str) -> float | None:
    """Parse a delay, or a moment in the future, and return it as seconds from now; None if it is neither.

    Supports seconds (``2``, ``2.5``), durations (``2s``, ``20ms``, ``1m30s``, ``2 minutes``, ``PT30S``), the number of
    seconds or milliseconds since 1970, and dates of HTTP and ISO 8601. A moment in the past is 0 seconds away.
    """
    text = text.strip().strip("\"'")[:100].strip()
    if NUMBER.fullmatch(text):
        return _until(float(text))
    if _DURATION.fullmatch(text):
        return sum(float(number) * _unit(unit) for number, unit in _AMOUNT.findall(text))
    if found := _ISO_DURATION.fullmatch(text):
        return sum(float(number) * _unit(unit) for number, unit in re.findall(rf"({_NUMBER})(\w)", found[1]))
    if (delay := _seconds_until(text)) is not None or "," not in text:
        return delay
    delays = [float(item) for item in map(str.strip, text.split(",")) if NUMBER.fullmatch(item)]
    return _until(max(delays)) if delays else None  # a header that was repeated


def _unit(name: str) -> float:
    name = name.lower()
    if name.startswith(("ms", "mil")):
        return UNITS["ms"]
    return UNITS["u"] if name.startswith("mic") else UNITS[name[0]]


def _parse_http_date(text: str) -> datetime:
    """Parse a date in one of the forms of RFC 9110, without `email`, which imports a dozen modules.

    Raises:
        ValueError: If it has none of these forms.
    """
    from datetime import UTC, datetime, timedelta, timezone  # as above

    if not (found := _HTTP_DATE.fullmatch(text) or _ASCTIME.fullmatch(text)):
        raise ValueError(f"{text!r:.80} is not a date")
    part = found.groupdict()
    year = int(part["year"])
    if len(part["year"]) == 2:
        year += 2000 if year < 69 else 1900
    hour, minute, second = (int(number) for number in part["time"].split(":"))
    zone, offset = UTC, part.get("offset")
    if offset:
        zone = timezone(timedelta(minutes=int(f"{offset[0]}1") * (int(offset[1:3]) * 60 + int(offset[3:]))))
    month = MONTHS.index(part["month"].lower()) + 1
    return datetime(year, month, int(part["day"]), hour, minute, min(second, 59), tzinfo=zone)


def _until(number: float) -> float:
    """Return the delay that a number means: seconds, or the time until a moment in seconds, ms, µs or ns since 1970."""
    if number < FIRST_EPOCH:
        return number
    import time  # only for this form

    while number >= FIRST_EPOCH * 100:
        number /= 1000
    return max(0.0, number - time.time())


def _seconds_until(date: str) -> float | None:
    from datetime import UTC, datetime  # only for the rare form with a date

    try:
        moment = datetime.fromisoformat(date) if _ISO_MOMENT.fullmatch(date) else _parse_http_date(date)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
