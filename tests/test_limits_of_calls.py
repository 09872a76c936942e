"""The limits of a client: concurrency, requests and tokens a minute, shared by all that use it."""

from __future__ import annotations

import asyncio
import pickle
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import trio

import inferwire
from inferwire import AsyncInferenceClient, CallWaiting, InferenceClient, Limits, Retry
from inferwire_http.backends import run_sync
from inferwire_runtime.limiter import Gate, Limiter, limiter_for
from tests.support.local_servers import ReceivedRequest, http_response, local_server
from tests.test_meta import CHAT, CHUNK, LAST, MESSAGES, USAGE

NEVER = float("inf")


class SimulatedBackend:
    """Waits by moving a clock."""

    def __init__(self) -> None:
        self.now = 100.0

    def event(self) -> Any:
        backend = self

        class Event:
            is_done = False

            def set(self) -> None:
                self.is_done = True

            def is_set(self) -> bool:
                return self.is_done

            async def wait(self, timeout: float | None) -> bool:
                assert timeout is not None, "nothing else would end the wait"
                backend.now += timeout
                return self.is_done

        return Event()

    def call_soon(self, function: Callable[[], None]) -> bool:
        function()
        return True

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def most_in_window(moments: list[float], seconds: float) -> int:
    """Return how many moments fall into the fullest sliding window."""
    window: deque[float] = deque()
    most = 0
    for moment in moments:
        window.append(moment)
        while window[0] <= moment - seconds:
            window.popleft()
        most = max(most, len(window))
    return most


@pytest.mark.parametrize(("late", "stall"), [(0.0, 0.0), (0.004, 0.0), (0.0, 0.8)])
def test_the_rate_is_used_but_not_exceeded_in_any_minute(late: float, stall: float) -> None:
    backend = SimulatedBackend()
    gate = Gate(Limits(requests_per_minute=6000), lambda: backend.now)
    moments: list[float] = []
    for number in range(20_000):
        backend.now += stall if number % 500 == 0 else 0  # a machine that is busy
        permit = run_sync(gate.acquire(backend, lambda: NEVER))  # type: ignore[arg-type] # pyright: ignore
        backend.now += late
        moments.append(backend.now)
        permit.end()
    assert most_in_window(moments, 60) <= 6000
    assert 20_000 / (moments[-1] - moments[0]) >= 0.97 * 100


def test_tokens_are_estimated_and_corrected() -> None:
    backend = SimulatedBackend()
    gate = Gate(Limits(tokens_per_minute=60_000), lambda: backend.now)
    start = backend.now
    for _ in range(20):
        permit = run_sync(gate.acquire(backend, lambda: NEVER, tokens=10))  # type: ignore[arg-type] # pyright: ignore
        permit.succeed({}, b'{"usage":{"prompt_tokens":900,"completion_tokens":100,"total_tokens":1000}}')
    assert 17 <= backend.now - start <= 21  # 20,000 tokens at 1,000 a second


def test_headers_of_a_rate_limit_are_learned() -> None:
    backend = SimulatedBackend()
    gate = Gate(Limits(concurrency=10), lambda: backend.now)

    def acquire() -> Any:
        return run_sync(gate.acquire(backend, lambda: NEVER))  # type: ignore[arg-type] # pyright: ignore

    acquire().succeed({"x-ratelimit-remaining-requests": "10", "x-ratelimit-reset-requests": "20s"}, b"{}")
    start = backend.now
    for _ in range(6):
        acquire().end()
    assert 9 <= backend.now - start <= 12
    acquire().succeed({"ratelimit": "limit=10, remaining=0, reset=30"}, b"{}")
    start = backend.now
    acquire()
    assert 29 <= backend.now - start <= 31


