"""Requests over a client of httpx or httpx2: the caller's own, or one that was named."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inferwire_runtime.errors import InputError
from inferwire_runtime.wire.exchange import AsyncIncoming, Incoming
from inferwire_runtime.wire.library import NAMES, Library

if TYPE_CHECKING:
    from inferwire_runtime.wire.exchange import Limits, Outgoing

Client = Any  # of either library; a subclass or a look-alike of one will do


def library_of(client: Client) -> Library:
    """Give the library whose client ``client`` is, also where it is a subclass or a look-alike.

    Raises:
        InputError: It is of none.
    """
    for cls in type(client).__mro__:
        name = cls.__module__.partition(".")[0]
        if name in NAMES:
            return Library(name)
    raise InputError(
        f"http_client is an httpx or httpx2 client, not a {type(client).__module__}.{type(client).__qualname__}"
    )


def make_client(library: Library, kind: str, **options: Any) -> Client:
    """Make a client of the library, with the TLS context of all: one of its own would take as long as many calls.

    Raises:
        InputError: The environment's proxies or certificates are not what the library understands.
    """
    http, context = library.load(), library.tls_context()
    try:
        return getattr(http, kind)(follow_redirects=False, verify=context, **options)
    except (ValueError, ImportError, OSError, http.InvalidURL) as exc:
        raise InputError(f"no HTTP client can be made of this environment: {exc}; look at *_PROXY") from exc


def aiohttp_client() -> Client:
    """Make an asynchronous client of httpx whose connections are aiohttp's.

    Raises:
        InputError: They are not installed.
    """
    try:
        import httpx_aiohttp  # an extra
    except ImportError as exc:
        raise InputError("http='aiohttp' needs httpx-aiohttp: pip install 'inferwire[aiohttp]'") from exc
    import asyncio  # comes with it

    try:
        asyncio.get_running_loop()
    except RuntimeError as exc:
        raise InputError("http='aiohttp' works on asyncio only; leave http out for other event loops") from exc
    library = Library("httpx")
    return make_client(library, "AsyncClient", transport=httpx_aiohttp.AiohttpTransport(verify=library.tls_context()))


def _timeout(limits: Limits) -> dict[str, float | None]:
    """Give the limits until the answer begins; the client looks at them again when it reads the body."""
    return {
        "connect": limits.to_connect(),
        "pool": limits.to_connect(),
        "write": limits.to_write(),
        "read": limits.to_read(),
    }


def _request(client: Client, request: Outgoing, body: Any) -> Any:
    headers = list(request.headers)
    if request.body is not None:
        headers.append(("content-length", str(request.body.size)))
    outgoing = client.build_request(request.method, request.url, headers=headers, content=body)
    outgoing.extensions["timeout"] = _timeout(request.limits)
    return outgoing


def _begin_answer(outgoing: Any, response: Any, limits: Limits) -> dict[str, str]:
    """Bound the silence within the body, and give the headers."""
    limits.is_answered = True
    outgoing.extensions["timeout"]["read"] = limits.to_read()
    return {name.lower(): value for name, value in response.headers.items()}


class ClientWire:
    """Blocking requests over a client."""

    def __init__(self, client: Client, library: Library, *, is_own: bool) -> None:
        self._client = client
        self._library = library
        self._is_own = is_own

    def open(self, request: Outgoing) -> Incoming:
        """Send a request.

        Raises:
            Exception: What the library raises.
        """
        outgoing = _request(self._client, request, request.body)
        response = self._client.send(outgoing, stream=True, follow_redirects=False)
        chunks = response.iter_bytes()
        return Incoming(
            status=response.status_code,
            headers=_begin_answer(outgoing, response, request.limits),
            limits=request.limits,
            read=lambda: next(chunks, None),
            release=response.close,
            wake=lambda: _shut(response),
            heeds_changes=False,
        )

    def close(self) -> None:
        """Close the client, unless it is the caller's."""
        if self._is_own:
            self._client.close()


class AsyncClientWire:
    """Asynchronous requests over a client."""

    def __init__(self, client: Client, library: Library, *, is_own: bool, tells_unsent: bool = True) -> None:
        """Send over ``client``.

        Args:
            client: Of the library, or one with its interface.
            library: Whose interface that is.
            is_own: Whether to close it.
            tells_unsent: Whether it can be believed where it says that a request was not sent.
        """
        self._client = client
        self._library = library
        self._is_own = is_own
        self._tells_unsent = tells_unsent

    async def take_turn(self) -> None:
        """Go on: a client has no say in that."""

    async def open(self, request: Outgoing) -> AsyncIncoming:
        """Send a request.

        Raises:
            Exception: What the library raises.
        """
        import anyio  # comes with the library

        body = None if request.body is None else aiter(request.body)
        outgoing = _request(self._client, request, body)
        try:
            with anyio.fail_after(request.limits.left):  # the client bounds silence only, not a head that drips
                response = await self._client.send(outgoing, stream=True, follow_redirects=False)
        except TimeoutError as exc:
            raise self._library.load().ReadTimeout("the head of the answer did not end in time") from exc
        except (self._library.load().ConnectError, self._library.load().ConnectTimeout) as exc:
            if self._tells_unsent or request.is_repeatable:
                raise
            raise self._library.load().ReadError(str(exc)) from exc
        chunks: AsyncGenerator[bytes] = response.aiter_bytes()

        async def release() -> None:
            await chunks.aclose()
            await response.aclose()

        async def leave() -> None:
            wake()
            await _end_left(chunks, release)

        def wake() -> None:
            _shut(response)

        return AsyncIncoming(
            status=response.status_code,
            headers=_begin_answer(outgoing, response, request.limits),
            limits=request.limits,
            read=lambda: anext(chunks, None),
            release=release,
            leave=leave,
            wake=wake,
            drop=wake,
            heeds_changes=False,
        )

    async def close(self) -> None:
        """Close the client, unless it is the caller's."""
        if self._is_own:
            await self._client.aclose()


async def _end_left(chunks: AsyncGenerator[bytes], release: Callable[[], Awaitable[None]]) -> None:
    """Release an answer whose connection was shut: generators that are left unfinished are warned of."""
    try:
        with suppress(Exception):
            async for _ in chunks:
                pass
    finally:
        await release()


def _shut(response: Any) -> None:
    """Shut the connection below an answer, whoever reads from it, where the client lets one see it."""
    import socket  # only to leave an answer from elsewhere

    stream = response.extensions.get("network_stream")
    connection = None if stream is None else stream.get_extra_info("socket")
    if connection is None:
        return
    try:
        shutdown = getattr(connection, "shutdown", None)
        if isinstance(connection, socket.socket):
            socket.socket.shutdown(connection, socket.SHUT_RD)
        elif shutdown is not None:
            shutdown(socket.SHUT_RD)
    except (OSError, ValueError, RuntimeError):
        pass  # it is closed already
