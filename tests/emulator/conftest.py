"""A running emulator for each module, and a function that calls it through either client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_emulator import RunningEmulator, serve

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve(models={"facebook/bart-large-cnn": "summarization"}) as running:
        yield running


@pytest.fixture(autouse=True)
def empty_journal(request: pytest.FixtureRequest) -> None:
    if "emulator" in request.fixturenames:
        request.getfixturevalue("emulator").reset()


@pytest.fixture
def http(emulator: RunningEmulator) -> Iterator[httpx.Client]:
    """Return an HTTP client, for requests that inferwire would not send."""
    with httpx.Client(base_url=emulator.url, verify=False) as client:  # loading certificates takes long
        yield client


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest, emulator: RunningEmulator) -> Run:
    """Return a function that calls a method of a client; it returns a stream as a list of its items."""

    def run_sync(method: str, *arguments: Any, client: dict[str, Any], **options: Any) -> Any:
        with InferenceClient(emulator_url=emulator.url, **client) as inference_client:
            result = getattr(inference_client, method)(*arguments, **options)
            return list(result) if options.get("stream") else result

    async def make_call(method: str, *arguments: Any, client: dict[str, Any], **options: Any) -> Any:
        async with AsyncInferenceClient(emulator_url=emulator.url, **client) as inference_client:
            result = await getattr(inference_client, method)(*arguments, **options)
            return [item async for item in result] if options.get("stream") else result

    def run_async(method: str, *arguments: Any, **options: Any) -> Any:
        return asyncio.run(make_call(method, *arguments, **options))

    chosen = run_sync if request.param == "sync" else run_async
    return lambda method, *arguments, client=None, **options: chosen(
        method, *arguments, client={"api_key": "hf_test"} if client is None else client, **options
    )
