"""Every kind of client carries a call to its result in the same way: blocking, on asyncio and on trio."""

from __future__ import annotations

import asyncio
import copy
import math
import pickle
import threading
import traceback
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from anyio.lowlevel import checkpoint

from inferwire_http.backends import run_sync
from inferwire_http.backends.blocking import BlockingBackend
from inferwire_http.exceptions import TransportError
from inferwire_runtime import errors
from inferwire_runtime.cache import MAX_AGE, MAX_ENTRIES, TTLCache
from inferwire_runtime.client import AsyncClient, Client
from inferwire_runtime.errors import InferwireError, InputError, OutputError, ProviderError, RateLimitError
from inferwire_runtime.models import Call, Request, Route
from inferwire_runtime.policy import NO_RETRY, Retry, RetryEvent, Timeout
from inferwire_runtime.uploads import LocalFile
from tests.support.calls import (
    API,
    BUSY,
    DOWN,
    LOADING,
    MISSING,
    OK,
    FakeClock,
    FakeServer,
    Send,
    all_backends,
    async_client,
    blocking_client,
    event_loops,
    perform,
    run_asyncio,
    run_blocking,
)
from tests.support.known_keys import SECRET


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_TOKEN", "INFERWIRE_EMULATOR_URL"):
        monkeypatch.delenv(name, raising=False)


async def post(call: Call, route: Route) -> Any:
    response = await route.post("/embed", json=call.body({"inputs": call.inputs}))
    return response.json()


async def get(call: Call, route: Route) -> Any:
    return (await route.get("/embed")).json()


# The send of a call


@all_backends
def test_a_call_is_sent_and_its_response_returned(run: Any) -> None:
    server = FakeServer(OK)
    assert run(post, server, headers={"X-Own": "o"}) == OK
    (request,) = server.requests
    assert (request.method, str(request.url), request.content) == ("POST", f"{API}/embed", b'{"inputs":"a"}')
    headers = {name: request.headers[name] for name in ("authorization", "content-type", "x-route", "x-own")}
    assert headers == {
        "authorization": f"Bearer {SECRET}",
        "content-type": "application/json",
        "x-route": "r",
        "x-own": "o",
    }
    assert request.headers["user-agent"].startswith("inferwire/")


@all_backends
def test_a_get_has_no_content_type(run: Any) -> None:
    server = FakeServer(OK)
    run(get, server)
    assert "content-type" not in server.requests[0].headers


@all_backends
def test_a_file_can_be_the_whole_body(run: Any) -> None:
    async def send(call: Call, route: Route) -> Any:
        return (await route.post("/asr", content=call.only_file())).json()

    server = FakeServer(OK)
    assert run(send, server, inputs=LocalFile(data=b"fLaC", media_type="audio/flac")) == OK
    assert server.requests[0].content == b"fLaC"
    assert server.requests[0].headers["content-type"] == "audio/flac"


@all_backends
def test_a_handler_can_sleep_between_requests(run: Any) -> None:
    async def send(call: Call, route: Route) -> Any:
        job = (await route.post("/jobs", json={})).json()
        while (await route.get(f"/jobs/{job['id']}")).json()["status"] != "done":
            await route.context.sleep(2.5)
        return (await route.get(f"/jobs/{job['id']}/result")).json()

    clock = FakeClock()
    server = FakeServer({"id": "7"}, {"status": "queued"}, {"status": "running"}, {"status": "done"}, OK)
    assert run(send, server, clock=clock) == OK
    assert clock.waits == [2.5, 2.5]
    assert server.paths == ["POST /jobs", *["GET /jobs/7"] * 3, "GET /jobs/7/result"]


@all_backends
def test_the_result_and_the_error_of_blocking_work_reach_the_handler(run: Any) -> None:
    def fail() -> None:
        raise InputError("no such file")

    async def send(call: Call, route: Route) -> Any:
        try:
            await route.context.run_in_thread(fail)
        except InputError as error:
            message = error.message
        return await route.context.run_in_thread(lambda: f"{message}, so there is none")

    assert run(send, FakeServer(OK)) == "no such file, so there is none"


@event_loops
def test_blocking_work_runs_off_the_event_loop(backend: str) -> None:
    async def send(call: Call, route: Route) -> Any:
        return await route.context.run_in_thread(threading.current_thread)

    assert run_asyncio(send, FakeServer(OK), backend=backend) is not threading.current_thread()
    assert run_blocking(send, FakeServer(OK)) is threading.current_thread()


