"""Connections that are kept for the next request: a free list for each origin.

The pool of the library below httpx walks over all its connections, and asks the system about each idle one, at every
request and every answer; and where a stream that nobody reads any more is collected while its lock is held, it waits
for itself for good. Here nothing is walked over, and there is no lock: what the garbage collector frees, in whichever
thread, is put back by operations that nothing interrupts.
TLS and HTTP/1.1 stay the library's: it reads from and writes to a line.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeAlias

from inferwire_runtime.wire.encoding import ASKED_FOR, inflater_for
from inferwire_runtime.wire.exchange import AsyncIncoming, Incoming, end_left
from inferwire_runtime.wire.library import is_context_made
from inferwire_runtime.wire.lines import Line

if TYPE_CHECKING:
    import ssl

    from inferwire_runtime.wire.exchange import Outgoing
    from inferwire_runtime.wire.library import Library

MOST_AT_ONCE = 1000  # requests under way
MOST_IDLE = 1000  # connections kept for one origin: as many as may come back at once
IDLE_SECONDS = 30.0  # how long one is kept; most servers and proxies keep theirs longer

Origin: TypeAlias = "tuple[str, str, int]"


class Kept:
    """A connection: the library's HTTP/1.1 over a line.

    Attributes:
        origin: Where it leads.
        idle_since: When it was put back, by the clock of `time.monotonic`.
    """

    __slots__ = ("http", "idle_since", "line", "origin")

    def __init__(self, origin: Origin, line: Any, http: Any) -> None:
        self.origin = origin
        self.line = line
        self.http = http
        self.idle_since = 0.0


class FreeLists:
    """The idle connections to each origin, the last used one on top.

    Nothing here waits or locks: threads and finalizers may come in at any point.
    """

    __slots__ = ("_lists", "_swept", "is_closed")

    def __init__(self) -> None:
        self._lists: dict[Origin, deque[Kept]] = {}
        self._swept = time.monotonic()
        self.is_closed = False

    def take(self, origin: Origin, dead: list[Kept]) -> Kept | None:
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

    def put(self, kept: Kept, dead: list[Kept]) -> None:
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

    def close(self) -> list[Kept]:
        """Give all, and keep none from now on."""
        self.is_closed = True
        lists, self._lists = self._lists, {}
        return [kept for idle in lists.values() for kept in idle]


def core_request(core: Any, request: Outgoing) -> Any:
    """Make the library's request of ours."""
    url = core.URL(
        scheme=request.scheme.encode(), host=request.host.encode(), port=request.port, target=request.target.encode()
    )
    headers = [(b"host", request.authority.encode()), (b"accept-encoding", ASKED_FOR.encode())]
    headers += [(name.encode(), value.encode()) for name, value in request.headers]
    if request.body is not None:
        headers.append((b"content-length", str(request.body.size).encode()))
    return core.Request(request.method, url, headers=headers, content=request.body)


