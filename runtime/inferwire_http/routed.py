"""A transport of httpx or httpx2 that reaches each server through its proxy, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_http.adapters.httpx_ import HttpxTransport
from inferwire_http.exceptions import ClosedError, ConnectError, ConnectTimeout, ProxyError
from inferwire_http.limits import MAX_CONNECTIONS
from inferwire_http.tracebacks import causes

if TYPE_CHECKING:
    from inferwire_http.backends import Backend
    from inferwire_http.models import Request, Response, Transport
    from inferwire_http.proxies import ProxySettings
    from inferwire_http.proxy import Proxy
    from inferwire_http.tls import Library


class RoutedTransport:
    """Sends requests through separate transports: one without a proxy, and one for each proxy.

    A proxy that cannot be used, and certificates that cannot be read, fail only those requests that need them.
    """

    def __init__(
        self,
        backend: Backend,
        library: Library,
        proxies: ProxySettings | None = None,
        max_connections: int = MAX_CONNECTIONS,
    ) -> None:
        """Create a transport.

        Args:
            backend: Does all waiting.
            library: Library that sends the requests.
            proxies: Proxies to send requests through; None if there are none.
            max_connections: Maximum number of concurrent exchanges; further requests wait for a slot.
        """
        self._backend = backend
        self._library: Library = library
        self._proxies = proxies
        self._slots = backend.slots(max_connections)
        self._transports: dict[tuple[str, bool], Transport] = {}
        self._is_closed = False

    async def checkpoint(self) -> None:
        """Yield to the event loop if the requests of this backend have used up their time slice."""
        await self._backend.checkpoint()

    async def handle_request(self, request: Request) -> Response:
        """Send a request, through its proxy if there is one.

        Raises:
            TransportError: If the request fails.
        """
        proxy = None if self._proxies is None else self._proxies.find(request)
        try:
            response = await self._transport_for(proxy, request.scheme).handle_request(request)
        except (ConnectError, ConnectTimeout, ProxyError) as exc:
            if proxy is None or _is_certificate_error(exc):
                raise
            exc.proxy = proxy
            raise
        if proxy is not None and request.scheme == "http":  # a tunnel shows the proxy's own responses as errors
            if response.status == 407:
                await response.aclose()
                error = ProxyError("407 Proxy Authentication Required")
                error.proxy = proxy
                raise error
            response.proxy = proxy
        return response

    def _transport_for(self, proxy: Proxy | None, scheme: str) -> Transport:
        is_tls = scheme == "https" or (proxy is not None and proxy.url.lower().startswith("https:"))
        key = ("" if proxy is None else proxy.url, is_tls)
        # Without a lock, which an interrupt could leave locked: of two threads that create one, one finds the other's.
        if (found := self._transports.get(key)) is None:
            created = HttpxTransport(self._backend, self._library, proxy=proxy, is_tls=is_tls, slots=self._slots)
            found = self._transports.setdefault(key, created)
        if self._is_closed:
            raise ClosedError("the transport is closed")
        return found

    async def aclose(self) -> None:
        """Close all connections."""
        self._is_closed = True
        transports, self._transports = self._transports, {}
        for transport in transports.values():
            await transport.aclose()


def _is_certificate_error(error: Exception) -> bool:
    return any(type(cause).__name__ == "SSLCertVerificationError" for cause in causes(error))
