"""Streams of the asynchronous client open with and without `await`."""

from __future__ import annotations

import asyncio
import inspect
import warnings
from collections.abc import Iterator
from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient, AsyncStream, InputError, ProviderError
from inferwire.tasks.chat_completion import chat_completion_async
from inferwire_emulator import RunningEmulator, serve
from inferwire_runtime import client as client_module

MESSAGES: Any = [{"role": "user", "content": "Hi"}]
CHAT: dict[str, Any] = {"model": "a/b", "stream": True}
BACKENDS = ["asyncio", "trio"]


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


def client_of(emulator: RunningEmulator) -> AsyncInferenceClient:
    return AsyncInferenceClient(api_key="hf_test", emulator_url=emulator.url, retry=1)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_stream_is_iterated_over_without_await(emulator: RunningEmulator, backend: str) -> None:
    async def main() -> list[str]:
        async with client_of(emulator) as client:
            first = "".join([chunk.text async for chunk in client.chat_completion(MESSAGES, **CHAT)])
            second = "".join([text async for text in client.chat_completion(MESSAGES, **CHAT).texts()])
            third = (await client.chat_completion(MESSAGES, **CHAT).final()).text
            fourth = await client.chat_completion_stream(MESSAGES, model="a/b").text()
            async with client.chat_completion(MESSAGES, **CHAT) as stream:
                assert isinstance(stream, AsyncStream)
                fifth = "".join([text async for text in stream.texts()])
            return [first, second, third, fourth, fifth]

    assert anyio.run(main, backend=backend) == ["Two cats."] * 5


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_stream_is_awaited_as_before(emulator: RunningEmulator, backend: str) -> None:
    async def main() -> list[str]:
        async with client_of(emulator) as client:
            stream = await client.chat_completion(MESSAGES, **CHAT)
            assert type(stream) is AsyncStream
            async with await client.chat_completion_stream(MESSAGES, model="a/b") as other:
                return [await stream.text(), await other.text()]

    assert anyio.run(main, backend=backend) == ["Two cats."] * 2


def test_a_call_is_a_coroutine_for_asyncio(emulator: RunningEmulator) -> None:
    async def main() -> list[Any]:
        async with client_of(emulator) as client:
            call = client.chat_completion(MESSAGES, **CHAT)
            assert asyncio.iscoroutine(call)
            assert inspect.isawaitable(call)
            task = asyncio.create_task(call)
            streams = [await task, *await asyncio.gather(*[client.chat_completion(MESSAGES, **CHAT) for _ in range(2)])]
            plain = client.chat_completion(MESSAGES, model="a/b")
            assert inspect.iscoroutine(plain)
            return [(await plain).text, *[await stream.text() for stream in streams]]

    assert asyncio.run(main()) == ["Two cats."] * 4


def test_a_cancelled_task_closes_the_call(emulator: RunningEmulator) -> None:
    async def main() -> None:
        async with client_of(emulator) as client:
            task = asyncio.create_task(
                client.chat_completion(MESSAGES, headers={"x-emulator-fault": "delay=30"}, **CHAT)
            )
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())


def test_errors_are_raised_where_the_call_is_used(emulator: RunningEmulator) -> None:
    async def main() -> None:
        async with client_of(emulator) as client:
            call = client.chat_completion([], **CHAT)
            with pytest.raises(InputError, match="`messages`"):
                await call
            emulator.respond("chat-completion", error="no paint")
            with pytest.raises(ProviderError, match="no paint"):
                await anext(client.chat_completion(MESSAGES, **CHAT))
            stream = client.chat_completion(MESSAGES, **CHAT)
            assert [chunk async for chunk in stream]
            assert [chunk async for chunk in stream] == []  # it was read to its end

    asyncio.run(main())


def test_a_call_that_was_never_used_warns_like_a_coroutine(emulator: RunningEmulator) -> None:
    async def main() -> None:
        async with client_of(emulator) as client:
            client.chat_completion(MESSAGES, **CHAT)
            client.chat_completion(MESSAGES, **CHAT).close()  # on purpose

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        asyncio.run(main())
    assert [each.category for each in caught] == [RuntimeWarning]


def test_functions_without_a_client_work_alike(emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFERWIRE_EMULATOR_URL", emulator.url)
    monkeypatch.setenv("HF_TOKEN", "hf_test")
    monkeypatch.setattr(client_module, "_defaults", ({}, {}))

    async def main() -> str:
        return "".join([chunk.text async for chunk in chat_completion_async(MESSAGES, **CHAT)])

    assert asyncio.run(main()) == "Two cats."
