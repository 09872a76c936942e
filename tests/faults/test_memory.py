"""What a hostile answer may take of memory: little more than the limit, however much it unpacks to."""

from __future__ import annotations

import gzip
import tracemalloc
from functools import cache

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, OutputError
from inferwire_runtime.transport import Http
from tests.faults.cells import watched
from tests.faults.choice import drivers
from tests.faults.kinds import KINDS
from tests.faults.server import Server, Wire, answer
from tests.faults.table import BODY_LIMIT, MIB

BOMB_SIZE = 256 * MIB
ALLOWED = BODY_LIMIT + 160 * MIB  # the answer so far, and what one read of the socket, 64 KiB, unpacks to, copied once


@cache
def bomb() -> bytes:
    return gzip.compress(bytes(BOMB_SIZE))


def serve_bomb(wire: Wire) -> None:
    while (head := wire.read_head()) is not None:
        wire.read_body(head)
        wire.send(answer(bomb(), headers=("content-encoding: gzip",)))


def run_sync(url: str, http: Http) -> None:
    with (
        InferenceClient(base_url=url, api_key="canary", http=http) as client,
        pytest.raises(OutputError, match="more than 4 MiB"),
    ):
        KINDS["plain"].begin(client)


async def run_async(url: str, http: Http) -> None:
    async with AsyncInferenceClient(base_url=url, api_key="canary", http=http) as client:
        with pytest.raises(OutputError, match="more than 4 MiB"):
            await KINDS["plain"].begin(client)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize(("driver", "http"), drivers(metafunc.config))


def test_a_bomb_is_told_before_memory_is_full(driver: str, http: Http) -> None:
    with Server(serve_bomb) as server, watched():
        bomb()
        tracemalloc.start()
        try:
            run_sync(server.url, http) if driver == "sync" else anyio.run(run_async, server.url, http, backend=driver)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < ALLOWED, f"{peak / MIB:.0f} MiB"
