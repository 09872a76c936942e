"""Measure how long inferwire and huggingface_hub block the event loop: ``nox -s watchdog``.

A task wakes every 5 ms while the client works. Its longest delay is printed, minus the time in which the system ran
other programs. Each figure is the minimum of three processes, because other programs can only add to it. The command
fails if a figure of inferwire is above 50 ms.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from environments import CACHE
from runs import CLIENTS, Run, install, server_python
from tables import HUB, TRANSPORTS, Row, cell, main_table
from upstream import Upstream, pin

GOAL = 50.0
SCENARIOS = {
    "polls": "24 queue jobs",
    "large_upload": "a 64 MiB upload from a file",
    "large_upload_base64": "the same as base64 in JSON",
    "large_download": "a 64 MiB download",
    "look_ups": "10 look-ups, the Hub 200 ms away",
    "streams_500": "500 streams at once, started 3 ms apart",
    "streams_500_at_once": "500 streams, all started at once",
}
ROWS = tuple(Row(title, name, "blocked", "ms", GOAL, is_minimum=True) for name, title in SCENARIOS.items())


def main() -> int:
    parser = argparse.ArgumentParser(prog="nox -s watchdog --", description=__doc__)
    parser.add_argument(
        "--transport", choices=TRANSPORTS, action="append", default=[], help="also measure this transport"
    )
    parser.add_argument("--times", type=int, default=3, help="number of processes of which a figure is the minimum")
    parser.add_argument("--only", metavar="NAME", default="", help="part of a scenario's name")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the environments")
    options = parser.parse_args()

    names = ["inferwire", *(f"inferwire {transport}" for transport in options.transport), HUB]
    clients = [client for client in CLIENTS if client.name in names]
    installed = install(clients, options.cache)
    with Upstream(server_python(options.cache)) as upstream:
        pin(1)
        run = Run(clients, installed, upstream.url, quick=False)
        run.repeat([name for name in SCENARIOS if options.only in name], options.times)
    print("Longest time for which the event loop is blocked\n")
    print(main_table(run.results, [client.name for client in run.clients], ROWS))
    figures = [cell(run.results, "inferwire", row) for row in ROWS]
    return any(each.placeholder == "failed" or (each.value or 0.0) > GOAL for each in figures)


if __name__ == "__main__":
    sys.exit(main())
