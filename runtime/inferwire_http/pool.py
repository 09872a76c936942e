"""The default transport: HTTP/1.1 over pooled connections.

The pool of httpcore, which httpx uses, iterates over all connections and polls every idle one, at each request and each
response. It also deadlocks if an abandoned stream is garbage-collected while the lock of the pool is held. This pool
neither iterates nor locks: the garbage collector can release connections in any thread, by atomic operations.
"""

from __future__ import annotations

import atexit
import errno
import time
import weakref
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from inferwire_http.decompress import inflater_for
from inferwire_http.exceptions import (
    ClosedError,
    ConnectError,
    NetworkError,
    PoolTimeout,
    ProxyError,
    RemoteProtocolError,
)
from inferwire_http.http11 import PooledConnection
from inferwire_http.limits import IDLE_SECONDS, MAX_CONNECTIONS
from inferwire_http.models import Response
from inferwire_http.proxies import target_of
from inferwire_http.tracebacks import causes

if TYPE_CHECKING:
    import h11

    from inferwire_http.backends import Backend, NetworkStream, Slot
    from inferwire_http.models import Request, Route
    from inferwire_http.proxies import ProxySettings
    from inferwire_http.proxy import Proxy
    from inferwire_http.tls import TrustStore

MAX_IDLE = 1000  # idle connections of one route: as many as may be returned at once
MAX_IDLE_ELSEWHERE = 100  # idle connections of all other routes together
OUT_OF_FILES = (errno.EMFILE, errno.ENFILE)


class IdleConnections:
    """The idle connections of each route, most recently used on top.

    Methods neither wait nor lock: threads and finalizers can call them at any point.

    Attributes:
        is_closed: Whether connections are no longer accepted.
    """

    __slots__ = ("_last_sweep", "_stacks", "is_closed")

    def __init__(self) -> None:
        self._stacks: dict[Route, deque[PooledConnection]] = {}
        self._last_sweep = time.monotonic()
        self.is_closed = False

    def take(self, route: Route) -> PooledConnection | None:
        """Return the most recently used connection that is still usable, or None. Close the unusable connections."""
        stack = self._stacks.get(route)
        now = time.monotonic()
        while stack:
            try:
                connection = stack.pop()
            except IndexError:
                break  # another thread took the last one
            if now - connection.idle_since <= IDLE_SECONDS and not connection.stream.is_readable():
                return connection
            connection.stream.abort()
        return None

    def put(self, connection: PooledConnection) -> list[PooledConnection]:
        """Store an idle connection. Return the connections to close, because they are too old or too many."""
        if self.is_closed:
            return [connection]
        dead: list[PooledConnection] = []
        connection.idle_since = now = time.monotonic()
        stack = self._stacks.get(connection.route)
        if stack is None:
            stack = self._stacks.setdefault(connection.route, deque())
        stack.append(connection)
        try:
            if len(stack) > MAX_IDLE:
                dead.append(stack.popleft())
            if len(self._stacks) > 1:
                dead += self._drop_elsewhere(stack)
            if now - self._last_sweep > IDLE_SECONDS:
                dead += self._sweep(now)
        except IndexError:
            pass  # another thread took the last one
        if self.is_closed:  # closed by another thread, which may not have seen this one
            dead += self.close()
        if self._stacks.get(connection.route) is not stack:  # removed by another thread: nobody would look here
            dead += _drain(stack)
        return dead

    def _drop_elsewhere(self, stack: deque[PooledConnection]) -> list[PooledConnection]:
        """Remove the oldest connections of other routes than that of ``stack``, if they are too many."""
        others = [other for other in list(self._stacks.values()) if other and other is not stack]
        dead: list[PooledConnection] = []
        for _ in range(sum(map(len, others)) - MAX_IDLE_ELSEWHERE):
            dead.append(min(others, key=_age).popleft())
            others = [other for other in others if other]
        return dead

    def _sweep(self, now: float) -> list[PooledConnection]:
        """Remove the connections that have been idle for too long."""
        self._last_sweep = now
        dead: list[PooledConnection] = []
        for route, other in list(self._stacks.items()):
            while other and now - other[0].idle_since > IDLE_SECONDS:
                dead.append(other.popleft())
            if not other and (removed := self._stacks.pop(route, None)) is not None:
                dead += _drain(removed)  # what another thread has put there meanwhile
        return dead

    def remove_all(self) -> list[PooledConnection]:
        """Return all connections, which the caller must close."""
        stacks, self._stacks = self._stacks, {}
        return [connection for stack in list(stacks.values()) for connection in _drain(stack)]

    def close(self) -> list[PooledConnection]:
        """Return all connections, which the caller must close, and accept no more connections."""
        self.is_closed = True
        return self.remove_all()

    def abort(self) -> None:
        """Close all connections without waiting, and accept no more. Finalizers can call this from any thread."""
        _abort(self.close())


