"""When to send a request again: the flow that applies a policy to one request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from inferwire_runtime.errors import (
    NOT_TAKEN_STATUSES,
    ConnectionError,
    HubError,
    InferwireError,
    ProviderError,
    TimeoutError,
)
from inferwire_runtime.flow import SendOnce, Sleep
from inferwire_runtime.keys import ENDPOINT_DOMAIN
from inferwire_runtime.policy import Attempt, Retry, RetryEvent
from inferwire_runtime.urls import urlsplit

if TYPE_CHECKING:
    from collections.abc import Generator

    from inferwire_runtime.flow import Request
    from inferwire_runtime.transport import Prepared

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
LOADING = re.compile(r'(?i)"estimated_time"|\bloading\b|\bbeing loaded\b|\b(?:starting|warming|scaling)[ -]?up\b')


def send_until_answered(
    request: Request, prepared: Prepared, policy: Retry, attempts: list[Attempt]
) -> Generator[SendOnce | Sleep, Any, Any]:
    """Send a request until it succeeds or ``policy`` gives up.

    Args:
        request: Says whether it may be sent again.
        prepared: The same, ready to leave.
        policy: How often and how soon.
        attempts: What came of each sending is added here.

    Returns:
        The answer.

    Raises:
        InferwireError: The last error.
    """
    failures = 0
    while True:
        try:
            answer = yield SendOnce(prepared)
        except InferwireError as error:
            is_loading = policy.wait_for_model and is_model_loading(error, request)
            failures += not is_loading
            delay: float | None = None
            is_repeatable = request.is_repeatable or policy.repeat_orders
            if _is_retried(error, is_repeatable=is_repeatable) and (failures < policy.attempts or is_loading):
                delay = _delay(error, len(attempts) + 1, policy, is_loading=is_loading)
            attempts.append(Attempt(who=request.who, status=error.status, error=error.message, delay=delay or 0.0))
            error.attempts = tuple(attempts)
            if delay is None:
                raise
            if policy.on_retry is not None:
                event = RetryEvent(error=error, attempt=len(attempts), delay=delay, is_loading=is_loading)
                policy.on_retry(event)
            reason = error
        else:
            attempts.append(Attempt(who=request.who, status=answer.status))
            return answer
        try:
            yield Sleep(delay)
        except TimeoutError as error:
            reason.add_note(f"not sent again: {error}")
            raise reason from None  # what the server said tells more than that time is up


def _is_retried(error: InferwireError, *, is_repeatable: bool) -> bool:
    """Whether sending again can help and does nothing twice."""
    if isinstance(error, TimeoutError):
        return error.is_retry_safe
    if isinstance(error, ConnectionError):
        return not error.is_final and (error.is_retry_safe or is_repeatable)
    if not isinstance(error, (ProviderError, HubError)):
        return False
    return error.status in (RETRIED_STATUSES if is_repeatable else NOT_TAKEN_STATUSES)


def is_model_loading(error: InferwireError, request: Request) -> bool:
    """Whether a model is being loaded: a 503 says so, or the proxy of a dedicated endpoint, which starts a machine.

    Other answers of 503 say that a service is down or full: those are failures, and count.
    """
    if error.status != 503 or not isinstance(error, ProviderError):
        return False
    is_endpoint = (urlsplit(request.url).hostname or "").endswith(ENDPOINT_DOMAIN)
    return is_endpoint or LOADING.search(error.body or "") is not None


def _delay(error: InferwireError, count: int, policy: Retry, *, is_loading: bool) -> float | None:
    """Give the seconds to wait: what the server asked for, else drawn below a doubling bound (full jitter).

    None where the server asks for more than the policy allows: to ask earlier would only be refused again.
    """
    import random  # only once something went wrong

    bound = min(policy.first_delay * 2.0 ** min(count - 1, 20), policy.longest_delay)
    if is_loading:
        # A loading model is not asked at once, whatever the server says: these waits are not counted.
        if error.retry_after is not None:
            return min(max(error.retry_after, policy.first_delay), policy.longest_delay)
        return bound / 2 + random.uniform(0, bound / 2)
    if error.retry_after is None:
        return random.uniform(0, bound)
    if error.retry_after <= policy.longest_delay:
        return error.retry_after
    seconds = f"{error.retry_after:g} seconds"
    error.add_note(f"not sent again: the server asks to wait {seconds}, and Retry(longest_delay=...) allows less")
    return None
