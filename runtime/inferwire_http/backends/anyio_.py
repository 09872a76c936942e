"""The backend for Trio, through anyio."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

import anyio
from anyio.abc import SocketAttribute

from inferwire_http.backends import EARLY_RESPONSE, EARLY_RESPONSE_DELAY, READ_SIZE, WRITE_SIZE
from inferwire_http.backends.shutdown import ShutdownHooks
from inferwire_http.backends.slots import FairSlots
from inferwire_http.backends.sockets import (
    KEEP_ALIVE,
    NO_DELAY,
    interrupt_socket,
    is_socket_readable,
    resolve_in_thread,
)
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


class AnyioStream:
    """A connection through anyio.

    Attributes:
        deadline: Deadline of the current exchange.
        has_received: Whether any data has been received since the exchange began.
    """

    def __init__(self, stream: Any, streams: set[NetworkStream], deadline: Deadline) -> None:
        self._stream = stream
        self._socket: Any = stream.extra(SocketAttribute.raw_socket)
        self._process = os.getpid()
        self._streams = streams  # the backend's open streams
        streams.add(self)
        self._tls: Any = None  # the TLS object, if there is one
        self._is_interrupted = False
        self.deadline = deadline
        self.has_received = False

    def set_options(self) -> None:
        """Enable keep-alive, and disable Nagle's algorithm."""
        self._socket.setsockopt(*KEEP_ALIVE)
        self._socket.setsockopt(*NO_DELAY)

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Perform the TLS handshake."""
        from anyio.streams.tls import TLSAttribute, TLSStream  # only for https

        self._stream = await TLSStream.wrap(
            self._stream, ssl_context=context, hostname=host, standard_compatible=False, server_side=False
        )
        self._tls = self._stream.extra(TLSAttribute.ssl_object)

    def start(self, deadline: Deadline) -> None:
        """Begin another exchange with its own deadline."""
        self.deadline = deadline
        self.has_received = False

    async def read(self) -> bytes:
        """Return the next bytes; empty if the server closed the connection."""
        if self._is_interrupted:  # otherwise, buffered and newly arriving data would be returned
            raise ReadError("the connection was closed")
        if self.deadline.has_passed:  # also if data keeps arriving: then no wait would time out
            raise ReadTimeout("the deadline has passed")
        try:
            with anyio.fail_after(self.deadline.read_timeout()):
                data: bytes = await self._stream.receive(READ_SIZE)
        except TimeoutError as exc:
            raise ReadTimeout(str(exc)) from exc
        except anyio.EndOfStream:
            return b""
        except (OSError, anyio.BrokenResourceError, anyio.ClosedResourceError) as exc:
            raise ReadError(_reason(exc)) from exc
        self.has_received = True
        return data

    async def write(self, data: bytes | memoryview) -> None:
        """Send all of ``data``."""
        try:
            with anyio.fail_after(self.deadline.write_timeout()):
                if len(data) > WRITE_SIZE and self._tls is None:
                    await self._send_watched(data)
                else:
                    await self._stream.send(cast("bytes", data))  # any buffer will do
        except TimeoutError as exc:
            if self.is_readable():
                raise WriteError(EARLY_RESPONSE) from exc
            raise WriteTimeout(str(exc)) from exc
        except (OSError, anyio.EndOfStream, anyio.BrokenResourceError, anyio.ClosedResourceError) as exc:
            raise WriteError(_reason(exc)) from exc

    async def _send_watched(self, data: bytes | memoryview) -> None:
        """Send ``data``, unless a response arrives while the server reads nothing."""
        error: Exception | None = WriteError(EARLY_RESPONSE)

        async def watch() -> None:
            await anyio.sleep(EARLY_RESPONSE_DELAY)
            while not is_socket_readable(self._socket):
                await anyio.sleep(EARLY_RESPONSE_DELAY)
            tasks.cancel_scope.cancel()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(watch)
            try:
                await self._stream.send(cast("bytes", data))
                error = None
            except Exception as exc:  # not as a group
                error = exc
            tasks.cancel_scope.cancel()
        if error is not None:
            raise error

    async def aclose(self) -> None:
        """Close the connection."""
        self._streams.discard(self)
        await self._stream.aclose()

    def abort(self) -> None:
        """Close the connection without waiting; no `read` may be pending."""
        self._streams.discard(self)
        with suppress(OSError, RuntimeError):  # it is closed already, or its event loop has ended
            self._socket.close()

    def interrupt(self) -> None:
        """End a pending `read`, whose task then closes the connection."""
        self._is_interrupted = True
        interrupt_socket(self._socket, self._process)

    def is_readable(self) -> bool:
        """Return whether an idle connection has unread data or was closed. Never waits."""
        return is_socket_readable(self._socket) or self._tls_holds_data()

    def _tls_holds_data(self) -> bool:
        """Return whether the TLS object has buffered unread data or a closing message. Reading from it never waits."""
        if self._tls is None:
            return False
        import ssl  # loaded by the connection

        try:
            self._tls.read(1)
        except ssl.SSLWantReadError:
            return False
        except OSError:
            pass
        return True  # a byte, or the closing message


class AnyioEvent:
    """An event for the tasks of an event loop."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = anyio.Event()

    def set(self) -> None:
        """Wake all waiting tasks."""
        self._event.set()

    def is_set(self) -> bool:
        """Return whether the event is set."""
        return self._event.is_set()

    async def wait(self, timeout: float | None) -> bool:
        """Wait up to ``timeout`` seconds for the event; return whether it is set."""
        with anyio.move_on_after(timeout):
            await self._event.wait()
        return self._event.is_set()


