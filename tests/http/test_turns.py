"""Long work on the bytes of a server takes turns with everything else on the event loop, counted in operations."""

from __future__ import annotations

import base64
import json
import random
import socket
import sys
import threading
import types
import zlib
from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_http import decompress
from inferwire_http.backends import Backend, asyncio_
from inferwire_http.decompress import CHUNK_SIZE, MAX_INPUT, MAX_MEMBERS, MEMBER_SLICE, inflater_for
from inferwire_runtime import core, streams
from inferwire_runtime.errors import InputError
from inferwire_runtime.media import BASE64_SLICE, decode_base64
from inferwire_runtime.stream_decoding import StreamDecoder
from tests.http.support import fetch_on, on_each_transport, run
from tests.support.raw_server import raw_response

CHAT: Any = [{"role": "user", "content": "a"}]


def gzip(data: bytes) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    return compressor.compress(data) + compressor.flush()


def open_member() -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    return compressor.compress(b"") + compressor.flush(zlib.Z_FULL_FLUSH)


ADVERSARIAL = {
    "empty members": gzip(b"") * 20_000,
    "short members": gzip(b"a") * 20_000,
    "empty stored blocks": open_member() + b"\x00\x00\x00\xff\xff" * 60_000,
    "a bomb": gzip(bytes(20_000_000)),
    "random": gzip(random.Random(1).randbytes(300_000)),
    "a bomb in a bomb": gzip(gzip(bytes(100_000_000))),
}


class CountingZlib:
    """zlib, which counts the work of its decompressors.

    Attributes:
        read: Compressed bytes that were decompressed.
        written: Bytes that came out.
        created: Number of decompressors.
    """

    error, MAX_WBITS = zlib.error, zlib.MAX_WBITS

    def __init__(self) -> None:
        self.read = self.written = self.created = 0

    def decompressobj(self, bits: int) -> Any:
        self.created += 1
        return _Counting(self, zlib.decompressobj(bits))


