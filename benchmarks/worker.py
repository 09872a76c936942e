"""Run scenarios with one client in a process of its own, and print one line of JSON for each.

CPU is the user and system time of this process with all its threads. Memory is what the operating system reports.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import gc
import importlib
import json
import os
import resource
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streams
from clients import SkippedError

MIB = 1024 * 1024
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of malloc.h in glibc
STREAMS = 500
CALLS_AT_ONCE = 512  # of a batch
BATCHES = 5
Metrics = dict[str, Any]


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def memory(field: str) -> int:
    """Return the memory of this process in bytes: ``VmRSS`` is the current size, ``VmHWM`` the peak."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) * 1024
    raise SkippedError("this system does not report the memory of a process")


def reset_peak() -> int:
    """Reset the peak to the current size, and return that."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return memory("VmRSS")


class Bench:
    """One client and one upstream."""

    def __init__(self, module: str, transport: str | None, url: str, seconds: float) -> None:
        self.module = module
        self.transport = transport
        self.url = url
        self.seconds = seconds  # how long a call is repeated

    def create(self, kind: str) -> Any:
        return getattr(importlib.import_module(f"clients.{self.module}"), kind)(self.url, self.transport)

    def is_refused(self, error: Exception) -> bool:
        """Return whether inferwire refuses the transport: it is not installed, or does not support blocking calls."""
        return self.transport is not None and type(error).__name__ == "InputError" and self.transport in str(error)

    def require(self, client: Any, name: str) -> Any:
        if not hasattr(client, name):
            raise SkippedError(f"this client has no {name}")
        return getattr(client, name)

    def counters(self) -> dict[str, int]:
        """Request the counters of the upstream."""
        with urllib.request.urlopen(f"{self.url}/counters") as response:
            counts: dict[str, int] = json.load(response)
            return counts

    def repeat(self, function: Callable[[], object], least: int = 1) -> float:
        """Return the CPU seconds of one call: the minimum of five batches, because other programs only add to it.

        Args:
            function: What to call.
            least: Minimum number of calls in a batch.
        """
        batches: list[float] = []
        for _ in range(BATCHES):
            count, start, start_cpu = 0, time.perf_counter(), cpu()
            while count < least or time.perf_counter() - start < self.seconds / BATCHES:
                function()
                count += 1
            batches.append((cpu() - start_cpu) / count)
        return min(batches)

    async def repeat_async(self, function: Callable[[], Awaitable[object]], least: int = 1) -> float:
        """Return the same for a coroutine function."""
        batches: list[float] = []
        for _ in range(BATCHES):
            count, start, start_cpu = 0, time.perf_counter(), cpu()
            while count < least or time.perf_counter() - start < self.seconds / BATCHES:
                await function()
                count += 1
            batches.append((cpu() - start_cpu) / count)
        return min(batches)

    def measure_large(self, function: Callable[[], object]) -> Metrics:
        """Measure a large call: by how much the first one raises the peak of memory, then CPU."""
        before = reset_peak()
        function()
        growth = memory("VmHWM") - before
        seconds = self.repeat(function)
        return {"cpu": seconds * 1e3, "mib": growth / MIB}


# One call after another


def chat_sync(bench: Bench) -> Metrics:
    client = bench.create("Sync")
    for _ in range(20):
        assert client.chat() == "Hello! How can I help you today?"
    return {"cpu": bench.repeat(client.chat, 20) * 1e6}


async def chat_async(bench: Bench) -> Metrics:
    client = bench.create("Async")
    for _ in range(20):
        assert await client.chat() == "Hello! How can I help you today?"
    return {"cpu": await bench.repeat_async(client.chat, 20) * 1e6}


def next_client_sync(bench: Bench) -> Metrics:
    """Measure creating a second client; and creating one with its first response, minus a later response."""
    bench.create("Sync").chat()
    clients = [bench.create("Sync") for _ in range(3)]
    creation = bench.repeat(lambda: clients.append(bench.create("Sync")), 3)
    del clients[3:]
    first = bench.repeat(lambda: bench.create("Sync").chat(), 3)
    for _ in range(20):
        clients[0].chat()
    later = bench.repeat(clients[0].chat, 20)
    return {"cpu": creation * 1e3, "first_response": max(first - later, 0.0) * 1e3}


async def next_client_async(bench: Bench) -> Metrics:
    async def first_response() -> None:
        client = bench.create("Async")
        await client.chat()
        await client.close()

    await first_response()
    clients = [bench.create("Async") for _ in range(3)]
    creation = bench.repeat(lambda: clients.append(bench.create("Async")), 3)
    del clients[3:]
    first = await bench.repeat_async(first_response, 3)
    for _ in range(20):
        await clients[0].chat()
    later = await bench.repeat_async(clients[0].chat, 20)
    return {"cpu": creation * 1e3, "first_response": max(first - later, 0.0) * 1e3}


# Many calls at once


async def many(bench: Bench, count: int) -> Metrics:
    client = bench.create("Async")
    await asyncio.gather(*(client.chat() for _ in range(count)))  # opens the connections

    async def some(calls: int) -> None:
        for _ in range(calls):
            await client.chat()

    calls = CALLS_AT_ONCE // count
    batches: list[float] = []
    for _ in range(1 if bench.seconds < 1 else 3):
        start = cpu()
        await asyncio.gather(*(some(calls) for _ in range(count)))
        batches.append((cpu() - start) / (count * calls))
    return {"cpu": min(batches) * 1e6}


async def many_64(bench: Bench) -> Metrics:
    return await many(bench, 64)


async def many_256(bench: Bench) -> Metrics:
    return await many(bench, 256)


# Streams


def stream_sync(bench: Bench) -> Metrics:
    client = bench.create("Sync")

    def read() -> None:
        count = 0
        for chunk in client.stream("stream-2000"):
            count += len(client.text(chunk)) > 0
        assert count == 2000

    read()
    return {"cpu": bench.repeat(read) / 2000 * 1e6}


async def stream_async(bench: Bench) -> Metrics:
    client = bench.create("Async")

    async def read() -> None:
        count = 0
        async for chunk in await client.stream("stream-2000"):
            count += len(client.text(chunk)) > 0
        assert count == 2000

    await read()
    return {"cpu": await bench.repeat_async(read) / 2000 * 1e6}


def paced_sync(bench: Bench) -> Metrics:
    client = bench.create("Sync")
    list(client.stream("stream-20"))
    start = cpu()
    assert len([None for chunk in client.stream("paced-500") if client.text(chunk)]) == 500
    return {"cpu": (cpu() - start) / 500 * 1e6}


async def paced_async(bench: Bench) -> Metrics:
    client = bench.create("Async")
    async for _ in await client.stream("stream-20"):
        pass
    start = cpu()
    assert len([None async for chunk in await client.stream("paced-500") if client.text(chunk)]) == 500
    return {"cpu": (cpu() - start) / 500 * 1e6}


def abandoned_sync(bench: Bench) -> Metrics:
    client = bench.create("Sync")

    def abandon(count: int) -> int:
        for _ in range(count):
            for _chunk in client.stream("stream-2000"):
                break
        gc.collect()
        return memory("VmRSS")

    before = abandon(50)
    after = abandon(STREAMS)
    client.chat()
    time.sleep(0.1)
    return {"kib": (after - before) / STREAMS / 1024, "open": bench.counters()["open"]}


async def abandoned_async(bench: Bench) -> Metrics:
    client = bench.create("Async")

    async def abandon(count: int) -> int:
        for _ in range(count):
            async for _chunk in await client.stream("stream-2000"):
                break
        gc.collect()
        await asyncio.sleep(0.1)
        return memory("VmRSS")

    before = await abandon(50)
    after = await abandon(STREAMS)
    await client.chat()
    await asyncio.sleep(0.1)
    return {"kib": (after - before) / STREAMS / 1024, "open": bench.counters()["open"]}


def completed_sync(bench: Bench) -> Metrics:
    client = bench.create("Sync")
    list(client.stream("stream-20"))
    before = bench.counters()["opened"]
    for _ in range(STREAMS):
        for _chunk in client.stream("stream-20"):
            pass
    return {"new": bench.counters()["opened"] - before - 1}  # the request for the counters is one


async def completed_async(bench: Bench) -> Metrics:
    client = bench.create("Async")
    async for _chunk in await client.stream("stream-20"):
        pass
    before = bench.counters()["opened"]
    for _ in range(STREAMS):
        async for _chunk in await client.stream("stream-20"):
            pass
    return {"new": bench.counters()["opened"] - before - 1}


def cases(bench: Bench) -> Metrics:
    """Read every valid stream and compare the text of its chunks."""
    client = bench.create("Sync")
    wrong: dict[str, str] = {}
    for number, case in enumerate(streams.CASES):
        start, first, texts = time.perf_counter(), 0.0, []
        try:
            for chunk in client.stream(f"case-{number}"):
                first = first or time.perf_counter() - start
                if chunk.choices and client.text(chunk):
                    texts.append(client.text(chunk))
        except Exception as error:
            wrong[case.name] = type(error).__name__
            continue
        if texts != list(case.texts):
            wrong[case.name] = f"got {texts}"
        elif len(case.parts) > 1 and first > streams.LATE:
            wrong[case.name] = "late"
    return {"wrong": len(wrong), "names": wrong}


def event(bench: Bench) -> Metrics:
    """Read an event of 4 MiB and one of 1 MiB in chunks of 4 KiB; a ratio of 4 is linear."""
    client = bench.create("Sync")

    def read(size: int) -> None:
        assert sum(len(client.text(chunk)) for chunk in client.stream(f"event-{size}")) == size * MIB

    def ratio() -> float:
        return bench.repeat(lambda: read(4)) / bench.repeat(lambda: read(1))

    read(1)
    default = ratio()
    return {"ratio": default} | ({"retained": ratio()} if retain_memory() else {})


def retain_memory() -> bool:
    """Let the C allocator retain freed memory; return whether it supports that.

    By default it releases 8 MiB to the system after each event of 4 MiB, and nothing after one of 1 MiB. Mapping these
    2,000 pages again takes a fourth of the time, and has nothing to do with how events are decoded.
    """
    try:
        tune = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return all(
        tune(option, size) == 1 for option, size in ((M_TRIM_THRESHOLD, 1024 * MIB), (M_MMAP_THRESHOLD, 32 * MIB))
    )


# Large bodies


def image(bench: Bench) -> Metrics:
    client = bench.create("Sync")
    client.chat()
    chat_about = bench.require(client, "image")
    data_url = "data:image/png;base64," + "QUJD" * (2 * MIB)
    return bench.measure_large(lambda: chat_about(data_url))


def floats(bench: Bench) -> Metrics:
    client = bench.create("Sync")
    client.chat()
    return bench.measure_large(bench.require(client, "floats"))


def base64_floats(bench: Bench) -> Metrics:
    client = bench.create("Sync")
    client.chat()
    if not getattr(client, "requests_base64", lambda: True)():
        raise SkippedError("this client does not request base64")
    return bench.measure_large(bench.require(client, "base64_floats"))


def upload(bench: Bench, method: str = "upload") -> Metrics:
    client = bench.create("Sync")
    client.chat()
    send = bench.require(client, method)
    with AudioFile(32 * MIB) as path:
        before = bench.counters()["received"]
        measured = bench.measure_large(lambda: send(path))
        assert bench.counters()["received"] - before > 32 * MIB
    return measured


def upload_base64(bench: Bench) -> Metrics:
    return upload(bench, "upload_base64")


class AudioFile:
    """A temporary audio file of some size, as a context manager."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __enter__(self) -> Path:
        handle, name = tempfile.mkstemp(suffix=".wav")
        self.path = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(b"RIFF\0\0\0\0WAVE")
            block = bytes(range(256)) * 4096
            for _ in range(self.size // len(block)):
                file.write(block)
        self.path.read_bytes()  # fills the cache of the system
        gc.collect()
        return self.path

    def __exit__(self, *_: object) -> None:
        self.path.unlink()


# The event loop


def runnable_seconds() -> float:
    """Return the seconds in which this thread was ready to run and the system ran others."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_bytes().split()[1]) / 1e9
    except OSError:
        return 0.0


class Heartbeat:
    """Wakes every 5 ms; ``longest`` is its longest delay in ms, minus the time in which the system ran others."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        while True:
            start, start_runnable = time.perf_counter(), runnable_seconds()
            await asyncio.sleep(0.005)
            delay = time.perf_counter() - start - 0.005 - (runnable_seconds() - start_runnable)
            self.longest = max(self.longest, delay * 1e3)


@asynccontextmanager
async def heartbeat() -> AsyncIterator[Heartbeat]:
    heart = Heartbeat()
    task = asyncio.create_task(heart.beat())
    await asyncio.sleep(0.05)
    heart.longest = 0.0
    try:
        yield heart
        await asyncio.sleep(0.01)
    finally:
        task.cancel()


async def job(bench: Bench) -> Metrics:
    """Measure for how long one queue job, including the creation of the client, blocks the event loop."""
    async with heartbeat() as heart:
        client = bench.create("Async")
        assert len(await bench.require(client, "job")("org/quick")) == MIB
    return {"blocked": heart.longest}


async def jobs(bench: Bench) -> Metrics:
    client = bench.create("Async")
    run = bench.require(client, "job")
    start = time.perf_counter()
    for data in await asyncio.gather(*(run("org/model") for _ in range(24))):
        assert len(data) == MIB
    return {"seconds": time.perf_counter() - start}


async def blocked_by(bench: Bench, method: str, *arguments: Any) -> Metrics:
    """Measure for how long one call of a warm client blocks the event loop."""
    client = bench.create("Async")
    run = bench.require(client, method)
    await client.chat()
    async with heartbeat() as heart:
        await run(*arguments)
    return {"blocked": heart.longest}


async def polls(bench: Bench) -> Metrics:
    client = bench.create("Async")
    run = bench.require(client, "job")
    await client.chat()
    async with heartbeat() as heart:
        await asyncio.gather(*(run("org/model") for _ in range(24)))
    return {"blocked": heart.longest}


async def large_upload(bench: Bench) -> Metrics:
    with AudioFile(64 * MIB) as path:
        return await blocked_by(bench, "upload", path)


async def large_upload_base64(bench: Bench) -> Metrics:
    with AudioFile(64 * MIB) as path:
        return await blocked_by(bench, "upload_base64", path)


async def large_download(bench: Bench) -> Metrics:
    return await blocked_by(bench, "download", "media-64")


async def look_ups(bench: Bench) -> Metrics:
    """Call ten models that the client has not looked up before, one after another."""
    client = bench.create("Async")
    look_up = bench.require(client, "look_up")
    await client.chat()
    async with heartbeat() as heart:
        for number in range(10):
            await look_up(f"org/model-{number}")
    return {"blocked": heart.longest}


async def many_streams(bench: Bench, pause: float) -> Metrics:
    """Read 500 streams with a chunk every 100 ms; a pause separates their starts."""
    client = bench.create("Async")
    await client.chat()

    async def read() -> int:
        return len([None async for chunk in await client.stream("slow-20") if client.text(chunk)])

    async with heartbeat() as heart:
        tasks: list[asyncio.Task[int]] = []
        for _ in range(STREAMS):
            tasks.append(asyncio.create_task(read()))
            if pause:
                await asyncio.sleep(pause)
        assert set(await asyncio.gather(*tasks)) == {20}
    return {"blocked": heart.longest}


async def streams_500(bench: Bench) -> Metrics:
    return await many_streams(bench, 0.003)


async def streams_500_at_once(bench: Bench) -> Metrics:
    return await many_streams(bench, 0)


SCENARIOS: dict[str, Callable[[Bench], Any]] = {
    function.__name__: function
    for function in (
        chat_sync,
        chat_async,
        next_client_sync,
        next_client_async,
        many_64,
        many_256,
        stream_sync,
        stream_async,
        paced_sync,
        paced_async,
        abandoned_sync,
        abandoned_async,
        completed_sync,
        completed_async,
        cases,
        event,
        image,
        floats,
        base64_floats,
        upload,
        upload_base64,
        job,
        jobs,
        polls,
        large_upload,
        large_upload_base64,
        large_download,
        look_ups,
        streams_500,
        streams_500_at_once,
    )
}


def run(bench: Bench, name: str) -> Metrics:
    scenario = SCENARIOS[name]
    if not asyncio.iscoroutinefunction(scenario):
        measured: Metrics = scenario(bench)
        return measured
    return asyncio.run(scenario(bench))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--client", required=True)
    parser.add_argument("--transport")
    parser.add_argument("--url", required=True)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("scenarios", nargs="+", choices=SCENARIOS)
    options = parser.parse_args()
    bench = Bench(options.client, options.transport, options.url, options.seconds)
    for name in options.scenarios:
        try:
            measured = run(bench, name)
        except SkippedError as reason:
            measured = {"skipped": str(reason)}
        except Exception as error:
            outcome = "skipped" if bench.is_refused(error) else "failed"
            measured = {outcome: f"{type(error).__name__}: {error}"[:200]}
        print(json.dumps({"scenario": name, **measured}), flush=True)
    os._exit(0)  # threads that a client leaves running must not delay the exit


if __name__ == "__main__":
    main()
