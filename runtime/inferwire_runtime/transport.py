"""The only module that touches the HTTP library: requests go out here, and foreign exceptions become ours.

Works with httpx, with httpx2 (the same interface under another name), and with any client that subclasses theirs.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
import weakref
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urljoin, urlsplit

from msgspec import UNSET

from inferwire_runtime import __version__
from inferwire_runtime.addresses import is_private_url, origin_of
from inferwire_runtime.decoding import encode_body
from inferwire_runtime.errors import (
    ConnectionError,
    HubError,
    InferwireError,
    InputError,
    OutputError,
    ProviderError,
    StreamError,
    TimeoutError,
    from_reply,
)
from inferwire_runtime.flow import Reply, Request
from inferwire_runtime.keys import SECRET_HEADERS
from inferwire_runtime.media import Upload
from inferwire_runtime.policy import Timeout

if TYPE_CHECKING:
    from types import ModuleType

    import httpx

DEFAULT_LIBRARY = "httpx"
USER_AGENT = f"inferwire/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
REDIRECT_LIMIT = 5
OPEN_HEADERS = frozenset({"user-agent", "accept", "content-type"})  # what another origin may be told
DOWNLOAD_LIMIT = 2 * 1024**3


class Prepared:
    """A request as it leaves: its body encoded, its key not yet added.

    Prints without its key; `to_curl` gives a command line for it.
    """

    __slots__ = ("_key", "body", "headers", "method", "origin", "request", "url")

    def __init__(self, request: Request, extra_headers: Mapping[str, str], emulator_url: str | None = None) -> None:
        self.request = request
        self.method = request.method
        self._key = request.key
        self.headers = {"user-agent": USER_AGENT} | {name.lower(): text for name, text in request.headers.items()}
        self.body: bytes | None = None
        if request.json is not UNSET:
            self.body = encode_body(request.json)
            self.headers["content-type"] = "application/json"
        elif request.content is not None:
            self.body = request.content.data
            self.headers["content-type"] = request.content.media_type
        elif request.form is not None:
            self.body, self.headers["content-type"] = encode_form(request.form)
        self.headers |= {name.lower(): text for name, text in extra_headers.items()}
        if self.headers["user-agent"] != USER_AGENT:
            self.headers["user-agent"] += f" {USER_AGENT}"  # the caller's name stands first, ours stays
        if request.key is not None:
            self.headers.pop(request.key.header_name, None)
        self.url = request.url if emulator_url is None else to_emulator(request.url, emulator_url)
        self.origin = origin_of(self.url)

    def headers_for(self, url: str) -> dict[str, str]:
        """Give all headers for ``url``: with the key only where it belongs."""
        if origin_of(url) != self.origin:
            return {name: text for name, text in self.headers.items() if name in OPEN_HEADERS}
        if self._key is None:
            return self.headers
        name, value = self._key.header()
        return {**self.headers, name: value}

    def to_curl(self) -> str:
        """Give a command line that makes the same request; the key stands in the variable ``API_KEY``."""
        import shlex  # only for this text

        parts = ["curl", "-X", self.method, shlex.quote(self.url)]
        if self._key is not None:
            value = f"{self._key.scheme} $API_KEY".strip()
            parts += ["-H", f'"{self._key.header_name}: {value}"']
        for name, value in self.headers.items():
            if name in SECRET_HEADERS:
                parts += ["-H", f'"{name}: $API_KEY"']
            elif name != "user-agent":
                parts += ["-H", shlex.quote(f"{name}: {value}")]
        if self.body is not None:
            is_text = self.headers.get("content-type", "").startswith("application/json")
            parts += ["--data-binary", shlex.quote(self.body.decode()) if is_text else "@-"]
        return " ".join(parts)

    def __repr__(self) -> str:
        size = f", {len(self.body)} bytes" if self.body is not None else ""
        return f"Prepared({self.method} {self.url.split('?')[0]}{size})"


def encode_form(form: Mapping[str, str | Upload]) -> tuple[bytes, str]:
    """Encode a multipart form; give its bytes and their content type. A file is named after what it is."""
    library = importlib.import_module(DEFAULT_LIBRARY)
    files = {
        name: (f"{value.media_type.partition('/')[0]}{value.suffix}", value.data, value.media_type)
        if isinstance(value, Upload)
        else (None, value)
        for name, value in form.items()
    }
    encoded = library.Request("POST", "http://form", files=files)
    return encoded.read(), encoded.headers["content-type"]


def to_emulator(url: str, emulator_url: str) -> str:
    """Send a request for any host to the local emulator, which reads the host as the first part of the path."""
    if url.startswith(f"{emulator_url}/"):
        return url
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{emulator_url}/{parts.netloc}{parts.path}{query}"


def library_of(client: object) -> ModuleType:
    """Give the module whose client ``client`` is, also where it is a subclass or a look-alike."""
    for cls in type(client).__mro__:
        name = cls.__module__.partition(".")[0]
        if name in ("httpx", "httpx2"):
            return importlib.import_module(name)
    raise InputError(
        f"http_client is an httpx or httpx2 client, not a {type(client).__module__}.{type(client).__qualname__}"
    )


def translate(error: Exception, library: Any, who: str, *, is_answered: bool) -> InferwireError | None:
    """Give our error for one of the HTTP library's, or None for what is none of them."""
    if isinstance(error, library.TimeoutException):
        if isinstance(error, (library.ConnectTimeout, library.PoolTimeout)):
            text = f"{who} could not be reached in time; check the network, or raise timeout="
            return TimeoutError(text, is_retry_safe=True)
        return TimeoutError(f"{who} was silent for too long; raise timeout=, or call again")
    if isinstance(error, RuntimeError) and "closed" in str(error):
        return InputError("the http_client is closed; pass an open one")
    if isinstance(error, (library.InvalidURL, library.UnsupportedProtocol, library.LocalProtocolError, UnicodeError)):
        return InputError(f"the request to {who} cannot be sent: {error}")
    if isinstance(error, (library.TransportError, library.DecodingError, library.StreamError)):
        never_sent = isinstance(error, (library.ConnectError, library.ProxyError))
        how = "could not be reached" if never_sent else "hung up before its answer was complete"
        reason = f": {error}" if str(error) else ""
        return ConnectionError(f"{who} {how}{reason}", is_retry_safe=never_sent and not is_answered)
    return None


