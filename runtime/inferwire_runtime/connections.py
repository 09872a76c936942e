"""The transports of a client, created when they are first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from inferwire_http.exceptions import ConfigurationError, MissingLibraryError
from inferwire_http.limits import MAX_CONNECTIONS
from inferwire_runtime.errors import InferenceTimeoutError, InputError, describe
from inferwire_runtime.forks import call_after_fork, keep_for_parent
from inferwire_runtime.options import TransportName

if TYPE_CHECKING:
    from inferwire_http.backends import Backend
    from inferwire_http.models import Transport

EXTRAS = ("httpx2", "aiohttp")  # libraries that an extra of the same name installs

_loaded: set[str] = set()  # names of transports whose modules are imported


class ConnectionSettings(Struct, frozen=True, kw_only=True):
    """How a client connects.

    Attributes:
        transport: Name of the transport.
        http_client: The caller's own client, used instead.
        max_connections: Maximum number of requests under way at once.
        proxy: URL of a proxy for all requests; False for none; None for those that the environment names.
    """

    transport: TransportName = "default"
    http_client: Any = None
    max_connections: int = MAX_CONNECTIONS
    proxy: str | bool | None = None

    def check(self) -> None:
        """Check the settings.

        Raises:
            InputError: If they exclude each other, or one is invalid.
        """
        if self.http_client is not None:
            if self.proxy is not None or self.max_connections != MAX_CONNECTIONS:
                name = "limits" if self.proxy is None else "proxy"
                raise InputError(f"{name} and http_client are mutually exclusive; set the {name} of the http_client")
            check_http_client(self.http_client)
        if self.proxy is None or self.proxy is False:
            return
        if not isinstance(self.proxy, str):
            raise InputError(f"`proxy` must be a URL or False, got {describe(self.proxy)}")
        from inferwire_http.proxies import check_url  # only if a proxy is passed

        try:
            check_url(self.proxy)
        except ConfigurationError as exc:
            raise InputError(str(exc)) from None

    def without_secrets(self) -> ConnectionSettings:
        """Return a copy for a pickle: without the http_client, and without the credentials of the proxy."""
        proxy = self.proxy
        if isinstance(proxy, str) and "@" in proxy:
            scheme, separator, rest = proxy.rpartition("://")
            proxy = f"{scheme}{separator}{rest.rpartition('@')[2]}"
        return structs.replace(self, http_client=None, proxy=proxy)

    def __repr__(self) -> str:
        return f"ConnectionSettings(transport={self.transport!r}, max_connections={self.max_connections})"


DEFAULT_CONNECTIONS = ConnectionSettings()


class Connections:
    """One transport for blocking calls, and one for each event loop, because loops cannot share connections.

    Copies of a client share this object, and with it all connections.

    Attributes:
        settings: How the client connects.
    """

    def __init__(self, settings: ConnectionSettings) -> None:
        self.settings = settings
        self._http_client = settings.http_client
        self._is_closed = False
        self._transports: dict[Any, tuple[Backend, Transport]] = {}
        call_after_fork(self)

    def after_fork(self) -> None:
        """Leave the connections to the parent process, which opened them."""
        if self._http_client is None:
            keep_for_parent(self._transports)
        self._transports = {}

    def blocking(self) -> tuple[Backend, Transport]:
        """Return the backend and the transport for blocking calls.

        Raises:
            InputError: If the client is closed, or the transport cannot be created.
        """
        if (found := self._transports.get(None)) is not None:
            return found
        from inferwire_http.backends.blocking import BlockingBackend  # loads with the first call

        # Without a lock, which an interrupt could leave locked: of two threads that create one, one finds the other's.
        backend = BlockingBackend()
        found = self._transports.setdefault(None, (backend, self._create(backend)))
        self._check_open()
        return found

    async def running(self, seconds: float) -> tuple[Backend, Transport]:
        """Return the backend and the transport for the running event loop, within a time limit.

        Raises:
            InputError: If the client is closed, or the transport cannot be created.
            InferenceTimeoutError: If the modules of the transport are not loaded in time.
        """
        loop = running_loop()
        if (found := self._transports.get(loop)) is not None:
            return found
        backend = _create_backend(loop)
        if self._http_client is None and self.settings.transport not in _loaded:
            try:
                limit = None if seconds == float("inf") else seconds
                await backend.run_in_thread(_load, self.settings.transport, seconds=limit)
            except TimeoutError as exc:
                text = f"nothing was sent within {seconds:g} seconds, because all threads are busy; raise timeout="
                raise InferenceTimeoutError(text, is_retry_safe=True) from exc
            if (found := self._transports.get(loop)) is not None:
                return found  # another task was faster
        for other in list(self._transports):  # a copy: loops of other threads come and go
            if _has_ended(other):
                self._transports.pop(other, None)  # the loop has ended, and closed its sockets
        found = self._transports[loop] = (backend, self._create(backend))
        return found

    def _create(self, backend: Backend) -> Transport:
        from inferwire_http.transports import make_transport, transport_for_client  # loads with the first call

        load_error_responses()
        self._check_open()
        try:
            if self._http_client is not None:
                return transport_for_client(self._http_client, backend)
            settings = self.settings
            return make_transport(
                settings.transport, backend, max_connections=settings.max_connections, proxy=settings.proxy
            )
        except MissingLibraryError as exc:
            package = f"'inferwire[{exc.library}]'" if exc.library in EXTRAS else exc.library
            raise InputError(f"{exc.library} is not installed: pip install {package}") from None
        except ConfigurationError as exc:
            raise InputError(str(exc)) from None

    def _check_open(self) -> None:
        if self._is_closed:
            raise InputError("the client is closed, and so are its copies; create a new one, or call before close()")

    async def aclose(self, loop: Any) -> None:
        """Close the connections that belong to ``loop``, or to blocking calls if it is None.

        The caller's own HTTP client stays open.
        """
        if self._http_client is not None:
            return
        self._is_closed = True
        transports, self._transports = self._transports, {}
        if (found := transports.get(loop)) is not None:
            await found[1].aclose()


def running_loop() -> Any:
    """Return an object that identifies the running event loop: the asyncio loop, or the token of another library."""
    import asyncio  # only for asynchronous calls

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        from anyio.lowlevel import current_token  # other loops have no object of their own

        return current_token()


def _create_backend(loop: Any) -> Backend:
    import asyncio  # loaded by `running_loop`

    if isinstance(loop, asyncio.AbstractEventLoop):
        from inferwire_http.backends.asyncio_ import AsyncioBackend  # loads with the first call

        return AsyncioBackend(loop)
    from inferwire_http.backends.anyio_ import AnyioBackend  # loads with the first call

    return AnyioBackend()


def _has_ended(loop: Any) -> bool:
    """Return whether an asyncio loop is closed; False for the tokens of other libraries, which do not show it."""
    return bool(getattr(loop, "is_closed", bool)())


def check_http_client(http_client: Any) -> None:
    """Check that an HTTP client is from httpx or httpx2.

    Raises:
        InputError: If the client is from another library.
    """
    from inferwire_http.adapters.httpx_ import library_of  # only for a caller's own client

    try:
        library_of(http_client)
    except ConfigurationError as exc:
        raise InputError(str(exc)) from None


def load_error_responses() -> None:
    """Import what server errors need in advance: a process that is out of files cannot import anything."""
    import inferwire_runtime.error_responses  # noqa: F401 # pyright: ignore[reportUnusedImport] - as above


def _load(name: TransportName) -> None:
    """Import the modules of a transport, which takes ten times as long as a call."""
    load_error_responses()
    from inferwire_http.transports import load

    try:
        load(name)
    except ConfigurationError:
        return  # creating the transport raises it again
    _loaded.add(name)
