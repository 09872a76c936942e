"""Many calls, many streams that are left or broken: does memory stay flat, and are all connections given back?

``nox -s soak`` runs each driver twice against a server on bare sockets: once looking at what the operating system
counts, once with ``tracemalloc``, which knows what grew but is slow and makes a quarter of the calls. Figures after a
warm-up are held against those at the end; fails where anything grew.
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

from tables import CHOICES, table
from upstream import Upstream, pin
from worker import memory

from inferwire import AsyncInferenceClient, InferenceClient, InferwireError

STEPS = 2_000  # each is ten calls, a stream that is left after its first chunk, and one that breaks
CALLS = 10
WARM_UP = 200  # steps
AT_ONCE = 8  # tasks of the asynchronous driver
LONGEST = 200.0  # seconds of one process
ALLOWED = {"rss": 2 * 1024**2, "traced": 256 * 1024}  # bytes, over 1,800 steps and 450
MESSAGES: Any = [{"role": "user", "content": "Hello"}]


class Sync:
    """The blocking driver."""

    def __init__(self, url: str, **choice: Any) -> None:
        client = InferenceClient(api_key="k", **choice)
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
            raise AssertionError("a broken stream passed for a whole one")


class Async:
    """The asynchronous driver, with some tasks at once on an event loop that stays."""

    def __init__(self, url: str, **choice: Any) -> None:
        client = AsyncInferenceClient(api_key="k", **choice)
        self.chat, self.long, self.cut = (client.endpoint(f"{url}/{name}/v1") for name in PATHS)
        self.runner = asyncio.Runner()

    def work(self, steps: int) -> None:
        self.runner.run(self.tasks(steps))

    async def tasks(self, steps: int) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self.task(steps // AT_ONCE))
        await asyncio.sleep(0.2)  # streams that are left are closed by tasks of the loop

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
            raise AssertionError("a broken stream passed for a whole one")


PATHS = ("chat", "stream-200", "cut-5")
DRIVERS = {"sync": Sync, "async": Async}


def look(url: str) -> dict[str, int]:
    """Give what this process holds, and how many connections the server sees."""
    gc.collect()
    time.sleep(0.2)  # until the server has seen what was closed
    with urllib.request.urlopen(f"{url}/counters") as reply:
        seen = json.load(reply)
    traced = tracemalloc.get_traced_memory()[0] if tracemalloc.is_tracing() else 0
    return {"rss": memory("VmRSS"), "traced": traced, "open": seen["open"], "files": len(os.listdir("/proc/self/fd"))}


def child(driver: str, url: str, http: str | None, *, traced: bool) -> None:
    """Work, look, work, look; print what was seen."""
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    worker = DRIVERS[driver](url, **({} if http is None else {"http": http}))
    worker.work(WARM_UP)
    if traced:
        tracemalloc.start()
        worker.work(WARM_UP)
    looks = [look(url)]
    before = tracemalloc.take_snapshot() if traced else None
    worker.work((STEPS // 4 if traced else STEPS) - WARM_UP)
    looks.append(look(url))
    grew: list[str] = []
    if before is not None:
        differences = tracemalloc.take_snapshot().compare_to(before, "lineno")
        ours = [each for each in differences if each.size_diff > 0 and "tracemalloc" not in each.traceback[0].filename]
        grew = [f"{each.size_diff:+,} bytes at {place(each.traceback[0])}" for each in ours[:5]]
    print(json.dumps({"looks": looks, "grew": grew}), flush=True)
    os._exit(0)


def place(frame: tracemalloc.Frame) -> str:
    return f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}"


def soak(driver: str, url: str, http: str | None, *, traced: bool) -> tuple[list[str], bool]:
    """Run one process; give a row of the table, and whether everything stayed flat."""
    command = [sys.executable, __file__, "--child", driver, "--url", url]
    command += ["--http", http] if http else []
    start = time.perf_counter()
    done = subprocess.run([*command, "--traced"] if traced else command, capture_output=True, text=True)
    name = f"{driver}{f', {http}' if http else ''}{', traced' if traced else ''}"
    if done.returncode:
        print(done.stderr[-3000:], file=sys.stderr)
        return [name, *["–"] * 3, "**no**: it failed or got stuck, see above"], False
    report = json.loads(done.stdout.splitlines()[-1])
    before, after = report["looks"]
    field = "traced" if traced else "rss"
    grown = after[field] - before[field]
    sockets = [each["files"] - each["open"] for each in (before, after)]
    is_flat = grown <= ALLOWED[field] and after["open"] <= AT_ONCE and sockets[1] <= sockets[0]
    if traced and not is_flat:
        print(*report["grew"], sep="\n", file=sys.stderr)
    memory_text = f"{before[field] / 1024**2:.2f} → {after[field] / 1024**2:.2f} MiB"
    counts = [f"{before[key]} → {after[key]}" for key in ("open", "files")]
    print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return [name, memory_text, *counts, "yes" if is_flat else "**no**"], is_flat


def main() -> int:
    parser = argparse.ArgumentParser(prog="nox -s soak --", description=__doc__)
    parser.add_argument("--http", choices=CHOICES, help="over this HTTP library")
    parser.add_argument("--driver", choices=DRIVERS, help="only this one")
    parser.add_argument("--child", choices=DRIVERS, help=argparse.SUPPRESS)
    parser.add_argument("--traced", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.url, options.http, traced=options.traced)
    lines = [["driver", "memory", "open connections", "open files", "flat"]]
    are_flat: list[bool] = []
    for traced in (False, True):
        for driver in [options.driver] if options.driver else DRIVERS:
            with Upstream() as upstream:
                pin(1)
                line, is_flat = soak(driver, upstream.url, options.http, traced=traced)
            lines.append(line)
            are_flat.append(is_flat)
    counts = f"{STEPS * CALLS:,} calls, {STEPS:,} streams left after the first chunk, {STEPS:,} broken ones"
    print(f"{counts}; a quarter of that where memory is traced. After {WARM_UP} steps, and at the end:\n")
    print(table(lines))
    return 0 if all(are_flat) else 1


if __name__ == "__main__":
    sys.exit(main())
