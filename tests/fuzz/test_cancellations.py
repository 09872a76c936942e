"""Calls that are cancelled at each of their suspensions in turn: all others still get their own responses."""

from __future__ import annotations

import asyncio
import gc
import types
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient
from tests.fuzz.echo import CALLS, EchoServer, client_options, open_files
from tests.support.proxy_server import ProxyServer

LIMIT = 3  # requests at once: few, so that a lost slot is soon missed
AFTERWARDS = 100  # calls
TRANSPORTS = {
    "asyncio": ("default", "httpx", "httpx2", "aiohttp", "http proxy", "socks proxy"),
    "trio": ("default", "httpx", "httpx2", "http proxy", "socks proxy"),
}
MAX_SUSPENSIONS = 500  # of one call


class Suspensions:
    """Counts the suspensions of a coroutine, and cancels it at one of them."""

    def __init__(self, number: int, cancel: Callable[[], object]) -> None:
        self._number = number
        self._cancel = cancel
        self.seen = 0

    @types.coroutine
    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """Run the coroutine."""
        value: Any = None
        error: BaseException | None = None
        while True:
            try:
                waiting = coroutine.send(value) if error is None else coroutine.throw(error)
            except StopIteration as stop:
                return stop.value
            value = error = None
            self.seen += 1
            if self.seen == self._number:
                self._cancel()
            try:
                value = yield waiting
            except BaseException as exc:
                error = exc


async def make_call(client: AsyncInferenceClient, name: str, url: str, text: str) -> str | None:
    call = CALLS[name]
    result = await call.begin(client, url, text)
    return call.read([item async for item in result] if call.is_stream else result)


async def cancel_call(
    client: AsyncInferenceClient, name: str, url: str, text: str, number: int, *, native: bool
) -> bool:
    """Make a call that is cancelled at its suspension of this number; return whether it had so many."""
    coroutine = make_call(client, name, url, text)
    if not native:
        with anyio.CancelScope() as scope:
            suspensions = Suspensions(number, scope.cancel)
            await suspensions.run(coroutine)
        return suspensions.seen >= number

    async def run() -> None:
        task = asyncio.current_task()
        assert task is not None
        nonlocal suspensions
        suspensions = Suspensions(number, task.cancel)
        await suspensions.run(coroutine)

    suspensions = Suspensions(number, bool)
    await asyncio.wait([asyncio.ensure_future(run())])
    return suspensions.seen >= number


@pytest.fixture
def texts() -> Iterator[str]:
    return (f"text-{number}" for number in count())


def free_slots(client: AsyncInferenceClient) -> int | None:
    """Return how many slots are free; None if they are the library's own."""
    _, transport = next(iter(client._core.connections._transports.values()))
    slots: Any = getattr(transport, "_slots", None)
    return None if slots is None else int(slots.free)


CELLS = [(backend, transport) for backend, transports in TRANSPORTS.items() for transport in transports]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of what httpx and httpx2 forget
@pytest.mark.parametrize("closes", [False, True], ids=["pooled", "fresh"])
@pytest.mark.parametrize(("backend", "transport"), CELLS)
def test_calls_after_cancelled_ones_get_their_own_responses(
    backend: str, transport: str, closes: bool, texts: Iterator[str], pytestconfig: pytest.Config
) -> None:
    is_long = pytestconfig.getoption("--fuzz")
    rounds = 3 if is_long else 1
    if closes and not is_long and transport in ("httpx2", "http proxy", "aiohttp"):
        pytest.skip("a part of the long form")

    async def main(options: dict[str, Any]) -> None:
        async with AsyncInferenceClient(**options, limits=LIMIT) as client:
            for name in CALLS:
                assert await make_call(client, name, server.url, text := next(texts)) == text
            before = open_files()
            for name in list(CALLS) * rounds:
                for native in [False] if backend == "trio" else [False, True]:
                    for number in range(1, MAX_SUSPENSIONS):
                        client._core.cache._entries.clear()  # so that each call looks its model up
                        if not await cancel_call(client, name, server.url, next(texts), number, native=native):
                            break
                        assert await make_call(client, name, server.url, text := next(texts)) == text
                    else:
                        pytest.fail("the call never ended")
                    assert free_slots(client) == LIMIT
            assert not client._core.cache._in_flight

            async def check(name: str, text: str) -> None:
                assert await make_call(client, name, server.url, text) == text

            async with anyio.create_task_group() as tasks:
                for _, name in zip(range(AFTERWARDS), list(CALLS) * AFTERWARDS, strict=False):
                    tasks.start_soon(check, name, next(texts))
            assert free_slots(client) == LIMIT
            gc.collect()
            with anyio.move_on_after(3):
                while open_files() > before + 8 * LIMIT:  # both sides, and a proxy between them
                    await anyio.sleep(0.01)
            assert open_files() <= before + 8 * LIMIT

    with ExitStack() as stack:
        server = EchoServer(closes=closes)
        stack.callback(server.close)
        options = client_options(server)
        if "proxy" in transport:
            proxy = stack.enter_context(ProxyServer("socks5" if "socks" in transport else "http"))
            options["proxy"] = proxy.url
        else:
            options["transport"] = transport
        anyio.run(main, options, backend=backend)
