"""The types of structured output and of tools: checked, never run."""

from __future__ import annotations

import dataclasses
from typing import Any, TypedDict, assert_type

import msgspec

import inferwire
from inferwire import (
    AsyncInferenceClient,
    AsyncParsedStream,
    AsyncToolStream,
    ChatChunk,
    ChatResponse,
    InferenceClient,
    ParsedOutput,
    ParsedStream,
    TextEvent,
    Tool,
    ToolCallEvent,
    ToolResultEvent,
    ToolsOutput,
    ToolStream,
)


class Invoice(msgspec.Struct):
    total: float


@dataclasses.dataclass
class Receipt:
    number: str


class Item(TypedDict):
    price: float


def weather(city: str) -> str:
    """Return the weather."""
    return city


async def weather_async(city: str) -> str:
    """Return the weather."""
    return city


client = InferenceClient()
messages: list[inferwire.Message] = [{"role": "user", "content": "Hello"}]

parsed = client.parse(messages, Invoice, model="m", repair=2, temperature=0)
assert_type(parsed, ParsedOutput[Invoice])
assert_type(parsed.value, Invoice)
assert_type(parsed.response, ChatResponse)
assert_type(parsed.usage, inferwire.ChatCompletionOutputUsage | None)
assert_type(client.parse("Hello", Receipt).value, Receipt)
assert_type(client.parse(messages, list[Item]).value, list[Item])
assert_type(client.parse(messages, Invoice, stream=True), ParsedStream[ChatChunk, ParsedOutput[Invoice]])
assert_type(client.parse(messages, Invoice, stream=True).final().value, Invoice)
for chunk in client.parse(messages, Invoice, stream=True):
    assert_type(chunk, ChatChunk)
client.chat_completion(messages, response_format=Invoice, tools=[weather, Tool(weather_async)])
client.chat_completion(messages, response_format=Invoice, tools=[weather], stream=True)
client.text_generation("Hello", grammar=Invoice)
client.parse(messages, Invoice, temprature=0)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]

done = client.run_tools(messages, tools=[weather, weather_async, Tool(weather)], model="m", max_rounds=4, seed=1)
assert_type(done, ToolsOutput[str])
assert_type(done.rounds, int)
assert_type(done.results[0].call.arguments, dict[str, Any] | None)
assert_type(client.run_tools(messages, tools=[weather], response_format=Invoice).value, Invoice)
assert_type(client.run_tools(messages, tools=[weather], stream=True), ToolStream[ToolsOutput[str]])
for event in client.run_tools(messages, tools=[weather], stream=True):
    assert_type(event, TextEvent | ToolCallEvent | ToolResultEvent)
    match event.type:
        case "text":
            assert_type(event, TextEvent)
        case "call":
            assert_type(event, ToolCallEvent)
        case "result":
            assert_type(event, ToolResultEvent)
messages += [done.response.message, *client.call_tools(done.response, [weather])]


async def main(client: AsyncInferenceClient) -> None:
    """Check the types of the asynchronous client."""
    assert_type(await client.parse(messages, Invoice), ParsedOutput[Invoice])
    stream = await client.parse(messages, Invoice, stream=True)
    assert_type(stream, AsyncParsedStream[ChatChunk, ParsedOutput[Invoice]])
    assert_type((await stream.final()).value, Invoice)
    assert_type(await client.run_tools(messages, tools=[weather]), ToolsOutput[str])
    tools = client.run_tools(messages, tools=[weather], response_format=Receipt, stream=True)
    assert_type(tools, AsyncToolStream[ToolsOutput[Receipt]])
    async for event in tools:
        assert_type(event, TextEvent | ToolCallEvent | ToolResultEvent)
    assert_type((await tools.final()).value, Receipt)


async def without_await(client: AsyncInferenceClient) -> None:
    """Check the types of streams that are not awaited."""
    call = client.chat_completion(messages, stream=True)
    assert_type(call, inferwire.AsyncStreamCall[ChatChunk, ChatResponse])
    async for chunk in client.chat_completion(messages, stream=True):
        assert_type(chunk, ChatChunk)
    assert_type(await call, inferwire.AsyncChatStream)
    assert_type(await client.chat_completion(messages, stream=True).final(), ChatResponse)
    async with client.chat_completion_stream(messages) as stream:
        assert_type(stream, inferwire.AsyncChatStream)
