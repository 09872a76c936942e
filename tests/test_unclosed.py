"""A client or stream that is never closed leaves no warning, by -W error and -X dev."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import Any

import pytest

WITH_UVLOOP = pytest.mark.skipif(sys.platform == "win32", reason="uvloop does not support Windows")

CHAT = (
    b'{"id":"1","object":"chat.completion","created":1,"model":"m",'
    b'"choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}'
)
EVENT = b'data: {"id":"1","choices":[{"index":0,"delta":{"content":"a"}}]}\n\n'
START = """
import asyncio, gc, logging, sys
from inferwire import AsyncInferenceClient, InferenceClient, configure
from inferwire.tasks.chat_completion import chat_completion, chat_completion_async

logging.getLogger("asyncio").setLevel(logging.ERROR)  # slow steps are warnings there
URL = sys.argv[1]
OPTIONS = {"base_url": URL, "api_key": False, "transport": sys.argv[2]}
MESSAGES = [{"role": "user", "content": "a"}]
STREAMED = [{"role": "user", "content": "stream"}]
configure(**OPTIONS)
"""
ENDS = {"": "", "and collected": "\ngc.collect()", "in a circle": "\nthings.append(things); del things; gc.collect()"}
BLOCKING = {
    "a client": """
client = InferenceClient(**OPTIONS)
things = [client, client.chat_completion(MESSAGES), client.chat_completion(MESSAGES)]
""",
    "a function": """
things = [chat_completion(MESSAGES), chat_completion(MESSAGES)]
""",
    "a stream that was read in part": """
client = InferenceClient(**OPTIONS)
stream = client.chat_completion(STREAMED, stream=True)
things = [client, stream, next(stream)]
""",
    "a stream that was not read": """
things = [InferenceClient(**OPTIONS).chat_completion(STREAMED, stream=True)]
""",
    "a stream of a function": """
things = [stream := chat_completion(STREAMED, stream=True), next(stream)]
""",
}
ASYNCIO = {
    "a client": """
async def main():
    client = AsyncInferenceClient(**OPTIONS)
    return [client, await client.chat_completion(MESSAGES), await client.chat_completion(MESSAGES)]
""",
    "a function": """
async def main():
    return [await chat_completion_async(MESSAGES), await chat_completion_async(MESSAGES)]
""",
    "a client on two event loops": """
client = AsyncInferenceClient(**OPTIONS)
async def main():
    return [await client.chat_completion(MESSAGES)]
asyncio.run(main())
""",
    "a stream that was read in part": """
async def main():
    client = AsyncInferenceClient(**OPTIONS)
    stream = await client.chat_completion(STREAMED, stream=True)
    return [client, stream, await anext(stream)]
""",
    "a stream that was not read": """
async def main():
    return [await AsyncInferenceClient(**OPTIONS).chat_completion(STREAMED, stream=True)]
""",
    "a stream that is collected while the event loop runs": """
async def main():
    client = AsyncInferenceClient(**OPTIONS)
    stream = await client.chat_completion(STREAMED, stream=True)
    await anext(stream)
    del stream, client
    gc.collect()
    await asyncio.sleep(0.01)
    return []
""",
    "a stream whose loop was left": """
async def main():
    client = AsyncInferenceClient(**OPTIONS)
    async for item in await client.chat_completion(STREAMED, stream=True):
        break
    return [client]
""",
}


def respond(connection: socket.socket, number: int, count: int) -> None:
    """Send the response to a chat, or the start of a stream that does not end."""
    is_stream = b'"stream":true' in respond.requests[-1]  # type: ignore[attr-defined]
    if is_stream:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        connection.sendall(b"%x\r\n%b\r\n" % (len(EVENT), EVENT))
        return
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(CHAT)
    connection.sendall(head + CHAT)


@pytest.fixture
def url(serve: Any) -> str:
    server = serve(respond)
    respond.requests = server.requests  # type: ignore[attr-defined]
    return str(server.url)


def check(code: str, url: str, transport: str) -> None:
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", START + code, url, transport]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout == "done\n"


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("case", BLOCKING)
def test_nothing_warns_of_what_a_blocking_program_leaves_open(case: str, end: str, url: str) -> None:
    check(f'{BLOCKING[case]}{ENDS[end]}\nprint("done")', url, "default")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("case", ASYNCIO)
def test_nothing_warns_of_what_an_asyncio_program_leaves_open(case: str, end: str, url: str) -> None:
    check(f'{ASYNCIO[case]}\nthings = asyncio.run(main()){ENDS[end]}\nprint("done")', url, "default")


@pytest.mark.parametrize("transport", ["httpx", "httpx2", "aiohttp"])
@pytest.mark.parametrize("case", ASYNCIO)
def test_nothing_warns_on_other_transports(case: str, transport: str, url: str) -> None:
    check(f'{ASYNCIO[case]}\nthings = asyncio.run(main())\nprint("done")', url, transport)
    if transport != "aiohttp" and case in BLOCKING:  # it is for asyncio only
        check(f'{BLOCKING[case]}\nprint("done")', url, transport)


@pytest.mark.parametrize("library", ["httpx", "httpx2"])
@pytest.mark.parametrize("loop", ["asyncio", pytest.param("uvloop", marks=WITH_UVLOOP)])
def test_nothing_warns_of_a_stream_over_a_client_of_the_caller(loop: str, library: str, url: str) -> None:
    code = f"""
import {library}, {loop}
async def main():
    async with {library}.AsyncClient() as own:
        client = AsyncInferenceClient(base_url=URL, api_key=False, http_client=own)
        stream = await client.chat_completion(STREAMED, stream=True)
        await anext(stream)
        unread = await client.chat_completion(STREAMED, stream=True)
        return [client, stream, unread]
things = {loop}.run(main())
print("done")
"""
    check(code, url, "default")


def test_a_warning_would_be_found(url: str) -> None:
    code = 'import socket\nthings = socket.create_connection(("127.0.0.1", int(URL.rpartition(":")[2])))\ndel things'
    with pytest.raises(AssertionError, match="ResourceWarning"):
        check(f'{code}\nprint("done")', url, "default")
