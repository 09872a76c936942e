"""Callbacks of every kind of function, over real HTTP: awaited on event loops, refused by blocking clients."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, InputError, Retry
from inferwire_runtime import core

MODEL = "a/model"
JOB = {
    "id": "j1",
    "status": "starting",
    "urls": {"get": "https://api.test/v1/predictions/j1", "cancel": "https://api.test/v1/predictions/j1/cancel"},
}
KEY = "r8_" + "k" * 37
SEEN: list[Any] = []


def respond(connection: socket.socket, body: Any, status: bytes = b"200 OK") -> None:
    raw = json.dumps(body).encode()
    head = b"HTTP/1.1 %b\r\ncontent-type: application/json\r\nretry-after: 0.05\r\ncontent-length: %d\r\n\r\n" % (
        status,
        len(raw),
    )
    connection.sendall(head + raw)


class Provider:
    """Replicate, as seen through the emulator's URL scheme: a job that finishes after ``polls`` polls.

    If ``is_silent``, the request that cancels the job gets no response.
    """

    def __init__(self, serve: Any, *, polls: int = 1, failures: int = 0, is_silent: bool = False) -> None:
        self._left, self._failures, self._is_silent = polls, failures, is_silent
        self.server = serve(self._handle)
        self.url = self.server.url

    def _handle(self, connection: socket.socket, number: int, count: int) -> None:
        line = self.server.requests[-1].split(b"\r\n")[0]
        if self._is_silent and b"/cancel" in line:
            return
        if b"/api/models/" in line:
            mapping = {"replicate": {"status": "live", "providerId": "own/model", "task": "text-to-image"}}
            respond(connection, {"id": MODEL, "inferenceProviderMapping": mapping})
        elif line.startswith(b"POST") and self._failures:
            self._failures -= 1
            respond(connection, {"detail": "busy"}, b"429 Too Many Requests")
        elif line.startswith(b"POST") or self._left:
            self._left -= not line.startswith(b"POST")
            respond(connection, JOB)
        else:
            respond(connection, JOB | {"status": "succeeded", "output": ["https://a.test/x.png"]})

    @property
    def lines(self) -> list[str]:
        """The method and path of each request to the provider."""
        lines = [raw.split(b"\r\n")[0].decode().split(" ") for raw in list(self.server.requests)]
        return [f"{method} {path.partition('.com')[2]}" for method, path, _ in lines if "replicate" in path]


def note(value: Any) -> None:
    SEEN.append(value)


async def note_async(value: Any) -> None:
    await anyio.sleep(0)
    SEEN.append(value)


class Noting:
    async def __call__(self, value: Any) -> None:
        await note_async(value)

    async def method(self, value: Any) -> None:
        await note_async(value)

    @staticmethod
    async def static(value: Any) -> None:
        await note_async(value)


async def note_with(prefix: str, value: Any) -> None:
    await note_async(value)


def returns_coroutine(value: Any) -> Awaitable[None]:
    return note_async(value)


class Awaited:
    """An awaitable that is not a coroutine."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __await__(self) -> Any:
        return note_async(self.value).__await__()


DECLARED: dict[str, Any] = {
    "function": note_async,
    "partial": partial(note_with, "p"),
    "partial of a partial": partial(partial(note_with), "p"),
    "object": Noting(),
    "partial of an object": partial(Noting()),
    "method": Noting().method,
    "static method": Noting.static,
}
RETURNED: dict[str, Any] = {
    "returns a coroutine": returns_coroutine,
    "lambda": lambda value: note_async(value),
    "class of an awaitable": Awaited,
}
KINDS = DECLARED | RETURNED
OPTIONS = ("on_progress", "on_retry")


def options_for(option: str, function: Any) -> dict[str, Any]:
    if option == "on_retry":
        return {"retry": Retry(initial_delay=0.0, on_retry=function)}
    return {"on_progress": function, "retry": Retry(initial_delay=0.0)}


@pytest.fixture(autouse=True)
def clear_seen() -> None:
    SEEN.clear()


