"""What the transports hand to a wire, and what it gives back."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit

from inferwire_runtime.addresses import ascii_host
from inferwire_runtime.wire.encoding import EncodingError, Inflater

if TYPE_CHECKING:
    from inferwire_runtime.bodies import Body

NEVER = float("inf")
PORTS = {"http": 80, "https": 443}


class Limits:
    """How long the steps of one exchange may take, in seconds. Changes while it is under way: waits look at it anew.

    Attributes:
        connect: To reach the server.
        idle: Between two bytes of an answer that has begun, and of a request.
        end: When it must be over, by the clock of `time.monotonic`.
        is_answered: Whether the answer has begun; before that, only `end` bounds the server's silence.
    """

    __slots__ = ("connect", "end", "idle", "is_answered")

    def __init__(self, *, connect: float, idle: float, total: float) -> None:
        self.connect = connect
        self.idle = idle
        self.end_in(total)
        self.is_answered = False

    @property
    def left(self) -> float:
        """Seconds until the end; a little more than none once it has passed, since no wait takes less."""
        return max(self.end - time.monotonic(), 0.001)

    def end_in(self, seconds: float) -> None:
        """Have it over within ``seconds``."""
        self.end = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Whether the end has passed."""
        return time.monotonic() > self.end

    def to_connect(self) -> float | None:
        """Give how long reaching the server may take."""
        return _finite(min(self.connect, self.left))

    def to_write(self) -> float | None:
        """Give how long the server may refuse to take more."""
        return _finite(min(self.idle, self.left))

    def to_read(self) -> float | None:
        """Give how long the server may be silent."""
        return _finite(min(self.idle, self.left) if self.is_answered else self.left)


def _finite(seconds: float) -> float | None:
    return None if seconds == NEVER else seconds


class Outgoing:
    """A request that leaves: its headers are complete, with the key.

    Attributes:
        is_repeatable: May be sent again where a kept connection turned out to be dead.
    """

    __slots__ = ("body", "headers", "host", "is_repeatable", "limits", "method", "port", "scheme", "target", "url")

    def __init__(
        self,
        *,
        method: str,
        url: str,
        headers: list[tuple[str, str]],
        body: Body | None,
        limits: Limits,
        is_repeatable: bool,
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limits = limits
        self.is_repeatable = is_repeatable
        parts = urlsplit(url)
        self.scheme = parts.scheme
        self.host = ascii_host(parts.hostname or "")
        self.port = parts.port or PORTS[parts.scheme]
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        self.target = path if path.isascii() and " " not in path else quote(path, safe="!#$%&'()*+,/:;=?@[]~")

    @property
    def authority(self) -> str:
        """What the ``Host`` header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def _inflated(inflater: Inflater, chunk: bytes | None) -> bytes | None:
    if chunk is not None:
        return inflater.feed(chunk)
    inflater.finish()
    return None


class Incoming:
    """An answer whose headers are here, and whose body is still to be read.

    It may be closed from any thread, also while another one waits for its next bytes.

    Attributes:
        status: HTTP status.
        headers: With lower-case names; of those that come several times, joined by commas.
        limits: Of the exchange; they can still be changed.
        heeds_changes: Whether a change of the limits counts for a body that is being read.
    """

    def __init__(
        self,
        *,
        status: int,
        headers: dict[str, str],
        limits: Limits,
        read: Callable[[], bytes | None],
        release: Callable[[], None],
        wake: Callable[[], None],
        inflater: Inflater | None = None,
        heeds_changes: bool = True,
    ) -> None:
        self.status = status
        self.headers = headers
        self.limits = limits
        self._read = read
        self._inflater = inflater
        self.heeds_changes = heeds_changes
        self._release = release
        self._wake = wake
        self._reading = threading.Lock()
        self._ending = threading.Lock()  # held only for a moment: a connection that serves the next is not woken
        self._is_left = False
        self.is_closed = False

    def chunk(self) -> bytes | None:
        """Give the next bytes of the body, encodings undone; None at its end. Raises what the library raises."""
        try:
            with self._reading:
                if self.is_closed:
                    return None
                try:
                    if (inflater := self._inflater) is None:
                        chunk = self._read()
                    else:
                        chunk = inflater.more() if inflater.has_more else _inflated(inflater, self._read())
                except BaseException:
                    self._finish()
                    raise
                if chunk is None:
                    self._finish()
                return chunk
        finally:
            if self._is_left:
                self.close()  # whoever left it found it being read

    def close(self) -> None:
        """Free the connection, for the next request where the body was read to its end."""
        self._is_left = True  # before the lock is tried: who holds it looks at this after giving it back
        if self._reading.acquire(blocking=False):
            try:
                if not self.is_closed:
                    self._finish()
            finally:
                self._reading.release()
        else:
            with self._ending:
                if not self.is_closed:
                    self._wake()

    def _finish(self) -> None:
        with self._ending:
            self.is_closed = True
        self._release()

    def __del__(self) -> None:
        if not self.is_closed:
            self._finish()


class AsyncIncoming:
    """`Incoming` for asynchronous code; it may be closed by any task."""

    def __init__(
        self,
        *,
        status: int,
        headers: dict[str, str],
        limits: Limits,
        read: Callable[[], Awaitable[bytes | None]],
        release: Callable[[], Awaitable[None]],
        leave: Callable[[], Awaitable[None]],
        wake: Callable[[], None],
        drop: Callable[[], None],
        inflater: Inflater | None = None,
        heeds_changes: bool = True,
    ) -> None:
        self.status = status
        self.headers = headers
        self.limits = limits
        self._read = read
        self._inflater = inflater
        self.heeds_changes = heeds_changes
        self._release = release
        self._leave = leave
        self._wake = wake
        self._drop = drop
        self._is_reading = False
        self._is_left = False
        self.is_closed = False

    async def chunk(self) -> bytes | None:
        """Give the next bytes of the body, encodings undone; None at its end. Raises what the library raises."""
        if self.is_closed or self._is_left:
            return None
        self._is_reading = True
        try:
            if (inflater := self._inflater) is None:
                chunk = await self._read()
            else:
                chunk = inflater.more() if inflater.has_more else _inflated(inflater, await self._read())
        except EncodingError:
            self.is_closed = True
            await self._leave()
            raise
        except BaseException:
            await self._finish()
            raise
        finally:
            self._is_reading = False
        if chunk is None:
            await self._finish()
        elif self._is_left:  # it came all the same
            self.is_closed = True
            await self._leave()
        return chunk

    async def close(self) -> None:
        """Free the connection, for the next request where the body was read to its end."""
        if self.is_closed:
            return
        if self._is_reading:
            self._is_left = True
            self._wake()
        else:
            self.is_closed = True
            await self._leave()

    async def _finish(self) -> None:
        self.is_closed = True
        await self._release()

    def __del__(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            self._drop()


class Wire(Protocol):
    """Sends one request, blocking."""

    def open(self, request: Outgoing) -> Incoming:
        """Send a request and give its answer once the headers are here. Raises what the library raises."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


class AsyncWire(Protocol):
    """Sends one request, without blocking the event loop."""

    async def take_turn(self) -> None:
        """Let others run where calls have done so for long enough."""
        ...

    async def open(self, request: Outgoing) -> AsyncIncoming:
        """Send a request and give its answer once the headers are here. Raises what the library raises."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...
