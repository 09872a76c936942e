"""Chats of other forms than OpenAI's: providers of the specs, and servers that are as strict as the real APIs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inferwire import InferenceClient, InputError, ProviderError, StreamError

from . import strict_apis
from .private_api import BOTH, KEY, Api, Raw, Seen, load_provider, serve
from .spec_tree import ROOT
from .strict_apis import PNG, events

IMAGE = b"\x89PNG\r\n\x1a\n picture"
TOOLS: Any = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "Look up the weather.",
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
        },
    },
    {"type": "function", "function": {"name": "get_time"}},
]
CALLS = [
    {"id": "toolu_1", "type": "function", "function": {"name": "get_weather", "arguments": '{"city":"Paris"}'}},
    {"id": "toolu_2", "type": "function", "function": {"name": "get_time", "arguments": ""}},
]
CONVERSATION = [
    {"role": "system", "content": "Be brief."},
    {"role": "developer", "content": [{"type": "text", "text": "Be kind."}]},
    {"role": "user", "content": "Hello"},
    {
        "role": "user",
        "content": [
            {"type": "text", "text": "What is this?"},
            {"type": "image_url", "image_url": {"url": IMAGE}},
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PNG}"}},
        ],
    },
    {"role": "assistant", "content": None, "tool_calls": CALLS},
    {"role": "tool", "tool_call_id": "toolu_1", "content": "18 degrees"},
    {"role": "tool", "tool_call_id": "toolu_2", "content": [{"type": "text", "text": "noon"}]},
    {"role": "user", "content": "Thanks"},
]


@pytest.fixture(scope="module")
def server() -> Iterator[Api]:
    with serve() as api:
        yield api


@pytest.fixture(autouse=True)
def sent(server: Api) -> list[Seen]:
    server.requests.clear()
    return server.requests


@pytest.fixture(scope="module")
def load(server: Api, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Return a function that generates a provider of the specs, or of the fixtures, for the local server."""
    folder = tmp_path_factory.mktemp("providers")
    loaded: dict[str, Any] = {}

    def load_(name: str) -> Any:
        if name not in loaded:
            file = ROOT / "specs" / "providers" / f"{name}.yaml"
            file = file if file.exists() else Path(__file__).parent / "chat_apis" / f"{name}.yaml"
            lines = file.read_text(encoding="utf-8").splitlines()
            own = {"base_url": f"base_url: {server.url}", "provider": f"provider: local-{name}"}
            lines = [own.get(line.partition(":")[0], line) for line in lines]
            loaded[name] = load_provider("\n".join([*lines, ""]), folder)
        return loaded[name]

    return load_


@BOTH
def test_anthropic_takes_a_whole_conversation(call: Any, load: Any, server: Api, sent: list[Seen]) -> None:
    server.respond = strict_apis.anthropic
    client = {"provider": load("anthropic"), "model": "claude"}
    options = {"tools": TOOLS, "tool_choice": "required", "stop": "END", "max_tokens": 50, "temperature": 0.5}
    result = call("chat_completion", CONVERSATION, client=client, **options)
    body = sent[0].json
    assert body["system"] == "Be brief.\n\nBe kind."
    assert [message["role"] for message in body["messages"]] == ["user", "assistant", "user"]
    assert body["messages"][0]["content"] == [
        {"type": "text", "text": "Hello"},
        {"type": "text", "text": "What is this?"},
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PNG}},
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PNG}},
    ]
    assert body["messages"][1]["content"] == [
        {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Paris"}},
        {"type": "tool_use", "id": "toolu_2", "name": "get_time", "input": {}},
    ]
    assert body["messages"][2]["content"] == [
        {"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": "18 degrees"}]},
        {"type": "tool_result", "tool_use_id": "toolu_2", "content": [{"type": "text", "text": "noon"}]},
        {"type": "text", "text": "Thanks"},
    ]
    assert body["tools"] == [
        {
            "name": "get_weather",
            "description": "Look up the weather.",
            "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}},
        },
        {"name": "get_time", "input_schema": {"type": "object"}},
    ]
    assert body["tool_choice"] == {"type": "any"}
    assert (body["stop_sequences"], body["max_tokens"], body["temperature"]) == (["END"], 50, 0.5)
    check_anthropic_result(result)
    assert result.choices[0].message.thinking_blocks[0]["signature"] == "EqQB"


