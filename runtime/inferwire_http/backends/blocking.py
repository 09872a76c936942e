"""The blocking backend: its coroutines never suspend, so `backends.run_sync` runs them without an event loop."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from inferwire_http.backends import EARLY_RESPONSE, EARLY_RESPONSE_DELAY, READ_SIZE, WRITE_SIZE
from inferwire_http.backends.slots import FairSlots
from inferwire_http.backends.sockets import KEEP_ALIVE, NO_DELAY, interrupt_socket, is_socket_readable
from inferwire_http.backends.threads import Outcome, submit
from inferwire_http.deadline import MINIMUM, NEVER
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

    from inferwire_http.backends import Event, Slots
    from inferwire_http.deadline import Deadline

T = TypeVar("T")


class BlockingStream:
    """A connection that blocks the thread while waiting.

    Attributes:
        deadline: Deadline of the current exchange.
        has_received: Whether any data has been received since the exchange began.
    """

    __slots__ = ("_process", "_socket", "_timeout", "deadline", "has_received")

    def __init__(self, raw: socket.socket, deadline: Deadline) -> None:
        self._socket = raw
        self._process = os.getpid()
        self._timeout = raw.gettimeout()
        self.deadline = deadline
        self.has_received = False

    def start(self, deadline: Deadline) -> None:
        """Begin another exchange with its own deadline."""
        self.deadline = deadline
        self.has_received = False

    async def read(self) -> bytes:
        """Return the next bytes; empty if the server closed the connection."""
        deadline = self.deadline
        if deadline.has_passed:  # also if data keeps arriving: then no wait would time out
            raise ReadTimeout("the deadline has passed")
        self._set_timeout(deadline.read_timeout())
        try:
            data = self._socket.recv(READ_SIZE)
        except TimeoutError as exc:
            raise ReadTimeout(str(exc)) from exc
        except OSError as exc:
            if not _is_end(exc):
                raise ReadError(str(exc)) from exc
            data = b""
        if data:
            self.has_received = True
        return data

    async def write(self, data: bytes | memoryview) -> None:
        """Send all of ``data``."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._send(rest) :]
        except OSError as exc:
            raise WriteError(str(exc)) from exc

    def _send(self, data: memoryview) -> int:
        """Send some of ``data``, and return how many bytes."""
        limit = self.deadline.write_timeout()
        # TLS has data of its own to read, so only after the time limit does readable data count as a response.
        is_watched = len(data) > WRITE_SIZE and not hasattr(self._socket, "pending")
        for seconds in _steps(limit) if is_watched else (limit,):
            self._set_timeout(seconds)
            try:
                return self._socket.send(data)
            except TimeoutError as exc:
                if self.is_readable():
                    raise WriteError(EARLY_RESPONSE) from exc
        raise WriteTimeout("timed out")

    def _set_timeout(self, seconds: float | None) -> None:
        if seconds != self._timeout:
            self._socket.settimeout(seconds)
            self._timeout = seconds

    async def aclose(self) -> None:
        """Close the connection."""
        self._socket.close()

    def abort(self) -> None:
        """Close the connection; no `read` may be pending."""
        self._socket.close()

    def interrupt(self) -> None:
        """End a pending `read`, whose thread then closes the connection. Can be called from any thread."""
        interrupt_socket(self._socket, self._process)

    def is_readable(self) -> bool:
        """Return whether an idle connection has unread data or was closed. Never waits."""
        return is_socket_readable(self._socket) or bool(getattr(self._socket, "pending", int)())

    def __del__(self) -> None:
        self._socket.close()  # after an interrupt that left it to nobody; the socket itself would warn


def _steps(limit: float | None) -> Iterable[float]:
    """Yield the waits of a time limit, after each of which a response is looked for."""
    if limit is None:
        return repeat(EARLY_RESPONSE_DELAY)
    count, rest = divmod(limit, EARLY_RESPONSE_DELAY)
    return chain(repeat(EARLY_RESPONSE_DELAY, int(count)), (max(rest, MINIMUM),))


class BlockingEvent:
    """An event for threads."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Wake all waiting threads."""
        self._event.set()

    def is_set(self) -> bool:
        """Return whether the event is set."""
        return self._event.is_set()

    async def wait(self, timeout: float | None) -> bool:
        """Wait up to ``timeout`` seconds for the event; return whether it is set."""
        return self._event.wait(timeout)


