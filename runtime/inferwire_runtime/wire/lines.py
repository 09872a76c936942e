"""Blocking connections below HTTP: bytes go in and out, within the limits of an exchange.

Every wait asks `Limits` anew: a server that sends a byte now and then would outlive limits that were read once.
"""

from __future__ import annotations

import select
import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inferwire_runtime.wire.errors import (
    ConnectError,
    ConnectTimeout,
    ReadError,
    ReadTimeout,
    WriteError,
    WriteTimeout,
)
from inferwire_runtime.wire.exchange import NEVER

if TYPE_CHECKING:
    import ssl

    from inferwire_runtime.wire.exchange import Limits, Outgoing

READ_SIZE = 64 * 1024  # bytes of one read
KEEP_ALIVE = (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)  # finds out about peers that are gone without a word
AT_ONCE = (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what is written is complete: nothing is gained by waiting


class Line:
    """A blocking connection.

    Attributes:
        limits: Of the exchange under way.
        is_answered: Whether a byte came since they were set.
    """

    def __init__(self, raw: socket.socket, limits: Limits) -> None:
        self._socket = raw
        self._timeout = raw.gettimeout()
        self.limits = limits
        self.is_answered = False

    @classmethod
    def connect(cls, request: Outgoing, context: ssl.SSLContext | None) -> Line:
        """Connect, and agree on TLS where there is a ``context``."""
        limits = request.limits
        seconds = limits.to_connect()
        end = NEVER if seconds is None else time.monotonic() + seconds
        try:
            raw = _connected(request.host, request.port, end)
            if context is not None:
                raw = _secured(raw, context, request.host, end)
        except TimeoutError as exc:
            raise ConnectTimeout(str(exc)) from exc
        except OSError as exc:
            raise ConnectError(str(exc)) from exc
        return cls(raw, limits)

    def begin(self, limits: Limits) -> None:
        """Begin another exchange."""
        self.limits = limits
        self.is_answered = False

    def read(self) -> bytes:
        """Give what comes next; nothing where the server has closed."""
        if self.limits.is_over:  # however much comes: a flood would never be waited for
            raise ReadTimeout("it is over")
        self._wait_at_most(self.limits.to_read())
        try:
            data = self._socket.recv(READ_SIZE)
        except TimeoutError as exc:
            raise ReadTimeout(str(exc)) from exc
        except OSError as exc:
            if not _is_end(exc):
                raise ReadError(str(exc)) from exc
            data = b""
        if data:
            self.is_answered = self.limits.is_answered = True
        return data

    def write(self, data: bytes | memoryview) -> None:
        """Send everything. That a server reads no more is an error only where it has not answered already."""
        left = memoryview(data)
        try:
            while left:
                self._wait_at_most(self.limits.to_write())
                left = left[self._socket.send(left) :]
        except TimeoutError as exc:
            if self.is_stale():
                raise WriteError("answered early") from exc
            raise WriteTimeout(str(exc)) from exc
        except OSError as exc:
            raise WriteError(str(exc)) from exc

    def _wait_at_most(self, seconds: float | None) -> None:
        if seconds != self._timeout:
            self._socket.settimeout(seconds)
            self._timeout = seconds

    def close(self) -> None:
        """Close."""
        self._socket.close()

    def wake(self) -> None:
        """Wake a thread that waits for the server; it closes the connection then."""
        with suppress(OSError):  # it is closed already
            # On the socket below TLS: its own way would take the session from under the thread that reads.
            # For reading only: closing then resets the connection, and a server that writes on learns of it at once.
            socket.socket.shutdown(self._socket, socket.SHUT_RD)

    def is_stale(self) -> bool:
        """Whether something came while nothing was asked for, be it the end."""
        return is_readable(self._socket) or bool(getattr(self._socket, "pending", int)())


def _left(end: float, shares: int = 1) -> float | None:
    """Give an equal share of the seconds until ``end``; a little more than none once it has passed."""
    return None if end == NEVER else max((end - time.monotonic()) / shares, 0.001)


def _connected(host: str, port: int, end: float) -> socket.socket:
    """Connect to the first address that answers; each has its share of the time, so that one in the dark is passed."""
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for place, (family, kind, protocol, _, address) in enumerate(addresses):
        raw: socket.socket | None = None
        try:
            raw = socket.socket(family, kind, protocol)
            raw.setsockopt(*KEEP_ALIVE)
            raw.setsockopt(*AT_ONCE)
            raw.settimeout(_left(end, len(addresses) - place))
            raw.connect(address)
            return raw
        except BaseException as exc:
            if raw is not None:
                raw.close()
            if not isinstance(exc, OSError) or place == len(addresses) - 1:
                raise
    raise OSError(f"{host} has no address")


def _secured(raw: socket.socket, context: ssl.SSLContext, host: str, end: float) -> ssl.SSLSocket:
    """Agree on TLS. A connection that is reset then looks no longer like one that was closed, as it would by itself."""
    secure: ssl.SSLSocket | None = None
    try:
        secure = context.wrap_socket(
            raw, server_hostname=host, do_handshake_on_connect=False, suppress_ragged_eofs=False
        )
        secure.settimeout(_left(end))
        secure.do_handshake()
        return secure
    except BaseException:
        (secure or raw).close()
        raise


def _is_end(error: OSError) -> bool:
    """Whether reading failed because the server closed without the farewell of TLS, as many do."""
    if not hasattr(error, "reason"):
        return False  # it is none of TLS
    import ssl  # loaded by the connection

    if isinstance(error, ssl.SSLEOFError):
        # OpenSSL 1.1 does not tell it from a reset.
        return error.reason == "UNEXPECTED_EOF_WHILE_READING" or ssl.OPENSSL_VERSION_INFO < (3,)
    return isinstance(error, ssl.SSLZeroReturnError)


def is_readable(raw: Any) -> bool:
    """Whether something lies in a socket, be it the end. Does not wait."""
    if raw.fileno() < 0:
        return True  # it is closed
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(raw.fileno(), select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([raw.fileno()], [], [], 0)[0])  # has no largest number on Windows, where it is needed