def _timeout(library: Any, timeout: Timeout, left: float) -> Any:
    """Give the library's timeout until the answer begins: no step may take longer than what is left of the whole."""
    bound = max(left, 0.001)
    return library.Timeout(
        None if bound == float("inf") else bound,
        connect=min(timeout.connect, bound),
        write=min(timeout.idle, bound),
    )


def _limit_silence(outgoing: Any, timeout: Timeout, left: float) -> None:
    """Bound the silence between two bytes of an answer that has begun; the library looks at this when it reads on."""
    outgoing.extensions.get("timeout", {})["read"] = min(timeout.idle, max(left, 0.001))


def next_url(prepared: Prepared, status: int, headers: Mapping[str, str], url: str, hops: int) -> str | None:
    """Give where a redirect leads, or None where the answer is none.

    Only answers to GET, and to others on the same origin that keep their method, are followed.

    Raises:
        ProviderError: It leads where the request must not go.
    """
    location = headers.get("location")
    if status not in REDIRECTS or not location:
        return None
    who = prepared.request.who
    try:
        target = urljoin(url, location)
        origin_of(target)
    except ValueError as exc:
        raise ProviderError(f"{who} redirects to an address that is none; check the URL", status=status) from exc
    if hops >= REDIRECT_LIMIT:
        raise ProviderError(f"{who} redirects in a circle; check the URL", status=status)
    keeps_method = prepared.method == "GET" or status in (307, 308)
    if urlsplit(target).scheme not in ("http", "https") or not keeps_method:
        raise ProviderError(f"{who} redirects to {origin_of(target)}; use that address", status=status)
    if prepared.method != "GET" and origin_of(target) != prepared.origin:
        raise ProviderError(f"{who} redirects to another host, {origin_of(target)}; use that address", status=status)
    if prepared.request.is_download and is_private_url(target) and not is_private_url(url):
        raise ProviderError(f"{who} redirects into a private network; the medium was not fetched", status=status)
    return target


def lower(headers: Any) -> dict[str, str]:
    """Give headers as a plain mapping with lower-case names."""
    return {name.lower(): value for name, value in headers.items()}


def check_status(prepared: Prepared, status: int, headers: dict[str, str], body: bytes) -> None:
    """Raise the error that an answer stands for.

    Raises:
        ProviderError: Its status is 300 or more.
        HubError: The same, from the Hub.
    """
    if status >= 300:
        is_hub = prepared.request.who == "the Hugging Face Hub"
        raise from_reply(prepared.request.who, status, headers, body, HubError if is_hub else ProviderError)


def _too_large(prepared: Prepared) -> OutputError:
    return OutputError(f"{prepared.request.who} sent more than {DOWNLOAD_LIMIT // 1024**2} MiB; the rest was not read")


