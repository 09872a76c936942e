"""What is measured of one client, in a process of its own: prints one JSON line for each scenario it is told.

CPU is user and system time of this process, all its threads included. Memory is what the operating system counts.
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

MIB = 1024 * 1024
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # as malloc.h of glibc has them
STREAMS = 500
CALLS_AT_ONCE = 512  # in a batch
BATCHES = 5
Metrics = dict[str, Any]


class SkippedError(Exception):
    """Say why a client does not take part in a scenario."""


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def memory(field: str) -> int:
    """Give ``VmRSS``, what this process holds, or ``VmHWM``, the most it ever held, in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) * 1024
    raise SkippedError("this system does not tell how much memory a process holds")


def forget_peak() -> int:
    """Have the most ever held begin at what is held now; give that."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return memory("VmRSS")


class Bench:
    """One client and one upstream."""

    def __init__(self, module: str, http: str | None, url: str, seconds: float) -> None:
        self.module = module
        self.http = http
        self.url = url
        self.seconds = seconds  # how long a repeated thing is repeated

    def make(self, kind: str) -> Any:
        client = getattr(importlib.import_module(f"clients.{self.module}"), kind)
        try:
            return client(self.url, self.http)
        except TypeError as error:
            if self.http is not None and "http" in str(error):
                raise SkippedError(f"this inferwire takes no http={self.http!r}") from error
            raise
        except Exception as error:
            if self.http is not None and type(error).__module__.startswith("inferwire"):
                raise SkippedError(str(error)) from error
            raise

    def need(self, client: Any, name: str) -> Any:
        if not hasattr(client, name):
            raise SkippedError("it cannot do that")
        return getattr(client, name)

    def counters(self) -> dict[str, int]:
        """Ask the upstream what it has seen."""
        with urllib.request.urlopen(f"{self.url}/counters") as reply:
            seen: dict[str, int] = json.load(reply)
            return seen

    def repeat(self, function: Callable[[], object], least: int = 1) -> float:
        """Give CPU seconds of one call: the least of five batches, since others on the machine only add to it.

        Args:
            function: What is called.
            least: How many calls a batch has at least.
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
        """Do the same on an event loop."""
        batches: list[float] = []
        for _ in range(BATCHES):
            count, start, start_cpu = 0, time.perf_counter(), cpu()
            while count < least or time.perf_counter() - start < self.seconds / BATCHES:
                await function()
                count += 1
            batches.append((cpu() - start_cpu) / count)
        return min(batches)

    def large(self, function: Callable[[], object]) -> Metrics:
        """Measure something large: how far memory grows in the first time, then CPU."""
        before = forget_peak()
        function()
        grown = memory("VmHWM") - before
        seconds = self.repeat(function)
        return {"cpu": seconds * 1e3, "mib": grown / MIB}


# One call after another


def chat_sync(bench: Bench) -> Metrics:
    client = bench.make("Sync")
    for _ in range(20):
        assert client.chat() == "Hello! How can I help you today?"
    return {"cpu": bench.repeat(client.chat, 20) * 1e6}


async def chat_async(bench: Bench) -> Metrics:
    client = bench.make("Async")
    for _ in range(20):
        assert await client.chat() == "Hello! How can I help you today?"
    return {"cpu": await bench.repeat_async(client.chat, 20) * 1e6}


def next_client_sync(bench: Bench) -> Metrics:
    """Making a client where there is one already; and making one, with its first answer, less an answer."""
    bench.make("Sync").chat()
    kept = [bench.make("Sync") for _ in range(3)]
    making = bench.repeat(lambda: kept.append(bench.make("Sync")), 3)
    del kept[3:]
    first = bench.repeat(lambda: bench.make("Sync").chat(), 3)
    for _ in range(20):
        kept[0].chat()
    again = bench.repeat(kept[0].chat, 20)
    return {"cpu": making * 1e3, "with_answer": max(first - again, 0.0) * 1e3}


async def next_client_async(bench: Bench) -> Metrics:
    async def first_answer() -> None:
        client = bench.make("Async")
        await client.chat()
        await client.close()

    await first_answer()
    kept = [bench.make("Async") for _ in range(3)]
    making = bench.repeat(lambda: kept.append(bench.make("Async")), 3)
    del kept[3:]
    first = await bench.repeat_async(first_answer, 3)
    for _ in range(20):
        await kept[0].chat()
    again = await bench.repeat_async(kept[0].chat, 20)
    return {"cpu": making * 1e3, "with_answer": max(first - again, 0.0) * 1e3}


# Many calls at once


