"""Create the transport that sends requests.

| name | transport |
| --- | --- |
| ``default`` | our own connection pool, and an httpx client for requests through a proxy of the environment |
| ``httpx`` | an httpx client |
| ``httpx2`` | an httpx2 client |
| ``aiohttp`` | an aiohttp session, on asyncio only |
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from inferwire_http.exceptions import ConfigurationError
from inferwire_http.libraries import load_library
from inferwire_http.proxies import has_proxy
from inferwire_http.tls import TrustStore

if TYPE_CHECKING:
    from inferwire_http.backends import Backend
    from inferwire_http.models import Transport

TransportName: TypeAlias = Literal["default", "httpx", "httpx2", "aiohttp"]

TRANSPORT_NAMES: tuple[TransportName, ...] = get_args(TransportName)


def make_transport(name: TransportName, backend: Backend, http_client: Any = None) -> Transport:
    """Create a transport.

    Args:
        name: Name of the transport, as in the table above.
        backend: Backend that the transport runs on.
        http_client: The caller's httpx or httpx2 client, used instead of *name*.

    Raises:
        ConfigurationError: If the library is not installed or does not support the backend, or an argument is invalid.
    """
    if http_client is not None:
        return transport_for_client(http_client, backend)
    if name in ("httpx", "httpx2") or (name == "default" and has_proxy()):
        from inferwire_http.routed import RoutedTransport  # only if it is chosen

        load_library("httpx2" if name == "httpx2" else "httpx")
        return RoutedTransport(backend, name)
    if name == "aiohttp":
        return _aiohttp_transport(backend)
    if name == "default":
        from inferwire_http.pool import ConnectionPool  # with h11

        return ConnectionPool(backend, TrustStore())
    raise ConfigurationError(f"transport must be one of {', '.join(map(repr, TRANSPORT_NAMES))}, got {name!r}")


def _aiohttp_transport(backend: Backend) -> Transport:
    from inferwire_http.backends.blocking import BlockingBackend

    if isinstance(backend, BlockingBackend):
        raise ConfigurationError("transport='aiohttp' cannot make blocking calls; use the asynchronous client with it")
    from inferwire_http.backends.asyncio_ import AsyncioBackend  # not on the blocking backend: it imports asyncio

    if not isinstance(backend, AsyncioBackend):
        raise ConfigurationError("transport='aiohttp' works on asyncio only; leave transport= out on other event loops")
    from inferwire_http.adapters.aiohttp_ import AiohttpTransport  # only if it is chosen

    return AiohttpTransport(backend, TrustStore())


def transport_for_client(client: Any, backend: Backend) -> Transport:
    """Return a transport that uses the caller's httpx or httpx2 client, and never closes it.

    Raises:
        ConfigurationError: If the client is from another library, or blocking while the backend is not, or vice versa.
    """
    from inferwire_http.adapters.httpx_ import HttpxTransport, library_of  # only for a caller's client

    return HttpxTransport(backend, library_of(client), client)


def load(name: TransportName) -> None:
    """Import the modules of a transport. This takes ten times as long as a request, so run it in a thread.

    Raises:
        ConfigurationError: If a library is not installed.
    """
    if name == "aiohttp":
        load_library("aiohttp")
        import_module("inferwire_http.adapters.aiohttp_")
    elif name != "default" or has_proxy():
        load_library("httpx2" if name == "httpx2" else "httpx")
        import_module("inferwire_http.adapters.httpx_")
        import_module("inferwire_http.routed")
    else:
        import_module("inferwire_http.pool")
