"""Make very many calls, leave and break very many streams, and look whether anything is left behind.

Prints memory, connections and file descriptors along the way; fails where they grow. ``python benchmarks/soak.py``
makes 20,000 calls, 2,000 abandoned and 2,000 broken streams, with each driver; ``--calls 2000`` makes a tenth.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from inferwire import AsyncInferenceClient, ChatCompletionInputMessage, InferenceClient, StreamError

MESSAGES: list[ChatCompletionInputMessage] = [{"role": "user", "content": "Hello"}]
ROUNDS = 10
MOST_GROWTH = 1024  # KiB from the second round to the last
MOST_CONNECTIONS = 3  # one in use, and what the server has not yet seen closed
SERVER = Path(__file__).parent / "soak_server.py"


class Looker:
    """Looks at the process and at the server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.rows: list[tuple[int, int, int]] = []

    def look(self, done: int) -> None:
        """Print and keep how things stand."""
        gc.collect()
        time.sleep(0.05)  # the server takes note of what was closed
        memory = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
        connections = int(httpx.get(f"{self.url}/open").text) - 1  # without the one that asks
        files = len(os.listdir("/proc/self/fd")) - 1
        self.rows.append((memory, connections, files))
        print(f"| {done:,} | {memory:,} | {connections} | {files} |", flush=True)

    def complaints(self) -> list[str]:
        """Say what grew."""
        (first, _, files), *_, (last, connections, last_files) = self.rows[1:]
        found: list[str] = []
        if last - first > MOST_GROWTH:
            found.append(f"memory grew by {last - first} KiB")
        if connections > MOST_CONNECTIONS:
            found.append(f"{connections} connections stayed open")
        if last_files > files + 2:
            found.append(f"{last_files - files} file descriptors stayed open")
        return found


def plan(calls: int) -> list[str]:
    """Give what one round does, in an order of its own."""
    kinds = ["call"] * calls + ["left", "broken"] * (calls // 10)
    random.shuffle(kinds)
    return kinds


def run_sync(url: str, calls: int, looker: Looker) -> None:
    """Make the calls, blocking."""
    with InferenceClient("m", base_url=url, api_key="k") as client:
        for number in range(ROUNDS):
            for kind in plan(calls):
                if kind == "call":
                    assert client.chat_completion(MESSAGES).choices
                    continue
                stream = client.chat_completion(MESSAGES, stream=True, extra_body={"cut": kind == "broken"})
                if kind == "left":
                    next(stream)
                    continue
                try:
                    list(stream)
                except StreamError as error:
                    assert len(error.received) == 3
                else:
                    raise AssertionError("a broken stream passed for a whole one")
            looker.look((number + 1) * calls)


async def run_async(url: str, calls: int, looker: Looker) -> None:
    """Make the calls without blocking the event loop."""
    async with AsyncInferenceClient("m", base_url=url, api_key="k") as client:
        for number in range(ROUNDS):
            for kind in plan(calls):
                if kind == "call":
                    assert (await client.chat_completion(MESSAGES)).choices
                    continue
                stream = await client.chat_completion(MESSAGES, stream=True, extra_body={"cut": kind == "broken"})
                if kind == "left":
                    await anext(stream)
                    continue
                try:
                    async for _ in stream:
                        pass
                except StreamError as error:
                    assert len(error.received) == 3
                else:
                    raise AssertionError("a broken stream passed for a whole one")
            del stream
            await asyncio.sleep(0.05)  # what was forgotten is closed in the loop's next rounds
            looker.look((number + 1) * calls)


def soak(name: str, run: Callable[[str, int, Looker], None], calls: int) -> list[str]:
    """Run against a server of its own."""
    server = subprocess.Popen([sys.executable, str(SERVER)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    print(f"\n{name}\n\n| calls | memory KiB | connections | files |\n| --- | --- | --- | --- |")
    looker = Looker(url)
    start = time.monotonic()
    try:
        run(url, calls // ROUNDS, looker)
    finally:
        server.kill()
        server.communicate()
    print(f"\n{time.monotonic() - start:.0f} s")
    return [f"{name}: {text}" for text in looker.complaints()]


def main() -> int:
    """Run both drivers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=20_000)
    calls: int = parser.parse_args().calls
    complaints = soak("sync", run_sync, calls)
    complaints += soak("async", lambda url, count, looker: asyncio.run(run_async(url, count, looker)), calls)
    print("\n".join(complaints) or "\nall flat")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
