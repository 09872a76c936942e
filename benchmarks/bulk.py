"""Rows a second, CPU and memory of bulk runs, next to what users write by hand.

    python benchmarks/bulk.py --rows 20000 --rounds 3

A server in a process of its own classifies text and chats as fast as it can. Every contender runs in a process of its
own, too, one after the other in each round; a contender whose library is not installed is left out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec

LABELS = json.dumps([[{"label": "good", "score": 0.75}, {"label": "bad", "score": 0.25}]]).encode()
CHAT = json.dumps(
    {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "good"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 4, "completion_tokens": 1, "total_tokens": 5},
    }
).encode()
LENGTH = re.compile(rb"content-length: (\d+)", re.I)


class Server(asyncio.Protocol):
    """Responds to every request at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            found = LENGTH.search(self.buffer, 0, end)
            size = end + 4 + (int(found[1]) if found else 0)
            if len(self.buffer) < size:
                return
            body = CHAT if b"/chat/" in self.buffer[:200] else LABELS
            if b'"inputs":["' in self.buffer[end:size]:
                count = len(json.loads(self.buffer[end + 4 : size])["inputs"])
                body = b"[" + b",".join([LABELS[1:-1]] * count) + b"]"
            self.buffer = self.buffer[size:]
            head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
            self.transport.write(head + body)  # type: ignore[attr-defined]


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Server, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def texts(rows: int) -> object:
    return (f"text number {number}" for number in range(rows))


def chats(rows: int) -> object:
    return ([{"role": "user", "content": text}] for text in texts(rows))  # type: ignore[attr-defined]


def run_map(url: str, rows: int, *, task: str = "text-classification", **options: object) -> None:
    from inferwire import InferenceClient

    source = chats(rows) if task == "chat-completion" else texts(rows)
    with InferenceClient(base_url=url) as client, client.map(task, source, total=rows, **options) as run:
        assert sum(result.ok for result in run) == rows


def run_journal(url: str, rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run_map(url, rows, journal=os.path.join(folder, "run.jsonl"))


def run_openai(url: str, rows: int) -> None:
    import openai

    async def main() -> None:
        client = openai.AsyncOpenAI(base_url=f"{url}/v1", api_key="x")
        slots = asyncio.Semaphore(64)

        async def call(messages: object) -> object:
            async with slots:
                return await client.chat.completions.create(model="m", messages=messages)  # type: ignore[call-overload]

        results = await asyncio.gather(*map(call, chats(rows)))  # type: ignore[call-overload]
        assert len(results) == rows

    asyncio.run(main())


def run_litellm(url: str, rows: int) -> None:
    import litellm

    options = {"api_base": f"{url}/v1", "api_key": "x", "max_workers": 64}
    for start in range(0, rows, 1000):
        messages = list(chats(min(1000, rows - start)))  # type: ignore[call-overload]
        results = litellm.batch_completion(model="openai/m", messages=messages, **options)
        assert all(not isinstance(result, Exception) for result in results)


def run_datasets(url: str, rows: int) -> None:
    import datasets
    from huggingface_hub import InferenceClient

    client = InferenceClient(model=url)
    dataset = datasets.Dataset.from_dict({"text": list(texts(rows))})  # type: ignore[call-overload]
    datasets.disable_progress_bars()
    dataset.map(lambda row: {"label": client.text_classification(row["text"])[0].label}, num_proc=4)


CONTENDERS = {
    "inferwire map, classification": (run_map, None),
    "inferwire map, classification, journal": (run_journal, None),
    "inferwire map, classification, packs of 32": (lambda url, rows: run_map(url, rows, batch_size=32), None),
    "inferwire map, chat": (lambda url, rows: run_map(url, rows, task="chat-completion", model="m"), None),
    "openai, gather and semaphore, chat": (run_openai, "openai"),
    "litellm.batch_completion, chat": (run_litellm, "litellm"),
    "datasets.map, 4 processes, classification": (run_datasets, "datasets"),
}


def run_one(name: str, url: str, rows: int) -> None:
    contender, _ = CONTENDERS[name]
    began = time.perf_counter()
    contender(url, rows)  # type: ignore[operator]
    seconds = time.perf_counter() - began
    own, children = (resource.getrusage(scope) for scope in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    peak = max(own.ru_maxrss, children.ru_maxrss)
    print(json.dumps({"rate": rows / seconds, "cpu": cpu / rows * 1e6, "memory": peak / 1024}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="parts of the names of contenders")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--run", nargs=2, metavar=("NAME", "URL"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(serve())
    elif arguments.run:
        run_one(*arguments.run, arguments.rows)
    else:
        compare(arguments.rows, arguments.rounds, arguments.only)


def compare(rows: int, rounds: int, only: list[str] | None) -> None:
    names = [
        name
        for name, (_, library) in CONTENDERS.items()
        if (library is None or find_spec(library)) and (not only or any(part in name for part in only))
    ]
    command = [sys.executable, os.path.abspath(__file__)]
    figures: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with subprocess.Popen([*command, "--serve"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        try:
            for _ in range(rounds):
                for name in names:
                    done = subprocess.run(
                        [*command, "--rows", str(rows), "--run", name, url], capture_output=True, text=True, check=False
                    )
                    if done.returncode:
                        print(f"{name} failed: {done.stderr[-300:]}", file=sys.stderr)
                    else:
                        figures[name].append(json.loads(done.stdout.splitlines()[-1]))
        finally:
            server.terminate()
    print(f"{rows} rows, median of {rounds} rounds\n")
    print("| | rows/s | CPU, µs a row | peak memory, MiB |\n| --- | --- | --- | --- |")
    for name, found in figures.items():
        if found:
            rate, cpu, memory = (statistics.median(each[key] for each in found) for key in ("rate", "cpu", "memory"))
            print(f"| {name} | {rate:,.0f} | {cpu:,.0f} | {memory:,.0f} |")


if __name__ == "__main__":
    main()
