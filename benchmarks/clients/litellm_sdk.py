"""litellm, with an OpenAI-compatible server."""

from __future__ import annotations

import os
from typing import Any

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # otherwise the import downloads a price list

import litellm

from clients import MESSAGES, TEXTS, with_image


def text(chunk: Any) -> str:
    return chunk.choices[0].delta.content or ""


def options(url: str, path: str, **more: Any) -> dict[str, Any]:
    return {"model": "openai/m", "api_base": f"{url}/{path}/v1", "api_key": "k", **more}


class Sync:
    text = staticmethod(text)

    def __init__(self, url: str, transport: str | None) -> None:
        self.url = url

    def chat(self) -> str | None:
        return litellm.completion(messages=MESSAGES, **options(self.url, "chat")).choices[0].message.content

    def stream(self, path: str) -> Any:
        return litellm.completion(messages=MESSAGES, **options(self.url, path, stream=True))

    def image(self, data_url: str) -> str | None:
        response = litellm.completion(messages=with_image(data_url), **options(self.url, "chat"))
        return response.choices[0].message.content

    def floats(self) -> Any:
        return litellm.embedding(input=TEXTS, encoding_format="float", **options(self.url, "embeddings"))

    def close(self) -> None:
        pass


class Async:
    text = staticmethod(text)

    def __init__(self, url: str, transport: str | None) -> None:
        self.url = url

    async def chat(self) -> str | None:
        response = await litellm.acompletion(messages=MESSAGES, **options(self.url, "chat"))
        return response.choices[0].message.content

    async def stream(self, path: str) -> Any:
        return await litellm.acompletion(messages=MESSAGES, **options(self.url, path, stream=True))

    async def close(self) -> None:
        pass
