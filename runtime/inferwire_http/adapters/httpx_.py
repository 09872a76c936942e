"""A transport that uses an httpx or httpx2 client, either the caller's or its own."""

from __future__ import annotations

import atexit
import os
import socket
import struct
import sys
import weakref
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Generator, Iterator
from contextlib import suppress
from functools import partial
from types import coroutine
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from inferwire_http.adapters.dropped import close_dropped
from inferwire_http.adapters.log_queries import hidden_queries
from inferwire_http.adapters.mapping import map_exception
from inferwire_http.adapters.uploads import BlockingUpload, UploadStream
from inferwire_http.addresses import is_private
from inferwire_http.backends.blocking import BlockingBackend
from inferwire_http.decompress import inflater_for
from inferwire_http.exceptions import (
    ClosedError,
    ConfigurationError,
    ConnectError,
    ConnectTimeout,
    PoolTimeout,
    PrivateAddressError,
    ReadTimeout,
)
from inferwire_http.libraries import load_library
from inferwire_http.limits import IDLE_SECONDS, MAX_CONNECTIONS
from inferwire_http.models import Response
from inferwire_http.proxies import check_proxy
from inferwire_http.tls import LIBRARIES, TrustStore

if TYPE_CHECKING:
    from inferwire_http.backends import Backend, Slot, Slots
    from inferwire_http.deadline import Deadline
    from inferwire_http.models import Request, RequestBody
    from inferwire_http.proxy import Proxy
    from inferwire_http.tls import Library

CLOSE_SECONDS = 1.0  # longest wait for the end of connections that nobody uses
RESET_ON_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)  # to linger for no time

Client = Any  # of either library, or a compatible class
T = TypeVar("T")
StartSoon: TypeAlias = "Callable[[Callable[[], Coroutine[Any, Any, None]]], None]"


def library_of(client: Client) -> Library:
    """Return the library that defines the class of ``client`` or one of its base classes.

    Raises:
        ConfigurationError: If no base class is from httpx or httpx2.
    """
    for cls in type(client).__mro__:
        for library in LIBRARIES:
            if cls.__module__.partition(".")[0] == library:
                return library
    kind = f"{type(client).__module__}.{type(client).__qualname__}"
    raise ConfigurationError(f"http_client must be a client of httpx or httpx2, got {kind}")