# Connections in use. They are referenced here because the garbage collector finalizes an abandoned response and its
# connection in any order, and the response must close the connection first.
_in_use: set[PooledConnection] = set()


@atexit.register
def _abort_those_in_use() -> None:
    _abort(list(_in_use))


class ConnectionPool:
    """Sends requests over pooled connections. On the blocking backend, threads can share a pool.

    Idle connections are closed when the pool is garbage-collected, and when the interpreter exits.
    """

    def __init__(
        self,
        backend: Backend,
        tls: TrustStore,
        max_connections: int = MAX_CONNECTIONS,
        proxies: ProxySettings | None = None,
    ) -> None:
        """Create a pool without connections.

        Args:
            backend: Opens the connections and does all waiting.
            tls: Certificate authorities to trust.
            max_connections: Maximum number of concurrent exchanges; further requests wait for a slot.
            proxies: Proxies to send requests through; None if there are none.
        """
        self._backend = backend
        self._tls = tls
        self._proxies = proxies
        self._max_connections = max_connections
        self._slots = backend.slots(max_connections)
        self._idle = IdleConnections()
        self._is_closed = False
        # The finalizer references them, so that the garbage collector cannot finalize their sockets first.
        weakref.finalize(self, self._idle.abort)

    async def checkpoint(self) -> None:
        """Yield to the event loop if the requests of this backend have used up their time slice."""
        await self._backend.checkpoint()

    async def handle_request(self, request: Request) -> Response:
        """Send a request. Retry an idempotent request if a pooled connection breaks before the response begins.

        Raises:
            TransportError: If the request fails.
        """
        if self._is_closed:
            raise ClosedError("the connection pool is closed")
        proxy = None if self._proxies is None else self._proxies.find(request)
        route: Route = request.origin if proxy is None else self._route_through(proxy, request)
        slot: Slot | None = None
        connection: PooledConnection | None = None
        try:
            slot = await self._slots.acquire(request.deadline.slot_timeout())
            if slot is None:
                raise PoolTimeout(f"{self._max_connections} requests are under way already")
            while True:
                connection = self._idle.take(route)
                is_reused = connection is not None
                if connection is None:
                    connection = await self._connect(request, route, proxy)
                else:
                    connection.stream.start(request.deadline)
                try:
                    response = await connection.handle_request(request)
                    break
                except Exception as exc:
                    if not is_reused or not can_retry_on_fresh_connection(exc, connection, request):
                        raise
                    connection.stream.abort()
            if proxy is not None and connection.proxy_headers is not None:
                return await self._check_proxy(proxy, self._build_response(connection, slot, request, response))
            return self._build_response(connection, slot, request, response)
        except BaseException:
            if connection is not None:
                connection.stream.abort()
            if slot is not None:
                slot.release()
            raise

    @staticmethod
    def _route_through(proxy: Proxy, request: Request) -> Route:
        from inferwire_http.tunnels import sends_to_proxy  # only if there is a proxy

        return (proxy,) if sends_to_proxy(proxy, request) else (proxy, request.origin)

    async def _connect(self, request: Request, route: Route, proxy: Proxy | None) -> PooledConnection:
        try:
            stream = await self._open(request, proxy)
        except ConnectError as exc:
            if not _is_out_of_files(exc) or not (idle := self._idle.remove_all()):
                raise
            _abort(idle)
            await self._backend.sleep(0)  # lets the event loop close the sockets
            stream = await self._open(request, proxy)
        headers = target_of(proxy).headers if proxy is not None and route == (proxy,) else None
        return PooledConnection(self._backend, route, stream, headers)

    async def _open(self, request: Request, proxy: Proxy | None) -> NetworkStream:
        if proxy is not None:
            from inferwire_http.tunnels import connect_through  # only if there is a proxy

            return await connect_through(proxy, request, self._backend, self._tls)
        tls = None
        if request.scheme == "https":
            tls = await self._tls.load(self._backend, request.deadline)
        if request.public_only:
            from inferwire_http.public import connect_public  # only for the files that a URL names

            return await connect_public(self._backend, request, tls)
        return await self._backend.connect(request.host, request.port, tls, request.deadline)

    @staticmethod
    async def _check_proxy(proxy: Proxy, response: Response) -> Response:
        """Record that the response may be the proxy's own.

        Raises:
            ProxyError: If the proxy requires credentials.
        """
        response.proxy = proxy
        if response.status == 407:
            await response.aclose()
            error = ProxyError("407 Proxy Authentication Required")
            error.proxy = proxy
            raise error
        return response

    def _build_response(
        self, connection: PooledConnection, slot: Slot, request: Request, head: h11.Response
    ) -> Response:
        headers = join_headers(head.headers)
        inflater = inflater_for(headers, head.status_code)
        return Response(
            status=head.status_code,
            headers=headers,
            deadline=request.deadline,
            body=_PooledBody(connection, self._idle, slot),
            backend=self._backend,
            inflater=inflater,
        )

    async def aclose(self) -> None:
        """Close the pool and its idle connections. Other connections are closed with their responses."""
        self._is_closed = True
        connections = self._idle.close()
        _abort(connections)  # all of them, before anything can be cancelled
        if connections:
            await connections[-1].stream.aclose()  # lets the event loop close the sockets


