"""The requests and responses of transports."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar
from urllib.parse import quote, urlsplit

from inferwire_http.addresses import ascii_host
from inferwire_http.decompress import Decoder
from inferwire_http.exceptions import ConcurrentReadError, DecodingError, ReadTimeout, TransportError

if TYPE_CHECKING:
    from inferwire_http.backends import Backend
    from inferwire_http.deadline import Deadline
    from inferwire_http.proxy import Proxy

T = TypeVar("T")

DEFAULT_PORTS = {"http": 80, "https": 443}

Origin: TypeAlias = "tuple[str, str, int, bool]"  # scheme, host, port, and whether its address was checked
Route: TypeAlias = "Origin | tuple[Proxy] | tuple[Proxy, Origin]"  # a server, a proxy, or a server through a proxy


class Segment(Protocol):
    """A part of a request body, produced while the request is sent."""

    @property
    def is_blocking(self) -> bool:
        """Whether producing this part reads from disk, which would block an event loop."""
        ...

    def __iter__(self) -> Iterator[bytes | memoryview]: ...


class RequestBody(Protocol):
    """The body of a request. It can be iterated repeatedly."""

    @property
    def size(self) -> int:
        """Size in bytes, for the ``Content-Length`` header."""
        ...

    def segments(self) -> Iterable[Segment]:
        """Return the parts of the body in order."""
        ...

    def __iter__(self) -> Iterator[bytes | memoryview]: ...


class Request:
    """A request that is ready to be sent. Its headers are complete and include the key.

    Attributes:
        method: HTTP method.
        url: Absolute URL.
        headers: Names and values in the order in which they are sent.
        body: Request body; None if there is none.
        deadline: Time limits for the exchange.
        is_idempotent: Whether the request may be repeated if a pooled connection breaks before the response begins.
        public_only: Whether the request must not reach private addresses. Transports check the address that they
            connect to. Where a proxy or a caller's client resolves names, only the name is checked.
    """

    __slots__ = (
        "body",
        "deadline",
        "headers",
        "host",
        "is_idempotent",
        "method",
        "port",
        "public_only",
        "scheme",
        "target",
        "url",
    )

    def __init__(
        self,
        *,
        method: str,
        url: str,
        headers: list[tuple[str, str]],
        body: RequestBody | None,
        deadline: Deadline,
        is_idempotent: bool,
        public_only: bool = False,
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadline = deadline
        self.is_idempotent = is_idempotent
        self.public_only = public_only
        self.scheme, self.host, self.port, self.target = _split(url)

    @property
    def origin(self) -> Origin:
        """What connections are reused for: scheme, host and port, and whether the address must be public."""
        return (self.scheme, self.host, self.port, self.public_only)

    @property
    def authority(self) -> str:
        """Value of the ``Host`` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


