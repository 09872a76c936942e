"""Servers with Hugging Face's own response formats on OpenAI's routes, and models that return the text only."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from inferwire import AsyncInferenceClient, InferenceClient
from tests.support.local_servers import http_response, local_server

KINDS = ["blocking", "async"]
TOKENS: list[dict[str, Any]] = [
    {"token": {"id": 1, "text": "Two", "logprob": -0.1, "special": False}, "generated_text": None, "details": None},
    {
        "token": {"id": 2, "text": " cats", "logprob": -0.2, "special": False},
        "generated_text": "Two cats",
        "details": {"finish_reason": "length", "generated_tokens": 2, "seed": 7},
    },
]
CHUNKS = [{"text": "Two", "timestamp": [0.0, 0.5]}, {"text": "cats", "timestamp": [0.5, None]}]


def call(kind: str, sent: bytes, path: str, method: str, *args: Any, **named: Any) -> Any:
    """Return the result of a call to a server that sends a response; the final response of a stream."""
    is_stream = named.get("stream", False)
    with local_server(lambda _: sent) as server:
        settings: dict[str, Any] = {"base_url": server.url + path, "api_key": False, "model": "m", "retry": 1}
        if kind == "blocking":
            with InferenceClient(**settings) as client:
                result = getattr(client, method)(*args, **named)
                return result.final() if is_stream else result

        async def main() -> Any:
            async with AsyncInferenceClient(**settings) as client:
                result = await getattr(client, method)(*args, **named)
                return await result.final() if is_stream else result

        return asyncio.run(main())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("has_details", [True, False])
def test_native_events_are_read_on_the_route_of_completions(kind: str, *, has_details: bool) -> None:
    items = [{**item, "details": item["details"] if has_details else None} for item in TOKENS]
    body = b"".join(b"data:" + json.dumps(item).encode() + b"\n\n" for item in items)
    sent = http_response(200, body, {"content-type": "text/event-stream"})
    result = call(kind, sent, "/v1", "text_generation", "One", stream=True)
    assert result.generated_text == "Two cats"
    if has_details:
        assert (result.details.finish_reason, result.details.generated_tokens) == ("length", 2)
        assert result.details.seed == 7
        assert [token.text for token in result.details.tokens] == ["Two", " cats"]


@pytest.mark.parametrize("kind", KINDS)
def test_native_chunks_are_read_on_the_route_of_transcriptions(kind: str) -> None:
    sent = http_response(200, {"text": "Two cats", "chunks": CHUNKS})
    result = call(kind, sent, "/v1", "automatic_speech_recognition", b"RIFF\x00\x00\x00\x00WAVEfmt ")
    assert [(chunk.text, chunk.timestamp) for chunk in result.chunks] == [("Two", (0.0, 0.5)), ("cats", (0.5, None))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rest", [{}, {"score": None, "start": None, "end": None}])
def test_a_passage_needs_no_score(kind: str, rest: dict[str, None]) -> None:
    sent = http_response(200, {"answer": "Lisbon", **rest})
    result = call(kind, sent, "", "question_answering", question="Where?", context="In Lisbon.")
    assert (result.answer, result.score, result.start, result.end) == ("Lisbon", None, None, None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rest", [{}, {"coordinates": None, "cells": None}])
def test_a_passage_needs_no_cells(kind: str, rest: dict[str, None]) -> None:
    sent = http_response(200, {"answer": "2", **rest})
    result = call(kind, sent, "", "table_question_answering", {"a": ["2"]}, "How many?")
    assert (result.answer, result.coordinates, result.cells) == ("2", None, None)
