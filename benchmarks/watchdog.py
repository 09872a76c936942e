"""How long the event loop ever stands still, inferwire beside huggingface_hub: ``nox -s watchdog``.

A task wakes every 5 ms while the client works; how late it ever was is what is printed, less the time in which the
system ran other programs. Each figure is the least of three processes, since whatever else the machine does can only
add to it. Fails where inferwire is above 50 ms.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from environments import CACHE
from runs import CLIENTS, Run, install, server_python
from tables import CHOICES, HUB, Row, cell, main_table
from upstream import Upstream, pin

GOAL = 50.0
SCENARIOS = {
    "polls": "24 queue jobs",
    "large_upload": "a 64 MiB upload from a file",
    "large_upload_base64": "the same as base64 in JSON",
    "large_download": "a 64 MiB download",
    "look_ups": "10 look-ups, the Hub 200 ms away",
    "streams_500": "500 streams at once, begun 3 ms apart",
    "streams_500_begun_at_once": "500 streams at once, all begun in one go",
}
ROWS = tuple(Row(title, name, "still", "ms", GOAL, is_least=True) for name, title in SCENARIOS.items())


def main() -> int:
    parser = argparse.ArgumentParser(prog="nox -s watchdog --", description=__doc__)
    parser.add_argument("--http", choices=CHOICES, action="append", default=[], help="also over this HTTP library")
    parser.add_argument("--times", type=int, default=3, help="how many processes each figure is the least of")
    parser.add_argument("--only", metavar="NAME", default="", help="part of a scenario's name")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the environments")
    options = parser.parse_args()

    names = ["inferwire", *(f"inferwire {http}" for http in options.http), HUB]
    clients = [client for client in CLIENTS if client.name in names]
    installed = install(clients, options.cache)
    with Upstream(server_python(options.cache)) as upstream:
        pin(1)
        run = Run(clients, installed, upstream.url, quick=False)
        run.repeat([name for name in SCENARIOS if options.only in name], options.times)
    print("Longest stand-still of the event loop\n")
    print(main_table(run.results, [client.name for client in run.clients], ROWS))
    figures = [cell(run.results, "inferwire", row) for row in ROWS]
    return any(each.why == "failed" or (each.value or 0.0) > GOAL for each in figures)


if __name__ == "__main__":
    sys.exit(main())
