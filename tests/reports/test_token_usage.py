"""Token usage: counts under other names are read, a missing total is the sum, and no other count is invented."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from typing import Any

import pytest

from inferwire import AsyncInferenceClient, InferenceClient
from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionOutputUsage
from inferwire_runtime.decoding import convert, decode_body
from tests.support.local_servers import http_response, local_server

KINDS = ["blocking", "async"]
MESSAGES: Any = [{"role": "user", "content": "Hello"}]


def counts(usage: Any) -> tuple[Any, Any, Any]:
    return usage.prompt_tokens, usage.completion_tokens, usage.total_tokens


def call(kind: str, sent: bytes, method: str, *args: Any, stream: bool = False, **named: Any) -> Any:
    """Return the result of a call to a server that sends a response; the items and final response of a stream."""
    with local_server(lambda _: sent) as server:
        settings: dict[str, Any] = {"model": "m", "retry": 1, **named}
        options: dict[str, Any] = {"stream": True} if stream else {}
        if named:
            settings |= {"api_key": "key", "emulator_url": server.url}
            options["mapping"] = False
        else:
            settings |= {"api_key": False, "base_url": f"{server.url}/v1"}
        if kind == "blocking":
            with InferenceClient(**settings) as client:
                result = getattr(client, method)(*args, **options)
                return (list(result), result.final()) if stream else result

        async def main() -> Any:
            async with AsyncInferenceClient(**settings) as client:
                result = await getattr(client, method)(*args, **options)
                return ([item async for item in result], await result.final()) if stream else result

        return asyncio.run(main())


def chat(usage: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "message": {"content": "hi"}, "finish_reason": "stop"}], "usage": usage}


USAGES: dict[str, tuple[Any, tuple[Any, Any, Any]]] = {
    "OpenAI": ({"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8}, (5, 3, 8)),
    "a total that counts more": ({"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 20}, (5, 3, 20)),
    "no total": ({"prompt_tokens": 5, "completion_tokens": 3}, (5, 3, 8)),
    "total null": ({"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": None}, (5, 3, 8)),
    "Anthropic, Responses": ({"input_tokens": 5, "output_tokens": 3}, (5, 3, 8)),
    "Responses": ({"input_tokens": 5, "output_tokens": 3, "total_tokens": 8}, (5, 3, 8)),
    "Ollama": ({"prompt_eval_count": 5, "eval_count": 3}, (5, 3, 8)),
    "Bedrock": ({"inputTokens": 5, "outputTokens": 3, "totalTokens": 8}, (5, 3, 8)),
    "camel case": ({"promptTokens": 5, "completionTokens": 3}, (5, 3, 8)),
    "Gemini": ({"promptTokenCount": 5, "candidatesTokenCount": 3, "totalTokenCount": 9}, (5, 3, 9)),
    "Vertex": ({"prompt_token_count": 5, "candidates_token_count": 3}, (5, 3, 8)),
    "watsonx": ({"input_token_count": 5, "generated_token_count": 3}, (5, 3, 8)),
    "Cohere": (
        {"billed_units": {"input_tokens": 1, "output_tokens": 3}, "tokens": {"input_tokens": 5, "output_tokens": 3}},
        (5, 3, 8),
    ),
    "both names": ({"prompt_tokens": 5, "completion_tokens": 3, "input_tokens": 0, "output_tokens": 0}, (5, 3, 8)),
    "zero": ({"prompt_tokens": 5, "completion_tokens": 0}, (5, 0, 5)),
    "a total only": ({"total_tokens": 8}, (None, None, 8)),
    "a prompt only": ({"prompt_tokens": 5}, (5, None, None)),
    "an output only": ({"output_tokens": 3}, (None, 3, None)),
    "nothing": ({}, (None, None, None)),
    "nulls": ({"prompt_tokens": None, "completion_tokens": 1, "total_tokens": None}, (None, 1, None)),
    "half a token": ({"prompt_tokens": 5, "completion_tokens": 1.5}, (5, None, None)),
}


@pytest.mark.parametrize("name", USAGES)
def test_counts_are_read_under_all_names_and_none_is_invented(name: str) -> None:
    sent, expected = USAGES[name]
    for result in (
        decode_body(json.dumps(chat(sent)).encode(), ChatCompletionOutput, "m"),
        convert(chat(sent), ChatCompletionOutput, "m"),
    ):
        usage = result.usage
        assert usage is not None
        for same in (usage, copy.copy(usage), copy.deepcopy(usage), pickle.loads(pickle.dumps(usage))):
            assert counts(same) == expected
        known = {"prompt_tokens", "completion_tokens", "total_tokens"}
        rest = {key: value for key, value in sent.items() if key not in known}
        assert {key: usage.extra[key] for key in rest} == rest


def test_details_of_counts_are_read_under_other_names() -> None:
    sent = {"input_tokens": 5, "input_tokens_details": {"cached_tokens": 4}, "output_tokens_details": {"r": 1}}
    usage = convert(chat(sent), ChatCompletionOutput, "m").usage
    assert usage is not None
    assert (usage.prompt_tokens_details, usage.completion_tokens_details) == ({"cached_tokens": 4}, {"r": 1})


def test_a_total_is_the_sum_where_usage_is_made_by_hand() -> None:
    assert ChatCompletionOutputUsage(prompt_tokens=5, completion_tokens=3).total_tokens == 8
    assert counts(ChatCompletionOutputUsage()) == (None, None, None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["Anthropic, Responses", "Ollama", "no total", "Cohere", "a total only"])
def test_whole_responses_and_streams_count_alike(kind: str, name: str) -> None:
    sent, expected = USAGES[name]
    assert counts(call(kind, http_response(200, chat(sent)), "chat_completion", MESSAGES).usage) == expected
    chunk = {"choices": [{"index": 0, "delta": {"content": "hi"}, "finish_reason": "stop"}]}
    for events in ([chunk, {"choices": [], "usage": sent}], [chunk, {"usage": sent}], [{**chunk, "usage": sent}]):
        body = b"".join(b"data: %s\n\n" % json.dumps(event).encode() for event in events) + b"data: [DONE]\n\n"
        sent_stream = http_response(200, body, {"content-type": "text/event-stream"})
        items, final = call(kind, sent_stream, "chat_completion", MESSAGES, stream=True)
        assert counts(items[-1].usage) == expected
        assert counts(final.usage) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_counts_in_two_events_are_one_usage(kind: str) -> None:
    events: list[Any] = [
        {"choices": [{"index": 0, "delta": {"content": "hi"}}], "usage": {"input_tokens": 9, "output_tokens": 1}},
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": {"output_tokens": 5}},
    ]
    body = b"".join(b"data: %s\n\n" % json.dumps(event).encode() for event in events) + b"data: [DONE]\n\n"
    sent = http_response(200, body, {"content-type": "text/event-stream"})
    items, final = call(kind, sent, "chat_completion", MESSAGES, stream=True)
    assert [counts(item.usage) for item in items] == [(9, 1, 10), (None, 5, None)]
    assert counts(final.usage) == (9, 5, 14)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("usage", [{"completion_tokens": 3}, {"output_tokens": 3}])
def test_generated_tokens_of_completions_are_counted(kind: str, usage: dict[str, int]) -> None:
    whole = {"choices": [{"text": "hi", "finish_reason": "stop"}], "usage": usage}
    result = call(kind, http_response(200, whole), "text_generation", "hi")
    assert result.details.generated_tokens == 3
    body = f"data: {json.dumps(whole)}\n\ndata: [DONE]\n\n".encode()
    sent = http_response(200, body, {"content-type": "text/event-stream"})
    assert call(kind, sent, "text_generation", "hi", stream=True)[1].details.generated_tokens == 3


@pytest.mark.parametrize("kind", KINDS)
def test_counts_of_cohere_have_their_total(kind: str) -> None:
    usage = {"billed_units": {"input_tokens": 1}, "tokens": {"input_tokens": 11, "output_tokens": 4}}
    message = {"role": "assistant", "content": [{"type": "text", "text": "hi"}]}
    whole = http_response(200, {"id": "c", "message": message, "finish_reason": "COMPLETE", "usage": usage})
    assert counts(call(kind, whole, "chat_completion", MESSAGES, provider="cohere").usage) == (11, 4, 15)
    events: list[Any] = [
        {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": "hi"}}}},
        {"type": "message-end", "delta": {"finish_reason": "COMPLETE", "usage": usage}},
    ]
    body = b"".join(b"data: %s\n\n" % json.dumps(event).encode() for event in events)
    sent = http_response(200, body, {"content-type": "text/event-stream"})
    items, final = call(kind, sent, "chat_completion", MESSAGES, provider="cohere", stream=True)
    assert counts(items[-1].usage) == counts(final.usage) == (11, 4, 15)
