"""Run every example over real HTTP, blocking and asynchronous, and print the results.

Without arguments, the examples run against a local emulator, which is started for them. ``--live`` runs them against
Hugging Face with your token, ``--base-url URL`` the chat and text examples against any OpenAI-compatible server.
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

import inferwire
from examples import EXAMPLES, Example

OUT = Path(__file__).parent / "out"


class Outcome:
    """The outcome of one call."""

    def __init__(self, result: str, seconds: float, error: str | None) -> None:
        self.result = result
        self.seconds = seconds
        self.error = error


class Row:
    """The outcomes of one example, blocking and asynchronous."""

    def __init__(self, example: Example, blocking: Outcome, asynchronous: Outcome) -> None:
        self.example = example
        self.blocking = blocking
        self.asynchronous = asynchronous

    @property
    def result(self) -> str:
        """The result, or both results if they differ."""
        if self.blocking.result == self.asynchronous.result:
            return self.blocking.result
        return f"{self.blocking.result} | {self.asynchronous.result}"

    @property
    def errors(self) -> list[str]:
        """The errors of both calls."""
        return [outcome.error for outcome in (self.blocking, self.asynchronous) if outcome.error]


class Setting:
    """The server that the examples run against."""

    def __init__(self, options: argparse.Namespace, emulator_url: str | None) -> None:
        self.options = options
        self.emulator_url = emulator_url

    def examples(self) -> list[Example]:
        """Return the examples that make sense for this server."""
        if self.options.base_url:
            return [example for example in EXAMPLES if example.kind in ("chat", "text")]
        if self.options.live:
            return [example for example in EXAMPLES if example.endpoint is None]
        return list(EXAMPLES)

    def client(self, make: Any, example: Example) -> Any:
        """Create the client of an example."""
        if self.options.base_url:
            return make(base_url=self.options.base_url, api_key=self.options.api_key or False)
        if self.emulator_url is None:
            return make()
        key = "sk-of-the-server" if example.key == "server" else "hf_emulated"
        client = make(api_key=key, emulator_url=self.emulator_url)
        return client.endpoint(example.endpoint) if example.endpoint else client

    def named(self, example: Example) -> dict[str, Any]:
        """Return the keyword arguments of an example."""
        if self.options.base_url and self.options.model:
            return {**example.named, "model": self.options.model}
        return dict(example.named)


def main() -> int:
    """Run the examples; return 1 if one failed."""
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
    """Run all examples with both clients and print a table; return 1 if one failed."""
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
    from inferwire_emulator.responses import example_arguments
    from inferwire_emulator.tables import load_tables  # only where there is an emulator

    tables = load_tables()
    lines: list[tuple[str, ...]] = []
    failures: list[str] = []
    calls = 0
    for name in inferwire.list_providers():
        provider = tables.registry.providers[name]
        keys: list[str | bool] = ["hf_emulated"] * (provider.kind == "provider") + ["own-key"] * provider.needs_key
        keys = keys or [False]  # a provider that the Hub does not route to, and that needs no key
        start = time.perf_counter()
        for task in provider.tasks:
            model = f"{name}/{task}" if provider.kind == "client-side" else f"emulated/{task}"
            for key in keys:
                options = {"api_key": key, "provider": name, "model": model, "emulator_url": emulator_url}
                failures += call_once(task, example_arguments(tables, task), options)
                calls += 2
        modes = (
            ["routed"] * ("hf_emulated" in keys)
            + ["direct"] * ("own-key" in keys)
            + ["without a key"] * (False in keys)
        )
        milliseconds = f"{(time.perf_counter() - start) * 1000:.0f}"
        lines.append((name, ", ".join(modes), milliseconds, ", ".join(provider.tasks)))
    print()
    print_lines(("provider", "calls", "ms", "tasks"), lines, (20, 14, 6, 110))
    print(f"\n{calls} calls to {len(lines)} providers, sync and async; {len(failures)} failed", *failures, sep="\n  ")
    return 1 if failures else 0


def call_once(task: str, arguments: dict[str, Any], options: dict[str, Any]) -> list[str]:
    """Make one call with each client; return the errors."""
    from inferwire.providers import REGISTRY  # only where all tasks are called

    method = REGISTRY.method_of(task)

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
    """Run one call and describe its result."""
    start = time.perf_counter()
    try:
        result, error = describe(example, call(), client), None
    except inferwire.InferwireError as exc:
        result, error = "failed", f"{client}: {type(exc).__name__}: {exc}"
    return Outcome(result, time.perf_counter() - start, error)


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
    """Describe a result in a few words, and save its media files."""
    if example.task == "chat-completion":
        return _chat(value)
    if example.task == "text-generation" and example.is_stream:
        return f"{value[-1].generated_text!r} in {len(value)} items"
    for media, name in _media(value):
        path = OUT / f"{example.method}{name}.{client}{media.suffix}"
        media.save(path)
        return f"{media.media_type}, {len(media.data)} bytes"
    if isinstance(value, list) and value and isinstance(value[0], (int, float)):
        return f"{len(value)} numbers: {value[:3]}"
    first = value[0] if isinstance(value, list) and value else value
    return _fields(first)


def _chat(value: Any) -> str:
    if isinstance(value, list):
        text = "".join(choice.delta.content or "" for item in value for choice in item.choices)
        return f"{text!r} in {len(value)} items"
    return repr(value.choices[0].message.content)


def _media(value: Any) -> list[tuple[inferwire.Media, str]]:
    """Return the media files of a result, with the names of their fields."""
    if isinstance(value, inferwire.Media):
        return [(value, "")]
    parts = value if isinstance(value, list) else [value]
    return [
        (media, f"-{name}")
        for part in parts
        for name in getattr(part, "__struct_fields__", ())
        if isinstance(media := getattr(part, name), inferwire.Media)
    ]


def _fields(value: Any) -> str:
    names = getattr(value, "__struct_fields__", ())
    if not names:
        return str(value)[:60]
    fields = [f"{name}={getattr(value, name)!r}" for name in names if getattr(value, name) is not None]
    return ", ".join(fields)[:60]


def print_table(rows: list[Row]) -> None:
    """Print a row for each example."""
    head = ("task", "call", "result", "sync ms", "async ms")
    lines = [
        (
            row.example.task,
            row.example.code,
            row.result,
            f"{row.blocking.seconds * 1000:.0f}",
            f"{row.asynchronous.seconds * 1000:.0f}",
        )
        for row in rows
    ]
    print_lines(head, lines, (30, 76, 64, 7, 8))


def print_lines(head: tuple[str, ...], lines: list[tuple[str, ...]], limits: tuple[int, ...]) -> None:
    """Print a table whose columns have a maximum width."""
    widths = [min(max(len(line[at]) for line in [head, *lines]), limit) for at, limit in enumerate(limits)]
    for line in [head, tuple("-" * width for width in widths), *lines]:
        print("  ".join(cell[:width].ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
