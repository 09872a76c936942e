"""The backend for asyncio. It uses asyncio's transports, because anyio doubles the time of a small request."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from inferwire_http.backends import EARLY_RESPONSE, EARLY_RESPONSE_DELAY, WRITE_SIZE
from inferwire_http.backends.shutdown import ShutdownHooks
from inferwire_http.backends.slots import FairSlots
from inferwire_http.backends.sockets import KEEP_ALIVE, is_socket_readable, resolve_in_thread
from inferwire_http.backends.threads import Outcome, submit
from inferwire_http.exceptions import (
    ConnectError,
    ConnectTimeout,
    ReadError,
    ReadTimeout,
    WriteError,
    WriteTimeout,
)

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

    from inferwire_http.backends import Event, NetworkStream, Slots
    from inferwire_http.deadline import Deadline

T = TypeVar("T")

TIME_SLICE = 0.003  # seconds per iteration of the event loop, for all requests of a backend
BUFFER_LIMIT = 256 * 1024  # bytes that may wait in memory, in either direction
HAPPY_EYEBALLS_DELAY = 0.25  # seconds until the next address is tried as well


class FairnessLimiter:
    """Limits the time that requests take in an iteration of the event loop.

    An iteration runs all callbacks that are ready. With hundreds of requests, that delays other work, such as a
    heartbeat that is due or an incoming request.

    Requests that find the time used up wait in a queue. Each iteration wakes about as many as have had time in the last
    one, because waking all of them each time would make the cost quadratic.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._end = 0.0
        self._has_begun = False
        self._is_scheduled = False
        self._begun: deque[asyncio.Future[None]] = deque()  # requests that have begun come first
        self._new: deque[asyncio.Future[None]] = deque()
        self._late: list[tuple[deque[asyncio.Future[None]], asyncio.Future[None]]] = []  # woken, but without time
        self._passed = 0  # requests that have had time in this iteration, of those that were woken

    async def checkpoint(self, *, is_new: bool = False) -> None:
        """Yield to the event loop if the current iteration has used up its time slice.

        Args:
            is_new: Whether the request has not begun. All others go first.
        """
        queue = self._new if is_new else self._begun
        if not queue and self._has_time():
            return
        self._schedule()
        waiter = self._loop.create_future()
        queue.append(waiter)
        while True:
            try:
                await waiter
            except asyncio.CancelledError:
                with suppress(ValueError):  # it was woken at the same time
                    queue.remove(waiter)
                raise
            if self._has_time():
                self._passed += 1
                return
            waiter = self._loop.create_future()
            self._late.append((queue, waiter))

    def _has_time(self) -> bool:
        now = time.perf_counter()
        if not self._has_begun:
            self._has_begun = True
            self._end = now + TIME_SLICE
            self._schedule()
        return now < self._end

    def _schedule(self) -> None:
        if not self._is_scheduled:
            self._is_scheduled = True
            self._loop.call_soon(self._finish)

    def _finish(self) -> None:
        """End the time slice, and wake the next requests."""
        self._has_begun = self._is_scheduled = False
        count = self._passed + 1 if self._late else 2 * self._passed + 1
        self._passed = 0
        for queue, waiter in reversed(self._late):
            queue.appendleft(waiter)
        self._late.clear()
        for queue in (self._begun, self._new):
            while queue and count:
                waiter = queue.popleft()
                if not waiter.done():  # else it was cancelled
                    waiter.set_result(None)
                    count -= 1
            if queue:
                self._schedule()
                return


