"""The clients' lower half: options, and the two drivers that carry flows to their results."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Mapping
from types import TracebackType
from typing import Any, Self, TypeAlias, TypedDict, TypeVar, Unpack, assert_never, cast, get_args

from msgspec import UNSET, Struct, structs

from inferwire_runtime import loops
from inferwire_runtime.addresses import is_private_url
from inferwire_runtime.errors import (
    ConnectionError,
    InferwireError,
    InputError,
    Json,
    TimeoutError,
    facts_of,
)
from inferwire_runtime.flow import Call, Remember, Reply, Request, RunBlocking, SendOnce, Sleep, Step
from inferwire_runtime.keys import SECRET_HEADERS, Key, as_secret, hide_keys
from inferwire_runtime.log import DEBUG, logger
from inferwire_runtime.media import Media
from inferwire_runtime.options import (
    CallOptions,
    EndpointApi,
    Options,
    merge_options,
    to_retry,
    to_timeout,
    without_keys,
)
from inferwire_runtime.policy import Attempt, Retry, Timeout
from inferwire_runtime.retry import send_until_answered
from inferwire_runtime.routing import split_endpoint_url
from inferwire_runtime.steps import Task, first_request, run_call, run_media, run_raw, run_stream
from inferwire_runtime.streaming import AsyncStream, ItemReader, Stream
from inferwire_runtime.transport import AsyncTransport, Http, Prepared, Transport, survive_forks
from inferwire_runtime.urls import urlsplit

T = TypeVar("T")

GivenOptions: TypeAlias = "dict[str, Any] | CallOptions | None"  # as a generated function got them

EMULATOR_VARIABLE = "INFERWIRE_EMULATOR_URL"
MEMORY_SECONDS = 300.0
MEMORY_ENTRIES = 256


class Clock:
    """How the drivers know the time and wait; replaced in tests, which must not sleep."""

    def now(self) -> float:
        """Give the time in seconds, from any start."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Wait, and let others work."""
        await loops.sleep(seconds)


class LookUp:
    """A look-up under way, which others wait for: made within ``with``, that takes it off the list however it ends.

    Attributes:
        done: An event: of threads, or of the event loop.
        error: Why it failed; None also where it was given up, and the next one has to make it.
    """

    __slots__ = ("_place", "_under_way", "done", "error")

    def __init__(self, under_way: dict[Any, LookUp], place: Any, done: Any) -> None:
        self._under_way = under_way
        self._place = place
        self.done = done
        self.error: InferwireError | None = None
        under_way[place] = self

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # That the time of whoever made it was up says nothing to others.
        if isinstance(error, InferwireError) and not isinstance(error, TimeoutError):
            self.error = error
        self._under_way.pop(self._place, None)
        self.done.set()

    def check(self) -> None:
        """Fail as it did.

        Raises:
            InferwireError: A copy of its error, which says nothing of the call that made it.
        """
        if self.error is not None:
            import copy  # only then

            error = copy.copy(self.error)
            error.task = error.model = None
            raise error


class Memory:
    """Results of look-ups, kept for a while: bounded in age and number, safe between threads."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[float, Any]] = {}
        self._under_way: dict[tuple[Any, str], LookUp] = {}
        self._lock = threading.Lock()
        survive_forks(self)

    def after_fork(self) -> None:
        """Forget what threads of the other process were doing."""
        self._lock = threading.Lock()
        self._under_way = {}

    def join(
        self, key: str, now: float, make_event: Callable[[], Any], loop: Any = None
    ) -> tuple[Any, LookUp | None, LookUp | None]:
        """Give what is known or UNSET, the look-up of another to wait for, and the caller's own to make: one of them.

        Args:
            key: What is looked up.
            now: The time.
            make_event: Makes what those who wait for a look-up wait for.
            loop: Whose events these are; None stands for threads.
        """
        with self._lock:
            moment, value = self._entries.get(key, (0.0, UNSET))
            if value is not UNSET and now - moment < MEMORY_SECONDS:
                return value, None, None
            if (other := self._under_way.get((loop, key))) is not None:
                return UNSET, other, None
            return UNSET, None, LookUp(self._under_way, (loop, key), make_event())

    def set(self, key: str, value: Any, now: float) -> None:
        """Keep a result; the oldest one goes where there are too many."""
        with self._lock:
            self._entries.pop(key, None)
            self._entries[key] = (now, value)
            while len(self._entries) > MEMORY_ENTRIES:
                self._entries.pop(next(iter(self._entries)))


class RawResponse(Struct, frozen=True, kw_only=True):
    """What a call's last answer was on the wire.

    Attributes:
        status: HTTP status.
        headers: With lower-case names.
        body: Undecoded; content encodings are undone.
        attempts: What came of each time that the request was sent, this answer last.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    attempts: tuple[Attempt, ...]


