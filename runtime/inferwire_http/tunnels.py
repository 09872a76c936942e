"""Connect to a server through a proxy: by CONNECT, by SOCKS 5, or by sending requests to the proxy itself.

The code runs on every backend, above its network streams, and so does TLS within a tunnel.
"""

from __future__ import annotations

import ssl
from ipaddress import ip_address
from typing import TYPE_CHECKING

import h11

from inferwire_http.backends import READ_SIZE
from inferwire_http.deadline import NEVER, Deadline
from inferwire_http.exceptions import (
    ConnectError,
    ConnectTimeout,
    NetworkError,
    ProxyError,
    ReadError,
    RemoteProtocolError,
    TimeoutException,
    TransportError,
    WriteError,
)
from inferwire_http.http11 import HEAD_LIMIT
from inferwire_http.proxies import target_of
from inferwire_http.tracebacks import describe_refusal, forget_frames

if TYPE_CHECKING:
    from inferwire_http.backends import Backend, NetworkStream
    from inferwire_http.models import Request
    from inferwire_http.proxy import Proxy, ProxyTarget
    from inferwire_http.tls import TrustStore

REASON_LIMIT = 200  # characters of a proxy's reason phrase
EARLY_DATA = "it sent data of its own after it had accepted the connection"
SOCKS_VERSION = 5
SOCKS_PASSWORD = 2  # the method of authentication
SOCKS_REFUSALS = {
    1: "general failure",
    2: "not allowed by its rules",
    3: "the network cannot be reached",
    4: "the host cannot be reached",
    5: "the connection was refused",
    6: "the time to live has expired",
    7: "the command is not supported",
    8: "the kind of address is not supported",
}


def sends_to_proxy(proxy: Proxy | None, request: Request) -> bool:
    """Return whether a request is sent to the proxy itself, rather than through a tunnel.

    Raises:
        ConfigurationError: If the URL of the proxy is invalid.
    """
    return proxy is not None and request.scheme == "http" and not target_of(proxy).is_socks


async def connect_through(proxy: Proxy, request: Request, backend: Backend, trust: TrustStore) -> NetworkStream:
    """Open a connection to the server of a request, or to the proxy itself if the request is sent to it.

    Raises:
        ConfigurationError: If the URL of the proxy is invalid, or the certificates cannot be read.
        ConnectTimeout: If connecting takes longer than the deadline allows.
        ConnectError: If the server cannot be reached.
        ProxyError: If the proxy cannot be reached, or refuses.
    """
    target = target_of(proxy)
    limits = request.deadline
    connect = limits.connect_timeout()
    setup = Deadline(connect=NEVER, read=NEVER, total=NEVER if connect is None else connect)
    stream: NetworkStream | None = None
    is_proxy_done = False
    try:
        tls = await trust.load(backend, setup) if target.scheme == "https" else None
        stream = await backend.connect(target.host, target.port, tls, setup)
        if not sends_to_proxy(proxy, request):
            await (_connect_by_socks if target.is_socks else _connect_by_http)(stream, target, request)
            is_proxy_done = True
            if request.scheme == "https":
                tunnel = TlsStream(stream, await trust.load(backend, setup), request.host)
                await tunnel.handshake()
                tunnel.start(limits)
                return tunnel  # pyright: ignore[reportReturnType] - its deadline is a property that can be set
        stream.start(limits)
        return stream
    except BaseException as exc:
        if stream is not None:
            stream.abort()
        if not isinstance(exc, TransportError):
            raise
        error = _map_setup_error(exc, is_proxy_done=is_proxy_done)
        if not is_proxy_done or isinstance(error, ConnectTimeout):
            error.proxy = proxy
        if error is exc:
            raise
        raise error from exc


def _map_setup_error(error: TransportError, *, is_proxy_done: bool) -> TransportError:
    """Return the error for a failure to set up a connection: nothing of the request has been sent."""
    if isinstance(error, TimeoutException):
        return ConnectTimeout(str(error))
    if isinstance(error, (ConnectError, ProxyError)) or not isinstance(error, (NetworkError, RemoteProtocolError)):
        return error
    return ConnectError(str(error)) if is_proxy_done else ProxyError(str(error))


async def _connect_by_http(stream: NetworkStream, target: ProxyTarget, request: Request) -> None:
    """Request a tunnel to the server by CONNECT. The proxy gets its own credentials, and no header of the request."""
    host = f"[{request.host}]" if ":" in request.host else request.host
    authority = f"{host}:{request.port}"
    state = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD_LIMIT)
    headers = [("host", authority), *target.headers]
    start = state.send(h11.Request(method="CONNECT", target=authority, headers=headers)) or b""
    await stream.write(start + (state.send(h11.EndOfMessage()) or b""))
    while True:
        try:
            event = state.next_event()
        except h11.RemoteProtocolError as exc:
            forget_frames(exc)
            raise RemoteProtocolError(describe_refusal(str(exc), state.trailing_data[0])) from exc
        if event is h11.NEED_DATA:
            state.receive_data(await stream.read())
        elif isinstance(event, h11.Response):
            break
    if not 200 <= event.status_code < 300:
        reason = event.reason.decode("latin-1")[:REASON_LIMIT]
        raise ProxyError(f"{event.status_code} {reason}".strip())
    if state.trailing_data[0]:  # the server has not spoken yet
        raise ProxyError(EARLY_DATA)