class _Counting:
    def __init__(self, counter: CountingZlib, inner: Any) -> None:
        self._counter = counter
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def decompress(self, data: bytes, room: int) -> bytes:
        found: bytes = self._inner.decompress(data, room)
        self._counter.read += len(data) - len(self._inner.unconsumed_tail) - len(self._inner.unused_data)
        self._counter.written += len(found)
        return found


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_each_turn_of_a_decompression_is_short(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = CountingZlib()
    monkeypatch.setattr(decompress, "zlib", counter)
    inflater: Any = inflater_for({"content-encoding": "gzip, gzip" if "in a" in name else "gzip"}, 200)
    depth = 2 if "in a" in name else 1
    written = 0
    for start in range(0, len(ADVERSARIAL[name]), 262_144):
        data: bytes | None = ADVERSARIAL[name][start : start + 262_144]
        while data is not None:
            counter.read = counter.written = counter.created = 0
            written += len(inflater.feed(data) if data else inflater.more())
            assert counter.created <= (MAX_MEMBERS + 1) * depth
            assert counter.read <= (MAX_INPUT + MEMBER_SLICE) * depth
            assert counter.written <= CHUNK_SIZE * depth
            data = b"" if inflater.has_more else None
            if written > 3_000_000:
                return
    if name != "empty stored blocks":
        inflater.finish()
    assert written == {"short members": 20_000, "random": 300_000}.get(name, 0)


class Doubler:
    """A decoder of a library that doubles each byte, ends at an exclamation mark, and limits its output.

    Attributes:
        threads: Threads in which it worked.
    """

    error = ZstdError = ValueError
    threads: set[int]

    def __init__(self) -> None:
        self._held = b""
        self.eof = False
        self.needs_input = True

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        self.threads.add(threading.get_ident())
        self._held += b"".join(bytes([byte] * 2) for byte in data)
        found, self._held = self._held[:max_length], self._held[max_length:]
        self.needs_input = not self._held
        self.eof = not self._held and b"!" in found
        return found


@pytest.fixture
def doublers(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Install libraries whose output is limited. Return the threads in which they work."""
    threads: set[int] = set()
    monkeypatch.setattr(Doubler, "threads", threads, raising=False)

    def make() -> types.SimpleNamespace:
        decoder = Doubler()
        return types.SimpleNamespace(
            process=lambda data, output_buffer_limit: decoder.decompress(data, output_buffer_limit),
            is_finished=lambda: decoder.eof,
            can_accept_more_data=lambda: decoder.needs_input,
        )

    library = types.SimpleNamespace(Decompressor=make, ZstdDecompressor=Doubler, error=ValueError, ZstdError=ValueError)
    for name in ("brotli", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, library)
    return threads


@pytest.mark.usefixtures("doublers")
@pytest.mark.parametrize("encoding", ["br", "zstd"])
@pytest.mark.parametrize("size", [1, 1000, 10**6])
def test_the_output_of_a_library_is_limited_if_it_can_be(encoding: str, size: int) -> None:
    inflater: Any = inflater_for({"content-encoding": encoding}, 200)
    data = b"\x1b" + b"ab" * 100_000 + b"!"
    chunks: list[bytes] = []
    for start in range(0, len(data), size):
        chunks.append(inflater.feed(data[start : start + size]))
        while inflater.has_more:
            chunks.append(inflater.more())
    inflater.finish()
    assert max(map(len, chunks)) <= CHUNK_SIZE
    assert b"".join(chunks) == b"\x1b\x1b" + b"aabb" * 100_000 + b"!!"


@on_each_transport
@pytest.mark.parametrize("encoding", [b"br", b"zstd", b"identity, br"])
def test_the_decoder_of_a_library_works_in_a_thread(kind: str, encoding: bytes, doublers: set[int], serve: Any) -> None:
    text = b"\x1b" + b"ab" * 100_000 + b"!"

    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(text, b"content-encoding: " + encoding))

    (body,) = fetch_on(kind, serve(act).url)
    assert body == b"".join(bytes([byte] * 2) for byte in text)
    assert (threading.get_ident() in doublers) == (kind == "blocking")


def serve_body(serve: Any, body: bytes, content_type: bytes) -> str:
    def act(connection: socket.socket, number: int, count: int) -> None:
        head = b"HTTP/1.1 200 OK\r\ncontent-type: %b\r\ncontent-length: %d\r\n\r\n" % (content_type, len(body))
        connection.sendall(head + body)

    url: str = serve(act).url
    return url


def events(count: int) -> bytes:
    data = [{"choices": [{"index": 0, "delta": {"content": f"{n} "}, "finish_reason": None}]} for n in range(count)]
    data.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    return b"".join(b"data: %b\n\n" % json.dumps(each).encode() for each in data) + b"data: [DONE]\n\n"


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("noise", [b"", b": ping\n\n" * 50_000], ids=["items", "pings"])
def test_a_large_chunk_of_a_stream_is_decoded_in_turns(
    backend: str, noise: bytes, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asyncio_.AsyncioBackend, "take_turns", lambda self: self.sleep(0))  # as if the time was used up
    body = noise + events(4000)
    url = serve_body(serve, body, b"text/event-stream")
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await anyio.sleep(0)
            turns += 1

    async def main() -> int:
        async with AsyncInferenceClient(base_url=url, api_key="k") as client:
            stream = await client.chat_completion(CHAT, model="m", stream=True)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(count)
                items = [item async for item in stream]
                tasks.cancel_scope.cancel()
            return len(items)

    assert anyio.run(main, backend=backend) == 4001
    # Fewer at the start and the end.
    assert turns > len(noise) // streams.DENSE_SIZE + (len(body) - len(noise)) // streams.CHUNK_SIZE - 8


@pytest.mark.parametrize("kind", ["blocking", "asyncio", "trio"])
@pytest.mark.parametrize("count", [10, 3000])
def test_many_items_are_merged_in_a_thread(kind: str, count: int, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    url = serve_body(serve, events(count), b"text/event-stream")
    threads: set[int] = set()
    final = StreamDecoder.final

    def spy(self: Any, items: Any) -> Any:
        threads.add(threading.get_ident())
        return final(self, items)

    monkeypatch.setattr(StreamDecoder, "final", spy)

    async def main(backend: Backend) -> str:
        if backend.is_blocking:
            with InferenceClient(base_url=url, api_key="k") as client:
                return client.chat_completion(CHAT, model="m", stream=True).text()
        async with AsyncInferenceClient(base_url=url, api_key="k") as other:
            return await (await other.chat_completion(CHAT, model="m", stream=True)).text()

    assert run(kind, main) == "".join(f"{n} " for n in range(count))
    assert (threading.get_ident() in threads) == (kind == "blocking" or count == 10)


@pytest.mark.parametrize("kind", ["blocking", "asyncio", "trio"])
@pytest.mark.parametrize("size", [10, 30_000])
def test_a_large_response_is_parsed_in_a_thread(
    kind: str, size: int, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = [[0.123456789, 1.5]] * size
    url = serve_body(serve, json.dumps(vectors).encode(), b"application/json")
    threads: set[int] = set()
    parse = core.parse_response

    def spy(handler: Any, response: Any) -> Any:
        threads.add(threading.get_ident())
        return parse(handler, response)

    monkeypatch.setattr(core, "parse_response", spy)

    async def main(backend: Backend) -> Any:
        texts = ["a"] * size
        if backend.is_blocking:
            with InferenceClient(api_key="k") as client:
                return client.endpoint(url, api="native").feature_extraction(texts)
        async with AsyncInferenceClient(api_key="k") as other:
            return await other.endpoint(url, api="native").feature_extraction(texts)

    assert run(kind, main) == vectors
    assert (threading.get_ident() in threads) == (kind == "blocking" or size == 10)


@pytest.mark.parametrize("extra", [0, 1, 2, 3])
@pytest.mark.parametrize("form", ["plain", "lines", "URL-safe", "no padding"])
def test_long_base64_is_decoded_in_slices(extra: int, form: str) -> None:
    data = random.Random(extra).randbytes(BASE64_SLICE * 2 + extra)
    text = base64.b64encode(data).decode()
    text = {
        "lines": "\r\n".join(text[start : start + 76] for start in range(0, len(text), 76)),
        "URL-safe": base64.urlsafe_b64encode(data).decode(),
        "no padding": text.rstrip("="),
    }.get(form, text)
    assert decode_base64(text) == data


@pytest.mark.parametrize("place", [10, BASE64_SLICE - 1, BASE64_SLICE, BASE64_SLICE + 1])
@pytest.mark.parametrize("wrong", ["*", "=", "===="])
def test_long_text_that_is_not_base64_is_an_error(place: int, wrong: str) -> None:
    text = "A" * place + wrong + "A" * BASE64_SLICE
    with pytest.raises(InputError, match="not base64"):
        decode_base64(text)