class HttpxTransport:
    """Sends requests through an httpx or httpx2 client."""

    def __init__(
        self,
        backend: Backend,
        library: Library = "httpx",
        client: Client = None,
        proxy: Proxy | None = None,
        *,
        is_tls: bool = True,
        slots: Slots | None = None,
    ) -> None:
        """Create a transport.

        Args:
            backend: Does all waiting. The blocking backend needs a blocking client, the others an asynchronous one.
            library: Library that the client belongs to.
            client: Client of the caller, which is never closed. By default, the first request creates a client.
            proxy: Proxy to connect to; None to connect to the servers themselves.
            is_tls: Whether to trust certificate authorities, for servers or a proxy with TLS.
            slots: Limit for concurrent exchanges; None to leave it to the caller's client.

        Raises:
            ConfigurationError: If the client is blocking but the backend is not, or vice versa.
        """
        self._backend = backend
        self._library: Library = library
        self._proxy = proxy
        self._is_tls = is_tls
        self._slots = slots
        self._is_async = not isinstance(backend, BlockingBackend)
        self._kind = "AsyncClient" if self._is_async else "Client"
        if client is not None and hasattr(client, "aclose") != self._is_async:
            raise ConfigurationError(
                f"http_client must be {'an asynchronous' if self._is_async else 'a blocking'} client "
                f"({library}.{self._kind}), got {type(client).__qualname__}"
            )
        self._start_soon: StartSoon | None = None
        if self._is_async:
            from inferwire_http.backends.asyncio_ import AsyncioBackend  # not for blocking requests

            if isinstance(backend, AsyncioBackend):
                self._start_soon = backend.start_soon
        self._is_own = client is None
        self._is_closed = False
        self._clients: dict[str, Client] = {} if client is None else {self._kind: client}
        self._cancel_shutdown: Callable[[], Any] | None = None
        self._open_bodies: set[_AsyncBody] | None = None
        self._finalizer: weakref.finalize[Any, Any] | None = None

    async def checkpoint(self) -> None:
        """Yield to the event loop if the requests of this backend have used up their time slice."""
        await self._backend.checkpoint()

    async def handle_request(self, request: Request) -> Response:
        """Send a request and return its response once the headers have arrived.

        Raises:
            TransportError: If the request fails.
        """
        client = self._client or await self._create_client(request.deadline)
        addresses: list[str | None] = [None]
        if request.public_only and self._is_own and self._proxy is None:
            from inferwire_http.public import resolve_public  # only for the files that a URL names

            seconds = request.deadline.connect_timeout()
            addresses = [*await resolve_public(self._backend, request.host, request.port, seconds)] or [None]
        elif request.public_only and is_private(request.host):  # the client, or the proxy, looks it up
            raise PrivateAddressError(request.host)
        for address in addresses[:-1]:
            with suppress(ConnectError, ConnectTimeout):
                return await self._send_to(address, client, request)
        return await self._send_to(addresses[-1], client, request)

    async def _send_to(self, address: str | None, client: Client, request: Request) -> Response:
        """Send a request to an address of its host; None leaves the look-up to the library."""
        if self._start_soon is not None and self._open_bodies is None:
            self._open_bodies = set()
            # After the client's function, and so called before it.
            await self._backend.call_at_shutdown(partial(_close_bodies, self._open_bodies))
        slot: Slot | None = None
        try:
            if self._slots is not None:
                slot = await self._slots.acquire(request.deadline.slot_timeout())
                if slot is None:
                    raise PoolTimeout("too many requests are under way already")
            sent = self._build(client, request, address)
            response = await self._send(client, sent, request)
            return self._build_response(request.deadline, sent, response, slot)
        except BaseException as exc:
            if slot is not None:
                slot.release()
            if not isinstance(exc, Exception) or (error := map_exception(exc)) is None:
                raise
        raise error  # outside of `except`, so that its context is not the library's error

    def _build(self, client: Client, request: Request, address: str | None) -> Any:
        headers = list(request.headers)
        url = request.url
        if address is not None:
            host = f"[{address}]" if ":" in address else address
            url = f"{request.scheme}://{host}:{request.port}{request.target}"
            # The library would reuse the connection for any name at this address, whatever its certificate.
            headers += [("host", request.authority), ("connection", "close")]
        if request.body is not None:
            headers.append(("content-length", str(request.body.size)))
        sent = client.build_request(request.method, url, headers=headers, content=request.body)
        if address is not None:
            sent.extensions["sni_hostname"] = request.host
        if request.body is not None:
            make = _content_class if self._is_async else _blocking_content_class
            sent.stream = make(self._library)(request.body, self._backend, request.deadline)
        deadline = request.deadline
        sent.extensions["timeout"] = {
            "connect": deadline.connect_timeout(),
            "pool": deadline.slot_timeout(),
            "write": deadline.write_timeout(),
            "read": deadline.read_timeout(),
        }
        return sent

    async def _send(self, client: Client, sent: Any, request: Request) -> Any:
        if "?" in request.url:
            with hidden_queries(self._library):
                return await self._send_logged(client, sent, request)
        return await self._send_logged(client, sent, request)

    async def _send_logged(self, client: Client, sent: Any, request: Request) -> Any:
        if not self._is_async:
            try:
                return client.send(sent, stream=True, follow_redirects=False)
            except BaseException:
                for connection in _orphans(client, sent):
                    connection.close()
                raise
            finally:
                _end_uploads(sent)
        import anyio  # loaded by the library

        connecting = _Connecting(sent) if request.scheme == "https" else None
        try:
            try:
                with anyio.fail_after(request.deadline.remaining):  # the client limits single reads, not all headers
                    return await client.send(sent, stream=True, follow_redirects=False)
            except BaseException:
                _end_uploads(sent)
                lost = _orphans(client, sent)
                if connecting is not None and connecting.stream is not None:
                    lost.append(connecting.stream)
                if lost:
                    await self._backend.run_shielded(partial(_close_all, lost), CLOSE_SECONDS)
                raise
        except TimeoutError:
            raise ReadTimeout("the headers of the response did not end in time") from None

    def _build_response(self, deadline: Deadline, sent: Any, response: Any, slot: Slot | None) -> Response:
        timeouts = sent.extensions["timeout"]
        limits = _ReadLimits.apply(response, deadline)
        if limits is None and response.extensions.get("http_version") != b"HTTP/2":
            timeouts["read"] = deadline.silence_timeout()  # the client reads it again for the body, and once only
        headers: dict[str, str] = {name.lower(): value for name, value in response.headers.items()}
        # The client decompresses bodies that it has already read. We decompress all others, because we treat a
        # truncated body as an error.
        is_decompressed = response.is_stream_consumed
        body: _BlockingBody | _AsyncBody
        if self._is_async:
            chunks = response.aiter_bytes() if is_decompressed else response.aiter_raw()
            body = _AsyncBody(self, response, chunks, self._start_soon, self._open_bodies)
            body.limits, body.deadline, body.slot = limits, deadline, slot
        else:
            body = _BlockingBody(self, response, response.iter_bytes() if is_decompressed else response.iter_raw())
            body.limits, body.slot = limits, slot
        return Response(
            status=response.status_code,
            headers=headers,
            deadline=deadline,
            body=body,
            backend=self._backend,
            inflater=None if is_decompressed else inflater_for(headers, response.status_code),
            has_live_timeouts=False,
        )

    async def _create_client(self, deadline: Deadline) -> Client:
        tls: Any = None
        if self._is_tls:
            tls = await TrustStore(self._library).load(self._backend, deadline)
        proxy = None if self._proxy is None else check_proxy(self._proxy)
        if self._is_closed:
            raise ClosedError("the transport is closed")
        if self._client is not None:
            return self._client  # created by another thread or task
        library = load_library(self._library)
        if tls is None:
            import ssl  # loaded by the library

            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nothing, and is not used
        try:
            # With the shared context: creating another one takes as long as many requests.
            proxy_tls = tls if proxy is not None and proxy.startswith("https:") else None
            through = None if proxy is None else library.Proxy(proxy, ssl_context=proxy_tls)
            # Without a limit of the library's own, which is waited for as long as for a connection.
            limits = library.Limits(
                max_connections=None, max_keepalive_connections=MAX_CONNECTIONS, keepalive_expiry=IDLE_SECONDS
            )
            client = getattr(library, self._kind)(
                follow_redirects=False, verify=tls, proxy=through, trust_env=False, limits=limits
            )
        except (ValueError, ImportError, OSError, library.InvalidURL) as exc:
            variable = "*_PROXY" if self._proxy is None else self._proxy.variable
            text = f"{self._library} cannot use this environment: {type(exc).__name__}; check {variable}"
            raise ConfigurationError(text) from None  # the error may show the password of the proxy
        # Without a lock, which an interrupt could leave locked: of two threads that create one, one uses the other's.
        own, client = client, self._clients.setdefault(self._kind, client)
        if own is not client:
            return client
        if not self._is_async:
            self._finalizer = weakref.finalize(self, client.close)
        else:
            self._cancel_shutdown = await self._backend.call_at_shutdown(client.aclose)
            if self._start_soon is not None:
                close = partial(close_dropped, client.aclose, self._cancel_shutdown)
                self._finalizer = weakref.finalize(self, self._start_soon, close)
        return client

    @property
    def _client(self) -> Client:
        return self._clients.get(self._kind)

    async def aclose(self) -> None:
        """Close the client, unless it belongs to the caller."""
        if not self._is_own:
            return
        self._is_closed = True
        client = self._clients.pop(self._kind, None)
        if self._cancel_shutdown is not None:
            self._cancel_shutdown()
        if self._finalizer is not None:
            self._finalizer.detach()
        if client is not None:
            await client.aclose() if self._is_async else client.close()


