"""Socket options and checks that the backends share."""

from __future__ import annotations

import os
import select
import socket
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from inferwire_http.exceptions import ConnectError, ConnectTimeout

if TYPE_CHECKING:
    from inferwire_http.backends import Backend

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


async def resolve_in_thread(backend: Backend, host: str, port: int, seconds: float | None) -> list[str]:
    """Return the IP addresses of a host. The system's resolver has no time limit, so it runs in a thread.

    Raises:
        ConnectTimeout: If the look-up takes longer than ``seconds``.
        ConnectError: If the host is unknown.
    """
    look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = await backend.run_in_thread(look_up, seconds=seconds)
    except TimeoutError as exc:
        raise ConnectTimeout(str(exc)) from exc
    except OSError as exc:
        raise ConnectError(str(exc)) from exc
    return [str(address[0]) for *_, address in found]
