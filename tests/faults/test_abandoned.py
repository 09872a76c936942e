"""Callers cancel a call, close a stream from elsewhere, or drop it: its connection is closed, the client works on."""

from __future__ import annotations

import gc
import threading
import time
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, StreamError
from inferwire_runtime.options import TransportName
from tests.faults.kinds import KINDS
from tests.faults.matrix import Scenario, client_options
from tests.faults.selection import select_backends
from tests.faults.table import BY_NAME, LONG, well

SOON = 1.0  # seconds in which everything immediate has happened
PAUSE = 0.08  # seconds after which a call waits for the server
WAITING = {
    "silence before the headers": tuple(KINDS),
    "silence within the headers": ("plain", "stream"),
    "silence within the body": tuple(KINDS),
    "the request is never read": ("plain", "upload"),
    "connection attempts that hang": ("plain", "poll"),
    "TLS handshake that never ends": ("plain",),
    "a body that drips": ("plain", "stream"),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backend" in metafunc.fixturenames:
        metafunc.parametrize(("backend", "transport"), select_backends(metafunc.config, of=("asyncio", "trio")))
    elif "transport" in metafunc.fixturenames:
        metafunc.parametrize("transport", [each for _, each in select_backends(metafunc.config, of=("blocking",))])


def scenario_of(fault: str, kind: str, transport: TransportName) -> Scenario:
    """Return the servers of a fault; no time limit ends the call, because the caller does."""
    return Scenario(replace(BY_NAME[fault], limits=LONG), KINDS[kind], transport)


def open_connections(scenario: Scenario) -> int:
    """Return how many connections the client has open; what it sent is read first, because its end comes after that."""
    for server in scenario.servers:
        server.is_over.set()
    return sum(server.open for server in scenario.servers)


async def all_are_closed(scenario: Scenario) -> bool:
    """Return whether the client closes all connections soon."""
    with anyio.move_on_after(SOON):
        while open_connections(scenario):
            await anyio.sleep(0.005)
    return open_connections(scenario) == 0


def wait_until_all_are_closed(scenario: Scenario) -> bool:
    deadline = time.monotonic() + SOON
    while open_connections(scenario) and time.monotonic() < deadline:
        time.sleep(0.005)
    return open_connections(scenario) == 0


def run_in(scenario: Scenario, test: Callable[[AsyncInferenceClient], Awaitable[None]], backend: str) -> None:
    async def main() -> None:
        async with AsyncInferenceClient(**client_options(scenario)) as client:
            await test(client)

    try:
        anyio.run(main, backend=backend)
    finally:
        scenario.close()


@pytest.mark.parametrize(("fault", "kind"), [(fault, kind) for fault, kinds in WAITING.items() for kind in kinds])
def test_a_cancelled_call_ends_at_once_and_leaves_no_connection(
    fault: str, kind: str, backend: str, transport: TransportName
) -> None:
    scenario = scenario_of(fault, kind, transport)

    async def test(client: AsyncInferenceClient) -> None:
        start = time.monotonic()
        with anyio.move_on_after(PAUSE) as scope:
            result = await KINDS[kind].begin(client)
            async for _ in result:
                pass
        assert scope.cancelled_caught
        assert time.monotonic() - start < SOON
        assert await all_are_closed(scenario)

    run_in(scenario, test, backend)
    gc.collect()


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_client_works_after_a_cancelled_call(kind: str, backend: str, transport: TransportName) -> None:
    scenario = scenario_of("silence before the headers", kind, transport)

    async def test(client: AsyncInferenceClient) -> None:
        with anyio.move_on_after(PAUSE):
            await KINDS[kind].begin(client)
        scenario.fault = replace(scenario.fault, act=well)
        result = await KINDS[kind].begin(client)
        items = [item async for item in result] if kind == "stream" else result
        assert KINDS[kind].read(items) == KINDS[kind].right

    run_in(scenario, test, backend)


def test_a_stream_is_closed_by_another_thread(transport: TransportName) -> None:
    scenario = scenario_of("silence within the body", "stream", transport)
    try:
        with InferenceClient(**client_options(scenario)) as client:
            stream = KINDS["stream"].begin(client)
            assert next(stream).choices[0].delta.content == "Two "
            start = time.monotonic()
            timer = threading.Timer(PAUSE, stream.close)
            timer.start()
            with pytest.raises(StreamError, match="was closed") as caught:
                list(stream)
            assert len(caught.value.received) == 1
            timer.join()
            assert time.monotonic() - start < SOON
            assert wait_until_all_are_closed(scenario)
    finally:
        scenario.close()


def test_a_stream_is_closed_by_another_task(backend: str, transport: TransportName) -> None:
    scenario = scenario_of("silence within the body", "stream", transport)

    async def test(client: AsyncInferenceClient) -> None:
        stream = await KINDS["stream"].begin(client)
        assert (await anext(stream)).choices[0].delta.content == "Two "
        start = time.monotonic()

        async def close() -> None:
            await anyio.sleep(PAUSE)
            await stream.close()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(close)
            with pytest.raises(StreamError, match="was closed") as caught:
                await anext(stream)
            assert len(caught.value.received) == 1
        assert time.monotonic() - start < SOON
        assert await all_are_closed(scenario)

    run_in(scenario, test, backend)


ABANDONED = pytest.mark.parametrize("fault", ["silence within the body", "endless comments"])


@ABANDONED
@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "dropped"])
def test_an_abandoned_stream_frees_its_connection(fault: str, is_closed: bool, transport: TransportName) -> None:
    scenario = scenario_of(fault, "stream", transport)
    try:
        with InferenceClient(**client_options(scenario)) as client:
            stream = KINDS["stream"].begin(client)
            next(stream)
            if is_closed:
                stream.close()
            del stream
            gc.collect()
            assert wait_until_all_are_closed(scenario)
    finally:
        scenario.close()


@ABANDONED
@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "dropped"])
def test_an_abandoned_asynchronous_stream_frees_its_connection(
    fault: str, is_closed: bool, backend: str, transport: TransportName
) -> None:
    scenario = scenario_of(fault, "stream", transport)

    async def test(client: AsyncInferenceClient) -> None:
        stream: Any = await KINDS["stream"].begin(client)
        await anext(stream)
        if is_closed:
            await stream.close()
        del stream
        gc.collect()
        assert await all_are_closed(scenario)

    with warnings.catch_warnings():
        if backend == "trio" and not is_closed:
            warnings.simplefilter("ignore", ResourceWarning)  # trio warns about dropped async generators
        run_in(scenario, test, backend)
