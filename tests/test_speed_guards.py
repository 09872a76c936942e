"""What keeps calls cheap, by counts and memory, which do not depend on the machine. Nothing here is timed."""

from __future__ import annotations

import asyncio
import gc
import socket
import ssl
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from inferwire import AsyncInferenceClient, ChatCompletionStreamOutput, InferenceClient, InferenceConnectionError
from inferwire_http.deadline import Deadline
from inferwire_http.http11 import Http11Protocol
from inferwire_http.models import Request
from inferwire_runtime import sse
from inferwire_runtime.decoding import decode_body, decode_embeddings

MIB = 1024 * 1024
CHAT = (
    b'{"id":"1","object":"chat.completion","created":1,"model":"m",'
    b'"choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}'
)
IMAGE = memoryview(b"\x89PNG\r\n\x1a\n" + bytes(MIB - 8))


# A server that takes no memory of its own while it is measured


@pytest.fixture
def server() -> Iterator[str]:
    """Serve a chat at ``/chat``, 32 MiB at ``/image``, and a transcription at ``/audio``."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, args=(listener,), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def accept(listener: socket.socket) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return  # the test is over
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


def serve(connection: socket.socket) -> None:
    buffer = memoryview(bytearray(64 * 1024))
    with connection:
        while head := read_head(connection):
            read_body(connection, head.lower(), buffer)
            respond(connection, head.split(b" ")[1])


def read_head(connection: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte:
            return b""
        head += byte
    return head


def read_body(connection: socket.socket, head: bytes, buffer: memoryview) -> None:
    if b"content-length:" in head:
        left = int(head.partition(b"content-length:")[2].split(b"\r")[0])
        while left > 0:
            left -= connection.recv_into(buffer, min(left, len(buffer)))
    elif b"transfer-encoding: chunked" in head:
        end = b""
        while not end.endswith(b"\r\n0\r\n\r\n"):
            size = connection.recv_into(buffer)
            end = (end + bytes(buffer[max(size - 7, 0) : size]))[-7:]


def respond(connection: socket.socket, path: bytes) -> None:
    body = b'{"text": "transcribed"}' if path == b"/audio" else CHAT
    if path != b"/image":
        connection.sendall(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body
        )
        return
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: %d\r\n\r\n" % (32 * MIB))
    for _ in range(32):
        connection.sendall(IMAGE)


# TLS


def test_many_clients_make_one_tls_context(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making one costs twenty milliseconds, more than all else that a call does."""
    made: list[int] = []
    make = ssl.SSLContext.__new__

    def counting(cls: type[ssl.SSLContext], *arguments: Any, **options: Any) -> ssl.SSLContext:
        made.append(1)
        return make(cls, *arguments, **options)

    monkeypatch.setattr(ssl.SSLContext, "__new__", counting)
    with socket.socket() as unused:  # bound, so that no server gets this port, and not listening
        unused.bind(("127.0.0.1", 0))
        url = f"https://127.0.0.1:{unused.getsockname()[1]}/v1"

        def call() -> None:
            with InferenceClient(base_url=url, api_key="k", retry=1) as client, pytest.raises(InferenceConnectionError):
                client.chat_completion([{"role": "user", "content": "a"}])

        async def call_async() -> None:
            async with AsyncInferenceClient(base_url=url, api_key="k", retry=1) as client:
                with pytest.raises(InferenceConnectionError):
                    await client.chat_completion([{"role": "user", "content": "a"}])

        for _ in range(3):
            call()
            asyncio.run(call_async())
    assert len(made) <= 1


# Event streams


class Touched:
    """How many bytes were looked at or copied."""

    count = 0


def counted(name: str, kind: type) -> Callable[..., Any]:
    method = getattr(kind, name)

    def count(self: Any, *arguments: Any) -> Any:
        other = len(arguments[0]) if name in ("__add__", "__iadd__") else 0
        Touched.count += other if name == "__iadd__" else len(self) + other
        result = method(self, *arguments)
        return CountedBytes(result) if name == "__add__" else result

    return count


READING = (
    "__contains__",
    "decode",
    "endswith",
    "find",
    "isascii",
    "partition",
    "replace",
    "split",
    "splitlines",
    "strip",
)


class CountedBytes(bytes):
    """Bytes that count; what is joined to them counts as well."""

    def __new__(cls, data: Any = b"") -> CountedBytes:
        Touched.count += len(data)
        return super().__new__(cls, data)

    for name in (*READING, "__add__"):
        locals()[name] = counted(name, bytes)


class CountedArray(bytearray):
    """The same for what grows."""

    for name in (*READING, "__iadd__"):
        locals()[name] = counted(name, bytearray)


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], int]:
    """Return what counts the bytes that the decoder touches for a stream in chunks of 4 KiB."""
    monkeypatch.setattr(sse, "bytes", CountedBytes, raising=False)
    monkeypatch.setattr(sse, "bytearray", CountedArray, raising=False)

    def decode(stream: bytes) -> int:
        decoder = sse.EventDecoder()
        chunks = [CountedBytes(stream[at : at + 4096]) for at in range(0, len(stream), 4096)]
        Touched.count = 0
        events = [event for chunk in chunks for event in decoder.feed(chunk)]
        assert sum(len(event.data) for event in events) > len(stream) * 0.9
        return Touched.count

    return decode