@all_backends
def test_a_404_can_be_caught_by_a_handler(run: Any) -> None:
    async def send(call: Call, route: Route) -> Any:
        with pytest.raises(ProviderError) as caught:
            await route.get("/v1")
        assert (caught.value.status, len(caught.value.attempts)) == (404, 1)
        return (await route.get("/native")).json()

    server = FakeServer(MISSING, OK)
    assert run(send, server) == OK
    assert server.paths == ["GET /v1", "GET /native"]


@all_backends
def test_what_cannot_be_encoded_is_not_sent(run: Any) -> None:
    server = FakeServer(OK)
    with pytest.raises(InputError, match="inputs is nan"):
        run(post, server, inputs=float("nan"))
    assert server.requests == []


@all_backends
@pytest.mark.parametrize("library", [httpx, httpx2])
def test_a_client_of_either_library_works(run: Any, library: Any) -> None:
    def handler(request: Any) -> Any:
        seen.append(request.url.path)
        if len(seen) == 1:
            raise library.ConnectError("refused")
        return library.Response(200, json=OK)

    seen: list[str] = []
    assert run(post, handler, library=library) == OK
    assert seen == ["/embed", "/embed"]


# Retries


@all_backends
def test_a_request_is_retried_until_it_succeeds(run: Any) -> None:
    clock, server, events = FakeClock(), FakeServer(BUSY, DOWN, OK), list[RetryEvent]()
    assert run(post, server, clock=clock, retry=Retry(attempts=3, on_retry=events.append)) == OK
    assert len(server.requests) == 3
    assert len({request.content for request in server.requests}) == 1
    assert clock.waits[0] == 7.0
    assert [(event.attempt, event.delay, event.error.status) for event in events] == [
        (1, 7.0, 429),
        (2, clock.waits[1], 500),
    ]


@all_backends
def test_the_last_error_is_raised_with_its_context(run: Any) -> None:
    server = FakeServer(DOWN, BUSY)
    with pytest.raises(RateLimitError, match="Test returned 429: slow down") as caught:
        run(post, server, retry=3)
    error = caught.value
    assert (len(error.attempts), error.status, error.retry_after) == (3, 429, 7.0)
    assert (error.task, error.model, error.provider) == ("text-classification", "a/b", "test")
    assert "(task text-classification, model a/b, 3 attempts)" in str(error)


@all_backends
@pytest.mark.parametrize(
    ("response", "retry"), [(BUSY, 1), (DOWN, 1), (BUSY, NO_RETRY), (DOWN, NO_RETRY), (LOADING, NO_RETRY)]
)
def test_without_retries_a_request_is_sent_once(run: Any, response: Any, retry: Any) -> None:
    server = FakeServer(response, OK)
    with pytest.raises(ProviderError):
        run(post, server, retry=retry)
    assert len(server.requests) == 1


@all_backends
def test_a_loading_model_is_waited_for_up_to_the_deadline(run: Any) -> None:
    clock = FakeClock()
    with pytest.raises(ProviderError, match="loading") as caught:
        run(post, FakeServer(LOADING), clock=clock, timeout=70, retry=1)
    assert clock.waits == [20.0, 20.0, 20.0]
    assert caught.value.status == 503
    assert "no response from Test within 70 seconds" in caught.value.__notes__[0]
    assert len(caught.value.attempts) == 4


@all_backends
@pytest.mark.parametrize(
    ("fails", "is_retried"),
    [
        ([httpx.ConnectError("refused")], True),
        ([DOWN], False),
        ([httpx.ReadError("reset")], False),
        ([httpx.RemoteProtocolError("cut")], False),
        ([LOADING, BUSY], True),
    ],
)
def test_a_submission_that_may_have_arrived_is_not_sent_again(run: Any, fails: list[Any], is_retried: bool) -> None:
    async def send(call: Call, route: Route) -> Any:
        request = Request(method="POST", url=route.url("/jobs"), json={}, key=route.key, is_idempotent=False)
        return (await route.context.send(request)).json()

    server = FakeServer(*fails, OK)
    if is_retried:
        assert run(send, server) == OK
    else:
        with pytest.raises(InferwireError):
            run(send, server)
    assert len(server.requests) == 1 + is_retried * len(fails)


