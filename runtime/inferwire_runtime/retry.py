"""Retries: decide whether and when to send a request again."""

from __future__ import annotations

import math
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

from inferwire_http.retry import backoff, backoff_limit
from inferwire_http.urls import urlsplit
from inferwire_runtime.callbacks import call_back
from inferwire_runtime.error_messages import RETRY_SAFE_STATUSES
from inferwire_runtime.errors import (
    Attempt,
    EndpointPaused,
    HubError,
    InferenceConnectionError,
    InferenceTimeoutError,
    InferwireError,
    ProviderError,
)
from inferwire_runtime.keys import ENDPOINT_DOMAIN
from inferwire_runtime.models import Request
from inferwire_runtime.policy import Retry, RetryEvent

T = TypeVar("T")

RETRIED_STATUSES = frozenset({408, 425, 429, *range(500, 600)}) - {501, 505}
LOCKED = re.compile(r"(?i)\block(?:s|ed)?\b|\bconflict|\bconcurrent|\bin progress\b|\b(?:try again|retry)\b|\bbusy\b")
EXISTS = re.compile(r"(?i)\balready exist|\bduplicate")
MAX_SHOWN = 31 * 86400.0  # seconds; a later moment is not shown
LOADING = re.compile(r'(?i)"estimated_time"|\bloading\b|\bbeing loaded\b|\b(?:starting|warming|scaling)[ -]?up\b')


async def send_with_retries(
    send_once: Callable[[], Awaitable[tuple[T, int]]],
    sleep: Callable[[float], Awaitable[None]],
    request: Request,
    policy: Retry,
    attempts: list[Attempt],
    *,
    is_blocking: bool = True,
    on_event: Callable[..., None] | None = None,
) -> T:
    """Send a request until it succeeds or ``policy`` gives up.

    Args:
        send_once: Sends the request once and returns the response and its status.
        sleep: Waits between attempts; raises if the call's deadline is earlier.
        request: The request; determines whether repeating it is safe.
        policy: Limits the number of attempts and the delays between them.
        attempts: List to which the outcome of each attempt is appended.
        is_blocking: Whether the call is blocking, so that ``policy.on_retry`` cannot be awaited.
        on_event: Reports each retry, by the arguments of `Observer.retried`.

    Raises:
        InferwireError: The last error.
    """
    failures = 0
    requested: float | None = None
    while True:
        try:
            response, status = await send_once()
        except InferwireError as error:
            is_paused = isinstance(error, EndpointPaused)
            is_loading = (
                policy.wait_for_paused if is_paused else policy.wait_for_model and is_model_loading(error, request)
            )
            failures += not is_loading
            if error.status == 429 and not error.retry_after:
                error.retry_after = requested  # it named a moment, which has passed without a success
            requested = error.retry_after or requested
            delay: float | None = None
            is_idempotent = request.is_idempotent or policy.retry_submissions
            can_retry = is_loading if is_paused else _is_retried(error, is_idempotent=is_idempotent)
            if can_retry and (failures < policy.attempts or is_loading):
                delay = _delay(error, len(attempts) + 1, policy, is_loading=is_loading)
            attempts.append(
                Attempt(provider=request.server, status=error.status, error=error.message, delay=delay or 0.0)
            )
            error.attempts = tuple(attempts)
            if delay is None:
                raise
            if on_event is not None:
                on_event(error, len(attempts), delay, is_loading=is_loading)
            if policy.on_retry is not None:
                event = RetryEvent(error=error, attempt=len(attempts), delay=delay, is_loading=is_loading)
                await call_back("on_retry", policy.on_retry, event, is_blocking=is_blocking)
            reason = error
        else:
            attempts.append(Attempt(provider=request.server, status=status))
            return response
        try:
            await sleep(delay)
        except InferenceTimeoutError as error:
            if reason.retry_after == delay:
                remedy = f"pass timeout= of more than {math.ceil(delay)} seconds"
                reason.add_detail(f"not sent again: {_opening(delay)}, after the call's time limit; {remedy}")
            reason.add_note(f"not sent again: {error}")
            raise reason from None  # the server's message is more useful than the timeout


def _is_retried(error: InferwireError, *, is_idempotent: bool) -> bool:
    """Return whether a retry can succeed, and is safe."""
    if isinstance(error, InferenceTimeoutError):
        return error.is_retry_safe
    if isinstance(error, InferenceConnectionError):
        return not error.is_final and (error.is_retry_safe or is_idempotent)
    if not isinstance(error, (ProviderError, HubError)):
        return False
    if error.should_retry is False:
        return False
    if error.is_retry_safe and error.status is not None and error.status < 500:
        return True  # by the provider's own rules, if its status does not show that it did nothing
    if not is_idempotent:
        return error.status in RETRY_SAFE_STATUSES
    return error.should_retry is True or error.status in RETRIED_STATUSES or (error.status == 409 and _is_locked(error))


def _is_locked(error: InferwireError) -> bool:
    """Return whether a 409 reports a lock or a concurrent request, which passes, rather than a lasting conflict."""
    text = f"{error.message} {error.body or ''}"
    return error.retry_after is not None or (LOCKED.search(text) is not None and EXISTS.search(text) is None)


def is_model_loading(error: InferwireError, request: Request) -> bool:
    """Return whether a model is loading: a 503 reports this, or comes from a dedicated endpoint that is starting up.

    Any other 503 means that the service is down or overloaded, and counts as a failed attempt.
    """
    if isinstance(error, EndpointPaused) or error.status != 503 or not isinstance(error, ProviderError):
        return False
    is_endpoint = (urlsplit(request.url).hostname or "").endswith(ENDPOINT_DOMAIN)
    return is_endpoint or LOADING.search(error.body or "") is not None


def _delay(error: InferwireError, count: int, policy: Retry, *, is_loading: bool) -> float | None:
    """Return the seconds to wait: as the server requests, or else exponential backoff with full jitter.

    Return None if the server requests a longer wait than the policy allows: an earlier retry would fail again.
    """
    initial, maximum = policy.initial_delay, policy.max_delay
    if is_loading:
        # These waits do not count as failures, so the server is never polled at once, whatever it requests.
        if error.retry_after is not None:
            return min(max(error.retry_after, initial), maximum)
        half = backoff_limit(count, initial=initial, maximum=maximum) / 2
        return half + backoff(1, initial=half, maximum=half)
    delay = error.retry_after
    if not delay:  # also if it is 0: without any delay, all attempts would fail within a moment
        return backoff(count, initial=initial, maximum=maximum)
    if delay <= maximum:
        return delay
    remedy = f"pass retry=Retry(max_delay={math.ceil(delay)})" if delay <= MAX_SHOWN else "call again later"
    error.add_detail(f"not sent again: {_opening(delay)}, and Retry(max_delay={maximum:g}) allows less; {remedy}")
    return None


def _opening(delay: float) -> str:
    """Describe the delay that a server requests."""
    if delay > MAX_SHOWN:
        return f"the server requests a wait of {delay:g} seconds"
    from datetime import UTC, datetime, timedelta  # only for this message

    moment = datetime.now(UTC) + timedelta(seconds=delay)
    day = f"{moment:%Y-%m-%d} " if delay > 43200 else ""
    return f"the server requests a wait of {delay:g} seconds, until {day}{moment:%H:%M:%S} UTC"
