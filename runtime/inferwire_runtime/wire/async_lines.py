"""Asynchronous connections below HTTP, as `lines` has them for blocking code.

`AsyncioLine` sits on the event loop itself, since the way through anyio takes as long as all the rest of a small call;
`AnyioLine` serves other loops, such as trio's.
"""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from inferwire_runtime.wire.errors import (
    ConnectError,
    ConnectTimeout,
    ReadError,
    ReadTimeout,
    WriteError,
    WriteTimeout,
)
from inferwire_runtime.wire.lines import AT_ONCE, KEEP_ALIVE, READ_SIZE, is_readable

if TYPE_CHECKING:
    import ssl

    from inferwire_runtime.wire.exchange import Limits, Outgoing

TURN_SECONDS = 0.003  # of one round of the event loop, for all calls of a client
BUFFER_LIMIT = 256 * 1024  # bytes that may wait in memory, in either direction


class Turns:
    """Has calls let others run, where many go on at once in one round of the event loop.

    A round runs everything that is ready. With hundreds of calls that is long, and nobody else's work, a heart that has
    to beat or a request that has to be answered, comes in between.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._end = 0.0
        self._is_begun = False

    async def take(self) -> None:
        """Go on at once, or in a later round where this one has taken long enough."""
        while True:
            now = time.perf_counter()
            if not self._is_begun:
                self._is_begun = True
                self._end = now + TURN_SECONDS
                self._loop.call_soon(self._finish)
            if now < self._end:
                return
            await asyncio.sleep(0)

    def _finish(self) -> None:
        self._is_begun = False


class AsyncioLine(asyncio.Protocol):
    """A connection on an event loop of asyncio."""

    def __init__(self, loop: asyncio.AbstractEventLoop, turns: Turns) -> None:
        self._loop = loop
        self._turns = turns
        self._transport: Any = None
        self._pieces: list[bytes] = []
        self._size = 0  # bytes in them
        self._has_ended = False
        self._error: Exception | None = None
        self._is_paused = False
        self._can_write = True
        self._waiter: asyncio.Future[None] | None = None
        self.limits: Limits
        self.is_answered = False

    @classmethod
    async def connect(cls, request: Outgoing, context: ssl.SSLContext | None, turns: Turns) -> AsyncioLine:
        """Connect, and agree on TLS where there is a ``context``."""
        loop = asyncio.get_running_loop()
        line = cls(loop, turns)
        line.limits = request.limits
        options: dict[str, Any] = {} if context is None else {"ssl": context, "server_hostname": request.host}
        if isinstance(loop, asyncio.BaseEventLoop):  # uvloop's is none, and does not take it
            options["happy_eyeballs_delay"] = 0.25
        try:
            async with asyncio.timeout(request.limits.to_connect()):
                await loop.create_connection(lambda: line, request.host, request.port, **options)
        except TimeoutError as exc:
            raise ConnectTimeout(str(exc)) from exc
        except OSError as exc:
            raise ConnectError(str(exc)) from exc
        try:
            if (raw := line._transport.get_extra_info("socket")) is not None:
                raw.setsockopt(*KEEP_ALIVE)
            await turns.take()
        except OSError as exc:
            line.abort()
            raise ConnectError(str(exc)) from exc
        except BaseException:
            line.abort()
            raise
        return line

    def begin(self, limits: Limits) -> None:
        """Begin another exchange."""
        self.limits = limits
        self.is_answered = False

    async def read(self) -> bytes:
        """Give what comes next; nothing where the server has closed."""
        if self.limits.is_over:  # however much comes: a flood would never be waited for
            raise ReadTimeout("it is over")
        while not self._pieces and not self._has_ended:
            await self._wait(self.limits.to_read(), ReadTimeout)
            await self._turns.take()
        if self._pieces:
            data = b"".join(self._pieces)
            self._pieces.clear()
            self._size = 0
            self.is_answered = self.limits.is_answered = True
            if self._is_paused:
                self._is_paused = False
                self._transport.resume_reading()
            return data
        if self._error is not None:
            raise ReadError(str(self._error)) from self._error
        return b""

    async def write(self, data: bytes | memoryview) -> None:
        """Send everything. That a server reads no more is an error only where it has not answered already."""
        if self._transport.is_closing():
            raise WriteError("the connection is closed") from self._error
        self._transport.write(data)
        while not self._can_write and not self._transport.is_closing():
            try:
                await self._wait(self.limits.to_write(), WriteTimeout)
            except WriteTimeout as exc:
                if self._pieces:
                    raise WriteError("answered early") from exc
                raise

    async def _wait(self, seconds: float | None, too_late: type[Exception]) -> None:
        """Wait until something happens on the connection."""
        self._waiter = waiter = self._loop.create_future()
        timer = None if seconds is None else self._loop.call_later(seconds, self._wake, too_late)
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
        """Close."""
        self.abort()
        await asyncio.sleep(0)  # the event loop closes the socket in its next round

    def abort(self) -> None:
        """Close at once, from any thread; a task that waits for the server is woken."""
        if self._loop.is_closed():
            return  # its sockets went with it
        try:
            running = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is self._loop:
            self._transport.abort()
        else:
            with suppress(RuntimeError):  # it was closed meanwhile
                self._loop.call_soon_threadsafe(self._transport.abort)

    wake = abort

    def is_stale(self) -> bool:
        """Whether something came while nothing was asked for, be it the end."""
        if self._pieces or self._has_ended or self._transport.is_closing():
            return True
        if self._transport.get_write_buffer_size():
            return True  # the last request was answered before it was all sent
        # The event loop may not have taken note of it yet.
        return is_readable(self._transport.get_extra_info("socket"))

    # What the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport."""
        self._transport = transport
        self._transport.set_write_buffer_limits(high=BUFFER_LIMIT)

    def data_received(self, data: bytes) -> None:
        """Take what came; the server has to wait once there is much that nobody has read."""
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= BUFFER_LIMIT and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """Note that the server sends no more; what is still to be sent to it goes out."""
        self._has_ended = True
        self._wake()
        return self._transport.get_extra_info("ssl_object") is None

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection is gone, and why."""
        self._has_ended = True
        self._error = exc
        self._wake()

    def pause_writing(self) -> None:
        """Have writers wait."""
        self._can_write = False

    def resume_writing(self) -> None:
        """Let writers go on."""
        self._can_write = True
        self._wake()


class AnyioLine:
    """A connection on any event loop that anyio knows."""

    def __init__(self, stream: Any, limits: Limits) -> None:
        import anyio  # comes with httpx
        from anyio.abc import SocketAttribute

        self._anyio = anyio
        self._stream = stream
        self._socket: Any = stream.extra(SocketAttribute.raw_socket)
        self.limits = limits
        self.is_answered = False
        self._is_left = False
        self._tls: Any = None  # its object, where it is spoken

    @classmethod
    async def connect(cls, request: Outgoing, context: ssl.SSLContext | None, turns: Turns | None) -> AnyioLine:
        """Connect, and agree on TLS where there is a ``context``."""
        import anyio  # comes with httpx

        try:
            with anyio.fail_after(request.limits.to_connect()):
                line = cls(await anyio.connect_tcp(request.host, request.port), request.limits)
                try:
                    line._socket.setsockopt(*KEEP_ALIVE)
                    line._socket.setsockopt(*AT_ONCE)
                    if context is not None:
                        await line._secure(context, request.host)
                except BaseException:
                    line.abort()
                    raise
        except TimeoutError as exc:
            raise ConnectTimeout(str(exc)) from exc
        except (OSError, anyio.BrokenResourceError, anyio.EndOfStream) as exc:
            raise ConnectError(_reason(exc)) from exc
        return line

    async def _secure(self, context: ssl.SSLContext, host: str) -> None:
        from anyio.streams.tls import TLSAttribute, TLSStream

        self._stream = await TLSStream.wrap(
            self._stream, ssl_context=context, hostname=host, standard_compatible=False, server_side=False
        )
        self._tls = self._stream.extra(TLSAttribute.ssl_object)

    def begin(self, limits: Limits) -> None:
        """Begin another exchange."""
        self.limits = limits
        self.is_answered = False

    async def read(self) -> bytes:
        """Give what comes next; nothing where the server has closed."""
        if self._is_left:  # what the system still holds would be given, and more, from a server that sends on
            raise ReadError("the connection was left")
        if self.limits.is_over:  # as above
            raise ReadTimeout("it is over")
        try:
            with self._anyio.fail_after(self.limits.to_read()):
                data: bytes = await self._stream.receive(READ_SIZE)
        except TimeoutError as exc:
            raise ReadTimeout(str(exc)) from exc
        except self._anyio.EndOfStream:
            return b""
        except (OSError, self._anyio.BrokenResourceError, self._anyio.ClosedResourceError) as exc:
            raise ReadError(_reason(exc)) from exc
        self.is_answered = self.limits.is_answered = True
        return data

    async def write(self, data: bytes | memoryview) -> None:
        """Send everything. That a server reads no more is an error only where it has not answered already."""
        try:
            with self._anyio.fail_after(self.limits.to_write()):
                await self._stream.send(cast("bytes", data))  # any buffer will do
        except TimeoutError as exc:
            if self.is_stale():
                raise WriteError("answered early") from exc
            raise WriteTimeout(str(exc)) from exc
        except (
            OSError,
            self._anyio.EndOfStream,
            self._anyio.BrokenResourceError,
            self._anyio.ClosedResourceError,
        ) as exc:
            raise WriteError(_reason(exc)) from exc

    async def aclose(self) -> None:
        """Close."""
        await self._stream.aclose()

    def abort(self) -> None:
        """Close at once. No task may be waiting for the server."""
        with suppress(OSError, RuntimeError):  # it is closed already, or its event loop has ended
            self._socket.close()

    def wake(self) -> None:
        """Wake a task that waits for the server; it closes the connection then."""
        self._is_left = True
        with suppress(OSError):  # it is closed already
            self._socket.shutdown(socket.SHUT_RD)

    def is_stale(self) -> bool:
        """Whether something came while nothing was asked for, be it the end."""
        return is_readable(self._socket) or self._holds_more()

    def _holds_more(self) -> bool:
        """Whether TLS has taken something from the socket that nobody has read: its object reads without waiting."""
        if self._tls is None:
            return False
        import ssl  # loaded by the connection

        try:
            self._tls.read(1)
        except ssl.SSLWantReadError:
            return False
        except OSError:
            pass
        return True  # it gave something, be it the farewell


def _reason(error: BaseException) -> str:
    """Say what went wrong; anyio's own exceptions leave that to those that they come from."""
    while error.__cause__ is not None:
        error = error.__cause__
    several: tuple[BaseException, ...] = getattr(error, "exceptions", ())  # of a group
    return "; ".join(map(_reason, several)) or str(error)
