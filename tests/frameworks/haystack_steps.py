"""haystack: chat, tools, an agent, a pipeline, and embedders."""

from __future__ import annotations

from typing import Any

from haystack import Document, Pipeline
from haystack.components.agents import Agent
from haystack.components.builders import ChatPromptBuilder
from haystack.dataclasses import ChatMessage
from haystack.tools import Tool
from haystack.utils import Secret
from haystack_integrations.components.embedders.huggingface_api import (
    HuggingFaceAPIDocumentEmbedder,
    HuggingFaceAPITextEmbedder,
)
from haystack_integrations.components.generators.huggingface_api import HuggingFaceAPIChatGenerator

TOKEN = Secret.from_token("hf_test")
API: Any = "serverless_inference_api"
MESSAGES = [ChatMessage.from_user("How many cats?")]
SCHEMA = {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]}
COUNT = Tool(name="count_cats", description="Count the cats.", parameters=SCHEMA, function=lambda place: len(place))


def generator(**options: Any) -> HuggingFaceAPIChatGenerator:
    return HuggingFaceAPIChatGenerator(
        api_type=API, api_params={"model": "emulated/chat-completion"}, token=TOKEN, **options
    )


def step_chat(server: Any) -> None:
    response = generator().run(MESSAGES)["replies"][0]
    assert response.text == "There are two cats."
    assert response.meta["usage"]["completion_tokens"] == 3


def step_streamed_chat(server: Any) -> None:
    chunks: list[Any] = []
    response = generator(streaming_callback=chunks.append).run(MESSAGES)["replies"][0]
    assert response.text == "There are two cats."
    assert len(chunks) > 3


async def step_async_chat(server: Any) -> None:
    assert (await generator().run_async(MESSAGES))["replies"][0].text == "There are two cats."


def step_parameters(server: Any) -> None:
    generator(generation_kwargs={"temperature": 0.5, "max_tokens": 9}).run(MESSAGES)
    assert (server.bodies[-1]["temperature"], server.bodies[-1]["max_tokens"]) == (0.5, 9)


def step_tools(server: Any) -> None:
    call = generator(tools=[COUNT]).run(MESSAGES)["replies"][0].tool_calls[0]
    assert (call.tool_name, call.arguments) == ("count_cats", {"place": "two cats"})


def step_streamed_tools(server: Any) -> None:
    response = generator(tools=[COUNT], streaming_callback=lambda chunk: None).run(MESSAGES)["replies"][0]
    assert response.tool_calls[0].tool_name == "count_cats"


def step_agent(server: Any) -> None:
    agent = Agent(chat_generator=generator(), tools=[COUNT])
    agent.warm_up()
    result = agent.run(messages=MESSAGES)
    assert result["messages"][-1].text == "There are two cats."


def step_pipeline(server: Any) -> None:
    pipeline = Pipeline()
    pipeline.add_component("prompt", ChatPromptBuilder([ChatMessage.from_user("How many {{animals}}?")]))
    pipeline.add_component("chat", generator())
    pipeline.connect("prompt", "chat")
    assert pipeline.run({"prompt": {"animals": "cats"}})["chat"]["replies"][0].text == "There are two cats."


def step_serialized_pipeline(server: Any) -> None:
    made = HuggingFaceAPIChatGenerator(
        api_type=API, api_params={"model": "emulated/chat-completion"}, token=Secret.from_env_var("HF_TOKEN")
    )
    pipeline = Pipeline()
    pipeline.add_component("chat", made)
    again = Pipeline.loads(pipeline.dumps())
    assert again.run({"chat": {"messages": MESSAGES}})["chat"]["replies"][0].text == "There are two cats."


def step_text_embedder(server: Any) -> None:
    embedder = HuggingFaceAPITextEmbedder(
        api_type=API, api_params={"model": "emulated/feature-extraction"}, token=TOKEN
    )
    assert [round(number, 1) for number in embedder.run(text="a")["embedding"]] == [0.1, -0.2, 0.3]


async def step_async_text_embedder(server: Any) -> None:
    embedder = HuggingFaceAPITextEmbedder(
        api_type=API, api_params={"model": "emulated/feature-extraction"}, token=TOKEN
    )
    assert len((await embedder.run_async(text="a"))["embedding"]) == 3


def step_document_embedder(server: Any) -> None:
    embedder = HuggingFaceAPIDocumentEmbedder(
        api_type=API, api_params={"model": "emulated/feature-extraction", "provider": "scaleway"}, token=TOKEN
    )
    documents = embedder.run(documents=[Document(content="a"), Document(content="b")])["documents"]
    assert [len(document.embedding) for document in documents] == [3, 3]
