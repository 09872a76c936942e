"""Settings of streams, over real HTTP: paths, JSON lines, bodies with expressions, and what the task adds to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from inferwire import AsyncInferenceClient, InferenceClient, StreamError

from .private_api import BOTH, KEY, Api, Raw, Seen, load_provider, serve

MESSAGES: Any = [{"role": "user", "content": "Hello"}]
YAML = """\
version: 3
provider: streams
title: Streams
docs: https://example.com/docs
base_url: {url}
env: [STREAMS_KEY]
tasks:
  chat-completion: # native: lines at a path of their own, and events that are no chunks
    path: /v1/{{model}}:generate
    body: {{messages: =inputs, live: false, ...: =parameters}}
    output: {{choices: [{{message: {{role: assistant, content: =words}}, finish_reason: "=end && 'stop'"}}]}}
    stream:
      path: /v1/{{model}}:stream
      format: lines
      query: {{alt: =extra.alt}}
      body: {{live: true, tag: =model, seed: =parameters.seed || `5`}}
      finished: =choices[0].finish_reason
      text: =words
      item: >-
        ={{
          choices: [{{delta: {{content: words}}, finish_reason: end && 'stop'}}],
          usage: count && {{prompt_tokens: count.asked, completion_tokens: count.made}}
        }}
      sample: [{{words: "Two ", count: {{asked: 3}}}}, {{words: cats., end: true, count: {{made: 2}}}}]
    sample: {{words: Two cats., end: true}}
  text-generation: # a protocol's, with one key of its own
    protocol: openai-completions
    stream: {{path: /v1/live}}
  responses: # a protocol's without one of its keys
    protocol: openai-responses
    stream: {{path: /v1/live, body: null}}
  custom: # a marker, and nothing else that shows the end
    path: /any
    body: {{inputs: =inputs, ...: =parameters}}
    output: =@
    stream: {{body: {{stream: true}}, done: END, sample: [{{piece: a}}]}}
    sample: {{echo: true}}
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Api]:
    with serve() as api:
        yield api


@pytest.fixture(scope="module")
def client(server: Api, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    provider = load_provider(YAML.format(url=server.url), tmp_path_factory.mktemp("streams"))
    return {"provider": provider, "model": "m/1"}


@pytest.fixture(autouse=True)
def sent(server: Api) -> list[Seen]:
    server.requests.clear()
    return server.requests


def lines(*events: Any) -> Raw:
    return Raw(b"".join(json.dumps(event).encode() + b"\n" for event in events), type="application/x-ndjson")


FIRST = {"words": "Two ", "count": {"asked": 3, "made": 0}}
LAST = {"words": "cats.", "end": True, "count": {"asked": 0, "made": 2}}


@BOTH
def test_lines_come_from_the_path_of_streams(call: Any, client: dict[str, Any], server: Api) -> None:
    server.respond = lambda seen: lines(FIRST, LAST) if seen.path == "/v1/m/1:stream" else Raw({}, 404)
    items = call("chat_completion", MESSAGES, client=client, stream=True, extra_parameters={"alt": "sse"})
    assert [item.choices[0].delta.content for item in items] == ["Two ", "cats."]
    (seen,) = server.requests
    assert seen.query == {"alt": "sse"}
    assert seen.json == {"messages": MESSAGES, "live": True, "tag": "m/1", "seed": 5, "alt": "sse"}
    server.respond = lambda seen: {"words": "Two cats.", "end": True}
    call("chat_completion", MESSAGES, client=client, seed=7)
    assert (server.requests[1].path, server.requests[1].query) == ("/v1/m/1:generate", {})
    assert server.requests[1].json == {"messages": MESSAGES, "live": False, "seed": 7}


def test_text_and_final_come_from_the_task(client: dict[str, Any], server: Api) -> None:
    server.respond = lambda seen: lines(FIRST, LAST)
    with InferenceClient(api_key=KEY, **client) as own:
        assert own.chat_completion_stream(MESSAGES).text() == "Two cats."
        final = own.chat_completion_stream(MESSAGES, seed=7).final()
        assert final.choices[0].message.content == "Two cats."
        assert final.choices[0].finish_reason == "stop"
        assert final.usage is not None
        assert (final.usage.prompt_tokens, final.usage.completion_tokens) == (3, 2)  # a 0 replaces no count
        assert server.requests[-1].json["seed"] == 7
        server.respond = lambda seen: {"words": "Two cats.", "end": True}  # a server that does not stream
        assert own.chat_completion_stream(MESSAGES).text() == "Two cats."


@BOTH
@pytest.mark.parametrize("end", [b'{"words": "ca', b'{"words": "cats."}', b'{"words": "cats."}\n', b""])
def test_lines_that_break_off_are_an_error(end: bytes, call: Any, client: dict[str, Any], server: Api) -> None:
    server.respond = lambda seen: Raw(json.dumps(FIRST).encode() + b"\n" + end, type="application/x-ndjson")
    with pytest.raises(StreamError, match="ended the stream before the response was complete"):
        call("chat_completion", MESSAGES, client=client, stream=True)


@BOTH
def test_a_key_of_a_stream_is_laid_over_its_protocol(call: Any, client: dict[str, Any], server: Api) -> None:
    events = [{"choices": [{"text": "Hel"}]}, {"choices": [{"text": "lo", "finish_reason": "stop"}]}, "[DONE]"]
    data = "".join(f"data: {event if isinstance(event, str) else json.dumps(event)}\n\n" for event in events)
    server.respond = lambda seen: Raw(data.encode(), type="text/event-stream")
    items = call("text_generation", "Say", client=client, stream=True)
    assert [item.token.text for item in items] == ["Hel", "lo"]
    assert items[-1].generated_text == "Hello"
    assert server.paths == ["POST /v1/live"]
    assert server.requests[0].json["stream"] is True


@BOTH
def test_null_removes_a_key_of_a_protocol(call: Any, client: dict[str, Any], server: Api) -> None:
    event = {"type": "response.completed", "response": {"id": "r", "output": []}}
    server.respond = lambda seen: Raw(f"data: {json.dumps(event)}\n\n".encode(), type="text/event-stream")
    call("create_response", "Say", client=client, stream=True)
    assert server.paths == ["POST /v1/live"]
    assert server.requests[0].json == {"model": "m/1", "input": "Say"}


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_stream_whose_marker_is_missing_is_cut(is_whole: bool, client: dict[str, Any], server: Api) -> None:
    data = b'data: {"piece": "a"}\n\ndata: {"piece": "b"}\n\n' + (b"data: END\n\n" if is_whole else b"")
    server.respond = lambda seen: Raw(data, type="text/event-stream")
    with InferenceClient(api_key=KEY, **client) as own:
        stream = own.stream_request(inputs="x")
        if is_whole:
            assert list(stream) == [{"piece": "a"}, {"piece": "b"}]
        else:
            with pytest.raises(StreamError, match="ended the stream before the response was complete"):
                list(stream)


async def collect(client: AsyncInferenceClient) -> Any:
    return await (await client.chat_completion(MESSAGES, stream=True)).text()


def test_text_is_there_asynchronously(client: dict[str, Any], server: Api) -> None:
    import asyncio

    async def run() -> str:
        async with AsyncInferenceClient(api_key=KEY, **client) as own:
            text: str = await collect(own)
            return text

    server.respond = lambda seen: lines(FIRST, LAST)
    assert asyncio.run(run()) == "Two cats."
