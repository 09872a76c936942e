"""Print the matrix of one transport: every fault, every kind of call, and each backend."""

from __future__ import annotations

import argparse
import sys
import time

from inferwire_runtime.options import TransportName
from tests.faults.matrix import BACKENDS, all_cells, backends_of, print_table, run_fault
from tests.faults.selection import TRANSPORTS
from tests.faults.sweep import SWEEPS, run_sweep
from tests.faults.table import FAULTS

AT_ONCE = 6  # cells: with more, the times depend on the machine more than on the client


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("words", nargs="*", help="only faults whose name has one of these words")
    parser.add_argument("--problems", action="store_true", help="list what is wrong, cell by cell")
    parser.add_argument("--transport", choices=TRANSPORTS, default="default", help="what carries requests")
    arguments = parser.parse_args()
    transport: TransportName = arguments.transport
    chosen = [fault for fault in FAULTS if not arguments.words or any(word in fault.name for word in arguments.words)]
    start = time.perf_counter()
    results = {fault.name: run_fault(fault, all_cells(fault, transport), AT_ONCE) for fault in chosen}
    write = sys.stdout.write
    write(print_table({name: outcomes for name, (outcomes, _) in results.items()}))
    write(_sweeps(transport) if not arguments.words else "")
    count = sum(len(outcomes) for outcomes, _ in results.values())
    seconds = time.perf_counter() - start
    write(f"\n{count} cells in {seconds:.0f} s; milliseconds are of {', '.join(BACKENDS)}; ✗ marks a wrong outcome.\n")
    if arguments.problems:
        for name, (outcomes, left) in results.items():
            for (kind, backend, _), outcome in outcomes.items():
                for problem in outcome.problems:
                    write(f"- {name} | {kind} | {backend}: {problem}\n")
            for thing in left:
                write(f"- {name}: remains: {thing}\n")


def _sweeps(transport: TransportName) -> str:
    backends = backends_of(transport)
    lines = [
        "\n| a response cut after every byte | " + " | ".join(backends) + " |",
        "| --- |" + " --- |" * len(backends),
    ]
    for name, sweep in SWEEPS.items():
        cells: list[str] = []
        for backend in backends:
            start = time.perf_counter()
            wrong = run_sweep(sweep, backend, transport)
            each = (time.perf_counter() - start) * 1000 / (len(sweep.raw) + 1)
            what = f"**✗** wrong at {len(wrong)} of" if wrong else "the result or an error at all"
            cells.append(f"{what} {len(sweep.raw) + 1} sizes, {each:.1f} ms each")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
