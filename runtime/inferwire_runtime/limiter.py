"""Pace the requests of a client: concurrency, requests and tokens per minute, for each provider and key.

All threads and event loops that use a client, or its copies, share its limits. A request waits in one queue, first in,
first out: the first one waits for the limit itself, the others for their turn.
"""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec
from msgspec import Struct

from inferwire_http.retry_after import rate_limit_windows
from inferwire_runtime.errors import (
    InferenceConnectionError,
    InferenceTimeoutError,
    InferwireError,
    ProviderError,
    RateLimitError,
)
from inferwire_runtime.forks import call_after_fork
from inferwire_runtime.policy import Limits
from inferwire_runtime.records import find_usage, to_token_usage

if TYPE_CHECKING:
    from inferwire_http.backends import Backend, Event

Reason: TypeAlias = Literal["concurrency", "requests", "tokens", "paused", "queue"]

MARGIN = 0.99  # share of a rate that is used: requests do not take equally long to arrive
SLACK = 3.0  # seconds by which a late start may be caught up, within the rate of a minute
MAX_COUNTED = 100_000  # requests a minute that are counted one by one; faster ones catch up less
DEFAULT_PAUSE = 1.0  # seconds after a 429 that requests none; doubled while more arrive
MAX_PAUSE = 60.0
FIRST_CONCURRENCY = 8.0  # of "auto"
DECREASE = 0.5  # of "auto", after a sign of overload
OVERLOADED = frozenset({408, 429, 503, 504, 529})
CHARACTERS_PER_TOKEN = 4  # to estimate the tokens of a request before the server counts them


class _Usage(Struct):
    usage: dict[str, Any] | None = None


class Waiter:
    """A request in the queue. It is woken once for each wait."""

    __slots__ = ("_backend", "_event", "permit", "tokens")

    def __init__(self, backend: Backend, tokens: float) -> None:
        self._backend = backend
        self.tokens = tokens
        self.permit: Permit | None = None  # once its turn has come
        self._event = backend.event()

    def arm(self) -> Event:
        """Return the event of the next wait."""
        if self._event.is_set():
            self._event = self._backend.event()
        return self._event

    def wake(self) -> bool:
        """End the wait. Any thread can call this. Return False if nobody waits, because the event loop has ended."""
        return self._backend.call_soon(self._event.set)


