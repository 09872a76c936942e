"""Socket options and checks that the backends share."""

from __future__ import annotations

import os
import select
import socket
from contextlib import suppress
from typing import Any

KEEP_ALIVE = (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)  # detects peers that vanished
NO_DELAY = (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # every write is complete: nothing is gained by waiting


def is_socket_readable(raw: Any) -> bool:
    """Return whether a socket has unread data or was closed by either side. Never waits."""
    if raw.fileno() < 0:
        return True  # it is closed
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(raw.fileno(), select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([raw.fileno()], [], [], 0)[0])  # Windows, whose select knows no highest number


def interrupt_socket(raw: Any, process: int) -> None:
    """End a pending read of a socket that was opened in ``process``. Can be called from any thread.

    In a forked process, only close its copy: shutting the socket down would end the parent's connection.
    """
    with suppress(OSError):  # it is closed already
        if os.getpid() != process:
            raw.close()
            return
        # On the socket below TLS: TLS's own shutdown would take the session from under the thread that reads.
        # For reading only: closing then resets the connection, and a server that is still sending notices at once.
        socket.socket.shutdown(raw, socket.SHUT_RD)