class _Run:
    """One call under way: its deadline, and the facts that errors are told."""

    __slots__ = ("attempts", "call", "clock", "end", "key", "last_answer", "last_request", "provider")

    def __init__(self, call: Call, clock: Clock) -> None:
        self.call = call
        self.clock = clock
        self.end = clock.now() + call.options.timeout.total
        self.last_request: Request | None = None
        self.provider: str | None = None  # whose model it is, also where a file is fetched from elsewhere
        self.key: Key | None = None
        self.last_answer: Any = None  # a reply, or an open stream
        self.attempts: list[Attempt] = []  # of the last request

    def begin(self, request: Request) -> None:
        """Take note of a request that is about to be sent."""
        self.last_request, self.last_answer, self.attempts = request, None, []
        self.provider = request.provider or self.provider
        self.key = request.key or self.key

    def left(self) -> float:
        """Give the seconds until the deadline.

        Raises:
            TimeoutError: It has passed.
        """
        left = self.end - self.clock.now()
        if left <= 0:
            raise self.too_late()
        return left

    def is_over(self) -> bool:
        """Whether the deadline has passed; what waited for it may be back a little early."""
        return self.end - self.clock.now() < 0.01

    def pause(self, seconds: float) -> float:
        """Give how long to wait, or refuse to wait beyond the deadline."""
        if seconds >= self.left():
            raise self.too_late()
        return seconds

    def too_late(self) -> TimeoutError:
        """Build the error for a deadline that has passed."""
        who = self.last_request.who if self.last_request is not None else "the provider"
        total = self.call.options.timeout.total
        return TimeoutError(f"no answer of {who} within {total:g} seconds; raise timeout=, or call again")

    def add_facts(self, error: InferwireError) -> None:
        """Tell an error which call it belongs to."""
        options = self.call.options
        error.add_facts(task=self.call.task, model=options.model and open_part(options.model), provider=self.provider)
        answer = self.last_answer
        if answer is not None and not isinstance(error, (InputError, TimeoutError, ConnectionError)):
            body = answer.body if isinstance(answer, Reply) else None
            error.add_facts(attempts=tuple(self.attempts), **facts_of(answer.status, answer.headers, body))
        if self.key is not None:
            error.hide(self.key.hide_in)  # last: a server may echo it anywhere
        for name, text in options.headers.items():
            if name in SECRET_HEADERS:
                error.hide(Key(text.split()[-1], is_explicit=True).hide_in)


