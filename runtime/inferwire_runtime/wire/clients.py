"""Requests over a client of httpx or httpx2: the caller's own, or one that was named."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from inferwire_runtime.errors import InputError
from inferwire_runtime.wire.encoding import inflater_for, is_known
from inferwire_runtime.wire.errors import ReadTimeout
from inferwire_runtime.wire.exchange import AsyncIncoming, Incoming
from inferwire_runtime.wire.library import NAMES, Library

if TYPE_CHECKING:
    from inferwire_runtime.bodies import Body
    from inferwire_runtime.wire.errors import TransportError
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


def _is_undone(response: Any, headers: dict[str, str]) -> bool:
    """Whether the client has to undo the body's encoding: it has done so, or the encoding is one that it asked for.

    Others are undone here, where a body that ends too early is an error.
    """
    return response.is_stream_consumed or not is_known(headers)


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
        headers = _begin_answer(outgoing, response, request.limits)
        is_undone = _is_undone(response, headers)
        chunks = response.iter_bytes() if is_undone else response.iter_raw()
        return Incoming(
            status=response.status_code,
            headers=headers,
            limits=request.limits,
            read=lambda: next(chunks, None),
            release=response.close,
            wake=lambda: _shut(response),
            inflater=None if is_undone else inflater_for(headers, response.status_code),
            heeds_changes=False,
        )

    def close(self) -> None:
        """Close the client, unless it is the caller's."""
        if self._is_own:
            self._client.close()


class AsyncClientWire:
    """Asynchronous requests over a client."""

    def __init__(self, client: Client, library: Library, *, is_own: bool) -> None:
        self._client = client
        self._library = library
        self._is_own = is_own
        self._content = _content_class(library)

    async def take_turn(self) -> None:
        """Go on: a client has no say in that."""

    async def open(self, request: Outgoing) -> AsyncIncoming:
        """Send a request.

        Raises:
            Exception: What the library raises.
        """
        response, outgoing = await self._ask(request)
        headers = _begin_answer(outgoing, response, request.limits)
        is_undone = _is_undone(response, headers)
        chunks: AsyncGenerator[bytes] = response.aiter_bytes() if is_undone else response.aiter_raw()

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
            headers=headers,
            limits=request.limits,
            read=lambda: _read(chunks),
            release=release,
            leave=leave,
            wake=wake,
            drop=wake,
            inflater=None if is_undone else inflater_for(headers, response.status_code),
            heeds_changes=False,
        )

    async def _ask(self, request: Outgoing) -> tuple[Any, Any]:
        """Send a request; give the response, and the request as it was sent."""
        import anyio  # comes with the library

        outgoing = _request(self._client, request, request.body)
        if request.body is not None:
            outgoing.stream = self._content(request.body)
        try:
            with anyio.fail_after(request.limits.left):  # the client bounds silence only, not a head that drips
                return await self._client.send(outgoing, stream=True, follow_redirects=False), outgoing
        except TimeoutError as exc:
            raise ReadTimeout("the head of the answer did not end in time") from exc
        except Exception as exc:
            if (known := _of_aiohttp(exc)) is None:
                raise
        raise known  # from here, since there it would lead to aiohttp's, which may hold the head with the key

    async def close(self) -> None:
        """Close the client, unless it is the caller's."""
        if self._is_own:
            await self._client.aclose()


def _content_class(library: Library) -> Any:
    """Make the class of what a request carries: the library's is a generator, which is warned of where it is left."""

    class Content(library.load().AsyncByteStream):  # type: ignore[misc]
        def __init__(self, body: Body) -> None:
            self._body = body

        def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
            return aiter(self._body)

    return Content


def _of_aiohttp(error: Exception) -> TransportError | None:
    """Give our exception where the client is one over aiohttp, whose exceptions httpx-aiohttp takes for others."""
    from inferwire_runtime.wire.failures import of_aiohttp  # only when something failed

    known = of_aiohttp(error)
    return of_aiohttp(error.__cause__) if known is None and error.__cause__ is not None else known


async def _read(chunks: AsyncGenerator[bytes]) -> bytes | None:
    """Give the next bytes of a body; None at its end."""
    try:
        return await anext(chunks, None)
    except Exception as exc:
        if (known := _of_aiohttp(exc)) is None:
            raise
    raise known


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