@all_backends
@pytest.mark.parametrize(
    ("fail", "cls", "message"),
    [
        (httpx.ConnectError("refused"), errors.InferenceConnectionError, "Test could not be reached: refused"),
        (
            httpx.ReadError(""),
            errors.InferenceConnectionError,
            "Test closed the connection before its response was complete",
        ),
        (
            httpx.RemoteProtocolError("peer closed connection"),
            errors.InferenceConnectionError,
            "Test closed the connection before its response was complete: peer closed connection; call again",
        ),
        (
            httpx.RemoteProtocolError("bad length"),
            errors.InferenceConnectionError,
            "Test sent an invalid HTTP response: bad length; check the URL or call again",
        ),
        (
            httpx.DecodingError("bad gzip"),
            OutputError,
            "the response from Test cannot be decompressed: bad gzip; call again",
        ),
        (httpx.ConnectTimeout("late"), errors.InferenceTimeoutError, "Test could not be reached in time"),
        (
            httpx.PoolTimeout("late"),
            errors.InferenceTimeoutError,
            "too many requests are in progress to send this one to Test",
        ),
        (httpx.ReadTimeout("late"), errors.InferenceTimeoutError, "Test was silent for too long"),
        (httpx.WriteTimeout("late"), errors.InferenceTimeoutError, "Test was silent for too long"),
        (httpx.UnsupportedProtocol("gopher"), InputError, "the request to Test cannot be sent: gopher"),
    ],
    ids=repr,
)
def test_errors_of_the_library_become_ours(run: Any, fail: Exception, cls: type[InferwireError], message: str) -> None:
    with pytest.raises(cls, match=message) as caught:
        run(post, FakeServer(fail), retry=1)
    cause = caught.value.__cause__
    assert isinstance(cause, TransportError)
    assert cause.__cause__ is fail


@pytest.mark.parametrize("host", ["a..test", f"{'a' * 64}.test"])
@all_backends
def test_a_host_that_cannot_exist_is_an_input_error(run: Any, host: str) -> None:
    async def post_to(call: Call, route: Route) -> Any:
        await route.context.send(Request(method="POST", url=f"https://{host}/v1", server="Test"))

    with pytest.raises(InputError, match=r"the request to Test cannot be sent: .* is not the name of a host"):
        run(post_to, FakeServer(OK), retry=1)


# Deadlines


@all_backends
def test_a_wait_beyond_the_deadline_does_not_begin(run: Any) -> None:
    clock, server = FakeClock(), FakeServer(BUSY)
    with pytest.raises(RateLimitError, match="slow down") as caught:
        run(post, server, clock=clock, timeout=5)
    assert clock.waits == []
    assert len(server.requests) == 1
    assert (caught.value.status, caught.value.retry_after) == (429, 7.0)
    assert "within 5 seconds; raise timeout= or call again" in caught.value.__notes__[0]


@all_backends
def test_an_echoed_key_is_redacted_in_the_events_of_retries(run: Any) -> None:
    seen: list[str] = []
    echo = (429, {}, f'{{"error": "slow down, {SECRET}"}}'.encode())
    run(
        post, FakeServer(echo, OK), retry=Retry(initial_delay=0.1, on_retry=lambda event: seen.append(str(event.error)))
    )
    assert len(seen) == 1
    assert "slow down, ***" in seen[0]
    assert SECRET not in seen[0]


@all_backends
def test_an_echoed_key_is_redacted_in_the_printed_causes(run: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "inferwire")
    with pytest.raises(errors.InferenceConnectionError) as caught:
        run(post, FakeServer(httpx.RemoteProtocolError(f"illegal status line: {SECRET}")), retry=1)
    printed = "".join(traceback.format_exception(caught.value))
    assert printed.count("illegal status line: ***") == 3
    assert SECRET not in printed
    assert "failed: Test sent an invalid HTTP response" in caplog.text
    assert SECRET not in caplog.text


@all_backends
def test_an_echoed_key_is_redacted_in_the_attempts_of_a_response(run: Any) -> None:
    async def send(call: Call, route: Route) -> Any:
        return (await route.post("/embed", json={})).attempts

    echo = (429, {}, f'{{"error": "slow down, {SECRET}"}}'.encode())
    attempts = run(send, FakeServer(echo, OK))
    assert [attempt.status for attempt in attempts] == [429, 200]
    assert "slow down, ***" in attempts[0].error
    assert SECRET not in repr(attempts)


