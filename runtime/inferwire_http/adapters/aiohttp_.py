"""A transport that uses an aiohttp session, for asyncio."""

from __future__ import annotations

import asyncio
import socket
import weakref
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from inferwire_http.adapters.dropped import close_dropped
from inferwire_http.adapters.mapping import map_aiohttp_exception
from inferwire_http.adapters.uploads import UploadStream
from inferwire_http.addresses import is_private
from inferwire_http.decompress import ACCEPT_ENCODING, inflater_for
from inferwire_http.exceptions import (
    ClosedError,
    ConfigurationError,
    ConnectError,
    ConnectTimeout,
    LocalProtocolError,
    PoolTimeout,
    PrivateAddressError,
    ProxyError,
    ReadError,
    ReadTimeout,
    RemoteProtocolError,
)
from inferwire_http.http11 import HEAD_LIMIT
from inferwire_http.libraries import load_library
from inferwire_http.limits import IDLE_SECONDS, MAX_CONNECTIONS
from inferwire_http.models import Response
from inferwire_http.pool import join_headers
from inferwire_http.proxies import check_proxy

if TYPE_CHECKING:
    import ssl

    from inferwire_http.backends import Slot
    from inferwire_http.backends.asyncio_ import AsyncioBackend
    from inferwire_http.deadline import Deadline
    from inferwire_http.exceptions import TransportError
    from inferwire_http.models import Request
    from inferwire_http.proxies import ProxySettings
    from inferwire_http.tls import TrustStore

MAX_HEADERS = 1000  # of one response
DERIVED = frozenset({"content-length", "expect", "host", "transfer-encoding"})  # headers that aiohttp would send twice
AUTOMATIC = ("accept", "accept-encoding", "content-type", "user-agent")  # headers that aiohttp would add


class _Exchange:
    """An attempt to send a request. Also iterates over the body, and limits the time to send each piece."""

    __slots__ = ("_deadline", "_loop", "_timeout", "_upload", "error", "is_reused")

    def __init__(self, request: Request, backend: AsyncioBackend) -> None:
        self._deadline = request.deadline
        self._loop = backend.loop
        self._upload = None if request.body is None else UploadStream(request.body, backend, request.deadline)
        self._timeout: asyncio.Timeout | None = None
        self.is_reused = False  # whether the connection was used before
        self.error: Exception | None = None  # error raised by the body, which the session would wrap

    def limit(self) -> asyncio.Timeout:
        """Return a context manager that limits the wait for the response."""
        self._timeout = asyncio.timeout(self._deadline.read_timeout())
        return self._timeout

    def end(self) -> None:
        """Stop moving the limit: after an early response, the session may still read from the body."""
        self._timeout = None

    def close(self) -> None:
        """Close the file that the session has not read to its end."""
        if self._upload is not None:
            self._upload.close()

    def _reschedule(self, seconds: float | None) -> None:
        if self._timeout is not None and not self._timeout.expired():
            self._timeout.reschedule(None if seconds is None else self._loop.time() + seconds)

    def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
        return self

    async def __anext__(self) -> bytes | memoryview:
        assert self._upload is not None
        try:
            data = await anext(self._upload)
        except StopAsyncIteration:
            self._reschedule(self._deadline.read_timeout())
            raise
        except Exception as exc:
            self.error = exc
            raise
        self._reschedule(self._deadline.write_timeout())
        return data


async def _note_reuse(session: Any, context: Any, parameters: Any) -> None:
    context.trace_request_ctx.is_reused = True


