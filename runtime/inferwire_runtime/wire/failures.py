"""What goes wrong on a wire, made ours: told by the names of exceptions, which `errors` shares with HTTP libraries."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

from inferwire_runtime.errors import ConnectionError, InferwireError, InputError, OutputError, TimeoutError
from inferwire_runtime.wire.encoding import EncodingError
from inferwire_runtime.wire.errors import (
    ConnectError,
    ConnectTimeout,
    LocalProtocolError,
    ReadError,
    ReadTimeout,
    RemoteProtocolError,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILIES = frozenset({"inferwire_runtime", "h11", "httpx", "httpcore", "httpx2", "httpcore2"})
NEVER_SENT = {"ConnectError", "ProxyError", "ConnectTimeout"}
WRONG_INPUT = {"InvalidURL", "UnsupportedProtocol", "LocalProtocolError"}
HUNG_UP = ("disconnected", "closed connection")  # in the texts of errors of the protocol
CERTIFICATE_ADVICE = {  # by the codes of OpenSSL
    9: "check this machine's clock",  # not valid yet
    10: "check this machine's clock, or tell whoever runs it",  # expired
    62: "check the host in the URL",
    64: "check the address in the URL",
}
BROKEN = {"TransportError", "NetworkError", "ProtocolError", "ProxyError", "DecodingError", "StreamError"}


def translate(error: Exception, who: str) -> InferwireError | None:
    """Give the caller's error for one of a wire's, or None for what is none of them.

    Args:
        error: What was raised.
        who: Who was called, for the message.
    """
    names = {cls.__name__ for cls in type(error).__mro__ if cls.__module__.partition(".")[0] in FAMILIES}
    if "PoolTimeout" in names:
        text = f"too many requests are under way for {who} to be asked in time; make fewer at once, or raise timeout="
        return TimeoutError(text, is_retry_safe=True)
    if "TimeoutException" in names:
        if names & NEVER_SENT:
            text = f"{who} could not be reached in time; check the network, or raise timeout="
            return TimeoutError(text, is_retry_safe=True)
        return TimeoutError(f"{who} was silent for too long; raise timeout=, or call again")
    if isinstance(error, EncodingError) or "DecodingError" in names:
        status = error.status if isinstance(error, EncodingError) else None
        return OutputError(f"the answer of {who} cannot be read: {error}; call again", status=status)
    if type(error) is RuntimeError and "closed" in str(error):
        return InputError("the http_client is closed; pass an open one")
    if names & WRONG_INPUT or isinstance(error, UnicodeError):
        return InputError(f"the request to {who} cannot be sent: {error}")
    if names & BROKEN:
        if (refused := _certificate_error(error)) is not None:
            advice = CERTIFICATE_ADVICE.get(refused.verify_code, "trust its authority by SSL_CERT_FILE")
            reason = refused.verify_message.rstrip(".")
            return ConnectionError(
                f"{who} shows a certificate that is not trusted: {reason}; {advice}, or pass http_client=",
                is_final=True,
            )
        reason = f": {error}" if str(error) else ""
        if names & NEVER_SENT:
            text = f"{who} could not be reached{reason}; check the URL and the network"
            return ConnectionError(text, is_retry_safe=True)
        if "RemoteProtocolError" in names and not any(word in str(error) for word in HUNG_UP):
            return ConnectionError(f"{who} sent what is no HTTP answer{reason}; check the URL, or call again")
        return ConnectionError(f"{who} hung up before its answer was complete{reason}; call again")
    return None


def _certificate_error(error: Exception) -> ssl.SSLCertVerificationError | None:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause
    return None


def of_aiohttp(error: BaseException) -> TransportError | None:
    """Give our exception for one of aiohttp's, None for others; what it leads to holds nothing of what was sent."""
    names = {cls.__name__ for cls in type(error).__mro__ if cls.__module__.partition(".")[0] == "aiohttp"}
    if "ConnectionTimeoutError" in names:
        return ConnectTimeout(str(error))
    if "ServerTimeoutError" in names:
        return ReadTimeout(str(error))
    if "ClientConnectorError" in names:
        cause = getattr(error, "certificate_error", None) or getattr(error, "os_error", None)
        unreached = ConnectError(str(cause or error))
        unreached.__cause__ = cause
        return unreached
    if "ClientResponseError" in names:
        return RemoteProtocolError(" ".join(str(getattr(error, "message", "")).split()))
    if "InvalidURL" in names:
        return LocalProtocolError(str(error))
    return ReadError(str(error)) if "ClientError" in names else None


def forget_frames(error: BaseException) -> None:
    """Take the frames from foreign exceptions: their locals hold headers, and with them the key."""
    for cause in _causes(error):
        cause.__traceback__ = None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