def plain_headers(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Give headers under lower-case names; of those that come several times, joined by commas."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name = raw_name.decode("latin-1").lower()
        try:
            value = raw_value.decode()
        except UnicodeDecodeError:
            value = raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def origin_of(request: Outgoing) -> Origin:
    """Give where a request leads."""
    return (request.scheme, request.host, request.port)


def core_origin(core: Any, origin: Origin) -> Any:
    """Make the library's origin of ours."""
    return core.Origin(origin[0].encode(), origin[1].encode(), origin[2])


def _check_order(core: Any, kept: Kept) -> None:
    """Refuse an answer that lay in the library's buffer before its request was sent: it belongs to another one."""
    if not kept.line.is_answered:
        raise core.RemoteProtocolError("the connection held an answer that nobody asked for")


def is_reusable(http: Any) -> bool:
    """Whether a connection whose answer was left can carry another request.

    One that already holds more bytes cannot: the library would take them for the next answer. It has no public name for
    these; where it has another one in future, `_check_order` finds out later, and more dearly.
    """
    state = getattr(http, "_h11_state", None)
    return http.is_idle() and (state is None or not state.trailing_data[0])


# Held while an answer is read, so that the collector, which may find an abandoned answer with all that it holds in any
# order, does not find a connection before the answer has closed it.
_in_use: set[Kept] = set()


class Pool:
    """Blocking requests over kept connections. Safe between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._free = FreeLists()
        # Its operations are safe in finalizers, which those of locks and semaphores are not.
        self._places: SimpleQueue[None] = SimpleQueue()
        for _ in range(MOST_AT_ONCE):
            self._places.put(None)

    def open(self, request: Outgoing) -> Incoming:
        """Send a request, again where a kept connection turns out to be dead before a byte of the answer came.

        Raises:
            Exception: What the library raises.
        """
        core = self._library.core
        try:
            self._places.get(timeout=request.limits.to_connect())
        except Empty:
            raise core.PoolTimeout(f"{MOST_AT_ONCE} requests are under way already") from None
        kept: Kept | None = None
        try:
            outgoing = core_request(core, request)
            while True:
                kept, is_reused = self._take(request)
                try:
                    response = kept.http.handle_request(outgoing)
                    _check_order(core, kept)
                    break
                except (core.NetworkError, core.RemoteProtocolError):
                    if not is_reused or not request.is_repeatable or kept.line.is_answered:
                        raise
                    _close([kept])
            request.limits.is_answered = True
            return self._incoming(kept, request, response)
        except BaseException:
            if kept is not None:
                _close([kept])
            self._places.put(None)
            raise

    def _take(self, request: Outgoing) -> tuple[Kept, bool]:
        """Give a connection, and whether it has been used before."""
        origin = origin_of(request)
        dead: list[Kept] = []
        kept = self._free.take(origin, dead)
        _close(dead)
        if kept is not None:
            kept.line.begin(request.limits)
            return kept, True
        core = self._library.core
        context = self._library.tls_context() if request.scheme == "https" else None
        line = Line.connect(core, request, context)
        return Kept(origin, line, core.HTTP11Connection(core_origin(core, origin), line)), False

    def _incoming(self, kept: Kept, request: Outgoing, response: Any) -> Incoming:
        headers = plain_headers(response.headers)
        inflater = inflater_for(headers, response.status)
        _in_use.add(kept)

        def release() -> None:
            _in_use.discard(kept)
            dead = [kept]
            try:
                response.stream.close()
                if is_reusable(kept.http):
                    dead.clear()
                    self._free.put(kept, dead)
            finally:
                _close(dead)
                self._places.put(None)

        return Incoming(
            status=response.status,
            headers=headers,
            limits=request.limits,
            chunks=iter(response.stream),
            release=release,
            wake=kept.line.wake,
            inflater=inflater,
        )

    def close(self) -> None:
        """Close the idle connections; those in use are closed when they are given back."""
        _close(self._free.close())


def _close(connections: list[Kept]) -> None:
    for kept in connections:
        kept.http.close()


class AsyncPool:
    """Requests over kept connections, on one event loop."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._free = FreeLists()
        self._under_way: set[Outgoing] = set()
        self._waiting: deque[Any] = deque()
        self._line_type, self._turns = _on_this_loop()
        self._keeper: AsyncGenerator[None] | None = None

    async def take_turn(self) -> None:
        """Let others run where calls have done so for long enough."""
        if self._turns is not None:
            await self._turns.take()

    async def open(self, request: Outgoing) -> AsyncIncoming:
        """Send a request, again where a kept connection turns out to be dead before a byte of the answer came.

        Raises:
            Exception: What the library raises.
        """
        core = self._library.core
        if self._keeper is None:
            self._keeper = _close_with_loop(self._free)
            await anext(self._keeper)
        if len(self._under_way) >= MOST_AT_ONCE:
            await self._wait_for_place(request)
        self._under_way.add(request)
        kept: Kept | None = None
        try:
            outgoing = core_request(core, request)
            while True:
                kept, is_reused = await self._take(request)
                try:
                    response = await kept.http.handle_async_request(outgoing)
                    _check_order(core, kept)
                    break
                except (core.NetworkError, core.RemoteProtocolError):
                    if not is_reused or not request.is_repeatable or kept.line.is_answered:
                        raise
                    _abort([kept])
            request.limits.is_answered = True
            return self._incoming(kept, request, response)
        except BaseException:
            if kept is not None:
                _abort([kept])
            self._leave_place(request)
            raise

    async def _wait_for_place(self, request: Outgoing) -> None:
        import anyio  # comes with the library

        with anyio.move_on_after(request.limits.to_connect()):
            while len(self._under_way) >= MOST_AT_ONCE:
                self._waiting.append(event := anyio.Event())
                try:
                    await event.wait()
                except BaseException:
                    if event.is_set():
                        self._wake_next()  # woken, and given up at once: the place is another one's
                    else:
                        self._waiting.remove(event)
                    raise
            return
        raise self._library.core.PoolTimeout(f"{MOST_AT_ONCE} requests are under way already")

    def _leave_place(self, request: Outgoing) -> None:
        self._under_way.discard(request)
        self._wake_next()

    def _wake_next(self) -> None:
        if self._waiting:
            self._waiting.popleft().set()

    async def _take(self, request: Outgoing) -> tuple[Kept, bool]:
        """Give a connection, and whether it has been used before."""
        origin = origin_of(request)
        dead: list[Kept] = []
        kept = self._free.take(origin, dead)
        _abort(dead)
        if kept is not None:
            kept.line.begin(request.limits)
            return kept, True
        core = self._library.core
        context = await self._tls_context() if request.scheme == "https" else None
        line = await self._line_type.connect(core, request, context, self._turns)
        return Kept(origin, line, core.AsyncHTTP11Connection(core_origin(core, origin), line)), False

    async def _tls_context(self) -> ssl.SSLContext:
        if is_context_made():
            return self._library.tls_context()
        from anyio import to_thread  # comes with the library; making the first one takes long

        return await to_thread.run_sync(self._library.tls_context)

    def _incoming(self, kept: Kept, request: Outgoing, response: Any) -> AsyncIncoming:
        headers = plain_headers(response.headers)
        inflater = inflater_for(headers, response.status)
        chunks: AsyncGenerator[bytes] = aiter(response.stream)
        _in_use.add(kept)

        async def release() -> None:
            _in_use.discard(kept)
            dead = [kept]
            try:
                await chunks.aclose()  # does nothing where it came to its end
                await response.stream.aclose()
                if is_reusable(kept.http):
                    dead.clear()
                    self._free.put(kept, dead)
            finally:
                _abort(dead)
                self._leave_place(request)

        async def leave() -> None:
            kept.line.wake()
            await end_left(chunks, release)

        def drop() -> None:
            _in_use.discard(kept)
            kept.line.abort()
            self._under_way.discard(request)

        return AsyncIncoming(
            status=response.status,
            headers=headers,
            limits=request.limits,
            chunks=chunks,
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


def _abort(connections: list[Kept]) -> None:
    for kept in connections:
        kept.line.abort()


async def _close_with_loop(free: FreeLists) -> AsyncGenerator[None]:
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
