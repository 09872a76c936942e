"""Measure inferwire next to its peers: ``nox -s bench``, or ``python benchmarks`` with the development tools.

Each client runs in a process of its own. A round runs every scenario with all clients; the tables have the medians of
the rounds, and the medians of each round's ratios. A full run writes ``benchmarks/RESULTS.md``.
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

from environments import CACHE, UnavailableError, commit_of
from runs import CLIENTS, HERE, NAMES, Client, Run, install, log, select, server_python, with_commit
from tables import BY_HAND, FLOOR, SLOWER, comparison_table, main_table, stream_table
from upstream import Upstream, pin

SHOWN = ("inferwire", "httpx", "httpcore", "h11", "httpx2", "httpcore2", "aiohttp", "msgspec", "anyio")
SHOWN += ("huggingface_hub", "openai", "pydantic", "litellm", "@huggingface/inference")


def main() -> int:
    parser = argparse.ArgumentParser(prog="nox -s bench --", description="Measure inferwire next to its peers.")
    parser.add_argument("--quick", action="store_true", help="one short round, under three minutes")
    parser.add_argument("--rounds", type=int, help="number of rounds: 5, or 1 in quick runs")
    parser.add_argument("--only", nargs="+", default=[], metavar="WORD", help="part of a scenario's name, or cold")
    names = [client.name for client in CLIENTS]
    parser.add_argument("--client", nargs="+", choices=names, default=[], metavar="NAME", help=f"any of {names}")
    parser.add_argument("--no-peers", action="store_true", help="only inferwire and the clients written by hand")
    parser.add_argument("--against", metavar="REV", help="compare with inferwire at this commit, tag or branch")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the environments")
    parser.add_argument("--output", type=Path, help="file for the tables; RESULTS.md if the run leaves nothing out")
    options = parser.parse_args()

    start = time.perf_counter()
    clients = choose(options.client, quick=options.quick, no_peers=options.no_peers)
    try:
        selected = select(options.only)
        if options.against:
            clients = with_commit(clients, options.against, commit_of(options.against))
    except ValueError as error:
        parser.error(f"--only: {error}")
    except UnavailableError as error:
        parser.error(f"--against: git knows no commit {options.against!r}: {error}")
    installed = install(clients, options.cache)
    log(f"environments: {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    with Upstream(server_python(options.cache)) as upstream:
        pin(1)
        ceiling = upstream.ceiling()
        log(f"upstream: {ceiling}")
        run = Run(clients, installed, upstream.url, quick=options.quick)
        run.measure(selected, options.rounds or (1 if options.quick else 5))
    if "footprint" in selected:
        run.footprint()
    if "mypy" in selected:
        run.type_check()
    if "inferwire" in run.results and "generate" in selected:
        run.generate()
    text = report(run, ceiling, time.perf_counter() - start, options.against)
    print(text)
    is_complete = len(selected) == len(set(NAMES)) and not (options.client or options.no_peers or options.against)
    output = options.output or (HERE / "RESULTS.md" if is_complete else None)
    if output is not None:
        output.write_text(text, encoding="utf-8")
        log(f"written to {output}")
    return 0


def choose(names: list[str], *, quick: bool, no_peers: bool) -> list[Client]:
    """Return the clients to measure: always the floor, to which ratios are taken."""
    clients = CLIENTS
    if names:
        return [client for client in CLIENTS if client.name in (FLOOR, *names)]
    if no_peers:
        return [client for client in CLIENTS if client.name in BY_HAND or client.module == "ours"]
    if quick:
        clients = [client for client in CLIENTS if client.name != "litellm"]
        log("litellm: skipped in quick runs, because each import of it takes three seconds")
    return clients


def report(run: Run, ceiling: str, seconds: float, against: str | None) -> str:
    names = [client.name for client in run.clients]
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    parts = [
        "# What calls cost",
        f"A {'quick' if run.quick else 'full'} run of {day}, {seconds / 60:.1f} minutes, written by `nox -s bench`. "
        "[README.md](README.md) describes the method and how to read the tables.",
        main_table(run.results, names),
        comparison(run, against) if against else "",
        stream_table(run.results, names),
        "## What was measured",
        f"The upstream: {ceiling}.",
        versions(run),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def comparison(run: Run, revision: str) -> str:
    """Return the section that compares inferwire with another commit."""
    pairs = [(client.name, client.now) for client in run.clients if client.now and client.now in run.results]
    if not pairs:
        return ""
    return (
        f"## Against {revision}\n\nThe median of the ratios of each round, now over {revision}; in parentheses their "
        f"range and the figures. A ratio above {SLOWER} is **bold**.\n\n{comparison_table(run.results, pairs)}"
    )


def versions(run: Run) -> str:
    """Return the versions of Python, the system and all packages."""
    python = f"Python {platform.python_version()}"
    if any(client.is_js for client in run.clients):
        node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
        python += f", Node {node}"
    lines = [f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores.", ""]
    for client in run.clients:
        found = run.installed[client.name].versions
        if client.transport in (None, "aiohttp"):
            lines.append(f"- {client.name}: {', '.join(f'{name} {found[name]}' for name in SHOWN if name in found)}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
