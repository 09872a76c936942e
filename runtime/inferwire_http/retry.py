"""Compute the delay before a retry."""

from __future__ import annotations

import os

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
    return draw(backoff_limit(attempt, initial=initial, maximum=maximum))


def draw(limit: float) -> float:
    """Return a random number between 0 and ``limit``, without the import of `random`."""
    return limit * int.from_bytes(os.urandom(4), "big") / 2**32
