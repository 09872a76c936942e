"""The core that both clients share: every call is a coroutine, and its backend does the waiting.

    Core.perform ── read inputs ── find route ── handler.send_request ── route.post ── CallContext.send
                                                                                             │
    result ◄── handler.parse_response ◄── Response ◄── exchange ◄── transport ◄── retries ◄──┘

The blocking client runs these coroutines with `run_sync`; the asynchronous client awaits them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias, TypeVar, cast

from msgspec import UNSET, Struct, structs

from inferwire_http.addresses import is_private
from inferwire_http.backends import run_sync
from inferwire_http.exceptions import PrivateAddressError, TransportError
from inferwire_http.tracebacks import clear_locals, forget_frames, redact_causes
from inferwire_http.urls import urlsplit
from inferwire_runtime.argument_types import check_parameters
from inferwire_runtime.arguments import is_omitted
from inferwire_runtime.cache import TTLCache
from inferwire_runtime.callbacks import LISTENERS, call_back, check_blocking_callbacks
from inferwire_runtime.connections import DEFAULT_CONNECTIONS, Connections, ConnectionSettings
from inferwire_runtime.decoding import encode_body
from inferwire_runtime.depth import decode_json
from inferwire_runtime.error_messages import response_context
from inferwire_runtime.errors import (
    RESPONSE_HINT,
    Attempt,
    AuthenticationError,
    CallMeta,
    InferenceConnectionError,
    InferenceTimeoutError,
    InferwireError,
    InputError,
    OutputError,
    ProviderError,
    RequestInfo,
    RoutingError,
    StreamError,
    clip,
    describe,
    publish,
)
from inferwire_runtime.exchange import PRIVATE_REMEDY, PreparedRequest, open_response, read_response
from inferwire_runtime.files import convert_media, read_inputs
from inferwire_runtime.jsontypes import Json, is_list, is_mapping, is_object, is_sequence
from inferwire_runtime.keys import Key, mask_keys, public_headers, request_secrets, without_secret_query
from inferwire_runtime.log import DEBUG, get_logger
from inferwire_runtime.media import Media
from inferwire_runtime.messages import with_plain_messages
from inferwire_runtime.models import Call, Context, Request, Response, Route
from inferwire_runtime.options import CallOptions, Options, merge_options
from inferwire_runtime.policy import NO_RETRY
from inferwire_runtime.providers import Handler, Task
from inferwire_runtime.records import CallRecord, StreamMonitor
from inferwire_runtime.redaction import Redactor
from inferwire_runtime.result_lists import ResultList
from inferwire_runtime.results import RECORD, Model, Readable, ResponseModel, required_lists
from inferwire_runtime.retry import send_with_retries
from inferwire_runtime.routing import find_route
from inferwire_runtime.stream_decoding import StreamDecoder, is_event_stream, without_end_marker
from inferwire_runtime.streaming import StreamingResponse, StreamRules
from inferwire_runtime.streams import AsyncStream, Stream
from inferwire_runtime.tracebacks import hide_frames
from inferwire_runtime.transport_errors import map_exception, map_failed_import
from inferwire_runtime.urls import add_query, redact_url, show_url

if TYPE_CHECKING:
    from inferwire_http.backends import Backend
    from inferwire_http.models import Transport
    from inferwire_runtime.limiter import Limiter, Permit
    from inferwire_runtime.observing import Observer
    from inferwire_runtime.tokens import TokenStore

T = TypeVar("T")

PassedOptions: TypeAlias = "dict[str, Any] | CallOptions | None"  # ``**options`` as a generated method received them

SHIELD_SECONDS = 2.0  # longest time that a call goes on after it was cancelled
LARGE_BODY = 512 * 1024  # bytes; parsing more takes milliseconds
STATES = frozenset({"finish_reason", "role", "index"})  # fields that hold nothing of a result
EMULATOR_VARIABLE = "INFERWIRE_EMULATOR_URL"


class Clock:
    """Reads the time and sleeps. Tests replace it so that they do not wait."""

    def now(self) -> float:
        """Return the monotonic time in seconds."""
        return time.monotonic()

    async def sleep(self, backend: Backend, seconds: float) -> None:
        """Sleep for *seconds* without blocking the event loop of *backend*."""
        await backend.sleep(seconds)


class RawResponse(Struct, frozen=True, kw_only=True):
    """A response as the server sent it.

    Attributes:
        status: HTTP status.
        headers: Response headers, with lower-case names.
        body: Response body, decompressed but not decoded. Text in another charset is converted to UTF-8.
        attempts: Every attempt to send the request, this response last.
        record: Record of the call, which `meta` describes.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    attempts: tuple[Attempt, ...]
    record: CallRecord | None = None

    @property
    def meta(self) -> CallMeta:
        """Which server sent the response, how long the call took, and how much it used."""
        if self.record is None:
            return CallMeta(status=self.status, headers=public_headers(self.headers), attempts=self.attempts)
        own = structs.replace(self.record, status=self.status, headers=self.headers, attempts=self.attempts)
        is_json = self.body.lstrip()[:1] == b"{"
        try:
            data = decode_json(self.body) if is_json else None
        except (ValueError, RecursionError):
            data = None
        return own.to_meta(data)

    def __repr__(self) -> str:
        return f"RawResponse(status={self.status}, {len(self.body)} bytes, {len(self.attempts)} attempts)"


