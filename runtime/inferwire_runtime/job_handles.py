"""Jobs as handles: submit a job, poll it when you like, and continue in another process with its ticket.

A ticket has the response to the submission, and no key. Whatever is done with a job later runs the provider's handler
again, with this response in place of the submission: so every provider's jobs can be continued, and nothing is
submitted twice.
"""

from __future__ import annotations

import base64
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec
from msgspec import UNSET, Struct, structs

from inferwire_http.backends import run_sync
from inferwire_runtime.arguments import plain_text
from inferwire_runtime.errors import (
    InferenceTimeoutError,
    InferwireError,
    InputError,
    JobError,
    clip,
    describe,
    publish,
)
from inferwire_runtime.jsontypes import Json
from inferwire_runtime.keys import without_secret_query
from inferwire_runtime.log import get_logger
from inferwire_runtime.models import ENDPOINT, Call, Request, Response
from inferwire_runtime.options import Job, Options, merge_options
from inferwire_runtime.providers import PrivateProvider, Task
from inferwire_runtime.uploads import LocalFile

if TYPE_CHECKING:
    from inferwire_runtime.streaming import StreamingResponse, StreamRules

PREFIX = "inferwire-job-1."
MAX_TICKET = 64 * 1024**2  # bytes, decompressed
KEPT_HEADERS = ("content-type", "retry-after")
PIXEL = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
REFUSALS = frozenset({400, 404, 405, 409, 410, 422})  # statuses of providers that do not cancel a job, or not any more
NOTIFIED = "the provider was notified"  # in the error of a job that was cancelled