def test_concurrency_adapts_to_what_the_server_accepts() -> None:
    backend = SimulatedBackend()
    gate = Gate(Limits(concurrency="auto"), lambda: backend.now)
    limit = 40
    seen: list[float] = []
    for _ in range(60):
        permits: list[Any] = []
        while gate.in_flight < int(gate.concurrency or 0):
            permits.append(run_sync(gate.acquire(backend, lambda: NEVER)))  # type: ignore[arg-type] # pyright: ignore
        backend.now += 1
        for position, permit in enumerate(permits):
            if position < limit:
                permit.succeed({}, b"{}")
            else:
                permit.fail(inferwire.ProviderError("overloaded", status=503))
        seen.append(gate.concurrency or 0)
    assert max(seen[30:]) <= 1.3 * limit
    assert sum(seen[30:]) / 30 >= 0.6 * limit


# Over real HTTP


class CountingServer:
    """Counts the requests under way, and refuses those above a limit."""

    def __init__(self, limit: int = 1000, seconds: float = 0.02) -> None:
        self.limit = limit
        self.seconds = seconds
        self.running = self.most = self.refused = self.total = 0
        self.lock = threading.Lock()
        self.order: list[str] = []

    def __call__(self, received: ReceivedRequest) -> bytes:
        with self.lock:
            self.running += 1
            self.total += 1
            self.most = max(self.most, self.running)
            is_refused = self.running > self.limit
            self.refused += is_refused
        time.sleep(self.seconds)
        with self.lock:
            self.running -= 1
        if is_refused:
            return http_response(429, {"error": "slow down"}, {"retry-after": "0.1"})
        if b'"stream":true' in received.body:
            return http_response(200, CHUNK + LAST + USAGE, {"content-type": "text/event-stream"})
        return http_response(200, CHAT)


@pytest.fixture
def counting() -> Iterator[tuple[CountingServer, str]]:
    server = CountingServer()
    with local_server(server) as running:
        yield server, running.url