publish(RawResponse)


class CallContext:
    """The state of a call: sends its requests, enforces its deadline and adds context to its errors."""

    __slots__ = (
        "_attempts",
        "_backend",
        "_core",
        "_end",
        "_headers",
        "_key",
        "_note",
        "_permit",
        "_provider",
        "_request",
        "_response",
        "_transport",
        "call",
        "has_alternative",
        "has_response",
        "observer",
        "record",
    )

    def __init__(self, core: Core, call: Call, backend: Backend, transport: Transport) -> None:
        self.call = call
        self._core = core
        self._backend = backend
        self._transport = transport
        now = core.clock.now()
        self._end = now + call.options.timeout.total
        self.record = CallRecord(call.task, call.options.model, now)
        self.observer: Observer | None = None
        if LISTENERS or call.options.on_event is not None:
            from inferwire_runtime.observing import Observer  # only for callers that listen

            self.observer = Observer(call, self.record, core.clock.now)
        self._request: Request | None = None
        self._response: Response | StreamingResponse | None = None
        self._provider: str | None = None  # that serves the model, also while a file is fetched from another host
        self._key: Key | None = None
        self._headers: dict[str, str] = {}  # of the last request to the provider, which may hold secrets
        self._attempts: list[Attempt] = []  # to send the last request
        self._note: str | None = None
        self.has_alternative = False  # another provider
        self.has_response = False  # to a request that may be billed
        self._permit: Permit | None = None  # of the stream that the call opens

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Every attempt to send the last request."""
        return tuple(self._attempts)

    def check_streamable(self) -> None:
        """Check that the call may return a stream.

        Raises:
            InputError: If the call was made through ``with_raw_response``, which reads whole responses.
        """
        if self._core.recorder is not None:
            raise InputError("with_raw_response returns whole responses; a stream has .status and .headers itself")

    def remaining(self) -> float:
        """Return the seconds until the deadline.

        Raises:
            InferenceTimeoutError: If the deadline has passed.
        """
        remaining = self._end - self._core.clock.now()
        if remaining <= 0:
            raise self._timed_out()
        return remaining

    async def send(self, request: Request) -> Response:
        """Send a request, with retries, and return its response. A token that is refused is renewed once.

        Raises:
            InferwireError: If the request fails.
        """
        try:
            return await self._send(request)
        except AuthenticationError as error:
            if (key := await self._renewed(request, error)) is None:
                raise
        return await self._send(structs.replace(request, key=key))

    async def _renewed(self, request: Request, error: AuthenticationError) -> Key | None:
        """Return a new token for a request whose token was refused; None if its key is not a token."""
        key = request.key
        if error.status != 401 or key is None or key.source is None:
            return None
        return await key.source.renew(self, key.source.current(self, key))

    @property
    def tokens(self) -> TokenStore:
        """The tokens that keys of this client were exchanged for."""
        return self._core.tokens

    async def _send(self, request: Request) -> Response:
        prepared = self.prepare(request)

        async def send_once() -> tuple[Response, int]:
            response = await self._exchange(prepared)
            return response, response.status

        response = structs.replace(await self._send_with_retries(send_once), attempts=self.attempts)
        self._response = response
        if request.provider is not None:
            self.has_response = self.has_response or (request.method != "GET" and not request.is_lookup)
            record = self.record
            record.status, record.headers, record.attempts = response.status, response.headers, response.attempts
        if get_logger().isEnabledFor(DEBUG):
            server = self._redact(response.server)
            get_logger().debug("%s returned %s to %s", server, response.status, self.call.task)
        if (recorder := self._core.recorder) is not None:
            recorder.append(
                RawResponse(
                    status=response.status,
                    headers=response.headers,
                    body=response.body,
                    attempts=response.attempts,
                    record=self.record,
                )
            )
        return response

    async def open_stream(self, request: Request, rules: StreamRules) -> StreamingResponse:
        """Send a request, with retries, and return its response once the headers have arrived.

        Raises:
            InferwireError: If the request fails.
        """
        try:
            return await self._open_stream(request, rules)
        except AuthenticationError as error:
            if (key := await self._renewed(request, error)) is None:
                raise
        return await self._open_stream(structs.replace(request, key=key), rules)

    async def _open_stream(self, request: Request, rules: StreamRules) -> StreamingResponse:
        prepared = self.prepare(request)

        async def send_once() -> tuple[StreamingResponse, int]:
            stream = await self._open(prepared, rules)
            return stream, stream.status

        self._response = await self._send_with_retries(send_once)
        return self._response

    def prepare(self, request: Request) -> PreparedRequest:
        """Encode a request and make it the current request of this call.

        Raises:
            InputError: If the request cannot be encoded.
        """
        if (query := self.call.options.extra_query) and request.provider is not None:
            request = structs.replace(request, url=add_query(request.url, query))
        if request.key is not None and request.key.source is not None:  # another call may have renewed the token
            request = structs.replace(request, key=request.key.source.current(self, request.key))
        self._request, self._response, self._attempts = request, None, []
        if request.provider is not None:
            self._provider = self.record.provider = request.provider
        self._key = request.key or self._key
        if request.provider is not None:
            self._headers = request.headers
        try:
            return self._core.prepare(request, self.call)
        except InferwireError as error:
            self.add_context(error)
            raise

    async def _send_with_retries(self, send_once: Callable[[], Awaitable[tuple[T, int]]]) -> T:
        request, retry, observer = self._request, self.call.options.retry, self.observer
        assert request is not None

        if self._core.limiter is not None and request.provider is not None and request.method != "GET":
            send_once = self._paced(self._core.limiter, request, send_once)

        async def send_redacted() -> tuple[T, int]:
            if observer is not None:
                observer.request_sent(request, len(self._attempts) + 1)
            try:
                return await send_once()
            except InferwireError as error:
                self.add_context(error)  # before `on_retry`, the list of attempts and the log expose its message
                get_logger().debug("%s failed: %s", self.call.task, error)
                raise

        try:
            return await send_with_retries(
                send_redacted,
                self._sleep_before_retry,
                request,
                retry,
                self._attempts,
                is_blocking=self._core.is_blocking,
                on_event=None if observer is None else observer.retried,
            )
        except InferwireError as error:
            self.add_context(error)
            raise

    def _paced(
        self, limiter: Limiter, request: Request, send_once: Callable[[], Awaitable[tuple[T, int]]]
    ) -> Callable[[], Awaitable[tuple[T, int]]]:
        """Return a function that sends a request once the client's limits allow it."""
        host = urlsplit(request.url).hostname or ""
        gate = limiter.gate(request.provider or "", host, "" if request.key is None else request.key.fingerprint)
        tokens = 0.0
        if gate.counts_tokens and request.json is not UNSET:
            from inferwire_runtime.limiter import estimate_tokens  # only to count tokens

            tokens = estimate_tokens(len(encode_body(request.json)))

        async def send_paced() -> tuple[T, int]:
            before = self._core.clock.now()
            permit = await gate.acquire(
                self._backend,
                self.remaining,
                tokens=tokens,
                is_retry=bool(self._attempts),
                has_alternative=self.has_alternative,
                on_wait=self._report_wait,
            )
            self.record.queued += self._core.clock.now() - before
            try:
                response, status = await send_once()
            except InferwireError as error:
                permit.fail(error)
                raise
            except BaseException:
                permit.end()
                raise
            if isinstance(response, Response):
                permit.succeed(response.headers, response.body)
            else:
                self._permit = permit
                permit.succeed(cast("StreamingResponse", response).headers)
            return response, status

        return send_paced

    def _report_wait(self, reason: str, seconds: float | None) -> None:
        limiter = self._core.limiter
        if self.observer is None and (limiter is None or limiter.limits.on_wait is None):
            return
        from inferwire_runtime.observing import Observer  # only for callers that listen

        observer = self.observer or Observer(self.call, self.record, self._core.clock.now)
        observer.waiting(reason, seconds, None if limiter is None else limiter.limits.on_wait)

    async def _exchange(self, prepared: PreparedRequest) -> Response:
        """Send a request once and read its response."""
        record, now = self.record, self._core.clock.now
        is_own = prepared.request.provider is not None
        try:
            if is_own:
                record.sent = now()
            response, url = await open_response(self._transport, prepared, self.call.options.timeout, self.remaining)
            if is_own:
                record.first_byte = now()
            return await read_response(response, prepared, url, self.remaining)
        except TransportError as exc:
            raise self._map_exception(exc, prepared) from exc
        except BaseException as exc:
            clear_locals(exc)
            raise

    async def _open(self, prepared: PreparedRequest, rules: StreamRules) -> StreamingResponse:
        """Send a request once and return its response once the headers have arrived."""
        self.record.sent = self._core.clock.now()
        try:
            response, url = await open_response(self._transport, prepared, self.call.options.timeout, self.remaining)
            if response.status >= 300:
                await read_response(response, prepared, url, self.remaining)  # raises
            response.deadline.pause()  # until the body is read; from its first byte on, only the read timeout applies
            return StreamingResponse(
                response, rules, prepared.request.server, prepared.request.json, prepared.request.errors
            )
        except TransportError as exc:
            raise self._map_exception(exc, prepared) from exc
        except BaseException as exc:
            clear_locals(exc)
            raise

    def _map_exception(self, error: TransportError, prepared: PreparedRequest) -> InferwireError:
        forget_frames(error)
        if isinstance(error, PrivateAddressError):
            return _private_address(error.host, is_download=prepared.request.is_download)
        known = map_exception(error, prepared.request.server)
        is_over = self._end - self._core.clock.now() < 0.01  # a timer may fire a little early
        return self._timed_out() if isinstance(known, InferenceTimeoutError) and is_over else known

    async def sleep(self, seconds: float) -> None:
        """Wait for *seconds*.

        Raises:
            InferenceTimeoutError: At once, if the call's deadline is earlier.
        """
        if seconds >= self.remaining():
            raise self._timed_out()
        await self._core.clock.sleep(self._backend, seconds)

    async def _sleep_before_retry(self, seconds: float) -> None:
        await self.sleep(seconds)
        self.record.queued += seconds

    def attach(self, result: Any) -> Any:
        """Attach the record of this call to its result, or to each of a list of results."""
        record = self.record
        if isinstance(result, ResponseModel):
            vars(result)[RECORD] = record
        elif isinstance(result, Media):
            if self._request is not None and self._request.is_download:
                record.attempts += self.attempts
            result.set_record(record)
        elif is_list(result):
            return _attach_to_list(result, record)
        return result

    def begin(self, call: Call, *, has_alternative: bool) -> None:
        """Start with a provider and a model, of several."""
        self.call = call
        self.has_alternative = has_alternative
        self.record.model = call.options.model
        self.record.provider = None
        self._request = self._response = self._provider = self._key = self._note = self._permit = None
        self._attempts = []

    def pass_over(self, attempts: tuple[Attempt, ...]) -> None:
        """Note providers that are not tried."""
        self.record.earlier += attempts

    def skip(self, error: InferwireError, attempts: tuple[Attempt, ...], call: Call) -> None:
        """Record the attempts at a provider that failed, and report that another one is tried."""
        self.record.earlier += tuple(attempt for attempt in attempts if attempt not in self.record.earlier)
        if self.observer is not None:
            self.observer.skipped(error, call.options.provider, call.options.model)

    @property
    def last_request(self) -> Request | None:
        """The last request that was prepared."""
        return self._request

    def time_left(self) -> float:
        """Return the seconds until the deadline; 0 if it has passed."""
        return max(self._end - self._core.clock.now(), 0.0)

    def now(self) -> float:
        """Return the time on the clock of the client."""
        return self._core.clock.now()

    def fail(self, error: BaseException) -> None:
        """Report the failure of the call."""
        self.record.ended = self._core.clock.now()
        if self.observer is not None:
            self.observer.end(error=error)

    def monitor(self, response: StreamingResponse) -> StreamMonitor:
        """Return the monitor of the stream that this call returns."""
        record = self.record
        record.status, record.headers, record.attempts = response.status, response.headers, self.attempts
        if self.observer is not None:
            self.observer.stream_opened(response.status)
        on_end = None if self._permit is None else self._permit.end_stream
        return StreamMonitor(record, self._core.clock.now, self.observer, on_end)

    def note(self, detail: str) -> None:
        """Append *detail* to the errors of the call that a server reports."""
        self._note = detail

    async def call_back(self, name: str, function: Callable[[Any], Any], argument: Any) -> None:
        """Call the caller's function for the option ``name``, and await it on an event loop.

        Raises:
            InputError: If the call is blocking, and the function returns an awaitable.
        """
        await call_back(name, function, argument, is_blocking=self._core.is_blocking)

    async def send_shielded(self, request: Request) -> None:
        """Send a request once, for 2 seconds at most, even if the current task is cancelled. Ignore its errors."""
        options = structs.replace(self.call.options, retry=NO_RETRY)
        call = structs.replace(self.call, options=options)
        context = CallContext(self._core.copy(recorder=None), call, self._backend, self._transport)

        async def send() -> None:
            context._end = self._core.clock.now() + SHIELD_SECONDS
            with suppress(Exception):
                await context.send(request)

        await self._backend.run_shielded(send, SHIELD_SECONDS)

    async def run_in_thread(self, function: Callable[[], T], *, may_wait: bool = False) -> T:
        """Call a slow function, or one that reads files, without blocking the event loop."""
        if self._core.is_blocking and not may_wait:
            return await self._backend.run_in_thread(function)
        remaining = self.remaining()
        try:
            return await self._backend.run_in_thread(function, seconds=None if remaining == float("inf") else remaining)
        except TimeoutError as exc:
            if isinstance(exc, InferwireError):
                raise
            raise self._timed_out() from exc

    async def cached(self, key: tuple[str, ...], load: Callable[[], Awaitable[T]]) -> T:
        """Return a cached result, or await ``load`` once for all concurrent callers with the same key."""
        core = self._core
        return await core.cache.get(key, load, self._backend, core.clock.now, self.remaining)

    def _timed_out(self) -> InferenceTimeoutError:
        server = self._request.server if self._request is not None else "the provider"
        total = self.call.options.timeout.total
        error = InferenceTimeoutError(
            f"no response from {server} within {total:g} seconds; raise timeout= or call again"
        )
        self.add_context(error)
        return error

    def _redact(self, text: str) -> str:
        return text if self._key is None else self._key.redact(text)

    def _describe_request(self, request: Request) -> RequestInfo:
        headers = {**request.headers, **(self.call.options.headers if request.provider is not None else {})}
        url = without_secret_query(request.url)
        return RequestInfo(method=request.method, url=url, headers=public_headers(headers))

    def add_context(self, error: InferwireError) -> None:
        """Add the task, model, provider and response of this call to an error, and redact secrets in it."""
        options = self.call.options
        model = options.model and redact_url(options.model)
        error.add_context(task=self.call.task, model=model, provider=self._provider)
        if self._note is not None and isinstance(error, ProviderError) and self._note not in error.message:
            error.add_detail(self._note)
        if self._request is not None and not isinstance(error, InputError):
            error.add_context(request=self._describe_request(self._request))
        response = self._response
        if response is not None and not isinstance(
            error, (InputError, InferenceTimeoutError, InferenceConnectionError)
        ):
            body = response.body if isinstance(response, Response) else None
            error.add_context(attempts=self.attempts, **response_context(response.status, response.headers, body))
        # Last, because a server may echo a secret anywhere.
        url = self._request.url if self._request is not None else options.endpoint_url or ""
        secrets = [*request_secrets(self._key, {**self._headers, **options.headers}, url)]
        if self._key is None and isinstance(options.api_key, str):
            secrets.append(options.api_key)  # it may have been passed in a second place by mistake
        redact = Redactor(*secrets).redact
        error.redact(redact)
        redact_causes(error, redact)
        self._add_meta(error)

    def _add_meta(self, error: InferwireError) -> None:
        """Describe the call in an error, using only redacted data."""
        record = self.record
        if record.earlier and error.attempts[: len(record.earlier)] != record.earlier:
            error.attempts = record.earlier + error.attempts
        record.attempts = error.attempts[len(record.earlier) :]
        record.status = error.status
        record.headers = {} if error.response is None else error.response.headers
        meta = record.to_meta()
        error.meta = structs.replace(
            meta,
            model=error.model,
            request_id=error.request_id,
            seconds=structs.replace(meta.seconds, total=self._core.clock.now() - record.started),
        )