async def draw(provider: Provider, **options: Any) -> Any:
    async with AsyncInferenceClient(MODEL, provider="replicate", api_key=KEY, emulator_url=provider.url) as client:
        return await client.text_to_image("a cat", output_type="url", **options)


def draw_blocking(provider: Provider, **options: Any) -> Any:
    with InferenceClient(MODEL, provider="replicate", api_key=KEY, emulator_url=provider.url) as client:
        return client.text_to_image("a cat", output_type="url", **options)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("kind", [*KINDS, "regular function"])
def test_a_callback_is_awaited_on_an_event_loop(kind: str, option: str, backend: str, serve: Any) -> None:
    provider = Provider(serve, failures=1)
    function = KINDS.get(kind, note)
    anyio.run(partial(draw, provider, **options_for(option, function)), backend=backend)
    expected = inferwire.RetryEvent if option == "on_retry" else inferwire.Job
    assert SEEN
    assert all(isinstance(value, expected) for value in SEEN)


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("kind", DECLARED)
def test_a_blocking_client_refuses_an_async_callback_before_anything_is_sent(
    kind: str, option: str, serve: Any
) -> None:
    provider, options = Provider(serve), options_for(option, DECLARED[kind])
    message = f"`{option}` must not be an async function in a blocking client"
    with pytest.raises(InputError, match=message):
        draw_blocking(provider, **options)
    with pytest.raises(InputError, match=message):
        InferenceClient().with_options(**options)
    if option == "on_retry":
        with pytest.raises(InputError, match=message):
            InferenceClient(**options)
    assert (provider.server.requests, SEEN) == ([], [])


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("kind", RETURNED)
def test_a_blocking_client_refuses_an_awaitable_that_a_callback_returns(kind: str, option: str, serve: Any) -> None:
    provider = Provider(serve, failures=1)
    with pytest.raises(InputError, match=f"`{option}` returned an awaitable"):
        draw_blocking(provider, **options_for(option, RETURNED[kind]))
    assert SEEN == []


def generator(value: Any) -> Any:
    yield value


async def async_generator(value: Any) -> Any:
    yield value


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("function", [generator, async_generator, partial(generator)])
def test_a_generator_function_is_refused_because_its_body_would_not_run(option: str, function: Any) -> None:
    for client in (InferenceClient(), AsyncInferenceClient()):
        with pytest.raises(InputError, match=f"`{option}` must be a function without `yield`"):
            client.with_options(**options_for(option, function))


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("backend", ["blocking", "asyncio", "trio"])
def test_an_exception_of_a_callback_reaches_the_caller(backend: str, option: str, serve: Any) -> None:
    def fail(value: Any) -> None:
        raise ZeroDivisionError("from the callback")

    async def fail_async(value: Any) -> None:
        await anyio.sleep(0)
        raise ZeroDivisionError("from the callback")

    for function in [fail] if backend == "blocking" else [fail, fail_async]:
        provider = Provider(serve, failures=1)
        options = options_for(option, function)
        run = partial(draw_blocking if backend == "blocking" else draw, provider, **options)
        with pytest.raises(ZeroDivisionError, match="from the callback"):
            run() if backend == "blocking" else anyio.run(run, backend=backend)
        assert ("POST /v1/predictions/j1/cancel" in provider.lines) == (option == "on_progress")


def test_a_job_is_cancelled_once_if_its_call_is_cancelled_inside_a_callback(serve: Any) -> None:
    provider = Provider(serve, polls=1000)

    async def wait(job: inferwire.Job) -> None:
        await asyncio.sleep(60)

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await draw(provider, on_progress=wait)

    asyncio.run(main())
    assert provider.lines[1:] == ["POST /v1/predictions/j1/cancel"]


# Cancelling the call cancels the job

Cancel = Callable[[Provider, Any], Any]


async def poll_until_begun(provider: Provider) -> None:
    while len(provider.lines) < 2:
        await anyio.sleep(0.01)


async def by_task(provider: Provider, options: Any) -> None:
    task = asyncio.create_task(draw(provider, **options))
    await poll_until_begun(provider)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def by_task_twice(provider: Provider, options: Any) -> None:
    task = asyncio.create_task(draw(provider, **options))
    await poll_until_begun(provider)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def by_timeout(provider: Provider, options: Any) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await draw(provider, **options)


