"""The backends by themselves: running without an event loop, connecting, slots, events, threads, shutdown."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import threading
import time
from functools import partial
from typing import Any, cast

import anyio
import pytest

from inferwire_http.backends import Backend, run_sync
from inferwire_http.backends.asyncio_ import AsyncioBackend
from inferwire_http.backends.blocking import BlockingBackend
from inferwire_http.deadline import Deadline
from inferwire_http.exceptions import ConnectError, ConnectTimeout, ReadError
from tests.http.support import fetch, fetch_on, make_pool, on_each_backend, on_each_loop, run
from tests.support.raw_server import BODY, respond_well


def test_a_coroutine_that_suspends_is_an_error_without_an_event_loop() -> None:
    ended: list[None] = []

    async def stray() -> None:
        try:
            await asyncio.sleep(0)
        finally:
            ended.append(None)

    with pytest.raises(RuntimeError, match="a coroutine suspended on the blocking backend"):
        run_sync(stray())
    assert ended == [None]


def test_a_coroutine_that_never_suspends_returns_and_raises() -> None:
    async def main() -> int:
        return 1

    async def fail() -> None:
        raise KeyError("a")

    assert run_sync(main()) == 1
    with pytest.raises(KeyError):
        run_sync(fail())


def test_blocking_requests_work_in_a_thread_with_an_event_loop(serve: Any) -> None:
    server = serve(respond_well)

    async def main() -> list[bytes]:
        return fetch_on("blocking", server.url, 2)

    assert asyncio.run(main()) == [BODY] * 2


# Connections


@on_each_backend
def test_a_server_that_refuses_is_a_connect_error(kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(ConnectError):
        fetch_on(kind, url)


@on_each_backend
def test_a_handshake_that_takes_too_long_is_a_connect_timeout(kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:  # accepts, and is silent
        start = time.monotonic()
        with pytest.raises(ConnectTimeout):
            fetch_on(kind, f"https://127.0.0.1:{listener.getsockname()[1]}", connect=0.1)
        assert time.monotonic() - start < 5


def test_an_address_of_a_family_that_the_system_lacks_is_skipped(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from inferwire_http.backends import blocking

    server = serve(respond_well)
    port = int(server.url.rpartition(":")[2])
    found = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
    ]
    create = socket.socket

    def lacks(family: int = -1, *more: Any, **options: Any) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(97, "Address family not supported by protocol")
        return create(family, *more, **options)

    monkeypatch.setattr(blocking.socket, "getaddrinfo", lambda *more, **options: found)
    monkeypatch.setattr(blocking.socket, "socket", lacks)
    assert fetch_on("blocking", server.url) == [BODY]


def test_addresses_that_do_not_respond_leave_time_for_the_next_one(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from inferwire_http.backends import blocking

    server = serve(respond_well)
    port = int(server.url.rpartition(":")[2])
    with socket.socket() as full:  # a listener whose queue is full lets connections wait
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(full.getsockname())
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", p)) for p in (full.getsockname()[1], port)]
        monkeypatch.setattr(blocking.socket, "getaddrinfo", lambda *more, **options: found)
        try:
            assert fetch_on("blocking", server.url, connect=0.4) == [BODY]
        finally:
            for each in waiting:
                each.close()


@on_each_loop
def test_an_interrupted_reader_wakes_up(kind: str) -> None:
    async def main(backend: Backend) -> None:
        deadline = Deadline(connect=5, read=30, total=30)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            stream = await backend.connect("127.0.0.1", listener.getsockname()[1], None, deadline)
            results: list[Any] = []

            async def read() -> None:
                try:
                    results.append(await stream.read())
                except ReadError as error:
                    results.append(error)

            async with anyio.create_task_group() as tasks:
                tasks.start_soon(read)
                await anyio.sleep(0.02)
                stream.interrupt()
            assert len(results) == 1
            await stream.aclose()

    start = time.monotonic()
    run(kind, main)
    assert time.monotonic() - start < 5


def test_an_asyncio_stream_can_be_aborted_from_another_thread(serve: Any) -> None:
    server = serve(respond_well)

    async def main(backend: Backend) -> None:
        deadline = Deadline(connect=5, read=30, total=30)
        stream = await backend.connect("127.0.0.1", int(server.url.rpartition(":")[2]), None, deadline)
        await anyio.to_thread.run_sync(stream.abort)
        assert await stream.read() == b""
        assert await anyio.to_thread.run_sync(server.wait_for_open, 0) == 0

    run("asyncio", main)


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not available on Windows")
def test_requests_work_on_uvloop(serve: Any) -> None:
    import uvloop

    server = serve(respond_well)

    async def main() -> list[bytes]:
        pool = make_pool(AsyncioBackend(asyncio.get_running_loop()))
        return [await fetch(pool, server.url) for _ in range(3)]

    assert uvloop.run(main()) == [BODY] * 3
    assert server.accepted == 1
    assert server.wait_for_open(0) == 0


def test_an_iteration_of_the_event_loop_ends_when_the_time_slice_is_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 0.0
    monkeypatch.setattr(time, "perf_counter", lambda: clock)
    iterations: list[int] = []  # how many tasks ran in each

    async def count() -> None:
        while True:
            iterations.append(0)
            await asyncio.sleep(0)

    async def main(backend: Backend) -> None:
        async def work() -> None:
            nonlocal clock
            await backend.checkpoint()
            clock += 0.002
            iterations[-1] += 1

        counter = asyncio.ensure_future(count())
        await asyncio.gather(*[work() for _ in range(10)])
        counter.cancel()

    run("asyncio", main)
    assert sum(iterations) == 10
    assert max(iterations) == 2  # of 2 ms each: the second one begins within the slice of 3 ms


@pytest.mark.parametrize("count", [200, 2000])
def test_the_cost_of_waiting_for_time_grows_with_the_requests_only(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 0.0
    looks = 0

    def perf_counter() -> float:
        nonlocal looks
        looks += 1
        return clock

    monkeypatch.setattr(time, "perf_counter", perf_counter)
    order: list[int] = []

    async def main(backend: Backend) -> None:
        async def request(number: int) -> None:
            nonlocal clock
            await backend.checkpoint()
            order.append(number)
            clock += 0.0005

        async with anyio.create_task_group() as tasks:
            for number in range(count):
                tasks.start_soon(request, number)

    run("asyncio", main)
    assert order == list(range(count))  # nobody overtakes
    assert looks < 4 * count


def test_requests_that_have_begun_go_before_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 0.0
    monkeypatch.setattr(time, "perf_counter", lambda: clock)
    order: list[str] = []

    async def main(backend: Backend) -> None:
        fairness: Any = cast("AsyncioBackend", backend)._fairness

        async def request(name: str, *, is_new: bool) -> None:
            nonlocal clock
            await fairness.checkpoint(is_new=is_new)
            order.append(name)
            clock += 1

        async with anyio.create_task_group() as tasks:
            for number in range(3):
                tasks.start_soon(partial(request, f"new {number}", is_new=True))
            tasks.start_soon(partial(request, "begun", is_new=False))

    run("asyncio", main)
    assert order == ["new 0", "begun", "new 1", "new 2"]


def test_a_request_that_is_cancelled_while_it_waits_for_time_keeps_nobody_waiting() -> None:
    async def main(backend: Backend) -> None:
        passed: list[int] = []

        async def request(number: int) -> None:
            await backend.checkpoint()
            passed.append(number)
            time.sleep(0.004)  # more than the time slice

        tasks = [asyncio.create_task(request(number)) for number in range(6)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.sleep(0)
        tasks[2].cancel()
        async with asyncio.timeout(5):
            await asyncio.gather(*tasks, return_exceptions=True)
        assert [number for number in passed if number not in (1, 2)] == [0, 3, 4, 5]

    run("asyncio", main)


# Slots


@on_each_backend
def test_slots_are_bounded(kind: str) -> None:
    async def main(backend: Backend) -> None:
        slots = backend.slots(2)
        acquired = [await slots.acquire(0.01) for _ in range(3)]
        assert [slot is not None for slot in acquired] == [True, True, False]
        for _ in range(3):  # once would do
            acquired[0].release()
        again = await slots.acquire(0.01)
        assert again is not None
        assert await slots.acquire(0.01) is None

    run(kind, main)


@on_each_loop
def test_slots_are_handed_out_first_in_first_out(kind: str) -> None:
    async def main(backend: Backend) -> None:
        slots = backend.slots(1)
        first = await slots.acquire(None)
        assert first is not None
        order: list[int] = []

        async def work(number: int) -> None:
            slot = await slots.acquire(5)
            assert slot is not None
            order.append(number)
            slot.release()

        async with anyio.create_task_group() as tasks:
            for number in range(5):
                tasks.start_soon(work, number)
                await anyio.sleep(0.001)
            first.release()
        assert order == [0, 1, 2, 3, 4]

    run(kind, main)


def test_slots_are_handed_out_to_threads_first_in_first_out() -> None:
    slots: Any = BlockingBackend().slots(1)
    first = run_sync(slots.acquire(None))
    order: list[int] = []

    def work(number: int) -> None:
        slot = run_sync(slots.acquire(5))
        order.append(number)
        slot.release()

    threads: list[threading.Thread] = []
    for number in range(5):
        threads.append(threading.Thread(target=work, args=(number,)))
        threads[-1].start()
        while slots.waiting <= number:
            time.sleep(0.001)
    first.release()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]
    assert slots.free == 1


def test_no_slot_is_lost_or_doubled_between_many_threads() -> None:
    slots: Any = BlockingBackend().slots(3)
    holders = 0
    most = 0
    timeouts = 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal holders, most, timeouts
        for number in range(300):
            slot = run_sync(slots.acquire(0.0005 if number % 3 else 5))
            if slot is None:
                timeouts += 1
                continue
            with lock:
                holders += 1
                most = max(most, holders)
            if number % 10 == 0:
                time.sleep(0.0005)
            with lock:
                holders -= 1
            slot.release()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert most == 3
    assert (slots.free, slots.waiting) == (3, 0)


@on_each_loop
def test_a_slot_released_in_another_thread_wakes_the_next_task(kind: str) -> None:
    async def main(backend: Backend) -> None:
        slots = backend.slots(1)
        slot = await slots.acquire(None)
        assert slot is not None
        timer = threading.Timer(0.05, slot.release)
        timer.start()
        start = time.monotonic()
        assert await slots.acquire(5) is not None
        assert time.monotonic() - start < 2
        timer.join()

    run(kind, main)


@on_each_loop
def test_a_task_that_is_cancelled_as_it_gets_its_slot_hands_it_on(kind: str) -> None:
    async def main(backend: Backend) -> None:
        slots: Any = backend.slots(1)
        first = await slots.acquire(None)
        scope = anyio.CancelScope()

        async def cancelled() -> None:
            with scope:
                await slots.acquire(5)
                pytest.fail("it was cancelled")

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(cancelled)
            await anyio.sleep(0.01)
            scope.cancel()
            first.release()
        await anyio.sleep(0.01)
        assert (slots.free, slots.waiting) == (1, 0)
        assert await slots.acquire(0.01) is not None

    run(kind, main)


def test_a_slot_that_nobody_holds_any_more_is_free() -> None:
    slots: Any = BlockingBackend().slots(1)
    slot = run_sync(slots.acquire(None))
    assert slots.free == 0
    del slot
    assert slots.free == 1


# Events and threads


@on_each_backend
def test_an_event_wakes_those_that_wait(kind: str) -> None:
    async def main(backend: Backend) -> None:
        event = backend.event()
        assert not event.is_set()
        assert not await event.wait(0.01)
        event.set()
        assert event.is_set()
        assert await event.wait(None)
        assert await event.wait(0.01)

    run(kind, main)


def test_an_event_wakes_another_thread() -> None:
    event = BlockingBackend().event()
    results: list[bool] = []
    thread = threading.Thread(target=lambda: results.append(run_sync(event.wait(5))))
    thread.start()
    event.set()
    thread.join()
    assert results == [True]


@on_each_loop
def test_an_event_wakes_another_task(kind: str) -> None:
    async def main(backend: Backend) -> None:
        event = backend.event()
        results: list[bool] = []

        async def wait() -> None:
            results.append(await event.wait(5))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(wait)
            await anyio.sleep(0.01)
            event.set()
        assert results == [True]

    run(kind, main)


@on_each_backend
def test_a_function_that_blocks_runs_where_the_backend_allows_it(kind: str) -> None:
    async def main(backend: Backend) -> None:
        assert await backend.run_in_thread(divmod, 7, 2) == (3, 1)
        thread = await backend.run_in_thread(threading.get_ident)
        assert (thread == threading.get_ident()) == (kind == "blocking")
        with pytest.raises(ZeroDivisionError):
            await backend.run_in_thread(divmod, 1, 0)

    run(kind, main)


@on_each_backend
def test_sleeping_waits(kind: str) -> None:
    async def main(backend: Backend) -> None:
        start = time.monotonic()
        await backend.sleep(0.02)
        assert time.monotonic() - start >= 0.019
        await backend.sleep(0)
        await backend.checkpoint()

    run(kind, main)


# The end of event loops


@on_each_loop
def test_functions_are_called_when_the_event_loop_ends_unless_cancelled(kind: str) -> None:
    called: list[str] = []

    async def main(backend: Backend) -> None:
        async def first() -> None:
            called.append("first")

        async def second() -> None:
            called.append("second")

        await backend.call_at_shutdown(first)
        cancel = await backend.call_at_shutdown(second)
        cancel()
        cancel()
        kept.append(backend)

    kept: list[Backend] = []
    run(kind, main)
    assert called == ["first"]


def test_functions_are_called_when_nobody_holds_an_asyncio_backend_any_more() -> None:
    called: list[None] = []

    async def main() -> None:
        async def function() -> None:
            called.append(None)

        backend: Any = AsyncioBackend(asyncio.get_running_loop())
        await backend.call_at_shutdown(function)
        del backend
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert called == [None]

    gc.disable()
    try:
        asyncio.run(main())  # not even the garbage collector is needed
    finally:
        gc.enable()


def test_the_blocking_backend_has_no_shutdown() -> None:
    async def function() -> None:
        pytest.fail("there is no event loop")

    async def main(backend: Backend) -> None:
        cancel = await backend.call_at_shutdown(function)
        cancel()

    run("blocking", main)
