"""Create the transport that sends requests.

| name | transport |
| --- | --- |
| ``default`` | our own connection pool |
| ``httpx`` | an httpx client |
| ``httpx2`` | an httpx2 client |
| ``aiohttp`` | an aiohttp session, on asyncio only |
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from inferwire_http.exceptions import ConfigurationError
from inferwire_http.libraries import load_library
from inferwire_http.limits import MAX_CONNECTIONS
from inferwire_http.proxies import ProxySettings
from inferwire_http.tls import TrustStore

if TYPE_CHECKING:
    from inferwire_http.backends import Backend
    from inferwire_http.models import Transport

TransportName: TypeAlias = Literal["default", "httpx", "httpx2", "aiohttp"]

TRANSPORT_NAMES: tuple[TransportName, ...] = get_args(TransportName)


def make_transport(
    name: TransportName,
    backend: Backend,
    http_client: Any = None,
    *,
    max_connections: int = MAX_CONNECTIONS,
    proxy: str | bool | None = None,
) -> Transport:
    """Create a transport.

    Args:
        name: Name of the transport, as in the table above.
        backend: Backend that the transport runs on.
        http_client: The caller's httpx or httpx2 client, used instead of *name*.
        max_connections: Maximum number of concurrent exchanges; further requests wait.
        proxy: URL of a proxy for all requests; False for none; None for those that the environment names.

    Raises:
        ConfigurationError: If the library is not installed or does not support the backend, or an argument is invalid.
    """
    if http_client is not None:
        return transport_for_client(http_client, backend)
    if name == "default":
        from inferwire_http.pool import ConnectionPool  # with h11

        return ConnectionPool(backend, TrustStore(), max_connections, ProxySettings.chosen(proxy))
    if name in ("httpx", "httpx2"):
        from inferwire_http.routed import RoutedTransport  # only if it is chosen

        load_library(name)
        return RoutedTransport(backend, name, ProxySettings.chosen(proxy), max_connections)
    if name == "aiohttp":
        return _aiohttp_transport(backend, ProxySettings.chosen(proxy), max_connections)
    raise ConfigurationError(f"transport must be one of {', '.join(map(repr, TRANSPORT_NAMES))}, got {name!r}")


def _aiohttp_transport(backend: Backend, proxies: ProxySettings | None, max_connections: int) -> Transport:
    from inferwire_http.backends.blocking import BlockingBackend

    if isinstance(backend, BlockingBackend):
        raise ConfigurationError("transport='aiohttp' cannot make blocking calls; use the asynchronous client with it")
    from inferwire_http.backends.asyncio_ import AsyncioBackend  # not on the blocking backend: it imports asyncio

    if not isinstance(backend, AsyncioBackend):
        raise ConfigurationError("transport='aiohttp' works on asyncio only; leave transport= out on other event loops")
    from inferwire_http.adapters.aiohttp_ import AiohttpTransport  # only if it is chosen

    return AiohttpTransport(backend, TrustStore(), proxies, max_connections)


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
    elif name == "default":
        import_module("inferwire_http.pool")
    else:
        load_library(name)
        import_module("inferwire_http.routed")