def make_client(library: Any, kind: str) -> Any:
    """Make a client of the HTTP library.

    Raises:
        InputError: The environment's proxies or certificates are not what the library understands.
    """
    try:
        return getattr(library, kind)(follow_redirects=False)
    except (ValueError, ImportError, OSError, library.InvalidURL) as exc:
        raise InputError(
            f"no HTTP client can be made of this environment: {exc}; look at *_PROXY and SSL_CERT_FILE"
        ) from exc


class StreamAnswer:
    """An open answer of the blocking transport."""

    def __init__(self, response: httpx.Response, library: Any, who: str) -> None:
        self._response = response
        self._library = library
        self._who = who
        self.status = response.status_code
        self.headers = lower(response.headers)

    def chunks(self) -> Iterator[bytes]:
        """Give the body as it arrives.

        Raises:
            StreamError: The connection broke or fell silent.
        """
        try:
            yield from self._response.iter_bytes()
        except Exception as exc:
            raise broken_stream(exc, self._library, self._who) from exc

    def close(self) -> None:
        """Free the connection."""
        self._response.close()


class AsyncStreamAnswer:
    """An open answer of the asynchronous transport."""

    def __init__(self, response: httpx.Response, library: Any, who: str) -> None:
        self._response = response
        self._library = library
        self._who = who
        self.status = response.status_code
        self.headers = lower(response.headers)

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Give the body as it arrives.

        Raises:
            StreamError: The connection broke or fell silent.
        """
        try:
            async with aclosing(_parts(self._response)) as body:
                async for chunk in body:
                    yield chunk
        except Exception as exc:
            raise broken_stream(exc, self._library, self._who) from exc

    async def close(self) -> None:
        """Free the connection."""
        await self._response.aclose()


def broken_stream(error: Exception, library: Any, who: str) -> Exception:
    """Give our error for a stream that broke on the wire."""
    known = translate(error, library, who, is_answered=True)
    if known is None:
        return error
    how = "stalled" if isinstance(known, TimeoutError) else "was cut"
    return StreamError(f"the stream of {who} {how} before the answer was complete; call again", status=200)


def closed() -> InputError:
    """Give the error of a call on a client that is closed."""
    return InputError("the client is closed, with all its copies; make a new one, or call before close()")


class Forkable(Protocol):
    """Holds locks or connections, which a forked process must not share."""

    def after_fork(self) -> None:
        """Begin anew in the forked process."""
        ...


_forkable: weakref.WeakSet[Forkable] = weakref.WeakSet()
_left_to_parent: list[Any] = []  # kept, since what is collected is closed, and closing writes to some connections


def survive_forks(thing: Forkable) -> None:
    """Have ``thing`` begin anew in every process forked from this one."""
    _forkable.add(thing)


def _after_fork() -> None:
    for thing in list(_forkable):
        thing.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_after_fork)


class Transport:
    """Blocking requests over one HTTP client, which is made when first needed unless the caller brought one."""

    def __init__(self, http_client: Any = None) -> None:
        self._own = http_client is None
        self._is_closed = False
        self._lock = threading.Lock()
        self._client = http_client
        self._library: Any = None if http_client is None else library_of(http_client)
        survive_forks(self)

    def after_fork(self) -> None:
        """Leave the connections to the process that made them."""
        self._lock = threading.Lock()
        if self._own:
            _left_to_parent.append(self._client)
            self._client = None

    def _ready(self) -> Any:
        if self._client is None:
            with self._lock:
                if self._is_closed:
                    raise closed()
                if self._client is None:
                    self._library = importlib.import_module(DEFAULT_LIBRARY)  # only when a request is sent
                    self._client = make_client(self._library, "Client")
        return self._client

    def send(self, prepared: Prepared, timeout: Timeout, left: Callable[[], float]) -> Reply | StreamAnswer:
        """Send a request once."""
        client = self._ready()
        library, request = self._library, prepared.request
        limit = _timeout(library, timeout, left())
        url, hops = prepared.url, 0
        while True:
            response = None
            try:
                outgoing = client.build_request(
                    prepared.method, url, headers=prepared.headers_for(url), content=prepared.body, timeout=limit
                )
                response = client.send(outgoing, stream=True, follow_redirects=False)
                _limit_silence(outgoing, timeout, left())
                headers = lower(response.headers)
                if (target := next_url(prepared, response.status_code, headers, url, hops)) is not None:
                    response.close()
                    url, hops = target, hops + 1
                    continue
                if request.is_stream and response.status_code < 300:
                    return StreamAnswer(response, library, request.who)
                body = _read(response, prepared, left)
            except InferwireError:
                if response is not None:
                    response.close()
                raise
            except Exception as exc:
                if response is not None:
                    response.close()
                known = translate(exc, library, request.who, is_answered=response is not None)
                if known is None:
                    raise
                raise known from exc
            except BaseException:
                if response is not None:
                    response.close()
                raise
            check_status(prepared, response.status_code, headers, body)
            return Reply(status=response.status_code, headers=headers, body=body, url=url, who=request.who)

    def close(self) -> None:
        """Close the HTTP client, unless it is the caller's."""
        if not self._own:
            return
        with self._lock:
            self._is_closed = True
            client, self._client = self._client, None
        if client is not None:
            client.close()


