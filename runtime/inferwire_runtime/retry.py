"""When to send a request again: the flow that applies a policy to one request."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from inferwire_runtime.errors import (
    NOT_TAKEN_STATUSES,
    ConnectionError,
    HubError,
    InferwireError,
    ProviderError,
    TimeoutError,
)
from inferwire_runtime.flow import Attempt, Sleep
from inferwire_runtime.keys import ENDPOINT_DOMAIN
from inferwire_runtime.policy import Retry, RetryEvent

if TYPE_CHECKING:
    from collections.abc import Generator

    from inferwire_runtime.flow import Request
    from inferwire_runtime.transport import Prepared

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
LOADING = re.compile(r'(?i)"estimated_time"|\bloading\b|\bbeing loaded\b|\b(?:starting|warming|scaling)[ -]?up\b')


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
            is_loading = policy.wait_for_model and is_model_loading(error, request)
            failures += not is_loading
            is_repeatable = request.is_repeatable or policy.repeat_orders
            if not _is_retried(error, is_repeatable=is_repeatable) or (failures >= policy.attempts and not is_loading):
                raise
            delay = _delay(error, count, policy, is_loading=is_loading)
            if policy.on_retry is not None:
                policy.on_retry(RetryEvent(error=error, attempt=count, delay=delay))
            reason = error
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
        return error.is_retry_safe or is_repeatable
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


def _delay(error: InferwireError, count: int, policy: Retry, *, is_loading: bool) -> float:
    """Give the seconds to wait: what the server asked for, else drawn below a doubling bound (full jitter)."""
    bound = min(policy.first_delay * 2.0 ** min(count - 1, 20), policy.longest_delay)
    if error.retry_after is not None:
        # A loading model is not asked at once, whatever the server says: these waits are not counted.
        return min(max(error.retry_after, policy.first_delay if is_loading else 0.0), policy.longest_delay)
    return bound / 2 + random.uniform(0, bound / 2) if is_loading else random.uniform(0, bound)
