"""A malicious response takes little more memory than the limit, however much it decompresses to."""

from __future__ import annotations

import gzip
import tracemalloc
from functools import cache

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, OutputError
from inferwire_runtime.options import TransportName
from tests.faults.kinds import KINDS
from tests.faults.matrix import watch
from tests.faults.selection import select_backends
from tests.faults.server import Connection, Server, http_response
from tests.faults.table import BODY_LIMIT, MIB

BOMB_SIZE = 256 * MIB
ALLOWED = BODY_LIMIT + 160 * MIB  # the response so far, and one decompressed read of the socket, copied once


@cache
def bomb() -> bytes:
    return gzip.compress(bytes(BOMB_SIZE))


def serve_bomb(connection: Connection) -> None:
    while (head := connection.read_head()) is not None:
        connection.read_body(head)
        connection.send(http_response(bomb(), headers=("content-encoding: gzip",)))


def run_blocking(url: str, transport: TransportName) -> None:
    with (
        InferenceClient(base_url=url, model="m", api_key="canary", transport=transport) as client,
        pytest.raises(OutputError, match="more than 4 MiB"),
    ):
        KINDS["plain"].begin(client)


async def run_async(url: str, transport: TransportName) -> None:
    async with AsyncInferenceClient(base_url=url, model="m", api_key="canary", transport=transport) as client:
        with pytest.raises(OutputError, match="more than 4 MiB"):
            await KINDS["plain"].begin(client)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize(("backend", "transport"), select_backends(metafunc.config))


def test_a_decompression_bomb_is_refused_before_memory_is_full(backend: str, transport: TransportName) -> None:
    with Server(serve_bomb) as server, watch():
        bomb()
        tracemalloc.start()
        try:
            if backend == "blocking":
                run_blocking(server.url, transport)
            else:
                anyio.run(run_async, server.url, transport, backend=backend)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < ALLOWED, f"{peak / MIB:.0f} MiB"