# Responses of blocking clients that are still open. They are closed before the interpreter tears down its modules:
# closing one measures its duration, and CPython 3.13.0 crashes if `datetime` is gone by then.
_open_responses: set[Any] = set()


@atexit.register
def _close_open_responses() -> None:
    for response in list(_open_responses):
        with suppress(Exception):
            response.close()


class _ReadLimits:
    """Reads from the network stream of a response until its current deadline.

    The libraries determine the time limit of reads once for the whole body, but the silence before the first byte and
    after it have different limits.
    """

    __slots__ = ("_deadline", "_stream")

    def __init__(self, stream: Any, deadline: Deadline) -> None:
        self._stream = weakref.ref(stream)
        self._deadline = deadline

    @classmethod
    def apply(cls, response: Any, deadline: Deadline) -> _ReadLimits | None:
        """Limit the reads of a response; None if its network stream is unknown, or shared by several responses."""
        stream = response.extensions.get("network_stream")
        if stream is None or response.extensions.get("http_version") == b"HTTP/2":
            return None
        try:
            limits = cls(stream, deadline)
            stream.read = limits.read
        except (AttributeError, TypeError):
            return None
        return limits

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        """Read as the stream itself does."""
        stream = self._stream()
        return type(stream).read(stream, max_bytes, timeout=self._deadline.read_timeout())  # type: ignore[union-attr] # pyright: ignore

    def restore(self) -> None:
        """Restore the stream for its next response."""
        if (stream := self._stream()) is not None:
            with suppress(AttributeError):
                del stream.read


