"""Asynchronous connections below HTTP, as `lines` has them for blocking code.

`AsyncioLine` sits on the event loop itself, since the library's way through anyio takes as long as all the rest of a
small call; `AnyioLine` lies over the library's own connections and serves other loops, such as trio's.
"""

from __future__ import annotations

import asyncio
import select
import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inferwire_runtime.wire.exchange import Limits
from inferwire_runtime.wire.lines import KEEP_ALIVE

if TYPE_CHECKING:
    import ssl

    from inferwire_runtime.wire.exchange import Outgoing

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

    def __init__(self, core: Any, loop: asyncio.AbstractEventLoop, turns: Turns) -> None:
        self._core = core
        self._loop = loop
        self._turns = turns
        self._transport: Any = None
        self._buffer = bytearray()
        self._has_ended = False
        self._error: Exception | None = None
        self._is_paused = False
        self._can_write = True
        self._waiter: asyncio.Future[None] | None = None
        self.limits: Limits
        self.is_answered = False

    @classmethod
    async def connect(cls, core: Any, request: Outgoing, context: ssl.SSLContext | None, turns: Turns) -> AsyncioLine:
        """Connect, and agree on TLS where there is a ``context``."""
        loop = asyncio.get_running_loop()
        line = cls(core, loop, turns)
        line.limits = request.limits
        options: dict[str, Any] = {} if context is None else {"ssl": context, "server_hostname": request.host}
        try:
            async with asyncio.timeout(request.limits.to_connect()):
                await loop.create_connection(
                    lambda: line, request.host, request.port, happy_eyeballs_delay=0.25, **options
                )
        except TimeoutError as exc:
            raise core.ConnectTimeout(str(exc)) from exc
        except OSError as exc:
            raise core.ConnectError(str(exc)) from exc
        try:
            if (raw := line._transport.get_extra_info("socket")) is not None:
                for option in KEEP_ALIVE:
                    raw.setsockopt(*option)
            await turns.take()
        except OSError as exc:
            line.abort()
            raise core.ConnectError(str(exc)) from exc
        except BaseException:
            line.abort()
            raise
        return line

    def begin(self, limits: Limits) -> None:
        """Begin another exchange."""
        self.limits = limits
        self.is_answered = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Give what comes next; nothing where the server has closed."""
        if self.limits.is_over:  # however much comes: a flood would never be waited for
            raise self._core.ReadTimeout("it is over")
        while not self._buffer and not self._has_ended:
            await self._wait(self.limits.to_read(), self._core.ReadTimeout)
            await self._turns.take()
        if self._buffer:
            data = bytes(self._buffer[:max_bytes])
            del self._buffer[:max_bytes]
            self.is_answered = self.limits.is_answered = True
            if self._is_paused and len(self._buffer) < BUFFER_LIMIT:
                self._is_paused = False
                self._transport.resume_reading()
            return data
        if self._error is not None:
            raise self._core.ReadError(str(self._error)) from self._error
        return b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send everything.

        A server that reads no more may have answered already: as after a broken connection, the library looks then.
        """
        if not buffer:
            return
        if self._has_ended and self._transport.is_closing():
            raise self._core.WriteError("the connection is closed") from self._error
        self._transport.write(buffer)
        while not self._can_write and not self._transport.is_closing():
            try:
                await self._wait(self.limits.to_write(), self._core.WriteTimeout)
            except self._core.WriteTimeout as exc:
                if self._buffer:
                    raise self._core.WriteError("answered early") from exc
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
        if self._buffer or self._has_ended or self._transport.is_closing():
            return True
        # The event loop may not have taken note of it yet.
        return is_readable(self._transport.get_extra_info("socket"))

    def get_extra_info(self, info: str) -> Any:
        """Tell the library about the connection."""
        return self.is_stale() if info == "is_readable" else self._transport.get_extra_info(info)

    # What the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport."""
        self._transport = transport
        self._transport.set_write_buffer_limits(high=BUFFER_LIMIT)

    def data_received(self, data: bytes) -> None:
        """Take what came; the server has to wait once there is much that nobody has read."""
        self._buffer += data
        if len(self._buffer) >= BUFFER_LIMIT and not self._is_paused:
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
    """A connection on any event loop that the library knows."""

    def __init__(self, core: Any, stream: Any, limits: Limits) -> None:
        self._core = core
        self._stream = stream
        self.limits = limits
        self.is_answered = False
        self._is_left = False

    @classmethod
    async def connect(
        cls, core: Any, request: Outgoing, context: ssl.SSLContext | None, turns: Turns | None
    ) -> AnyioLine:
        """Connect, and agree on TLS where there is a ``context``."""
        limits = request.limits
        stream = await core.AnyIOBackend().connect_tcp(
            request.host, request.port, limits.to_connect(), socket_options=KEEP_ALIVE
        )
        if context is not None:
            plain = stream.get_extra_info("socket")
            try:
                stream = await stream.start_tls(context, request.host, limits.to_connect())
            except BaseException:
                _close(plain)  # the library does not where it is cancelled
                raise
        return cls(core, stream, limits)

    def begin(self, limits: Limits) -> None:
        """Begin another exchange."""
        self.limits = limits
        self.is_answered = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Give what comes next; nothing where the server has closed."""
        if self._is_left:  # what the system still holds would be given, and more, from a server that sends on
            raise self._core.ReadError("the connection was left")
        if self.limits.is_over:  # as above
            raise self._core.ReadTimeout("it is over")
        data: bytes = await self._stream.read(max_bytes, self.limits.to_read())
        if data:
            self.is_answered = self.limits.is_answered = True
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send everything."""
        try:
            await self._stream.write(buffer, self.limits.to_write())
        except self._core.WriteTimeout as exc:
            if self.is_stale():
                raise self._core.WriteError("answered early") from exc
            raise

    async def aclose(self) -> None:
        """Close."""
        await self._stream.aclose()

    def abort(self) -> None:
        """Close at once. No task may be waiting for the server."""
        _close(self._stream.get_extra_info("socket"))

    def wake(self) -> None:
        """Wake a task that waits for the server; it closes the connection then."""
        self._is_left = True
        with suppress(OSError):  # it is closed already
            self._stream.get_extra_info("socket").shutdown(socket.SHUT_RD)

    def is_stale(self) -> bool:
        """Whether something came while nothing was asked for, be it the end."""
        return bool(self._stream.get_extra_info("is_readable"))

    def get_extra_info(self, info: str) -> Any:
        """Tell the library about the connection."""
        return self._stream.get_extra_info(info)


def _close(raw: Any) -> None:
    """Close a socket of an event loop other than asyncio's."""
    with suppress(OSError, RuntimeError):  # it is closed already, or its event loop has ended
        raw.close()


def is_readable(raw: Any) -> bool:
    """Whether something lies in a socket, be it the end. Does not wait."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(raw.fileno(), select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([raw.fileno()], [], [], 0)[0])  # has no largest number on Windows, where it is needed
