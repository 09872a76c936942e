"""How long the event loop stands still at most, while calls do what takes long: for inferwire, and for a peer beside it.

A heart beats every 5 ms; the longest time between two beats, less these, is how long nobody else could do anything.
``python benchmarks/watchdog.py`` measures inferwire, and huggingface_hub where it is installed; fails above 50 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

BEAT = 0.005  # seconds
LIMIT = 50  # ms
SIZE = 64 * 1024**2  # bytes of an upload and of a download
STREAMS = 500
HERE = Path(__file__).parent
MESSAGES: Any = [{"role": "user", "content": "Hello"}]
Work = Callable[[], Awaitable[object]]


async def longest_standstill(work: Work) -> float:
    """Give the longest time in ms that the event loop stood still during ``work``."""
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            start = time.perf_counter()
            await asyncio.sleep(BEAT)
            longest = max(longest, time.perf_counter() - start - BEAT)

    heart = asyncio.create_task(beat())
    await asyncio.sleep(10 * BEAT)
    longest = 0.0
    await work()
    heart.cancel()
    return longest * 1000


def ours(url: str, sound: Path) -> dict[str, Work]:
    """Give what inferwire does."""
    from inferwire import AsyncInferenceClient, Timeout

    patient = Timeout(connect=60)
    routed = AsyncInferenceClient(api_key="hf_key", emulator_url=url)
    direct = AsyncInferenceClient(api_key="key", emulator_url=url)
    server = AsyncInferenceClient("m", base_url=url, api_key="key", timeout=patient)

    async def stream() -> None:
        async for _ in await server.chat_completion(MESSAGES, stream=True):
            pass

    async def look_up() -> None:
        await asyncio.gather(*(routed.summarization("a", model=f"a/{number}") for number in range(24)))

    async def ask_for_jobs() -> None:
        call = direct.text_to_video
        await asyncio.gather(*(call("a", model=f"a/{number}", provider="fal-ai") for number in range(24)))

    async def start_streams() -> None:
        await asyncio.gather(*(stream() for _ in range(STREAMS)))

    return {
        "look-ups on a Hub 200 ms away": look_up,
        "24 jobs with their polls": ask_for_jobs,
        "an upload of 64 MiB": lambda: server.automatic_speech_recognition(sound),
        "the same as base64 in JSON": lambda: server.automatic_speech_recognition(
            sound, extra_parameters={"language": "en"}
        ),
        "a download of 64 MiB": lambda: server.text_to_image("large"),
        f"{STREAMS} streams at once": start_streams,
    }


def theirs(url: str, sound: Path) -> dict[str, Work]:
    """Give what huggingface_hub does; what cannot be led to this server is left out."""
    os.environ["HF_ENDPOINT"] = f"{url}/huggingface.co"
    from huggingface_hub import AsyncInferenceClient  # type: ignore[import-not-found, unused-ignore]

    server = AsyncInferenceClient(base_url=url, api_key="key")
    native = AsyncInferenceClient(model=url, token="key")
    routed = AsyncInferenceClient(provider="hf-inference", api_key="hf_key")

    async def look_up() -> None:
        try:
            await routed.summarization("a", model="a/1")
        except Exception:  # noqa: BLE001, S110 - the router itself is out of reach: only the look-up counts
            pass

    async def stream() -> None:
        async for _ in await server.chat_completion(MESSAGES, model="m", stream=True):
            pass

    async def start_streams() -> None:
        await asyncio.gather(*(stream() for _ in range(STREAMS)))

    return {
        "look-ups on a Hub 200 ms away": look_up,
        "an upload of 64 MiB": lambda: native.automatic_speech_recognition(str(sound)),
        "a download of 64 MiB": lambda: (
            native.post(json={"inputs": "large"}) if hasattr(native, "post") else native.text_to_speech("large")
        ),
        f"{STREAMS} streams at once": start_streams,
    }


async def measure(client: str, url: str, sound: Path) -> None:
    """Print each work's longest standstill."""
    works = (ours if client == "inferwire" else theirs)(url, sound)
    for name, work in works.items():
        gc.collect()
        await work() if "streams" not in name else None  # what loads with a first call is not what this is about
        print(f"{name}\t{await longest_standstill(work):.1f}", flush=True)


def run(client: str, url: str, sound: Path) -> dict[str, float]:
    """Measure one client in a process of its own."""
    command = [sys.executable, __file__, "--client", client, "--url", url, "--sound", str(sound)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        print(done.stderr[-2000:])
    return {name: float(ms) for name, ms in (line.split("\t") for line in done.stdout.splitlines())}


def main() -> int:
    """Measure both and print them side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--client")
    parser.add_argument("--url", default="")
    parser.add_argument("--sound", type=Path)
    chosen = parser.parse_args()
    if chosen.client:
        asyncio.run(measure(chosen.client, chosen.url, chosen.sound))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "large.wav"
        sound.write_bytes(b"RIFF____WAVE" + os.urandom(1024**2) * (SIZE // 1024**2))
        server = subprocess.Popen([sys.executable, str(HERE / "watchdog_server.py")], stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        try:
            mine = run("inferwire", url, sound)
            peer = run("huggingface_hub", url, sound) if find_spec("huggingface_hub") else {}
        finally:
            server.kill()
            server.communicate()
    print("| the event loop's longest standstill, ms | inferwire | huggingface_hub |\n| --- | --- | --- |")
    for name, ms in mine.items():
        print(f"| {name} | {ms:.1f} | {peer.get(name, '–')} |")
    return 0 if mine and max(mine.values()) < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
