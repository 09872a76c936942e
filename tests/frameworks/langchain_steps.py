"""langchain-huggingface: text generation, chat, tools, structured output, an agent, and embeddings."""

from __future__ import annotations

from typing import Any

from langchain.agents import create_agent
from langchain_core.messages import HumanMessage, SystemMessage, ToolMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.tools import tool
from langchain_core.utils.function_calling import convert_to_openai_tool
from langchain_huggingface import ChatHuggingFace, HuggingFaceEndpoint, HuggingFaceEndpointEmbeddings
from pydantic import BaseModel


class Cats(BaseModel):
    """Cats that were counted."""

    count: int
    place: str


@tool
def count_cats(place: str) -> int:
    """Count the cats in a place."""
    return 2


def llm(**options: Any) -> HuggingFaceEndpoint:
    options = {"repo_id": "emulated/text-generation", "huggingfacehub_api_token": "hf_test", **options}
    return HuggingFaceEndpoint(**options)


def chat() -> ChatHuggingFace:
    return ChatHuggingFace(llm=llm(repo_id="emulated/chat-completion"), model_id="emulated/chat-completion")


def embeddings() -> HuggingFaceEndpointEmbeddings:
    return HuggingFaceEndpointEmbeddings(model="emulated/feature-extraction", huggingfacehub_api_token="hf_test")


def step_llm(server: Any) -> None:
    assert llm().invoke("The answer is") == " forty-two."


def step_llm_with_stop(server: Any) -> None:
    assert llm().invoke("The answer is", stop=["."]).startswith(" forty")


def step_llm_stream(server: Any) -> None:
    assert "".join(llm().stream("The answer is")).startswith(" forty")


def step_llm_batch(server: Any) -> None:
    assert llm().batch(["a", "b"]) == [" forty-two."] * 2


async def step_llm_async(server: Any) -> None:
    assert await llm().ainvoke("The answer is") == " forty-two."


async def step_llm_async_stream(server: Any) -> None:
    assert "".join([text async for text in llm().astream("The answer is")]).startswith(" forty")


def step_chat(server: Any) -> None:
    message = chat().invoke([SystemMessage("Be brief."), HumanMessage("How many cats?")])
    assert message.content == "There are two cats."
    assert message.usage_metadata["total_tokens"] == 12
    assert message.response_metadata["finish_reason"] == "stop"


def step_chat_stream(server: Any) -> None:
    assert "".join(str(chunk.content) for chunk in chat().stream("How many cats?")) == "There are two cats."


async def step_chat_async(server: Any) -> None:
    assert (await chat().ainvoke("How many cats?")).content == "There are two cats."


async def step_chat_async_stream(server: Any) -> None:
    texts = [str(chunk.content) async for chunk in chat().astream("How many cats?")]
    assert "".join(texts) == "There are two cats."


def step_chain(server: Any) -> None:
    chain = ChatPromptTemplate.from_messages([("user", "How many {animals}?")]) | chat()
    assert chain.invoke({"animals": "cats"}).content == "There are two cats."


def step_tools(server: Any) -> None:
    message = chat().bind_tools([count_cats]).invoke("How many cats?")
    assert message.tool_calls[0]["name"] == "count_cats"
    assert message.tool_calls[0]["args"] == {"place": "two cats"}


def step_streamed_tools(server: Any) -> None:
    chunks = list(chat().bind_tools([count_cats]).stream("How many cats?"))
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    assert whole.tool_calls[0]["name"] == "count_cats"


def step_tool_result(server: Any) -> None:
    bound = chat().bind_tools([count_cats])
    human = HumanMessage("How many cats?")
    message = bound.invoke([human])
    result = ToolMessage(content="2", tool_call_id=message.tool_calls[0]["id"])
    assert bound.invoke([human, message, result]).content == "There are two cats."


def step_structured_output(server: Any) -> None:
    model = chat().with_structured_output(convert_to_openai_tool(Cats), method="function_calling")
    assert model.invoke("How many?") == {"count": 2, "place": "two cats"}


def step_structured_output_by_schema(server: Any) -> None:
    model = chat().with_structured_output(Cats.model_json_schema(), method="json_schema")
    assert model.invoke("How many?") == {"count": 2, "place": "two cats"}


def step_agent(server: Any) -> None:
    state = create_agent(chat(), [count_cats]).invoke({"messages": [{"role": "user", "content": "How many cats?"}]})
    assert [message.type for message in state["messages"]] == ["human", "ai", "tool", "ai"]
    assert state["messages"][-1].content == "There are two cats."


def step_embed_query(server: Any) -> None:
    assert [round(number, 1) for number in embeddings().embed_query("a")] == [0.1, -0.2, 0.3]


def step_embed_documents(server: Any) -> None:
    vectors = embeddings().embed_documents(["a"])
    assert [round(number, 1) for number in vectors[0]] == [0.1, -0.2, 0.3]


async def step_embed_async(server: Any) -> None:
    assert len(await embeddings().aembed_query("a")) == 3