def _private_address(host: str, *, is_download: bool) -> InferwireError:
    """Return the error for a URL that leads into a private network."""
    if is_download:
        return OutputError(f"the response names a URL at a private address ({clip(host)}); {PRIVATE_REMEDY}")
    text = f"the URL leads to a private address ({clip(host)}); pass the file's bytes, or allow_private_urls=True"
    return InputError(f"{text} if it is in your own network")


def _attach_to_list(results: list[Any], record: CallRecord) -> list[Any]:
    for item in results:
        if isinstance(item, ResponseModel):
            vars(item)[RECORD] = record
    return ResultList(results, record) if results and isinstance(results[0], Readable) else results


Returns: TypeAlias = Literal["result", "raw", "request"]
Operation: TypeAlias = "Callable[[CallContext, Task[Any], Call], Awaitable[Any]]"


class Core:
    """The state of a client. Copies of a client share everything but the options that they change.

    Attributes:
        options: Default options of a call.
        connections: Transports for blocking calls and for each event loop.
        emulator_url: URL of the emulator that replaces every host; None to send requests to the hosts themselves.
        cache: Results of look-ups on the Hub.
        known_apis: Interface that each endpoint was found to have (``openai`` or ``native``), by base URL.
        clock: Measures deadlines and waits between retries and polls.
        recorder: List that collects the responses for ``with_raw_response``; None to record nothing.
        rests: Providers that failed, and are tried last for a while.
        limiter: Paces the requests; None without limits other than that for connections.
        is_blocking: Whether calls block their thread.
    """

    is_blocking: ClassVar[bool] = False
    run_task: ClassVar[Operation]
    prepare_call: ClassVar[Callable[..., Awaitable[Any]]]

    def __init__(
        self,
        options: Options,
        emulator_url: str | None,
        settings: ConnectionSettings = DEFAULT_CONNECTIONS,
    ) -> None:
        self.options = options
        self.connections = Connections(settings)
        self.emulator_url = check_emulator_url(emulator_url)
        self.cache = TTLCache()
        self.known_apis: dict[str, str] = {}
        self.clock = Clock()
        self.recorder: list[RawResponse] | None = None
        self.limiter: Limiter | None = None
        self.rests: dict[Any, Any] = {}

    def copy(self, **changes: Any) -> Self:
        """Return a copy of this core with other values for the named attributes."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    @property
    def tokens(self) -> TokenStore:
        """The tokens that keys were exchanged for, for the few providers that require this."""
        return self.cache.tokens

    def make_call(
        self,
        task: Task[Any],
        inputs: Json,
        parameters: Mapping[str, Json],
        passed: PassedOptions,
        more: dict[str, Any],
    ) -> Call:
        """Build a call from the arguments of its method and the defaults.

        Raises:
            TypeError: If an argument does not exist.
            InputError: If an argument is invalid, or its own methods fail.
        """
        try:
            merged = merge_options(self.options, merge_call_options(passed, more), parameters)
            if not is_mapping(parameters):
                raise InputError(f"`parameters` must be a mapping, got {describe(parameters)}")
            own = check_parameters(parameters, task.parameter_types, task.parameter_group)
            inputs = task.check_inputs(None if is_omitted(inputs) else inputs)
            if self.is_blocking and (merged.on_progress is not None or merged.retry.on_retry is not None):
                check_blocking_callbacks(on_progress=merged.on_progress, on_retry=merged.retry.on_retry)
            return Call(
                task=task.name,
                inputs=UNSET if inputs is None else with_plain_messages(inputs),
                parameters={**own, **merged.extra_parameters} if merged.extra_parameters else own,
                options=merged,
                known_apis=self.known_apis,
            )
        except (InferwireError, TypeError):
            raise
        except Exception as exc:
            raise InputError(f"an argument cannot be read: it raises {type(exc).__name__}") from exc

    def prepare(self, request: Request, call: Call) -> PreparedRequest:
        """Encode a request. Only requests to the provider include the caller's headers."""
        extra = call.options.headers if request.provider is not None else {}
        emulator_url = self.emulator_url or check_emulator_url(os.environ.get(EMULATOR_VARIABLE))
        return PreparedRequest(request, extra, emulator_url, allows_private=call.options.allow_private_urls)

    async def perform(
        self, operation: Operation, task: Task[Any], call: Call, backend: Backend, transport: Transport
    ) -> Any:
        """Perform a call.

        Args:
            operation: Coroutine function that makes the call; decides the form of the result.
            task: Task with its handlers and inputs.
            call: Inputs, parameters and options.
            backend: Waits and runs threads.
            transport: Sends the requests.

        Raises:
            InferwireError: If the call fails.
        """
        context = CallContext(self, call, backend, transport)
        try:
            if context.observer is not None:
                context.observer.start(call, is_stream=operation is run_stream)
            call.check_inputs(task.required_inputs)
            await transport.checkpoint()
            if call.options.providers or call.options.models:
                from inferwire_runtime.failover import try_in_order  # only with several providers or models

                result = await try_in_order(
                    context, lambda own: operation(context, task, own), call, task.registry, self.rests
                )
            else:
                result = await operation(context, task, call)
        except InferwireError as error:
            context.add_context(error)
            context.fail(error)
            raise
        except OSError as exc:
            if (mapped := map_failed_import(exc)) is None:
                context.fail(exc)
                raise
            context.add_context(mapped)
            context.fail(mapped)
            raise mapped from exc
        except BaseException as exc:
            context.fail(exc)
            raise
        if operation is not run_stream:
            context.record.ended = self.clock.now()
            if context.observer is not None:
                context.observer.end(result)
        return result


