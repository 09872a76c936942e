"""Both drivers carry a flow to its result, and do what it asks for in the same way."""

from __future__ import annotations

import asyncio
import copy
import pickle
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from anyio.lowlevel import checkpoint

from inferwire_runtime import errors
from inferwire_runtime.client import MEMORY_SECONDS, AsyncClient, Client, Clock, LookUp
from inferwire_runtime.errors import InferwireError, InputError, OutputError, ProviderError, RateLimitError
from inferwire_runtime.flow import Call, Flow, Request, Route, remember, run_blocking, send, sleep
from inferwire_runtime.keys import Key
from inferwire_runtime.media import Upload
from inferwire_runtime.policy import Retry, RetryEvent, Timeout
from inferwire_runtime.steps import Task, Way
from tests.known_keys import SECRET

API = "https://api.test"
ROUTE = Route(
    provider="test",
    title="Test",
    model="t/m",
    base_url=API,
    key=Key(SECRET, is_explicit=True),
    headers={"x-route": "r"},
)

Course = Callable[[Call, Route], Flow[Any]]
Handler = Callable[[Any], Any]


class FakeClock(Clock):
    """Time that passes only when someone waits."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)
        await checkpoint()


def task_of(course: Course) -> Task[Any]:
    """Make the smallest task that runs ``course``."""

    def choose(call: Call) -> Flow[Way[Any]]:
        yield from run_blocking(lambda: None)
        return Way(route=ROUTE, send=course, read=lambda result: result)

    return Task(name="text-classification", choose=choose)


def sync_client(handler: Handler, clock: Clock | None = None, library: Any = httpx, **options: Any) -> Client:
    client = Client("a/b", http_client=library.Client(transport=library.MockTransport(handler)), **options)
    client._clock = clock or FakeClock()
    return client


def async_client(handler: Handler, clock: Clock | None = None, library: Any = httpx, **options: Any) -> AsyncClient:
    client = AsyncClient("a/b", http_client=library.AsyncClient(transport=library.MockTransport(handler)), **options)
    client._clock = clock or FakeClock()
    return client


def call_options(on_progress: Any) -> dict[str, Any]:
    return {} if on_progress is None else {"on_progress": on_progress}


def run_sync(course: Course, handler: Handler, inputs: Any = "a", *, on_progress: Any = None, **options: Any) -> Any:
    with sync_client(handler, **options) as client:
        return client.run(task_of(course), inputs, {}, call_options(on_progress))


def run_async(
    course: Course,
    handler: Handler,
    inputs: Any = "a",
    *,
    backend: str = "asyncio",
    on_progress: Any = None,
    **options: Any,
) -> Any:
    async def main() -> Any:
        async with async_client(handler, **options) as client:
            return await client.run(task_of(course), inputs, {}, call_options(on_progress))

    return anyio.run(main, backend=backend)


def run_trio(course: Course, handler: Handler, inputs: Any = "a", **options: Any) -> Any:
    return run_async(course, handler, inputs, backend="trio", **options)


both_drivers = pytest.mark.parametrize("run", [run_sync, run_async, run_trio])
both_backends = pytest.mark.parametrize("backend", ["asyncio", "trio"])


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_TOKEN", "INFERWIRE_EMULATOR_URL"):
        monkeypatch.delenv(name, raising=False)


class Server:
    """Answers requests one after the other with what it was told, the last answer for ever, and keeps them."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[Any] = []
        self.timeouts: list[dict[str, float | None]] = []

    def __call__(self, request: Any) -> Any:
        self.requests.append(request)
        self.timeouts.append(dict(request.extensions["timeout"]))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, dict):
            return httpx.Response(200, json=answer)
        status, headers, body = answer
        return httpx.Response(status, headers=headers, content=body)

    @property
    def paths(self) -> list[str]:
        return [f"{request.method} {request.url.path}" for request in self.requests]


OK = {"ok": True}
BUSY = (429, {"retry-after": "7"}, b'{"error": "slow down"}')
LOADING: Any = (503, {}, b'{"error": "loading", "estimated_time": 20.0}')
DOWN: Any = (500, {}, b"down")
MISSING: Any = (404, {}, b'{"error": "not here"}')


def post(call: Call, route: Route) -> Flow[Any]:
    reply = yield from route.post("/embed", json=call.body({"inputs": call.inputs}))
    return reply.json()