async def _connect_by_socks(stream: NetworkStream, target: ProxyTarget, request: Request) -> None:
    """Request a tunnel to the server by SOCKS 5 (RFC 1928 and 1929). The proxy resolves names."""
    reader = _Reader(stream)
    has_credentials = bool(target.user or target.password)
    await stream.write(b"\5\2\0\2" if has_credentials else b"\5\1\0")
    version, method = await reader.read(2)
    if version != SOCKS_VERSION:
        raise ProxyError("it does not speak SOCKS 5")
    if method == SOCKS_PASSWORD and has_credentials:
        user, password = target.user.encode(), target.password.encode()
        if not (0 < len(user) < 256 and 0 < len(password) < 256):
            raise ProxyError("407 the user name and the password must have 1 to 255 bytes each")
        await stream.write(b"\1%c%b%c%b" % (len(user), user, len(password), password))
        if (await reader.read(2))[1] != 0:
            raise ProxyError("407 it refused the user name and the password")
    elif method != 0:
        raise ProxyError("407 it accepts no method of authentication that was offered")
    await stream.write(b"\5\1\0" + _socks_address(request.host) + request.port.to_bytes(2, "big"))
    version, status, _, kind = await reader.read(4)
    if version != SOCKS_VERSION:
        raise ProxyError("it does not speak SOCKS 5")
    if status:
        raise ProxyError(f"502 {SOCKS_REFUSALS.get(status, f'SOCKS status {status}')}")
    size = {1: 4, 4: 16}.get(kind) or (await reader.read(1))[0]
    await reader.read(size + 2)
    reader.check_end()


def _socks_address(host: str) -> bytes:
    try:
        address = ip_address(host)
    except ValueError:
        name = host.encode()
        return b"\3%c%b" % (len(name), name)
    return (b"\1" if address.version == 4 else b"\4") + address.packed


class _Reader:
    """Reads messages of known sizes."""

    def __init__(self, stream: NetworkStream) -> None:
        self._stream = stream
        self._data = b""

    async def read(self, size: int) -> bytes:
        while len(self._data) < size:
            if not (more := await self._stream.read()):
                raise ReadError("it closed the connection")
            self._data += more
        data, self._data = self._data[:size], self._data[size:]
        return data

    def check_end(self) -> None:
        if self._data:
            raise ProxyError(EARLY_DATA)


class TlsStream:
    """TLS above another stream, which may have TLS itself.

    Attributes:
        has_received: Whether any data has been received since the exchange began.
    """

    def __init__(self, stream: NetworkStream, context: ssl.SSLContext, host: str) -> None:
        self._stream = stream
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        self.has_received = False

    @property
    def deadline(self) -> Deadline:
        """Deadline of the current exchange."""
        return self._stream.deadline

    @deadline.setter
    def deadline(self, deadline: Deadline) -> None:
        self._stream.deadline = deadline

    async def handshake(self) -> None:
        """Perform the TLS handshake.

        Raises:
            ConnectError: If the server does not speak TLS, or is not trusted.
        """
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._flush()
                await self._receive()
            except OSError as exc:
                raise ConnectError(str(exc)) from exc
            else:
                await self._flush()
                return

    def start(self, deadline: Deadline) -> None:
        """Begin another exchange with its own deadline."""
        self._stream.start(deadline)
        self.has_received = False

    async def read(self) -> bytes:
        """Return the next bytes; empty if the server closed the connection."""
        while True:
            try:
                data = self._tls.read(READ_SIZE)
            except ssl.SSLWantReadError:
                await self._flush()
                await self._receive()
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""  # also without a closing message: the length of the body shows whether it is complete
            except OSError as exc:
                raise ReadError(str(exc)) from exc
            else:
                self.has_received = self.has_received or bool(data)
                return data

    async def write(self, data: bytes | memoryview) -> None:
        """Send all of ``data``."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._tls.write(rest[:READ_SIZE]) :]
                await self._flush()
        except OSError as exc:
            raise WriteError(str(exc)) from exc

    async def _flush(self) -> None:
        if data := self._outgoing.read():
            await self._stream.write(data)

    async def _receive(self) -> None:
        if data := await self._stream.read():
            self._incoming.write(data)
        else:
            self._incoming.write_eof()

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    def abort(self) -> None:
        """Close the connection without waiting; no `read` may be pending."""
        self._stream.abort()

    def interrupt(self) -> None:
        """End a pending `read`, whose caller then closes the connection. Can be called from any thread."""
        self._stream.interrupt()

    def is_readable(self) -> bool:
        """Return whether an idle connection has unread data or was closed. Never waits."""
        return bool(self._incoming.pending or self._tls.pending()) or self._stream.is_readable()