def check_anthropic_result(result: Any) -> None:
    choice = result.choices[0]
    assert choice.message.content == "I look it up."
    assert choice.message.reasoning == "Let me see."
    assert choice.finish_reason == "tool_calls"
    calls = [(call.id, call.function.name, call.function.arguments) for call in choice.message.tool_calls]
    assert calls == [("toolu_1", "get_weather", '{"city": "Paris"}'), ("toolu_2", "get_time", "{}")] or calls == [
        ("toolu_1", "get_weather", '{"city":"Paris"}'),
        ("toolu_2", "get_time", "{}"),
    ]
    usage = result.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (12, 20, 32)
    assert result.id == "msg_1"


def test_a_streamed_chat_of_anthropic_becomes_the_same_result_and_is_sent_back(
    load: Any, server: Api, sent: list[Seen]
) -> None:
    server.respond = strict_apis.anthropic
    with InferenceClient(provider=load("anthropic"), model="claude", api_key=KEY) as client:
        stream = client.chat_completion_stream([{"role": "user", "content": "Hello"}], tools=TOOLS)
        texts = [item.choices[0].delta.content for item in stream if item.choices and item.choices[0].delta.content]
        assert "".join(texts) == "I look it up."
        final = stream.final()
        check_anthropic_result(final)
        for result in (final, client.chat_completion([{"role": "user", "content": "Hello"}], tools=TOOLS)):
            message = result.choices[0].message
            results = [{"role": "tool", "tool_call_id": call.id, "content": "18"} for call in message.tool_calls or ()]
            client.chat_completion([{"role": "user", "content": "Hello"}, message, *results], tools=TOOLS)
            assert sent[-1].json["messages"][1]["content"] == [
                {"type": "thinking", "thinking": "Let me see.", "signature": "EqQB"},
                {"type": "text", "text": "I look it up."},
                {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Paris"}},
                {"type": "tool_use", "id": "toolu_2", "name": "get_time", "input": {}},
            ]
    assert sent[0].json["stream"] is True
    assert sent[0].json["max_tokens"] == 4096


@BOTH
def test_images_on_the_web_are_linked_and_tools_named(call: Any, load: Any, server: Api, sent: list[Seen]) -> None:
    server.respond = strict_apis.anthropic
    client = {"provider": load("anthropic"), "model": "claude"}
    content = [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]
    choice = {"type": "function", "function": {"name": "get_time"}}
    call("chat_completion", [{"role": "user", "content": content}], client=client, tools=TOOLS, tool_choice=choice)
    assert sent[0].json["messages"][0]["content"] == [
        {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}
    ]
    assert sent[0].json["tool_choice"] == {"type": "tool", "name": "get_time"}


@BOTH
def test_an_error_of_anthropic_is_raised_also_in_a_stream(call: Any, load: Any, server: Api) -> None:
    client = {"provider": load("anthropic"), "model": "claude"}
    server.respond = strict_apis.anthropic
    with pytest.raises(ProviderError, match="first user"):
        call("chat_completion", [{"role": "assistant", "content": "Hello"}], client=client)
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    start = {"type": "message_start", "message": {"id": "m", "usage": {"input_tokens": 1}}}
    delta = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Two"}}
    server.respond = lambda seen: events(start, delta, error)
    with pytest.raises(StreamError, match="Overloaded"):
        call("chat_completion", [{"role": "user", "content": "Hello"}], client=client, stream=True)
    server.respond = lambda seen: events(start, delta)
    with pytest.raises(StreamError):
        call("chat_completion", [{"role": "user", "content": "Hello"}], client=client, stream=True)


@BOTH
@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ({"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "UklGRg=="}}]}, "audio parts"),
        ({"role": "user", "content": [{"type": "guess"}]}, "parts of type 'guess'"),
        ({"role": "user", "content": 5}, "the content of a message must be a string or a list, got int"),
        ({"content": "Hello"}, "each message needs a role"),
        (
            {"role": "assistant", "tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "{"}}]},
            "the arguments of the tool call 'f' are not JSON",
        ),
        ({"role": "assistant", "tool_calls": [{"id": "a"}]}, "needs a function with a name"),
        (
            {"role": "system", "content": [{"type": "image_url", "image_url": {"url": PNG}}]},
            "takes only text in system",
        ),
    ],
)
def test_what_a_chat_cannot_take_is_refused_and_never_dropped(
    message: Any, reason: str, call: Any, load: Any, server: Api, sent: list[Seen]
) -> None:
    server.respond = strict_apis.anthropic
    with pytest.raises(InputError, match=reason):
        call("chat_completion", [message], client={"provider": load("anthropic"), "model": "claude"})
    assert sent == []


def check_result(result: Any, *, reason: str = "tool_calls", model: str = "m") -> None:
    """Check the result that the servers of Google and Ollama return, whole or streamed."""
    choice = result.choices[0]
    assert (choice.message.content, choice.message.reasoning) == ("I look it up.", "Let me see.")
    assert choice.finish_reason == reason
    calls = [(call.function.name, json.loads(call.function.arguments)) for call in choice.message.tool_calls]
    assert calls == [("get_weather", {"city": "Paris"}), ("get_time", {})]
    usage = result.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens, result.model) == (12, 20, 32, model)


@BOTH
def test_google_takes_a_whole_conversation(call: Any, load: Any, server: Api, sent: list[Seen]) -> None:
    server.respond = strict_apis.google
    client = {"provider": load("google"), "model": "m"}
    options = {"tools": TOOLS, "tool_choice": "required", "stop": "END", "max_tokens": 50, "temperature": 0.5}
    check_result(call("chat_completion", CONVERSATION, client=client, **options))
    body = sent[0].json
    assert sent[0].path == "/v1beta/models/m:generateContent"
    assert body["systemInstruction"] == {"parts": [{"text": "Be brief.\n\nBe kind."}]}
    assert body["contents"] == [
        {
            "role": "user",
            "parts": [
                {"text": "Hello"},
                {"text": "What is this?"},
                {"inlineData": {"mimeType": "image/png", "data": PNG}},
                {"inlineData": {"mimeType": "image/png", "data": PNG}},
            ],
        },
        {
            "role": "model",
            "parts": [
                {"functionCall": {"id": "toolu_1", "name": "get_weather", "args": {"city": "Paris"}}},
                {"functionCall": {"id": "toolu_2", "name": "get_time", "args": {}}},
            ],
        },
        {
            "role": "user",
            "parts": [
                {"functionResponse": {"id": "toolu_1", "name": "get_weather", "response": {"result": "18 degrees"}}},
                {"functionResponse": {"id": "toolu_2", "name": "get_time", "response": {"result": "noon"}}},
                {"text": "Thanks"},
            ],
        },
    ]
    assert body["generationConfig"] == {"stopSequences": ["END"], "maxOutputTokens": 50, "temperature": 0.5}
    assert body["toolConfig"] == {"functionCallingConfig": {"mode": "ANY"}}
    assert [each["name"] for each in body["tools"][0]["functionDeclarations"]] == ["get_weather", "get_time"]
    items = call("chat_completion", [{"role": "user", "content": "Hello"}], client=client, stream=True)
    assert "".join(item.choices[0].delta.content or "" for item in items) == "I look it up."
    assert (sent[1].path, sent[1].query) == ("/v1beta/models/m:streamGenerateContent", {"alt": "sse"})
    assert sent[1].json == {"contents": [{"role": "user", "parts": [{"text": "Hello"}]}]}


def test_a_call_of_google_is_sent_back_with_its_signature(load: Any, server: Api, sent: list[Seen]) -> None:
    server.respond = strict_apis.google
    hello: Any = {"role": "user", "content": "Hello"}
    with InferenceClient(provider=load("google"), model="m", api_key=KEY) as client:
        with client.chat_completion_stream([hello], tools=TOOLS) as stream:
            final = stream.final()
        check_result(final)
        for result in (final, client.chat_completion([hello], tools=TOOLS)):
            message = result.choices[0].message
            names = ["get_weather", "get_time"]
            results: Any = [{"role": "tool", "name": name, "content": "18"} for name in names]
            client.chat_completion([hello, message, *results], tools=TOOLS)
            assert sent[-1].json["contents"][1]["parts"] == [
                {"text": "I look it up."},
                {"functionCall": {"name": "get_weather", "args": {"city": "Paris"}}, "thoughtSignature": "EsMB"},
                {"functionCall": {"name": "get_time", "args": {}}},
            ]
        vectors = client.feature_extraction(["a", "b"], dimensions=2)
        assert vectors == [[0.0, 0.5], [1.0, 0.5]]
        assert sent[-1].json["requests"][1] == {
            "model": "models/m",
            "content": {"parts": [{"text": "b"}]},
            "outputDimensionality": 2,
        }
        assert client.feature_extraction("a") == [0.0, 0.5]


@BOTH
def test_ollama_takes_a_whole_conversation(call: Any, load: Any, server: Api, sent: list[Seen]) -> None:
    server.respond = strict_apis.ollama
    client = {"provider": load("ollama"), "model": "m"}
    options = {"tools": TOOLS, "stop": "END", "max_tokens": 50, "extra_parameters": {"top_k": 3, "think": True}}
    check_result(call("chat_completion", CONVERSATION, client=client, **options))
    body = sent[0].json
    assert body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "developer", "content": "Be kind."},
        {"role": "user", "content": "Hello"},
        {"role": "user", "content": "What is this?", "images": [PNG, PNG]},
        {
            "role": "assistant",
            "content": "",
            "tool_calls": [
                {"id": "toolu_1", "function": {"name": "get_weather", "arguments": {"city": "Paris"}}},
                {"id": "toolu_2", "function": {"name": "get_time", "arguments": {}}},
            ],
        },
        {"role": "tool", "content": "18 degrees", "tool_call_id": "toolu_1", "tool_name": "get_weather"},
        {"role": "tool", "content": "noon", "tool_call_id": "toolu_2", "tool_name": "get_time"},
        {"role": "user", "content": "Thanks"},
    ]
    assert (body["options"], body["think"]) == ({"stop": ["END"], "num_predict": 50, "top_k": 3}, True)
    assert call("feature_extraction", ["a", "b"], client=client) == [[0.0, 0.5], [1.0, 0.5]]
    items = call("chat_completion", [{"role": "user", "content": "Hello"}], client=client, stream=True)
    assert "".join(item.choices[0].delta.content or "" for item in items) == "I look it up."
    assert sent[-1].json["stream"] is True


def test_a_streamed_chat_of_ollama_becomes_the_same_result(load: Any, server: Api) -> None:
    server.respond = strict_apis.ollama
    hello: Any = {"role": "user", "content": "Hello"}
    client = InferenceClient(provider=load("ollama"), model="m", api_key=KEY)
    with client, client.chat_completion_stream([hello], tools=TOOLS) as stream:
        check_result(stream.final(), reason="stop")


@BOTH
def test_images_on_the_web_are_fetched_for_a_chat_that_takes_no_links(
    call: Any, load: Any, server: Api, sent: list[Seen]
) -> None:
    def respond(seen: Seen) -> Any:
        return Raw(IMAGE, type="image/png") if seen.method == "GET" else strict_apis.ollama(seen)

    server.respond = respond
    content = [{"type": "image_url", "image_url": {"url": f"{server.url}/a.png"}}]
    client = {"provider": load("ollama"), "model": "m"}
    call("chat_completion", [{"role": "user", "content": content}], client=client)
    assert [each.method for each in sent] == ["GET", "POST"]
    assert "x-api-key" not in sent[0].headers
    assert "authorization" not in sent[0].headers
    assert sent[1].json["messages"] == [{"role": "user", "content": "", "images": [PNG]}]
