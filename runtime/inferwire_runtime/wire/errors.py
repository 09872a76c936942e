"""What goes wrong on our own connections, under the names that the HTTP libraries share: `failures` tells by these."""

from __future__ import annotations


class TransportError(Exception):
    """Any of these."""


class TimeoutException(TransportError):  # noqa: N818 (as the libraries have it)
    """It took too long."""


class PoolTimeout(TimeoutException):
    """As many requests are under way as there may be."""


class ConnectTimeout(TimeoutException):
    """The server could not be reached in time."""


class ReadTimeout(TimeoutException):
    """The server was silent."""


class WriteTimeout(TimeoutException):
    """The server took no more."""


class NetworkError(TransportError):
    """The connection failed."""


class ConnectError(NetworkError):
    """The server could not be reached."""


class ReadError(NetworkError):
    """The connection broke, or was closed, before the answer was complete."""


class WriteError(NetworkError):
    """The connection broke, or is not read any more, before the request was sent."""


class LocalProtocolError(TransportError):
    """What was to be sent is not HTTP."""


class RemoteProtocolError(TransportError):
    """What came is not HTTP."""