class _ThreadWaiter:
    """A waiter for a slot. Unlike `threading.Event`, finalizers can set it at any point."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def set(self) -> None:
        with suppress(RuntimeError):  # it is set already
            self._lock.release()

    async def wait(self, timeout: float | None) -> bool:
        return self._lock.acquire(timeout=-1 if timeout is None else timeout)


class BlockingBackend:
    """The backend that waits by blocking the thread. Threads can share it."""

    __slots__ = ()

    is_blocking: ClassVar[bool] = True

    async def connect(
        self, host: str, port: int, tls: ssl.SSLContext | None, deadline: Deadline, name: str | None = None
    ) -> BlockingStream:
        """Open a connection, with TLS if ``tls`` is not None."""
        seconds = deadline.connect_timeout()
        end = NEVER if seconds is None else time.monotonic() + seconds
        try:
            raw = _connect(host, port, end)
            if tls is not None:
                raw = _start_tls(raw, tls, name or host, end)
        except TimeoutError as exc:
            raise ConnectTimeout(str(exc)) from exc
        except OSError as exc:
            raise ConnectError(str(exc)) from exc
        return BlockingStream(raw, deadline)

    async def resolve(self, host: str, port: int, seconds: float | None) -> list[str]:
        """Return the IP addresses of a host."""
        try:
            found = _resolve(host, port, NEVER if seconds is None else time.monotonic() + seconds)
        except TimeoutError as exc:
            raise ConnectTimeout(str(exc)) from exc
        except OSError as exc:
            raise ConnectError(str(exc)) from exc
        return [address[0] for *_, address in found]

    async def sleep(self, seconds: float) -> None:
        """Wait for ``seconds``."""
        if seconds > 0:
            time.sleep(seconds)

    async def checkpoint(self) -> None:
        """Do nothing: there is no event loop to yield to."""

    async def take_turns(self) -> None:
        """Do nothing, as above."""

    async def run_in_thread(self, function: Callable[..., T], *args: Any, seconds: float | None = None) -> T:
        """Call a function in the current thread, which may block, or in another if its time is limited."""
        if seconds is None:
            return function(*args)
        return _call_within(seconds, partial(function, *args))

    async def run_shielded(self, function: Callable[[], Coroutine[Any, Any, None]], seconds: float) -> None:
        """Run ``function``, which limits its own time."""
        await function()

    def move_on_after(self, seconds: float, interrupt: Callable[[], None]) -> _Alarm:
        """Return a context manager that calls ``interrupt`` if its block takes longer than ``seconds``."""
        return _Alarm(seconds, interrupt)

    def event(self) -> Event:
        """Create an event that is not set."""
        return BlockingEvent()

    def slots(self, size: int) -> Slots:
        """Create a `Slots` object with ``size`` free slots."""
        return FairSlots(size, _ThreadWaiter, _call)

    def call_soon(self, function: Callable[[], None]) -> bool:
        """Call ``function`` at once."""
        function()
        return True

    async def call_at_shutdown(self, function: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], Any]:
        """Ignore ``function``: there is no event loop that could end."""
        return _nothing


class _Alarm:
    """Calls a function in another thread unless the block ends in time."""

    __slots__ = ("_timer",)

    def __init__(self, seconds: float, function: Callable[[], None]) -> None:
        self._timer = threading.Timer(seconds, function)
        self._timer.daemon = True

    async def __aenter__(self) -> None:
        self._timer.start()

    async def __aexit__(self, *exc_info: object) -> None:
        self._timer.cancel()


def _call(function: Callable[[], None]) -> None:
    function()


def _nothing() -> None:
    pass


def _remaining(end: float, shares: int = 1) -> float | None:
    """Return an equal share of the seconds until ``end``, at least 1 ms; None if there is no limit."""
    return None if end == NEVER else max((end - time.monotonic()) / shares, 0.001)


def _connect(host: str, port: int, end: float) -> socket.socket:
    """Connect to the first reachable address. The remaining time is divided among the addresses still to try."""
    addresses = _resolve(host, port, end)
    for index, (family, kind, protocol, _, address) in enumerate(addresses):
        raw: socket.socket | None = None
        try:
            raw = socket.socket(family, kind, protocol)
            raw.setsockopt(*KEEP_ALIVE)
            raw.setsockopt(*NO_DELAY)
            raw.settimeout(_remaining(end, len(addresses) - index))
            raw.connect(address)
            return raw
        except BaseException as exc:
            if raw is not None:
                raw.close()
            if not isinstance(exc, OSError) or index == len(addresses) - 1:
                raise
    raise OSError(f"{host} has no address")


class LateError(TimeoutError):
    """A function took too long."""


def _call_within(seconds: float, function: Callable[[], T]) -> T:
    """Call a function in another thread.

    Raises:
        LateError: If it takes longer than ``seconds``. The thread is left alone.
    """
    done = threading.Event()
    outcome = Outcome(function, done.set)
    submit(outcome)
    try:
        if not done.wait(seconds):
            raise LateError("a function did not return in time")
    except BaseException:
        outcome.is_abandoned = True
        raise
    return outcome.result()


def _resolve(host: str, port: int, end: float) -> list[Any]:
    """Return the addresses of a host. The system's resolver has no time limit, so it runs in a thread."""
    look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    seconds = _remaining(end)
    if seconds is None or _is_address(host):
        return look_up()
    try:
        return _call_within(seconds, look_up)
    except LateError:
        raise TimeoutError(f"the address of {host} was not found in time") from None


def _is_address(host: str) -> bool:
    """Return whether a host is an IP address, which needs no look-up."""
    for family in (socket.AF_INET, socket.AF_INET6):
        with suppress(OSError, ValueError):
            socket.inet_pton(family, host)
            return True
    return False


def _start_tls(raw: socket.socket, context: ssl.SSLContext, host: str, end: float) -> ssl.SSLSocket:
    secure: ssl.SSLSocket | None = None
    try:
        secure = context.wrap_socket(
            raw,
            server_hostname=host,
            do_handshake_on_connect=False,
            suppress_ragged_eofs=False,  # else a connection that was reset looks like one that was closed
        )
        secure.settimeout(_remaining(end))
        secure.do_handshake()
        return secure
    except BaseException:
        (secure or raw).close()
        raise


def _is_end(error: OSError) -> bool:
    """Return whether a read failed only because the server closed the connection without a TLS closing message."""
    if not hasattr(error, "reason"):
        return False  # not an error of TLS
    import ssl  # loaded by the connection

    if isinstance(error, ssl.SSLEOFError):
        # OpenSSL 1.1 cannot distinguish it from a reset.
        return error.reason == "UNEXPECTED_EOF_WHILE_READING" or ssl.OPENSSL_VERSION_INFO < (3,)
    return isinstance(error, ssl.SSLZeroReturnError)