class BaseClient:
    """Options of a client, and what its copies share."""

    def __init__(
        self,
        model: str | None = None,
        *,
        provider: str | None = None,
        api_key: str | bool | None = None,
        token: str | bool | None = None,
        base_url: str | None = None,
        bill_to: str | None = None,
        timeout: float | Timeout | None = Timeout(),
        retry: Retry | int | None = Retry(),
        headers: Mapping[str, str] | None = None,
        http_client: Any = None,
        http: Http | None = None,
        emulator_url: str | None = None,
    ) -> None:
        api_key, token = as_secret(api_key), as_secret(token)
        if api_key is not None and token is not None and api_key != token:
            raise InputError("api_key and token are two names of one thing; pass one of them")
        defaults = Options(timeout=to_timeout(timeout, Timeout()), retry=to_retry(retry, Retry()))
        given: dict[str, Any] = {"model": model, "bill_to": bill_to, "headers": headers or {}}
        given |= {"provider": provider, "api_key": token if api_key is None else api_key}
        self._options = merge_options(defaults, given)
        if base_url is not None:
            if provider not in (None, "auto"):
                raise InputError("base_url and provider exclude each other; pass one of them")
            split_endpoint_url(base_url)  # refuse a wrong one here, where it was written
            self._options = structs.replace(self._options, endpoint_url=base_url)
        self._emulator_url = check_emulator_url(emulator_url)
        self._clock = Clock()
        self._memory = Memory()
        self._endpoint_apis: dict[str, str] = {}
        self._http_client = http_client
        self._http: Http | None = check_http(http, http_client)
        self._recorder: list[RawResponse] | None = None
        self._connect()

    def _copy(self, **changes: Any) -> Self:
        """Make a client that shares everything but the named attributes."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    def with_options(
        self, *, model: str | None = None, provider: str | None = None, **options: Unpack[CallOptions]
    ) -> Self:
        """Give a copy with other defaults, which shares the connections.

        Args:
            model: Used where a call names none.
            provider: Used where a call names none.
            **options: As in `CallOptions`.
        """
        hide_keys(options)
        changed = merge_options(self._options, {**options, "model": model, "provider": provider})
        if provider is not None:
            changed = structs.replace(changed, endpoint_url=None, endpoint_api=None)
        return self._copy(_options=changed)

    def endpoint(self, url: str, *, api: EndpointApi | None = None) -> Self:
        """Give a copy that calls one server: a dedicated endpoint, or anything that speaks OpenAI's protocol.

        Args:
            url: With or without ``/v1``, ``/v1/chat/completions`` or ``/v1/completions``; a query is kept.
            api: Which interface its text generation has: ``openai`` (``/v1/completions``) or ``native`` (``inputs`` and
                ``parameters`` at the URL itself). Left out, the first is tried, then the second.

        Raises:
            InputError: The URL is not an http(s) one.
        """
        split_endpoint_url(url)
        return self._copy(_options=structs.replace(self._options, provider="auto", endpoint_url=url, endpoint_api=api))

    def _call(self, task: Task[Any], inputs: Json, parameters: Mapping[str, Json], options: Mapping[str, Any]) -> Call:
        """Lay one call's options over the client's."""
        merged = merge_options(self._options, options)
        return Call(
            task=task.name,
            inputs=inputs,
            parameters={**parameters, **merged.extra_parameters} if merged.extra_parameters else dict(parameters),
            options=merged,
            endpoint_apis=self._endpoint_apis,
        )

    def _prepare(self, request: Request, call: Call) -> Prepared:
        """Encode a request; the caller's headers go to the provider only."""
        extra = call.options.headers if request.provider is not None else {}
        emulator_url = self._emulator_url or check_emulator_url(os.environ.get(EMULATOR_VARIABLE))
        return Prepared(request, extra, emulator_url)

    def _note(self, run: _Run, reply: Any) -> Any:
        """Remember an answer for errors, the log and ``with_raw_response``; give it back."""
        run.last_answer = reply
        if not isinstance(reply, Reply):
            return reply  # an open stream
        reply = structs.replace(reply, attempts=tuple(run.attempts))
        if logger().isEnabledFor(DEBUG):
            who = reply.who if run.key is None else run.key.hide_in(reply.who)  # a reply may have named its host
            logger().debug("%s answered %s to %s", who, reply.status, run.call.task)
        if self._recorder is not None:
            self._recorder.append(
                RawResponse(status=reply.status, headers=reply.headers, body=reply.body, attempts=reply.attempts)
            )
        return reply

    def _refuse_recording(self) -> None:
        """Refuse to open a stream that nobody would read."""
        if self._recorder is not None:
            raise InputError("with_raw_response gives whole answers; a stream carries .status and .headers itself")

    def recording(self) -> tuple[Self, Callable[[], RawResponse]]:
        """Give a copy that remembers its answers, and a function that gives the last one."""
        answers: list[RawResponse] = []

        def last() -> RawResponse:
            return answers[-1]

        return self._copy(_recorder=answers), last

    def _settings(self) -> dict[str, Any]:
        """Give what a copy of its own needs: no connections, and nothing that was looked up."""
        state = dict(self.__dict__)
        for name in ("_transport", "_memory", "_http_client", "_clock", "_recorder"):
            state.pop(name, None)
        return state

    def __getstate__(self) -> dict[str, Any]:
        return {**self._settings(), "_options": without_keys(self._options, os.environ)}

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        import copy  # as its caller did

        other = object.__new__(type(self))
        other.__setstate__(copy.deepcopy(self._settings(), memo))
        return other

    def __copy__(self) -> Self:
        return self._copy()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._clock = Clock()
        self._memory = Memory()
        self._http_client = None
        self._recorder = None
        self._connect()

    def _connect(self) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        if "_options" not in self.__dict__:
            return f"{type(self).__name__}(...)"  # it was refused while it was made
        name, url = self._options.model, self._options.endpoint_url
        target = f"endpoint={open_part(url)!r}" if url else f"provider={self._options.provider!r}"
        return f"{type(self).__name__}({f'model={open_part(name)!r}, ' if name else ''}{target})"


