"""Measures inferwire beside its peers: ``nox -s bench``, or ``python benchmarks`` where the development tools are.

Each client is measured in a process of its own, in turn with all others, round after round; what is printed are
medians over the rounds, and medians of each round's ratios. Results go to ``benchmarks/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from environments import CACHE
from runs import CLIENTS, HERE, Client, Run, install, log, server_python
from tables import main_table, stream_table
from upstream import Upstream, pin

SHOWN = ("inferwire", "httpx", "httpcore", "h11", "httpx2", "httpcore2", "aiohttp", "msgspec", "anyio")
SHOWN += ("huggingface_hub", "openai", "pydantic", "litellm", "@huggingface/inference")


def main() -> int:
    parser = argparse.ArgumentParser(prog="nox -s bench --", description="Measure inferwire beside its peers.")
    parser.add_argument("--quick", action="store_true", help="under three minutes once the environments are there")
    parser.add_argument("--only", metavar="NAME", help="a client, or part of a scenario's name: chat, upload, cold ...")
    parser.add_argument("--no-peers", action="store_true", help="only the floor and inferwire")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the environments")
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md", help="where whole tables go")
    options = parser.parse_args()

    start = time.perf_counter()
    clients, only = choose(options.only, quick=options.quick, no_peers=options.no_peers)
    installed = install(clients, options.cache)
    log(f"environments: {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    with Upstream(server_python(options.cache)) as upstream:
        pin(1)
        ceiling = upstream.ceiling()
        log(f"upstream: {ceiling}")
        run = Run(clients, installed, upstream.url, quick=options.quick)
        run.measure(only)
    if not only:
        run.footprint()
    if not only or only == "mypy":
        run.type_check()
    if "inferwire" in installed and (not only or only == "generate"):
        run.generate()
    text = report(run, ceiling, time.perf_counter() - start)
    print(text)
    if not options.only and not options.no_peers:
        options.output.write_text(text, encoding="utf-8")
        log(f"written to {options.output.name}")
    return 0


def choose(only: str | None, *, quick: bool, no_peers: bool) -> tuple[list[Client], str | None]:
    """Give who is measured, and the scenarios."""
    clients = CLIENTS
    if only and (named := [client for client in CLIENTS if only in client.name and client.name != "floor"]):
        return [CLIENTS[0], *named], None
    if no_peers:
        return [client for client in CLIENTS if client.module in ("floor", "ours")], only
    if quick:
        clients = [client for client in CLIENTS if client.name != "litellm"]
        log("litellm: left out of quick runs, since importing it takes three seconds each time")
    return clients, only


def report(run: Run, ceiling: str, seconds: float) -> str:
    names = [client.name for client in run.clients]
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    parts = [
        "# What calls cost",
        f"A {'quick' if run.quick else 'full'} run of {day}, {seconds / 60:.1f} minutes, written by `nox -s bench`. "
        "[README.md](README.md) says how it is taken and how to read it.",
        main_table(run.results, names),
        stream_table(run.results, names),
        "## What was measured",
        f"The upstream: {ceiling}.",
        versions(run),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def versions(run: Run) -> str:
    """Say what was measured, and on what."""
    python = f"Python {platform.python_version()}"
    if any(client.is_js for client in run.clients):
        node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
        python += f", Node {node}"
    lines = [f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores.", ""]
    for client in run.clients:
        found = run.installed[client.name].versions
        if client.http is None or client.http == "aiohttp":
            lines.append(f"- {client.name}: {', '.join(f'{name} {found[name]}' for name in SHOWN if name in found)}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
