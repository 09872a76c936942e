"""Runs every example, blocking and asynchronous, over real HTTP, and prints what came back.

Without arguments against a local emulator, which it starts; ``--live`` against Hugging Face with your own token;
``--base-url URL`` the chat and text examples against any OpenAI-compatible server.
"""

from __future__ import annotations

import argparse
import asyncio
import operator
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from examples import EXAMPLES, Example

import inferwire

OUT = Path(__file__).parent / "out"


class Outcome:
    """What came of one call."""

    def __init__(self, answer: str, seconds: float, error: str | None) -> None:
        self.answer = answer
        self.seconds = seconds
        self.error = error


class Row:
    """What came of one example: blocking, and asynchronous."""

    def __init__(self, example: Example, blocking: Outcome, asynchronous: Outcome) -> None:
        self.example = example
        self.blocking = blocking
        self.asynchronous = asynchronous

    @property
    def answer(self) -> str:
        """The answer; where the two differ, both."""
        if self.blocking.answer == self.asynchronous.answer:
            return self.blocking.answer
        return f"{self.blocking.answer} | {self.asynchronous.answer}"

    @property
    def errors(self) -> list[str]:
        """What went wrong."""
        return [outcome.error for outcome in (self.blocking, self.asynchronous) if outcome.error]


class Setting:
    """Against what the examples run: how clients are made, and which examples make sense."""

    def __init__(self, options: argparse.Namespace, emulator_url: str | None) -> None:
        self.options = options
        self.emulator_url = emulator_url

    def examples(self) -> list[Example]:
        """Give the examples to run."""
        if self.options.base_url:
            return [example for example in EXAMPLES if example.kind in ("chat", "text")]
        if self.options.live:
            return [example for example in EXAMPLES if example.endpoint is None]
        return list(EXAMPLES)

    def client(self, make: Any, example: Example) -> Any:
        """Make the client of an example."""
        if self.options.base_url:
            return make(base_url=self.options.base_url, api_key=self.options.api_key or False)
        if self.emulator_url is None:
            return make()
        key = "sk-of-the-server" if example.key == "server" else "hf_emulated"
        client = make(api_key=key, emulator_url=self.emulator_url)
        return client.endpoint(example.endpoint) if example.endpoint else client

    def named(self, example: Example) -> dict[str, Any]:
        """Give the arguments by name."""
        if self.options.base_url and self.options.model:
            return {**example.named, "model": self.options.model}
        return dict(example.named)


def main() -> int:
    """Run the examples; 1 if one failed."""
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--live", action="store_true", help="call Hugging Face with your own token")
    parser.add_argument("--base-url", help="call an OpenAI-compatible server: the chat and text examples")
    parser.add_argument("--api-key", help="key for --base-url")
    parser.add_argument("--model", help="model for --base-url")
    options = parser.parse_args()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    if options.live or options.base_url:
        return run(Setting(options, None))
    from inferwire_emulator.server import serve  # only where there is no real server

    models = {e.named["model"]: e.task for e in EXAMPLES if "model" in e.named and e.task != "custom"}
    with serve(models=models) as emulator:
        print(f"local emulator at {emulator.url}\n")
        return max(run(Setting(options, emulator.url)), tour(emulator.url))


def run(setting: Setting) -> int:
    """Run all examples with both clients and print the table."""
    rows: list[Row] = []
    for example in setting.examples():
        blocking = measure(example, "sync", lambda example=example: call_sync(setting, example))
        asynchronous = measure(example, "async", lambda example=example: asyncio.run(call_async(setting, example)))
        rows.append(Row(example, blocking, asynchronous))
    print_table(rows)
    failed = [row for row in rows if row.errors]
    media = sorted(path.name for path in OUT.iterdir())
    print(f"\n{len(rows)} examples, each sync and async; {len(failed)} failed; {len(media)} media files in {OUT}")
    for row in failed:
        print(f"\n{row.example.code}", *row.errors, sep="\n  ")
    return 1 if failed else 0


def tour(emulator_url: str) -> int:
    """Call every task of every provider once, over the router and directly, with both clients; 1 if one failed."""
    from inferwire.emulator import TABLES  # only where there is an emulator
    from inferwire_emulator.answers import example_of

    lines: list[tuple[str, ...]] = []
    failures: list[str] = []
    calls = 0
    for name in inferwire.providers():
        provider = TABLES.registry.providers[name]
        ways = ["hf_emulated"] * (provider.kind == "provider") + ["own-key"] * provider.needs_key
        start = time.perf_counter()
        for task in provider.tasks:
            model = f"{name}/{task}" if provider.kind == "client-side" else f"emulated/{task}"
            for key in ways:
                options = {"api_key": key, "provider": name, "model": model, "emulator_url": emulator_url}
                failures += call_once(task, example_of(TABLES, task), options)
                calls += 2
        told = ["routed"] * ("hf_emulated" in ways) + ["direct"] * ("own-key" in ways)
        milliseconds = f"{(time.perf_counter() - start) * 1000:.0f}"
        lines.append((name, ", ".join(told), milliseconds, ", ".join(provider.tasks)))
    print()
    print_lines(("provider", "calls", "ms", "tasks"), lines, (20, 14, 6, 110))
    print(f"\n{calls} calls to {len(lines)} providers, sync and async; {len(failures)} failed", *failures, sep="\n  ")
    return 1 if failures else 0