def get(call: Call, route: Route) -> Flow[Any]:
    return (yield from route.get("/embed")).json()


# The course of a call


@both_drivers
def test_a_call_is_sent_and_its_answer_given(run: Any) -> None:
    server = Server(OK)
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


@both_drivers
def test_a_get_has_no_content_type(run: Any) -> None:
    server = Server(OK)
    run(get, server)
    assert "content-type" not in server.requests[0].headers


@both_drivers
def test_a_medium_can_be_the_whole_body(run: Any) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        return (yield from route.post("/asr", content=call.upload())).json()

    server = Server(OK)
    assert run(course, server, inputs=Upload(data=b"fLaC", media_type="audio/flac")) == OK
    assert server.requests[0].content == b"fLaC"
    assert server.requests[0].headers["content-type"] == "audio/flac"


@both_drivers
def test_a_flow_that_sleeps_is_waited_for(run: Any) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        job = (yield from route.post("/jobs", json={})).json()
        while (yield from route.get(f"/jobs/{job['id']}")).json()["status"] != "done":
            yield from sleep(2.5)
        return (yield from route.get(f"/jobs/{job['id']}/result")).json()

    clock = FakeClock()
    server = Server({"id": "7"}, {"status": "queued"}, {"status": "running"}, {"status": "done"}, OK)
    assert run(course, server, clock=clock) == OK
    assert clock.waits == [2.5, 2.5]
    assert server.paths == ["POST /jobs", *["GET /jobs/7"] * 3, "GET /jobs/7/result"]


@both_drivers
def test_blocking_work_is_done_and_its_failure_given_to_the_flow(run: Any) -> None:
    def fail() -> None:
        raise InputError("no such file")

    def course(call: Call, route: Route) -> Flow[Any]:
        try:
            yield from run_blocking(fail)
        except InputError as error:
            message = error.message
        return (yield from run_blocking(lambda: f"{message}, so none"))

    assert run(course, Server(OK)) == "no such file, so none"


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_blocking_work_is_done_off_the_event_loop(backend: str) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        return (yield from run_blocking(threading.current_thread))

    assert run_async(course, Server(OK), backend=backend) is not threading.current_thread()
    assert run_sync(course, Server(OK)) is threading.current_thread()


@both_drivers
def test_a_404_can_be_caught_inside_a_flow(run: Any) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        with pytest.raises(ProviderError) as caught:
            yield from route.get("/v1")
        assert (caught.value.status, len(caught.value.attempts)) == (404, 1)
        return (yield from route.get("/native")).json()

    server = Server(MISSING, OK)
    assert run(course, server) == OK
    assert server.paths == ["GET /v1", "GET /native"]


@both_drivers
def test_what_cannot_be_encoded_is_not_sent(run: Any) -> None:
    server = Server(OK)
    with pytest.raises(InputError, match="inputs is nan"):
        run(post, server, inputs=float("nan"))
    assert server.requests == []


@both_drivers
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


@both_drivers
def test_a_call_is_tried_again_until_it_succeeds(run: Any) -> None:
    clock, server, events = FakeClock(), Server(BUSY, DOWN, OK), list[RetryEvent]()
    assert run(post, server, clock=clock, retry=Retry(attempts=3, on_retry=events.append)) == OK
    assert len(server.requests) == 3
    assert len({request.content for request in server.requests}) == 1
    assert clock.waits[0] == 7.0
    assert [(event.attempt, event.delay, event.error.status) for event in events] == [
        (1, 7.0, 429),
        (2, clock.waits[1], 500),
    ]


@both_drivers
def test_the_last_failure_is_raised_with_its_facts(run: Any) -> None:
    server = Server(DOWN, BUSY)
    with pytest.raises(RateLimitError, match="Test answered 429: slow down") as caught:
        run(post, server, retry=3)
    error = caught.value
    assert (len(error.attempts), error.status, error.retry_after) == (3, 429, 7.0)
    assert (error.task, error.model, error.provider) == ("text-classification", "a/b", "test")
    assert "(task text-classification, model a/b, 3 attempts)" in str(error)


@both_drivers
@pytest.mark.parametrize("answer", [BUSY, LOADING, DOWN])
def test_without_retries_a_call_is_tried_once(run: Any, answer: Any) -> None:
    server = Server(answer, OK)
    with pytest.raises(ProviderError):
        run(post, server, retry=None)
    assert len(server.requests) == 1