class _Connecting:
    """Knows the network stream of a request until its connection is complete and belongs to the pool.

    The libraries forget it if a request is cancelled during the TLS handshake.

    Attributes:
        stream: The stream; None if there is none that a pool does not know.
    """

    __slots__ = ("stream",)

    def __init__(self, sent: Any) -> None:
        self.stream: Any = None
        sent.extensions["trace"] = self._trace

    async def _trace(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith("connect_tcp.complete"):
            self.stream = info.get("return_value")
        elif event.endswith("send_request_headers.started"):
            self.stream = None


def _orphans(client: Any, sent: Any) -> list[Any]:
    """Return the connections of a client's pool that serve no request, and that the pool would never release.

    A request leaves one behind if it is cancelled just when its connection is complete.
    """
    try:
        pool = client._transport_for_url(sent.url)._pool
        used = [request.connection for request in pool._requests]
        return [
            each
            for each in pool.connections
            if each not in used and not each.is_idle() and not each.is_closed() and not each.is_available()
        ]
    except AttributeError:
        return []  # another transport, or another version of the library


async def _close_all(connections: list[Any]) -> None:
    for connection in connections:
        with suppress(Exception):
            await connection.aclose()


class _BlockingBody:
    __slots__ = ("_chunks", "_process", "_response", "_transport", "limits", "slot")

    limits: _ReadLimits | None
    slot: Slot | None

    def __init__(self, transport: HttpxTransport, response: Any, chunks: Iterator[bytes]) -> None:
        self._transport = transport  # keeps the transport, and so the client, alive
        self._response = response
        self._process = os.getpid()
        self._chunks = chunks
        _open_responses.add(response)

    async def read(self) -> bytes | None:
        try:
            return next(self._chunks, None)
        except Exception as exc:
            if (error := map_exception(exc)) is None:
                raise
        raise error

    async def release(self) -> None:
        _open_responses.discard(self._response)
        if self.limits is not None:
            self.limits.restore()
        try:
            self._response.close()
        finally:
            if self.slot is not None:
                self.slot.release()

    async def aclose(self) -> None:
        await self.release()

    def interrupt(self) -> None:
        _shut_down(self._response, self._process)

    def abort(self) -> None:
        _open_responses.discard(self._response)
        with suppress(Exception):
            self._response.close()
        if self.slot is not None:
            self.slot.release()


class _AsyncBody:
    __slots__ = (
        "_chunks",
        "_has_begun",
        "_open_bodies",
        "_process",
        "_response",
        "_start_soon",
        "_transport",
        "deadline",
        "limits",
        "slot",
    )

    limits: _ReadLimits | None
    slot: Slot | None
    deadline: Deadline

    def __init__(
        self,
        transport: HttpxTransport,
        response: Any,
        chunks: AsyncGenerator[bytes],
        start_soon: StartSoon | None,
        open_bodies: set[_AsyncBody] | None,
    ) -> None:
        self._transport = transport  # as above
        self._response = response
        self._process = os.getpid()
        self._chunks = chunks
        self._has_begun = False
        self._start_soon = start_soon
        self._open_bodies = open_bodies
        if open_bodies is not None:
            open_bodies.add(self)

    async def read(self) -> bytes | None:
        try:
            if self.limits is None:
                return await self._read_in_time()
            return await self._read()
        except Exception as exc:
            if isinstance(exc, ReadTimeout) or (error := map_exception(exc)) is None:
                raise
        raise error

    async def _read(self) -> bytes | None:
        return await (anext(self._chunks, None) if self._has_begun else self._begin(self._read_first))

    async def _read_in_time(self) -> bytes | None:
        import anyio  # loaded by the library

        try:
            with anyio.fail_after(self.deadline.read_timeout()):
                return await self._read()
        except TimeoutError:
            raise ReadTimeout("the server was silent") from None

    async def _read_first(self) -> bytes | None:
        return await anext(self._chunks, None)

    async def _close_chunks(self) -> None:
        await self._chunks.aclose()

    async def _begin(self, function: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Start the library's generators. asyncio must not close them: it closes nested ones all at once, and fails."""
        self._has_begun = True
        return await (function() if self._start_soon is None else _without_registration(function()))

    async def release(self) -> None:
        _end_uploads(self._response.request)
        if self._open_bodies is not None:
            self._open_bodies.discard(self)
        if self.limits is not None:
            self.limits.restore()
        try:
            await (self._chunks.aclose() if self._has_begun else self._begin(self._close_chunks))
            await self._response.aclose()
        finally:
            if self.slot is not None:
                self.slot.release()

    async def aclose(self) -> None:
        self.interrupt()
        try:
            with suppress(Exception):
                while await self.read() is not None:  # the library's generators warn if they are left unfinished
                    pass
        finally:
            await self.release()

    def interrupt(self) -> None:
        _shut_down(self._response, self._process)

    def abort(self) -> None:
        with suppress(Exception):  # the library imports things, which fails when the interpreter exits
            self.interrupt()
            _end_uploads(self._response.request)
        if self._start_soon is not None:
            self._start_soon(self.aclose)
        if self.slot is not None:
            self.slot.release()


async def _close_bodies(bodies: set[_AsyncBody]) -> None:
    """Close the responses that are still open when the event loop ends."""
    for body in list(bodies):
        with suppress(Exception):  # a task that nobody cancelled is still reading it
            await body.aclose()


@coroutine
def _without_registration(running: Coroutine[Any, Any, T]) -> Generator[Any, Any, T]:
    """Run a coroutine whose asynchronous generators are not registered with the event loop."""
    value: Any = None
    error: BaseException | None = None
    while True:
        hook = sys.get_asyncgen_hooks().firstiter
        sys.set_asyncgen_hooks(firstiter=None)
        try:
            waiting = running.send(value) if error is None else running.throw(error)
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            sys.set_asyncgen_hooks(firstiter=hook)
        value = error = None
        try:
            value = yield waiting
        except BaseException as exc:
            error = exc


def _content_class(library: Library) -> Callable[[RequestBody, Backend, Deadline], Any]:
    """Return the class of request bodies of asynchronous clients."""
    base: Any = load_library(library).AsyncByteStream

    class Content(base):  # type: ignore[misc]
        def __init__(self, body: RequestBody, backend: Backend, deadline: Deadline) -> None:
            self._start: Callable[[], UploadStream] = partial(UploadStream, body, backend, deadline)
            self.uploads: list[UploadStream] = []

        def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
            self.uploads.append(upload := self._start())
            return upload

    return Content


def _blocking_content_class(library: Library) -> Callable[[RequestBody, Backend, Deadline], Any]:
    """Return the class of request bodies of blocking clients."""
    base: Any = load_library(library).SyncByteStream

    class Content(base):  # type: ignore[misc]
        def __init__(self, body: RequestBody, backend: Backend, deadline: Deadline) -> None:
            self._body = body
            self.uploads: list[BlockingUpload] = []

        def __iter__(self) -> Iterator[bytes | memoryview]:
            self.uploads.append(upload := BlockingUpload(self._body))
            return upload

    return Content


def _end_uploads(sent: Any) -> None:
    """Close the files that a client has not read to their end: the server may have responded before."""
    for upload in getattr(sent.stream, "uploads", ()):
        upload.close()


def _shut_down(response: Any, process: int) -> None:
    """Shut down the socket of a response, even while it is being read, if the client exposes the socket."""
    stream = response.extensions.get("network_stream")
    connection = None if stream is None else stream.get_extra_info("socket")
    if connection is None or os.getpid() != process:  # a forked process would end its parent's connection
        return
    try:
        # Closing resets the connection: a server that waits until it can send more would not notice for a minute.
        if hasattr(connection, "setsockopt"):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        # In both directions: a server that is still sending gets a reset, and the reader an error. With reading shut
        # down alone, what it sends is still read.
        shutdown = getattr(connection, "shutdown", None)
        if isinstance(connection, socket.socket):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
        elif shutdown is not None:
            shutdown(socket.SHUT_RDWR)
    except (OSError, ValueError, RuntimeError):
        pass  # it is closed already
