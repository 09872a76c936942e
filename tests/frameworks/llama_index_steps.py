"""llama-index: text generation, chat, tools, embeddings, and an index."""

from __future__ import annotations

from typing import Any

from llama_index.core import Document, Settings, VectorStoreIndex
from llama_index.core.llms import ChatMessage, MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.tools import FunctionTool
from llama_index.embeddings.huggingface_api import HuggingFaceInferenceAPIEmbedding
from llama_index.llms.huggingface_api import HuggingFaceInferenceAPI

MESSAGES = [ChatMessage(role="system", content="Be brief."), ChatMessage(role="user", content="How many cats?")]


def llm(task: str = "text-generation") -> HuggingFaceInferenceAPI:
    wanted = "conversational" if task == "chat-completion" else task
    return HuggingFaceInferenceAPI(model_name=f"emulated/{task}", token="hf_test", task=wanted, num_output=20)


def embedding() -> HuggingFaceInferenceAPIEmbedding:
    return HuggingFaceInferenceAPIEmbedding(model_name="emulated/feature-extraction", token="hf_test")


def count_cats(place: str) -> int:
    """Count the cats in a place."""
    return len(place)


def step_metadata(server: Any) -> None:
    assert llm().metadata.model_name == "emulated/text-generation"


def step_complete(server: Any) -> None:
    assert llm().complete("The answer is").text == " forty-two."


def step_stream_complete(server: Any) -> None:
    assert list(llm().stream_complete("The answer is"))[-1].text.startswith(" forty")


async def step_async_complete(server: Any) -> None:
    assert (await llm().acomplete("The answer is")).text == " forty-two."


async def step_async_stream_complete(server: Any) -> None:
    responses = [response async for response in await llm().astream_complete("The answer is")]
    assert responses[-1].text.startswith(" forty")


def step_chat(server: Any) -> None:
    assert llm("chat-completion").chat(MESSAGES).message.content == "There are two cats."


def step_stream_chat(server: Any) -> None:
    assert list(llm("chat-completion").stream_chat(MESSAGES))[-1].message.content == "There are two cats."


async def step_async_chat(server: Any) -> None:
    assert (await llm("chat-completion").achat(MESSAGES)).message.content == "There are two cats."


async def step_async_stream_chat(server: Any) -> None:
    responses = [response async for response in await llm("chat-completion").astream_chat(MESSAGES)]
    assert responses[-1].message.content == "There are two cats."


def step_tools(server: Any) -> None:
    model = llm("chat-completion")
    model.is_function_calling_model = True
    response = model.chat_with_tools([FunctionTool.from_defaults(count_cats)], user_msg="How many cats?")
    calls = model.get_tool_calls_from_response(response)
    assert calls[0].tool_name == "count_cats"


def step_text_embedding(server: Any) -> None:
    assert len(embedding().get_text_embedding("a")) == 3


def step_query_embedding(server: Any) -> None:
    assert [round(number, 1) for number in embedding().get_query_embedding("a")] == [0.1, -0.2, 0.3]


async def step_async_embedding(server: Any) -> None:
    assert len(await embedding().aget_text_embedding("a")) == 3


def step_batch_of_embeddings(server: Any) -> None:
    assert len(embedding().get_text_embedding_batch(["a", "b"])) == 2


def step_index(server: Any) -> None:
    Settings.llm = MockLLM()
    index = VectorStoreIndex.from_documents(
        [Document(text="Two cats."), Document(text="A dog.")],
        embed_model=embedding(),
        transformations=[SentenceSplitter()],
    )
    assert len(index.as_retriever(similarity_top_k=2).retrieve("cats")) == 2


def step_query_engine(server: Any) -> None:
    index = VectorStoreIndex.from_documents(
        [Document(text="Two cats.")], embed_model=embedding(), transformations=[SentenceSplitter()]
    )
    assert str(index.as_query_engine(llm=llm("chat-completion")).query("How many?")) == "There are two cats."