class AnyioBackend:
    """The backend for the Trio event loop that is running when it is created."""

    is_blocking: ClassVar[bool] = False

    def __init__(self) -> None:
        self._hooks = ShutdownHooks(is_collectable=False)
        # Finalizers cannot set events directly: they may run while the event loop modifies its queue.
        self._call_soon_threadsafe: Callable[[Callable[[], None]], Any] = (
            import_module("trio").lowlevel.current_trio_token().run_sync_soon
        )

    async def connect(
        self, host: str, port: int, tls: ssl.SSLContext | None, deadline: Deadline, name: str | None = None
    ) -> AnyioStream:
        """Open a connection, with TLS if ``tls`` is not None."""
        await self._hooks.watch()
        try:
            with anyio.fail_after(deadline.connect_timeout()):
                stream = AnyioStream(await anyio.connect_tcp(host, port), self._hooks.streams, deadline)
                try:
                    stream.set_options()
                    if tls is not None:
                        await stream.start_tls(tls, name or host)
                except BaseException:
                    stream.abort()
                    raise
        except TimeoutError as exc:
            raise ConnectTimeout(str(exc)) from exc
        except (OSError, anyio.BrokenResourceError, anyio.EndOfStream) as exc:
            raise ConnectError(_reason(exc)) from _root(exc)
        return stream

    async def resolve(self, host: str, port: int, seconds: float | None) -> list[str]:
        """Return the IP addresses of a host."""
        return await resolve_in_thread(self, host, port, seconds)

    async def sleep(self, seconds: float) -> None:
        """Wait for ``seconds``."""
        await anyio.sleep(seconds)

    async def checkpoint(self) -> None:
        """Do nothing: every operation of anyio yields to the event loop."""

    async def take_turns(self) -> None:
        """Yield to the event loop in the middle of long work."""
        await anyio.sleep(0)

    async def run_in_thread(self, function: Callable[..., T], *args: Any, seconds: float | None = None) -> T:
        """Call a blocking function in a thread."""
        done = anyio.Event()
        outcome = Outcome(partial(function, *args), lambda: self.call_soon(done.set))
        submit(outcome)
        try:
            with anyio.fail_after(seconds):
                await done.wait()
        except BaseException:
            outcome.is_abandoned = True
            raise
        return outcome.result()

    async def run_shielded(self, function: Callable[[], Coroutine[Any, Any, None]], seconds: float) -> None:
        """Run ``function`` for up to ``seconds``, even while the current task is being cancelled."""
        with anyio.move_on_after(seconds, shield=True):
            await function()

    def move_on_after(self, seconds: float, interrupt: Callable[[], None]) -> _MoveOnAfter:
        """Return a context manager whose block is cancelled after ``seconds``, without an error."""
        return _MoveOnAfter(seconds)

    def event(self) -> Event:
        """Create an event that is not set."""
        return AnyioEvent()

    def slots(self, size: int) -> Slots:
        """Create a `Slots` object with ``size`` free slots."""
        return FairSlots(size, AnyioEvent, self.call_soon)

    def call_soon(self, function: Callable[[], None]) -> bool:
        """Call ``function`` on the event loop, soon. Any thread can call this. Return False if the loop has ended."""
        try:
            self._call_soon_threadsafe(function)
        except RuntimeError:  # nobody waits
            return False
        return True

    async def call_at_shutdown(self, function: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], Any]:
        """Call ``function`` when the event loop ends. Return a function that cancels this."""
        await self._hooks.watch()
        return self._hooks.add(function)


class _MoveOnAfter:
    """`anyio.move_on_after` as an asynchronous context manager."""

    __slots__ = ("_scope",)

    def __init__(self, seconds: float) -> None:
        self._scope = anyio.move_on_after(seconds)

    async def __aenter__(self) -> None:
        self._scope.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        return bool(self._scope.__exit__(kind, error, traceback))


def _root(error: BaseException) -> BaseException:
    """Return the original cause of an anyio exception, which describes the failure better."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _reason(error: BaseException) -> str:
    root = _root(error)
    members: tuple[BaseException, ...] = getattr(root, "exceptions", ())  # of a group
    return "; ".join(map(_reason, members)) or str(root)