class Gate:
    """The limits for one provider and key.

    Attributes:
        concurrency: Number of requests that may be under way; None for no limit.
        in_flight: Number of requests that are under way.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = threading.RLock()  # a finalizer may release a permit within any of these methods
        self._queue: deque[Waiter] = deque()
        self.in_flight = 0
        self._is_adaptive = limits.concurrency == "auto"
        self._most = float(limits.max_connections)
        own = limits.concurrency
        self.concurrency: float | None = FIRST_CONCURRENCY if own == "auto" else own
        self._is_starting = self._is_adaptive
        self._decreased_at = 0.0
        self._interval = 0.0 if limits.requests_per_minute is None else 60 / (limits.requests_per_minute * MARGIN)
        count = int((limits.requests_per_minute or 0) * (1 + MARGIN) / 2)
        self._sent: deque[float] = deque(maxlen=max(count, 1))  # moments of the requests in the last minute
        self._is_counted = 0 < count <= MAX_COUNTED
        self._slack = SLACK if self._is_counted or not count else 0.25
        self._learned_interval = 0.0
        self._learned_until = 0.0
        self._next_request = 0.0
        self._per_token = 0.0 if limits.tokens_per_minute is None else 60 / (limits.tokens_per_minute * MARGIN)
        self._next_tokens = 0.0
        self._output_tokens = 0.0  # mean of the responses so far
        self._paused_until = 0.0
        self._paused_at = 0.0
        self._pause = DEFAULT_PAUSE

    def after_fork(self) -> None:
        """Forget the requests of the parent process."""
        self._lock = threading.RLock()
        self._queue.clear()
        self.in_flight = 0

    @property
    def waiting(self) -> int:
        """Number of requests that wait."""
        return len(self._queue)

    @property
    def counts_tokens(self) -> bool:
        """Whether there is a limit for tokens."""
        return self._per_token > 0

    async def acquire(
        self,
        backend: Backend,
        remaining: Callable[[], float],
        *,
        tokens: float = 0.0,
        is_retry: bool = False,
        has_alternative: bool = False,
        on_wait: Callable[[Reason, float | None], None] | None = None,
    ) -> Permit:
        """Wait until the limits allow another request.

        Args:
            backend: Waits.
            remaining: Returns the seconds until the deadline of the call; raises once it has passed.
            tokens: Estimate of the tokens that the request will use.
            is_retry: Whether the request was sent before, so that it is the next one.
            has_alternative: Whether another provider can be called, so that a pause is not waited for.
            on_wait: Called once for each reason to wait, with the seconds if they are known.

        Raises:
            InferenceTimeoutError: If the deadline is earlier.
            RateLimitError: If the limits pause, and there is an alternative.
        """
        with self._lock:
            paused = self._paused_until - self._clock()
            if has_alternative and paused > 0:
                raise RateLimitError(
                    f"nothing was sent, because another call was refused with status 429: paused for {paused:.3g} s",
                    status=429,
                    retry_after=paused,
                    is_retry_safe=True,
                )
            if not self._queue and self._check(now := self._clock()) is None:
                return self._take(now, tokens)
            waiter = Waiter(backend, tokens)
            self._queue.appendleft(waiter) if is_retry else self._queue.append(waiter)
        reported: Reason | None = None
        try:
            while True:
                with self._lock:
                    reason: Reason = "queue"
                    delay: float | None = None
                    if waiter.permit is None and self._queue[0] is waiter:
                        self._serve()
                    if waiter.permit is not None:
                        return waiter.permit
                    if self._queue[0] is waiter and (found := self._check(self._clock())) is not None:
                        reason, delay = found
                    event = waiter.arm()
                if reason != reported and on_wait is not None:
                    on_wait(reason, delay)
                reported = reason
                try:
                    limit = remaining()
                except InferenceTimeoutError:
                    raise InferenceTimeoutError(
                        f"the client's limits ({reason}) allowed no request within the call's time limit; "
                        "raise timeout= or the limits, or close streams that are not read to their end"
                    ) from None
                if delay is not None and delay >= limit:
                    await backend.sleep(0)
                    raise InferenceTimeoutError(
                        f"the client's limits ({reason}) allow the next request in {delay:.3g} seconds only, "
                        "after the call's time limit; raise timeout= or the limits"
                    )
                await event.wait(_shorter(limit, delay))
        except BaseException:
            with self._lock:
                is_first = bool(self._queue) and self._queue[0] is waiter
                if waiter in self._queue:
                    self._queue.remove(waiter)
                if is_first:
                    self._wake_first()
            if waiter.permit is not None:  # assigned at the same time
                waiter.permit.end()
            raise

    def _check(self, now: float) -> tuple[Reason, float | None] | None:
        """Return why the next request must wait, and for how many seconds; None if it may be sent."""
        if self._paused_until > now:
            return "paused", self._paused_until - now
        if self.concurrency is not None and self.in_flight >= max(int(self.concurrency), 1):
            return "concurrency", None
        if self._next_request > now:
            return "requests", self._next_request - now
        if self._is_counted and len(self._sent) == self._sent.maxlen and self._sent[0] + 60 > now:
            return "requests", self._sent[0] + 60 - now
        if self._next_tokens > now:
            return "tokens", self._next_tokens - now
        return None

    def _take(self, now: float, tokens: float) -> Permit:
        self.in_flight += 1
        interval = self._learned_interval if now < self._learned_until else self._interval
        if self._is_counted:
            self._sent.append(now)
        if interval:
            self._next_request = _scheduled(self._next_request, now, self._slack) + interval
        if self._per_token:
            tokens += self._output_tokens
            self._next_tokens = _scheduled(self._next_tokens, now, 0.25) + tokens * self._per_token
        return Permit(self, now, tokens)

    def _serve(self) -> None:
        """Assign permits to all waiters whose turn has come, and wake the next one to wait for the limit."""
        now = self._clock()
        while self._queue and self._check(now) is None:
            waiter = self._queue.popleft()
            if waiter.wake():
                waiter.permit = self._take(now, waiter.tokens)
        self._wake_first()

    def _wake_first(self) -> None:
        while self._queue and not self._queue[0].wake():
            self._queue.popleft()  # its event loop has ended

    def release(self) -> None:
        """Record that a request is no longer under way."""
        with self._lock:
            self.in_flight -= 1
            self._wake_first()

    def correct_tokens(self, estimate: float, usage: Any) -> None:
        """Replace the estimate of a request by the tokens that the server counted."""
        counted = to_token_usage(usage)
        if counted is None or counted.total_tokens is None:
            return
        with self._lock:
            self._next_tokens += (counted.total_tokens - estimate) * self._per_token
            self._output_tokens += 0.2 * ((counted.output_tokens or 0) - self._output_tokens)

    def succeed(self, headers: Mapping[str, str]) -> None:
        """Record a successful response and its headers."""
        with self._lock:
            self._pause = DEFAULT_PAUSE
            if self._is_adaptive and self.concurrency is not None and self.concurrency < self._most:
                self.concurrency += 1 if self._is_starting else 1 / self.concurrency
            self._learn(headers)

    def _learn(self, headers: Mapping[str, str]) -> None:
        """Read the headers of a rate limit: an exhausted one pauses, any other sets the pace."""
        now = self._clock()
        for name, left, delay in rate_limit_windows(headers):
            if left is None or delay is None or delay > MAX_PAUSE * 5:
                continue
            if left <= 0:
                self._paused_until = max(self._paused_until, now + delay)
            elif not self._interval and "token" not in name and delay > 0:
                self._learned_interval = delay / max(left - self.in_flight + 1, 1)
                self._learned_until = now + delay

    def fail(self, error: InferwireError, sent_at: float) -> None:
        """Record a request that failed. A 429 pauses all requests, not only this one."""
        is_overload = isinstance(error, (InferenceTimeoutError, InferenceConnectionError))
        is_overload = is_overload or (isinstance(error, ProviderError) and error.status in OVERLOADED)
        if not is_overload:
            return
        with self._lock:
            now = self._clock()
            if error.status == 429:
                if error.retry_after is not None:
                    self._paused_until = max(self._paused_until, now + min(error.retry_after, MAX_PAUSE))
                elif sent_at >= self._paused_at:  # not one of those sent before the last pause
                    self._paused_at = now
                    self._paused_until = max(self._paused_until, now + self._pause)
                    self._pause = min(self._pause * 2, MAX_PAUSE)
            if self._is_adaptive and self.concurrency is not None and sent_at >= self._decreased_at:
                self._is_starting = False
                self._decreased_at = now  # what was sent before shows the same overload
                self.concurrency = max(self.concurrency * DECREASE, 1.0)


class Permit:
    """The permission to send one request. It is released by `end`, or once nothing references it."""

    __slots__ = ("_gate", "_is_released", "_sent_at", "_tokens")

    def __init__(self, gate: Gate, sent_at: float, tokens: float) -> None:
        self._gate = gate
        self._sent_at = sent_at
        self._tokens = tokens
        self._is_released = False

    def fail(self, error: InferwireError) -> None:
        """Release the permit after a failure."""
        self._gate.fail(error, self._sent_at)
        self.end()

    def succeed(self, headers: Mapping[str, str], body: bytes | None = None) -> None:
        """Record a successful response. One without a body is a stream, and remains under way."""
        self._gate.succeed(headers)
        if body is None:
            return
        if self._gate.counts_tokens:
            try:
                usage = msgspec.json.decode(body, type=_Usage).usage
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                usage = None
            self._gate.correct_tokens(self._tokens, usage)
        self.end()

    def end_stream(self, error: BaseException | None, last: Any) -> None:
        """Release the permit at the end of a stream, whose last item may have the token usage."""
        if isinstance(error, InferwireError):
            self._gate.fail(error, self._sent_at)
        if self._gate.counts_tokens:
            self._gate.correct_tokens(self._tokens, find_usage(last))
        self.end()

    def end(self) -> None:
        """Release the permit, once."""
        if not self._is_released:
            self._is_released = True
            self._gate.release()

    def __del__(self) -> None:
        self.end()


class Limiter:
    """The gates of a client: one for each provider and key."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._gates: dict[tuple[str, ...], Gate] = {}
        self._lock = threading.Lock()
        call_after_fork(self)

    def after_fork(self) -> None:
        """Forget the requests of the parent process."""
        self._lock = threading.Lock()
        for gate in self._gates.values():
            gate.after_fork()

    def gate(self, *key: str) -> Gate:
        """Return the gate for a provider, a host and the fingerprint of an API key."""
        if (gate := self._gates.get(key)) is None:
            with self._lock:
                gate = self._gates.setdefault(key, Gate(self.limits))
        return gate


_limiters: weakref.WeakValueDictionary[int, Limiter] = weakref.WeakValueDictionary()
_lock = threading.Lock()


def limiter_for(limits: Limits) -> Limiter:
    """Return the limiter of a `Limits` object. Clients that were created with the same object share it."""
    with _lock:
        if (limiter := _limiters.get(id(limits))) is None:  # the limiter keeps the object, and so its id
            limiter = _limiters[id(limits)] = Limiter(limits)
        return limiter


def estimate_tokens(body_size: int | None) -> float:
    """Return an estimate of the tokens of a request by the size of its body."""
    return (body_size or 0) / CHARACTERS_PER_TOKEN


def _scheduled(moment: float, now: float, slack: float) -> float:
    """Return when a request is due: as scheduled, or now if it is too late for that. Idle time is not saved up."""
    return moment if moment >= now - slack else now


def _shorter(limit: float, delay: float | None) -> float | None:
    seconds = limit if delay is None else min(limit, delay)
    return None if seconds == float("inf") else seconds
