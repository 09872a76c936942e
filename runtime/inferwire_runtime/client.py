"""Base classes of the generated clients: options, copies, connections, and blocking or asynchronous calls."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Never, Self, TypedDict, TypeVar, Unpack, cast, get_args

from msgspec import structs

from inferwire_runtime.arguments import is_omitted, plain_text
from inferwire_runtime.callbacks import check_blocking_callbacks, check_listener
from inferwire_runtime.errors import InputError, describe
from inferwire_runtime.jsontypes import is_mapping
from inferwire_runtime.keys import as_secret, mask_keys
from inferwire_runtime.lazy import lazy_types
from inferwire_runtime.options import (
    CallEvent,
    CallOptions,
    EndpointApi,
    Options,
    TransportName,
    merge_options,
    to_limits,
    to_timeout,
    without_secrets,
)
from inferwire_runtime.policy import Limits, Retry, Timeout
from inferwire_runtime.urls import check_endpoint_url, is_url, redact_url

if TYPE_CHECKING:
    from inferwire_runtime.connections import ConnectionSettings
    from inferwire_runtime.core import AsyncCore, BlockingCore, Core, RawResponse
    from inferwire_runtime.job_handles import AsyncJobHandle, JobHandle
    from inferwire_runtime.providers import Task
else:  # resolved by `typing.get_type_hints` only
    lazy_types(globals(), {"inferwire_runtime.job_handles": ("AsyncJobHandle", "JobHandle")})

M = TypeVar("M")
T = TypeVar("T")

A = TypeVar("A", bound="AsyncClient")
B = TypeVar("B", bound="BaseClient[Any]")
C = TypeVar("C", "BlockingCore", "AsyncCore")


class ClientOptions(TypedDict, total=False):
    """The keyword arguments of a client."""

    model: str | Sequence[str] | None
    provider: str | Sequence[str] | None
    api_key: str | bool | None
    token: str | bool | None
    account: Mapping[str, str] | None
    base_url: str | None
    bill_to: str | None
    timeout: float | Timeout | None
    retry: Retry | int | None
    max_retries: int | None
    headers: Mapping[str, str] | None
    cookies: Mapping[str, str] | None
    http_client: Any
    transport: TransportName | None
    limits: Limits | int | None
    proxy: str | bool | None
    on_event: Callable[[CallEvent], None] | None
    emulator_url: str | None


# What a client was created with. These attributes are set for a copy only, by `with_options`.
SETTINGS = frozenset(ClientOptions.__annotations__) | frozenset(CallOptions.__annotations__)


class BaseClient(Generic[C]):
    """Base class of both clients: creates, copies, pickles and prints them."""

    _core: C

    def __init__(
        self,
        model: str | Sequence[str] | None = None,
        *,
        provider: str | Sequence[str] | None = None,
        api_key: str | bool | None = None,
        token: str | bool | None = None,
        account: Mapping[str, str] | None = None,
        base_url: str | None = None,
        bill_to: str | None = None,
        timeout: float | Timeout | None = None,
        retry: Retry | int | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        http_client: Any = None,
        transport: TransportName | None = None,
        limits: Limits | int | None = None,
        proxy: str | bool | None = None,
        on_event: Callable[[CallEvent], None] | None = None,
        emulator_url: str | None = None,
        **unknown: Never,
    ) -> None:
        if unknown:
            raise _unknown_option(type(self).__name__, next(iter(unknown)))
        model, provider, base_url, bill_to = _passed(model), _passed(provider), _passed(base_url), _passed(bill_to)
        api_key, token, emulator_url = _passed(api_key), _passed(token), _passed(emulator_url)
        timeout, retry, max_retries = _passed(timeout), _passed(retry), _passed(max_retries)
        headers, cookies = _passed(headers), _passed(cookies)
        http_client, transport = _passed(http_client), _passed(transport)
        limits, proxy = _passed(limits), _passed(proxy)
        api_key, token = as_secret(api_key), as_secret(token)
        if is_mapping(account):
            with suppress(Exception):  # of the mapping's own; checking the option reports it
                account = {name: as_secret(value) for name, value in account.items()}
        if api_key is not None and token is not None and api_key != token:
            raise InputError("pass either api_key or token, not both")
        self._check_providers(provider)
        defaults = Options(timeout=to_timeout(timeout, Timeout()))
        passed: dict[str, Any] = {"model": model, "bill_to": bill_to, "headers": {} if headers is None else headers}
        passed |= {"retry": retry, "max_retries": max_retries, "account": _passed(account), "on_event": on_event}
        passed |= {"provider": provider, "api_key": token if api_key is None else api_key}
        options = merge_options(defaults, passed)
        if cookies is not None:
            options = with_cookies(options, cookies)
        if base_url is not None:
            if provider not in (None, "auto"):
                from inferwire_runtime.routing import warn_of_unused_provider  # only for a warning

                check_endpoint_url(base_url)
                warn_of_unused_provider(str(provider), base_url)
                options = structs.replace(options, provider="auto", providers=())
            check_endpoint_url(base_url)  # refuse an invalid one here, where it was written
            options = structs.replace(options, endpoint_url=base_url)
        check_transport(transport, http_client)
        self._check_backend(transport)
        from inferwire_runtime.connections import ConnectionSettings  # loads with the first client

        pace = to_limits(limits)
        settings = ConnectionSettings(
            transport=transport or "default",
            http_client=http_client,
            max_connections=pace.max_connections,
            proxy=proxy,
        )
        settings.check()
        self._core = self._create_core(options, emulator_url, settings)
        self._set_limits(pace)
        self._check_callbacks(options)

    def _set_limits(self, limits: Limits) -> None:
        if not limits.has_pace:
            return
        from inferwire_runtime.limiter import limiter_for  # only for clients with a pace

        if limits.on_wait is not None:
            check_listener("on_wait", limits.on_wait)
        self._core.limiter = limiter_for(limits)

    def _check_providers(self, provider: str | Sequence[str] | None) -> None:
        names: Any = provider if isinstance(provider, (list, tuple)) else () if provider is None else (provider,)
        for name in names:
            self._check_provider(name)

    @staticmethod
    def _check_provider(name: str) -> None:
        """Raise `InputError` for an unknown provider; overridden by generated clients, which know the providers."""

    def _check_callbacks(self, options: Options) -> None:
        """Raise `InputError` for an asynchronous callback in a blocking client."""
        if self._core.is_blocking:
            check_blocking_callbacks(on_progress=options.on_progress, on_retry=options.retry.on_retry)

    @staticmethod
    def _check_backend(transport: TransportName | None) -> None:
        """Raise `InputError` for a transport that cannot make this client's kind of calls."""

    @staticmethod
    def _create_core(options: Options, emulator_url: str | None, settings: ConnectionSettings) -> C:
        raise NotImplementedError

    def _copy(self, **changes: Any) -> Self:
        """Return a copy of this client whose core has other values for the named attributes."""
        other = object.__new__(type(self))
        other._core = self._core.copy(**changes)
        return other

    def _record(self) -> tuple[Self, list[RawResponse]]:
        """Return a copy that records its responses, and the list that receives them."""
        responses: list[RawResponse] = []
        return self._copy(recorder=responses), responses

    if not TYPE_CHECKING:  # type checkers refuse the assignment of a property themselves

        def __setattr__(self, name: str, value: object) -> None:
            if name in SETTINGS:
                option = "api_key" if name == "token" else name
                remedy = f"create a copy: client.with_options({option}=...)"
                if name in ("http_client", "transport", "emulator_url"):
                    remedy = "create another client"
                raise AttributeError(f"`{name}` of a client cannot be changed, because calls may be running; {remedy}")
            object.__setattr__(self, name, value)

    @property
    def model(self) -> str | None:
        """The default model: an ID on the Hub, or the URL of the endpoint if no model is set."""
        options = self._core.options
        return options.endpoint_url if options.model is None else options.model

    @property
    def provider(self) -> str:
        """The default provider."""
        return self._core.options.provider

    @property
    def base_url(self) -> str | None:
        """The URL of the endpoint that calls go to; None if they go to a provider."""
        options = self._core.options
        return options.model if options.model is not None and is_url(options.model) else options.endpoint_url

    @property
    def bill_to(self) -> str | None:
        """The organization that pays for calls through Hugging Face's router."""
        return self._core.options.bill_to

    @property
    def timeout(self) -> float | Timeout:
        """The time limit of a whole call in seconds, or a `Timeout` if any other limit is not the default."""
        timeout = self._core.options.timeout
        is_plain = structs.replace(timeout, total=Timeout().total) == Timeout()
        return timeout.total if is_plain else timeout

    @property
    def retry(self) -> Retry:
        """The retry policy."""
        return self._core.options.retry

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of every request to a provider, without those that inferwire adds. Cannot be changed."""
        from inferwire_runtime.settings import ReadOnlyHeaders  # only for callers that read it

        return ReadOnlyHeaders(self._core.options.headers)

    @property
    def cookies(self) -> dict[str, str] | None:
        """A copy of the cookies of every request to a provider; None if there are none."""
        from inferwire_runtime.settings import parse_cookies  # only for callers that read it

        return parse_cookies(self._core.options.headers.get("cookie"))

    @property
    def token(self) -> str | None:
        """The key that was passed to this client; None if calls find their own key or send none.

        Its `repr` is masked; `str` of it is the key, so do not log it.
        """
        api_key = self._core.options.api_key
        return as_secret(api_key) if isinstance(api_key, str) else None

    @property
    def api_key(self) -> str | None:
        """Alias of `token`."""
        return self.token

    def with_options(
        self,
        *,
        model: str | Sequence[str] | None = None,
        provider: str | Sequence[str] | None = None,
        base_url: str | None = None,
        cookies: Mapping[str, str] | None = None,
        **options: Unpack[CallOptions],
    ) -> Self:
        """Return a copy of this client with other defaults. Both share their connections.

        Args:
            model: Model that calls use by default, or a list to try in order.
            provider: Provider that calls use by default, or a list to try in order; replaces an endpoint.
            base_url: URL of an endpoint that calls go to, as for `endpoint`.
            cookies: Cookies of every request to a provider, in addition to those of this client.
            **options: Defaults for the options of a call, see `CallOptions`.

        Raises:
            InputError: If an option is invalid.
        """
        mask_keys(options)
        model, provider, base_url = plain_text(model), plain_text(provider), plain_text(base_url)
        self._check_providers(provider)
        changed = merge_options(self._core.options, {**options, "model": model, "provider": provider})
        if provider is not None:
            changed = structs.replace(changed, endpoint_url=None, endpoint_api=None)
        if cookies is not None:
            changed = with_cookies(changed, cookies)
        self._check_callbacks(changed)
        copy = self._copy(options=changed)
        return copy if base_url is None else copy.endpoint(base_url)

    def endpoint(self, url: str, *, api: EndpointApi | None = None) -> Self:
        """Return a copy of this client that calls a dedicated endpoint, or any OpenAI-compatible server.

        Args:
            url: URL of the server, with or without ``/v1``, ``/v1/chat/completions`` or ``/v1/completions``. A query
                is preserved.
            api: Interface for text generation: ``openai`` (``/v1/completions``) or ``native`` (``inputs`` and
                ``parameters`` at the URL itself). By default, ``openai`` is tried first, then ``native``.

        Raises:
            InputError: If the URL is not an http(s) URL.
        """
        url = plain_text(url)
        check_endpoint_url(url)
        options = self._core.options
        return self._copy(
            options=structs.replace(options, provider="auto", providers=(), endpoint_url=url, endpoint_api=api)
        )

    def __getstate__(self) -> dict[str, Any]:
        core = self._core
        return {
            "options": without_secrets(core.options, os.environ),
            "emulator_url": core.emulator_url,
            "known_apis": core.known_apis,
            "connections": core.connections.settings.without_secrets(),
            "limits": None if core.limiter is None else core.limiter.limits,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._core = self._create_core(state["options"], state["emulator_url"], state["connections"])
        self._core.known_apis = state["known_apis"]
        if state.get("limits") is not None:
            self._set_limits(state["limits"])

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        import copy  # loaded by the caller

        other = object.__new__(type(self))
        other.__setstate__({**self.__getstate__(), "options": copy.deepcopy(self._core.options, memo)})
        return other

    def __copy__(self) -> Self:
        return self._copy()

    def __repr__(self) -> str:
        if "_core" not in self.__dict__:
            return f"{type(self).__name__}(...)"  # its constructor refused an argument
        options = self._core.options
        target = f"provider={options.provider!r}"
        if options.endpoint_url:
            target = f"endpoint={redact_url(options.endpoint_url)!r}"
        model = f"model={redact_url(options.model)!r}, " if options.model else ""
        return f"{type(self).__name__}({model}{target})"


class Client(BaseClient["BlockingCore"]):
    """A client with blocking calls. Threads can share it."""

    @staticmethod
    def _check_backend(transport: TransportName | None) -> None:
        if transport == "aiohttp":
            raise InputError("transport='aiohttp' cannot make blocking calls; use AsyncInferenceClient with it")

    @staticmethod
    def _create_core(options: Options, emulator_url: str | None, settings: ConnectionSettings) -> BlockingCore:
        from inferwire_runtime.core import BlockingCore  # loads with the first client

        return BlockingCore(options, emulator_url, settings)

    def submit(self, task: str | Callable[..., Any], *inputs: Any, **arguments: Any) -> JobHandle:
        """Submit a job, and return its handle without waiting for the job.

        Args:
            task: ID of a task, such as ``text-to-video``, or the client's method.
            *inputs: Inputs, as the method takes them.
            **arguments: Parameters and options, as the method takes them.

        Returns:
            The handle. Its `ticket` is text to store; see `job`.

        Raises:
            InferwireError: If the submission fails.
        """
        from inferwire_runtime.job_handles import capture_arguments, find_method, submit, submitted_handle  # loads here

        method = find_method(self, task)
        mask_keys(arguments)
        captured = capture_arguments(self, method, inputs, arguments)
        call = self._core.make_call(captured.task, captured.inputs, captured.parameters, captured.passed, captured.more)
        operation: Any = partial(submit, prepare=self._core.prepare_call, method=method)
        ticket = self._core.run_operation(operation, captured.task, call)
        handle: JobHandle = submitted_handle(self._core, captured, call, ticket)
        return handle

    def job(self, ticket: str) -> JobHandle:
        """Return the handle of a job that was submitted before, perhaps by another process.

        Args:
            ticket: Text of the handle's `ticket`. It has no key; the client's own is used.

        Raises:
            InputError: If it is not a ticket.
        """
        from inferwire_runtime.job_handles import resumed_handle  # loads here

        handle: JobHandle = resumed_handle(self, ticket)
        return handle

    def close(self) -> None:
        """Close the connections of this client and its copies."""
        from inferwire_http.backends import run_sync  # loaded by the core

        run_sync(self._core.connections.aclose(None))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(BaseClient["AsyncCore"]):
    """A client with asynchronous calls, for asyncio and Trio."""

    @staticmethod
    def _create_core(options: Options, emulator_url: str | None, settings: ConnectionSettings) -> AsyncCore:
        from inferwire_runtime.core import AsyncCore  # loads with the first client

        return AsyncCore(options, emulator_url, settings)

    async def submit(self, task: str | Callable[..., Any], *inputs: Any, **arguments: Any) -> AsyncJobHandle:
        """Submit a job, and return its handle without waiting for the job.

        Args:
            task: ID of a task, such as ``text-to-video``, or the client's method.
            *inputs: Inputs, as the method takes them.
            **arguments: Parameters and options, as the method takes them.

        Returns:
            The handle. Its `ticket` is text to store; see `job`.

        Raises:
            InferwireError: If the submission fails.
        """
        from inferwire_runtime.job_handles import capture_arguments, find_method, submit, submitted_handle  # loads here

        method = find_method(self, task)
        mask_keys(arguments)
        captured = capture_arguments(self, method, inputs, arguments)
        call = self._core.make_call(captured.task, captured.inputs, captured.parameters, captured.passed, captured.more)
        operation: Any = partial(submit, prepare=self._core.prepare_call, method=method)
        ticket = await self._core.run_operation(operation, captured.task, call)
        handle: AsyncJobHandle = submitted_handle(self._core, captured, call, ticket)
        return handle

    def job(self, ticket: str) -> AsyncJobHandle:
        """Return the handle of a job that was submitted before, perhaps by another process.

        Args:
            ticket: Text of the handle's `ticket`. It has no key; the client's own is used.

        Raises:
            InputError: If it is not a ticket.
        """
        from inferwire_runtime.job_handles import resumed_handle  # loads here

        handle: AsyncJobHandle = resumed_handle(self, ticket)
        return handle

    async def close(self) -> None:
        """Close the connections of this client and its copies."""
        from inferwire_runtime.connections import running_loop  # loaded by the core

        await self._core.connections.aclose(running_loop())

    async def aclose(self) -> None:
        """Close this client like `close`. httpx and `contextlib.aclosing` use this name."""
        await self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


def with_cookies(options: Options, cookies: Mapping[str, str]) -> Options:
    """Return options whose requests send cookies, too.

    Raises:
        InputError: If a cookie is invalid.
    """
    from inferwire_runtime.settings import add_cookies  # only for callers with cookies

    header = add_cookies(options.headers.get("cookie"), cookies)
    return merge_options(options, {"headers": {"cookie": header}}) if header else options


def run_task(client: BaseClient[Any], task: Task[Any], inputs: Any, options: Mapping[str, Any]) -> Any:
    """Run a task that has no method; await the return value if the client is asynchronous."""
    return client._core.run(task, inputs, {}, options)  # pyright: ignore[reportPrivateUsage]


def to_requests(client: B) -> B:
    """Return a copy of a client whose methods return the request that they would send."""
    core: Any = client._core  # pyright: ignore[reportPrivateUsage]
    kind = cast("type[Any]", core.__class__)

    def run(self: Any, *args: Any, returns: object = None, **options: Any) -> Any:
        return kind.run(self, *args, returns="request", **options)

    copied: Any = object.__new__(type("RequestCore", (kind,), {"run": run}))
    copied.__dict__.update(core.__dict__)
    other = object.__new__(type(client))
    other._core = copied  # pyright: ignore[reportPrivateUsage]
    return other


def has_own_http(client: Client) -> bool:
    """Return whether a client sends its requests through an HTTP client of the caller's, which can only block."""
    return client._core.connections.settings.http_client is not None  # pyright: ignore[reportPrivateUsage]


