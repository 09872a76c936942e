"""inferwire, over any of its transports.

The same file measures other commits of inferwire, so it uses only what all of them have. `transport_options` is the one
place that knows an older interface.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clients import MESSAGES, TEXTS, SkippedError, with_image
from inferwire import AsyncInferenceClient, InferenceClient

OPENAI: dict[str, Any] = {"model": "openai/m", "provider": "openai", "api_key": "sk-k"}
HTTP_NAMES = {"default": "httpx", "httpx": "httpx-stock", "aiohttp": "aiohttp"}  # transports as values of `http=`


def transport_options(client_class: Any, transport: str | None) -> dict[str, Any]:
    """Return the arguments of a client's constructor that select a transport.

    Args:
        client_class: `InferenceClient` or `AsyncInferenceClient`, with a parameter ``transport``, or ``http`` instead.
        transport: Name of the transport; None passes nothing, as most users do.

    Raises:
        SkippedError: If this inferwire has no such transport.
    """
    if transport is None:
        return {}
    parameters = client_class.__init__.__kwdefaults__  # not `inspect`: its import would count as inferwire's own CPU
    if "transport" in parameters:
        return {"transport": transport}
    if "http" in parameters and transport in HTTP_NAMES:
        return {"http": HTTP_NAMES[transport]}
    raise SkippedError(f"this inferwire has no transport that is the same as {transport!r}")


def text(chunk: Any) -> str:
    return chunk.choices[0].delta.content or ""


class Sync:
    text = staticmethod(text)

    def __init__(self, url: str, transport: str | None) -> None:
        self.url = url
        options = transport_options(InferenceClient, transport)
        self.client = InferenceClient(api_key="hf_k", emulator_url=url, **options)
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

    def requests_base64(self) -> bool:
        """Return whether the request contains the base64 option."""
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

    def __init__(self, url: str, transport: str | None) -> None:
        self.url = url
        options = transport_options(AsyncInferenceClient, transport)
        self.client = AsyncInferenceClient(api_key="hf_k", emulator_url=url, **options)
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
        response = await self.client.chat_completion(MESSAGES, model=model, provider="together")
        return response.choices[0].message.content

    async def close(self) -> None:
        await self.client.close()
