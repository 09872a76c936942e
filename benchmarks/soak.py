"""Check that memory and connections stay flat over many calls and many streams, some abandoned, some broken.

``nox -s soak`` runs each client twice against a server on bare sockets: once with the memory that the operating system
reports, and once with ``tracemalloc``, which locates growth but is slow and gets a quarter of the calls. The command
compares the figures after a warm-up with those at the end, and fails if any of these grew. ``--transport`` takes a
transport, or ``all``.
"""

from __future__ import annotations

import argparse
import asyncio
import faulthandler
import gc
import json
import os
import subprocess
import sys
import time
import tracemalloc
import urllib.request
from pathlib import Path
from typing import Any

from clients.ours import transport_options
from tables import TRANSPORTS, table
from upstream import Upstream, pin
from worker import memory

from inferwire import AsyncInferenceClient, InferenceClient, InferwireError

STEPS = 2_500  # each is ten calls, a stream abandoned after its first chunk, and one that breaks
CALLS = 10
WARM_UP = 200  # steps
AT_ONCE = 8  # tasks of the asynchronous client
TIME_LIMIT = 600.0  # seconds that a process may run
ALLOWED = {"rss": 2 * 1024**2, "traced": 256 * 1024}  # bytes, over 2,300 steps and 425
MESSAGES: Any = [{"role": "user", "content": "Hello"}]


class Sync:
    """The blocking client."""

    def __init__(self, url: str, transport: str | None) -> None:
        client = InferenceClient(api_key="k", **transport_options(InferenceClient, transport))
        self.chat, self.long, self.cut = (client.endpoint(f"{url}/{name}/v1") for name in PATHS)

    def work(self, steps: int) -> None:
        for _ in range(steps):
            for _ in range(CALLS):
                self.chat.chat_completion(MESSAGES, model="m")
            for _ in self.long.chat_completion(MESSAGES, model="m", stream=True):
                break
            try:
                self.cut.chat_completion(MESSAGES, model="m", stream=True).text()
            except InferwireError:
                continue
            raise AssertionError("a broken stream raised no error")


