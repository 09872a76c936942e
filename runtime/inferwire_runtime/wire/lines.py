"""Blocking connections below HTTP: what the library reads from and writes to, within the limits of an exchange.

The library reads its own limits once for a whole head or body, so that a server which sends a byte now and then could
go on for ever. Here every wait asks `Limits` anew, and what the library says is not looked at.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inferwire_runtime.wire.exchange import Limits

if TYPE_CHECKING:
    import ssl

    from inferwire_runtime.wire.exchange import Outgoing

KEEP_ALIVE = ((socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),)  # finds out about peers that are gone without a word


class Line:
    """A blocking connection.

    Attributes:
        limits: Of the exchange under way.
        is_answered: Whether a byte came since they were set.
    """

    def __init__(self, core: Any, stream: Any, limits: Limits) -> None:
        self._core = core
        self._stream = stream
        self.limits = limits
        self.is_answered = False

    @classmethod
    def connect(cls, core: Any, request: Outgoing, context: ssl.SSLContext | None) -> Line:
        """Connect, and agree on TLS where there is a ``context``."""
        limits = request.limits
        stream = core.SyncBackend().connect_tcp(
            request.host, request.port, limits.to_connect(), socket_options=KEEP_ALIVE
        )
        if context is not None:
            stream = stream.start_tls(context, request.host, limits.to_connect())
        return cls(core, stream, limits)

    def begin(self, limits: Limits) -> None:
        """Begin another exchange."""
        self.limits = limits
        self.is_answered = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Give what comes next; nothing where the server has closed."""
        if self.limits.is_over:  # however much comes: a flood would never be waited for
            raise self._core.ReadTimeout("it is over")
        data: bytes = self._stream.read(max_bytes, self.limits.to_read())
        if data:
            self.is_answered = self.limits.is_answered = True
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send everything.

        A server that reads no more may have answered already: as after a broken connection, the library looks then.
        """
        try:
            self._stream.write(buffer, self.limits.to_write())
        except self._core.WriteTimeout as exc:
            if self.is_stale():
                raise self._core.WriteError("answered early") from exc
            raise

    def close(self) -> None:
        """Close."""
        self._stream.close()

    def wake(self) -> None:
        """Wake a thread that waits for the server; it closes the connection then."""
        with suppress(OSError, ValueError):  # it is closed already
            # On the socket below TLS: its own way would take the session from under the thread that reads.
            # For reading only: closing then resets the connection, and a server that writes on learns of it at once.
            socket.socket.shutdown(self._stream.get_extra_info("socket"), socket.SHUT_RD)

    def is_stale(self) -> bool:
        """Whether something came while nothing was asked for, be it the end."""
        return bool(self._stream.get_extra_info("is_readable"))

    def get_extra_info(self, info: str) -> Any:
        """Tell the library about the connection."""
        return self._stream.get_extra_info(info)
