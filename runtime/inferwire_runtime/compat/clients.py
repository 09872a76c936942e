"""Base classes of the clients that behave like huggingface_hub's, with settings that can be changed."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypedDict, TypeVar, Unpack
from urllib.parse import quote

from inferwire_runtime.compat.objects import without_none
from inferwire_runtime.errors import InferwireError, InputError, OutputError, ProviderError
from inferwire_runtime.options import TransportName
from inferwire_runtime.policy import MAX_SECONDS, NO_RETRY, Retry, Timeout
from inferwire_runtime.urls import is_url

if TYPE_CHECKING:
    from inferwire_runtime.streams import AsyncStream, Stream

T = TypeVar("T")
S = TypeVar("S", ExitStack, AsyncExitStack)

ROUTER = "https://router.huggingface.co"
BILL_TO = "X-HF-Bill-To"
JOB_SECONDS = 600.0  # least limit of a call that may run a job: huggingface_hub limits each of its requests


class ConnectionOptions(TypedDict, total=False):
    """Options of the clients that huggingface_hub's do not have."""

    retry: Retry | int | None
    """A `Retry`, or the maximum number of attempts. Default: one, as in huggingface_hub."""

    http_client: Any
    """An ``httpx`` client to use; it is not closed with this one."""

    transport: TransportName | None
    """HTTP transport; see `inferwire.InferenceClient`."""

    emulator_url: str | None
    """URL of a local emulator that replaces every host."""


