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
        has_started: Whether the body of the response has begun. Before that, only `end` limits the silence of the
            server: some send the headers at once, and the body once a queue or a long computation is done.
    """

    __slots__ = ("_paused", "connect", "end", "has_started", "is_stream", "read")

    def __init__(self, *, connect: float, read: float, total: float) -> None:
        self.connect = connect
        self.read = read
        self.end_in(total)
        self.has_started = False
        self.is_stream = False

    def end_in(self, seconds: float) -> None:
        """Set the end to ``seconds`` from now."""
        self._paused: float | None = None
        self.end = monotonic() + seconds

    def pause(self) -> None:
        """Stop the clock of a stream until its body is read. Once the body has begun, there is no end."""
        self.is_stream = True
        self._paused = self.remaining
        self.end = NEVER

    def resume(self) -> None:
        """Start the clock again, if it was stopped."""
        if self._paused is not None:
            self.end_in(self._paused)

    def start(self) -> None:
        """Record that the body has begun."""
        self.has_started = True
        if self.is_stream:
            self.end = NEVER

    @property
    def remaining(self) -> float:
        """Seconds left; at least 1 ms, because 0 means "do not wait" to sockets."""
        return max(self.end - monotonic(), MINIMUM)

    @property
    def has_passed(self) -> bool:
        """Whether the end has passed."""
        return monotonic() > self.end

    def slot_timeout(self) -> float | None:
        """Return the time limit to wait for a slot; None if there is none."""
        return self._at_most(NEVER)

    def connect_timeout(self) -> float | None:
        """Return the time limit to reach the server; None if there is none."""
        return self._at_most(self.connect)

    def write_timeout(self) -> float | None:
        """Return the time limit for sending more data; None if there is none."""
        return self._at_most(self.read)

    def read_timeout(self) -> float | None:
        """Return the time limit for the next read; None if there is none."""
        return self._at_most(self.read if self.has_started else NEVER)

    def silence_timeout(self) -> float | None:
        """Return the time limit for each read of a body after the first; None if there is none."""
        return self._at_most(self.read)

    def _at_most(self, seconds: float) -> float | None:
        remaining = self.end - monotonic()
        if remaining < seconds:
            return remaining if remaining > MINIMUM else MINIMUM
        return None if seconds == NEVER else seconds
