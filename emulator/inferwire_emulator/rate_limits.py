"""A rate limit: calls and tokens within a sliding window, and the headers that report it."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from msgspec import Struct

from inferwire_emulator.responses import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable


class RateLimit(Struct, frozen=True, kw_only=True):
    """How many calls, and how many tokens, a key may have within some seconds.

    Attributes:
        requests: Number of calls; None for no limit.
        tokens: Number of tokens of requests; None for no limit.
        seconds: Length of the window.
        host: Emulated host that has the limit; None for all.
    """

    requests: int | None = None
    tokens: int | None = None
    seconds: float = 60.0
    host: str | None = None

    def __post_init__(self) -> None:
        if self.requests is None and self.tokens is None:
            raise ValueError("a rate limit needs `requests` or `tokens`")
        for name, number in (("requests", self.requests), ("tokens", self.tokens), ("seconds", self.seconds)):
            if number is not None and number <= 0:
                raise ValueError(f"`{name}` must be positive, got {number}")


class RateLimiter:
    """Counts calls by host and key. Threads can share it."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._limits: list[RateLimit] = []
        self._calls: dict[tuple[int, str, str], deque[tuple[float, int]]] = {}
        self._lock = threading.Lock()

    def add(self, limit: RateLimit) -> None:
        """Add a limit."""
        with self._lock:
            self._limits.append(limit)

    def clear(self) -> None:
        """Remove all limits and counts."""
        with self._lock:
            self._limits.clear()
            self._calls.clear()

    def check(self, host: str, key: str, size: int) -> dict[str, str]:
        """Count a call, and return the headers that report what is left.

        Args:
            host: Emulated host of the request.
            key: The header with the key.
            size: Bytes of the body; about four make a token.

        Raises:
            InvalidRequestError: With status 429, if a limit is reached.
        """
        headers: dict[str, str] = {}
        tokens = max(1, size // 4)
        with self._lock:
            now = self._now()
            counted: list[deque[tuple[float, int]]] = []
            for index, limit in enumerate(self._limits):
                if limit.host in (None, host):
                    calls = self._calls.setdefault((index, host, key), deque())
                    headers |= _check(limit, calls, now, tokens)
                    counted.append(calls)
            for calls in counted:
                calls.append((now, tokens))
        return headers


def _check(limit: RateLimit, calls: deque[tuple[float, int]], now: float, tokens: int) -> dict[str, str]:
    while calls and calls[0][0] <= now - limit.seconds:
        calls.popleft()
    reset = calls[0][0] + limit.seconds - now if calls else limit.seconds
    headers: dict[str, str] = {}
    for kind, most, used, more in (
        ("requests", limit.requests, len(calls), 1),
        ("tokens", limit.tokens, sum(number for _, number in calls), tokens),
    ):
        if most is None:
            continue
        headers[f"x-ratelimit-limit-{kind}"] = str(most)
        headers[f"x-ratelimit-remaining-{kind}"] = str(max(0, most - used - more))
        headers[f"x-ratelimit-reset-{kind}"] = f"{reset:.3f}s"
        if used + more > most:
            headers[f"x-ratelimit-remaining-{kind}"] = "0"
            text = f"Rate limit reached for {kind}: {most} per {limit.seconds:g} s. Please try again in {reset:.3f}s."
            error = {"message": text, "type": kind, "code": "rate_limit_exceeded"}
            raise InvalidRequestError(429, {"error": error}, {"retry-after": f"{reset:.3f}", **headers})
    return headers
