"""How many calls of a run are under way at once: a fixed number, or one that adapts to the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal, TypeAlias

from inferwire_runtime.errors import InputError, describe

Concurrency: TypeAlias = int | Literal["auto"]

FIRST = 16  # calls at once, before anything is known about the server
MOST = 512
DECREASE = 0.7  # after a response that requests less
SLIGHT_DECREASE = 0.95  # while latency shows that calls wait for each other
PATIENCE = 0.5  # seconds between two decreases, at least: many calls fail for one reason
SMOOTHING = 0.1  # weight of a new latency in the mean
INFLATED = 2.0  # times the lowest mean latency: more calls at once would only wait
OVERLOADED = 4.0
UNNOTICED = 0.02  # seconds that latency varies by on an idle machine

NOISE = 0.1  # share of calls that a server may reject at any load: no sign of a limit
FEWEST = 3  # calls rejected before their share means anything
GROWTH = 1.05  # of the pace, in the first second that the server keeps up; each further one multiplies it
FASTEST_GROWTH = 1.5
KEPT_UP = 0.8  # share of the pace that calls must have used before it grows
CATCH_UP = 0.05  # seconds by which a late call may be made up for
SPAN = 1.0  # seconds of calls that the pace is measured over


class FixedConcurrency:
    """A fixed number of calls at once."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def succeed(self, seconds: float) -> None:
        """Record a call that succeeded."""

    def back_off(self) -> None:
        """Record a response that calls for fewer requests."""


class AdaptiveConcurrency:
    """Additive increase, multiplicative decrease: the rule by which TCP shares a line.

    The limit grows by one for each call until the first sign of overload, and from then on by one each time that all
    calls under way have finished. It stops growing while latency is twice its lowest mean.
    """

    def __init__(self, first: int = FIRST, most: int = MOST) -> None:
        self._limit = float(first)
        self._most = most
        self._is_starting = True
        self._latency = 0.0
        self._lowest = 0.0
        self._decreased_at = float("-inf")

    @property
    def limit(self) -> int:
        """The number of calls that may be under way."""
        return int(self._limit)

    def succeed(self, seconds: float) -> None:
        """Record a call that succeeded."""
        if not self._latency:
            self._latency = self._lowest = seconds
        self._latency += SMOOTHING * (seconds - self._latency)
        self._lowest = min(self._lowest, self._latency)
        if self._latency > INFLATED * self._lowest + UNNOTICED:
            self._is_starting = False
            if self._latency > OVERLOADED * self._lowest + UNNOTICED and self._limit > FIRST:
                self._decrease(SLIGHT_DECREASE)
        elif self._limit < self._most:
            self._limit += 1 if self._is_starting else 1 / self._limit

    def back_off(self) -> None:
        """Record a response that calls for fewer requests: 503, or no response at all."""
        self._is_starting = False
        self._decrease(DECREASE)

    def _decrease(self, factor: float) -> None:
        now = time.monotonic()
        if now - self._decreased_at >= PATIENCE:
            self._decreased_at = now
            self._limit = max(1.0, self._limit * factor)


class Outcomes:
    """How many calls a server rejects, in the current second and the one before."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._accepted = self._rejected = 0
        self._last = (0, 0)  # the span before

    def accept(self) -> None:
        """Record a call that succeeded."""
        self._accepted += 1
        self._turn_if_due()

    def reject(self) -> None:
        """Record a call that was rejected."""
        self._rejected += 1
        self._turn_if_due()

    @property
    def is_limited(self) -> bool:
        """Whether the server rejects more calls than chance explains."""
        return _is_limit(self._accepted + self._last[0], self._rejected + self._last[1])

    @property
    def accepts_any(self) -> bool:
        """Whether any call succeeded lately."""
        return self._accepted + self._last[0] > 0

    def _turn_if_due(self) -> None:
        now = self._clock()
        if (elapsed := now - self._since) >= SPAN:
            self._turn(elapsed)
            self._last = (self._accepted, self._rejected)
            self._accepted = self._rejected = 0
            self._since = now

    def _turn(self, elapsed: float) -> None:
        """Evaluate a span that has ended."""


class Pace(Outcomes):
    """How many calls begin each second: as many as succeed at a server that rejects some.

    A server with a rate limit rejects every call above it. The pace falls to the rate of the calls that succeeded, and
    grows slowly from there, so that a limit that changes is found again. Servers that reject a few calls at any rate
    have no limit that a pace would meet.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self.rate: float | None = None  # calls a second; None before a limit was met
        self._growth = GROWTH
        self._next = 0.0

    def _turn(self, elapsed: float) -> None:
        if _is_limit(self._accepted, self._rejected):
            measured = self._accepted / elapsed
            self.rate = max(measured, 1.0) if self.rate is None else max(min(measured, self.rate), self.rate / 2, 1.0)
            self._growth = GROWTH
        elif self.rate is not None and self._accepted >= KEPT_UP * self.rate * elapsed:
            self.rate *= self._growth
            self._growth = min(self._growth * GROWTH, FASTEST_GROWTH)

    def wait(self) -> float:
        """Return the seconds until the next call may begin, and reserve its place if that is now."""
        if self.rate is None:
            return 0.0
        now = self._clock()
        if self._next > now:
            return self._next - now
        self._next = max(self._next, now - CATCH_UP) + 1 / self.rate
        return 0.0


def _is_limit(accepted: int, rejected: int) -> bool:
    return rejected >= FEWEST and rejected > NOISE * (accepted + rejected)


def make_concurrency(value: Concurrency) -> FixedConcurrency | AdaptiveConcurrency:
    """Return the limit that a caller chose.

    Raises:
        InputError: If it is neither ``"auto"`` nor a positive number.
    """
    if value == "auto":
        return AdaptiveConcurrency()
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InputError(f"`concurrency` must be 'auto' or an int ≥ 1, got {describe(value)}")
    return FixedConcurrency(value)
