"""Time limits for the steps of an exchange."""

from __future__ import annotations

from time import monotonic

NEVER = float("inf")
MINIMUM = 0.001  # seconds


class Deadline:
    """Time limits for an exchange, in seconds.

    Every wait computes its limit again, because limits can change during the exchange, and because a server that sends
    a byte now and then must not extend the total time.

    Attributes:
        connect: Seconds to reach the server.
        read: Longest silence during the response, and longest wait to send more of the request, in seconds.
        end: Time at which the exchange must be complete, on the clock of `time.monotonic`.
        has_started: Whether the response has begun. Before that, only `end` limits the silence of the server.
    """

    __slots__ = ("connect", "end", "has_started", "read")

    def __init__(self, *, connect: float, read: float, total: float) -> None:
        self.connect = connect
        self.read = read
        self.end_in(total)
        self.has_started = False

    def end_in(self, seconds: float) -> None:
        """Set the end to ``seconds`` from now."""
        self.end = monotonic() + seconds

    @property
    def remaining(self) -> float:
        """Seconds left; at least 1 ms, because 0 means "do not wait" to sockets."""
        return max(self.end - monotonic(), MINIMUM)

    @property
    def has_passed(self) -> bool:
        """Whether the end has passed."""
        return monotonic() > self.end

    def connect_timeout(self) -> float | None:
        """Return the time limit to reach the server; None if there is none."""
        return self._at_most(self.connect)

    def write_timeout(self) -> float | None:
        """Return the time limit for sending more data; None if there is none."""
        return self._at_most(self.read)

    def read_timeout(self) -> float | None:
        """Return the time limit for the next read; None if there is none."""
        return self._at_most(self.read if self.has_started else NEVER)

    def _at_most(self, seconds: float) -> float | None:
        remaining = self.end - monotonic()
        if remaining < seconds:
            return remaining if remaining > MINIMUM else MINIMUM
        return None if seconds == NEVER else seconds