@all_backends
def test_an_error_about_the_shape_of_a_response_has_its_request_id_and_body(run: Any) -> None:
    async def send(call: Call, route: Route) -> Any:
        return (await route.post("/embed", json={})).decode(list[int])

    response = (200, {"content-type": "application/json", "x-request-id": "r-7"}, b'{"odd": 1}')
    with pytest.raises(OutputError) as caught:
        run(send, FakeServer(response))
    error = caught.value
    assert (error.status, error.request_id, error.body, len(error.attempts)) == (200, "r-7", '{"odd": 1}', 1)


@all_backends
def test_a_job_is_polled_up_to_the_deadline(run: Any) -> None:
    async def send(call: Call, route: Route) -> Any:
        while True:
            await route.get("/jobs/7")
            await route.context.sleep(100)

    clock = FakeClock()
    with pytest.raises(errors.InferenceTimeoutError, match="no response from Test within 600 seconds"):
        run(send, FakeServer(OK), clock=clock)
    assert clock.waits == [100.0] * 5


@all_backends
def test_nothing_is_sent_after_the_deadline(run: Any) -> None:
    clock = FakeClock()

    def slow(request: Any) -> Any:
        clock.time += 1000
        return server(request)

    server = FakeServer(DOWN)
    with pytest.raises(ProviderError, match="returned 500") as caught:  # more informative than a timeout
        run(post, slow, clock=clock)
    assert "not sent again: no response from Test within 600 seconds" in caught.value.__notes__[0]
    assert len(server.requests) == 1


@all_backends
def test_a_handler_can_catch_the_error_of_the_deadline(run: Any) -> None:
    async def send(call: Call, route: Route) -> Any:
        try:
            await route.context.sleep(601)
        except errors.InferenceTimeoutError as error:
            raise OutputError("the job was still 'queued'") from error

    with pytest.raises(OutputError, match="still 'queued'"):
        run(send, FakeServer(OK))


@all_backends
def test_without_a_limit_a_call_may_wait_for_ever(run: Any) -> None:
    async def send(call: Call, route: Route) -> Any:
        await route.context.sleep(1e8)
        return (await route.get("/embed")).json()

    server = FakeServer(OK)
    assert run(send, server, timeout=math.inf) == OK
    # A slot may take as long as the call, and the response may begin as late as it likes.
    sent, silence = {"connect": 10, "write": 60, "pool": None}, {"read": 60}
    assert server.timeouts == [sent | {"read": None}]
    assert server.requests[0].extensions["timeout"] == sent | silence


@all_backends
def test_no_step_may_take_longer_than_the_deadline_allows(run: Any) -> None:
    async def send(call: Call, route: Route) -> Any:
        await route.get("/a")
        await route.context.sleep(25)
        return await route.get("/b")

    server = FakeServer(OK)
    run(send, server, timeout=Timeout(connect=8, total=30))
    for name, bounds in {"read": [30, 5], "connect": [8, 5], "pool": [30, 5], "write": [30, 5]}.items():
        sent = [request.extensions["timeout"][name] for request in server.requests]
        assert sent == pytest.approx(bounds, abs=0.5)


# Looking up once


async def look_up(call: Call, route: Route) -> Any:
    async def load() -> Any:
        return (await route.get("/who")).json()

    return await route.context.cached(("who",), load)


def drive_sync(client: Any, *sends: Send) -> list[Any]:
    return [perform(client, send) for send in sends]


def drive_async(client: Any, *sends: Send, backend: str = "asyncio") -> list[Any]:
    async def main() -> list[Any]:
        return [await perform(client, send) for send in sends]

    return anyio.run(main, backend=backend)


both_clients = pytest.mark.parametrize(
    ("make", "drive"),
    [(blocking_client, drive_sync), (async_client, drive_async), (async_client, partial(drive_async, backend="trio"))],
    ids=["sync", "asyncio", "trio"],
)


@both_clients
def test_a_look_up_is_cached_until_it_is_old(make: Any, drive: Any) -> None:
    clock, server = FakeClock(), FakeServer({"who": 1}, {"who": 2})
    client = make(server, clock)
    assert drive(client, look_up, look_up) == [{"who": 1}] * 2
    clock.time += MAX_AGE - 1
    assert drive(client, look_up) == [{"who": 1}]
    clock.time += 1
    assert drive(client, look_up, look_up) == [{"who": 2}] * 2
    assert len(server.requests) == 2


@both_clients
def test_a_look_up_that_fails_is_not_cached(make: Any, drive: Any) -> None:
    server = FakeServer(MISSING, OK)
    client = make(server)
    with pytest.raises(ProviderError):
        drive(client, look_up)
    assert drive(client, look_up) == [OK]


