"""A server may send its headers at once and its first token once a queue or a long prompt is done."""

from __future__ import annotations

import asyncio
import select
import socket
import time
from typing import Any

import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, Timeout

MESSAGES: Any = [{"role": "user", "content": "hi"}]
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\nconnection: close\r\n\r\n"
START = b'data: {"choices": [{"index": 0, "delta": {"content": "Two"}, "finish_reason": null}]}\n\n'
END = b'data: {"choices": [{"index": 0, "delta": {"content": " cats."}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'
WHOLE = (
    b'{"choices": [{"index": 0, "message": {"role": "assistant", "content": "Two cats."}, "finish_reason": "stop"}]}'
)


def responder(content_type: bytes, *parts: bytes | float) -> Any:
    """Return a handler that sends parts, and is silent for the numbers of seconds between them."""

    def handle(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(HEAD % content_type)
        for part in parts:
            if isinstance(part, bytes):
                connection.sendall(part)
            elif select.select([connection], [], [], part)[0]:
                break  # the client has closed the connection
        connection.shutdown(socket.SHUT_RDWR)

    return handle


def chat(kind: str, url: str, timeout: Any, *, is_stream: bool = True, pause: float = 0) -> str:
    transport: Any = kind.split()[0]
    settings: dict[str, Any] = {
        "base_url": f"{url}/v1", "api_key": False, "model": "m", "retry": 1, "timeout": timeout, "transport": transport
    }  # fmt: skip
    if "async" not in kind:
        with InferenceClient(**settings) as client:
            if not is_stream:
                return client.chat_completion(MESSAGES).choices[0].message.content or ""
            stream = client.chat_completion(MESSAGES, stream=True)
            time.sleep(pause)
            return stream.text()

    async def main() -> str:
        async with AsyncInferenceClient(**settings) as client:
            if not is_stream:
                return (await client.chat_completion(MESSAGES)).choices[0].message.content or ""
            stream = await client.chat_completion(MESSAGES, stream=True)
            await asyncio.sleep(pause)
            return await stream.text()

    return asyncio.run(main())


on_each_kind = pytest.mark.parametrize(
    "kind",
    ["default", "default async", "httpx", "httpx async", "httpx2", "httpx2 async", "aiohttp async"],
)


@on_each_kind
def test_the_first_byte_may_take_longer_than_the_others(kind: str, serve: Any) -> None:
    server = serve(responder(b"text/event-stream", 0.6, START, END))
    assert chat(kind, server.url, Timeout(read=0.2, total=5)) == "Two cats."


@on_each_kind
def test_the_first_byte_of_a_whole_response_may_as_well(kind: str, serve: Any) -> None:
    server = serve(responder(b"application/json", 0.6, WHOLE))
    assert chat(kind, server.url, Timeout(read=0.2, total=5), is_stream=False) == "Two cats."


@on_each_kind
def test_a_stream_that_stalls_names_the_limit(kind: str, serve: Any) -> None:
    server = serve(responder(b"text/event-stream", START, 3.0, END))
    text = r"nothing arrived for 0.3 seconds; pass timeout=Timeout\(read=...\) to wait longer"
    start = time.monotonic()
    with pytest.raises(inferwire.StreamError, match=text) as caught:
        chat(kind, server.url, Timeout(read=0.3, total=5))
    assert time.monotonic() - start < 2
    assert len(caught.value.received) == 1


@on_each_kind
def test_a_stream_that_never_begins_ends_with_the_call(kind: str, serve: Any) -> None:
    server = serve(responder(b"text/event-stream", 3.0, START, END))
    start = time.monotonic()
    with pytest.raises(inferwire.StreamError, match=r"stalled before its first byte: .*; raise timeout="):
        chat(kind, server.url, Timeout(read=0.1, total=0.5))
    assert time.monotonic() - start < 2


@on_each_kind
def test_a_stream_may_last_longer_than_the_call(kind: str, serve: Any) -> None:
    server = serve(responder(b"text/event-stream", START, 0.6, END))
    assert chat(kind, server.url, Timeout(read=2, total=0.4)) == "Two cats."


@pytest.mark.parametrize("kind", ["default", "default async"])
def test_a_stream_may_be_read_after_the_time_limit(kind: str, serve: Any) -> None:
    server = serve(responder(b"text/event-stream", START, END))
    assert chat(kind, server.url, Timeout(total=0.4), pause=0.6) == "Two cats."