async def run_task(context: CallContext, task: Task[Any], call: Call) -> Any:
    """Return the typed result of a call."""
    call = await read_inputs(context, call, task.media)
    route = await find_route(context, call, task.registry)
    handler = task.handler(route.provider)
    if is_list(call.inputs) and task.takes_lists:
        check_batch(handler, task, call, route)
        response = await handler.send_request(call, route)
        parse = partial(parse_batch, handler, response, len(call.inputs))
        return context.attach(await context.run_in_thread(parse) if is_large(response) else parse())
    response = await handler.send_request(call, route)
    try:
        if is_large(response):
            result = await context.run_in_thread(partial(parse_response, handler, response))
        else:
            result = parse_response(handler, response)
    except OutputError:
        if handler.open_stream is not None and is_event_stream(response.body):
            result = await _merge_events(handler.open_stream, call, route, response)
        elif (json := without_end_marker(response.body)) != response.body:
            result = parse_response(handler, structs.replace(response, body=json))
        else:
            raise
    if task.returns_vectors:
        result = flatten_vectors(result, call.inputs, route.title)
    elif task.ranks is not None:
        from inferwire_runtime.rankings import rank  # for one task

        inputs: Json = call.inputs
        result = rank(result, inputs[task.ranks], call.parameters.get("top_n"), route.title)
    elif task.returns_media:
        result = await convert_media(call, route, response, result)
    return context.attach(result)


