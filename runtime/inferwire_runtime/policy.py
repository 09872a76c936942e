"""The limits and retry policies that callers configure."""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which these classes name as their module.

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from inferwire_runtime.errors import InferwireError, InputError, describe, publish

MAX_SECONDS = 4_294_967.0  # 49 days, the longest wait that every platform supports

if TYPE_CHECKING or not hasattr(msgspec, "StructMeta"):  # msgspec 0.19 has no metaclass to derive from
    _Settings = Struct
else:

    class _SettingsMeta(msgspec.StructMeta):
        """Suggests the right keyword for an unknown one: `Timeout` and `Retry` have other fields in each library."""

        def __call__(cls, *args: Any, **values: Any) -> Any:  # noqa: N805 - its instances are classes
            for name in values:
                if name not in cls.__struct_fields__:
                    raise TypeError(_unexpected(cls, name))
            return super().__call__(*args, **values)

    class _Settings(Struct, metaclass=_SettingsMeta):
        pass


SYNONYMS = {
    "per_minute": "requests_per_minute",
    "rpm": "requests_per_minute",
    "tpm": "tokens_per_minute",
    "max_concurrency": "concurrency",
    "idle": "read",
    "sock_read": "read",
    "pool": "connect",
    "timeout": "total",
    "first_delay": "initial_delay",
    "wait_initial": "initial_delay",
    "longest_delay": "max_delay",
    "wait_max": "max_delay",
    "max_retries": "attempts",
    "max_attempts": "attempts",
    "repeat_orders": "retry_submissions",
}


def _unexpected(cls: type[Struct], name: str) -> str:
    """Return the error message for a keyword that *cls* does not accept."""
    from difflib import get_close_matches  # only for this message

    fields = cls.__struct_fields__
    close = [SYNONYMS[name]] if SYNONYMS.get(name) in fields else get_close_matches(name, fields, n=1)
    remedy = f"did you mean {close[0]!r}?" if close else f"pass {', '.join(fields)}"
    return f"{cls.__name__} has no argument {name!r}; {remedy}"


def is_seconds(value: object) -> bool:
    """Return whether *value* is a positive number of seconds, up to `MAX_SECONDS`."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= MAX_SECONDS


def is_infinite(value: object) -> bool:
    """Return whether *value* is ``float("inf")``, which sets no time limit."""
    return isinstance(value, float) and value == float("inf")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _is_zero(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == 0


class Limits(_Settings, frozen=True, kw_only=True, weakref=True):
    """Limits for the requests of a client.

    Copies of the client, threads and event loops share them, and so do clients that are created with the same `Limits`
    object. Further requests wait their turn, first in, first out, within the total timeout of their calls.

    ``concurrency``, ``requests_per_minute`` and ``tokens_per_minute`` apply to each provider and key on its own, and to
    calls: look-ups, polls and downloads are not counted. With any of these, a response with status 429 pauses all
    requests to its provider, and the headers of rate limits are respected.

    Attributes:
        max_connections: Maximum number of requests under way at once, for each event loop and for blocking calls.
        concurrency: Maximum number of requests under way at once; ``auto`` adapts it to what the server accepts.
        requests_per_minute: Maximum rate of requests, which are sent at even intervals.
        tokens_per_minute: Maximum rate of tokens: estimated before a request, and corrected by the usage of its
            response.
        on_wait: Called with a `CallWaiting` event when a call has to wait. It must be a regular function, and must not
            block.
    """

    max_connections: int = 1000
    concurrency: int | Literal["auto"] | None = None
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    on_wait: Callable[[Any], None] | None = None

    def __post_init__(self) -> None:
        value = self.max_connections
        if not _is_count(value):
            raise InputError(f"`max_connections` of Limits must be an int ≥ 1, got {describe(value)}")
        if self.concurrency is not None and self.concurrency != "auto" and not _is_count(self.concurrency):
            raise InputError(f"`concurrency` of Limits must be an int ≥ 1 or 'auto', got {describe(self.concurrency)}")
        for name in ("requests_per_minute", "tokens_per_minute"):
            rate = getattr(self, name)
            if rate is not None and not is_seconds(rate):
                raise InputError(f"`{name}` of Limits must be a positive number, got {describe(rate)}")
        if self.on_wait is not None and not callable(self.on_wait):
            raise InputError(f"`on_wait` of Limits must be a function or None, got {describe(self.on_wait)}")

    @property
    def has_pace(self) -> bool:
        """Whether requests are paced, in addition to the limit for connections."""
        return (self.concurrency, self.requests_per_minute, self.tokens_per_minute) != (None, None, None)


class RetryEvent(Struct, frozen=True, kw_only=True):
    """A retry that is about to happen.

    Attributes:
        error: Why the last attempt failed.
        attempt: Number of attempts so far.
        delay: Seconds until the next attempt.
        is_loading: Whether the server is loading a model.
    """

    error: InferwireError
    attempt: int
    delay: float
    is_loading: bool = False


class Timeout(_Settings, frozen=True, kw_only=True):
    """Time limits, in seconds.

    Attributes:
        connect: Limit to connect to the server.
        read: Limit between two reads, once the body of the response has begun.
        total: Limit for the whole call, including retries, polls and downloads. The first byte of a stream must arrive
            within this limit; from then on, only `read` applies. ``float("inf")`` sets no limit.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float = 600.0

    def __post_init__(self) -> None:
        for name in ("connect", "read", "total"):
            value = getattr(self, name)
            if not is_seconds(value) and not (name == "total" and is_infinite(value)):
                raise InputError(f"`{name}` of Timeout must be a positive number of seconds, got {describe(value)}")