def _read(response: httpx.Response, prepared: Prepared, left: Callable[[], float]) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        left()  # a body that drips must not outlive the call
        parts.append(part)
        size += len(part)
        if size > DOWNLOAD_LIMIT:
            raise _too_large(prepared)
    response.close()
    return b"".join(parts)


class AsyncTransport:
    """Asynchronous requests; one HTTP client for each event loop, since connections belong to theirs."""

    def __init__(self, http_client: Any = None) -> None:
        self._brought = http_client
        self._library: Any = None if http_client is None else library_of(http_client)
        self._clients: dict[Any, Any] = {}
        self._is_closed = False
        survive_forks(self)

    def after_fork(self) -> None:
        """Leave the connections to the process that made them."""
        _left_to_parent.append(self._clients)
        self._clients = {}

    def _ready(self) -> Any:
        if self._brought is not None:
            return self._brought
        if self._is_closed:
            raise closed()
        from anyio.lowlevel import current_token  # comes with the HTTP library

        loop = current_token()
        if loop not in self._clients:
            self._library = importlib.import_module(DEFAULT_LIBRARY)  # only when a request is sent
            for other in list(self._clients):
                if _has_ended(other):
                    del self._clients[other]  # its loop has ended, and its sockets with it
            self._clients[loop] = make_client(self._library, "AsyncClient")
        return self._clients[loop]

    async def send(self, prepared: Prepared, timeout: Timeout, left: Callable[[], float]) -> Reply | AsyncStreamAnswer:
        """Send a request once."""
        client = self._ready()
        library, request = self._library, prepared.request
        limit = _timeout(library, timeout, left())
        url, hops = prepared.url, 0
        while True:
            response = None
            try:
                outgoing = client.build_request(
                    prepared.method, url, headers=prepared.headers_for(url), content=prepared.body, timeout=limit
                )
                response = await client.send(outgoing, stream=True, follow_redirects=False)
                _limit_silence(outgoing, timeout, left())
                headers = lower(response.headers)
                if (target := next_url(prepared, response.status_code, headers, url, hops)) is not None:
                    await response.aclose()
                    url, hops = target, hops + 1
                    continue
                if request.is_stream and response.status_code < 300:
                    return AsyncStreamAnswer(response, library, request.who)
                body = await _read_async(response, prepared, left)
            except InferwireError:
                if response is not None:
                    await response.aclose()
                raise
            except Exception as exc:
                if response is not None:
                    await response.aclose()
                known = translate(exc, library, request.who, is_answered=response is not None)
                if known is None:
                    raise
                raise known from exc
            except BaseException:
                if response is not None:
                    await response.aclose()
                raise
            check_status(prepared, response.status_code, headers, body)
            return Reply(status=response.status_code, headers=headers, body=body, url=url, who=request.who)

    async def close(self) -> None:
        """Close the HTTP clients, unless the caller brought one."""
        self._is_closed = True
        clients, self._clients = self._clients, {}
        for loop, client in clients.items():
            if not _has_ended(loop):  # else its sockets went with it
                await client.aclose()


def _has_ended(loop: Any) -> bool:
    """Whether an event loop of asyncio is closed; trio's tokens do not tell."""
    return bool(getattr(loop.native_token, "is_closed", bool)())


def _parts(response: httpx.Response) -> AsyncGenerator[bytes]:
    """Give the body as the generator that it is, which must be closed where it was not read to its end."""
    return cast("AsyncGenerator[bytes]", response.aiter_bytes())


async def _read_async(response: httpx.Response, prepared: Prepared, left: Callable[[], float]) -> bytes:
    parts: list[bytes] = []
    size = 0
    async with aclosing(_parts(response)) as body:
        async for part in body:
            left()  # a body that drips must not outlive the call
            parts.append(part)
            size += len(part)
            if size > DOWNLOAD_LIMIT:
                raise _too_large(prepared)
    await response.aclose()
    return b"".join(parts)
