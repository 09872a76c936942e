"""What an engineer would write by hand with msgspec and a client of httpx or httpx2, for these few calls only.

Both libraries have the same interface, so `floor` and `httpx2_by_hand` differ only in the client that they pass.
"""

from __future__ import annotations

import array
import asyncio
import base64
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from clients import MESSAGES, TEXTS, with_image

LIMITS: dict[str, Any] = {"max_connections": None, "max_keepalive_connections": None}  # as many as the calls need
TIMEOUT = 60.0
BODY = {"model": "m", "messages": MESSAGES}
BLOCK_SIZE = 64 * 1024


class Message(msgspec.Struct):
    content: str | None = None
    role: str | None = None


class Choice(msgspec.Struct):
    index: int
    message: Message | None = None
    delta: Message | None = None
    finish_reason: str | None = None


class Chat(msgspec.Struct):
    id: str
    created: int
    model: str
    choices: list[Choice]
    usage: dict[str, int] | None = None


class Embedding(msgspec.Struct):
    embedding: str


class Embeddings(msgspec.Struct):
    data: list[Embedding]


encode = msgspec.json.encode
chats = msgspec.json.Decoder(Chat)
matrices = msgspec.json.Decoder(list[list[float]])
embeddings = msgspec.json.Decoder(Embeddings)
HEADERS = {"authorization": "Bearer k", "content-type": "application/json"}


class Events:
    """Splits a stream into the data of its events, if each is one line and every line ends with LF."""

    def __init__(self) -> None:
        self.rest = bytearray()

    def feed(self, part: bytes) -> list[bytes]:
        start = max(len(self.rest) - 1, 0)
        self.rest += part
        if self.rest.find(b"\n\n", start) < 0:
            return []
        *blocks, rest = bytes(self.rest).split(b"\n\n")
        self.rest = bytearray(rest)
        return [block[6:] for block in blocks if block.startswith(b"data: ") and block != b"data: [DONE]"]


def text(chunk: Chat) -> str:
    delta = chunk.choices[0].delta
    return (delta and delta.content) or ""


def to_floats(data: bytes) -> list[array.array[float]]:
    return [array.array("f", base64.b64decode(each.embedding)) for each in embeddings.decode(data).data]


class Sync:
    text = staticmethod(text)

    def __init__(self, url: str, client: Any) -> None:
        self.url = url
        self.client = client

    def post(self, path: str, body: Any) -> bytes:
        response = self.client.post(f"{self.url}/{path}", content=encode(body), headers=HEADERS)
        response.raise_for_status()
        return response.content

    def chat(self) -> str | None:
        message = chats.decode(self.post("chat/v1/chat/completions", BODY)).choices[0].message
        return message and message.content

    def stream(self, path: str) -> Iterator[Chat]:
        events = Events()
        body = encode({**BODY, "stream": True})
        url = f"{self.url}/{path}/v1/chat/completions"
        with self.client.stream("POST", url, content=body, headers=HEADERS) as response:
            response.raise_for_status()
            for part in response.iter_bytes():
                for data in events.feed(part):
                    yield chats.decode(data)

    def image(self, data_url: str) -> str | None:
        body = {"model": "m", "messages": with_image(data_url)}
        message = chats.decode(self.post("chat/v1/chat/completions", body)).choices[0].message
        return message and message.content

    def floats(self) -> list[list[float]]:
        return matrices.decode(self.post("floats", {"inputs": TEXTS}))

    def base64_floats(self) -> list[array.array[float]]:
        body = {"model": "m", "input": TEXTS, "encoding_format": "base64"}
        return to_floats(self.post("base64-embeddings/v1/embeddings", body))

    def upload(self, path: Path) -> str:
        with path.open("rb") as file:
            headers = {"content-type": "audio/wav", "content-length": str(path.stat().st_size)}
            response = self.client.post(
                f"{self.url}/upload", content=iter(lambda: file.read(BLOCK_SIZE), b""), headers=headers
            )
        return str(json.loads(response.content)["text"])

    def close(self) -> None:
        self.client.close()


class Async:
    text = staticmethod(text)

    def __init__(self, url: str, client: Any) -> None:
        self.url = url
        self.client = client

    async def post(self, path: str, body: Any) -> bytes:
        response = await self.client.post(f"{self.url}/{path}", content=encode(body), headers=HEADERS)
        response.raise_for_status()
        return response.content

    async def chat(self) -> str | None:
        message = chats.decode(await self.post("chat/v1/chat/completions", BODY)).choices[0].message
        return message and message.content

    async def stream(self, path: str) -> AsyncIterator[Chat]:
        return self._stream(path)

    async def _stream(self, path: str) -> AsyncIterator[Chat]:
        events = Events()
        body = encode({**BODY, "stream": True})
        url = f"{self.url}/{path}/v1/chat/completions"
        async with self.client.stream("POST", url, content=body, headers=HEADERS) as response:
            response.raise_for_status()
            async for part in response.aiter_bytes():
                for data in events.feed(part):
                    yield chats.decode(data)

    async def upload(self, path: Path) -> str:
        async def parts() -> AsyncIterator[bytes]:
            with path.open("rb") as file:
                while part := file.read(BLOCK_SIZE):
                    yield part

        headers = {"content-type": "audio/wav", "content-length": str(path.stat().st_size)}
        response = await self.client.post(f"{self.url}/upload", content=parts(), headers=headers)
        return str(json.loads(response.content)["text"])

    async def job(self, model: str) -> bytes:
        page = await self.client.get(f"{self.url}/api/models/{model}?expand=inferenceProviderMapping")
        app = next(
            each["providerId"] for each in page.json()["inferenceProviderMapping"] if each["provider"] == "fal-ai"
        )
        submission = json.loads(await self.post(f"fal-ai/{app}", {"prompt": "a cat"}))
        path = urlsplit(submission["response_url"]).path
        status = submission["status"]
        while status != "COMPLETED":
            await asyncio.sleep(0.5)
            status = (await self.client.get(f"{self.url}{path}/status")).json()["status"]
        result = (await self.client.get(f"{self.url}{path}")).json()
        return (await self.client.get(result["video"]["url"])).content

    async def close(self) -> None:
        await self.client.aclose()
