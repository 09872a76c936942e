"""Requests over a session of aiohttp, on asyncio."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inferwire_runtime import loops
from inferwire_runtime.errors import InputError
from inferwire_runtime.wire.encoding import ASKED_FOR, inflater_for
from inferwire_runtime.wire.errors import LocalProtocolError, ReadError, ReadTimeout, RemoteProtocolError
from inferwire_runtime.wire.exchange import AsyncIncoming
from inferwire_runtime.wire.pool import IDLE_SECONDS, MOST_AT_ONCE, plain_headers

if TYPE_CHECKING:
    import ssl

    from inferwire_runtime.wire.errors import TransportError
    from inferwire_runtime.wire.exchange import Limits, Outgoing
    from inferwire_runtime.wire.library import Library

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
    """One sending of a request.

    Attributes:
        is_reused: Whether it goes out on a kept connection.
    """

    __slots__ = ("is_reused",)

    def __init__(self) -> None:
        self.is_reused = False


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
        import asyncio  # comes with it

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
        context = await self._tls_context() if request.scheme == "https" else True
        await loops.sleep(0)  # lets the event loop see which kept connections have ended meanwhile
        while True:
            trip = Trip()
            try:
                return await self._ask_once(request, context, trip)
            except Exception as exc:
                if (known := _known(exc)) is None:
                    raise
            # From here, since there it would lead to aiohttp's, which may hold the head with the key.
            if not (trip.is_reused and request.is_repeatable and isinstance(known, (ReadError, RemoteProtocolError))):
                raise known

    async def _ask_once(self, request: Outgoing, context: ssl.SSLContext | bool, trip: Trip) -> Any:
        import asyncio

        from yarl import URL  # comes with aiohttp

        headers = [("accept-encoding", ASKED_FOR), *request.headers]
        if request.body is not None:
            headers.append(("content-length", str(request.body.size)))
        async with asyncio.timeout(request.limits.to_read()):
            return await self._session.request(
                request.method,
                URL(f"{request.scheme}://{request.authority}{request.target}", encoded=True),
                headers=headers,
                data=request.body,
                ssl=context,
                allow_redirects=False,
                timeout=self._make_timeout(connect=request.limits.to_connect()),
                trace_request_ctx=trip,
            )

    async def _tls_context(self) -> ssl.SSLContext:
        if self._library.has_context:
            return self._library.tls_context()
        return await loops.in_thread(self._library.tls_context)  # making the first one takes long

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
    import asyncio

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
