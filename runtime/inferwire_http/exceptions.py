"""The exceptions that transports raise.

TransportError
├── ConfigurationError      the environment or the installation makes requests impossible; nothing was sent
│   └── MissingLibraryError a library is not installed
├── ClosedError             the transport or the caller's HTTP client is closed
├── TimeoutException
│   ├── PoolTimeout         no slot became free in time; nothing was sent
│   ├── ConnectTimeout      the server could not be reached in time; nothing was sent
│   ├── ReadTimeout
│   └── WriteTimeout
├── NetworkError
│   ├── ConnectError        the server could not be reached; nothing was sent
│   ├── ProxyError          the proxy could not be reached, or refused; nothing was sent
│   ├── ReadError           the connection broke or was closed before the response was complete
│   └── WriteError
├── PrivateAddressError     the server is in a private network, which the request must not reach; nothing was sent
├── LocalProtocolError      the request is not valid HTTP
├── RemoteProtocolError     the response is not valid HTTP
├── DecodingError           the content encoding is unknown or broken
└── ConcurrentReadError     a response body has two concurrent readers

Adapters map the exceptions of HTTP libraries to these, so that callers do not depend on a library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inferwire_http.proxy import Proxy


class TransportError(Exception):
    """Base class for failures to send a request or to read its response.

    Attributes:
        proxy: Proxy of the environment that the request was sent to and that failed, rather than the server.
    """

    proxy: Proxy | None = None


class ConfigurationError(TransportError):
    """The environment, the installation or an argument makes requests impossible. The message names the remedy."""


class MissingLibraryError(ConfigurationError):
    """A library is not installed.

    Attributes:
        library: Name of the library.
    """

    def __init__(self, library: str) -> None:
        super().__init__(f"{library} is not installed: pip install {library}")
        self.library = library


class ClosedError(TransportError):
    """The transport, or the HTTP client that the caller passed, is closed."""


class TimeoutException(TransportError):  # noqa: N818 - the name that HTTP libraries use
    """An operation took longer than its deadline allows."""


class PoolTimeout(TimeoutException):
    """No slot for another concurrent request became free in time."""


class ConnectTimeout(TimeoutException):
    """The server could not be reached in time."""


class ReadTimeout(TimeoutException):
    """The server was silent for too long."""


class WriteTimeout(TimeoutException):
    """The server accepted no data for too long."""


class NetworkError(TransportError):
    """The connection failed."""


class ConnectError(NetworkError):
    """The server could not be reached."""


class ProxyError(NetworkError):
    """The proxy could not be reached, or refused the connection."""


class ReadError(NetworkError):
    """The connection broke or was closed before the response was complete."""


class WriteError(NetworkError):
    """The connection broke, or the server stopped reading, before the request was sent."""


class PrivateAddressError(TransportError):
    """The server is in a private network, and the request may only reach public addresses.

    Attributes:
        host: Host of the URL.
    """

    def __init__(self, host: str) -> None:
        super().__init__(f"{host[:200]} is at a private address")
        self.host = host


class LocalProtocolError(TransportError):
    """The request is not valid HTTP."""


class RemoteProtocolError(TransportError):
    """The response is not valid HTTP.

    Attributes:
        is_disconnect: Whether the server closed the connection, rather than sent invalid data.
    """

    def __init__(self, message: str = "", *, is_disconnect: bool = False) -> None:
        super().__init__(message)
        self.is_disconnect = is_disconnect


class DecodingError(TransportError):
    """The content encoding of a body is unknown or broken.

    Attributes:
        status: HTTP status of the response.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class ConcurrentReadError(TransportError):
    """A response body is being read by another thread or task."""
