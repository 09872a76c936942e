"""What callers decide about time and retries: small frozen types that check themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from inferwire_runtime.errors import InputError

if TYPE_CHECKING:
    from inferwire_runtime.errors import InferwireError

LONGEST_WAIT = 4_294_967.0  # in seconds: what every system can be asked to wait, 49 days


def is_seconds(value: object) -> bool:
    """Whether ``value`` is a positive number of seconds that can be waited."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= LONGEST_WAIT


class Timeout(Struct, frozen=True, kw_only=True):
    """Limits of time, in seconds.

    Attributes:
        connect: To reach the server.
        idle: Between two bytes of an answer that has begun.
        total: For the whole call, with all its retries, polls and downloads. A stream has to begin by then; from there
            on only `idle` bounds it.
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
        longest_delay: Upper bound of every wait. A server that asks for more is not asked again, unless it is loading
            a model.
        wait_for_model: Whether to go on asking while a model is being loaded, up to the total timeout: after a 503 that
            says so, or any 503 of a dedicated endpoint. Every other 503 counts as a failed attempt.
        repeat_orders: Whether to send the order for a long job again where its answer was lost or was an error of the
            server: it may then be done, and billed, twice.
        on_retry: Called before each wait with a `RetryEvent`.
    """

    attempts: int = 3
    first_delay: float = 0.5
    longest_delay: float = 60.0
    wait_for_model: bool = True
    repeat_orders: bool = False
    on_retry: Callable[[RetryEvent], None] | None = None

    def __post_init__(self) -> None:
        if isinstance(self.attempts, bool) or not isinstance(self.attempts, int) or self.attempts < 1:
            raise InputError(f"attempts of a Retry is a whole number from 1, not {self.attempts!r}")
        for name in ("first_delay", "longest_delay"):
            value = getattr(self, name)
            if not is_seconds(value) and (isinstance(value, bool) or value != 0):
                raise InputError(f"{name} of a Retry is a number of seconds from 0, not {value!r}")
        for name in ("wait_for_model", "repeat_orders"):
            if not isinstance(getattr(self, name), bool):
                raise InputError(f"{name} of a Retry is True or False, not {getattr(self, name)!r}")
        if self.on_retry is not None and not callable(self.on_retry):
            raise InputError(f"on_retry of a Retry is a function or None, not {self.on_retry!r}")


NO_RETRY = Retry(attempts=1, wait_for_model=False)


class Attempt(Struct, frozen=True, kw_only=True):
    """What came of sending a request once.

    Attributes:
        who: Who was asked.
        status: HTTP status, where an answer came.
        error: Why it failed; None where it did not.
        delay: Seconds that were waited before it was sent again; 0 of the last one.
    """

    who: str
    status: int | None = None
    error: str | None = None
    delay: float = 0.0

    def hidden(self, hide_in: Callable[[str], str]) -> Attempt:
        """Give the same without a key in its texts."""
        error = None if self.error is None else hide_in(self.error)
        return Attempt(who=hide_in(self.who), status=self.status, error=error, delay=self.delay)


class RetryEvent(Struct, frozen=True, kw_only=True):
    """One retry that is about to happen.

    Attributes:
        error: Why.
        attempt: How many times the request was sent so far.
        delay: Seconds until it is sent again.
        is_loading: Whether that is because a model is being loaded.
    """

    error: InferwireError
    attempt: int
    delay: float
    is_loading: bool = False
