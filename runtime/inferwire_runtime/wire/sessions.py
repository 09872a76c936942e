"""Requests over a session of aiohttp, on asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inferwire_runtime import loops
from inferwire_runtime.errors import InputError
from inferwire_runtime.wire.encoding import ASKED_FOR, inflater_for
from inferwire_runtime.wire.errors import LocalProtocolError, ReadError, ReadTimeout, RemoteProtocolError
from inferwire_runtime.wire.exchange import AsyncIncoming
from inferwire_runtime.wire.http1 import HEAD_LIMIT
from inferwire_runtime.wire.pool import IDLE_SECONDS, MOST_AT_ONCE, plain_headers

if TYPE_CHECKING:
    import ssl

    from inferwire_runtime.wire.errors import TransportError
    from inferwire_runtime.wire.exchange import Limits, Outgoing
    from inferwire_runtime.wire.library import Library

MOST_HEADERS = 1000  # of one answer
OWN = frozenset({"content-length", "expect", "host", "transfer-encoding"})  # headers that it would send as well
AUTOMATIC = ("accept", "accept-encoding", "content-type", "user-agent")  # headers that it would make up


def load_aiohttp() -> Any:
    """Give the library's module.

    Raises:
        InputError: It is not installed.
    """
    try:
        import aiohttp  # an extra
    except ImportError as exc:
        raise InputError("http='aiohttp' needs aiohttp: pip install 'inferwire[aiohttp]'") from exc
    return aiohttp


class Trip:
    """One sending of a request: its body, given piece by piece, each of which the server has to take in time.

    Attributes:
        is_reused: Whether it goes out on a kept connection.
        error: What the body raised, which the session would tell as a failure of its own.
    """

    __slots__ = ("_deadline", "_limits", "_loop", "_pieces", "error", "is_reused")

    def __init__(self, request: Outgoing, loop: asyncio.AbstractEventLoop) -> None:
        self._limits = request.limits
        self._loop = loop
        self._pieces = None if request.body is None else aiter(request.body)
        self._deadline: asyncio.Timeout | None = None
        self.is_reused = False
        self.error: Exception | None = None

    def bound(self) -> asyncio.Timeout:
        """Give what bounds the wait for the answer."""
        self._deadline = asyncio.timeout(self._limits.to_read())
        return self._deadline

    def unbound(self) -> None:
        """Note that the wait has ended; where the server answered early, the body may still be asked for."""
        self._deadline = None

    def _wait_at_most(self, seconds: float | None) -> None:
        if self._deadline is not None and not self._deadline.expired():
            self._deadline.reschedule(None if seconds is None else self._loop.time() + seconds)

    def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
        return self

    async def __anext__(self) -> bytes | memoryview:
        assert self._pieces is not None
        try:
            piece = await anext(self._pieces)
        except StopAsyncIteration:
            self._wait_at_most(self._limits.to_read())
            raise
        except Exception as exc:
            self.error = exc
            raise
        self._wait_at_most(self._limits.to_write())
        return piece


async def _note_reuse(session: Any, context: Any, parameters: Any) -> None:
    context.trace_request_ctx.is_reused = True


class SessionWire:
    """Requests over a session, on one event loop."""

    def __init__(self, library: Library) -> None:
        """Make a session.

        Args:
            library: What is trusted, as it trusts.

        Raises:
            InputError: aiohttp is not installed, or the event loop is none of asyncio's.
        """
        aiohttp = load_aiohttp()
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError as exc:
            raise InputError("http='aiohttp' works on asyncio only; leave http out for other event loops") from exc
        self._library = library
        self._make_timeout = aiohttp.ClientTimeout
        trace = aiohttp.TraceConfig()
        trace.on_connection_reuseconn.append(_note_reuse)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=MOST_AT_ONCE, keepalive_timeout=IDLE_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=HEAD_LIMIT,
            max_field_size=HEAD_LIMIT,
            max_headers=MOST_HEADERS,
            skip_auto_headers=AUTOMATIC,
            auto_decompress=False,
            trace_configs=[trace],
        )
        self._keeper: AsyncGenerator[None] | None = None

    async def take_turn(self) -> None:
        """Go on: a session has no say in that."""

    async def open(self, request: Outgoing) -> AsyncIncoming:
        """Send a request.

        Raises:
            TransportError: The server cannot be reached, the connection broke, a wait took too long, or what came is
                not HTTP.
            EncodingError: The answer is encoded in a way that was not asked for.
            InputError: The environment's certificates cannot be read.
        """
        if self._keeper is None:
            self._keeper = _close_with_loop(self._session)
            await anext(self._keeper)
        response = await self._ask(request)
        headers = plain_headers((name.lower(), value) for name, value in response.raw_headers)
        try:
            if response.status < 200:
                raise RemoteProtocolError("it goes over to another protocol, which nobody asked for")
            inflater = inflater_for(headers, response.status)
        except Exception:
            response.close()
            raise
        request.limits.is_answered = True

        async def release() -> None:
            response.release()

        async def leave() -> None:
            response.close()
            await loops.sleep(0)  # lets the event loop close the socket

        def drop() -> None:
            with suppress(RuntimeError):  # the event loop has ended, and closed it
                self._loop.call_soon_threadsafe(response.close)

        return AsyncIncoming(
            status=response.status,
            headers=headers,
            limits=request.limits,
            read=lambda: _read(response.content, request.limits),
            release=release,
            leave=leave,
            wake=response.close,
            drop=drop,
            inflater=inflater,
        )

    async def _ask(self, request: Outgoing) -> Any:
        """Send a request, again where that failed on a kept connection; give the response."""
        if forbidden := sorted(OWN.intersection(name for name, _ in request.headers)):
            raise LocalProtocolError(f"{', '.join(forbidden)} cannot be set, since it follows from the request")
        context = await self._library.tls_context_async() if request.scheme == "https" else True
        await loops.sleep(0)  # lets the event loop see which kept connections have ended meanwhile
        while True:
            trip = Trip(request, self._loop)
            is_dead = False
            try:
                return await self._ask_once(request, context, trip)
            except Exception as exc:
                known = trip.error or _known(exc)
                if known is None:
                    raise
                is_dead = trip.is_reused and _is_before_the_answer(exc)
            # From here, since there it would lead to aiohttp's, which may hold the head with the key.
            if not (is_dead and request.is_repeatable):
                raise known

    async def _ask_once(self, request: Outgoing, context: ssl.SSLContext | bool, trip: Trip) -> Any:
        from yarl import URL  # comes with aiohttp

        headers = [("accept-encoding", ASKED_FOR), *request.headers]
        if request.body is not None:
            headers.append(("content-length", str(request.body.size)))
        try:
            async with trip.bound():
                return await self._session.request(
                    request.method,
                    URL(f"{request.scheme}://{request.authority}{request.target}", encoded=True),
                    headers=headers,
                    data=None if request.body is None else trip,
                    ssl=context,
                    allow_redirects=False,
                    timeout=self._make_timeout(connect=request.limits.to_connect()),
                    trace_request_ctx=trip,
                )
        finally:
            trip.unbound()

    async def close(self) -> None:
        """Close the session."""
        if self._keeper is not None:
            await self._keeper.aclose()
        else:
            await self._session.close()


async def _close_with_loop(session: Any) -> AsyncGenerator[None]:
    """Close a session when the event loop ends: it finishes all generators that were begun on it."""
    try:
        yield
    finally:
        await session.close()
        await loops.sleep(0)  # lets the event loop close the sockets


async def _read(content: Any, limits: Limits) -> bytes | None:
    """Give the next bytes of a body; None at its end."""
    try:
        chunk: bytes = content.read_nowait()
        if not chunk:
            async with asyncio.timeout(limits.to_read()):
                chunk = await content.readany()
    except Exception as exc:
        if (known := _known(exc)) is None:
            raise
    else:
        return chunk or None
    raise known


def _is_before_the_answer(error: Exception) -> bool:
    """Whether a connection ended before a byte of the answer came."""
    names = {cls.__name__ for cls in type(error).__mro__}
    return "ClientOSError" in names or (
        "ServerDisconnectedError" in names and error.args == ("Server disconnected",)  # else it is the head
    )


def _known(error: Exception) -> TransportError | None:
    """Give our exception for what a session raises; None for what is none of its own."""
    from inferwire_runtime.wire.failures import of_aiohttp  # only when something failed

    if (known := of_aiohttp(error)) is not None:
        return known
    if isinstance(error, TimeoutError):
        return ReadTimeout("the server was silent")
    if type(error) is ValueError:
        return LocalProtocolError(str(error))
    if type(error) is RuntimeError and str(error) == "Connection closed.":
        return ReadError("the connection is closed")
    return None