@both_drivers
def test_a_loading_model_is_waited_for_up_to_the_deadline(run: Any) -> None:
    clock = FakeClock()
    with pytest.raises(ProviderError, match="loading") as caught:
        run(post, Server(LOADING), clock=clock, timeout=70, retry=1)
    assert clock.waits == [20.0, 20.0, 20.0]
    assert caught.value.status == 503
    assert "no answer of Test within 70 seconds" in caught.value.__notes__[0]
    assert len(caught.value.attempts) == 4


@both_drivers
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
def test_a_submit_that_may_have_been_taken_is_not_sent_again(run: Any, fails: list[Any], is_retried: bool) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        request = Request(method="POST", url=route.url("/jobs"), json={}, key=route.key, is_repeatable=False)
        return (yield from send(request)).json()

    server = Server(*fails, OK)
    if is_retried:
        assert run(course, server) == OK
    else:
        with pytest.raises(InferwireError):
            run(course, server)
    assert len(server.requests) == 1 + is_retried * len(fails)


@both_drivers
@pytest.mark.parametrize(
    ("fail", "cls", "message"),
    [
        (httpx.ConnectError("refused"), errors.ConnectionError, "Test could not be reached: refused"),
        (httpx.ReadError(""), errors.ConnectionError, "Test hung up before its answer was complete"),
        (
            httpx.RemoteProtocolError("peer closed connection"),
            errors.ConnectionError,
            "Test hung up before its answer was complete: peer closed connection; call again",
        ),
        (
            httpx.RemoteProtocolError("bad length"),
            errors.ConnectionError,
            "Test sent what is no HTTP answer: bad length; check the URL, or call again",
        ),
        (httpx.DecodingError("bad gzip"), OutputError, "the answer of Test cannot be read: bad gzip; call again"),
        (httpx.ConnectTimeout("late"), errors.TimeoutError, "Test could not be reached in time"),
        (httpx.PoolTimeout("late"), errors.TimeoutError, "Test could not be reached in time"),
        (httpx.ReadTimeout("late"), errors.TimeoutError, "Test was silent for too long"),
        (httpx.WriteTimeout("late"), errors.TimeoutError, "Test was silent for too long"),
        (httpx.UnsupportedProtocol("gopher"), InputError, "the request to Test cannot be sent: gopher"),
    ],
    ids=repr,
)
def test_failures_of_the_library_become_ours(
    run: Any, fail: Exception, cls: type[InferwireError], message: str
) -> None:
    with pytest.raises(cls, match=message) as caught:
        run(post, Server(fail), retry=None)
    assert caught.value.__cause__ is fail


# Deadlines


@both_drivers
def test_a_wait_beyond_the_deadline_is_not_begun(run: Any) -> None:
    clock, server = FakeClock(), Server(BUSY)
    with pytest.raises(RateLimitError, match="slow down") as caught:
        run(post, server, clock=clock, timeout=5)
    assert clock.waits == []
    assert len(server.requests) == 1
    assert (caught.value.status, caught.value.retry_after) == (429, 7.0)
    assert "within 5 seconds; raise timeout=, or call again" in caught.value.__notes__[0]


@both_drivers
def test_an_echoed_key_is_hidden_from_whoever_watches_retries(run: Any) -> None:
    seen: list[str] = []
    echo = (429, {}, f'{{"error": "slow down, {SECRET}"}}'.encode())
    run(post, Server(echo, OK), retry=Retry(first_delay=0.1, on_retry=lambda event: seen.append(str(event.error))))
    assert len(seen) == 1
    assert "slow down, ***" in seen[0]
    assert SECRET not in seen[0]


@both_drivers
def test_an_answer_of_another_shape_names_the_request_and_quotes_its_body(run: Any) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        return (yield from route.post("/embed", json={})).decode(list[int])

    answer = (200, {"content-type": "application/json", "x-request-id": "r-7"}, b'{"odd": 1}')
    with pytest.raises(OutputError) as caught:
        run(course, Server(answer))
    error = caught.value
    assert (error.status, error.request_id, error.body, len(error.attempts)) == (200, "r-7", '{"odd": 1}', 1)