def test_threads_and_event_loops_share_one_limit(counting: tuple[CountingServer, str]) -> None:
    server, url = counting
    limits = Limits(concurrency=5)

    def in_thread(client: InferenceClient) -> None:
        for _ in range(2):
            client.with_options(timeout=60).chat_completion(MESSAGES)

    async def in_loop(client: AsyncInferenceClient) -> None:
        await asyncio.gather(*(client.chat_completion(MESSAGES) for _ in range(8)))

    async def run_loop() -> None:
        async with AsyncInferenceClient("m", base_url=url, api_key="k", limits=limits) as client:
            await in_loop(client)

    with InferenceClient("m", base_url=url, api_key="k", limits=limits) as client:
        threads = [threading.Thread(target=in_thread, args=(client,)) for _ in range(64)]
        threads += [threading.Thread(target=lambda: asyncio.run(run_loop())) for _ in range(3)]
        threads += [threading.Thread(target=lambda: trio.run(run_loop_trio, url, limits))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert server.total == 64 * 2 + 4 * 8
    assert server.most <= 5
    assert server.most >= 3


async def run_loop_trio(url: str, limits: Limits) -> None:
    async with (
        AsyncInferenceClient("m", base_url=url, api_key="k", limits=limits) as client,
        trio.open_nursery() as all_,
    ):
        for _ in range(8):
            all_.start_soon(client.chat_completion, MESSAGES)  # type: ignore[arg-type]


def test_requests_are_sent_first_in_first_out(counting: tuple[CountingServer, str]) -> None:
    _, url = counting
    done: list[int] = []

    async def run() -> None:
        async with AsyncInferenceClient("m", base_url=url, api_key="k", limits=Limits(concurrency=1)) as client:

            async def call(number: int) -> None:
                await client.chat_completion(MESSAGES)
                done.append(number)

            await call(-1)  # loads what the first call of a client needs
            await asyncio.gather(*map(call, range(12)))

    asyncio.run(run())
    assert done == list(range(-1, 12))


def test_a_waiting_call_can_be_cancelled_and_the_others_go_on(counting: tuple[CountingServer, str]) -> None:
    server, url = counting

    async def run() -> None:
        async with AsyncInferenceClient("m", base_url=url, api_key="k", limits=Limits(concurrency=1)) as client:
            tasks = [asyncio.ensure_future(client.chat_completion(MESSAGES)) for _ in range(6)]
            await asyncio.sleep(0.005)
            tasks[1].cancel()
            tasks[3].cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert [isinstance(each, asyncio.CancelledError) for each in results] == [0, 1, 0, 1, 0, 0]
            await client.chat_completion(MESSAGES)

    asyncio.run(run())
    assert server.total == 5


def test_a_wait_counts_towards_the_time_limit_and_is_reported(counting: tuple[CountingServer, str]) -> None:
    _, url = counting
    waits: list[Any] = []
    events: list[Any] = []
    limits = Limits(requests_per_minute=6, on_wait=waits.append)
    with InferenceClient("m", base_url=url, api_key="k", limits=limits, on_event=events.append) as client:
        client.chat_completion(MESSAGES)
        with pytest.raises(inferwire.InferenceTimeoutError, match=r"the client's limits \(requests\) allow") as caught:
            client.chat_completion(MESSAGES, timeout=1)
    assert caught.value.attempts[-1].status is None
    (wait,) = waits
    assert isinstance(wait, CallWaiting)
    assert (wait.reason, wait.task) == ("requests", "chat-completion")
    assert 9 < (wait.seconds or 0) < 10.3
    assert [event for event in events if isinstance(event, CallWaiting)] == [wait]


def test_the_time_in_the_queue_is_in_the_meta(counting: tuple[CountingServer, str]) -> None:
    _, url = counting
    with InferenceClient("m", base_url=url, api_key="k", limits=Limits(requests_per_minute=30)) as client:
        first, second = client.chat_completion(MESSAGES), client.chat_completion(MESSAGES)
    assert first.meta.seconds.queued < 0.5
    assert second.meta.seconds.queued > 0.5


def test_a_refusal_pauses_all_calls() -> None:
    sent: list[float] = []

    def respond(received: ReceivedRequest) -> bytes:
        sent.append(time.monotonic())
        if len(sent) == 1:
            return http_response(429, {"error": "slow down"}, {"retry-after": "0.5"})
        return http_response(200, CHAT)

    async def run(url: str) -> None:
        limits = Limits(concurrency=20, requests_per_minute=6000)
        async with AsyncInferenceClient("m", base_url=url, api_key="k", limits=limits) as client:
            first = asyncio.ensure_future(client.chat_completion(MESSAGES))
            while not sent:
                await asyncio.sleep(0.005)
            await asyncio.sleep(0.1)
            await asyncio.gather(first, *(client.chat_completion(MESSAGES) for _ in range(10)))

    with local_server(respond) as server:
        asyncio.run(run(server.url))
    assert len(sent) == 12
    assert min(sent[1:]) - sent[0] >= 0.45


def test_other_keys_and_providers_have_limits_of_their_own(counting: tuple[CountingServer, str]) -> None:
    _, url = counting
    with InferenceClient("m", base_url=url, api_key="k", limits=Limits(requests_per_minute=6)) as client:
        client.chat_completion(MESSAGES)
        client.with_options(api_key="other").chat_completion(MESSAGES, timeout=5)
        with pytest.raises(inferwire.InferenceTimeoutError):
            client.with_options(headers={"x": "y"}).chat_completion(MESSAGES, timeout=1)


@pytest.mark.parametrize("how", ["read", "close", "drop", "broken"])
def test_a_stream_is_running_until_it_ends(counting: tuple[CountingServer, str], how: str) -> None:
    _, url = counting
    with InferenceClient("m", base_url=url, api_key="k", limits=Limits(concurrency=1), timeout=3) as client:
        stream: Any = client.chat_completion(MESSAGES, stream=True)
        with pytest.raises(inferwire.InferenceTimeoutError, match=r"limits \(concurrency\) .* close streams"):
            client.chat_completion(MESSAGES, timeout=0.2)
        if how == "read":
            list(stream)
        elif how == "close":
            stream.close()
        del stream
        assert client.chat_completion(MESSAGES).text == "Hi"


def test_a_call_whose_event_loop_has_ended_holds_up_nobody(counting: tuple[CountingServer, str]) -> None:
    server, url = counting
    server.seconds = 0.2
    limits = Limits(concurrency=1)
    options: Any = {"base_url": url, "api_key": "k", "limits": limits, "timeout": 5}
    with InferenceClient("m", **options) as client:
        threads = [threading.Thread(target=client.chat_completion, args=(MESSAGES,)) for _ in range(2)]
        threads[0].start()
        while not server.total:
            time.sleep(0.001)
        loop = asyncio.new_event_loop()
        waiting = AsyncInferenceClient("m", **options).chat_completion(MESSAGES)
        task = loop.create_task(waiting)
        loop.run_until_complete(asyncio.sleep(0.05))
        loop.close()
        threads[1].start()
        for thread in threads:
            thread.join()
        assert client.chat_completion(MESSAGES).text == "Hi"
    assert server.total == 3
    task._log_destroy_pending = False  # type: ignore[attr-defined]
    waiting.close()


def test_a_failure_frees_its_place() -> None:
    with local_server(lambda received: http_response(400, {"error": "no"})) as server:
        limits = Limits(concurrency=1)
        with InferenceClient("m", base_url=server.url, api_key="k", limits=limits, timeout=5) as client:
            for _ in range(3):
                with pytest.raises(inferwire.ProviderError):
                    client.chat_completion(MESSAGES)


def test_a_retry_is_the_next_request() -> None:
    bodies: list[str] = []

    def respond(received: ReceivedRequest) -> bytes:
        name = received.headers["x-name"]
        bodies.append(name)
        return (
            http_response(503, {"error": "no"}) if bodies.count("a") == 1 and name == "a" else http_response(200, CHAT)
        )

    async def run(url: str) -> None:
        limits = Limits(requests_per_minute=120)
        async with AsyncInferenceClient("m", base_url=url, api_key="k", limits=limits) as client:
            retry = Retry(initial_delay=0.0)
            await client.chat_completion(MESSAGES, headers={"x-name": "first"})
            await asyncio.gather(
                *(client.chat_completion(MESSAGES, headers={"x-name": name}, retry=retry) for name in "abcd")
            )

    with local_server(respond) as server:
        asyncio.run(run(server.url))
    assert bodies[:2] == ["first", "a"]
    assert bodies.index("a", 2) <= 3
    assert len(bodies) == 6


def test_copies_share_their_limits_and_pickles_have_equal_ones(counting: tuple[CountingServer, str]) -> None:
    _, url = counting
    limits = Limits(concurrency=2)
    client = InferenceClient("m", base_url=url, api_key="k", limits=limits)
    core: Any = client._core
    assert client.with_options(timeout=3)._core.limiter is core.limiter is limiter_for(limits)
    other: Any = pickle.loads(pickle.dumps(client))
    assert isinstance(other._core.limiter, Limiter)
    assert other._core.limiter.limits == limits
    assert InferenceClient(limits=5)._core.limiter is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"concurrency": 0}, "`concurrency` of Limits must be an int ≥ 1 or 'auto', got 0"),
        ({"concurrency": "many"}, "`concurrency` of Limits must be an int ≥ 1 or 'auto', got str"),
        ({"requests_per_minute": 0}, "`requests_per_minute` of Limits must be a positive number, got 0"),
        ({"tokens_per_minute": True}, "`tokens_per_minute` of Limits must be a positive number, got True"),
        ({"on_wait": 1}, "`on_wait` of Limits must be a function or None, got 1"),
    ],
)
def test_invalid_limits_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(inferwire.InputError) as caught:
        Limits(**arguments)
    assert str(caught.value) == message


def test_another_librarys_names_are_suggested() -> None:
    with pytest.raises(TypeError, match="did you mean 'requests_per_minute'"):
        Limits(rpm=5)  # type: ignore[call-arg] # pyright: ignore