@lru_cache(maxsize=128)
def _split(url: str) -> tuple[str, str, int, str]:
    """Return the scheme, the host, the port, and the path with the query as they are sent."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    target = path if path.isascii() and " " not in path else quote(path, safe="!#$%&'()*+,/:;=?@[]~")
    return parts.scheme, ascii_host(parts.hostname or ""), parts.port or DEFAULT_PORTS[parts.scheme], target


class ResponseBody(Protocol):
    """The source of a response body. Every transport implements this protocol."""

    async def read(self) -> bytes | None:
        """Return the next bytes, without decompression; None at the end."""
        ...

    async def release(self) -> None:
        """Return the connection to its pool if it can be reused, or else close it."""
        ...

    async def aclose(self) -> None:
        """Close the connection."""
        ...

    def interrupt(self) -> None:
        """End a pending `read`. Can be called from any thread."""
        ...

    def abort(self) -> None:
        """Close the connection without waiting. Finalizers can call this from any thread."""
        ...


class Response:
    """A response whose headers have arrived and whose body has not been read.

    `aclose` can be called while another thread or task waits in `read_chunk`. A response that is garbage-collected
    frees its connection.

    Attributes:
        status: HTTP status.
        headers: Headers with lower-case names; the values of repeated headers are joined by commas.
        deadline: Time limits for the exchange, which can still be changed.
        has_live_timeouts: Whether changes of the deadline apply to the following reads.
        proxy: Proxy of the environment that may have sent the response itself; None if it is the server's.
    """

    proxy: Proxy | None = None
    closed = True  # until `__init__` has run

    def __init__(
        self,
        *,
        status: int,
        headers: dict[str, str],
        deadline: Deadline,
        body: ResponseBody,
        backend: Backend,
        inflater: Decoder | None = None,
        has_live_timeouts: bool = True,
    ) -> None:
        self.status = status
        self.headers = headers
        self.deadline = deadline
        self.has_live_timeouts = has_live_timeouts
        self._body = body
        self._backend = backend
        self._inflater = inflater
        self._reading = threading.Lock()
        self._finishing = threading.Lock()  # prevents `aclose` from interrupting a connection that was already reused
        self._is_closing = False
        self.closed = False

    async def read_chunk(self) -> bytes | None:
        """Return the next decompressed bytes of the body; None at its end.

        Raises:
            TransportError: If the connection breaks, a read times out or the encoding is invalid.
            ConcurrentReadError: If another thread or task is reading.
        """
        is_reading = False
        try:
            is_reading = self._reading.acquire(blocking=False)
            if not is_reading:
                raise ConcurrentReadError("the response body is being read by another thread or task")
            if self.closed or self._is_closing:
                return None
            if not (deadline := self.deadline).has_started:
                deadline.resume()
            try:
                chunk = await (self._body.read() if self._inflater is None else self._read_inflated(self._inflater))
            except DecodingError:
                await self._discard()
                raise
            except BaseException:
                await self._finish()
                raise
            if chunk and not deadline.has_started:
                deadline.start()
            if chunk is None:
                await self._finish()
            elif self._is_closing:  # it arrived although the response was closed meanwhile
                await self._discard()
            return chunk
        finally:
            if is_reading:
                self._reading.release()
            if (
                is_reading and self._is_closing and not self.closed
            ):  # closed by another thread while this one was reading
                self._mark_closed()
                self._body.abort()

    def end_within(self, seconds: float) -> None:
        """Limit the wait for the rest of the body, which `read_rest_in_time` reads."""
        self.deadline.end_in(seconds)

    async def read_rest_in_time(self) -> bytes | None:
        """Return the next bytes like `read_chunk`, also within the limits of transports that do not change them.

        Raises:
            TransportError: If the connection breaks; `ReadTimeout` if the time is over.
        """
        if self.has_live_timeouts:
            return await self.read_chunk()
        try:
            async with self._backend.move_on_after(self.deadline.remaining, self._body.interrupt):
                return await self.read_chunk()
        except TransportError:
            if not self.deadline.has_passed:
                raise
        raise ReadTimeout("the rest of the body did not arrive in time")

    async def _read_inflated(self, inflater: Decoder) -> bytes | None:
        if inflater.has_more:
            if inflater.is_slow:
                return await self._run_in_thread(inflater.more)
            await self._backend.sleep(0)  # a few compressed bytes may expand to very many
            return inflater.more()
        chunk = await self._body.read()
        if chunk is None:
            inflater.finish()
            return None
        return await self._run_in_thread(partial(inflater.feed, chunk)) if inflater.is_slow else inflater.feed(chunk)

    async def _run_in_thread(self, function: Callable[[], bytes]) -> bytes:
        try:
            seconds = None if self._backend.is_blocking else self.deadline.silence_timeout()
            return await self._backend.run_in_thread(function, seconds=seconds)
        except TimeoutError as exc:
            raise ReadTimeout("the body was not decompressed in time") from exc

    async def take_turns(self) -> None:
        """Yield to the event loop between two parts of a large chunk, if other work may be waiting."""
        await self._backend.take_turns()

    async def run_in_thread(self, function: Callable[[], T]) -> T:
        """Call a slow function without blocking the event loop. The blocking backend calls it in its own thread."""
        return await self._backend.run_in_thread(function)

    async def drain(self, seconds: float, limit: int) -> None:
        """Read the rest of the body, up to ``seconds`` and ``limit`` bytes, so that the connection can be reused.

        Raises:
            TransportError: If the connection breaks.
        """
        self.deadline.end_in(seconds)
        self.deadline.is_stream = False
        if self.has_live_timeouts:
            await self._read_rest(limit)
        else:
            async with self._backend.move_on_after(seconds, self._body.interrupt):
                await self._read_rest(limit)

    async def _read_rest(self, limit: int) -> None:
        size = 0
        while size <= limit and (chunk := await self.read_chunk()) is not None:
            size += len(chunk)

    async def aclose(self) -> None:
        """Close the response. If another thread or task is reading, wake it to close the connection."""
        self._is_closing = True  # set first: a reader checks it after it has released the lock
        if self._reading.acquire(blocking=False):
            try:
                if not self.closed:
                    await self._discard()
            finally:
                self._reading.release()
        else:
            with self._finishing:
                if not self.closed:
                    self._body.interrupt()

    def _mark_closed(self) -> None:
        with self._finishing:
            self.closed = True

    async def _finish(self) -> None:
        try:
            self._mark_closed()
            await self._body.release()
        except BaseException:  # cancelled or interrupted: nobody else would close it
            self._body.abort()
            raise

    async def _discard(self) -> None:
        try:
            self._mark_closed()
            await self._body.aclose()
        except BaseException:
            self._body.abort()
            raise

    def __del__(self) -> None:
        if not self.closed:
            self.closed = True
            self._body.abort()


class Transport(Protocol):
    """Sends requests, on the backend that it was created with."""

    async def checkpoint(self) -> None:
        """Yield to the event loop if the requests of the backend have used up their time slice."""
        ...

    async def handle_request(self, request: Request) -> Response:
        """Send a request and return its response once the headers have arrived.

        Raises:
            TransportError: If the request fails.
        """
        ...

    async def aclose(self) -> None:
        """Close the transport and its idle connections."""
        ...
