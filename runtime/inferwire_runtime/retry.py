"""When to try again: one small policy, and the flow that applies it to one request."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from inferwire_runtime.errors import (
    NOT_TAKEN_STATUSES,
    ConnectionError,
    HubError,
    InferwireError,
    InputError,
    ProviderError,
    TimeoutError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from inferwire_runtime.flow import Request
    from inferwire_runtime.transport import Prepared

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
LONGEST_WAIT = 4_294_967.0  # in seconds: what every system can be asked to wait, 49 days


def is_seconds(value: object) -> bool:
    """Whether ``value`` is a positive number of seconds that can be waited."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= LONGEST_WAIT


class Timeout(Struct, frozen=True, kw_only=True):
    """Limits of time, in seconds.

    Attributes:
        connect: To reach the server.
        idle: Between two bytes of an answer that has begun.
        total: For the whole call, with all its retries, polls and downloads.
    """

    connect: float = 10.0
    idle: float = 60.0
    total: float = 600.0

    def __post_init__(self) -> None:
        for name in ("connect", "idle", "total"):
            value = getattr(self, name)
            if not is_seconds(value) and not (name == "total" and value == float("inf")):
                raise InputError(f"{name} of a Timeout is a positive number of seconds, not {value!r}")


class Retry(Struct, frozen=True, kw_only=True):
    """A retry policy.

    Attributes:
        attempts: How often a request is sent at most.
        first_delay: Upper bound of the first wait, in seconds; it doubles with each try, and waits are drawn below it.
        longest_delay: Upper bound of every wait, also of one that the server asks for.
        wait_for_model: Whether to go on asking while a model is being loaded (503), up to the total timeout.
        on_retry: Called before each wait with a `RetryEvent`.
    """

    attempts: int = 3
    first_delay: float = 0.5
    longest_delay: float = 60.0
    wait_for_model: bool = True
    on_retry: Callable[[RetryEvent], None] | None = None

    def __post_init__(self) -> None:
        if isinstance(self.attempts, bool) or not isinstance(self.attempts, int) or self.attempts < 1:
            raise InputError(f"attempts of a Retry is a whole number from 1, not {self.attempts!r}")
        for name in ("first_delay", "longest_delay"):
            value = getattr(self, name)
            if not is_seconds(value) and (isinstance(value, bool) or value != 0):
                raise InputError(f"{name} of a Retry is a number of seconds from 0, not {value!r}")
        if not isinstance(self.wait_for_model, bool):
            raise InputError(f"wait_for_model of a Retry is True or False, not {self.wait_for_model!r}")
        if self.on_retry is not None and not callable(self.on_retry):
            raise InputError(f"on_retry of a Retry is a function or None, not {self.on_retry!r}")


NO_RETRY = Retry(attempts=1, wait_for_model=False)


class RetryEvent(Struct, frozen=True, kw_only=True):
    """One retry that is about to happen.

    Attributes:
        error: Why.
        attempt: How many times the request was sent so far.
        delay: Seconds until it is sent again.
    """

    error: InferwireError
    attempt: int
    delay: float


class Attempt(Struct, frozen=True):
    """Send a request once: what a driver does with the transport."""

    prepared: Prepared


class Sleep(Struct, frozen=True):
    """Wait."""

    seconds: float


def attempts(request: Request, prepared: Prepared, policy: Retry) -> Generator[Attempt | Sleep, Any, tuple[Any, int]]:
    """Send a request until it succeeds or ``policy`` gives up.

    Args:
        request: Says whether it may be sent again.
        prepared: The same, ready to leave.
        policy: How often and how soon.

    Returns:
        The answer, and how often the request was sent.

    Raises:
        InferwireError: The last error.
    """
    count = 0
    failures = 0
    while True:
        count += 1
        try:
            return (yield Attempt(prepared)), count
        except InferwireError as error:
            error.attempts = count
            is_loading = policy.wait_for_model and error.status == 503 and isinstance(error, ProviderError)
            failures += not is_loading
            if not _is_retried(error, request) or (failures >= policy.attempts and not is_loading):
                raise
            delay = _delay(error, count, policy)
            if policy.on_retry is not None:
                policy.on_retry(RetryEvent(error=error, attempt=count, delay=delay))
            reason = error
        try:
            yield Sleep(delay)
        except TimeoutError as error:
            error.attempts = count
            raise error from reason  # what the time was spent on


def _is_retried(error: InferwireError, request: Request) -> bool:
    """Whether sending again can help and does nothing twice."""
    if isinstance(error, TimeoutError):
        return error.is_retry_safe
    if isinstance(error, ConnectionError):
        return error.is_retry_safe or request.is_repeatable
    if not isinstance(error, (ProviderError, HubError)):
        return False
    return error.status in (RETRIED_STATUSES if request.is_repeatable else NOT_TAKEN_STATUSES)


def _delay(error: InferwireError, count: int, policy: Retry) -> float:
    """Give the seconds to wait: what the server asked for, else drawn below a doubling bound (full jitter)."""
    bound = min(policy.first_delay * 2.0 ** min(count - 1, 20), policy.longest_delay)
    is_loading = error.status == 503  # do not ask at once, whatever the server says: it is not counted
    if error.retry_after is not None:
        return min(max(error.retry_after, policy.first_delay if is_loading else 0.0), policy.longest_delay)
    return bound / 2 + random.uniform(0, bound / 2) if is_loading else random.uniform(0, bound)