def open_part(model: str) -> str:
    """Give a model's name or an endpoint's URL without what may be secret: credentials and query."""
    scheme, slashes, rest = model.partition("://")
    return f"{scheme}://{rest.split('?')[0].rpartition('@')[2]}" if slashes else model


def check_emulator_url(url: str | None) -> str | None:
    """Check where an emulator runs: on this machine, since it is sent every request, whomever it is meant for."""
    if not url:
        return None
    try:
        is_near = urlsplit(url).scheme == "http" and is_private_url(url)
    except (ValueError, AttributeError, TypeError):
        is_near = False
    if not is_near:
        raise InputError(f"an emulator runs on this machine or network, at http://127.0.0.1:<port>, not at {url!r}")
    return url.rstrip("/")


def own_options(options: GivenOptions, more: dict[str, Any]) -> dict[str, Any]:
    """Give the options of one call; keys in what was given do not show themselves from here on."""
    if options:
        hide_keys(options)
        more |= options
    hide_keys(more)
    return more


def check_http(http: Http | None, http_client: object) -> Http | None:
    """Check by which library a client sends its requests."""
    if http is not None and http_client is not None:
        raise InputError("http and http_client exclude each other; pass one of them")
    if http not in (None, *get_args(Http)):
        raise InputError(f"http is one of {', '.join(map(repr, get_args(Http)))}, not {http!r}")
    return http