def call_once(task: str, arguments: dict[str, Any], options: dict[str, Any]) -> list[str]:
    """Make one call with each client; give what went wrong."""
    method = task.replace("-", "_")

    def blocking() -> Any:
        with inferwire.InferenceClient(**options) as client:
            return getattr(client, method)(**arguments)

    async def asynchronous() -> Any:
        async with inferwire.AsyncInferenceClient(**options) as client:
            return await getattr(client, method)(**arguments)

    found: list[str] = []
    for call in (blocking, lambda: asyncio.run(asynchronous())):
        try:
            call()
        except inferwire.InferwireError as exc:
            found.append(f"{options['provider']} {task}: {type(exc).__name__}: {exc}")
    return found


def measure(example: Example, client: str, call: Callable[[], Any]) -> Outcome:
    """Run one call, and tell its answer in a few words."""
    start = time.perf_counter()
    try:
        answer, error = describe(example, call(), client), None
    except inferwire.InferwireError as exc:
        answer, error = "failed", f"{client}: {type(exc).__name__}: {exc}"
    return Outcome(answer, time.perf_counter() - start, error)


def call_sync(setting: Setting, example: Example) -> Any:
    """Make a call with the blocking client."""
    with setting.client(inferwire.InferenceClient, example) as client:
        method = operator.attrgetter(example.method)(client)
        value = method(*example.positional, **setting.named(example))
        return list(value) if example.is_stream else value


async def call_async(setting: Setting, example: Example) -> Any:
    """Make a call with the asynchronous client."""
    async with setting.client(inferwire.AsyncInferenceClient, example) as client:
        method = operator.attrgetter(example.method)(client)
        value = await method(*example.positional, **setting.named(example))
        return [item async for item in value] if example.is_stream else value


def describe(example: Example, value: Any, client: str) -> str:
    """Tell an answer in a few words; media are written to the folder."""
    if example.task == "chat-completion":
        return _chat(value)
    if example.task == "text-generation" and example.is_stream:
        return f"{value[-1].generated_text!r} in {len(value)} pieces"
    for medium, name in _media(value):
        path = OUT / f"{example.method}{name}.{client}{medium.suffix}"
        medium.save(path)
        return f"{medium.media_type}, {len(medium.data)} bytes"
    if isinstance(value, list) and value and isinstance(value[0], (int, float)):
        return f"{len(value)} numbers: {value[:3]}"
    first = value[0] if isinstance(value, list) and value else value
    return _fields(first)


def _chat(value: Any) -> str:
    if isinstance(value, list):
        text = "".join(choice.delta.content or "" for item in value for choice in item.choices)
        return f"{text!r} in {len(value)} pieces"
    return repr(value.choices[0].message.content)


def _media(value: Any) -> list[tuple[inferwire.Media, str]]:
    """Find the media of an answer."""
    if isinstance(value, inferwire.Media):
        return [(value, "")]
    parts = value if isinstance(value, list) else [value]
    return [
        (medium, f"-{name}")
        for part in parts
        for name in getattr(part, "__struct_fields__", ())
        if isinstance(medium := getattr(part, name), inferwire.Media)
    ]


def _fields(value: Any) -> str:
    names = getattr(value, "__struct_fields__", ())
    if not names:
        return str(value)[:60]
    told = [f"{name}={getattr(value, name)!r}" for name in names if getattr(value, name) is not None]
    return ", ".join(told)[:60]


def print_table(rows: list[Row]) -> None:
    """Print a line for each example."""
    head = ("task", "call", "answer", "sync ms", "async ms")
    lines = [
        (
            row.example.task,
            row.example.code,
            row.answer,
            f"{row.blocking.seconds * 1000:.0f}",
            f"{row.asynchronous.seconds * 1000:.0f}",
        )
        for row in rows
    ]
    print_lines(head, lines, (30, 76, 64, 7, 8))


def print_lines(head: tuple[str, ...], lines: list[tuple[str, ...]], limits: tuple[int, ...]) -> None:
    """Print a table, its columns no wider than their limits."""
    widths = [min(max(len(line[at]) for line in [head, *lines]), limit) for at, limit in enumerate(limits)]
    for line in [head, tuple("-" * width for width in widths), *lines]:
        print("  ".join(cell[:width].ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
