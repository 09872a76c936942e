"""Requests beyond the limit wait their turn, on every transport, and the limit is the caller's to choose."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, Limits, Timeout
from inferwire_http import limits as http_limits
from tests.support.local_servers import ReceivedRequest, http_response, local_server

TRANSPORTS: Any = ["default", "httpx", "httpx2", "aiohttp"]


class Gate:
    """Responds with the text that it receives, and counts the requests under way."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.now = 0
        self.most = 0
        self._lock = threading.Lock()

    def __call__(self, request: ReceivedRequest) -> bytes:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self._lock:
            self.now -= 1
        return http_response(200, [{"generated_text": json.loads(request.body)["inputs"]}])


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("limits", [2, Limits(max_connections=2)])
def test_tasks_wait_for_their_turn_longer_than_to_connect(transport: Any, backend: str, limits: Any) -> None:
    if transport == "aiohttp" and backend == "trio":
        pytest.skip("aiohttp works on asyncio only")
    gate = Gate(0.06)
    texts: list[str] = []

    async def main(url: str) -> None:
        timeout = Timeout(connect=0.2, total=30)
        async with AsyncInferenceClient(
            api_key="k", retry=1, timeout=timeout, transport=transport, limits=limits
        ) as client:
            endpoint = client.endpoint(url, api="native")
            await endpoint.text_generation("first")  # imports what a call needs

            async def call(text: str) -> None:
                texts.append((await endpoint.text_generation(text)).generated_text)

            async with anyio.create_task_group() as tasks:
                for number in range(12):
                    tasks.start_soon(call, f"t{number}")

    with local_server(gate) as server:
        anyio.run(main, server.url, backend=backend)
    assert sorted(texts) == sorted(f"t{number}" for number in range(12))
    assert gate.most == 2


@pytest.mark.parametrize("transport", TRANSPORTS[:3])
def test_threads_wait_for_their_turn_longer_than_to_connect(transport: Any) -> None:
    gate = Gate(0.06)
    timeout = Timeout(connect=0.2, total=30)
    with (
        local_server(gate) as server,
        InferenceClient(api_key="k", retry=1, timeout=timeout, transport=transport, limits=2) as client,
        ThreadPoolExecutor(12) as threads,
    ):
        endpoint = client.endpoint(server.url, api="native")
        results = threads.map(endpoint.text_generation, [f"t{number}" for number in range(12)])
        assert [result.generated_text for result in results] == [f"t{number}" for number in range(12)]
    assert gate.most == 2


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_the_wait_for_a_turn_ends_with_the_call(transport: Any) -> None:
    gate = Gate(1.0)

    async def main(url: str) -> None:
        async with AsyncInferenceClient(api_key="k", retry=1, transport=transport, limits=1) as client:
            endpoint = client.endpoint(url, api="native")
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(endpoint.text_generation, "first")
                await anyio.sleep(0.3)
                start = time.monotonic()
                with pytest.raises(inferwire.InferenceTimeoutError):
                    await endpoint.text_generation("second", timeout=0.2)
                assert time.monotonic() - start < 0.6

    with local_server(gate) as server:
        anyio.run(main, server.url)


def test_copies_share_the_limit() -> None:
    gate = Gate(0.3)
    with (
        local_server(gate) as server,
        InferenceClient(api_key="k", retry=1, limits=1) as client,
        ThreadPoolExecutor(4) as threads,
    ):
        clients = [client.with_options(timeout=30 + number) for number in range(4)]
        calls = [each.endpoint(server.url, api="native").text_generation for each in clients]
        assert len(list(threads.map(lambda call: call("a"), calls))) == 4
    assert gate.most == 1


@pytest.mark.parametrize("limits", [0, -1, True, 1.5, "many"])
def test_an_invalid_limit_is_refused_at_once(limits: Any) -> None:
    with pytest.raises(inferwire.InputError, match="`limits`"):
        InferenceClient(limits=limits)
    with pytest.raises(inferwire.InputError, match="`max_connections` of Limits"):
        Limits(max_connections=limits)


def test_both_packages_have_the_same_default() -> None:
    assert Limits().max_connections == http_limits.MAX_CONNECTIONS
