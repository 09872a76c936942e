"""huggingface_hub: a variable has the URL of the Hub, and a constant that of the router."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from clients import MESSAGES, TEXTS, with_image


def text(chunk: Any) -> str:
    return chunk.choices[0].delta.content or ""


class Sync:
    text = staticmethod(text)

    def __init__(self, url: str, transport: str | None) -> None:
        os.environ["HF_ENDPOINT"] = url
        from huggingface_hub import InferenceClient

        self.url = url
        self.make = InferenceClient
        self.server = InferenceClient(base_url=f"{url}/chat/v1", api_key="hf_k")
        self.servers: dict[str, InferenceClient] = {}

    def chat(self) -> str | None:
        return self.server.chat_completion(MESSAGES, model="m").choices[0].message.content

    def stream(self, path: str) -> Any:
        if path not in self.servers:
            self.servers[path] = self.make(base_url=f"{self.url}/{path}/v1", api_key="hf_k")
        return self.servers[path].chat_completion(MESSAGES, model="m", stream=True)

    def image(self, data_url: str) -> str | None:
        return self.server.chat_completion(with_image(data_url), model="m").choices[0].message.content

    def floats(self) -> Any:
        return self.make(api_key="hf_k").feature_extraction(TEXTS, model=f"{self.url}/floats")

    def upload(self, path: Path) -> str:
        return self.make(api_key="hf_k").automatic_speech_recognition(str(path), model=f"{self.url}/upload").text

    def close(self) -> None:
        self.server.close()


class Async:
    text = staticmethod(text)

    def __init__(self, url: str, transport: str | None) -> None:
        os.environ["HF_ENDPOINT"] = url
        from huggingface_hub import AsyncInferenceClient, constants

        constants.INFERENCE_PROXY_TEMPLATE = url + "/{provider}"
        self.url = url
        self.make = AsyncInferenceClient
        self.server = AsyncInferenceClient(base_url=f"{url}/chat/v1", api_key="hf_k")
        self.servers: dict[str, AsyncInferenceClient] = {}

    async def chat(self) -> str | None:
        return (await self.server.chat_completion(MESSAGES, model="m")).choices[0].message.content

    async def stream(self, path: str) -> Any:
        if path not in self.servers:
            self.servers[path] = self.make(base_url=f"{self.url}/{path}/v1", api_key="hf_k")
        return await self.servers[path].chat_completion(MESSAGES, model="m", stream=True)

    async def upload(self, path: Path) -> str:
        client = self.make(api_key="hf_k")
        return (await client.automatic_speech_recognition(str(path), model=f"{self.url}/upload")).text

    async def download(self, path: str) -> int:
        from huggingface_hub.inference._generated import _async_client

        _async_client._bytes_to_image = len  # opening the bytes as an image is not measured
        size: Any = await self.make(api_key="hf_k").text_to_image("a cat", model=f"{self.url}/{path}")
        return int(size)

    async def job(self, model: str) -> bytes:
        client = self.make(api_key="hf_k", provider="fal-ai")
        return await client.text_to_video("a cat", model=model)

    async def look_up(self, model: str) -> str | None:
        client = self.make(api_key="hf_k", provider="together")
        return (await client.chat_completion(MESSAGES, model=model)).choices[0].message.content

    async def close(self) -> None:
        await self.server.close()