def to_async(client: Client, kind: type[A]) -> A:
    """Return an asynchronous client with the settings of a blocking one. Both share their connections.

    Args:
        client: The blocking client. It must not have an HTTP client of its own.
        kind: Class of the asynchronous client.
    """
    from inferwire_runtime.core import AsyncCore  # loaded by the client

    core = object.__new__(AsyncCore)
    vars(core).update(vars(client._core))  # pyright: ignore[reportPrivateUsage]
    other = object.__new__(kind)
    other._core = core  # pyright: ignore[reportPrivateUsage]
    return other


def record(client: B) -> tuple[B, list[RawResponse]]:
    """Return a copy of a client that records its responses, and the list that receives them."""
    return client._record()  # pyright: ignore[reportPrivateUsage]


def core_of(client: BaseClient[C]) -> C:
    """Return the core that makes the calls of a client."""
    return client._core  # pyright: ignore[reportPrivateUsage]


def _passed(value: T) -> T:
    """Return the value, or None for openai's markers of an argument that was not passed."""
    return cast("T", None) if is_omitted(value) else plain_text(value)


def _unknown_option(client: str, name: str) -> TypeError:
    from inferwire_runtime.suggestions import suggest_client_option  # only for this message

    hint = suggest_client_option(name, ClientOptions.__annotations__)
    return TypeError(f"{client} got an unexpected keyword argument {name!r}{hint}")