class Retry(_Settings, frozen=True, kw_only=True):
    """A retry policy.

    Attributes:
        attempts: Maximum number of attempts to send a request.
        initial_delay: Upper bound of the first delay, in seconds. The bound doubles with each attempt; each delay is
            chosen at random below its bound.
        max_delay: Upper bound of every delay. If the server requests a longer delay, the call fails, unless the server
            is loading a model.
        wait_for_model: Whether to keep trying, up to the total timeout, while a model is loading: after a 503 that
            states so, and after any 503 of a dedicated endpoint. Every other 503 counts as a failed attempt.
        wait_for_paused: Whether to keep trying, up to the total timeout, while a dedicated endpoint is paused, until
            somebody resumes it.
        retry_submissions: Whether to submit a job again if the response was lost or was a server error. The job may
            then run, and be billed, twice.
        on_retry: Called with a `RetryEvent` before each delay. Asynchronous clients await it.
    """

    attempts: int = 3
    initial_delay: float = 0.5
    max_delay: float = 60.0
    wait_for_model: bool = True
    wait_for_paused: bool = False
    retry_submissions: bool = False
    on_retry: Callable[[RetryEvent], Awaitable[None] | None] | None = None

    def __post_init__(self) -> None:
        if isinstance(self.attempts, bool) or not isinstance(self.attempts, int) or self.attempts < 1:
            raise InputError(f"`attempts` of Retry must be an int ≥ 1, got {describe(self.attempts)}")
        for name in ("initial_delay", "max_delay"):
            value = getattr(self, name)
            if not is_seconds(value) and not _is_zero(value):
                raise InputError(f"`{name}` of Retry must be a number of seconds ≥ 0, got {describe(value)}")
        for name in ("wait_for_model", "wait_for_paused", "retry_submissions"):
            if not isinstance(getattr(self, name), bool):
                raise InputError(f"`{name}` of Retry must be True or False, got {describe(getattr(self, name))}")
        if self.on_retry is not None and not callable(self.on_retry):
            raise InputError(f"`on_retry` of Retry must be a function or None, got {describe(self.on_retry)}")


NO_RETRY = Retry(attempts=1, wait_for_model=False)

publish(Limits, Retry, RetryEvent, Timeout)