class AiohttpTransport:
    """Sends requests through an aiohttp session on an asyncio event loop."""

    def __init__(
        self,
        backend: AsyncioBackend,
        tls: TrustStore,
        proxies: ProxySettings | None = None,
        max_connections: int = MAX_CONNECTIONS,
    ) -> None:
        """Create a transport. The first request creates its session.

        Args:
            backend: Backend for the event loop of the requests.
            tls: Certificate authorities to trust.
            proxies: Proxies to send requests through; None if there are none.
            max_connections: Maximum number of concurrent exchanges; further requests wait.

        Raises:
            ConfigurationError: If aiohttp is not installed.
        """
        self._aiohttp = load_library("aiohttp")
        self._proxies = proxies
        self._slots = backend.slots(max_connections)
        self._backend = backend
        self._tls = tls
        self._sessions: dict[bool, Any] = {}  # the one under True connects to public addresses only
        self._responses = weakref.WeakSet[Any]()
        self._is_closed = False
        self._cancel_shutdown: list[Callable[[], Any]] = []
        self._finalizers: list[weakref.finalize[Any, Any]] = []

    async def checkpoint(self) -> None:
        """Yield to the event loop if the requests of this backend have used up their time slice."""
        await self._backend.checkpoint()

    async def _session_for(self, *, public_only: bool) -> Any:
        if (found := self._sessions.get(public_only)) is not None:
            return found
        aiohttp = self._aiohttp
        resolver = _public_resolver(aiohttp, self._backend) if public_only else None
        trace = aiohttp.TraceConfig()
        trace.on_connection_reuseconn.append(_note_reuse)
        self._sessions[public_only] = session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS, resolver=resolver),
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=HEAD_LIMIT,
            max_field_size=HEAD_LIMIT,
            max_headers=MAX_HEADERS,
            skip_auto_headers=AUTOMATIC,
            auto_decompress=False,
            trace_configs=[trace],
        )
        close = partial(_close_session, session)
        cancel = await self._backend.call_at_shutdown(partial(_close_all, session, self._responses))
        self._cancel_shutdown.append(cancel)
        close_soon = partial(close_dropped, close, cancel)
        self._finalizers.append(weakref.finalize(self, self._backend.start_soon, close_soon))
        return session

    async def handle_request(self, request: Request) -> Response:
        """Send a request. Retry an idempotent request if a pooled connection breaks before the response begins.

        Raises:
            TransportError: If the request fails.
        """
        if self._is_closed:
            raise ClosedError("the transport is closed")
        slot = await self._slots.acquire(request.deadline.slot_timeout())
        if slot is None:
            raise PoolTimeout("too many requests are under way already")
        response: Any = None
        exchange: _Exchange | None = None
        try:
            response, exchange = await self._send(request)
            self._responses.add(response)
            headers = join_headers((name.lower(), value) for name, value in response.raw_headers)
            if response.status < 200:
                raise RemoteProtocolError("the server switched to another protocol")
            inflater = inflater_for(headers, response.status)
        except BaseException:
            slot.release()
            if response is not None:
                response.close()
            if exchange is not None:
                exchange.close()
            raise
        return Response(
            status=response.status,
            headers=headers,
            deadline=request.deadline,
            body=_SessionBody(self, response, exchange, request.deadline, self._backend.loop, slot),
            backend=self._backend,
            inflater=inflater,
        )

    async def _send(self, request: Request) -> tuple[Any, _Exchange]:
        if derived := sorted(DERIVED.intersection(name.lower() for name, _ in request.headers)):
            raise LocalProtocolError(f"{', '.join(derived)} cannot be set: the request determines it")
        tls = None
        if request.scheme == "https":
            tls = await self._tls.load(self._backend, request.deadline)
        proxy = None if self._proxies is None else self._proxies.find(request)
        url = None if proxy is None else check_proxy(proxy)
        if proxy is not None and url is not None and url.startswith("socks"):
            text = f"{proxy.variable} names a SOCKS proxy, which aiohttp does not support; use transport='httpx'"
            raise ConfigurationError(text)
        is_checked = request.public_only and proxy is None
        if is_checked and is_private(request.host):
            raise PrivateAddressError(request.host)
        session = await self._session_for(public_only=is_checked)
        await asyncio.sleep(0)  # lets the event loop detect closed pooled connections
        while True:
            exchange = _Exchange(request, self._backend)
            error: Exception | None
            try:
                response = await self._send_once(session, request, tls, exchange, url)
                if proxy is None or response.status != 407:
                    return response, exchange
                response.close()
                exchange.close()
                refused = ProxyError("407 Proxy Authentication Required")
                refused.proxy = proxy
                error, can_retry = refused, False
            except Exception as exc:
                error = exchange.error or _map(exc)
                if isinstance(error, (ConnectError, ConnectTimeout, ProxyError)):
                    error.proxy = proxy if "Proxy" in type(exc).__name__ or isinstance(error, ConnectTimeout) else None
                if error is None:
                    raise
                can_retry = exchange.is_reused and request.is_idempotent and _is_before_response(exc)
            if not can_retry:
                raise error  # outside of `except`: an error of aiohttp as its context may expose headers

    async def _send_once(
        self, session: Any, request: Request, tls: ssl.SSLContext | None, exchange: _Exchange, proxy: str | None
    ) -> Any:
        from yarl import URL  # a dependency of aiohttp

        headers = [("accept-encoding", ACCEPT_ENCODING), *request.headers]
        if request.body is not None:
            headers.append(("content-length", str(request.body.size)))
        try:
            async with exchange.limit():
                return await session.request(
                    request.method,
                    URL(f"{request.scheme}://{request.authority}{request.target}", encoded=True),
                    headers=headers,
                    data=None if request.body is None else exchange,
                    ssl=tls or True,
                    proxy=proxy,
                    allow_redirects=False,
                    timeout=self._aiohttp.ClientTimeout(connect=request.deadline.connect_timeout()),
                    trace_request_ctx=exchange,
                )
        except BaseException:
            exchange.close()
            raise
        finally:
            exchange.end()

    async def aclose(self) -> None:
        """Close the session and all its connections."""
        self._is_closed = True
        for cancel in self._cancel_shutdown:
            cancel()
        for finalizer in self._finalizers:
            finalizer.detach()
        for session in self._sessions.values():
            await _close_session(session)