@both_drivers
def test_a_job_is_polled_up_to_the_deadline(run: Any) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        while True:
            yield from route.get("/jobs/7")
            yield from sleep(100)

    clock = FakeClock()
    with pytest.raises(errors.TimeoutError, match="no answer of Test within 600 seconds"):
        run(course, Server(OK), clock=clock)
    assert clock.waits == [100.0] * 5


@both_drivers
def test_nothing_is_sent_after_the_deadline(run: Any) -> None:
    clock = FakeClock()

    def slow(request: Any) -> Any:
        clock.time += 1000
        return server(request)

    server = Server(DOWN)
    with pytest.raises(ProviderError, match="answered 500") as caught:  # tells more than that time is up
        run(post, slow, clock=clock)
    assert "not sent again: no answer of Test within 600 seconds" in caught.value.__notes__[0]
    assert len(server.requests) == 1


@both_drivers
def test_a_flow_is_told_of_the_deadline_and_can_say_more(run: Any) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        try:
            yield from sleep(601)
        except errors.TimeoutError as error:
            raise OutputError("the job was still 'queued'") from error

    with pytest.raises(OutputError, match="still 'queued'"):
        run(course, Server(OK))


@both_drivers
def test_without_a_limit_a_flow_may_wait_for_ever(run: Any) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        yield from sleep(1e8)
        return (yield from route.get("/embed")).json()

    server = Server(OK)
    assert run(course, server, timeout=None) == OK
    sent, silence = {"connect": 10, "write": 60, "pool": 10}, {"read": 60}  # it may think for as long as it likes
    assert server.timeouts == [sent | {"read": None}]
    assert server.requests[0].extensions["timeout"] == sent | silence


@both_drivers
def test_no_step_may_take_longer_than_what_is_left(run: Any) -> None:
    def course(call: Call, route: Route) -> Flow[Any]:
        yield from route.get("/a")
        yield from sleep(25)
        return (yield from route.get("/b"))

    server = Server(OK)
    run(course, server, timeout=Timeout(connect=8, total=30))
    for name, bounds in {"read": [30, 5], "connect": [8, 5], "pool": [8, 5], "write": [30, 5]}.items():
        sent = [request.extensions["timeout"][name] for request in server.requests]
        assert sent == pytest.approx(bounds, abs=0.5)


# Looking up once


def look_up(call: Call, route: Route) -> Flow[Any]:
    def ask() -> Flow[Any]:
        return (yield from route.get("/who")).json()

    return (yield from remember("who", ask))


def drive_sync(client: Any, *courses: Course) -> list[Any]:
    return [client.run(task_of(course), "a", {}) for course in courses]


def drive_async(client: Any, *courses: Course, backend: str = "asyncio") -> list[Any]:
    async def main() -> list[Any]:
        return [await client.run(task_of(course), "a", {}) for course in courses]

    return anyio.run(main, backend=backend)


both_clients = pytest.mark.parametrize(
    ("make", "drive"),
    [(sync_client, drive_sync), (async_client, drive_async), (async_client, partial(drive_async, backend="trio"))],
    ids=["sync", "asyncio", "trio"],
)


@both_clients
def test_a_look_up_is_remembered_until_it_is_old(make: Any, drive: Any) -> None:
    clock, server = FakeClock(), Server({"who": 1}, {"who": 2})
    client = make(server, clock)
    assert drive(client, look_up, look_up) == [{"who": 1}] * 2
    clock.time += MEMORY_SECONDS - 1
    assert drive(client, look_up) == [{"who": 1}]
    clock.time += 1
    assert drive(client, look_up, look_up) == [{"who": 2}] * 2
    assert len(server.requests) == 2


@both_clients
def test_a_look_up_that_fails_is_not_remembered(make: Any, drive: Any) -> None:
    server = Server(MISSING, OK)
    client = make(server)
    with pytest.raises(ProviderError):
        drive(client, look_up)
    assert drive(client, look_up) == [OK]


@both_clients
def test_look_ups_of_other_keys_are_made(make: Any, drive: Any) -> None:
    def ask(name: str) -> Course:
        def course(call: Call, route: Route) -> Flow[Any]:
            return (yield from remember(name, lambda: get(call, route)))

        return course

    server = Server({"n": 1}, {"n": 2})
    assert drive(make(server), ask("a"), ask("b"), ask("a")) == [{"n": 1}, {"n": 2}, {"n": 1}]