class AsyncioStream(asyncio.Protocol):
    """A connection on an asyncio event loop.

    Attributes:
        deadline: Deadline of the current exchange.
        has_received: Whether any data has been received since the exchange began.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        fairness: FairnessLimiter,
        streams: set[NetworkStream],
        deadline: Deadline,
    ) -> None:
        self._loop = loop
        self._fairness = fairness
        self._streams = streams  # the backend's open streams
        self._transport: Any = None
        self._chunks: list[bytes] = []
        self._size = 0  # total bytes in the chunks
        self._has_ended = False
        self._error: Exception | None = None
        self._is_paused = False
        self._can_write = True
        self._waiter: asyncio.Future[None] | None = None
        self.deadline = deadline
        self.has_received = False

    def set_options(self) -> None:
        """Enable TCP keep-alive."""
        if (raw := self._transport.get_extra_info("socket")) is not None:
            raw.setsockopt(*KEEP_ALIVE)

    def start(self, deadline: Deadline) -> None:
        """Begin another exchange with its own deadline."""
        self.deadline = deadline
        self.has_received = False

    async def read(self) -> bytes:
        """Return the next bytes; empty if the server closed the connection."""
        if self.deadline.has_passed:  # also if data keeps arriving: then no wait would time out
            raise ReadTimeout("the deadline has passed")
        while not self._chunks and not self._has_ended:
            await self._wait(self.deadline.read_timeout(), ReadTimeout)
            await self._fairness.checkpoint()
        if self._chunks:
            data = b"".join(self._chunks)
            self._chunks.clear()
            self._size = 0
            self.has_received = True
            if self._is_paused:
                self._is_paused = False
                self._transport.resume_reading()
            return data
        if self._error is not None:
            raise ReadError(str(self._error)) from self._error
        return b""

    async def write(self, data: bytes | memoryview) -> None:
        """Send all of ``data``."""
        if self._transport.is_closing():
            raise WriteError("the connection is closed") from self._error
        self._transport.write(data)
        while not self._can_write and not self._transport.is_closing():
            limit = self.deadline.write_timeout()
            if self._chunks and (limit is None or limit > EARLY_RESPONSE_DELAY):
                limit = EARLY_RESPONSE_DELAY
            try:
                await self._wait(limit, WriteTimeout)
            except WriteTimeout as exc:
                if self._chunks:
                    raise WriteError(EARLY_RESPONSE) from exc
                raise
        if len(data) > WRITE_SIZE:  # the system may accept each part of a large body at once
            await self._fairness.checkpoint()

    async def _wait(self, seconds: float | None, timeout_error: type[Exception]) -> None:
        """Wait until the event loop reports data, an end or writability, or the timeout expires."""
        self._waiter = waiter = self._loop.create_future()
        timer = None if seconds is None else self._loop.call_later(seconds, self._wake, timeout_error)
        try:
            await waiter
        finally:
            self._waiter = None
            if timer is not None:
                timer.cancel()

    def _wake(self, error: type[Exception] | None = None) -> None:
        waiter = self._waiter
        if waiter is None or waiter.done():
            return
        if error is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(error)

    async def aclose(self) -> None:
        """Close the connection."""
        self.abort()
        await asyncio.sleep(0)  # the event loop closes the socket in its next iteration

    def abort(self) -> None:
        """Close the connection without waiting. Can be called from any thread, and ends a pending `read`."""
        if self._transport is None or self._loop.is_closed():
            return
        if _is_running(self._loop):
            self._transport.abort()
        else:
            with suppress(RuntimeError):  # it was closed meanwhile
                self._loop.call_soon_threadsafe(self._transport.abort)

    interrupt = abort

    def is_readable(self) -> bool:
        """Return whether an idle connection has unread data or was closed. Never waits."""
        if self._chunks or self._has_ended or self._transport.is_closing():
            return True
        if self._transport.get_write_buffer_size():
            return True  # the response arrived before the request was sent completely
        # The event loop may not have noticed yet.
        return is_socket_readable(self._transport.get_extra_info("socket"))

    # Called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Store the transport and limit its write buffer."""
        self._streams.add(self)
        self._transport = transport
        self._transport.set_write_buffer_limits(high=BUFFER_LIMIT)

    def data_received(self, data: bytes) -> None:
        """Store received data, and pause reading if too much is unread."""
        self._chunks.append(data)
        self._size += len(data)
        if self._size >= BUFFER_LIMIT and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """Record that the server has finished sending. Keep plain connections open for data still to be sent."""
        self._has_ended = True
        self._wake()
        return self._transport.get_extra_info("ssl_object") is None

    def connection_lost(self, exc: Exception | None) -> None:
        """Record that the connection was closed, and why."""
        self._streams.discard(self)
        self._has_ended = True
        self._error = exc
        self._wake()

    def pause_writing(self) -> None:
        """Make writers wait."""
        self._can_write = False

    def resume_writing(self) -> None:
        """Wake writers."""
        self._can_write = True
        self._wake()


class AsyncioEvent:
    """An event for the tasks of an event loop."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def set(self) -> None:
        """Wake all waiting tasks."""
        self._event.set()

    def is_set(self) -> bool:
        """Return whether the event is set."""
        return self._event.is_set()

    async def wait(self, timeout: float | None) -> bool:
        """Wait up to ``timeout`` seconds for the event; return whether it is set."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._event.wait()
        return self._event.is_set()


