"""A server that sends the responses of inference servers from prepared bytes, so that no client waits for it.

``python benchmarks/upstream.py`` prints its port and serves until its standard input closes; ``--ceiling`` measures its
throughput. The first part of a path selects the response, whatever follows it:

    /chat/v1/chat/completions      a small chat                 /media-64         64 MiB of bytes
    /stream-2000/...               2000 chunks at once          /floats           256 vectors of 1024 floats
    /paced-500/...                 one chunk every 2 ms         /embeddings/...   the same as OpenAI has them
    /slow-20/...                   one chunk every 100 ms       /base64-embeddings/...
    /cut-5/...                     5 chunks, then a reset       /upload           counts what it receives
    /case-7/...                    one of the valid streams     /counters         what it has received so far
    /event-4/...                   an event of 4 MiB            /app, /app-0      a queue job of fal-ai

A part that is a host name is ignored, because URLs of the emulator have one. ``/api/models/...`` is the Hub, which
takes 200 ms; ``/together/...`` is a chat on the router's path; ``/v1/...`` is embeddings in base64, as at OpenAI.
"""

from __future__ import annotations

import argparse
import array
import asyncio
import base64
import itertools
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import streams

HUB_DELAY = 0.2
JOB_SECONDS = {"app": 2.5, "app-0": 0.3}
MIB = 1024 * 1024


class Counters:
    """What clients have sent so far."""

    opened = 0  # connections
    open = 0
    requests = 0
    received = 0  # bytes of bodies


def http(body: bytes, content_type: str = "application/json") -> bytes:
    """Return a whole response."""
    return b"HTTP/1.1 200 OK\r\ncontent-type: %b\r\ncontent-length: %d\r\n\r\n%b" % (
        content_type.encode(),
        len(body),
        body,
    )


def as_json(value: Any) -> bytes:
    return http(json.dumps(value).encode())


STREAM_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
CHAT = as_json(
    {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1700000000,
        "model": "m",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "Hello! How can I help you today?"},
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18},
        "system_fingerprint": "fp_1",
    }
)


@cache
def vectors() -> list[list[float]]:
    """Return 256 vectors of 1024 floats of 32 bits, which Python servers print with the digits of 64."""
    values = array.array("f", (((at * 2654435761) % 2000003) / 1000001.5 - 1 for at in range(256 * 1024))).tolist()
    return [values[at : at + 1024] for at in range(0, len(values), 1024)]


def embeddings(encode: Callable[[list[float]], Any]) -> bytes:
    data = [{"object": "embedding", "index": at, "embedding": encode(each)} for at, each in enumerate(vectors())]
    usage = {"prompt_tokens": 256, "total_tokens": 256}
    return as_json({"object": "list", "model": "m", "data": data, "usage": usage})


def to_base64(vector: list[float]) -> str:
    return base64.b64encode(array.array("f", vector).tobytes()).decode()


@cache
def fixed_response(name: str, number: int) -> bytes | None:
    """Return the prepared response of a name, or None if it has none."""
    match name:
        case "chat":
            return CHAT
        case "upload":
            return as_json({"text": "hello"})
        case "floats":
            return as_json(vectors())
        case "embeddings":
            return embeddings(list)
        case "base64-embeddings":
            return embeddings(to_base64)
        case "media":
            return http(b"\x89PNG\r\n\x1a\n" + bytes(number * MIB - 8), "image/png")
        case "stream":
            return STREAM_HEAD + b"".join(streams.chat_stream(number)) + streams.LAST_HTTP_CHUNK
        case "event":
            return STREAM_HEAD + streams.large_event(number * MIB) + streams.LAST_HTTP_CHUNK
        case _:
            return None


PROVIDERS = {"together": "chat", "v1": "base64-embeddings"}


