"""Print the table of one transport: every fault, every kind of call, and each driver."""

from __future__ import annotations

import argparse
import sys
import time

from inferwire_runtime.transport import DEFAULT_HTTP, Http
from tests.faults.cells import DRIVERS, all_cells, drivers_of, print_table, run_fault
from tests.faults.choice import CHOICES
from tests.faults.sweep import SWEEPS, run_sweep
from tests.faults.table import FAULTS

AT_ONCE = 6  # cells: with more, the times tell more of this machine than of the client


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("words", nargs="*", help="only faults whose name has one of these words")
    parser.add_argument("--problems", action="store_true", help="list what is wrong, cell by cell")
    parser.add_argument("--http", choices=CHOICES, default=DEFAULT_HTTP, help="what carries requests")
    arguments = parser.parse_args()
    http: Http = arguments.http
    chosen = [fault for fault in FAULTS if not arguments.words or any(word in fault.name for word in arguments.words)]
    start = time.perf_counter()
    results = {fault.name: run_fault(fault, all_cells(fault, http), AT_ONCE) for fault in chosen}
    write = sys.stdout.write
    write(print_table({name: outcomes for name, (outcomes, _) in results.items()}))
    write(_sweeps(http) if not arguments.words else "")
    count = sum(len(outcomes) for outcomes, _ in results.values())
    seconds = time.perf_counter() - start
    write(
        f"\n{count} cells in {seconds:.0f} s; milliseconds are those of {', '.join(DRIVERS)}; ✗: not as it should be.\n"
    )
    if arguments.problems:
        for name, (outcomes, left) in results.items():
            for (kind, driver, _), outcome in outcomes.items():
                for problem in outcome.problems:
                    write(f"- {name} | {kind} | {driver}: {problem}\n")
            for thing in left:
                write(f"- {name}: left over: {thing}\n")


def _sweeps(http: Http) -> str:
    drivers = drivers_of(http)
    lines = [
        "\n| an answer that breaks off at every byte | " + " | ".join(drivers) + " |",
        "| --- |" + " --- |" * len(drivers),
    ]
    for name, sweep in SWEEPS.items():
        cells: list[str] = []
        for driver in drivers:
            start = time.perf_counter()
            wrong = run_sweep(sweep, driver, http)
            each = (time.perf_counter() - start) * 1000 / (len(sweep.raw) + 1)
            what = f"**✗** wrong at {len(wrong)} of" if wrong else "the answer or an error at all"
            cells.append(f"{what} {len(sweep.raw) + 1} places, {each:.1f} ms each")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