async def prepare_call(context: Any, task: Task[Any], call: Call) -> tuple[Call, Route, Handler[Any]]:
    """Read the inputs of a call. Return it with its route and its handler."""
    call = await read_inputs(context, call, task.media)
    route = await find_route(context, call, task.registry)
    return call, route, task.handler(route.provider)


async def run_raw(context: CallContext, task: Task[Any], call: Call) -> Json | Media:
    """Return the response of a call without parsing it for the task: decoded JSON, or a media file."""
    call = await read_inputs(context, call, task.media)
    route = await find_route(context, call, task.registry)
    response = await task.handler(route.provider).send_request(call, route)
    decoded = response.media() or (
        await context.run_in_thread(response.json) if is_large(response) else response.json()
    )
    return context.attach(decoded)


def is_large(response: Response) -> bool:
    """Return whether parsing a response would block the event loop, so that it needs a thread."""
    return isinstance(response, Response) and len(response.body) >= LARGE_BODY


async def _merge_events(
    open_stream: Callable[[Call, Route], Awaitable[StreamingResponse]], call: Call, route: Route, response: Response
) -> Any:
    """Return the result of a call whose server streamed although no stream was requested.

    Raises:
        StreamError: If the stream broke, or reports an error.
    """
    try:
        await open_stream(call, structs.replace(route, context=_RulesCapturingContext(route.context)))
    except _RulesCaptured as captured:
        request = captured.request
        decoder = StreamDecoder[Any](captured.rules, response.headers, response.server, request.json, request.errors)
    else:
        raise response.malformed("is an event stream")
    items: list[Any] = []
    try:
        items.extend(decoder.feed(response.body))
        if not decoder.is_done:
            for item in decoder.finish(items):
                items.append(item)
        decoder.check_done(items)
    except StreamError as error:
        error.received = items
        raise
    return decoder.final(items)


