"""instructor: structured output from a function that creates chats, by tools and by JSON."""

from __future__ import annotations

from typing import Any

import huggingface_hub
import instructor
from pydantic import BaseModel, field_validator

MODEL = "emulated/chat-completion"
MESSAGES = [{"role": "user", "content": "How many cats?"}]


class Cats(BaseModel):
    """Cats that were counted."""

    count: int
    place: str

    @field_validator("count")
    @classmethod
    def is_small(cls, value: int) -> int:
        if value > 9:
            raise ValueError("too many cats")
        return value


def create(mode: Any, **options: Any) -> Any:
    client = huggingface_hub.InferenceClient(MODEL, token="hf_test")
    patched = instructor.patch(create=client.chat.completions.create, mode=mode)
    return patched(messages=MESSAGES, model=MODEL, response_model=Cats, **options)


def step_tools(server: Any) -> None:
    assert create(instructor.Mode.TOOLS).model_dump() == {"count": 2, "place": "two cats"}


def step_json(server: Any) -> None:
    server.texts.append('{"count": 3, "place": "a sofa"}')
    assert create(instructor.Mode.JSON).count == 3


def step_markdown_json(server: Any) -> None:
    server.texts.append('Here:\n```json\n{"count": 3, "place": "a sofa"}\n```')
    assert create(instructor.Mode.MD_JSON).count == 3


def step_json_schema(server: Any) -> None:
    assert create(instructor.Mode.JSON_SCHEMA).count == 2


def step_second_attempt(server: Any) -> None:
    server.texts += ['{"count": 99, "place": "a sofa"}', '{"count": 1, "place": "a sofa"}']
    assert create(instructor.Mode.JSON, max_retries=2).count == 1
    assert len(server.bodies[-1]["messages"]) > len(server.bodies[0]["messages"])


def step_second_attempt_with_tools(server: Any) -> None:
    seen: list[int] = []

    class Once(Cats):
        @field_validator("place")
        @classmethod
        def second(cls, value: str) -> str:
            seen.append(1)
            if len(seen) == 1:
                raise ValueError("again")
            return value

    client = huggingface_hub.InferenceClient(MODEL, token="hf_test")
    patched = instructor.patch(create=client.chat.completions.create, mode=instructor.Mode.TOOLS)
    tools_again = patched(messages=MESSAGES, model=MODEL, response_model=Once, max_retries=2)
    assert tools_again.count == 2


def step_partial(server: Any) -> None:
    client = huggingface_hub.InferenceClient(MODEL, token="hf_test")
    patched = instructor.patch(create=client.chat.completions.create, mode=instructor.Mode.TOOLS)
    parts = list(patched(messages=MESSAGES, model=MODEL, response_model=instructor.Partial[Cats], stream=True))
    assert parts[-1].place == "two cats"


async def step_async(server: Any) -> None:
    async with huggingface_hub.AsyncInferenceClient(MODEL, token="hf_test") as client:
        call = instructor.patch(create=client.chat.completions.create, mode=instructor.Mode.TOOLS)
        assert (await call(messages=MESSAGES, model=MODEL, response_model=Cats)).count == 2