@both_clients
def test_look_ups_are_cached_by_their_keys(make: Any, drive: Any) -> None:
    def look_up_by(name: str) -> Send:
        async def send(call: Call, route: Route) -> Any:
            return await route.context.cached((name,), lambda: get(call, route))

        return send

    server = FakeServer({"n": 1}, {"n": 2})
    assert drive(make(server), look_up_by("a"), look_up_by("b"), look_up_by("a")) == [{"n": 1}, {"n": 2}, {"n": 1}]


def test_threads_that_need_the_same_key_share_one_look_up() -> None:
    count = 8
    all_are_here = threading.Barrier(count)
    server = FakeServer({"who": 1})

    async def send(call: Call, route: Route) -> Any:
        await route.context.run_in_thread(partial(all_are_here.wait, 10))
        return await look_up(call, route)

    client = blocking_client(server)
    results: list[Any] = []
    threads = [threading.Thread(target=lambda: results.append(perform(client, send))) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert results == [{"who": 1}] * count
    assert server.paths == ["GET /who"]


@event_loops
def test_tasks_that_need_the_same_key_share_one_look_up(backend: str) -> None:
    async def main() -> None:
        started, may_respond = 0, anyio.Event()

        async def slow(request: Any) -> Any:
            await may_respond.wait()
            return server(request)

        async def make_call() -> None:
            nonlocal started
            started += 1
            if started == 8:
                may_respond.set()
            results.append(await perform(client, look_up))

        client = async_client(slow)
        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(make_call)

    server, results = FakeServer({"who": 1}), list[Any]()
    anyio.run(main, backend=backend)
    assert results == [{"who": 1}] * 8
    assert server.paths == ["GET /who"]


@event_loops
@pytest.mark.parametrize("how", ["cancelled", "failed"])
def test_a_cancelled_look_up_is_made_by_the_next_caller_and_a_failed_one_fails_for_both(backend: str, how: str) -> None:
    async def main() -> None:
        requested, go_on = anyio.Event(), anyio.Event()

        async def hang_first(request: Any) -> Any:
            first = not requested.is_set()
            requested.set()
            if first:
                await go_on.wait()
            return server(request)

        async def first() -> None:
            with scope, pytest.raises(ProviderError):
                await perform(client, look_up)

        async def second() -> None:
            await requested.wait()
            try:
                results.append(await perform(client, look_up))
            except ProviderError as error:
                results.append((error.status, error.task, error.model))
                results.append(await perform(client, look_up))  # the failure is not cached

        client, scope = async_client(hang_first), anyio.CancelScope()
        async with anyio.create_task_group() as group:
            group.start_soon(first)
            group.start_soon(second)
            await requested.wait()
            while not any(tasks_waiting(look.finished) for look in client._core.cache._in_flight.values()):
                await checkpoint()  # until the second one waits for the first
            if how == "cancelled":
                scope.cancel()
            go_on.set()

    server, results = FakeServer(*([MISSING] if how == "failed" else []), {"who": 2}), list[Any]()
    anyio.run(main, backend=backend)
    failure = [] if how == "cancelled" else [(404, "text-classification", "a/b")]
    assert results == [*failure, {"who": 2}]
    assert server.paths == ["GET /who"] * (1 if how == "cancelled" else 2)


def tasks_waiting(event: Any) -> int:
    """Return how many tasks wait for an event of either kind of event loop."""
    inner = event._event
    return len(inner._waiters) if isinstance(inner, asyncio.Event) else inner.statistics().tasks_waiting


class WaitedFor:
    """An event that counts those who wait for it."""

    def __init__(self, event: Any) -> None:
        self.begun = threading.Semaphore(0)
        self._event = event
        self.set = event.set

    async def wait(self, seconds: float) -> bool:
        self.begun.release()
        return bool(await self._event.wait(seconds))


def test_threads_that_wait_for_a_look_up_fail_with_it() -> None:
    count, requested, go_on = 6, threading.Event(), threading.Event()
    errors_: list[ProviderError] = []

    def fail_late(request: Any) -> Any:
        requested.set()
        go_on.wait(10)
        return server(request)

    def make_call(model: str) -> None:
        with pytest.raises(ProviderError) as caught:
            perform(client, look_up, model=model)
        errors_.append(caught.value)

    server = FakeServer(MISSING)
    client = blocking_client(fail_late)
    threads = [threading.Thread(target=make_call, args=(f"m/{number}",)) for number in range(count)]
    threads[0].start()
    requested.wait(10)
    (in_flight,) = client._core.cache._in_flight.values()
    in_flight.finished = WaitedFor(in_flight.finished)
    for thread in threads[1:]:
        thread.start()
    for _ in threads[1:]:
        assert in_flight.finished.begun.acquire(timeout=10)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert server.paths == ["GET /who"]
    assert sorted(error.model or "" for error in errors_) == [f"m/{number}" for number in range(count)]
    assert len({id(error) for error in errors_}) == count


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (errors.InferenceTimeoutError("too late"), "loaded"),
        (ProviderError("no"), "no"),
        (KeyboardInterrupt(), "loaded"),
    ],
    ids=repr,
)
def test_the_deadline_of_one_caller_is_not_that_of_those_who_wait(error: BaseException, outcome: str) -> None:
    async def fail() -> str:
        (in_flight,) = cache._in_flight.values()
        in_flight.finished = counted = WaitedFor(in_flight.finished)
        waiting.start()
        assert counted.begun.acquire(timeout=10)
        raise error

    async def load() -> str:
        return "loaded"

    async def get(loader: Any) -> str:
        return await cache.get("who", loader, backend, lambda: 0.0, lambda: 10.0)

    def wait() -> None:
        try:
            results.append(run_sync(get(load)))
        except ProviderError as failure:
            results.append(failure.message)

    cache, backend, results = TTLCache(), BlockingBackend(), list[str]()
    waiting = threading.Thread(target=wait)
    with pytest.raises(type(error)):
        run_sync(get(fail))
    waiting.join(10)
    assert results == [outcome]
    assert cache._in_flight == {}


