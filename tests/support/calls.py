"""Calls of a task made of one coroutine, on each backend, to a server that is a function."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import anyio
import httpx
import pytest

from inferwire_runtime.client import AsyncClient, Client
from inferwire_runtime.core import Clock
from inferwire_runtime.models import Call, Route
from inferwire_runtime.providers import Handler, PrivateProvider, ProviderInfo, Registry, Task
from tests.support.known_keys import SECRET

if TYPE_CHECKING:
    from inferwire_http.backends import Backend

API = "https://api.test"
TASK = "text-classification"
REGISTRY = Registry(providers={}, hub_tasks={})

Send = Callable[[Call, Route], Awaitable[Any]]
Respond = Callable[[Any], Any]


class FakeClock(Clock):
    """Time that passes only when a call waits."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    async def sleep(self, backend: Backend, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds
        await backend.sleep(0)


def make_task(send: Send) -> tuple[Task[Any], PrivateProvider]:
    """Return the smallest task that ``send`` serves, whatever it returns, and the provider that serves it."""
    about = ProviderInfo(
        name="test",
        title="Test",
        tasks=(TASK,),
        base_url=API,
        needs_key=False,
        headers={"x-route": "r"},
    )
    handler: Handler[Any] = Handler(send_request=send, parse_response=lambda result: result)
    return Task(name=TASK, registry=REGISTRY, handlers={}), PrivateProvider(about, {TASK: lambda: handler})


def perform(client: Any, send: Send, inputs: Any = "a", **options: Any) -> Any:
    """Run ``send`` by a client of either kind; return its result, or what to await for it."""
    task, provider = make_task(send)
    return client._core.run(task, inputs, {}, provider=provider, **options)


def blocking_client(respond: Respond, clock: Clock | None = None, library: Any = httpx, **options: Any) -> Client:
    """Return a client whose requests ``respond`` receives."""
    http_client = library.Client(transport=library.MockTransport(respond))
    client = Client("a/b", http_client=http_client, **{"api_key": SECRET, **options})
    client._core.clock = clock or FakeClock()
    return client


def async_client(respond: Respond, clock: Clock | None = None, library: Any = httpx, **options: Any) -> AsyncClient:
    """Return a client whose requests ``respond`` receives."""
    http_client = library.AsyncClient(transport=library.MockTransport(respond))
    client = AsyncClient("a/b", http_client=http_client, **{"api_key": SECRET, **options})
    client._core.clock = clock or FakeClock()
    return client


def run_blocking(send: Send, respond: Respond, inputs: Any = "a", *, on_progress: Any = None, **options: Any) -> Any:
    """Run ``send`` by a new client of the blocking kind."""
    with blocking_client(respond, **options) as client:
        return perform(client, send, inputs, on_progress=on_progress)


def run_asyncio(
    send: Send,
    respond: Respond,
    inputs: Any = "a",
    *,
    backend: str = "asyncio",
    on_progress: Any = None,
    **options: Any,
) -> Any:
    """Run ``send`` by a new client on a new event loop."""

    async def main() -> Any:
        async with async_client(respond, **options) as client:
            return await perform(client, send, inputs, on_progress=on_progress)

    return anyio.run(main, backend=backend)


def run_trio(send: Send, respond: Respond, inputs: Any = "a", **options: Any) -> Any:
    """Do the same on trio."""
    return run_asyncio(send, respond, inputs, backend="trio", **options)


all_backends = pytest.mark.parametrize("run", [run_blocking, run_asyncio, run_trio])
event_loops = pytest.mark.parametrize("backend", ["asyncio", "trio"])


class FakeServer:
    """Returns the listed responses one after the other, the last one for ever, and records the requests."""

    def __init__(self, *responses: Any) -> None:
        self.responses = list(responses)
        self.requests: list[Any] = []
        self.timeouts: list[dict[str, float | None]] = []

    def __call__(self, request: Any) -> Any:
        self.requests.append(request)
        self.timeouts.append(dict(request.extensions["timeout"]))
        response = self.responses.pop(0) if len(self.responses) > 1 else self.responses[0]
        if isinstance(response, BaseException):
            raise response
        if isinstance(response, dict):
            return httpx.Response(200, json=response)
        status, headers, body = response
        return httpx.Response(status, headers=headers, content=body)

    @property
    def paths(self) -> list[str]:
        return [f"{request.method} {request.url.path}" for request in self.requests]


OK = {"ok": True}
BUSY = (429, {"retry-after": "7"}, b'{"error": "slow down"}')
LOADING: Any = (503, {}, b'{"error": "loading", "estimated_time": 20.0}')
DOWN: Any = (500, {}, b"down")
MISSING: Any = (404, {}, b'{"error": "not here"}')
