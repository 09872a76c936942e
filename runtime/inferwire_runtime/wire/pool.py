"""Connections that are kept for the next request: a free list for each origin.

The pool of httpcore, which lies below httpx, walks over all its connections, and asks the system about each idle one,
at every request and every answer; and where a stream that nobody reads any more is collected while its lock is held, it
waits for itself for good. Here nothing is walked over, and there is no lock: what the garbage collector frees, in
whichever thread, is put back by operations that nothing interrupts.
HTTP/1.1 is in `http1`, sockets and TLS are in `lines` and `async_lines`.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncGenerator, Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import h11

from inferwire_runtime import loops
from inferwire_runtime.wire.encoding import inflater_for
from inferwire_runtime.wire.errors import NetworkError, PoolTimeout
from inferwire_runtime.wire.exchange import NEVER, AsyncIncoming, Incoming
from inferwire_runtime.wire.http1 import AsyncConnection, Connection, Kept
from inferwire_runtime.wire.lines import Line

if TYPE_CHECKING:
    from inferwire_runtime.wire.exchange import Outgoing
    from inferwire_runtime.wire.http1 import Origin
    from inferwire_runtime.wire.library import Library

MOST_AT_ONCE = 1000  # requests under way
MOST_IDLE = 1000  # connections kept for one origin: as many as may come back at once
LOOK_AGAIN_SECONDS = 1.0
IDLE_SECONDS = 30.0  # how long one is kept; most servers and proxies keep theirs longer


AnyKept = TypeVar("AnyKept", bound=Kept)


class FreeLists(Generic[AnyKept]):
    """The idle connections to each origin, the last used one on top.

    Nothing here waits or locks: threads and finalizers may come in at any point.
    """

    __slots__ = ("_lists", "_swept", "is_closed")

    def __init__(self) -> None:
        self._lists: dict[Origin, deque[AnyKept]] = {}
        self._swept = time.monotonic()
        self.is_closed = False

    def take(self, origin: Origin, dead: list[AnyKept]) -> AnyKept | None:
        """Give a connection that seems alive; add those that do not to ``dead``, to be closed.

        Args:
            origin: Where it leads.
            dead: What is to be closed.
        """
        idle = self._lists.get(origin)
        now = time.monotonic()
        while idle:
            try:
                kept = idle.pop()
            except IndexError:
                break  # another thread took the last one
            if now - kept.idle_since <= IDLE_SECONDS and not kept.line.is_stale():
                return kept
            dead.append(kept)
        return None

    def put(self, kept: AnyKept, dead: list[AnyKept]) -> None:
        """Take a connection back; add those that are too old or too many to ``dead``."""
        if self.is_closed:
            dead.append(kept)
            return
        kept.idle_since = now = time.monotonic()
        idle = self._lists.get(kept.origin) or self._lists.setdefault(kept.origin, deque())
        idle.append(kept)
        with suppress(IndexError):  # another thread took the last one
            if len(idle) > MOST_IDLE:
                dead.append(idle.popleft())
            if now - self._swept > IDLE_SECONDS:
                self._swept = now
                for each in list(self._lists.values()):
                    while each and now - each[0].idle_since > IDLE_SECONDS:
                        dead.append(each.popleft())
        if self.is_closed:  # by another thread, which may not have seen this one
            dead += self.close()

    def close(self) -> list[AnyKept]:
        """Give all, and keep none from now on."""
        self.is_closed = True
        lists, self._lists = self._lists, {}
        return [kept for idle in lists.values() for kept in idle]


def plain_headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Give headers as text, their names in lower case as they are; those that come several times, joined by commas."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name = raw_name.decode("latin-1")
        try:
            value = raw_value.decode()
        except UnicodeDecodeError:
            value = raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def origin_of(request: Outgoing) -> Origin:
    """Give where a request leads."""
    return (request.scheme, request.host, request.port)


def is_worth_another(error: Exception, kept: Kept, request: Outgoing) -> bool:
    """Whether a request that failed on a kept connection may go out again: not a byte of its answer had come."""
    is_broken = isinstance(error, (NetworkError, h11.RemoteProtocolError))
    return is_broken and request.is_repeatable and not kept.line.is_answered


# Held while an answer is read, so that the collector, which may find an abandoned answer with all that it holds in any
# order, does not find a connection before the answer has closed it.
_in_use: set[Kept] = set()


class Pool:
    """Blocking requests over kept connections. Safe between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._free: FreeLists[Connection] = FreeLists()
        # Its operations are safe in finalizers, which those of locks and semaphores are not.
        self._places: SimpleQueue[None] = SimpleQueue()
        for _ in range(MOST_AT_ONCE):
            self._places.put(None)

    def open(self, request: Outgoing) -> Incoming:
        """Send a request, again where a kept connection turns out to be dead before a byte of the answer came.

        Raises:
            TransportError: The server cannot be reached, the connection broke, or a wait took too long.
            h11.ProtocolError: What was to be sent, or came, is not HTTP.
            EncodingError: The answer is encoded in a way that was not asked for.
            InputError: The environment's certificates cannot be read.
        """
        try:
            self._places.get(timeout=request.limits.to_connect())
        except Empty:
            raise PoolTimeout(f"{MOST_AT_ONCE} requests are under way already") from None
        kept: Connection | None = None
        try:
            while True:
                kept, is_reused = self._take(request)
                try:
                    head = kept.ask(request)
                    break
                except Exception as exc:
                    if not is_reused or not is_worth_another(exc, kept, request):
                        raise
                    _close([kept])
            request.limits.is_answered = True
            return self._incoming(kept, request, head)
        except BaseException:
            if kept is not None:
                _close([kept])
            self._places.put(None)
            raise

    def _take(self, request: Outgoing) -> tuple[Connection, bool]:
        """Give a connection, and whether it has been used before."""
        origin = origin_of(request)
        dead: list[Connection] = []
        kept = self._free.take(origin, dead)
        _close(dead)
        if kept is not None:
            kept.line.begin(request.limits)
            return kept, True
        context = self._library.tls_context() if request.scheme == "https" else None
        return Connection(origin, Line.connect(request, context)), False

    def _incoming(self, kept: Connection, request: Outgoing, head: h11.Response) -> Incoming:
        headers = plain_headers(head.headers)
        inflater = inflater_for(headers, head.status_code)
        _in_use.add(kept)

        def release() -> None:
            _in_use.discard(kept)
            dead = [kept]
            try:
                if kept.http.is_reusable:
                    dead.clear()
                    self._free.put(kept, dead)
            finally:
                _close(dead)
                self._places.put(None)

        return Incoming(
            status=head.status_code,
            headers=headers,
            limits=request.limits,
            read=kept.body,
            release=release,
            wake=kept.line.wake,
            inflater=inflater,
        )

    def close(self) -> None:
        """Close the idle connections; those in use are closed when they are given back."""
        _close(self._free.close())