def test_old_results_leave_the_cache_when_there_are_too_many() -> None:
    async def load() -> int:
        loads.append(1)
        return len(loads)

    def get(key: int) -> int:
        return run_sync(cache.get(key, load, backend, lambda: 0.0, lambda: 10.0))

    cache, backend, loads = TTLCache(), BlockingBackend(), list[int]()
    for key in range(MAX_ENTRIES + 1):
        get(key)
    assert len(cache._entries) == MAX_ENTRIES
    assert (get(MAX_ENTRIES), get(1), get(0)) == (MAX_ENTRIES + 1, 2, MAX_ENTRIES + 2)


# What is left behind


class ForeignError(Exception):
    """An exception from elsewhere."""


@all_backends
@pytest.mark.parametrize(
    "fail", [DOWN, ForeignError("x"), KeyboardInterrupt(), OK], ids=["ours", "foreign", "interrupt", "none"]
)
def test_handlers_are_closed_however_they_end(run: Any, fail: Any) -> None:
    closed: list[str] = []

    async def inner(route: Route) -> Any:
        try:
            return (await route.get("/a")).json()
        finally:
            closed.append("inner")

    async def send(call: Call, route: Route) -> Any:
        try:
            return await route.context.cached(("a",), lambda: inner(route))
        finally:
            closed.append("outer")

    if fail is OK:
        run(send, FakeServer(fail))
    else:
        with pytest.raises((ProviderError, ForeignError, KeyboardInterrupt)):
            run(send, FakeServer(fail), retry=1)
    assert closed == ["inner", "outer"]