def test_threads_that_ask_for_the_same_share_one_look_up() -> None:
    count = 8
    all_are_here = threading.Barrier(count)
    server = Server({"who": 1})

    def course(call: Call, route: Route) -> Flow[Any]:
        yield from run_blocking(partial(all_are_here.wait, 10))
        return (yield from look_up(call, route))

    client = sync_client(server)
    results: list[Any] = []
    threads = [
        threading.Thread(target=lambda: results.append(client.run(task_of(course), "a", {}))) for _ in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert results == [{"who": 1}] * count
    assert server.paths == ["GET /who"]


@both_backends
def test_tasks_that_ask_for_the_same_share_one_look_up(backend: str) -> None:
    async def main() -> None:
        started, may_answer = 0, anyio.Event()

        async def slow(request: Any) -> Any:
            await may_answer.wait()
            return server(request)

        async def ask() -> None:
            nonlocal started
            started += 1
            if started == 8:
                may_answer.set()
            results.append(await client.run(task_of(look_up), "a", {}))

        client = async_client(slow)
        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(ask)

    server, results = Server({"who": 1}), list[Any]()
    anyio.run(main, backend=backend)
    assert results == [{"who": 1}] * 8
    assert server.paths == ["GET /who"]


@both_backends
@pytest.mark.parametrize("how", ["cancelled", "failed"])
def test_a_look_up_that_is_given_up_is_made_by_the_next_that_waits_and_a_failed_one_fails_for_both(
    backend: str, how: str
) -> None:
    async def main() -> None:
        asked, go_on = anyio.Event(), anyio.Event()

        async def hang_first(request: Any) -> Any:
            first = not asked.is_set()
            asked.set()
            if first:
                await go_on.wait()
            return server(request)

        async def first() -> None:
            with scope, pytest.raises(ProviderError):
                await client.run(task_of(look_up), "a", {})

        async def second() -> None:
            await asked.wait()
            try:
                results.append(await client.run(task_of(look_up), "a", {}))
            except ProviderError as error:
                results.append((error.status, error.task, error.model))
                results.append(await client.run(task_of(look_up), "a", {}))  # the failure is not remembered

        client, scope = async_client(hang_first), anyio.CancelScope()
        async with anyio.create_task_group() as group:
            group.start_soon(first)
            group.start_soon(second)
            await asked.wait()
            while not any(tasks_waiting(look.done) for look in client._memory._under_way.values()):
                await checkpoint()  # until the second one waits for the first
            if how == "cancelled":
                scope.cancel()
            go_on.set()

    server, results = Server(*([MISSING] if how == "failed" else []), {"who": 2}), list[Any]()
    anyio.run(main, backend=backend)
    failure = [] if how == "cancelled" else [(404, "text-classification", "a/b")]
    assert results == [*failure, {"who": 2}]
    assert server.paths == ["GET /who"] * (1 if how == "cancelled" else 2)


def tasks_waiting(event: Any) -> int:
    """Give how many tasks wait for an event of either kind of loop."""
    return len(event._waiters) if isinstance(event, asyncio.Event) else event.statistics().tasks_waiting


class WaitedFor:
    """An event that tells how many wait for it."""

    def __init__(self, event: threading.Event) -> None:
        self.begun = threading.Semaphore(0)
        self._event = event
        self.set = event.set

    def wait(self, seconds: float) -> bool:
        self.begun.release()
        return self._event.wait(seconds)


def test_threads_that_wait_for_a_look_up_that_fails_fail_with_it() -> None:
    count, asked, go_on = 6, threading.Event(), threading.Event()
    errors_: list[ProviderError] = []

    def fail_late(request: Any) -> Any:
        asked.set()
        go_on.wait(10)
        return server(request)

    def ask(model: str) -> None:
        with pytest.raises(ProviderError) as caught:
            client.run(task_of(look_up), "a", {}, model=model)
        errors_.append(caught.value)

    server = Server(MISSING)
    client = sync_client(fail_late)
    threads = [threading.Thread(target=ask, args=(f"m/{number}",)) for number in range(count)]
    threads[0].start()
    asked.wait(10)
    under_way = client._memory._under_way[None, "who"]
    under_way.done = WaitedFor(under_way.done)
    for thread in threads[1:]:
        thread.start()
    for _ in threads[1:]:
        assert under_way.done.begun.acquire(timeout=10)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert server.paths == ["GET /who"]
    assert sorted(error.model or "" for error in errors_) == [f"m/{number}" for number in range(count)]
    assert len({id(error) for error in errors_}) == count


def test_time_that_is_up_for_one_is_not_up_for_those_who_wait() -> None:
    under_way: dict[Any, LookUp] = {}
    look = LookUp(under_way, "who", threading.Event())
    with pytest.raises(errors.TimeoutError), look:
        raise errors.TimeoutError("too late")
    look.check()
    with pytest.raises(ProviderError), look:
        raise ProviderError("no")
    with pytest.raises(ProviderError, match="no"):
        look.check()
    assert look.done.is_set()
    assert under_way == {}


# What is left behind


class ForeignError(Exception):
    """Something that is none of ours."""


@both_drivers
@pytest.mark.parametrize(
    "fail", [DOWN, ForeignError("x"), KeyboardInterrupt(), OK], ids=["ours", "foreign", "interrupt", "none"]
)
def test_flows_are_closed_however_they_end(run: Any, fail: Any) -> None:
    closed: list[str] = []

    def inner(route: Route) -> Flow[Any]:
        try:
            return (yield from route.get("/a")).json()
        finally:
            closed.append("inner")

    def course(call: Call, route: Route) -> Flow[Any]:
        try:
            return (yield from remember("a", lambda: inner(route)))
        finally:
            closed.append("outer")

    if fail is OK:
        run(course, Server(fail))
    else:
        with pytest.raises((ProviderError, ForeignError, KeyboardInterrupt)):
            run(course, Server(fail), retry=None)
    assert closed == ["inner", "outer"]


@both_backends
def test_a_cancelled_call_closes_its_flow(backend: str) -> None:
    async def main() -> None:
        async def hang(request: Any) -> Any:
            scope.cancel()
            await anyio.sleep_forever()

        with anyio.CancelScope() as scope:
            await async_client(hang).run(task_of(course), "a", {})

    def course(call: Call, route: Route) -> Flow[Any]:
        try:
            yield from route.get("/a")
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


@both_drivers
@pytest.mark.parametrize(
    ("status", "headers", "fail", "cls"),
    [
        (200, {}, None, None),
        (500, {}, None, ProviderError),
        (302, {"location": "gopher://a"}, None, ProviderError),
        (200, {}, httpx.ReadError("reset"), errors.ConnectionError),
        (500, {}, httpx.ReadTimeout("late"), errors.TimeoutError),
        (200, {}, ForeignError("x"), ForeignError),
        (200, {}, KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_every_answer_is_closed(
    run: Any, status: int, headers: dict[str, str], fail: Any, cls: type[BaseException] | None
) -> None:
    body = Body(fail)

    def handler(request: Any) -> Any:
        return httpx.Response(status, headers=headers, stream=body)

    if cls is None:
        assert run(get, handler, retry=None) == OK
    else:
        with pytest.raises(cls):
            run(get, handler, retry=None)
    assert body.is_closed


# Keys


def redirect(target: str, status: int = 302) -> tuple[int, dict[str, str], bytes]:
    return (status, {"location": target}, b"")


def keys_of(server: Server) -> list[tuple[str, str | None]]:
    return [(str(request.url), request.headers.get("authorization")) for request in server.requests]


BEARER = f"Bearer {SECRET}"


@both_drivers
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
def test_a_redirected_get_takes_its_key_no_further_than_its_own_origin(
    run: Any, targets: list[str], keys: list[tuple[str, str | None]], status: int
) -> None:
    server = Server(*(redirect(target, status) for target in targets), OK)
    assert run(get, server) == OK
    assert keys_of(server) == [(f"{API}/embed", BEARER), *keys]


@both_drivers
@pytest.mark.parametrize("status", [307, 308])
def test_a_post_is_redirected_within_its_own_origin(run: Any, status: int) -> None:
    server = Server(redirect("/other", status), OK)
    assert run(post, server) == OK
    assert server.paths == ["POST /embed", "POST /other"]
    assert keys_of(server)[1] == (f"{API}/other", BEARER)
    assert server.requests[1].content == server.requests[0].content


@both_drivers
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
def test_a_post_is_not_redirected_elsewhere(run: Any, status: int, target: str) -> None:
    server = Server(redirect(target, status), OK)
    with pytest.raises(ProviderError, match=r"redirects to .*; use that address") as caught:
        run(post, server)
    assert caught.value.status == status
    assert len(server.requests) == 1


@both_drivers
def test_redirects_in_a_circle_end(run: Any) -> None:
    server = Server(redirect("/embed"))
    with pytest.raises(ProviderError, match="redirects in a circle"):
        run(get, server)
    assert len(server.requests) == 6


@both_drivers
def test_headers_of_the_caller_do_not_replace_the_key(run: Any) -> None:
    server = Server(OK)
    run(get, server, headers={"Authorization": "Bearer other"})
    assert keys_of(server) == [(f"{API}/embed", BEARER)]


@both_drivers
@pytest.mark.parametrize("fail", [DOWN, MISSING, httpx.ConnectError("refused"), ForeignError("x")], ids=repr)
def test_no_traceback_shows_the_key(run: Any, fail: Any) -> None:
    try:
        run(get, Server(fail), retry=None, api_key=SECRET)
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
        if SECRET in value and "inferwire_runtime" in frame.filename
    }
    assert shown == set()


# Copies


@pytest.mark.parametrize("cls", [Client, AsyncClient])
def test_copies_share_the_connections_and_what_is_known(cls: Any) -> None:
    client = cls("a/b", api_key=SECRET, headers={"x-a": "1"})
    other = client.with_options(model="c/d", timeout=5, headers={"X-B": "2"})
    third = client.endpoint("https://a.test")
    for copied in (other, third, other.with_options(provider="groq")):
        assert type(copied) is cls
        assert copied._transport is client._transport
        assert copied._memory is client._memory
        assert copied._options.api_key == SECRET
    assert (other._options.model, other._options.timeout.total) == ("c/d", 5)
    assert other._options.headers == {"x-a": "1", "x-b": "2"}
    assert (client._options.model, client._options.timeout, client._options.headers) == ("a/b", Timeout(), {"x-a": "1"})


@pytest.mark.parametrize("cls", [Client, AsyncClient])
@pytest.mark.parametrize("again", [lambda client: pickle.loads(pickle.dumps(client)), copy.deepcopy])
def test_a_client_is_pickled_and_copied_with_its_options(cls: Any, again: Any) -> None:
    client = cls("a/b", api_key=False, provider="groq", bill_to="acme", timeout=5, retry=2, headers={"x-a": "1"})
    other = again(client.with_options(extra_body={"a": 1}))
    assert other._options == client.with_options(extra_body={"a": 1})._options
    assert other._transport is not client._transport
    assert other._memory is not client._memory


def test_a_pickled_client_works() -> None:
    client = pickle.loads(pickle.dumps(sync_client(Server(OK))))
    transport = sync_client(Server({"who": 2}))._transport
    client._transport = transport
    assert client.run(task_of(look_up), "a", {}) == {"who": 2}


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
        ({"api_key": "a", "token": "b"}, "two names of one thing"),
        ({"base_url": "https://a.test", "provider": "groq"}, "exclude each other"),
        ({"base_url": "a.test"}, "http:// or https:// URL"),
        ({"timeout": 0}, "timeout is a positive number"),
        ({"retry": 0}, "retry is a Retry"),
        ({"http_client": object()}, "httpx or httpx2 client, not a builtins.object"),
        ({"emulator_url": "https://example.com"}, "an emulator runs on this machine"),
    ],
)
def test_a_client_is_refused_where_it_is_made(cls: Any, options: Mapping[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        cls(**options)


def test_the_first_request_is_prepared_and_not_sent() -> None:
    server = Server(OK)
    prepared = sync_client(server).prepare(task_of(post), "a", {})
    assert server.requests == []
    assert (prepared.method, prepared.url, prepared.body) == ("POST", f"{API}/embed", b'{"inputs":"a"}')
    assert SECRET not in prepared.to_curl() + repr(prepared) + str(prepared.headers)

    async def main() -> Any:
        return await async_client(server).prepare(task_of(post), "a", {})

    assert anyio.run(main).to_curl() == prepared.to_curl()


def test_a_recording_client_gives_the_last_answer_as_it_came() -> None:
    client, last = sync_client(Server(DOWN, OK)).recording()
    client.run(task_of(post), "a", {})
    assert (last().status, last().body, len(last().attempts)) == (200, b'{"ok":true}', 2)
    assert last().headers["content-type"] == "application/json"