async def run_stream(
    context: CallContext, task: Task[Any], call: Call
) -> tuple[StreamingResponse, Callable[[InferwireError], None], StreamMonitor]:
    """Open the stream of a call. Return the arguments of `Stream`."""
    context.check_streamable()
    if not task.is_streamable:
        raise InputError(f"{task.name} has no stream; call it without stream=True")
    call = await read_inputs(context, call, task.media)
    route = await find_route(context, call, task.registry)
    open_stream = task.handler(route.provider).open_stream
    if open_stream is None:
        name = task.name or "custom calls"
        raise RoutingError(
            f"{route.title} does not stream {name}; call it without stream=True", provider=route.provider
        )
    response = await open_stream(call, route)
    return response, context.add_context, context.monitor(response)


async def build_request(context: CallContext, task: Task[Any], call: Call) -> PreparedRequest:
    """Return the first request that a call would send to its provider. Look-ups on the Hub are still sent."""
    return context.prepare(await first_request(context, task, call))


async def first_request(context: Context, task: Task[Any], call: Call) -> Request:
    """Return the first request that a call would send to its provider, before the body is encoded."""
    capturing = _CapturingContext(context)
    try:
        call = await read_inputs(capturing, call, task.media)
        route = await find_route(capturing, call, task.registry)
        await task.handler(route.provider).send_request(call, route)
    except _RequestCaptured as captured:
        return captured.request
    raise InputError("this call sends no request to a provider")