@event_loops
def test_a_cancelled_call_closes_its_handler(backend: str) -> None:
    async def main() -> None:
        async def hang(request: Any) -> Any:
            scope.cancel()
            await anyio.sleep_forever()

        with anyio.CancelScope() as scope:
            await perform(async_client(hang), send)

    async def send(call: Call, route: Route) -> Any:
        try:
            await route.get("/a")
        finally:
            closed.append(True)

    closed: list[bool] = []
    anyio.run(main, backend=backend)
    assert closed == [True]


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that breaks in the middle, and knows whether it was closed."""

    def __init__(self, fail: BaseException | None) -> None:
        self.fail = fail
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield b'{"ok"'
        if self.fail is not None:
            raise self.fail
        yield b": true}"

    async def __aiter__(self) -> Any:
        for part in self:
            yield part

    def close(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True


@all_backends
@pytest.mark.parametrize(
    ("status", "headers", "fail", "cls"),
    [
        (200, {}, None, None),
        (500, {}, None, ProviderError),
        (302, {"location": "gopher://a"}, None, ProviderError),
        (200, {}, httpx.ReadError("reset"), errors.InferenceConnectionError),
        (500, {}, httpx.ReadTimeout("late"), errors.InferenceTimeoutError),
        (200, {}, ForeignError("x"), ForeignError),
        (200, {}, KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_every_response_is_closed(
    run: Any, status: int, headers: dict[str, str], fail: Any, cls: type[BaseException] | None
) -> None:
    body = Body(fail)

    def handler(request: Any) -> Any:
        return httpx.Response(status, headers=headers, stream=body)

    if cls is None:
        assert run(get, handler, retry=1) == OK
    else:
        with pytest.raises(cls):
            run(get, handler, retry=1)
    assert body.is_closed


# Keys


def redirect(target: str, status: int = 302) -> tuple[int, dict[str, str], bytes]:
    return (status, {"location": target}, b"")


def keys_of(server: FakeServer) -> list[tuple[str, str | None]]:
    return [(str(request.url), request.headers.get("authorization")) for request in server.requests]


BEARER = f"Bearer {SECRET}"


@all_backends
@pytest.mark.parametrize(
    ("targets", "keys"),
    [
        (["/other"], [(f"{API}/other", BEARER)]),
        (["other?a=1"], [(f"{API}/other?a=1", BEARER)]),
        ([f"{API}:443/other"], [(f"{API}/other", BEARER)]),
        ([f"{API}:444/other"], [(f"{API}:444/other", None)]),
        (["http://api.test/other"], [("http://api.test/other", None)]),
        (["https://files.test/a"], [("https://files.test/a", None)]),
        (["//files.test/a"], [("https://files.test/a", None)]),
        (["https://api.test.evil.com/a"], [("https://api.test.evil.com/a", None)]),
        (["https://files.test/a", "/b"], [("https://files.test/a", None), ("https://files.test/b", None)]),
        (["https://files.test/a", f"{API}/b"], [("https://files.test/a", None), (f"{API}/b", BEARER)]),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_get_takes_its_key_only_to_its_own_origin(
    run: Any, targets: list[str], keys: list[tuple[str, str | None]], status: int
) -> None:
    server = FakeServer(*(redirect(target, status) for target in targets), OK)
    assert run(get, server) == OK
    assert keys_of(server) == [(f"{API}/embed", BEARER), *keys]


@all_backends
@pytest.mark.parametrize("status", [307, 308])
def test_a_post_is_redirected_within_its_own_origin(run: Any, status: int) -> None:
    server = FakeServer(redirect("/other", status), OK)
    assert run(post, server) == OK
    assert server.paths == ["POST /embed", "POST /other"]
    assert keys_of(server)[1] == (f"{API}/other", BEARER)
    assert server.requests[1].content == server.requests[0].content


@all_backends
@pytest.mark.parametrize(
    ("status", "target"),
    [
        (307, "https://files.test/a"),
        (308, "http://api.test/embed"),
        (307, "https://api.test:444/embed"),
        (301, "/other"),
        (302, "https://files.test/a"),
        (303, "/other"),
        (307, "file:///etc/passwd"),
    ],
)
def test_a_post_is_not_redirected_to_another_origin(run: Any, status: int, target: str) -> None:
    server = FakeServer(redirect(target, status), OK)
    with pytest.raises(ProviderError, match=r"redirects to .*; use that address") as caught:
        run(post, server)
    assert caught.value.status == status
    assert len(server.requests) == 1


@all_backends
def test_redirects_in_a_loop_end(run: Any) -> None:
    server = FakeServer(redirect("/embed"))
    with pytest.raises(ProviderError, match="redirects more than 5 times"):
        run(get, server)
    assert len(server.requests) == 6


@all_backends
def test_headers_of_the_caller_do_not_replace_the_key(run: Any) -> None:
    server = FakeServer(OK)
    run(get, server, headers={"Authorization": "Bearer other"})
    assert keys_of(server) == [(f"{API}/embed", BEARER)]


@all_backends
@pytest.mark.parametrize("fail", [DOWN, MISSING, httpx.ConnectError("refused"), ForeignError("x")], ids=repr)
@pytest.mark.parametrize("debug", ["0", "1"])
def test_no_traceback_shows_the_key(run: Any, fail: Any, debug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFERWIRE_DEBUG", debug)  # 1: all frames
    try:
        run(get, FakeServer(fail), retry=1, api_key=SECRET)
    except Exception as error:
        trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    frames: list[traceback.FrameSummary] = []
    link: traceback.TracebackException | None = trace
    while link is not None:
        frames += link.stack
        link = link.__cause__ or link.__context__
    shown = {
        f"{frame.name}: {name}"
        for frame in frames
        for name, value in (frame.locals or {}).items()
        if SECRET in value and ("inferwire_runtime" in frame.filename or "inferwire_http" in frame.filename)
    }
    assert shown == set()


# Copies


@pytest.mark.parametrize("cls", [Client, AsyncClient])
def test_copies_share_the_connections_and_the_cache(cls: Any) -> None:
    client = cls("a/b", api_key=SECRET, headers={"x-a": "1"})
    other = client.with_options(model="c/d", timeout=5, headers={"X-B": "2"})
    third = client.endpoint("https://a.test")
    for copied in (other, third, other.with_options(provider="groq")):
        assert type(copied) is cls
        assert copied._core.connections is client._core.connections
        assert copied._core.cache is client._core.cache
        assert copied._core.options.api_key == SECRET
    assert (other._core.options.model, other._core.options.timeout.total) == ("c/d", 5)
    assert other._core.options.headers == {"x-a": "1", "x-b": "2"}
    assert (client._core.options.model, client._core.options.timeout, client._core.options.headers) == (
        "a/b",
        Timeout(),
        {"x-a": "1"},
    )


@pytest.mark.parametrize("cls", [Client, AsyncClient])
@pytest.mark.parametrize("again", [lambda client: pickle.loads(pickle.dumps(client)), copy.deepcopy])
def test_a_client_is_pickled_and_copied_with_its_options(cls: Any, again: Any) -> None:
    client = cls("a/b", api_key=False, provider="groq", bill_to="acme", timeout=5, retry=2, headers={"x-a": "1"})
    other = again(client.with_options(extra_body={"a": 1}))
    assert other._core.options == client.with_options(extra_body={"a": 1})._core.options
    assert other._core.connections is not client._core.connections
    assert other._core.cache is not client._core.cache


def test_a_pickled_client_works() -> None:
    client = pickle.loads(pickle.dumps(blocking_client(FakeServer(OK)))).with_options(api_key=SECRET)
    client._core.connections = blocking_client(FakeServer({"who": 2}))._core.connections
    assert perform(client, look_up) == {"who": 2}


@pytest.mark.parametrize("cls", [Client, AsyncClient])
def test_a_client_prints_without_its_key(cls: Any) -> None:
    client = cls("a/b", api_key=SECRET, headers={"x-a": SECRET})
    for text in (repr(client), str(client), f"{client}", repr(vars(client))):
        assert SECRET not in text
    assert repr(client) == f"{cls.__name__}(model='a/b', provider='auto')"


@pytest.mark.parametrize("cls", [Client, AsyncClient])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"api_key": "a", "token": "b"}, "pass either api_key or token, not both"),
        ({"base_url": "a.test"}, "http:// or https:// URL"),
        ({"timeout": 0}, "`timeout` must be a positive number of seconds or a Timeout, got 0"),
        ({"retry": 0}, "`retry` must be a Retry or an int ≥ 1, got 0"),
        ({"http_client": object()}, "http_client must be a client of httpx or httpx2, got builtins.object"),
        ({"emulator_url": "https://example.com"}, "`emulator_url` must be on this machine or network"),
    ],
)
def test_invalid_options_of_a_client_are_refused_by_its_constructor(
    cls: Any, options: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        cls(**options)


@event_loops
def test_the_first_request_is_built_and_not_sent(backend: str) -> None:
    server = FakeServer(OK)
    prepared = perform(blocking_client(server), post, returns="request")
    assert server.requests == []
    assert (prepared.method, prepared.url, prepared.body) == ("POST", f"{API}/embed", b'{"inputs":"a"}')
    assert SECRET not in prepared.to_curl() + repr(prepared) + str(prepared.headers)

    async def main() -> Any:
        return await perform(async_client(server), post, returns="request")

    assert anyio.run(main, backend=backend).to_curl() == prepared.to_curl()


def test_a_recording_client_keeps_the_responses_as_they_came() -> None:
    client, responses = blocking_client(FakeServer(DOWN, OK))._record()
    perform(client, post)
    (response,) = responses
    assert (response.status, response.body, len(response.attempts)) == (200, b'{"ok":true}', 2)
    assert response.headers["content-type"] == "application/json"