class AsyncioBackend:
    """The backend for an event loop of asyncio or uvloop.

    Attributes:
        loop: Event loop on which all requests of this backend run.
    """

    is_blocking: ClassVar[bool] = False

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._fairness = FairnessLimiter(loop)
        self._hooks = ShutdownHooks(is_collectable=True)
        self._tasks: set[asyncio.Task[None]] = set()

    async def connect(
        self, host: str, port: int, tls: ssl.SSLContext | None, deadline: Deadline, name: str | None = None
    ) -> AsyncioStream:
        """Open a connection, with TLS if ``tls`` is not None."""
        await self._hooks.watch()
        stream = AsyncioStream(self.loop, self._fairness, self._hooks.streams, deadline)
        options: dict[str, Any] = {} if tls is None else {"ssl": tls, "server_hostname": name or host}
        # uvloop does not accept this option, and with eager tasks, CPython 3.12.0 to 3.12.7 and 3.13.0 fail with it.
        if isinstance(self.loop, asyncio.BaseEventLoop) and self.loop.get_task_factory() is None:
            options["happy_eyeballs_delay"] = HAPPY_EYEBALLS_DELAY
        try:
            async with asyncio.timeout(deadline.connect_timeout()):
                await self.loop.create_connection(lambda: stream, host, port, **options)
            stream.set_options()
            await self._fairness.checkpoint()
        except BaseException as exc:
            stream.abort()
            if isinstance(exc, TimeoutError):
                raise ConnectTimeout(str(exc)) from exc
            if isinstance(exc, OSError):
                raise ConnectError(str(exc)) from exc
            raise
        return stream

    async def resolve(self, host: str, port: int, seconds: float | None) -> list[str]:
        """Return the IP addresses of a host."""
        return await resolve_in_thread(self, host, port, seconds)

    async def sleep(self, seconds: float) -> None:
        """Wait for ``seconds``."""
        await asyncio.sleep(seconds)

    async def checkpoint(self) -> None:
        """Yield to the event loop if the requests of this backend have used up their time slice."""
        await self._fairness.checkpoint(is_new=True)

    async def take_turns(self) -> None:
        """Yield to the event loop in the middle of long work, if the requests have used up their time slice."""
        await self._fairness.checkpoint()

    async def run_in_thread(self, function: Callable[..., T], *args: Any, seconds: float | None = None) -> T:
        """Call a blocking function in a thread."""
        done = self.loop.create_future()
        outcome = Outcome(partial(function, *args), lambda: self._call_soon_threadsafe(partial(_finish, done)))
        submit(outcome)
        try:
            async with asyncio.timeout(seconds):
                await done
        except BaseException:
            outcome.is_abandoned = True
            raise
        return outcome.result()

    async def run_shielded(self, function: Callable[[], Coroutine[Any, Any, None]], seconds: float) -> None:
        """Run ``function`` for up to ``seconds``, even while the current task is being cancelled."""
        scope: AbstractContextManager[Any] = nullcontext()
        if "anyio" in sys.modules:  # its scopes cancel a task again and again
            from anyio import CancelScope

            scope = CancelScope(shield=True)
        task = self.loop.create_task(function())
        end = self.loop.time() + seconds
        with scope:
            while not task.done() and (rest := end - self.loop.time()) > 0:
                with suppress(asyncio.CancelledError):  # the caller is about to raise it anyway
                    await asyncio.wait({task}, timeout=rest)
        task.cancel()

    def move_on_after(self, seconds: float, interrupt: Callable[[], None]) -> _MoveOnAfter:
        """Return a context manager whose block is cancelled after ``seconds``, without an error."""
        return _MoveOnAfter(seconds)

    def event(self) -> Event:
        """Create an event that is not set."""
        return AsyncioEvent()

    def slots(self, size: int) -> Slots:
        """Create a `Slots` object with ``size`` free slots."""
        return FairSlots(size, AsyncioEvent, self.call_soon)

    def call_soon(self, function: Callable[[], None]) -> bool:
        """Call ``function`` on the event loop: at once, or soon from another thread. Return False if it is closed."""
        if _is_running(self.loop):
            function()
            return True
        return self._call_soon_threadsafe(function)

    def _call_soon_threadsafe(self, function: Callable[[], None]) -> bool:
        try:
            self.loop.call_soon_threadsafe(function)
        except RuntimeError:  # the event loop is closed: nobody waits
            return False
        return True

    def start_soon(self, function: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Schedule a task. Finalizers can call this from any thread."""
        self._call_soon_threadsafe(lambda: self._keep(self.loop.create_task(function())))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)  # the event loop holds tasks weakly
        task.add_done_callback(self._tasks.discard)

    async def call_at_shutdown(self, function: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], Any]:
        """Call ``function`` when the event loop ends. Return a function that cancels this."""
        await self._hooks.watch()
        return self._hooks.add(function)


def _finish(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


class _MoveOnAfter:
    """`asyncio.timeout` without its error."""

    __slots__ = ("_timeout",)

    def __init__(self, seconds: float) -> None:
        self._timeout = asyncio.timeout(seconds)

    async def __aenter__(self) -> None:
        await self._timeout.__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        try:
            await self._timeout.__aexit__(kind, error, traceback)
        except TimeoutError:
            return True
        return False


def _is_running(loop: asyncio.AbstractEventLoop) -> bool:
    """Return whether the event loop is running in this thread."""
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False