async def by_wait_for(provider: Provider, options: Any) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(draw(provider, **options), 0.5)


async def by_scope(provider: Provider, options: Any) -> None:
    with anyio.move_on_after(0.5) as scope:
        await draw(provider, **options)
    assert scope.cancelled_caught


async def by_group(provider: Provider, options: Any) -> None:
    async with anyio.create_task_group() as group:
        group.start_soon(partial(draw, provider, **options))
        await poll_until_begun(provider)
        group.cancel_scope.cancel()


async def by_total(provider: Provider, options: Any) -> None:
    with pytest.raises(inferwire.InferenceTimeoutError, match="the job was still 'starting'"):
        await draw(provider, **options, timeout=0.5)


CANCELLATIONS = [
    *(("asyncio", cancel) for cancel in (by_task, by_task_twice, by_timeout, by_wait_for)),
    *((backend, cancel) for backend in ("asyncio", "trio") for cancel in (by_scope, by_group, by_total)),
]


@pytest.mark.parametrize(("backend", "cancel"), CANCELLATIONS)
def test_a_call_that_is_cancelled_cancels_its_job(backend: str, cancel: Cancel, serve: Any) -> None:
    provider = Provider(serve, polls=1000)
    anyio.run(cancel, provider, {}, backend=backend)
    assert provider.lines[-1] == "POST /v1/predictions/j1/cancel"
    assert provider.lines.count(provider.lines[-1]) == 1
    assert b"authorization: bearer " + KEY.encode() in provider.server.requests[-1].lower()


@pytest.mark.parametrize(("backend", "cancel"), CANCELLATIONS)
def test_a_call_that_is_cancelled_may_leave_its_job_running(backend: str, cancel: Cancel, serve: Any) -> None:
    provider = Provider(serve, polls=1000)
    anyio.run(cancel, provider, {"abandon_on_cancel": True}, backend=backend)
    assert not any(line.endswith("/cancel") for line in provider.lines)


def test_a_blocking_call_that_runs_out_of_time_cancels_its_job(serve: Any) -> None:
    provider = Provider(serve, polls=1000)
    with pytest.raises(inferwire.InferenceTimeoutError, match="the job was still 'starting'"):
        draw_blocking(provider, timeout=0.5)
    assert provider.lines[-1] == "POST /v1/predictions/j1/cancel"


INTERRUPTED = """
import sys
from inferwire import InferenceClient
client = InferenceClient("a/model", provider="replicate", api_key=sys.argv[2], emulator_url=sys.argv[1])
def report(job):
    if job.polls == 1:
        print("polled", flush=True)
try:
    client.text_to_image("a cat", on_progress=report, abandon_on_cancel=sys.argv[3] == "True")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send one process an interrupt")
@pytest.mark.parametrize("abandon", [False, True])
def test_an_interrupt_of_a_blocking_call_cancels_its_job(abandon: bool, serve: Any) -> None:
    provider = Provider(serve, polls=1000)
    script = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{INTERRUPTED}"
    command = [sys.executable, "-c", script, provider.url, KEY, str(abandon)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "polled\n"
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "interrupted\n"
    assert any(line.endswith("/cancel") for line in provider.lines) is not abandon


@pytest.mark.parametrize("backend", ["blocking", "asyncio", "trio"])
def test_a_silent_provider_delays_the_end_of_a_cancelled_call_only_briefly(
    backend: str, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert core.SHIELD_SECONDS == 2.0
    monkeypatch.setattr(core, "SHIELD_SECONDS", 0.3)
    provider = Provider(serve, polls=1000, is_silent=True)

    def interrupt(job: inferwire.Job) -> None:
        raise KeyboardInterrupt

    run = partial(draw_blocking if backend == "blocking" else draw, provider, on_progress=interrupt)
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run() if backend == "blocking" else anyio.run(run, backend=backend)
    assert 0.25 < time.monotonic() - start < 1.9
    assert provider.lines[-1] == "POST /v1/predictions/j1/cancel"
