"""Dedicated endpoints that are starting or paused: states that a call waits for, and reports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

import inferwire
from inferwire import AsyncInferenceClient, EndpointPaused, EndpointStarting, InferenceClient, RequestRetried, Retry
from tests.support.local_servers import ReceivedRequest, http_response, local_server
from tests.test_meta import CHAT, MESSAGES

URL = "https://abc123.eu-west-1.aws.endpoints.huggingface.cloud"
PAUSED = http_response(400, {"error": "Bad Request: Invalid state"})
STARTING = http_response(503, b"Service Unavailable", {"retry-after": "0.02"})

Run = Callable[..., Any]


def chat(kind: str, responses: list[bytes], **options: Any) -> Any:
    """Return the result of a chat, and how many requests the server received. It repeats its last response."""
    sent: list[bytes] = []

    def respond(received: ReceivedRequest) -> bytes:
        sent.append(received.body)
        return responses[min(len(sent), len(responses)) - 1]

    async def chat_async(url: str) -> Any:
        async with AsyncInferenceClient(base_url=URL, api_key="hf_test", emulator_url=url) as client:
            return await client.chat_completion(MESSAGES, **options)

    with local_server(respond) as server:
        if kind == "async":
            return asyncio.run(chat_async(server.url)), len(sent)
        with InferenceClient(base_url=URL, api_key="hf_test", emulator_url=server.url) as client:
            return client.chat_completion(MESSAGES, **options), len(sent)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_call_waits_for_an_endpoint_that_starts(kind: str) -> None:
    events: list[Any] = []
    states: list[Any] = []
    retry = Retry(attempts=1, initial_delay=0.01, on_retry=states.append)
    result, count = chat(kind, [*[STARTING] * 3, http_response(200, CHAT)], retry=retry, on_event=events.append)
    assert (result.text, count) == ("Hi", 4)
    assert [type(state.error) for state in states] == [EndpointStarting] * 3
    assert [state.error.eta for state in states] == [0.02] * 3
    assert all(event.is_loading for event in events if isinstance(event, RequestRetried))


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_an_endpoint_that_starts_is_an_error_without_waiting(kind: str) -> None:
    with pytest.raises(EndpointStarting) as caught:
        chat(kind, [STARTING], retry_on_error=False)
    assert (caught.value.status, caught.value.eta) == (503, 0.02)


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("response", [PAUSED, http_response(503, {"error": "The endpoint is paused"})])
def test_a_paused_endpoint_is_an_error_at_once(kind: str, response: bytes) -> None:
    with pytest.raises(EndpointPaused, match=r"resume it at https://endpoints\.huggingface\.co") as caught:
        chat(kind, [response])
    assert len(caught.value.attempts) == 1


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_call_waits_for_a_paused_endpoint_on_request(kind: str) -> None:
    states: list[Any] = []
    retry = Retry(attempts=1, initial_delay=0.01, max_delay=0.02, wait_for_paused=True, on_retry=states.append)
    result, count = chat(kind, [PAUSED, PAUSED, STARTING, http_response(200, CHAT)], retry=retry)
    assert (result.text, count) == ("Hi", 4)
    assert [type(state.error) for state in states] == [EndpointPaused, EndpointPaused, EndpointStarting]


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_the_wait_ends_with_the_time_limit(kind: str) -> None:
    retry = Retry(initial_delay=0.05, max_delay=0.1, wait_for_paused=True)
    with pytest.raises((EndpointPaused, inferwire.InferenceTimeoutError)) as caught:
        chat(kind, [PAUSED], retry=retry, timeout=0.5)
    assert len(caught.value.attempts) > 2


def test_another_400_and_other_servers_are_neither() -> None:
    with pytest.raises(inferwire.ProviderError) as caught:
        chat("sync", [http_response(400, {"error": "messages are missing"})])
    assert type(caught.value) is inferwire.ProviderError
    with (
        local_server(lambda received: PAUSED) as server,
        InferenceClient(base_url=server.url, api_key="k") as client,
        pytest.raises(inferwire.ProviderError) as caught,
    ):
        client.chat_completion(MESSAGES)
    assert type(caught.value) is inferwire.ProviderError