class BaseClient(Generic[S]):
    """The settings of a client. Each can be changed, with effect from the next call."""

    model: str | None
    provider: str | None
    token: str | None
    timeout: float | None
    headers: dict[str, str]
    cookies: dict[str, str] | None
    exit_stack: S

    def __init__(
        self,
        model: str | None = None,
        *,
        provider: str | None = None,
        token: str | None = None,
        timeout: float | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        bill_to: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        **connection: Unpack[ConnectionOptions],
    ) -> None:
        if model is not None and base_url is not None:
            raise InputError("Received both `model` and `base_url` arguments, which mean the same; pass one of them")
        if token is not None and api_key is not None:
            raise InputError("Received both `token` and `api_key` arguments, which mean the same; pass one of them")
        token = api_key if token is None else token
        if isinstance(token, bool):
            raise _TokenError("Cannot use `token=False` to disable authentication; `token` must be a string or `None`")
        self.model = base_url or model
        self.provider = provider
        self.token = token
        self.timeout = timeout
        self.headers = dict(headers or {})
        self.cookies = None if cookies is None else dict(cookies)
        self.exit_stack = self._create_stack()
        self._connection = connection
        self._client: Any = None
        if bill_to is not None:
            self._bill(bill_to)

    def _bill(self, bill_to: str) -> None:
        before = self.headers.get(BILL_TO, bill_to)
        if before != bill_to:
            warnings.warn(
                f"Overriding existing '{before}' value in headers with '{bill_to}'.", UserWarning, stacklevel=4
            )
        self.headers[BILL_TO] = bill_to
        if self.token is not None and not self.token.startswith("hf_"):
            warnings.warn(
                "You've provided an external provider's API key, so requests will be billed directly by the provider: "
                "`bill_to` has no effect",
                UserWarning,
                stacklevel=4,
            )

    @staticmethod
    def _create_stack() -> S:
        raise NotImplementedError

    def _create_client(self, **options: Any) -> Any:
        """Create the client of inferwire that makes the calls."""
        raise NotImplementedError

    @property
    def inferwire(self) -> Any:
        """The client of inferwire that makes the calls, for what huggingface_hub's cannot do."""
        if self._client is None:
            known = ("http_client", "transport", "emulator_url")
            options = {name: value for name, value in self._connection.items() if name in known}
            self._client = self._create_client(**options)
        return self._client

    def _prepare(self, model: str | None, *, is_job: bool = False) -> tuple[Any, dict[str, Any]]:
        """Return the client for a call, and the options that correspond to the settings."""
        client, target = self.inferwire, model or self.model
        options: dict[str, Any] = {"provider": self.provider, "model": target}
        if is_url(target):
            client, options = client.endpoint(target), {}
        elif is_url(self.model):
            client, options = client.endpoint(self.model), {"model": target}
        headers = dict(self.headers)
        bill_to = headers.pop(BILL_TO, None)
        if bill_to is not None and (self.token is None or self.token.startswith("hf_")):
            options["bill_to"] = bill_to
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        retry = self._connection.get("retry")
        options |= {
            "api_key": self.token,
            "headers": headers,
            "timeout": to_timeout(self.timeout, is_job=is_job),
            "retry": NO_RETRY if retry is None else retry,
        }
        return client, {name: value for name, value in options.items() if value is not None}

    def _bind(
        self,
        method: str,
        inputs: tuple[Any, ...],
        arguments: dict[str, Any],
        model: str | None,
        *,
        is_job: bool,
        is_audio: bool,
        is_raw: bool,
    ) -> Callable[[], Any]:
        """Return a call to a method of inferwire's client, ready to be made."""
        client, settings = self._prepare(model, is_job=is_job)
        settings |= {"unsupported": "ignore"} if is_audio else {}  # any type of audio is sent
        call = getattr(client.with_raw_response if is_raw else client, method)
        return partial(call, *map(without_none, inputs), **settings | arguments)

    def _arguments(self, arguments: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments of a call without those that are None."""
        passed = {name: without_none(value) for name, value in arguments.items() if value is not None}
        return passed | {name: value for name, value in options.items() if value is not None}

    def _status_client(self, model: str | None, path: str) -> tuple[Any, dict[str, Any]]:
        """Return the client for a request about a server, and its options.

        Raises:
            InputError: If there is neither a URL nor a model of the client's provider.
        """
        target = model or self.model
        if target is None:
            raise InputError("the URL of the endpoint is missing; pass model=")
        options = self._prepare(target)[1]
        if not is_url(target):
            if self.provider is None:
                raise InputError(f"no provider describes {target!r}; pass the URL of an endpoint as model=")
            target = f"{ROUTER}/{quote(self.provider)}/models/{quote(target)}"
        base, mark, query = target.partition("?")
        url = f"{base.rstrip('/').removesuffix('/v1')}{path}{mark}{query}"
        return self.inferwire.endpoint(url), {
            name: value for name, value in options.items() if name not in ("model", "provider")
        }

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_client": None, "exit_stack": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.exit_stack = self._create_stack()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}(model='{self.model or ''}', timeout={self.timeout})>"


class _TokenError(InputError, TypeError):
    """A token that is True or False, which is a `TypeError` in some versions and a `ValueError` in others."""


class HubClient(BaseClient[ExitStack]):
    """Base class of the blocking client."""

    @staticmethod
    def _create_stack() -> ExitStack:
        return ExitStack()

    def _run(
        self,
        method: str,
        convert: Callable[[Any], T],
        inputs: tuple[Any, ...],
        arguments: Mapping[str, Any],
        model: str | None,
        options: Mapping[str, Any],
        *,
        is_job: bool = False,
        is_audio: bool = False,
        is_raw: bool = False,
    ) -> T:
        """Make a call, and convert its result, or the pair of it and the response."""
        passed = self._arguments(arguments, options)
        call = self._bind(method, inputs, passed, model, is_job=is_job, is_audio=is_audio, is_raw=is_raw)
        try:
            return convert(call())
        except InferwireError as error:
            raise as_hub_error(error) from error.__cause__

    def _stream(
        self,
        method: str,
        convert: Callable[[Any], T],
        inputs: tuple[Any, ...],
        arguments: Mapping[str, Any],
        model: str | None,
        options: Mapping[str, Any],
    ) -> HubStream[T]:
        """Open a stream."""
        return self._run(
            method, lambda stream: HubStream(stream, convert), inputs, {**arguments, "stream": True}, model, options
        )

    def get_endpoint_info(self, *, model: str | None = None) -> Any:
        """Return what an endpoint reports about itself.

        Args:
            model: URL of the endpoint, or a model of the client's provider. Default: the client's model.
        """
        client, options = self._status_client(model, "/info")
        try:
            return client.request(method="GET", **options)
        except InferwireError as error:
            raise as_hub_error(error) from error.__cause__

    def health_check(self, model: str | None = None) -> bool:
        """Return whether an endpoint is ready.

        Args:
            model: URL of the endpoint. Default: the client's model.
        """
        client, options = self._status_client(model, "/health")
        try:
            client.request(method="GET", **options)
        except OutputError:
            return True  # no JSON
        except ProviderError:
            return False
        except InferwireError as error:
            raise as_hub_error(error) from error.__cause__
        return True

    def close(self) -> None:
        """Close the connections. A later call opens new ones."""
        self.exit_stack.close()
        if self._client is not None:
            self._client.close()
            self._client = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncHubClient(BaseClient[AsyncExitStack]):
    """Base class of the asynchronous client."""

    @staticmethod
    def _create_stack() -> AsyncExitStack:
        return AsyncExitStack()

    async def _run(
        self,
        method: str,
        convert: Callable[[Any], T],
        inputs: tuple[Any, ...],
        arguments: Mapping[str, Any],
        model: str | None,
        options: Mapping[str, Any],
        *,
        is_job: bool = False,
        is_audio: bool = False,
        is_raw: bool = False,
    ) -> T:
        """Make a call, and convert its result, or the pair of it and the response."""
        passed = self._arguments(arguments, options)
        call = self._bind(method, inputs, passed, model, is_job=is_job, is_audio=is_audio, is_raw=is_raw)
        try:
            return convert(await call())
        except InferwireError as error:
            raise as_hub_error(error) from error.__cause__

    async def _stream(
        self,
        method: str,
        convert: Callable[[Any], T],
        inputs: tuple[Any, ...],
        arguments: Mapping[str, Any],
        model: str | None,
        options: Mapping[str, Any],
    ) -> AsyncHubStream[T]:
        """Open a stream."""
        passed = {**arguments, "stream": True}
        return await self._run(method, lambda stream: AsyncHubStream(stream, convert), inputs, passed, model, options)

    async def get_endpoint_info(self, *, model: str | None = None) -> Any:
        """Return what an endpoint reports about itself.

        Args:
            model: URL of the endpoint, or a model of the client's provider. Default: the client's model.
        """
        client, options = self._status_client(model, "/info")
        try:
            return await client.request(method="GET", **options)
        except InferwireError as error:
            raise as_hub_error(error) from error.__cause__

    async def health_check(self, model: str | None = None) -> bool:
        """Return whether an endpoint is ready.

        Args:
            model: URL of the endpoint. Default: the client's model.
        """
        client, options = self._status_client(model, "/health")
        try:
            await client.request(method="GET", **options)
        except OutputError:
            return True  # no JSON
        except ProviderError:
            return False
        except InferwireError as error:
            raise as_hub_error(error) from error.__cause__
        return True

    async def close(self) -> None:
        """Close the connections. A later call opens new ones."""
        await self.exit_stack.aclose()
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


class HubStream(Generic[T]):
    """The items of a stream, as huggingface_hub yields them."""

    def __init__(self, stream: Stream[Any, Any], convert: Callable[[Any], T]) -> None:
        self._stream = stream
        self._convert = convert

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        try:
            return self._convert(next(self._stream))
        except InferwireError as error:
            raise as_hub_error(error) from error.__cause__

    def close(self) -> None:
        """Close the stream before its end."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncHubStream(Generic[T]):
    """The items of an asynchronous stream, as huggingface_hub yields them."""

    def __init__(self, stream: AsyncStream[Any, Any], convert: Callable[[Any], T]) -> None:
        self._stream = stream
        self._convert = convert

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        try:
            return self._convert(await self._stream.__anext__())
        except InferwireError as error:
            raise as_hub_error(error) from error.__cause__

    async def aclose(self) -> None:
        """Close the stream before its end."""
        await self._stream.close()

    close = aclose

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


def refuse_one_of(**arguments: object) -> None:
    """Check arguments that belong together.

    Raises:
        InputError: If some are passed and others are not.
    """
    missing = [name for name, value in arguments.items() if value is None]
    if missing and len(missing) < len(arguments):
        raise InputError(f"{' and '.join(arguments)} belong together; pass {', '.join(missing)}, too")


def to_timeout(seconds: float | None, *, is_job: bool) -> Timeout:
    """Return the limits that correspond to huggingface_hub's `timeout`; None means no limit."""
    if seconds is None:
        return Timeout(read=MAX_SECONDS, total=float("inf"))
    return Timeout(connect=seconds, read=seconds, total=max(seconds, JOB_SECONDS) if is_job else seconds)


def as_hub_error(error: InferwireError) -> InferwireError:
    """Return an error that is also huggingface_hub's."""
    from inferwire_runtime.compat.errors import as_hub_error as convert  # imports huggingface_hub

    return convert(error).with_traceback(error.__traceback__)