class Async:
    """The asynchronous client, with several tasks at once on one event loop."""

    def __init__(self, url: str, transport: str | None) -> None:
        client = AsyncInferenceClient(api_key="k", **transport_options(AsyncInferenceClient, transport))
        self.chat, self.long, self.cut = (client.endpoint(f"{url}/{name}/v1") for name in PATHS)
        self.runner = asyncio.Runner()

    def work(self, steps: int) -> None:
        self.runner.run(self.tasks(steps))

    async def tasks(self, steps: int) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self.task(steps // AT_ONCE))
        await asyncio.sleep(0.2)  # tasks of the loop close abandoned streams

    async def task(self, steps: int) -> None:
        for _ in range(steps):
            for _ in range(CALLS):
                await self.chat.chat_completion(MESSAGES, model="m")
            async for _ in await self.long.chat_completion(MESSAGES, model="m", stream=True):
                break
            try:
                await (await self.cut.chat_completion(MESSAGES, model="m", stream=True)).text()
            except InferwireError:
                continue
            raise AssertionError("a broken stream raised no error")


PATHS = ("chat", "stream-200", "cut-5")
CLIENTS = {"sync": Sync, "async": Async}


def measure(url: str) -> dict[str, int]:
    """Return the memory, files and threads of this process, and the connections that the server has open."""
    gc.collect()
    time.sleep(0.2)  # until the server has noticed closed connections
    with urllib.request.urlopen(f"{url}/counters") as response:
        counts = json.load(response)
    traced = tracemalloc.get_traced_memory()[0] if tracemalloc.is_tracing() else 0
    return {
        "rss": memory("VmRSS"),
        "traced": traced,
        "open": counts["open"],
        "files": len(os.listdir("/proc/self/fd")),
        "threads": len(os.listdir("/proc/self/task")),
    }


def child(client: str, url: str, transport: str | None, *, traced: bool) -> None:
    """Measure after a warm-up and at the end, and print both."""
    faulthandler.dump_traceback_later(TIME_LIMIT, exit=True)
    worker = CLIENTS[client](url, transport)
    worker.work(WARM_UP)
    if traced:
        tracemalloc.start()
        worker.work(WARM_UP)
    figures = [measure(url)]
    before = tracemalloc.take_snapshot() if traced else None
    worker.work((STEPS // 4 if traced else STEPS) - WARM_UP)
    figures.append(measure(url))
    growth: list[str] = []
    if before is not None:
        differences = tracemalloc.take_snapshot().compare_to(before, "lineno")
        ours = [each for each in differences if each.size_diff > 0 and "tracemalloc" not in each.traceback[0].filename]
        growth = [f"{each.size_diff:+,} bytes at {location(each.traceback[0])}" for each in ours[:5]]
    print(json.dumps({"figures": figures, "growth": growth}), flush=True)
    os._exit(0)


def location(frame: tracemalloc.Frame) -> str:
    return f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}"


def soak(client: str, url: str, transport: str | None, *, traced: bool) -> tuple[list[str], bool]:
    """Run one process; return a row of the table, and whether everything stayed flat."""
    command = [sys.executable, __file__, "--child", client, "--url", url]
    command += ["--transport", transport] if transport else []
    start = time.perf_counter()
    done = subprocess.run([*command, "--traced"] if traced else command, capture_output=True, text=True)
    name = f"{client}{f', {transport}' if transport else ''}{', traced' if traced else ''}"
    if done.returncode:
        print(done.stderr[-3000:], file=sys.stderr)
        return [name, *["–"] * 4, "**no**: it failed or hung, see above"], False
    report = json.loads(done.stdout.splitlines()[-1])
    before, after = report["figures"]
    field = "traced" if traced else "rss"
    growth = after[field] - before[field]
    sockets = [each["files"] - each["open"] for each in (before, after)]
    is_flat = growth <= ALLOWED[field] and after["open"] <= AT_ONCE and sockets[1] <= sockets[0]
    is_flat = is_flat and after["threads"] <= before["threads"]
    if traced and not is_flat:
        print(*report["growth"], sep="\n", file=sys.stderr)
    memory_text = f"{before[field] / 1024**2:.2f} → {after[field] / 1024**2:.2f} MiB"
    counts = [f"{before[key]} → {after[key]}" for key in ("open", "files", "threads")]
    print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return [name, memory_text, *counts, "yes" if is_flat else "**no**"], is_flat


def main() -> int:
    parser = argparse.ArgumentParser(prog="nox -s soak --", description=__doc__)
    parser.add_argument("--transport", choices=[*TRANSPORTS, "all"], help="send requests over this transport")
    parser.add_argument("--client", choices=CLIENTS, help="run only this one")
    parser.add_argument("--child", choices=CLIENTS, help=argparse.SUPPRESS)
    parser.add_argument("--traced", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.url, options.transport, traced=options.traced)
    lines = [["client", "memory", "open connections", "open files", "threads", "flat"]]
    transports = [None, *TRANSPORTS] if options.transport == "all" else [options.transport]
    are_flat: list[bool] = []
    for traced in (False, True):
        for transport in transports:
            clients = ["async"] if transport == "aiohttp" else list(CLIENTS)  # aiohttp has no blocking client
            for client in [options.client] if options.client else clients:
                with Upstream() as upstream:
                    pin(1)
                    line, is_flat = soak(client, upstream.url, transport, traced=traced)
                lines.append(line)
                are_flat.append(is_flat)
    counts = f"{STEPS * CALLS:,} calls, {STEPS:,} streams abandoned after the first chunk, {STEPS:,} broken ones"
    print(f"{counts}; a quarter of that if memory is traced. Figures after {WARM_UP} steps → at the end:\n")
    print(table(lines))
    return 0 if all(are_flat) else 1


if __name__ == "__main__":
    sys.exit(main())