class _RequestCaptured(BaseException):
    """Carries the captured request past every ``except Exception``."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        self.request = request


class _RulesCaptured(_RequestCaptured):
    """Carries the rules of the stream that a call would open, and its request."""

    def __init__(self, request: Request, rules: StreamRules) -> None:
        super().__init__(request)
        self.rules = rules


class _CapturingContext:
    """Captures the first request to a provider, and sends all others."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.sleep = context.sleep
        self.run_in_thread = context.run_in_thread
        self.cached = context.cached
        self.now = context.now

    async def send(self, request: Request) -> Response:
        if request.provider is not None and not request.is_lookup:
            raise _RequestCaptured(request)
        return await self._context.send(request)

    async def open_stream(self, request: Request, rules: StreamRules) -> StreamingResponse:
        raise _RequestCaptured(request)

    @property
    def tokens(self) -> TokenStore:
        return self._context.tokens

    def note(self, detail: str) -> None:
        """Ignore the note: no error is reported after the request is captured."""

    async def call_back(self, name: str, function: Callable[[Any], Any], argument: Any) -> None:
        await self._context.call_back(name, function, argument)

    async def send_shielded(self, request: Request) -> None:
        raise _RequestCaptured(request)


class _RulesCapturingContext(_CapturingContext):
    """Captures the rules of the first stream."""

    async def open_stream(self, request: Request, rules: StreamRules) -> StreamingResponse:
        raise _RulesCaptured(request, rules)


Core.run_task, Core.prepare_call = staticmethod(run_task), staticmethod(prepare_call)
OPERATIONS: dict[Returns, Operation] = {"result": run_task, "raw": run_raw, "request": build_request}


class BlockingCore(Core):
    """Runs calls in the current thread, which they block. Threads can share it."""

    is_blocking = True

    def run_operation(self, operation: Operation, task: Task[Any], call: Call) -> Any:
        """Perform a call by any operation."""
        try:
            return run_sync(self.perform(operation, task, call, *self.connections.blocking()))
        except InferwireError as error:
            hide_frames(error)
            raise

    def run(
        self,
        task: Task[T],
        inputs: Json,
        parameters: Mapping[str, Json],
        passed: PassedOptions = None,
        /,
        *,
        returns: Returns = "result",
        **options: Any,
    ) -> T:
        """Return the result of a call, its raw response, or the request that it would send."""
        try:
            call = self.make_call(task, inputs, parameters, passed, options)
            return cast("T", run_sync(self.perform(OPERATIONS[returns], task, call, *self.connections.blocking())))
        except (InferwireError, TypeError) as error:
            hide_frames(error)
            raise

    def run_stream(
        self,
        task: Task[Any],
        inputs: Json,
        parameters: Mapping[str, Json],
        passed: PassedOptions = None,
        /,
        **options: Any,
    ) -> Stream[Any, Any]:
        """Open the stream of a call, which yields items as they arrive."""
        try:
            call = self.make_call(task, inputs, parameters, passed, options)
            opened = run_sync(self.perform(run_stream, task, call, *self.connections.blocking()))
        except (InferwireError, TypeError) as error:
            hide_frames(error)
            raise
        return Stream(*opened)


class AsyncCore(Core):
    """Runs calls on the current event loop: asyncio's, or Trio's through anyio."""

    async def run_operation(self, operation: Operation, task: Task[Any], call: Call) -> Any:
        """Perform a call by any operation."""
        try:
            carriers = await self.connections.running(call.options.timeout.total)
            return await self.perform(operation, task, call, *carriers)
        except InferwireError as error:
            hide_frames(error)
            raise

    async def run(
        self,
        task: Task[T],
        inputs: Json,
        parameters: Mapping[str, Json],
        passed: PassedOptions = None,
        /,
        *,
        returns: Returns = "result",
        **options: Any,
    ) -> T:
        """Return the result of a call, its raw response, or the request that it would send."""
        try:
            call = self.make_call(task, inputs, parameters, passed, options)
            carriers = await self.connections.running(call.options.timeout.total)
            return cast("T", await self.perform(OPERATIONS[returns], task, call, *carriers))
        except (InferwireError, TypeError) as error:
            hide_frames(error)
            raise

    async def run_stream(
        self,
        task: Task[Any],
        inputs: Json,
        parameters: Mapping[str, Json],
        passed: PassedOptions = None,
        /,
        **options: Any,
    ) -> AsyncStream[Any, Any]:
        """Open the stream of a call, which yields items as they arrive."""
        try:
            call = self.make_call(task, inputs, parameters, passed, options)
            carriers = await self.connections.running(call.options.timeout.total)
            opened = await self.perform(run_stream, task, call, *carriers)
        except (InferwireError, TypeError) as error:
            hide_frames(error)
            raise
        return AsyncStream(*opened)