class Client(BaseClient):
    """Carries flows to their results by blocking calls. Safe to share between threads."""

    def _connect(self) -> None:
        self._transport = Transport(self._http_client, self._http)

    def run(
        self, task: Task[T], inputs: Json, parameters: Mapping[str, Json], options: GivenOptions = None, /, **more: Any
    ) -> T:
        """Make a call and give its typed result."""
        call = self._call(task, inputs, parameters, own_options(options, more))
        return self._drive(_Run(call, self._clock), run_call(task, call))

    def run_media(
        self,
        task: Task[Media | None],
        inputs: Json,
        parameters: Mapping[str, Json],
        options: GivenOptions = None,
        /,
        **more: Any,
    ) -> Any:
        """Make a call and give its medium in the form of ``output_type``."""
        call = self._call(task, inputs, parameters, own_options(options, more))
        return self._drive(_Run(call, self._clock), run_media(task, call))

    def run_raw(
        self,
        task: Task[Any],
        inputs: Json,
        parameters: Mapping[str, Json],
        options: GivenOptions = None,
        /,
        **more: Any,
    ) -> Json:
        """Make a call and give its answer as it came: decoded JSON, or a `Media`."""
        call = self._call(task, inputs, parameters, own_options(options, more))
        return self._drive(_Run(call, self._clock), run_raw(task, call))

    def run_stream(
        self,
        task: Task[Any],
        inputs: Json,
        parameters: Mapping[str, Json],
        options: GivenOptions = None,
        /,
        **more: Any,
    ) -> Stream[Any, Any]:
        """Make a call and give its items as they arrive."""
        self._refuse_recording()
        call = self._call(task, inputs, parameters, own_options(options, more))
        run = _Run(call, self._clock)
        opened = self._drive(run, run_stream(task, call))
        reader = ItemReader[Any](opened.rules, opened.answer.headers, opened.who)
        return Stream(opened.answer, reader, run.add_facts, run.attempts)

    def prepare(
        self,
        task: Task[Any],
        inputs: Json,
        parameters: Mapping[str, Json],
        options: GivenOptions = None,
        /,
        **more: Any,
    ) -> Prepared:
        """Give the first request that a call would send to its provider; look-ups on the Hub are made."""
        call = self._call(task, inputs, parameters, own_options(options, more))
        request = self._drive(_Run(call, self._clock), first_request(task, call))
        return self._prepare(request, call)

    def _drive(self, run: _Run, flow: Generator[Step, Any, T]) -> T:
        """Do what ``flow`` asks for, until it returns."""
        answer: Any = None
        error: InferwireError | None = None
        try:
            while True:
                step = flow.send(answer) if error is None else flow.throw(error)
                answer, error = None, None
                try:
                    answer = self._do(run, step)
                except InferwireError as exc:
                    run.add_facts(exc)
                    error = exc
        except StopIteration as end:
            return cast("T", end.value)
        except InferwireError as exc:
            run.add_facts(exc)
            raise
        finally:
            flow.close()

    def _do(self, run: _Run, step: Step) -> Any:
        match step:
            case Request():
                run.begin(step)
                prepared = self._prepare(step, run.call)
                flow = send_until_answered(step, prepared, run.call.options.retry, run.attempts)
                return self._note(run, self._drive(run, flow))
            case SendOnce():
                return self._transport.send(step.prepared, run.call.options.timeout, run)
            case Sleep():
                return self._clock.sleep(run.pause(step.seconds))
            case RunBlocking():
                return step.function()
            case Remember():
                return self._remember(run, step)
            case _:
                assert_never(step)

    def _remember(self, run: _Run, step: Remember) -> Any:
        """Give what is known, wait for a thread that is looking it up, or look it up."""
        while True:
            found, other, mine = self._memory.join(step.key, self._clock.now(), threading.Event)
            if mine is not None:
                with mine:
                    found = self._drive(run, step.flow())
                    self._memory.set(step.key, found, self._clock.now())
            if other is None:
                return found
            other.done.wait(min(run.left(), MEMORY_SECONDS))
            other.check()

    def close(self) -> None:
        """Close the connections, which copies of this client share."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(BaseClient):
    """Carries flows to their results without blocking the event loop; asyncio and trio both work."""

    def _connect(self) -> None:
        self._transport = AsyncTransport(self._http_client, self._http)

    async def run(
        self, task: Task[T], inputs: Json, parameters: Mapping[str, Json], options: GivenOptions = None, /, **more: Any
    ) -> T:
        """Make a call and give its typed result."""
        call = await self._begin(task, inputs, parameters, own_options(options, more))
        return await self._drive(_Run(call, self._clock), run_call(task, call))

    async def run_media(
        self,
        task: Task[Media | None],
        inputs: Json,
        parameters: Mapping[str, Json],
        options: GivenOptions = None,
        /,
        **more: Any,
    ) -> Any:
        """Make a call and give its medium in the form of ``output_type``."""
        call = await self._begin(task, inputs, parameters, own_options(options, more))
        return await self._drive(_Run(call, self._clock), run_media(task, call))

    async def run_raw(
        self,
        task: Task[Any],
        inputs: Json,
        parameters: Mapping[str, Json],
        options: GivenOptions = None,
        /,
        **more: Any,
    ) -> Json:
        """Make a call and give its answer as it came: decoded JSON, or a `Media`."""
        call = await self._begin(task, inputs, parameters, own_options(options, more))
        return await self._drive(_Run(call, self._clock), run_raw(task, call))

    async def run_stream(
        self,
        task: Task[Any],
        inputs: Json,
        parameters: Mapping[str, Json],
        options: GivenOptions = None,
        /,
        **more: Any,
    ) -> AsyncStream[Any, Any]:
        """Make a call and give its items as they arrive."""
        self._refuse_recording()
        call = await self._begin(task, inputs, parameters, own_options(options, more))
        run = _Run(call, self._clock)
        opened = await self._drive(run, run_stream(task, call))
        reader = ItemReader[Any](opened.rules, opened.answer.headers, opened.who)
        return AsyncStream(opened.answer, reader, run.add_facts, run.attempts)

    async def prepare(
        self,
        task: Task[Any],
        inputs: Json,
        parameters: Mapping[str, Json],
        options: GivenOptions = None,
        /,
        **more: Any,
    ) -> Prepared:
        """Give the first request that a call would send to its provider; look-ups on the Hub are made."""
        call = await self._begin(task, inputs, parameters, own_options(options, more))
        request = await self._drive(_Run(call, self._clock), first_request(task, call))
        return self._prepare(request, call)

    async def _begin(
        self, task: Task[Any], inputs: Json, parameters: Mapping[str, Json], options: Mapping[str, Any]
    ) -> Call:
        """Let others run where many calls begin at once, then lay one call's options over the client's."""
        await self._transport.take_turn()
        return self._call(task, inputs, parameters, options)

    async def _drive(self, run: _Run, flow: Generator[Step, Any, T]) -> T:
        """Do what ``flow`` asks for, until it returns."""
        answer: Any = None
        error: InferwireError | None = None
        try:
            while True:
                step = flow.send(answer) if error is None else flow.throw(error)
                answer, error = None, None
                try:
                    answer = await self._do(run, step)
                except InferwireError as exc:
                    run.add_facts(exc)
                    error = exc
        except StopIteration as end:
            return cast("T", end.value)
        except InferwireError as exc:
            run.add_facts(exc)
            raise
        finally:
            flow.close()

    async def _do(self, run: _Run, step: Step) -> Any:
        match step:
            case Request():
                run.begin(step)
                prepared = self._prepare(step, run.call)
                flow = send_until_answered(step, prepared, run.call.options.retry, run.attempts)
                return self._note(run, await self._drive(run, flow))
            case SendOnce():
                return await self._transport.send(step.prepared, run.call.options.timeout, run)
            case Sleep():
                return await self._clock.sleep_async(run.pause(step.seconds))
            case RunBlocking():
                return await _in_thread(step.function)
            case Remember():
                return await self._remember(run, step)
            case _:
                assert_never(step)

    async def _remember(self, run: _Run, step: Remember) -> Any:
        """Give what is known, wait for a task that is looking it up, or look it up."""
        while True:
            found, other, mine = self._memory.join(step.key, self._clock.now(), loops.make_event, loops.running_loop())
            if mine is not None:
                with mine:
                    found = await self._drive(run, step.flow())
                    self._memory.set(step.key, found, self._clock.now())
            if other is None:
                return found
            await loops.wait_for(other.done, min(run.left(), MEMORY_SECONDS))
            other.check()

    async def close(self) -> None:
        """Close the connections, which copies of this client share."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


