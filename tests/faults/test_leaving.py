"""Callers leave: they cancel, close a stream from elsewhere, or forget it. The connection goes, the client stays."""

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
from inferwire_runtime.transport import Http
from tests.faults.cells import World, client_options
from tests.faults.choice import drivers
from tests.faults.differences import STAY_OPEN
from tests.faults.kinds import KINDS
from tests.faults.table import BY_NAME, LONG, well

SOON = 1.0  # seconds, by which all that should happen at once has happened
PAUSE = 0.08  # seconds, by which a call has come as far as the server lets it
ON_THE_WAY = {
    "silence before the headers": tuple(KINDS),
    "silence within the headers": ("plain", "stream"),
    "silence within the body": tuple(KINDS),
    "the request is never read": ("plain", "upload"),
    "connection in a black hole": ("plain", "poll"),
    "TLS that is never agreed on": ("plain",),
    "a body that drips": ("plain", "stream"),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backend" in metafunc.fixturenames:
        metafunc.parametrize(("backend", "http"), drivers(metafunc.config, of=("asyncio", "trio")))
    elif "http" in metafunc.fixturenames:
        metafunc.parametrize("http", [http for _, http in drivers(metafunc.config, of=("sync",))])


def world_of(fault: str, kind: str, http: Http) -> World:
    """Lay out a fault without limits of time, since only the caller ends these calls."""
    return World(replace(BY_NAME[fault], limits=LONG), KINDS[kind], http)


def open_connections(world: World) -> int:
    """Give how many connections the client holds; what it has sent is read, since its end comes behind that."""
    for server in world.servers:
        server.is_over.set()
    return sum(server.open for server in world.servers)


async def none_is_open(world: World) -> bool:
    """Whether the client has closed all connections, or does so at once."""
    with anyio.move_on_after(SOON):
        while open_connections(world):
            await anyio.sleep(0.005)
    return open_connections(world) == 0


def none_is_open_now(world: World) -> bool:
    deadline = time.monotonic() + SOON
    while open_connections(world) and time.monotonic() < deadline:
        time.sleep(0.005)
    return open_connections(world) == 0


def in_world(world: World, test: Callable[[AsyncInferenceClient], Awaitable[None]], backend: str) -> None:
    async def main() -> None:
        async with AsyncInferenceClient(**client_options(world)) as client:
            await test(client)

    try:
        anyio.run(main, backend=backend)
    finally:
        world.close()


@pytest.mark.parametrize(("fault", "kind"), [(fault, kind) for fault, kinds in ON_THE_WAY.items() for kind in kinds])
def test_a_cancelled_call_ends_at_once_and_leaves_no_connection(
    fault: str, kind: str, backend: str, http: Http
) -> None:
    world = world_of(fault, kind, http)
    stays = (fault, http) in STAY_OPEN

    async def test(client: AsyncInferenceClient) -> None:
        start = time.monotonic()
        with anyio.move_on_after(PAUSE) as scope:
            result = await KINDS[kind].begin(client)
            async for _ in result:
                pass
        assert scope.cancelled_caught
        assert time.monotonic() - start < SOON
        assert await none_is_open(world) is not stays

    with warnings.catch_warnings():
        if stays:
            warnings.simplefilter("ignore", ResourceWarning)  # of the socket that nobody closed
        in_world(world, test, backend)
        gc.collect()


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_client_goes_on_after_a_cancelled_call(kind: str, backend: str, http: Http) -> None:
    world = world_of("silence before the headers", kind, http)

    async def test(client: AsyncInferenceClient) -> None:
        with anyio.move_on_after(PAUSE):
            await KINDS[kind].begin(client)
        world.fault = replace(world.fault, act=well)
        result = await KINDS[kind].begin(client)
        items = [item async for item in result] if kind == "stream" else result
        assert KINDS[kind].read(items) == KINDS[kind].right

    in_world(world, test, backend)


def test_a_stream_is_closed_by_another_thread(http: Http) -> None:
    world = world_of("silence within the body", "stream", http)
    try:
        with InferenceClient(**client_options(world)) as client:
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
            assert none_is_open_now(world)
    finally:
        world.close()


def test_a_stream_is_closed_by_another_task(backend: str, http: Http) -> None:
    world = world_of("silence within the body", "stream", http)

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
        assert await none_is_open(world)

    in_world(world, test, backend)


LEFT = pytest.mark.parametrize("fault", ["silence within the body", "comments for ever"])


@LEFT
@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "forgotten"])
def test_a_stream_that_is_left_gives_its_connection_back(fault: str, is_closed: bool, http: Http) -> None:
    world = world_of(fault, "stream", http)
    try:
        with InferenceClient(**client_options(world)) as client:
            stream = KINDS["stream"].begin(client)
            next(stream)
            if is_closed:
                stream.close()
            del stream
            gc.collect()
            assert none_is_open_now(world)
    finally:
        world.close()


@LEFT
@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "forgotten"])
def test_an_asynchronous_stream_that_is_left_gives_its_connection_back(
    fault: str, is_closed: bool, backend: str, http: Http
) -> None:
    world = world_of(fault, "stream", http)

    async def test(client: AsyncInferenceClient) -> None:
        stream: Any = await KINDS["stream"].begin(client)
        await anext(stream)
        if is_closed:
            await stream.close()
        del stream
        gc.collect()
        assert await none_is_open(world)

    with warnings.catch_warnings():
        if backend == "trio" and not is_closed:
            warnings.simplefilter("ignore", ResourceWarning)  # trio's own advice to whoever forgets a stream
        in_world(world, test, backend)