def _public_resolver(aiohttp: Any, backend: AsyncioBackend) -> Any:
    """Return a resolver for a session that connects to public addresses only."""

    class PublicResolver(aiohttp.abc.AbstractResolver):  # type: ignore[misc]
        async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[dict[str, Any]]:
            from inferwire_http.public import resolve_public  # only for the files that a URL names

            addresses = await resolve_public(backend, host, port, None)  # the session limits the time
            return [
                {
                    "hostname": host,
                    "host": address,
                    "port": port,
                    "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                    "proto": socket.IPPROTO_TCP,
                    "flags": socket.AI_NUMERICHOST,
                }
                for address in addresses
            ]

        async def close(self) -> None:
            pass

    return PublicResolver()


class _SessionBody:
    __slots__ = ("_deadline", "_exchange", "_loop", "_response", "_slot", "_transport")

    def __init__(
        self,
        transport: AiohttpTransport,
        response: Any,
        exchange: _Exchange,
        deadline: Deadline,
        loop: asyncio.AbstractEventLoop,
        slot: Slot,
    ) -> None:
        self._transport = transport  # keeps the transport, and so the session, alive
        self._response = response
        self._exchange = exchange
        self._deadline = deadline
        self._loop = loop
        self._slot = slot

    async def read(self) -> bytes | None:
        content = self._response.content
        try:
            chunk: bytes = content.read_nowait()
            if not chunk:
                async with asyncio.timeout(self._deadline.read_timeout()):
                    chunk = await content.readany()
        except Exception as exc:
            if (error := _map(exc)) is None:
                raise
        else:
            return chunk or None
        raise error

    async def release(self) -> None:
        self._response.release()
        self._exchange.close()
        self._slot.release()

    async def aclose(self) -> None:
        self._response.close()
        self._exchange.close()
        self._slot.release()
        await asyncio.sleep(0)  # the event loop closes the socket in its next iteration

    def interrupt(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._response.close)
        except RuntimeError:  # the event loop has ended, and closed the connection
            with suppress(Exception):
                self._response.close()  # else the library warns of it

    def abort(self) -> None:
        self.interrupt()
        self._exchange.close()
        self._slot.release()


async def _close_session(session: Any) -> None:
    await session.close()
    await asyncio.sleep(0)  # lets the event loop close the sockets


async def _close_all(session: Any, responses: Iterable[Any]) -> None:
    """Close a session and its open responses: aiohttp warns about responses that outlive the event loop."""
    for response in list(responses):
        response.close()
    await _close_session(session)


def _is_before_response(error: Exception) -> bool:
    """Return whether the connection broke before the response began."""
    names = {cls.__name__ for cls in type(error).__mro__}
    return "ClientOSError" in names or (
        "ServerDisconnectedError" in names and error.args == ("Server disconnected",)  # else it holds the headers
    )


def _map(error: Exception) -> TransportError | None:
    """Map an exception that a session raised to our own; None if it is unknown."""
    if (mapped := map_aiohttp_exception(error)) is not None:
        return mapped
    if isinstance(error, TimeoutError):
        return ReadTimeout("the server was silent")
    if type(error) is ValueError:
        return LocalProtocolError(str(error))
    if type(error) is RuntimeError and str(error) == "Connection closed.":
        return ReadError("the connection is closed")
    if type(error) is RuntimeError and str(error) == "Session is closed":
        return ClosedError("the transport is closed")
    return None
