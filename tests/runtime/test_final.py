"""The complete result of a stream: its chunks are merged."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, InputError, StreamError
from tests.support.known_keys import PROVIDER_KEY

MESSAGES: Any = [{"role": "user", "content": "Hello"}]
HEAD = {"id": "c", "created": 1, "model": "m"}


def events(*items: dict[str, Any], end: str = "[DONE]") -> bytes:
    """Return the body of a stream."""
    lines = [json.dumps(item) for item in items] + ([end] if end else [])
    return "".join(f"data: {line}\n\n" for line in lines).encode()


def delta(index: int = 0, finish_reason: str | None = None, **fields: Any) -> dict[str, Any]:
    """Return a chunk of a chat."""
    return {**HEAD, "choices": [{"index": index, "delta": fields, "finish_reason": finish_reason}]}


def read_stream(body: bytes, use: str, method: str = "chat_completion_stream", **options: Any) -> list[Any]:
    """Return the result of a method of a stream, through both clients."""

    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=body)

    def blocking() -> Any:
        with httpx.Client(transport=httpx.MockTransport(respond)) as http:
            client = InferenceClient(base_url="http://localhost:1", http_client=http, retry=1)
            arguments = {"messages": MESSAGES} if method.startswith("chat") else {"prompt": "The answer is"}
            return getattr(getattr(client, method)(**arguments, **options), use)()

    async def asynchronous() -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
            client = AsyncInferenceClient(base_url="http://localhost:1", http_client=http, retry=1)
            arguments = {"messages": MESSAGES} if method.startswith("chat") else {"prompt": "The answer is"}
            return await getattr(await getattr(client, method)(**arguments, **options), use)()

    return [blocking(), asyncio.run(asynchronous())]


def test_chunks_of_a_chat_become_one_result() -> None:
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    body = events(
        delta(role="assistant", content=""),
        delta(content="Two "),
        delta(content="cats."),
        delta(finish_reason="stop"),
        {**HEAD, "choices": [], "usage": usage},
    )
    for whole in read_stream(body, "final"):
        assert isinstance(whole, inferwire.ChatCompletionOutput)
        assert whole.id == "c"
        assert whole.choices[0].message.role == "assistant"
        assert whole.choices[0].message.content == "Two cats."
        assert whole.choices[0].finish_reason == "stop"
        assert whole.usage is not None
        assert whole.usage.total_tokens == 3
    assert read_stream(body, "text") == ["Two cats."] * 2


def test_tool_calls_are_put_together_by_their_index() -> None:
    def call(index: int, **fields: Any) -> dict[str, Any]:
        return delta(tool_calls=[{"index": index, **fields}])

    body = events(
        delta(role="assistant", content=None),
        call(0, id="a", type="function", function={"name": "weather", "arguments": ""}),
        call(0, function={"arguments": '{"city": '}),
        call(1, id="b", type="function", function={"name": "time", "arguments": "{}"}),
        call(0, function={"arguments": '"Oslo"}'}),
        delta(finish_reason="tool_calls"),
    )
    for whole in read_stream(body, "final"):
        calls = whole.choices[0].message.tool_calls
        assert [(each.id, each.function.name, each.function.arguments) for each in calls] == [
            ("a", "weather", '{"city": "Oslo"}'),
            ("b", "time", "{}"),
        ]
    assert read_stream(body, "text") == [""] * 2


def test_several_choices_stay_apart() -> None:
    body = events(delta(0, content="a"), delta(1, content="x"), delta(0, "stop", content="b"), delta(1, "length"))
    for whole in read_stream(body, "final", n=2):
        assert [choice.message.content for choice in whole.choices] == ["ab", "x"]
        assert [choice.finish_reason for choice in whole.choices] == ["stop", "length"]


@pytest.mark.parametrize("use", ["final", "text"])
def test_a_broken_stream_has_no_complete_result(use: str) -> None:
    with pytest.raises(StreamError) as caught:
        read_stream(events(delta(content="Two "), end=""), use)
    assert [item.choices[0].delta.content for item in caught.value.received] == ["Two "]


def test_generated_text_becomes_one_result() -> None:
    body = events(
        {"choices": [{"index": 0, "text": " forty", "finish_reason": None}]},
        {"choices": [{"index": 0, "text": "-two", "finish_reason": "length"}]},
    )
    for whole in read_stream(body, "final", "text_generation_stream"):
        assert isinstance(whole, inferwire.TextGenerationOutput)
        assert whole.generated_text == " forty-two"
    assert read_stream(body, "text", "text_generation_stream") == [" forty-two"] * 2


def test_items_that_were_read_before_count() -> None:
    body = events(delta(content="Two "), delta(content="cats."), delta(finish_reason="stop"))

    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=body)

    with httpx.Client(transport=httpx.MockTransport(respond)) as http:
        client = InferenceClient(base_url="http://localhost:1", http_client=http)
        stream = client.chat_completion_stream(MESSAGES)
        next(stream)
        assert stream.text() == "Two cats."
        assert stream.text() == "Two cats."
        assert stream.final().choices[0].finish_reason == "stop"


@pytest.mark.parametrize("is_apart", [False, True])
def test_the_tokens_that_cohere_counts_are_in_the_result(is_apart: bool) -> None:
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    end = delta(finish_reason="stop")
    last = [end, {**HEAD, "choices": [], "usage": usage}] if is_apart else [{**end, "usage": usage}]
    body = events(delta(role="assistant", content="Two cats."), *last)

    def respond(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=body)
        mapping = {"provider": "cohere", "providerId": "m", "status": "live", "task": "conversational"}
        return httpx.Response(200, json={"inferenceProviderMapping": [mapping]})

    with httpx.Client(transport=httpx.MockTransport(respond)) as http:
        client = InferenceClient("h/m", provider="cohere", api_key=PROVIDER_KEY, http_client=http, retry=1)
        whole = client.chat_completion_stream(MESSAGES).final()
    assert whole.usage is not None
    assert (whole.choices[0].message.content, whole.usage.total_tokens) == ("Two cats.", 3)


@pytest.mark.parametrize("use", ["final", "text"])
def test_a_custom_stream_has_no_complete_result(use: str) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=events({"token": 1}))

    with httpx.Client(transport=httpx.MockTransport(respond)) as http:
        client = InferenceClient(base_url="http://localhost:1", http_client=http)
        stream: Any = client.stream_request(inputs="Hello")
        method: Callable[[], Any] = getattr(stream, use)
        with pytest.raises(InputError, match="iterate over it"):
            method()
