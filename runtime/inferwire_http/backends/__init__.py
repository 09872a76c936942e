"""Backends for sockets, sleeping, threads and events. All waiting happens here.

| backend | method of waiting |
| --- | --- |
| ``blocking`` | blocking the thread; its coroutines never suspend, so `run_sync` can run them |
| ``asyncio`` | asyncio's transports, futures and timers |
| ``anyio`` | anyio, on other event loops such as Trio's |
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

if TYPE_CHECKING:
    import ssl

    from inferwire_http.deadline import Deadline

T = TypeVar("T")

READ_SIZE = 64 * 1024  # bytes of one read
WRITE_SIZE = 64 * 1024  # bytes; a larger write is a part of a large body
EARLY_RESPONSE_DELAY = 1.0  # seconds in which a server that has responded may still read the rest of the request
EARLY_RESPONSE = "the server responded before it read the whole request"


class NetworkStream(Protocol):
    """A TCP or TLS connection with a deadline for the current exchange.

    Attributes:
        deadline: Deadline of the current exchange.
        has_received: Whether any data has been received since the exchange began.
    """

    deadline: Deadline
    has_received: bool

    def start(self, deadline: Deadline) -> None:
        """Begin another exchange with its own deadline."""
        ...

    async def read(self) -> bytes:
        """Return the next bytes; empty if the server closed the connection.

        Raises:
            ReadTimeout: If the server is silent for too long.
            ReadError: If the connection breaks.
        """
        ...

    async def write(self, data: bytes | memoryview) -> None:
        """Send all of ``data``.

        Raises:
            WriteTimeout: If the server accepts no data for too long.
            WriteError: If the connection breaks, or the server responded before reading the whole request.
        """
        ...

    async def aclose(self) -> None:
        """Close the connection."""
        ...

    def abort(self) -> None:
        """Close the connection without waiting; no `read` may be pending. Finalizers can call this from any thread."""
        ...

    def interrupt(self) -> None:
        """End a pending `read`, whose caller then closes the connection. Can be called from any thread."""
        ...

    def is_readable(self) -> bool:
        """Return whether an idle connection has unread data or was closed. Never waits."""
        ...


class Event(Protocol):
    """An event that can be set once, and waited for."""

    def set(self) -> None:
        """Wake all waiters. Call this from the event loop, or on the blocking backend from any thread."""
        ...

    def is_set(self) -> bool:
        """Return whether the event is set."""
        ...

    async def wait(self, timeout: float | None) -> bool:
        """Wait up to ``timeout`` seconds for the event; return whether it is set."""
        ...


class Slot(Protocol):
    """A slot for one exchange."""

    def release(self) -> None:
        """Release the slot. Finalizers can call this from any thread, also repeatedly."""
        ...


class Slots(Protocol):
    """A limit for concurrent exchanges. Waiters are served first in, first out."""

    async def acquire(self, timeout: float | None) -> Slot | None:
        """Wait up to ``timeout`` seconds for a slot; return it, or None if none became free."""
        ...


class Backend(Protocol):
    """Opens connections, sleeps, runs threads and creates events, for one kind of concurrency.

    Attributes:
        is_blocking: Whether waiting blocks the thread.
    """

    is_blocking: ClassVar[bool]

    async def connect(
        self, host: str, port: int, tls: ssl.SSLContext | None, deadline: Deadline, name: str | None = None
    ) -> NetworkStream:
        """Open a connection, with TLS if ``tls`` is not None.

        Args:
            host: Name or address of the server.
            port: Port of the server.
            tls: Certificate authorities to trust.
            deadline: Time limits.
            name: Name that the certificate must have; ``host`` by default.

        Raises:
            ConnectTimeout: If connecting takes longer than the deadline allows.
            ConnectError: If the server cannot be reached.
        """
        ...

    async def resolve(self, host: str, port: int, seconds: float | None) -> list[str]:
        """Return the IP addresses of a host.

        Raises:
            ConnectTimeout: If the look-up takes longer than ``seconds``.
            ConnectError: If the host is unknown.
        """
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for ``seconds``."""
        ...

    async def checkpoint(self) -> None:
        """Yield to the event loop if the calls on this backend have used up their time slice."""
        ...

    async def take_turns(self) -> None:
        """Yield to the event loop in the middle of long work, if the calls have used up their time slice."""
        ...

    async def run_in_thread(self, function: Callable[..., T], *args: Any, seconds: float | None = None) -> T:
        """Call a blocking function in a thread. The blocking backend calls it directly if there is no time limit.

        Raises:
            TimeoutError: If it takes longer than ``seconds``. The thread is left alone.
        """
        ...

    async def run_shielded(self, function: Callable[[], Coroutine[Any, Any, None]], seconds: float) -> None:
        """Run ``function`` for up to ``seconds``, even while the current task is being cancelled.

        The blocking backend runs it to completion: a blocking function limits its own time.
        """
        ...

    def move_on_after(self, seconds: float, interrupt: Callable[[], None]) -> AbstractAsyncContextManager[Any]:
        """Return a context manager whose block ends after ``seconds``, without an error.

        Args:
            seconds: Time limit of the block.
            interrupt: Called at the limit on the blocking backend, to end a pending read; others cancel the block.
        """
        ...

    def event(self) -> Event:
        """Create an event that is not set."""
        ...

    def call_soon(self, function: Callable[[], None]) -> bool:
        """Call ``function``, at once or soon, where events can be set. Any thread can call this.

        Return False if the event loop has ended.
        """
        ...

    def slots(self, size: int) -> Slots:
        """Create a `Slots` object with ``size`` free slots."""
        ...

    async def call_at_shutdown(self, function: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], Any]:
        """Call ``function`` when the event loop ends. Return a function that cancels this."""
        ...


def run_sync(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends, such as any coroutine on the blocking backend.

    Raises:
        RuntimeError: If the coroutine suspends, because it awaits something that needs an event loop.
    """
    try:
        coroutine.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    coroutine.close()
    raise RuntimeError("a coroutine suspended on the blocking backend")
