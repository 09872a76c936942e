"""The types of the client that behaves as huggingface_hub's, checked by mypy and pyright; nothing here is run."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable
from typing import Any, assert_type

from PIL.Image import Image

from inferwire.compat.huggingface_hub import (
    AsyncInferenceClient,
    ChatCompletionInputFunctionDefinition,
    ChatCompletionInputMessage,
    ChatCompletionInputTool,
    ChatCompletionOutput,
    ChatCompletionStreamOutput,
    InferenceClient,
    Installation,
    ObjectDetectionOutputElement,
    SummarizationOutput,
    TextGenerationInputGrammarType,
    TextGenerationOutput,
    TextGenerationStreamOutput,
    install,
)

client = InferenceClient("m/x", provider="groq", token="hf_1", timeout=5, headers={"a": "b"}, retry=3)
client.model = "m/y"
client.headers["a"] = "c"
messages: list[dict[str, Any]] = [{"role": "user", "content": "Hi"}]

assert_type(client.chat_completion(messages), ChatCompletionOutput)
assert_type(client.chat_completion(messages, stream=True), Iterable[ChatCompletionStreamOutput])
assert_type(client.chat_completion([ChatCompletionInputMessage(role="user", content="Hi")]), ChatCompletionOutput)
assert_type(client.chat_completion(messages).choices[0].message.content, str | None)
client.chat_completion(
    messages,
    tools=[
        ChatCompletionInputTool(
            type="function", function=ChatCompletionInputFunctionDefinition(name="f", parameters={"type": "object"})
        )
    ],
    response_format={"type": "json_object"},
    tool_choice="auto",
)
assert_type(client.text_generation("a"), str)
assert_type(client.text_generation("a", details=True), TextGenerationOutput)
assert_type(client.text_generation("a", stream=True), Iterable[str])
assert_type(client.text_generation("a", stream=True, details=True), Iterable[TextGenerationStreamOutput])
client.text_generation("a", grammar=TextGenerationInputGrammarType(type="json", value={}))
assert_type(client.text_to_image("a"), Image)
assert_type(client.text_to_speech("a"), bytes)
assert_type(client.summarization("a"), SummarizationOutput)
assert_type(client.object_detection("a.png"), list[ObjectDetectionOutputElement])
assert_type(install(), Installation)


async def calls(client: AsyncInferenceClient) -> None:
    assert_type(await client.chat_completion(messages), ChatCompletionOutput)
    assert_type(await client.chat_completion(messages, stream=True), AsyncIterable[ChatCompletionStreamOutput])
    assert_type(await client.text_generation("a"), str)
    assert_type(await client.text_generation("a", stream=True), AsyncIterable[str])
    assert_type(await client.text_to_image("a"), Image)