async def _in_thread(function: Callable[[], T]) -> T:
    """Run a function that blocks in a thread; a cancelled call does not wait for it."""
    from anyio import to_thread  # comes with the HTTP library

    return await to_thread.run_sync(function, abandon_on_cancel=True)


_default_client: Client | None = None
_default_async_client: AsyncClient | None = None


def default_client() -> Client:
    """Give the client of functions that are called without one."""
    global _default_client
    if _default_client is None:
        _default_client = Client()
    return _default_client


def default_async_client() -> AsyncClient:
    """Give the client of asynchronous functions that are called without one."""
    global _default_async_client
    if _default_async_client is None:
        _default_async_client = AsyncClient()
    return _default_async_client


class ClientOptions(TypedDict, total=False):
    """What `Client` takes, by name."""

    model: str | None
    provider: str | None
    api_key: str | bool | None
    token: str | bool | None
    base_url: str | None
    bill_to: str | None
    timeout: float | Timeout | None
    retry: Retry | int | None
    headers: Mapping[str, str] | None
    http_client: Any
    http: Http | None
    emulator_url: str | None


def configure(**options: Unpack[ClientOptions]) -> None:
    """Set the defaults of functions that are called without a client.

    Args:
        **options: As `Client` takes them: ``model``, ``provider``, ``api_key``, ``timeout`` ...
    """
    global _default_client, _default_async_client
    hide_keys(options)
    _default_client = Client(**options)
    _default_async_client = AsyncClient(**options)
