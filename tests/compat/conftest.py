"""A running emulator, and a function that calls it through either client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from inferwire.compat.huggingface_hub import AsyncInferenceClient, InferenceClient
from inferwire_emulator import RunningEmulator, serve

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


@pytest.fixture(autouse=True)
def empty_journal(request: pytest.FixtureRequest) -> None:
    if "emulator" in request.fixturenames:
        request.getfixturevalue("emulator").reset()


@pytest.fixture
def client(emulator: RunningEmulator) -> Iterator[InferenceClient]:
    with InferenceClient(token="hf_test", emulator_url=emulator.url) as client:
        yield client


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest, emulator: RunningEmulator) -> Run:
    """Return a function that calls a method of a client; it returns a stream as a list of its items."""

    def run_sync(method: str, *arguments: Any, **options: Any) -> Any:
        with InferenceClient(token="hf_test", emulator_url=emulator.url) as client:
            result = getattr(client, method)(*arguments, **options)
            return list(result) if options.get("stream") else result

    async def make_call(method: str, *arguments: Any, **options: Any) -> Any:
        async with AsyncInferenceClient(token="hf_test", emulator_url=emulator.url) as client:
            result = await getattr(client, method)(*arguments, **options)
            return [item async for item in result] if options.get("stream") else result

    if request.param == "sync":
        return run_sync
    return lambda method, *arguments, **options: asyncio.run(make_call(method, *arguments, **options))
