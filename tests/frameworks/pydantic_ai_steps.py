"""pydantic-ai: its model for huggingface_hub, and its model for OpenAI's client."""

from __future__ import annotations

from typing import Any

import huggingface_hub
from pydantic import BaseModel
from pydantic_ai import Agent, ModelHTTPError
from pydantic_ai.models.huggingface import HuggingFaceModel
from pydantic_ai.providers.huggingface import HuggingFaceProvider

MODEL = "emulated/chat-completion"


class Cats(BaseModel):
    """Cats that were counted."""

    count: int
    place: str


def model() -> HuggingFaceModel:
    return HuggingFaceModel(MODEL, provider=HuggingFaceProvider(api_key="hf_test", provider_name="cerebras"))


def step_text(server: Any) -> None:
    result = Agent(model()).run_sync("How many cats?")
    assert result.output == "There are two cats."
    assert result.usage.total_tokens == 12 if not callable(result.usage) else result.usage().total_tokens == 12


def step_instructions_and_settings(server: Any) -> None:
    agent = Agent(model(), instructions="Be brief.", model_settings={"temperature": 0.5, "max_tokens": 9})
    agent.run_sync("How many cats?")
    assert (server.bodies[-1]["temperature"], server.bodies[-1]["max_tokens"]) == (0.5, 9)
    assert server.bodies[-1]["messages"][0]["role"] == "system"


def step_own_client(server: Any) -> None:
    client = huggingface_hub.AsyncInferenceClient(token="hf_test", provider="cerebras")
    agent = Agent(HuggingFaceModel(MODEL, provider=HuggingFaceProvider(hf_client=client)))
    assert agent.run_sync("How many cats?").output == "There are two cats."


def step_tools(server: Any) -> None:
    agent = Agent(model())

    @agent.tool_plain
    def count_cats(place: str) -> int:
        """Count the cats in a place."""
        return len(place)

    assert agent.run_sync("How many cats?").output == "There are two cats."
    assert server.bodies[-1]["messages"][-1]["content"] == "8"


def step_structured_output(server: Any) -> None:
    assert Agent(model(), output_type=Cats).run_sync("How many?").output == Cats(count=2, place="two cats")


def step_history(server: Any) -> None:
    agent = Agent(model())
    first = agent.run_sync("How many cats?")
    agent.run_sync("And dogs?", message_history=first.new_messages())
    assert [message["role"] for message in server.bodies[-1]["messages"]] == ["user", "assistant", "user"]


async def step_stream(server: Any) -> None:
    async with Agent(model()).run_stream("How many cats?") as result:
        texts = [text async for text in result.stream_text(delta=True)]
    assert "".join(texts) == "There are two cats."


async def step_streamed_tools(server: Any) -> None:
    agent = Agent(model(), output_type=Cats)
    async with agent.run_stream("How many?") as result:
        assert await result.get_output() == Cats(count=2, place="two cats")


def step_http_error(server: Any) -> None:
    server.statuses.append(429)
    found: list[int] = []
    try:
        Agent(model()).run_sync("How many cats?")
    except ModelHTTPError as error:
        found.append(error.status_code)
    assert found == [429]