class Ticket(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known about a job after its submission, without any key.

    Attributes:
        method: Method of the client.
        task: ID of the task.
        provider: Name of the provider.
        model: ID of the model.
        endpoint_url: URL of the endpoint, if the job was submitted to one.
        before: Number of requests that preceded the submission, such as uploads.
        status: HTTP status of the response to the submission.
        headers: Its headers, as far as they are needed.
        body: Its body.
        output_type: Form of the result.
        mapping: Whether the model was looked up on the Hub.
        submitted: Moment of the submission, in seconds since 1970.
    """

    method: str
    task: str
    provider: str
    model: str | None = None
    endpoint_url: str | None = None
    before: int = 0
    status: int = 200
    headers: dict[str, str] = {}
    body: bytes = b""
    output_type: Literal["bytes", "url", "data_url", "json"] | None = None
    mapping: bool = True
    submitted: float = 0.0

    def to_text(self) -> str:
        """Return the ticket as text of letters, digits, ``-``, ``_`` and a dot."""
        return PREFIX + base64.urlsafe_b64encode(zlib.compress(msgspec.json.encode(self))).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: object) -> Ticket:
        """Read a ticket.

        Raises:
            InputError: If the text is not one.
        """
        if not isinstance(text, str):
            raise InputError(f"`ticket` must be a string from job.ticket, got {describe(text)}")
        encoded = text.strip().removeprefix(PREFIX)
        try:
            if encoded == text.strip():
                raise ValueError
            data = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
            inflater = zlib.decompressobj()
            content = inflater.decompress(data, MAX_TICKET)
            return msgspec.json.decode(content, type=cls)
        except (ValueError, zlib.error, msgspec.MsgspecError):
            raise InputError("`ticket` is not a complete job ticket; pass the text of job.ticket unchanged") from None


class Captured(Struct, frozen=True, kw_only=True):
    """The arguments of a call that a client's method passes to its core."""

    task: Task[Any]
    inputs: Json
    parameters: Mapping[str, Json]
    passed: Any
    more: dict[str, Any]


class CapturingCore:
    """Stands in for the core of a client, and returns the arguments of a call instead of making it."""

    def __init__(self, core: Any) -> None:
        self.options = core.options

    async def run(
        self, task: Task[Any], inputs: Json, parameters: Mapping[str, Json], passed: Any = None, /, **more: Any
    ) -> Any:
        """Raise the arguments."""
        raise _ArgumentsCaptured(Captured(task=task, inputs=inputs, parameters=parameters, passed=passed, more=more))

    async def run_stream(self, *arguments: Any, **more: Any) -> Any:
        """Refuse a stream.

        Raises:
            InputError: Always.
        """
        raise InputError("a job has no stream; call submit without stream=True")


class BlockingCapturingCore:
    """The same for a blocking client."""

    def __init__(self, core: Any) -> None:
        self._core = CapturingCore(core)
        self.options = core.options

    def run(self, *arguments: Any, **more: Any) -> Any:
        """Raise the arguments."""
        return run_sync(self._core.run(*arguments, **more))

    def run_stream(self, *arguments: Any, **more: Any) -> Any:
        """Refuse a stream."""
        return run_sync(self._core.run_stream(*arguments, **more))


class _ArgumentsCaptured(BaseException):
    def __init__(self, captured: Captured) -> None:
        super().__init__()
        self.captured = captured


def find_method(client: Any, task: object) -> str:
    """Return the name of the client's method for a task: its ID, the method's name, or the method itself.

    Raises:
        InputError: If there is none.
    """
    name = getattr(task, "__name__", None) if callable(task) else task
    if not isinstance(name, str):
        raise InputError(f"`task` must be a task such as 'text-to-video' or a method, got {describe(task)}")
    name = plain_text(name)
    method = name.replace("-", "_")
    kind: Any = client.__class__
    module = getattr(getattr(kind, method, None), "__module__", "")
    if method.startswith("_") or ".methods." not in module or module.endswith(".custom"):
        from inferwire_runtime.providers import did_you_mean  # only for this message

        known = sorted(each for each in dir(kind) if "_to_" in each)
        raise InputError(f"there is no task {name!r:.80}{did_you_mean(method, known)}")
    return method


def capture_arguments(client: Any, method: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Captured:
    """Return what a method of a client passes to its core.

    Raises:
        TypeError: If an argument does not exist.
        InputError: If an argument is invalid, or the method is not that of a task.
    """
    core = client._core
    kind: Any = client.__class__
    stand_in: Any = object.__new__(kind)
    stand_in._core = (BlockingCapturingCore if core.is_blocking else CapturingCore)(core)
    try:
        result = getattr(stand_in, method)(*arguments, **keywords)
        if not core.is_blocking:
            run_sync(result)
    except _ArgumentsCaptured as captured:
        return captured.captured
    raise InputError(f"{method} is not the method of a task, so it has no jobs")


class _Context:
    """Passes everything on to the context of the call."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.submissions = 0  # requests to the provider that are not GET requests

    def __getattr__(self, name: str) -> Any:
        return getattr(self.context, name)

    async def send(self, request: Request) -> Response:
        """Send a request."""
        if request.provider is not None and request.method != "GET" and not request.is_lookup:
            self.submissions += 1
        return cast("Response", await self.context.send(request))

    async def open_stream(self, request: Request, rules: StreamRules) -> StreamingResponse:
        """Send a request for a stream."""
        return cast("StreamingResponse", await self.context.open_stream(request, rules))


class _Submitted(BaseException):
    """Ends the handler once a job is submitted."""


class _SubmittingContext(_Context):
    """Stops the handler before it waits for the first poll."""

    def __init__(self, context: Any) -> None:
        super().__init__(context)
        self.response: Response | None = None

    async def send(self, request: Request) -> Response:
        """Send a request, and keep the response of the last one that may be the submission."""
        response = await super().send(request)
        if request.provider is not None and request.method != "GET" and not request.is_lookup:
            self.response = response
        return response

    async def sleep(self, seconds: float) -> None:
        """End the handler: the job is submitted."""
        raise _Submitted


class _StillRunning(BaseException):
    """Stops the handler before it waits for the next poll."""


class _HasEnded(BaseException):
    """Ends the handler before it requests the result."""


class _ResumingContext(_Context):
    """Returns the response to the submission instead of submitting again.

    Attributes:
        polls: Number of polls to send; None to poll until the job ends.
        interval: Seconds until the next poll, as the provider requests.
    """

    def __init__(self, context: Any, ticket: Ticket, polls: int | None) -> None:
        super().__init__(context)
        self._ticket = ticket
        self._is_resumed = False
        self._waits = 0
        self.polls = polls
        self.sent = 0
        self.interval = 1.0

    async def send(self, request: Request) -> Response:
        """Send a request after the submission."""
        is_call = request.provider is not None and not request.is_lookup
        if not self._is_resumed and is_call and request.method != "GET":
            if self.submissions == self._ticket.before:
                self._is_resumed = True
                return Response(
                    status=self._ticket.status,
                    headers=self._ticket.headers,
                    body=self._ticket.body,
                    url=request.url,
                    server=request.server,
                )
            return await super().send(request)
        if self._is_resumed and self.polls is not None:
            if self.sent == self.polls:
                raise _HasEnded
            self.sent += 1
        return await super().send(request)

    async def sleep(self, seconds: float) -> None:
        """Wait until the next poll; the first one is sent at once."""
        self._waits += 1
        self.interval = seconds
        if self._waits == 1:
            return
        if self.polls is not None and self.sent >= self.polls:
            raise _StillRunning
        await self.context.sleep(seconds)


async def submit(context: Any, task: Task[Any], call: Call, *, prepare: Any, method: str) -> Ticket:
    """Submit a job. Return its ticket.

    Args:
        context: Context of the call.
        task: The task.
        call: The call.
        prepare: Reads the inputs and finds the route of a call.
        method: Method of the client.
    """
    submitting = _SubmittingContext(context)
    call = structs.replace(call, options=structs.replace(call.options, abandon_on_cancel=True))
    call, route, handler = await prepare(submitting, task, call)
    try:
        response = await handler.send_request(call, route)
    except _Submitted:
        assert submitting.response is not None
        response = submitting.response
    else:
        response = submitting.response or response  # finished at once
    options = call.options
    url = options.endpoint_url
    return Ticket(
        method=method,
        task=call.task or "",
        provider=route.provider,
        model=without_secret_query(options.model) if options.model and "://" in options.model else route.hub_model,
        endpoint_url=url and without_secret_query(url),
        before=max(submitting.submissions - 1, 0),
        status=response.status,
        headers={name: response.headers[name] for name in KEPT_HEADERS if name in response.headers},
        body=response.body,
        output_type=options.output_type,
        mapping=options.mapping,
        submitted=time.time(),
    )


def placeholders(task: Task[Any]) -> Json:
    """Return inputs from which a handler can build a body that is never sent."""

    def value(part: str | None) -> Json:
        if part in task.media and task.media[part] != "messages":
            return LocalFile(data=PIXEL, media_type="image/png")
        return "-"

    parts = {part for part in (*task.required_inputs, *task.media) if part is not None}
    return {part: value(part) for part in sorted(parts)} if parts else value(None)


class State(Struct, kw_only=True):
    """What the last poll reported, and how the job ended."""

    status: str = ""
    data: Json = None
    interval: float = 1.0
    is_done: bool = False
    error: JobError | None = None
    result: Any = UNSET
    job: Job | None = None


class JobUpdate(Struct, frozen=True, kw_only=True):
    """What a provider reports about a job.

    Attributes:
        status: Status in the provider's terms; ``cancelled`` after `JobHandle.cancel`.
        position: Place in the provider's queue, if it reports one.
        progress: The fraction that is done, from 0 to 1, if the provider reports it.
        logs: Lines of the job's log, if the provider reports them.
        seconds: Seconds since the submission.
        is_done: Whether the job has ended.
        error: Why it failed.
        data: Response of the provider as decoded JSON.
    """

    status: str
    position: int | None = None
    progress: float | None = None
    logs: tuple[str, ...] = ()
    seconds: float = 0.0
    is_done: bool = False
    error: JobError | None = None
    data: Json = None


class _Handle:
    """Base class of `JobHandle` and `AsyncJobHandle`."""

    def __init__(self, core: Any, task: Task[Any], ticket: Ticket, options: Options) -> None:
        self._core = core
        self._task = structs.replace(task, media={}, required_inputs=(), input_types={}, parameter_types={})
        self._inputs = placeholders(task)
        self._ticket = ticket
        self._options = options
        try:
            data = msgspec.json.decode(ticket.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            data = None
        self._submission = data
        self._state = State(data=data)

    @property
    def ticket(self) -> str:
        """The job as text to store, without any key; `client.job(ticket)` returns a handle again."""
        return self._ticket.to_text()

    @property
    def id(self) -> str | None:
        """The provider's ID for the job; None if the response to the submission has none."""
        from inferwire_runtime.job_details import find_id  # as below

        return find_id(self._submission)

    @property
    def task(self) -> str:
        """ID of the task."""
        return self._ticket.task

    @property
    def provider(self) -> str:
        """Name of the provider."""
        return self._ticket.provider

    @property
    def model(self) -> str | None:
        """ID of the model."""
        return self._ticket.model

    @property
    def status(self) -> str:
        """Status in the provider's terms, as of the last poll; empty before the first one."""
        return self._state.status

    @property
    def data(self) -> Json:
        """The last response of the provider as decoded JSON: to the last poll, or to the submission."""
        return self._state.data

    @property
    def position(self) -> int | None:
        """Place in the provider's queue as of the last poll, if it reports one."""
        from inferwire_runtime.job_details import find_position  # only for callers that read it

        return find_position(self._state.data)

    @property
    def progress(self) -> float | None:
        """The fraction that is done as of the last poll, from 0 to 1, if the provider reports it."""
        from inferwire_runtime.job_details import find_progress  # only for callers that read it

        return 1.0 if self._state.is_done and self._state.error is None else find_progress(self._state.data)

    @property
    def logs(self) -> tuple[str, ...]:
        """Lines of the job's log as of the last poll, if the provider reports them."""
        from inferwire_runtime.job_details import find_logs  # only for callers that read it

        return find_logs(self._state.data)

    @property
    def seconds(self) -> float:
        """Seconds since the submission."""
        return max(time.time() - self._ticket.submitted, 0.0)

    @property
    def is_done(self) -> bool:
        """Whether the job has ended, as of the last poll: with a success or a failure."""
        return self._state.is_done

    @property
    def error(self) -> JobError | None:
        """Why the job failed or was cancelled; None if it did neither, as of the last poll."""
        return self._state.error

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} id={clip(self.id or '', 40)!r} status={clip(self.status)!r}>"

    def _call(self, timeout: float | None, on_progress: Callable[[Job], None] | None) -> Call:
        options = merge_options(self._options, {"timeout": timeout})
        options = structs.replace(options, on_progress=on_progress, abandon_on_cancel=True)
        return Call(
            task=self._ticket.task,
            inputs=self._inputs,
            parameters={},
            options=options,
            known_apis=self._core.known_apis,
        )

    def _end(self, timeout: float | None) -> float:
        total = merge_options(self._options, {"timeout": timeout}).timeout.total
        return cast("float", self._core.clock.now()) + total

    def _wait(self, end: float) -> Callable[[Any, Task[Any], Call], Awaitable[None]]:
        """Return an operation that waits for the next poll.

        Raises:
            InferenceTimeoutError: If that is after ``end``.
        """

        async def wait(context: Any, task: Task[Any], call: Call) -> None:
            left = end - self._core.clock.now()
            if self._state.interval >= left:
                raise InferenceTimeoutError(
                    f"the job at {self.provider} was still {clip(self.status)!r}; call updates() or result() again, "
                    "or cancel()"
                )
            await context.sleep(self._state.interval)

        return wait

    async def _refresh(self, context: Any, task: Task[Any], call: Call) -> None:
        """Poll the job once."""
        resuming = _ResumingContext(context, self._ticket, polls=1)
        call, route, handler = await self._core.prepare_call(resuming, task, call)
        try:
            await handler.send_request(call, route)
        except _StillRunning:
            self._state.interval = resuming.interval
        except _HasEnded:
            self._state.is_done = True
        except JobError as error:
            self._fail(error)
        else:
            self._state.is_done = True
        self._read_job()

    async def _finish(self, context: Any, task: Task[Any], call: Call) -> Any:
        """Poll the job until it ends, and return its result."""
        resuming = _ResumingContext(context, self._ticket, polls=None)
        try:
            result = await self._core.run_task(resuming, task, call)
        except JobError as error:
            self._fail(error)
            raise
        finally:
            self._read_job()
        self._state.result, self._state.is_done = result, True
        return result

    async def _cancel(self, context: Any, task: Task[Any], call: Call) -> bool:
        """Cancel the job. Return whether the provider was notified."""
        resuming = _ResumingContext(context, self._ticket, polls=None)
        call, route, handler = await self._core.prepare_call(resuming, task, call)
        try:
            await handler.send_request(call, route)
        except JobError as error:
            if error.status is not None:  # it had failed
                self._fail(error)
            elif NOTIFIED in error.message:
                self._fail(error)
                self._state.status = "cancelled"
                return True
            elif isinstance(cause := error.__cause__, InferwireError) and cause.status not in REFUSALS:
                raise cause from None
            else:
                get_logger().debug("%s", error.message)
        return False

    def _fail(self, error: JobError) -> None:
        self._state.error, self._state.is_done = error, True

    def _read_job(self) -> None:
        """Read what the last poll changed in the handler's job."""
        job = self._state.job
        if job is not None:
            self._state.status, self._state.data = job.status, job.data

    def _note(self, job: Job) -> None:
        self._state.job = job
        self._read_job()

    def _note_and_cancel(self, job: Job) -> None:
        self._note(job)
        job.cancel()

    def _update(self) -> JobUpdate:
        return JobUpdate(
            status=self.status,
            position=self.position,
            progress=self.progress,
            logs=self.logs,
            seconds=self.seconds,
            is_done=self.is_done,
            error=self.error,
            data=self.data,
        )

    def _known_result(self) -> Any:
        """Return the result, or UNSET if the job has not ended.

        Raises:
            JobError: If it failed.
        """
        if self._state.error is not None:
            raise self._state.error
        return self._state.result


class JobHandle(_Handle):
    """A job at a provider, of a blocking client. `ticket` is text to store; `client.job(ticket)` returns it again.

    Nothing is polled in the background: `refresh`, `updates` and `result` poll, and the other attributes have what the
    last poll reported.
    """

    def refresh(self) -> JobUpdate:
        """Poll the job once, and return what the provider reports.

        Raises:
            InferwireError: If the poll fails. A job that failed has its error in `error`.
        """
        if not self.is_done:
            self._core.run_operation(self._refresh, self._task, self._call(None, self._note))
        return self._update()

    def updates(self, *, timeout: float | None = None) -> Iterator[JobUpdate]:
        """Poll the job until it ends, and yield what each poll reports. The provider, or its spec, sets the interval.

        Args:
            timeout: Seconds after which it stops. Default: the time limit of the client's calls.

        Raises:
            InferenceTimeoutError: If the job has not ended in time. The job continues.
        """
        end = self._end(timeout)
        while True:
            yield self.refresh()
            if self.is_done:
                return
            self._core.run_operation(self._wait(end), self._task, self._call(None, None))

    def result(self, *, timeout: float | None = None) -> Any:
        """Poll the job until it ends, and return its result.

        Args:
            timeout: Seconds after which it stops. Default: the time limit of the client's calls.

        Raises:
            JobError: If the job failed or was cancelled.
            InferenceTimeoutError: If the job has not ended in time. The job continues.
        """
        if (known := self._known_result()) is not UNSET:
            return known
        return self._core.run_operation(self._finish, self._task, self._call(timeout, self._note))

    def cancel(self) -> bool:
        """Cancel the job. Return whether the provider was notified; False if it has no way to cancel, or the job ended.

        It may still finish, and bill, the job.

        Raises:
            InferwireError: If the provider could not be reached or failed, so that the job goes on.
        """
        if self.is_done:
            return False
        notified: bool = self._core.run_operation(self._cancel, self._task, self._call(None, self._note_and_cancel))
        return notified


class AsyncJobHandle(_Handle):
    """A job at a provider, of an asynchronous client: `JobHandle` with methods to await."""

    async def refresh(self) -> JobUpdate:
        """Poll the job once, and return what the provider reports.

        Raises:
            InferwireError: If the poll fails. A job that failed has its error in `error`.
        """
        if not self.is_done:
            await self._core.run_operation(self._refresh, self._task, self._call(None, self._note))
        return self._update()

    def updates(self, *, timeout: float | None = None) -> AsyncIterator[JobUpdate]:
        """Poll the job until it ends, and yield what each poll reports. The provider, or its spec, sets the interval.

        Args:
            timeout: Seconds after which it stops. Default: the time limit of the client's calls.

        Raises:
            InferenceTimeoutError: If the job has not ended in time. The job continues.
        """
        return _AsyncUpdates(self, self._end(timeout))

    async def _wait_until(self, end: float) -> None:
        await self._core.run_operation(self._wait(end), self._task, self._call(None, None))

    async def result(self, *, timeout: float | None = None) -> Any:
        """Poll the job until it ends, and return its result.

        Args:
            timeout: Seconds after which it stops. Default: the time limit of the client's calls.

        Raises:
            JobError: If the job failed or was cancelled.
            InferenceTimeoutError: If the job has not ended in time. The job continues.
        """
        if (known := self._known_result()) is not UNSET:
            return known
        return await self._core.run_operation(self._finish, self._task, self._call(timeout, self._note))

    async def cancel(self) -> bool:
        """Cancel the job. Return whether the provider was notified; False if it has no way to cancel, or the job ended.

        It may still finish, and bill, the job.

        Raises:
            InferwireError: If the provider could not be reached or failed, so that the job goes on.
        """
        if self.is_done:
            return False
        call = self._call(None, self._note_and_cancel)
        notified: bool = await self._core.run_operation(self._cancel, self._task, call)
        return notified


class _AsyncUpdates:
    """Iterates over the updates of a job. Unlike an asynchronous generator, it needs no event loop to end."""

    def __init__(self, handle: AsyncJobHandle, end: float) -> None:
        self._handle = handle
        self._end = end
        self._has_begun = False
        self._has_ended = False

    def __aiter__(self) -> AsyncIterator[JobUpdate]:
        return self

    async def __anext__(self) -> JobUpdate:
        if self._has_ended:
            raise StopAsyncIteration
        if self._has_begun:
            await self._handle._wait_until(self._end)  # pyright: ignore[reportPrivateUsage]
        self._has_begun = True
        update = await self._handle.refresh()
        self._has_ended = update.is_done
        return update


def submitted_handle(core: Any, captured: Captured, call: Call, ticket: Ticket) -> Any:
    """Return the handle of a job that was submitted."""
    kind = JobHandle if core.is_blocking else AsyncJobHandle
    return kind(core, captured.task, ticket, options_for(call.options, ticket))


def options_for(options: Options, ticket: Ticket) -> Options:
    """Return the options to poll a job: those of the client, with the provider and the model of the ticket."""
    provider: str = "auto" if ticket.provider == ENDPOINT else ticket.provider
    if isinstance(options.provider, PrivateProvider) and options.provider == ticket.provider:
        provider = options.provider
    return structs.replace(
        options,
        provider=provider,
        providers=(),
        model=options.model if ticket.endpoint_url is None and ticket.provider == ENDPOINT else ticket.model,
        models=(),
        endpoint_url=ticket.endpoint_url,
        output_type=ticket.output_type,
        mapping=ticket.mapping,
        extra_body={},
        extra_parameters={},
    )


def resumed_handle(client: Any, text: object) -> Any:
    """Return the handle of the job of a ticket.

    Raises:
        InputError: If the text is not a ticket, or one of a method that the client lacks.
    """
    ticket = Ticket.from_text(text)
    method = find_method(client, ticket.method)
    package = getattr(client, method).__module__.partition(".methods")[0]
    try:
        task: Task[Any] = import_module(f"{package}.tasks.{method}").TASK
    except (ImportError, AttributeError):
        raise InputError(f"`ticket` is for {clip(method)}, which has no jobs; pass the ticket of a job") from None
    core = client._core
    kind = JobHandle if core.is_blocking else AsyncJobHandle
    return kind(core, task, ticket, options_for(core.options, ticket))


publish(AsyncJobHandle, JobHandle, JobUpdate)
