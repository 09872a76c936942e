"""When to try again: one small policy, and the flow that applies it to one request."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from inferwire_runtime.errors import ConnectionError, InferwireError, ProviderError

if TYPE_CHECKING:
    from inferwire_runtime.flow import Request
    from inferwire_runtime.transport import Prepared

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})


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


class Retry(Struct, frozen=True, kw_only=True):
    """A retry policy.

    Attributes:
        attempts: How often a request is sent at most.
        first_delay: Upper bound of the first wait, in seconds; it doubles with each try, and the wait is drawn below it.
        longest_delay: Upper bound of every wait, also of one that the server asks for.
        wait_for_model: Whether to go on asking while a model is being loaded (503), up to the total timeout.
        on_retry: Called before each wait with a `RetryEvent`.
    """

    attempts: int = 3
    first_delay: float = 0.5
    longest_delay: float = 60.0
    wait_for_model: bool = True
    on_retry: Callable[[RetryEvent], None] | None = None


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
            is_loading = policy.wait_for_model and error.status == 503
            failures += not is_loading
            if not _is_retried(error, request) or (failures >= policy.attempts and not is_loading):
                raise
            delay = _delay(error, count, policy)
            if policy.on_retry is not None:
                policy.on_retry(RetryEvent(error=error, attempt=count, delay=delay))
        yield Sleep(delay)


def _is_retried(error: InferwireError, request: Request) -> bool:
    """Whether sending again can help and does nothing twice."""
    if isinstance(error, ConnectionError):
        return error.is_retry_safe or request.is_repeatable
    return isinstance(error, ProviderError) and error.status in RETRIED_STATUSES and request.is_repeatable


def _delay(error: InferwireError, count: int, policy: Retry) -> float:
    """Give the seconds to wait: what the server asked for, else drawn below a doubling bound (full jitter)."""
    bound = min(policy.first_delay * 2.0 ** min(count - 1, 20), policy.longest_delay)
    if error.retry_after is not None:
        return min(error.retry_after, policy.longest_delay)
    if error.status == 503:
        return bound / 2 + random.uniform(0, bound / 2)  # a model being loaded: do not ask at once
    return random.uniform(0, bound)
