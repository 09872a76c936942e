"""Map the exceptions of HTTP libraries to our own by class name, so that no library needs to be imported.

The returned exceptions do not expose the headers of the request, neither in frames nor in attributes of their causes.
"""

from __future__ import annotations

import ssl
from contextlib import suppress

from inferwire_http.exceptions import (
    ClosedError,
    ConnectError,
    ConnectTimeout,
    DecodingError,
    LocalProtocolError,
    NetworkError,
    PoolTimeout,
    ProxyError,
    ReadError,
    ReadTimeout,
    RemoteProtocolError,
    TimeoutException,
    TransportError,
    WriteError,
    WriteTimeout,
)
from inferwire_http.tracebacks import causes, describe_refusal, forget_frames

HTTPX_PACKAGES = frozenset({"httpx", "httpcore", "httpx2", "httpcore2", "h11"})
DISCONNECTS = ("disconnected", "closed connection")  # in the messages of protocol errors
HTTPX_EXCEPTIONS: dict[str, type[TransportError]] = {
    "PoolTimeout": PoolTimeout,
    "ConnectTimeout": ConnectTimeout,
    "ReadTimeout": ReadTimeout,
    "WriteTimeout": WriteTimeout,
    "TimeoutException": TimeoutException,
    "ConnectError": ConnectError,
    "ProxyError": ProxyError,
    "ReadError": ReadError,
    "WriteError": WriteError,
    "NetworkError": NetworkError,
    "LocalProtocolError": LocalProtocolError,
    "InvalidURL": LocalProtocolError,
    "UnsupportedProtocol": LocalProtocolError,
    "RemoteProtocolError": RemoteProtocolError,
    "ProtocolError": RemoteProtocolError,
    "DecodingError": DecodingError,
    "StreamError": ReadError,  # the response was closed
    "TransportError": NetworkError,
}


def map_exception(error: Exception) -> TransportError | None:
    """Map an exception of httpx or httpx2, even with aiohttp as their transport, to our own; None if it is unknown."""
    for aiohttp_error in (error, error.__cause__):  # httpx-aiohttp maps some exceptions of aiohttp incorrectly
        if aiohttp_error is not None and (mapped := map_aiohttp_exception(aiohttp_error)) is not None:
            return mapped
    return _map_httpx_exception(error)


def _map_httpx_exception(error: Exception) -> TransportError | None:
    text = str(error)
    if isinstance(error, UnicodeError):
        return LocalProtocolError(text)  # without a cause, which would expose the header
    if type(error) is RuntimeError and "closed" in text:
        mapped: TransportError = ClosedError("the HTTP client is closed")
    else:
        for cls in type(error).__mro__:
            if cls.__module__.partition(".")[0] in HTTPX_PACKAGES and cls.__name__ in HTTPX_EXCEPTIONS:
                ours = HTTPX_EXCEPTIONS[cls.__name__]
                break
        else:
            return None
        if ours is RemoteProtocolError:
            text = describe_refusal(text, _unread(error))
        mapped = ours(text)
        if isinstance(mapped, RemoteProtocolError):
            mapped.is_disconnect = any(word in text for word in DISCONNECTS)
    forget_frames(error)
    mapped.__cause__ = error
    for cause in causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            mapped.__cause__ = cause
        elif getattr(cause, "_request", None) is not None:
            with suppress(AttributeError):
                cause._request = None  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue]
    return mapped


def _unread(error: Exception) -> bytes:
    """Return the bytes that h11 refused without showing them. Only the frames of its callers know them."""
    for cause in causes(error):
        trace = cause.__traceback__
        while trace is not None:
            state = getattr(trace.tb_frame.f_locals.get("self"), "_h11_state", None)
            if state is not None:
                with suppress(Exception):  # internals of the library
                    return bytes(state.trailing_data[0])
            trace = trace.tb_next
    return b""


def map_aiohttp_exception(error: BaseException) -> TransportError | None:
    """Map an exception of aiohttp to our own; None if it is unknown.

    The cause is never an exception of aiohttp, which may expose the headers of the request.
    """
    names = {cls.__name__ for cls in type(error).__mro__ if cls.__module__.partition(".")[0] == "aiohttp"}
    text = str(error)
    if "ConnectionTimeoutError" in names:
        return ConnectTimeout(text)
    if "ServerTimeoutError" in names:
        return ReadTimeout(text)
    if "ClientHttpProxyError" in names:
        return ProxyError(f"{getattr(error, 'status', '')} {getattr(error, 'message', '')}".strip())
    if "ClientConnectorError" in names:
        cause: Exception | None = getattr(error, "certificate_error", None) or getattr(error, "os_error", None)
        mapped = ConnectError(str(cause or error))
        if cause is not None:
            forget_frames(cause)
            mapped.__cause__ = cause
        return mapped
    if "ClientResponseError" in names:
        return RemoteProtocolError(" ".join(str(getattr(error, "message", "")).split()))
    if "InvalidURL" in names:
        return LocalProtocolError(text)
    return ReadError(text) if "ClientError" in names else None