async def many(bench: Bench, count: int) -> Metrics:
    client = bench.make("Async")
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
    client = bench.make("Sync")

    def read() -> None:
        count = 0
        for chunk in client.stream("stream-2000"):
            count += len(client.text(chunk)) > 0
        assert count == 2000

    read()
    return {"cpu": bench.repeat(read) / 2000 * 1e6}


async def stream_async(bench: Bench) -> Metrics:
    client = bench.make("Async")

    async def read() -> None:
        count = 0
        async for chunk in await client.stream("stream-2000"):
            count += len(client.text(chunk)) > 0
        assert count == 2000

    await read()
    return {"cpu": await bench.repeat_async(read) / 2000 * 1e6}


def paced_sync(bench: Bench) -> Metrics:
    client = bench.make("Sync")
    list(client.stream("stream-20"))
    start = cpu()
    assert len([None for chunk in client.stream("paced-500") if client.text(chunk)]) == 500
    return {"cpu": (cpu() - start) / 500 * 1e6}


async def paced_async(bench: Bench) -> Metrics:
    client = bench.make("Async")
    async for _ in await client.stream("stream-20"):
        pass
    start = cpu()
    assert len([None async for chunk in await client.stream("paced-500") if client.text(chunk)]) == 500
    return {"cpu": (cpu() - start) / 500 * 1e6}


def abandoned_sync(bench: Bench) -> Metrics:
    client = bench.make("Sync")

    def leave(count: int) -> int:
        for _ in range(count):
            for _chunk in client.stream("stream-2000"):
                break
        gc.collect()
        return memory("VmRSS")

    before = leave(50)
    after = leave(STREAMS)
    client.chat()
    time.sleep(0.1)
    return {"kib": (after - before) / STREAMS / 1024, "open": bench.counters()["open"]}


async def abandoned_async(bench: Bench) -> Metrics:
    client = bench.make("Async")

    async def leave(count: int) -> int:
        for _ in range(count):
            async for _chunk in await client.stream("stream-2000"):
                break
        gc.collect()
        await asyncio.sleep(0.1)
        return memory("VmRSS")

    before = await leave(50)
    after = await leave(STREAMS)
    await client.chat()
    await asyncio.sleep(0.1)
    return {"kib": (after - before) / STREAMS / 1024, "open": bench.counters()["open"]}


def read_out_sync(bench: Bench) -> Metrics:
    client = bench.make("Sync")
    list(client.stream("stream-20"))
    before = bench.counters()["opened"]
    for _ in range(STREAMS):
        for _chunk in client.stream("stream-20"):
            pass
    return {"new": bench.counters()["opened"] - before - 1}  # one is the question itself


async def read_out_async(bench: Bench) -> Metrics:
    client = bench.make("Async")
    async for _chunk in await client.stream("stream-20"):
        pass
    before = bench.counters()["opened"]
    for _ in range(STREAMS):
        async for _chunk in await client.stream("stream-20"):
            pass
    return {"new": bench.counters()["opened"] - before - 1}


def cases(bench: Bench) -> Metrics:
    """Read every legal stream and compare the texts."""
    client = bench.make("Sync")
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
        elif len(case.pieces) > 1 and first > streams.LATE:
            wrong[case.name] = "late"
    return {"wrong": len(wrong), "names": wrong}


def event(bench: Bench) -> Metrics:
    """Read an event of 4 MiB and one of 1 MiB, that come in pieces of 4 KiB; 4 times the CPU is linear."""
    client = bench.make("Sync")

    def read(size: int) -> None:
        assert sum(len(client.text(chunk)) for chunk in client.stream(f"event-{size}")) == size * MIB

    def ratio() -> float:
        return bench.repeat(lambda: read(4)) / bench.repeat(lambda: read(1))

    read(1)
    as_it_comes = ratio()
    return {"ratio": as_it_comes} | ({"kept": ratio()} if keep_memory() else {})