@pytest.mark.parametrize(
    "stream",
    [
        lambda size: b"data: " + b"x" * size + b"\n\n",
        lambda size: b"data: " + b"x" * size + b"\r\n\r\n",
        lambda size: (b"data: " + b"x" * 200 + b"\n") * (size // 200) + b"\n",
        lambda size: (b"data: " + b"x" * 200 + b"\n\n") * (size // 200),
    ],
    ids=["one line", "one line, CRLF", "many lines", "many events"],
)
def test_an_event_stream_of_four_times_the_size_is_four_times_the_work(
    stream: Callable[[int], bytes], touched: Callable[[bytes], int]
) -> None:
    small, large = touched(stream(MIB)), touched(stream(4 * MIB))
    assert small > MIB  # else the decoder uses something that is not counted here
    assert large < small * 4.1


CALLS = """
import sys
from inferwire import AsyncInferenceClient, InferenceClient

MESSAGES = [{"role": "user", "content": "a"}]

async def main():
    async with AsyncInferenceClient(base_url=sys.argv[1], api_key="k") as client:
        await asyncio.gather(*(client.chat_completion(MESSAGES) for _ in range(2)))

with InferenceClient(base_url=sys.argv[1], api_key="k") as client:
    client.chat_completion(MESSAGES)
assert "asyncio" not in sys.modules
import asyncio
asyncio.run(main())
print(*sys.modules)
"""


def test_calls_load_no_library_that_they_do_not_need(server: str) -> None:
    done = subprocess.run([sys.executable, "-c", CALLS, server], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "h11" in loaded
    assert not loaded & {"httpx", "httpcore", "anyio", "sniffio", "idna", "certifi", "urllib.request", "email"}


# Streams: what is done for each of thousands of chunks


def test_the_chunks_of_one_read_become_one_chunk() -> None:
    http = Http11Protocol()
    deadline = Deadline(connect=1, read=1, total=1)
    request = Request(method="GET", url="http://a.test/", headers=[], body=None, deadline=deadline, is_idempotent=True)
    http.start(request)
    http.end()
    http.receive(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + b"3\r\nabc\r\n" * 1000)
    assert http.response() is not None
    assert http.body() == b"abc" * 1000
    assert http.body() == b""  # it waits for more
    http.receive(b"1\r\nd\r\n0\r\n\r\n")
    assert http.body() == b"d"
    assert http.is_reusable
    assert http.body() is None


def test_an_item_of_a_stream_leaves_the_garbage_collector_little_to_do() -> None:
    item = decode_body(
        b'{"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":"a"}}],"usage":{"total_tokens":1}}',
        ChatCompletionStreamOutput,
        "a server",
    )
    assert not gc.is_tracked(item.choices[0])
    assert not gc.is_tracked(item.choices[0].delta)
    assert not gc.is_tracked(item.usage)
    assert not gc.is_tracked(vars(item))


# Memory


def peak_of(call: Callable[[], object]) -> float:
    """Return how many MiB a call takes at most. It runs once before, for what is created only once."""
    call()
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()


def calling(kind: str, url: str, call: Callable[[Any], Any]) -> Callable[[], object]:
    """Return a function that creates a client and calls it."""

    def run() -> None:
        with InferenceClient(base_url=url, api_key="k") as client:
            call(client)

    async def run_async() -> None:
        async with AsyncInferenceClient(base_url=url, api_key="k") as client:
            await call(client)

    return run if kind == "sync" else lambda: asyncio.run(run_async())


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "audio.wav"
    with path.open("wb") as file:
        file.write(b"RIFF\0\0\0\0WAVE")
        file.truncate(32 * MIB)
    return path


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize(("options", "limit"), [({}, 1), ({"return_timestamps": True}, 4)], ids=["raw", "base64"])
def test_an_upload_of_a_large_file_is_never_whole_in_memory(
    kind: str, options: dict[str, Any], limit: float, audio: Path, server: str
) -> None:
    upload = calling(kind, f"{server}/audio", lambda client: client.automatic_speech_recognition(audio, **options))
    assert peak_of(upload) < limit


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_large_response_is_in_memory_twice_at_most(kind: str, server: str) -> None:
    download = calling(kind, f"{server}/image", lambda client: client.text_to_image("a cat"))
    assert 32 <= peak_of(download) < 2 * 32 + 2


def test_embeddings_in_base64_take_no_memory_except_their_numbers() -> None:
    """The bytes of each are freed once it is read. A number takes 24 bytes, and 8 in its list."""
    vectors = b",".join([b'{"embedding": "%b"}' % (b"AAAAPwAAgL4AAAA/" * 341 + b"AAAAPw==")] * 256)
    body = b'{"data": [%b]}' % vectors
    read = partial(decode_embeddings, body, list[list[float]], "OpenAI", items=("data",), vector=("embedding",))
    assert [len(vector) for vector in read()] == [1024] * 256
    assert 8 <= peak_of(read) < 8.5


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_an_image_inside_a_chat_is_copied_once_at_most(kind: str, server: str) -> None:
    url = {"url": "data:image/png;base64," + "QUJD" * (2 * MIB)}
    messages: Any = [{"role": "user", "content": [{"type": "image_url", "image_url": url}]}]
    chat = calling(kind, f"{server}/chat", lambda client: client.chat_completion(messages, model="m"))
    assert peak_of(chat) < 13  # 8 for the body, half as much for the room that the encoder's buffer has left