class Connection(asyncio.Protocol):
    """One connection: reads requests, skips their bodies, and responds to each."""

    ids = itertools.count(1)
    jobs: ClassVar[dict[str, float]] = {}  # when each is done

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.head = b""
        self.target = ""
        self.missing = 0  # bytes of a body whose length is known
        self.tail: bytes | None = None  # the last bytes of a chunked body so far
        self.task: asyncio.Task[None] | None = None
        Counters.opened += 1
        Counters.open += 1

    def connection_lost(self, exc: Exception | None) -> None:
        Counters.open -= 1
        if self.task is not None:
            self.task.cancel()

    def data_received(self, data: bytes) -> None:
        while data:
            if self.missing:
                length = min(self.missing, len(data))
                Counters.received += length
                self.missing -= length
                if self.missing:
                    return
                data = data[length:]
                self.respond()
            elif self.tail is not None:
                # No client here sends anything after a chunked body before it has the response.
                Counters.received += len(data)
                self.tail = (self.tail + data[-7:])[-7:]
                if not self.tail.endswith(b"\r\n0\r\n\r\n"):
                    return
                self.tail = None
                self.respond()
                return
            else:
                data = self.head + data
                end = data.find(b"\r\n\r\n")
                if end < 0:
                    self.head = data
                    return
                self.head = b""
                self.read_head(data[:end])
                data = data[end + 4 :]
                if not self.missing and self.tail is None:
                    self.respond()

    def read_head(self, head: bytes) -> None:
        line, _, fields = head.partition(b"\r\n")
        self.target = line.split(b" ")[1].decode()
        fields = fields.lower()
        at = fields.find(b"content-length:")
        if at >= 0:
            self.missing = int(fields[at + 15 : fields.find(b"\r", at) if b"\r" in fields[at:] else None])
        elif b"transfer-encoding: chunked" in fields:
            self.tail = b""
        if b"expect: 100-continue" in fields:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def respond(self) -> None:
        Counters.requests += 1
        path = self.target.partition("?")[0]
        parts = [part for part in path.split("/")[1:] if "." not in part and ":" not in part]
        first = PROVIDERS.get(parts[0], parts[0])
        name, _, number = first.rpartition("-") if first[-1:].isdigit() else (first, "", "0")
        response = fixed_response(name, int(number))
        if response is not None:
            self.transport.write(response)
        elif name == "counters":
            # The connection of this request is not counted.
            counts = {"opened": Counters.opened - 1, "open": Counters.open - 1}
            self.transport.write(as_json({**counts, "requests": Counters.requests, "received": Counters.received}))
            self.transport.close()
        else:
            self.task = asyncio.ensure_future(self.respond_slowly(name, int(number), parts))

    async def respond_slowly(self, name: str, number: int, parts: list[str]) -> None:
        write = self.transport.write
        if name in ("paced", "slow"):
            write(STREAM_HEAD)
            for chunk in streams.chat_stream(number):
                await asyncio.sleep(0.002 if name == "paced" else 0.1)
                write(chunk)
            write(streams.LAST_HTTP_CHUNK)
        elif name == "cut":
            write(STREAM_HEAD)
            write(b"".join(streams.chat_stream(number + 2)[:number]))
            await asyncio.sleep(0.001)
            self.transport.abort()
        elif name == "case":
            write(STREAM_HEAD)
            for count, part in enumerate(streams.CASES[number].parts):
                await asyncio.sleep(streams.PAUSE if count else 0)
                write(streams.http_chunk(part))
            write(streams.LAST_HTTP_CHUNK)
        elif parts[0] == "api":
            await asyncio.sleep(HUB_DELAY)
            write(self.model_page(self.target))
        else:
            write(self.job_response(parts))

    def model_page(self, target: str) -> bytes:
        """Return the providers of a model, as the Hub does."""
        model = target.partition("?")[0].partition("/api/models/")[2]
        tasks = {"fal-ai": "text-to-video", "together": "conversational"}
        entry = {"providerId": "app-0" if model == "org/quick" else "app", "status": "live"}
        listed = [{"provider": name, "task": task, **entry} for name, task in tasks.items()]
        return as_json({"_id": "1", "id": model, "inferenceProviderMapping": listed})

    def job_response(self, parts: list[str]) -> bytes:
        """Accept a submission, or return a job's status or its result."""
        is_emulated = not self.target.startswith(("/app", "/fal-ai"))
        own = "https://files.example.com" if is_emulated else f"http://127.0.0.1:{PORT[0]}"
        if "requests" not in parts:
            job = str(next(self.ids))
            self.jobs[job] = time.monotonic() + JOB_SECONDS[parts[-1]]
            url = f"https://queue.fal.run/app/requests/{job}"
            links = {"response_url": url, "status_url": f"{url}/status"}
            return as_json({"status": "IN_QUEUE", "request_id": job, **links})
        job = parts[parts.index("requests") + 1]
        if parts[-1] == "status":
            is_done = time.monotonic() > self.jobs[job]
            return as_json({"status": "COMPLETED" if is_done else "IN_PROGRESS", "request_id": job})
        return as_json({"video": {"url": f"{own}/media-1", "content_type": "video/mp4"}})


PORT = [0]


async def serve(port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", port, backlog=1024)
    PORT[0] = server.sockets[0].getsockname()[1]
    print(PORT[0], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)  # until the parent process exits


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--core", type=int, help="pin the process to this core")
    parser.add_argument("--ceiling", action="store_true", help="measure the throughput and exit")
    options = parser.parse_args()
    if options.ceiling:
        with Upstream() as upstream:
            print(upstream.ceiling())
        return
    pin(options.core)
    try:
        import uvloop

        uvloop.run(serve(options.port))
    except ImportError:
        asyncio.run(serve(options.port))


def pin(core: int | None) -> None:
    """Run this process on one core only, if the machine has it and the system supports that."""
    if core is not None and hasattr(os, "sched_setaffinity") and core in os.sched_getaffinity(0):
        os.sched_setaffinity(0, {core})


class Upstream:
    """The server in a process of its own, on the first core; clients run on another.

    Args:
        python: The interpreter that runs it; with uvloop it is faster.
    """

    def __init__(self, python: Path = Path(sys.executable)) -> None:
        self.python = python

    def __enter__(self) -> Upstream:
        command = [str(self.python), __file__, "--core", "0"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)

    def ceiling(self) -> str:
        """Measure how many chats and chunks a second it sends to a bare socket on another core."""
        request = b"POST /chat HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}"
        size = len(fixed_response("chat", 0) or b"")
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            exchange(connection, request, size)
            single = rate(lambda: exchange(connection, request, size), 2000)
            batch = rate(lambda: exchange(connection, request * 64, size * 64), 300) * 64
            size = len(fixed_response("stream", 2000) or b"")
            request = request.replace(b"/chat", b"/stream-2000")
            exchange(connection, request, size)
            chunks = rate(lambda: exchange(connection, request, size), 50) * 2000
        return (
            f"a bare socket gets {single:,.0f} chats a second one after another, {batch:,.0f} in batches of 64, "
            f"and {chunks:,.0f} stream chunks a second"
        )


def exchange(connection: socket.socket, request: bytes, size: int) -> None:
    connection.sendall(request)
    while size > 0:
        size -= len(connection.recv(1 << 20))


def rate(function: Callable[[], None], count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        function()
    return count / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