def keep_memory() -> bool:
    """Have the C allocator keep what is freed; give whether it can be told to.

    It gives 8 MiB back after each event of 4 MiB, and nothing after one of 1 MiB. That the system has to find the pages
    again, 2,000 of them, takes a fourth of the time, and has nothing to do with how events are decoded.
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
    client = bench.make("Sync")
    client.chat()
    ask = bench.need(client, "image")
    data_url = "data:image/png;base64," + "QUJD" * (2 * MIB)
    return bench.large(lambda: ask(data_url))


def floats(bench: Bench) -> Metrics:
    client = bench.make("Sync")
    client.chat()
    return bench.large(bench.need(client, "floats"))


def base64_floats(bench: Bench) -> Metrics:
    client = bench.make("Sync")
    client.chat()
    if not getattr(client, "asks_for_base64", lambda: True)():
        raise SkippedError("no provider is asked for base64")
    return bench.large(bench.need(client, "base64_floats"))


def upload(bench: Bench, method: str = "upload") -> Metrics:
    client = bench.make("Sync")
    client.chat()
    send = bench.need(client, method)
    with SoundFile(32 * MIB) as path:
        send_first = bench.counters()["received"]
        measured = bench.large(lambda: send(path))
        assert bench.counters()["received"] - send_first > 32 * MIB
    return measured


def upload_base64(bench: Bench) -> Metrics:
    return upload(bench, "upload_base64")


class SoundFile:
    """A sound file of a given size, for as long as it is needed."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __enter__(self) -> Path:
        handle, name = tempfile.mkstemp(suffix=".wav")
        self.path = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(b"RIFF\0\0\0\0WAVE")
            piece = bytes(range(256)) * 4096
            for _ in range(self.size // len(piece)):
                file.write(piece)
        self.path.read_bytes()  # into the cache of the system
        gc.collect()
        return self.path

    def __exit__(self, *_: object) -> None:
        self.path.unlink()


# The event loop


def kept_waiting() -> float:
    """Give the seconds in which this thread could have run and the system ran others."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_bytes().split()[1]) / 1e9
    except OSError:
        return 0.0


class Heartbeat:
    """Wakes every 5 ms; ``longest`` is by how many ms it was ever late, less what went to other programs."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        while True:
            start, start_waiting = time.perf_counter(), kept_waiting()
            await asyncio.sleep(0.005)
            late = time.perf_counter() - start - 0.005 - (kept_waiting() - start_waiting)
            self.longest = max(self.longest, late * 1e3)


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
    """One queue job, from making the client on: how long the loop stood still."""
    async with heartbeat() as heart:
        client = bench.make("Async")
        assert len(await bench.need(client, "job")("org/quick")) == MIB
    return {"still": heart.longest}


async def jobs(bench: Bench) -> Metrics:
    client = bench.make("Async")
    run = bench.need(client, "job")
    start = time.perf_counter()
    for data in await asyncio.gather(*(run("org/model") for _ in range(24))):
        assert len(data) == MIB
    return {"seconds": time.perf_counter() - start}


async def during(bench: Bench, method: str, *arguments: Any) -> Metrics:
    """Do one thing with a client that has answered before."""
    client = bench.make("Async")
    run = bench.need(client, method)
    await client.chat()
    async with heartbeat() as heart:
        await run(*arguments)
    return {"still": heart.longest}


async def polls(bench: Bench) -> Metrics:
    client = bench.make("Async")
    run = bench.need(client, "job")
    await client.chat()
    async with heartbeat() as heart:
        await asyncio.gather(*(run("org/model") for _ in range(24)))
    return {"still": heart.longest}


async def large_upload(bench: Bench) -> Metrics:
    with SoundFile(64 * MIB) as path:
        return await during(bench, "upload", path)


async def large_upload_base64(bench: Bench) -> Metrics:
    with SoundFile(64 * MIB) as path:
        return await during(bench, "upload_base64", path)


async def large_download(bench: Bench) -> Metrics:
    return await during(bench, "download", "medium-64")


async def look_ups(bench: Bench) -> Metrics:
    """Ask for ten models that the client knows nothing of, one after another."""
    client = bench.make("Async")
    look_up = bench.need(client, "look_up")
    await client.chat()
    async with heartbeat() as heart:
        for number in range(10):
            await look_up(f"org/model-{number}")
    return {"still": heart.longest}


async def many_streams(bench: Bench, pause: float) -> Metrics:
    """Read 500 streams of a chunk every 100 ms; the next one is begun after a pause."""
    client = bench.make("Async")
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
    return {"still": heart.longest}


async def streams_500(bench: Bench) -> Metrics:
    return await many_streams(bench, 0.003)


async def streams_500_begun_at_once(bench: Bench) -> Metrics:
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
        read_out_sync,
        read_out_async,
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
        streams_500_begun_at_once,
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
    parser.add_argument("--http")
    parser.add_argument("--url", required=True)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("scenarios", nargs="+", choices=SCENARIOS)
    options = parser.parse_args()
    bench = Bench(options.client, options.http, options.url, options.seconds)
    for name in options.scenarios:
        try:
            measured = run(bench, name)
        except SkippedError as reason:
            measured = {"skipped": str(reason)}
        except Exception as error:
            measured = {"failed": f"{type(error).__name__}: {error}"[:200]}
        print(json.dumps({"scenario": name, **measured}), flush=True)
    os._exit(0)  # what a client leaves running must not hold up the next


if __name__ == "__main__":
    main()