class _PooledBody:
    """The body of a response on a pooled connection. At its end, the connection and the slot are released.

    An interrupt may arrive at any step. What was left undone is then done by the caller's `abort`, or with the last
    reference to this object.
    """

    __slots__ = ("_connection", "_idle", "_slot", "read")

    def __init__(self, connection: PooledConnection, idle: IdleConnections, slot: Slot) -> None:
        self._connection = connection
        self._idle = idle
        self._slot = slot
        self.read = connection.read_body
        connection.owner = slot
        _in_use.add(connection)

    async def release(self) -> None:
        connection = self._connection
        try:
            _in_use.discard(connection)
            if not connection.protocol.is_reusable:
                connection.stream.abort()
            elif connection.owner is self._slot:
                connection.owner = None  # first: from then on, it may belong to another exchange at any time
                if dead := self._idle.put(connection):
                    _abort(dead)
        finally:
            self._slot.release()

    async def aclose(self) -> None:
        is_reusable = self._connection.protocol.is_reusable
        await self.release()
        if not is_reusable:
            await self._connection.stream.aclose()  # waits until it is closed

    def interrupt(self) -> None:
        self._connection.stream.interrupt()

    def abort(self) -> None:
        connection = self._connection
        if connection.owner is self._slot:
            _in_use.discard(connection)
            connection.stream.abort()
            connection.owner = None
        self._slot.release()

    def __del__(self) -> None:
        with suppress(AttributeError):  # an interrupt ended its construction
            self.abort()


def _age(stack: deque[PooledConnection]) -> float:
    return stack[0].idle_since if stack else float("inf")


def _is_out_of_files(error: BaseException) -> bool:
    """Return whether the process or the system cannot open another socket."""
    return any(isinstance(cause, OSError) and cause.errno in OUT_OF_FILES for cause in causes(error))


def can_retry_on_fresh_connection(error: Exception, connection: PooledConnection, request: Request) -> bool:
    """Return whether a failed request on a pooled connection can be repeated: its response had not begun."""
    is_broken = isinstance(error, (NetworkError, RemoteProtocolError))
    return is_broken and request.is_idempotent and not connection.stream.has_received


def join_headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Decode headers, whose names are already in lower case. Join the values of repeated headers by commas."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name = raw_name.decode("latin-1")
        try:
            value = raw_value.decode()
        except UnicodeDecodeError:
            value = raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _drain(stack: deque[PooledConnection]) -> list[PooledConnection]:
    """Take all connections from a stack, which other threads may use at the same time."""
    connections: list[PooledConnection] = []
    with suppress(IndexError):
        while True:
            connections.append(stack.popleft())
    return connections


def _abort(connections: list[PooledConnection]) -> None:
    for connection in connections:
        connection.stream.abort()
