"""Compute the delay before a retry."""

from __future__ import annotations

MAX_DOUBLINGS = 20


def backoff_limit(attempt: int, *, initial: float, maximum: float) -> float:
    """Return the upper bound of the delay after an attempt. It doubles with each attempt, up to ``maximum``.

    Args:
        attempt: Number of attempts so far, at least 1.
        initial: Upper bound of the first delay, in seconds.
        maximum: Upper bound of every delay, in seconds.
    """
    return min(initial * 2.0 ** min(attempt - 1, MAX_DOUBLINGS), maximum)


def backoff(attempt: int, *, initial: float, maximum: float) -> float:
    """Return a random delay between 0 and the upper bound (full jitter), so that clients do not retry simultaneously.

    Args:
        attempt: Number of attempts so far, at least 1.
        initial: Upper bound of the first delay, in seconds.
        maximum: Upper bound of every delay, in seconds.
    """
    import random  # only once something has failed

    return random.uniform(0, backoff_limit(attempt, initial=initial, maximum=maximum))