def check_transport(transport: TransportName | None, http_client: object) -> None:
    """Check the choice of transport for a client.

    Raises:
        InputError: If both arguments are passed, or the name is unknown.
    """
    if transport is not None and http_client is not None:
        raise InputError("transport and http_client are mutually exclusive; pass one of them")
    if transport is not None and not (isinstance(transport, str) and transport in get_args(TransportName)):
        choice = ", ".join(map(repr, get_args(TransportName)))
        got = f"{transport!r:.80}" if isinstance(transport, str) else describe(transport)
        raise InputError(f"`transport` must be one of {choice}, got {got}")


# The clients behind module-level functions: ``inferwire.tasks.text_to_image.text_to_image(...)``
# A pair is replaced as a whole, without a lock, which an interrupt could leave locked.
_defaults: tuple[dict[str, Any], dict[type, Client | AsyncClient]] = ({}, {})


def configure_defaults(**options: Unpack[ClientOptions]) -> None:
    """Set the defaults of module-level functions, which are called without a client.

    Args:
        **options: Arguments of a client: ``model``, ``provider``, ``api_key``, ``timeout`` ...

    Raises:
        InputError: If an option is invalid.
    """
    mask_keys(options)
    check_transport(options.get("transport"), options.get("http_client"))
    blocking = {name: value for name, value in options.items() if name not in ("http_client", "transport")}
    Client(**cast("Any", blocking))  # refuse invalid options here, where they were written
    global _defaults
    _defaults = (dict(options), {})


def _core_of(kind: type[Client] | type[AsyncClient]) -> Core:
    options, clients = _defaults
    if (client := clients.get(kind)) is None:
        client = clients.setdefault(kind, kind(**options))
    return client._core  # pyright: ignore[reportPrivateUsage]


def bind(methods: type[M]) -> M:
    """Return an object whose methods make calls through the default client.

    Args:
        methods: Mixin class with the blocking or asynchronous methods of a client.
    """
    kind = AsyncClient if methods.__name__.startswith("Async") else Client
    bound = type(methods.__name__, (methods,), {"_core": property(lambda self: _core_of(kind)), "__slots__": ()})
    return cast("M", bound())
