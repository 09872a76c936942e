"""The bytes of a body decide what it is, not its labels."""

from __future__ import annotations

import asyncio
import gzip
import json
import zlib
from typing import Any

import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from tests.support.local_servers import http_response, local_server

MESSAGES: Any = [{"role": "user", "content": "hi"}]
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "café"}, "finish_reason": "stop"}]}
BODY = json.dumps(CHAT, ensure_ascii=False)
EVENT = 'data: {"choices": [{"index": 0, "delta": {"content": "café"}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'


def plain(data: bytes) -> bytes:
    return data


def twice(data: bytes) -> bytes:
    return gzip.compress(gzip.compress(data))


def chat(kind: str, url: str) -> str:
    """Return the text of a chat; *kind* is a transport, and "async", "stream" or both."""
    transport: Any = kind.split()[0]
    settings: dict[str, Any] = {"base_url": f"{url}/v1", "api_key": False, "model": "m", "retry": 1}
    is_stream = kind.endswith("stream")
    if "async" not in kind:
        with InferenceClient(transport=transport, **settings) as client:
            if is_stream:
                return client.chat_completion(MESSAGES, stream=True).text()
            return client.chat_completion(MESSAGES).choices[0].message.content or ""

    async def main() -> str:
        async with AsyncInferenceClient(transport=transport, **settings) as client:
            if is_stream:
                return await (await client.chat_completion(MESSAGES, stream=True)).text()
            return (await client.chat_completion(MESSAGES)).choices[0].message.content or ""

    return asyncio.run(main())


KINDS = [
    *(
        f"{name}{kind}"
        for name in ("default", "httpx", "httpx2")
        for kind in ("", " stream", " async", " async stream")
    ),
    *("aiohttp async", "aiohttp async stream"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_content_encoding_never_costs_the_response(kind: str) -> None:
    encodings = {
        **dict.fromkeys(("", "utf-8", "none", "binary", "aws-chunked", "identity", "identity, none"), plain),
        **dict.fromkeys(("gzip", "GZIP", "x-gzip", "gzip, identity", "identity, gzip"), gzip.compress),
        "gzip, gzip": twice,
        "x-unknown": plain,
        "x-other": gzip.compress,
        "deflate, gzip,identity": lambda data: gzip.compress(zlib.compress(data)),
    }
    labels = list(encodings)
    is_stream = kind.endswith("stream")
    content = (EVENT if is_stream else BODY).encode()
    media_type = "text/event-stream" if is_stream else "application/json"

    def respond(_: object) -> bytes:
        label = labels.pop(0)
        return http_response(
            200,
            encodings[label](content),
            {"content-type": media_type, "content-encoding": label, "connection": "close"},
        )

    with local_server(respond) as server:
        for label in list(encodings):
            assert chat(kind, server.url) == "café", label


@pytest.mark.parametrize("kind", ["default", "default stream", "default async", "default async stream", "httpx"])
@pytest.mark.parametrize(
    ("declared", "charset"),
    [
        ("iso-8859-1", "iso-8859-1"),
        ('"ISO-8859-1"', "iso-8859-1"),
        ("windows-1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16le", "utf-16-le"),
        ("iso-8859-1", "utf-8"),  # the bytes decide
        ("no-such-charset", "utf-8"),
        ("hex", "utf-8"),
        ("punycode", "utf-8"),
    ],
)
def test_text_is_read_in_its_declared_charset(kind: str, declared: str, charset: str) -> None:
    is_stream = kind.endswith("stream")
    content = (EVENT if is_stream else BODY).encode(charset)
    media_type = "text/event-stream" if is_stream else "application/json"
    sent = http_response(200, content, {"content-type": f"{media_type}; charset={declared}"})
    with local_server(lambda _: sent) as server:
        assert chat(kind, server.url) == "café"


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-32"])
def test_json_in_utf_16_needs_no_label(charset: str) -> None:
    with local_server(
        lambda _: http_response(200, BODY.encode(charset), {"content-type": "application/json"})
    ) as server:
        assert chat("default", server.url) == "café"


def test_the_words_of_an_error_are_read_in_their_charset() -> None:
    headers = {"content-type": "text/plain; charset=iso-8859-1"}
    with (
        local_server(lambda _: http_response(400, "le café est fermé".encode("latin-1"), headers)) as server,
        pytest.raises(inferwire.ProviderError, match="le café est fermé"),
    ):
        chat("default", server.url)
