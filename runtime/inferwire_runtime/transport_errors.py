"""Map the errors of transports to public errors."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from inferwire_http import exceptions
from inferwire_http.tracebacks import causes
from inferwire_runtime.errors import (
    InferenceConnectionError,
    InferenceTimeoutError,
    InferwireError,
    InputError,
    OutputError,
    StreamError,
    clip,
)

if TYPE_CHECKING:
    import ssl

    from inferwire_http.deadline import Deadline
    from inferwire_http.proxy import Proxy

CERTIFICATE_ADVICE = {  # by OpenSSL's verification codes
    9: "check this machine's clock",  # not yet valid
    10: "check this machine's clock, or notify the server's operator",  # expired
    62: "check the host in the URL",
    64: "check the address in the URL",
}

REASON_LIMIT = 300  # characters of a parser's message, which may show what the server sent; the remedy follows it


def map_exception(error: exceptions.TransportError, server: str) -> InferwireError:
    """Return the public error that corresponds to a transport error.

    Args:
        error: Error that the transport raised.
        server: Label of the server, for the message.
    """
    match error:
        case exceptions.ConfigurationError():
            return InputError(str(error))
        case exceptions.ClosedError():
            return InputError("the http_client is closed; pass an open one")
        case exceptions.PoolTimeout():
            text = (
                f"too many requests are in progress to send this one to {server}; send fewer at once, or raise "
                f"timeout= or the client's limits="
            )
            return InferenceTimeoutError(text, is_retry_safe=True)
        case exceptions.ConnectTimeout() if error.proxy is not None:
            text = f"the proxy {error.proxy.address} could not be reached in time; {_proxy_remedy(error.proxy, server)}"
            return InferenceTimeoutError(text, is_retry_safe=True)
        case exceptions.ConnectTimeout():
            text = f"{server} could not be reached in time; check the network or raise timeout="
            return InferenceTimeoutError(text, is_retry_safe=True)
        case exceptions.TimeoutException():
            text = f"{server} was silent for too long; pass timeout=Timeout(read=...) to wait longer, or call again"
            return InferenceTimeoutError(text)
        case exceptions.DecodingError():
            text = f"the response from {server} cannot be decompressed: {error}; call again"
            return OutputError(text, status=error.status)
        case exceptions.LocalProtocolError():
            return InputError(f"the request to {server} cannot be sent: {error}")
        case exceptions.ConcurrentReadError():
            return InputError(f"the stream of {server} is already being read by another thread or task; read it in one")
        case _:
            return _connection_error(error, server)


def _connection_error(error: exceptions.TransportError, server: str) -> InferwireError:
    if (refused := _certificate_error(error)) is not None:
        advice = CERTIFICATE_ADVICE.get(refused.verify_code, "trust its authority by SSL_CERT_FILE")
        reason = refused.verify_message.rstrip(".")
        holder = server if error.proxy is None else f"the proxy {error.proxy.address}"
        text = f"the certificate of {holder} is not trusted: {reason}; {advice}, or pass http_client="
        return InferenceConnectionError(text, is_final=True)
    reason = f": {clip(str(error), REASON_LIMIT)}" if str(error) else ""
    if error.proxy is not None or isinstance(error, exceptions.ProxyError):
        return _proxy_error(error, server)
    if _is_http2(reason):
        text = f"{server} speaks HTTP/2 only; pass http_client=httpx.Client(http2=True), or use its port for HTTP/1.1"
        return InferenceConnectionError(text, is_final=True)
    if isinstance(error, (exceptions.ConnectError, exceptions.ProxyError)):
        text = f"{server} could not be reached{reason}; check the URL and the network"
        return InferenceConnectionError(text, is_retry_safe=True)
    if isinstance(error, exceptions.RemoteProtocolError) and not error.is_disconnect:
        text = f"{server} sent an invalid HTTP response{reason}; check the URL or call again"
        return InferenceConnectionError(text)
    text = f"{server} closed the connection before its response was complete{reason}; call again"
    return InferenceConnectionError(text)


def _proxy_error(error: exceptions.TransportError, server: str) -> InferwireError:
    """Return the error for a proxy that cannot be reached, or that refuses to connect to the server."""
    reason = str(error)
    name = "the proxy" if error.proxy is None else f"the proxy {error.proxy.address}"
    found = re.match(r"\d{3}\b", reason)
    status = int(found[0]) if found else None
    if status is None:
        text = f"{name} could not be reached{f': {reason}' if reason else ''}; {_proxy_remedy(error.proxy, server)}"
        return InferenceConnectionError(text, is_retry_safe=True)
    if status == 407:
        variable = "its URL" if error.proxy is None else error.proxy.variable
        text = (
            f"{name} requires a user name and a password ({reason}); put them into {variable}: http://user:password@..."
        )
        return InferenceConnectionError(text, is_final=True)
    text = f"{name} refused to connect to {server} ({reason}); {_proxy_remedy(error.proxy, server)}"
    return InferenceConnectionError(text, is_retry_safe=True, is_final=status < 500 or status in (501, 505))


def _proxy_remedy(proxy: Proxy | None, server: str) -> str:
    if proxy is not None and not proxy.is_from_environment:
        return f"check {proxy.variable}"
    variable = "the proxy's URL" if proxy is None else proxy.variable
    return f"check {variable}, or name the host of {server} in NO_PROXY"


# The head of the SETTINGS frame that begins HTTP/2, as `repr` shows it: its length, its type, no flags, stream 0.
HTTP2_START = re.compile(
    r"""\bb['"](?:\\x00){2}(?:\\x[0-9a-f]{2}|\\.|[^\\])\\x04(?:\\x00){5}"""
    r"""|\bb['"](?:PRI \* )?HTTP/2"""
)


def _is_http2(reason: str) -> bool:
    """Return whether a parser of HTTP/1.1 refused the first bytes of HTTP/2."""
    return "NO_APPLICATION_PROTOCOL" in reason or HTTP2_START.search(reason) is not None


def map_stream_exception(
    error: exceptions.TransportError, server: str, deadline: Deadline, *, closed: bool
) -> InferwireError:
    """Return the public error for a broken stream. ``closed`` is whether the caller had closed the stream."""
    if isinstance(error, exceptions.ConcurrentReadError):
        return map_exception(error, server)
    if closed:
        return closed_stream(server)
    if not isinstance(error, exceptions.TimeoutException):
        text = f"the stream of {server} was cut before the response was complete; call again"
    elif deadline.has_started:
        text = (
            f"the stream of {server} stalled before the response was complete: nothing arrived for {deadline.read:g} "
            f"seconds; pass timeout=Timeout(read=...) to wait longer, or call again"
        )
    else:
        text = (
            f"the stream of {server} stalled before its first byte: none arrived within the time limit of the whole "
            f"call; raise timeout= or call again"
        )
    return StreamError(text, status=200)


def map_failed_import(error: OSError) -> InferwireError | None:
    """Return the public error for a module that could not be imported; None if the error has another source."""
    frame = error.__traceback__
    while frame is not None and not frame.tb_frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.tb_next
    if frame is None:
        return None
    text = f"this process cannot open files: {error.strerror}; raise its limit (ulimit -n), or make fewer calls at once"
    return InferenceConnectionError(text)


def closed_stream(server: str) -> StreamError:
    """Return the error for reading a stream that was closed."""
    return StreamError(f"the stream of {server} was closed before the response was complete", status=200)


def _certificate_error(error: BaseException) -> ssl.SSLCertVerificationError | None:
    if "ssl" not in sys.modules:
        return None  # without it, there is no such error
    import ssl

    for cause in causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause
    return None
