"""However a server requests a delay, a call waits as long, or names at once why it does not."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, Retry
from inferwire_runtime.retry_after import find_delay_in_words, requested_delay
from tests.support.local_servers import ReceivedRequest, http_response, local_server

MESSAGES: Any = [{"role": "user", "content": "hi"}]
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Two cats."}, "finish_reason": "stop"}]}
EVENTS = (
    b'data: {"choices": [{"index": 0, "delta": {"content": "Two cats."}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'
)
SLOW_DOWN = {"error": {"message": "slow down"}}
HUB_LIMIT = {"ratelimit": '"api";r=0;t=55', "ratelimit-policy": '"fixed window";"api";q=500;w=300'}

Responses = list[tuple[int, dict[str, str], Any]]


def respond_with(responses: Responses) -> Callable[[ReceivedRequest], bytes]:
    """Return the responses in order, the last one again and again."""
    todo = list(responses)

    def respond(request: ReceivedRequest) -> bytes:
        status, headers, body = todo.pop(0) if len(todo) > 1 else todo[0]
        if status == 200 and b'"stream":true' in request.body:
            return http_response(200, EVENTS, {"content-type": "text/event-stream"})
        return http_response(status, body, headers)

    return respond


def chat(kind: str, url: str, **options: Any) -> str:
    """Return the text of a chat: plain or streamed, synchronous or not."""
    settings: dict[str, Any] = {"base_url": f"{url}/v1", "api_key": False, "model": "m", **options}
    if kind == "blocking":
        with InferenceClient(**settings) as client:
            return client.chat_completion(MESSAGES).choices[0].message.content or ""
    if kind == "blocking stream":
        with InferenceClient(**settings) as client:
            return client.chat_completion(MESSAGES, stream=True).text()

    async def main() -> str:
        async with AsyncInferenceClient(**settings) as client:
            if kind == "asyncio":
                return (await client.chat_completion(MESSAGES)).choices[0].message.content or ""
            return await (await client.chat_completion(MESSAGES, stream=True)).text()

    return asyncio.run(main())


on_each_kind = pytest.mark.parametrize("kind", ["blocking", "blocking stream", "asyncio", "asyncio stream"])


@on_each_kind
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"retry-after-ms": "200"}, SLOW_DOWN),
        ({"ratelimit": '"api";r=0;t=0.2'}, SLOW_DOWN),
        ({}, {"error": {"message": "Rate limit reached. Please try again in 200ms."}}),
    ],
    ids=["header", "window", "words"],
)
def test_a_call_waits_until_the_limit_opens(kind: str, headers: dict[str, str], body: Any) -> None:
    with local_server(respond_with([(429, headers, body), (200, {}, CHAT)])) as server:
        start = time.monotonic()
        assert chat(kind, server.url, retry=Retry(initial_delay=0)) == "Two cats."
        assert time.monotonic() - start >= 0.2
        assert len(server.received) == 2


@on_each_kind
@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        ({"timeout": 9}, "after the call's time limit; pass timeout= of more than 55 seconds"),
        ({"retry": Retry(max_delay=1)}, r"and Retry\(max_delay=1\) allows less; pass retry=Retry\(max_delay=55\)"),
    ],
)
def test_a_limit_that_opens_too_late_is_reported_at_once(kind: str, options: dict[str, Any], remedy: str) -> None:
    text = r"not sent again: the server requests a wait of 55 seconds, until \d\d:\d\d:\d\d UTC, "
    with local_server(respond_with([(429, HUB_LIMIT, SLOW_DOWN)])) as server:
        with pytest.raises(inferwire.RateLimitError, match=text + remedy) as caught:
            chat(kind, server.url, **options)
        assert caught.value.retry_after == 55
        assert len(server.received) == 1


def test_a_look_up_waits_as_the_hub_requests() -> None:
    hub = [(429, {"ratelimit": '"api";r=0;t=0.2'}, SLOW_DOWN), (200, {}, {"inferenceProviderMapping": {}})]
    with local_server(respond_with(hub)) as server, InferenceClient(api_key=False, emulator_url=server.url) as client:
        start = time.monotonic()
        with pytest.raises(inferwire.RoutingError, match="the Hub lists no provider for it"):
            client.summarization("A text.", model="a/b", retry=Retry(initial_delay=0))
        assert time.monotonic() - start >= 0.2
        assert [request.host for request in server.received] == ["huggingface.co"] * 2


def test_a_look_up_that_may_not_wait_fails_at_once() -> None:
    with local_server(respond_with([(429, HUB_LIMIT, SLOW_DOWN)])) as server:
        client = InferenceClient(api_key=False, emulator_url=server.url, timeout=9)
        with client, pytest.raises(inferwire.HubError, match="a wait of 55 seconds") as caught:
            client.summarization("A text.", model="a/b")
        assert (caught.value.retry_after, len(server.received)) == (55, 1)


@on_each_kind
@pytest.mark.parametrize("status", [408, 425, 500, 520, 521, 522, 524, 529, 530, 598])
def test_a_passing_error_is_retried(kind: str, status: int) -> None:
    with local_server(respond_with([(status, {}, {"error": "x"}), (200, {}, CHAT)])) as server:
        assert chat(kind, server.url, retry=Retry(initial_delay=0)) == "Two cats."


@on_each_kind
@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (501, {}, {"error": "x"}),
        (505, {}, {"error": "x"}),
        (429, {"x-should-retry": "false"}, {"error": "out of quota"}),
        (409, {}, {"error": "a model of this name already exists"}),
    ],
)
def test_a_lasting_error_is_raised_at_once(kind: str, status: int, headers: dict[str, str], body: Any) -> None:
    with local_server(respond_with([(status, headers, body), (200, {}, CHAT)])) as server:
        with pytest.raises(inferwire.ProviderError) as caught:
            chat(kind, server.url, retry=Retry(initial_delay=0))
        assert "try again later" not in str(caught.value)
        assert len(server.received) == 1


@pytest.mark.parametrize("status", [409, 400])
def test_a_server_may_request_a_retry(status: int) -> None:
    with local_server(respond_with([(status, {"x-should-retry": "true"}, {"error": "x"}), (200, {}, CHAT)])) as server:
        assert chat("blocking", server.url, retry=Retry(initial_delay=0)) == "Two cats."


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ([{"error": {"details": [{"@type": "a"}, {"@type": "x/google.rpc.RetryInfo", "retryDelay": "34s"}]}}], 34.0),
        ({"error": {"details": {"retryDelay": {"seconds": "3", "nanos": 500000000}}}}, 3.5),
        ({"error": {"parameters": {"retry_after_seconds": 4}}}, 4.0),
        ({"message": "limited", "retry_after": 1.5}, 1.5),
        ({"retryAfterMs": 250}, 0.25),
        ({"error": {"metadata": {"headers": {"X-RateLimit-Reset": "7", "X-RateLimit-Remaining": "0"}}}}, 7.0),
        ({"error": {"metadata": {"raw": '{"error": {"details": [{"retryDelay": "8s"}]}}'}}}, 8.0),
        ({"retry_after": True, "error": None}, None),
        ({"retry_after": -1}, None),
        ("try again in 12", 12.0),
    ],
)
def test_the_body_may_name_the_wait(body: Any, seconds: float | None) -> None:
    assert requested_delay(429, {}, json.dumps(body).encode()) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Limit 30000, Used 29000, Requested 2000. Please try again in 7.66s. Visit a.test", 7.66),
        ("Please retry in 20s", 20.0),
        ("Please retry in 34.074824224s.", 34.074824224),
        ("retry after 12 seconds", 12.0),
        ("Please retry after 20 seconds.", 20.0),
        ("Try again in 1m30s", 90.0),
        ("Try again in 5 minutes", 300.0),
        ("try again in 20ms", 0.02),
        ("Please wait 30 seconds before retrying", 30.0),
        ("Your quota will reset after 3h2m.", 10920.0),
        ("500 requests per 5 minutes", None),
        ("try again later", None),
        ("try fewer than 20 seconds of audio", None),
        ("retry after 2015-10-21T07:28:00Z", 0.0),
    ],
)
def test_the_words_may_name_the_wait(text: str, seconds: float | None) -> None:
    assert find_delay_in_words(text) == (None if seconds is None else pytest.approx(seconds))


def test_a_healthy_window_is_no_request_to_wait() -> None:
    headers = {"x-ratelimit-reset-tokens": "55", "x-ratelimit-remaining-tokens": "0"}
    assert requested_delay(500, headers, b"{}") is None
    assert requested_delay(429, headers, b"{}") == 55


def test_adversarial_words_cost_linear_time() -> None:
    start = time.process_time()
    for text in ("try " * 16000, "try" + " " * 64000, "wait 1" * 10000, "try again in 1m1m1m1m1m" * 3000):
        find_delay_in_words(text)
    assert time.process_time() - start < 2
