"""openai, with an OpenAI-compatible server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openai import AsyncOpenAI, OpenAI

from clients import MESSAGES, TEXTS, with_image

MESSAGES_: Any = MESSAGES


def text(chunk: Any) -> str:
    return chunk.choices[0].delta.content or ""


class Sync:
    text = staticmethod(text)

    def __init__(self, url: str, transport: str | None) -> None:
        self.url = url
        self.client = OpenAI(base_url=f"{url}/chat/v1", api_key="k")

    def at(self, path: str) -> OpenAI:
        return self.client.with_options(base_url=f"{self.url}/{path}/v1")

    def chat(self) -> str | None:
        return self.client.chat.completions.create(messages=MESSAGES_, model="m").choices[0].message.content

    def stream(self, path: str) -> Any:
        return self.at(path).chat.completions.create(messages=MESSAGES_, model="m", stream=True)

    def image(self, data_url: str) -> str | None:
        messages: Any = with_image(data_url)
        return self.client.chat.completions.create(messages=messages, model="m").choices[0].message.content

    def floats(self) -> Any:
        return self.at("embeddings").embeddings.create(input=TEXTS, model="m", encoding_format="float")

    def base64_floats(self) -> Any:
        return self.at("base64-embeddings").embeddings.create(input=TEXTS, model="m")  # requests base64 by default

    def upload(self, path: Path) -> str:
        with path.open("rb") as file:
            return self.at("upload").audio.transcriptions.create(file=file, model="m").text

    def close(self) -> None:
        self.client.close()


class Async:
    text = staticmethod(text)

    def __init__(self, url: str, transport: str | None) -> None:
        self.url = url
        self.client = AsyncOpenAI(base_url=f"{url}/chat/v1", api_key="k")

    def at(self, path: str) -> AsyncOpenAI:
        return self.client.with_options(base_url=f"{self.url}/{path}/v1")

    async def chat(self) -> str | None:
        return (await self.client.chat.completions.create(messages=MESSAGES_, model="m")).choices[0].message.content

    async def stream(self, path: str) -> Any:
        return await self.at(path).chat.completions.create(messages=MESSAGES_, model="m", stream=True)

    async def upload(self, path: Path) -> str:
        with path.open("rb") as file:
            return (await self.at("upload").audio.transcriptions.create(file=file, model="m")).text

    async def close(self) -> None:
        await self.client.close()
