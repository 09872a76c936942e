"""Connect to public addresses only: the resolved address is checked, and the connection goes to that same address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_http.addresses import is_private, is_private_address
from inferwire_http.deadline import Deadline
from inferwire_http.exceptions import ConnectError, ConnectTimeout, PrivateAddressError

if TYPE_CHECKING:
    import ssl

    from inferwire_http.backends import Backend, NetworkStream
    from inferwire_http.models import Request


async def resolve_public(backend: Backend, host: str, port: int, seconds: float | None) -> list[str]:
    """Return the public addresses of a host.

    Raises:
        PrivateAddressError: If it has none.
        ConnectTimeout: If the look-up takes longer than ``seconds``.
        ConnectError: If the host is unknown.
    """
    if is_private(host):
        raise PrivateAddressError(host)
    addresses = await backend.resolve(host, port, seconds)
    public = list(dict.fromkeys(address for address in addresses if not is_private_address(address)))
    if addresses and not public:
        raise PrivateAddressError(host)
    return public


async def connect_public(backend: Backend, request: Request, tls: ssl.SSLContext | None) -> NetworkStream:
    """Open a connection to the first public address of a request's host that can be reached.

    Raises:
        PrivateAddressError: If the host has no public address.
        ConnectTimeout: If the host cannot be reached in time. The time is divided among the addresses still to try.
        ConnectError: If the host cannot be reached.
    """
    deadline = request.deadline
    limit = deadline.connect_timeout()
    steps = Deadline(connect=deadline.connect, read=deadline.read, total=float("inf") if limit is None else limit)
    addresses = await resolve_public(backend, request.host, request.port, steps.connect_timeout())
    for index, address in enumerate(addresses):
        share = Deadline(connect=steps.remaining / (len(addresses) - index), read=steps.read, total=steps.remaining)
        try:
            stream = await backend.connect(address, request.port, tls, share, request.host)
        except (ConnectError, ConnectTimeout):
            if index == len(addresses) - 1:
                raise
        else:
            stream.start(deadline)
            return stream
    raise ConnectError(f"{request.host} has no address")