def check_batch(handler: Handler[Any], task: Task[Any], call: Call, route: Route) -> None:
    """Check that a provider accepts a list of inputs.

    Raises:
        InputError: If the list is empty, or the provider takes one input per call.
    """
    if not call.inputs:
        raise InputError(f"the input of {task.name} is an empty list; pass at least one input")
    if not handler.takes_lists:
        raise InputError(f"{route.title} takes one input of {task.name} per call, got a list; call it for each input")


def parse_batch(handler: Handler[T], response: Response, count: int) -> list[T]:
    """Parse the response to a list of inputs: one result for each, in order.

    Raises:
        ProviderError: If the response reports an error, for all inputs or for one.
        OutputError: If there is not one item for each input, or an item is not a result.
    """
    results: list[T] = []
    for index, item in enumerate(response.split(count)):
        try:
            results.append(parse_response(handler, item))
        except (ProviderError, OutputError) as error:
            kind = ProviderError if isinstance(error, ProviderError) else OutputError
            text = f"input {index} of {count} has no result: {error.args[0] if error.args else error}"
            raise kind(text, status=error.status, body=error.body) from error
    return results


def flatten_vectors(vectors: list[Any], inputs: Json, server: str) -> list[Any]:
    """Return the vector of one text, or a vector for each text of a list, however deeply the server nests them.

    A model that does not pool its vectors has a list with the vector of each token instead.

    Raises:
        OutputError: If there is not one vector for each text.
    """
    if vectors and is_object(vectors[0]):
        from inferwire_runtime.other_forms import find_vectors  # for few servers

        vectors = find_vectors(vectors) or vectors
    if not is_sequence(inputs):
        return _flatten(vectors)
    if len(vectors) == 1 and len(inputs) != 1:
        vectors = _flatten(vectors)
    elif len(inputs) == 1 and vectors and not is_list(vectors[0]):
        vectors = [vectors]
    if len(vectors) != len(inputs) or not all(map(is_list, vectors)):
        count = len(vectors) if all(map(is_list, vectors)) else 1  # numbers are a single vector
        raise OutputError(f"{server} returned {count} vectors for {len(inputs)} texts; {RESPONSE_HINT}")
    return [_flatten(vector) for vector in vectors]


def _flatten(vectors: list[Any]) -> list[Any]:
    """Remove lists that contain a single list."""
    while len(vectors) == 1 and is_list(vectors[0]):
        vectors = vectors[0]
    return vectors


def parse_response(handler: Handler[T], response: Response) -> T:
    """Parse a response.

    Raises:
        ProviderError: If the response reports an error despite its status.
        OutputError: If the response does not match the task's schema.
    """
    try:
        result = handler.parse_response(response)
    except OutputError as exc:
        if (error := response.embedded_error()) is not None:
            raise error from exc
        raise
    if _is_hollow(result) and (error := response.embedded_error()) is not None:
        raise error
    return result


def _is_hollow(result: object) -> bool:
    """Return whether a result contains nothing, so that the response may explain why."""
    if isinstance(result, ResponseModel):
        names = required_lists(type(result)) or result.__struct_fields__
        return all(_contains_nothing(getattr(result, name)) for name in names)
    return result is None or (is_list(result) and _contains_nothing(result[:1]))


def _contains_nothing(value: object) -> bool:
    """Return whether a field is empty, or a list or a model of nothing but empty fields."""
    if not value:
        return True
    kind = type(value)
    if kind is str or kind is int or kind is float:
        return False  # nearly always: the text of a chat, or the first number
    if isinstance(value, Model):
        return all(_contains_nothing(getattr(value, name)) for name in value.__struct_fields__ if name not in STATES)
    return is_list(value) and all(map(_contains_nothing, value))


def merge_call_options(passed: PassedOptions, more: dict[str, Any]) -> dict[str, Any]:
    """Merge the options of a call, and mask the keys so that they do not appear in tracebacks."""
    if passed:
        mask_keys(passed)
        more |= passed
    mask_keys(more)
    return more


def check_emulator_url(url: str | None) -> str | None:
    """Check that an emulator runs on this machine or network, because it receives every request.

    Raises:
        InputError: If the URL points elsewhere.
    """
    if url is None or (isinstance(url, str) and not url):
        return None
    try:
        parts = urlsplit(url)  # whose port is checked when it is read
        is_local = parts.scheme == "http" and parts.port != 0 and is_private(parts.hostname or "")
        is_local = is_local and "@" not in url and url.isprintable()
    except (ValueError, AttributeError, TypeError):
        is_local = False
    if not is_local:
        raise InputError(
            f"`emulator_url` must be on this machine or network, such as http://127.0.0.1:8000, got {show_url(url)}"
        )
    return url.rstrip("/")