def _close(connections: list[Connection]) -> None:
    for kept in connections:
        kept.line.close()


class AsyncPool:
    """Requests over kept connections, on one event loop."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._free: FreeLists[AsyncConnection] = FreeLists()
        self._under_way: set[Outgoing] = set()
        self._waiting: deque[loops.Event] = deque()
        self._line_type, self._turns = _on_this_loop()
        self._keeper: AsyncGenerator[None] | None = None

    async def take_turn(self) -> None:
        """Let others run where calls have done so for long enough."""
        if self._turns is not None:
            await self._turns.take()

    async def open(self, request: Outgoing) -> AsyncIncoming:
        """Send a request, again where a kept connection turns out to be dead before a byte of the answer came.

        Raises:
            TransportError: The server cannot be reached, the connection broke, or a wait took too long.
            h11.ProtocolError: What was to be sent, or came, is not HTTP.
            EncodingError: The answer is encoded in a way that was not asked for.
            InputError: The environment's certificates cannot be read.
        """
        if self._keeper is None:
            self._keeper = _close_with_loop(self._free)
            await anext(self._keeper)
        if len(self._under_way) >= MOST_AT_ONCE:
            await self._wait_for_place(request)
        self._under_way.add(request)
        kept: AsyncConnection | None = None
        try:
            while True:
                kept, is_reused = await self._take(request)
                try:
                    head = await kept.ask(request)
                    break
                except Exception as exc:
                    if not is_reused or not is_worth_another(exc, kept, request):
                        raise
                    _abort([kept])
            request.limits.is_answered = True
            return self._incoming(kept, request, head)
        except BaseException:
            if kept is not None:
                _abort([kept])
            self._leave_place(request)
            raise

    async def _wait_for_place(self, request: Outgoing) -> None:
        """Wait until there are fewer; look now and then, since an answer that the collector finds wakes nobody."""
        seconds = request.limits.to_connect()
        end = NEVER if seconds is None else time.monotonic() + seconds
        while len(self._under_way) >= MOST_AT_ONCE:
            if (left := end - time.monotonic()) <= 0:
                raise PoolTimeout(f"{MOST_AT_ONCE} requests are under way already")
            self._waiting.append(event := loops.make_event())
            try:
                await loops.wait_for(event, min(left, LOOK_AGAIN_SECONDS))
            except BaseException:
                if event.is_set():
                    self._wake_next()  # woken, and given up at once: the place is another one's
                raise
            finally:
                if not event.is_set():
                    self._waiting.remove(event)

    def _leave_place(self, request: Outgoing) -> None:
        self._under_way.discard(request)
        self._wake_next()

    def _wake_next(self) -> None:
        if self._waiting:
            self._waiting.popleft().set()

    async def _take(self, request: Outgoing) -> tuple[AsyncConnection, bool]:
        """Give a connection, and whether it has been used before."""
        origin = origin_of(request)
        dead: list[AsyncConnection] = []
        kept = self._free.take(origin, dead)
        _abort(dead)
        if kept is not None:
            kept.line.begin(request.limits)
            return kept, True
        context = await self._library.tls_context_async() if request.scheme == "https" else None
        return AsyncConnection(origin, await self._line_type.connect(request, context, self._turns)), False

    def _incoming(self, kept: AsyncConnection, request: Outgoing, head: h11.Response) -> AsyncIncoming:
        headers = plain_headers(head.headers)
        inflater = inflater_for(headers, head.status_code)
        _in_use.add(kept)

        async def release() -> None:
            _in_use.discard(kept)
            dead = [kept]
            try:
                if kept.http.is_reusable:
                    dead.clear()
                    self._free.put(kept, dead)
            finally:
                _abort(dead)
                self._leave_place(request)

        async def leave() -> None:
            _in_use.discard(kept)
            kept.line.abort()
            self._leave_place(request)
            await kept.line.aclose()

        def drop() -> None:
            _in_use.discard(kept)
            kept.line.abort()
            self._under_way.discard(request)

        return AsyncIncoming(
            status=head.status_code,
            headers=headers,
            limits=request.limits,
            read=kept.body,
            release=release,
            leave=leave,
            wake=kept.line.wake,
            drop=drop,
            inflater=inflater,
        )

    async def close(self) -> None:
        """Close the idle connections; those in use are closed when they are given back."""
        self._free.is_closed = True
        if self._keeper is not None:
            await self._keeper.aclose()


def _abort(connections: list[AsyncConnection]) -> None:
    for kept in connections:
        kept.line.abort()


async def _close_with_loop(free: FreeLists[AsyncConnection]) -> AsyncGenerator[None]:
    """Close idle connections when the event loop ends: it finishes all generators that were begun on it."""
    try:
        yield
    finally:
        connections = free.close()
        _abort(connections)  # all of them, before anything can be cancelled
        if connections:
            await connections[-1].line.aclose()  # lets the event loop see to it


def _on_this_loop() -> tuple[Any, Any]:
    """Give the kind of connections for the event loop that runs, and what has its calls take turns."""
    import asyncio  # only for asynchronous calls

    from inferwire_runtime.wire import async_lines

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return async_lines.AnyioLine, None
    return async_lines.AsyncioLine, async_lines.Turns(loop)
