"""inferwire, on any of the HTTP libraries it takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clients import MESSAGES, TEXTS, with_image
from inferwire import AsyncInferenceClient, InferenceClient

AUDIO: dict[str, Any] = {"media_type": "audio/wav"}
OPENAI: dict[str, Any] = {"model": "openai/m", "provider": "openai", "api_key": "sk-k"}


def text(chunk: Any) -> str:
    return chunk.choices[0].delta.content or ""


class Sync:
    text = staticmethod(text)

    def __init__(self, url: str, http: str | None) -> None:
        self.url = url
        choice: dict[str, Any] = {} if http is None else {"http": http}
        self.client = InferenceClient(api_key="hf_k", emulator_url=url, **choice)
        self.server = self.client.endpoint(f"{url}/chat/v1")

    def chat(self) -> str | None:
        return self.server.chat_completion(MESSAGES, model="m").choices[0].message.content

    def stream(self, path: str) -> Any:
        return self.client.endpoint(f"{self.url}/{path}/v1").chat_completion(MESSAGES, model="m", stream=True)

    def image(self, data_url: str) -> str | None:
        return self.server.chat_completion(with_image(data_url), model="m").choices[0].message.content

    def floats(self) -> Any:
        return self.client.endpoint(f"{self.url}/floats").feature_extraction(TEXTS)

    def base64_floats(self) -> Any:
        return self.client.feature_extraction(TEXTS, **OPENAI)

    def asks_for_base64(self) -> bool:
        """Whether base64 is what the provider is asked for."""
        request = self.client.build_request(task="feature-extraction", inputs=TEXTS, **OPENAI)
        return b"base64" in (request.body or b"")

    def upload(self, path: Path) -> str:
        return self.client.endpoint(f"{self.url}/upload").automatic_speech_recognition(path).text

    def upload_base64(self, path: Path) -> str:
        server = self.client.endpoint(f"{self.url}/upload")
        return server.automatic_speech_recognition(path, return_timestamps=True).text

    def close(self) -> None:
        self.client.close()


class Async:
    text = staticmethod(text)

    def __init__(self, url: str, http: str | None) -> None:
        self.url = url
        choice: dict[str, Any] = {} if http is None else {"http": http}
        self.client = AsyncInferenceClient(api_key="hf_k", emulator_url=url, **choice)
        self.server = self.client.endpoint(f"{url}/chat/v1")

    async def chat(self) -> str | None:
        return (await self.server.chat_completion(MESSAGES, model="m")).choices[0].message.content

    async def stream(self, path: str) -> Any:
        return await self.client.endpoint(f"{self.url}/{path}/v1").chat_completion(MESSAGES, model="m", stream=True)

    async def upload(self, path: Path) -> str:
        return (await self.client.endpoint(f"{self.url}/upload").automatic_speech_recognition(path)).text

    async def upload_base64(self, path: Path) -> str:
        server = self.client.endpoint(f"{self.url}/upload")
        return (await server.automatic_speech_recognition(path, return_timestamps=True)).text

    async def download(self, path: str) -> int:
        return len((await self.client.endpoint(f"{self.url}/{path}").text_to_image("a cat")).data)

    async def job(self, model: str) -> bytes:
        return (await self.client.text_to_video("a cat", model=model, provider="fal-ai")).data

    async def look_up(self, model: str) -> str | None:
        answer = await self.client.chat_completion(MESSAGES, model=model, provider="together")
        return answer.choices[0].message.content

    async def close(self) -> None:
        await self.client.close()
