"""Socket options and checks that the backends share."""

from __future__ import annotations

import select
import socket
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
