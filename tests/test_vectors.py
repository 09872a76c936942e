"""One text has one vector, and a list of texts has one for each, however deep the server nests them."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, OutputError


def embed(response: Any, text: Any) -> Any:
    """Return the embeddings of both clients."""

    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=response)

    options: Any = {"base_url": "http://localhost:1/embed", "model": "m", "retry": 1}
    with httpx.Client(transport=httpx.MockTransport(respond)) as http:
        found = (
            InferenceClient(**options, http_client=http)
            .endpoint("http://localhost:1", api="native")
            .feature_extraction(text)
        )

    async def asynchronous() -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http:
            client = AsyncInferenceClient(**options, http_client=http).endpoint("http://localhost:1", api="native")
            return await client.feature_extraction(text)

    assert asyncio.run(asynchronous()) == found
    return found


@pytest.mark.parametrize(
    ("response", "text", "vectors"),
    [
        ([0.5, 1.0], "a", [0.5, 1.0]),
        ([[0.5, 1.0]], "a", [0.5, 1.0]),
        ([[[0.5, 1.0]]], "a", [0.5, 1.0]),
        ([0.5], "a", [0.5]),
        ([[[0.5], [1.0]]], "a", [[0.5], [1.0]]),
        ([0.5, 1.0], ["a"], [[0.5, 1.0]]),
        ([[0.5, 1.0]], ["a"], [[0.5, 1.0]]),
        ([[0.5], [1.0]], ["a", "b"], [[0.5], [1.0]]),
        ([[[0.5]], [[1.0]]], ["a", "b"], [[0.5], [1.0]]),
        ([[[0.5], [1.0]]], ["a", "b"], [[0.5], [1.0]]),
        ([[[[0.5], [0.6]]], [[[1.0]]]], ["a", "b"], [[[0.5], [0.6]], [1.0]]),
    ],
)
def test_each_text_has_one_vector(response: Any, text: Any, vectors: Any) -> None:
    assert embed(response, text) == vectors


@pytest.mark.parametrize("response", [[[0.5]], [[0.5], [0.6], [0.7]], [0.5, 0.6, 0.7], [0.5, 0.6], [[0.5, 0.6]]])
def test_a_text_without_a_vector_is_an_error(response: Any) -> None:
    with pytest.raises(OutputError, match=r"returned \d vectors for 2 texts"):
        embed(response, ["a", "b"])
