"""A caller's own HTTP client makes the calls: httpx's, httpx2's, or a subclass of one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import httpx2
import pytest

import inferwire
from inferwire_emulator.server import Running, serve

MESSAGES: list[inferwire.ChatCompletionInputMessage] = [{"role": "user", "content": "hi"}]


@pytest.fixture(scope="module")
def emulator() -> Iterator[Running]:
    with serve() as running:
        yield running


class OwnClient(httpx.Client):
    pass


@pytest.mark.parametrize("make", [httpx.Client, httpx2.Client, OwnClient])
def test_a_callers_client_makes_the_calls_and_stays_open(make: Any, emulator: Running) -> None:
    http = make()
    with inferwire.InferenceClient(api_key="hf_test", http_client=http, emulator_url=emulator.url) as client:
        answer = client.chat_completion(MESSAGES, model="a/model")
        assert answer.choices[0].message.content == "Two cats."
        assert len(list(client.chat_completion_stream(MESSAGES, model="a/model"))) == 4
    assert not http.is_closed
    http.close()


@pytest.mark.parametrize("make", [httpx.AsyncClient, httpx2.AsyncClient])
def test_a_callers_asynchronous_client_makes_the_calls_and_stays_open(make: Any, emulator: Running) -> None:
    async def main() -> None:
        async with make() as http:
            async with inferwire.AsyncInferenceClient(
                api_key="hf_test", http_client=http, emulator_url=emulator.url
            ) as client:
                answer = await client.chat_completion(MESSAGES, model="a/model")
                assert answer.choices[0].message.content == "Two cats."
                stream = await client.chat_completion(MESSAGES, model="a/model", stream=True)
                assert len([item async for item in stream]) == 4
            assert not http.is_closed

    asyncio.run(main())


@pytest.mark.parametrize("library", [httpx, httpx2])
def test_exceptions_of_a_callers_client_become_ours(library: Any) -> None:
    def refuse(request: Any) -> Any:
        raise library.ConnectError("nobody listens")

    with library.Client(transport=library.MockTransport(refuse)) as http:
        client = inferwire.InferenceClient(api_key="hf_test", http_client=http, retry=None)
        with pytest.raises(inferwire.ConnectionError, match="could not be reached: nobody listens") as caught:
            client.chat_completion(MESSAGES, model="a/model")
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.is_retry_safe


def test_something_else_as_a_client_is_refused_at_once() -> None:
    with pytest.raises(inferwire.InputError, match="httpx or httpx2"):
        inferwire.InferenceClient(http_client=object())
