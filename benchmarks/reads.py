"""Compare what inferwire, openai and huggingface_hub read from the same bytes: ``nox -s reads``.

The bytes and what a client must read from them are the table of `tests/reports`, and usual responses in which fields
are replaced, removed or added (`mutations`). The last line counts what a peer reads right and inferwire does not; the
command fails unless that is 0.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mutations import SAMPLES, mutations
from peers import UnsupportedError, keep_bytes, read_with_hub, read_with_openai

import inferwire
from inferwire_http.backends import run_sync
from tests.reports.readers import differences, read, wrong_requests
from tests.reports.table import Case, Data, hidden_environment, load_cases
from tests.support.local_servers import ReceivedRequest, local_server

RIGHT, WRONG, REFUSED, UNSUPPORTED = "right", "wrong", "refused", "–"
Reader = Callable[[str, Case], Data]


def read_with_inferwire(url: str, case: Case) -> Data:
    options: dict[str, Any] = {"api_key": False, "model": "m", "retry": 1, "timeout": 5, **case.options}
    with inferwire.InferenceClient(base_url=url, **options) as client:
        return run_sync(read(client, case))


READERS: dict[str, Reader] = {
    "inferwire": read_with_inferwire,
    "openai": read_with_openai,
    "huggingface_hub": read_with_hub,
}
PEERS = tuple(name for name in READERS if name != "inferwire")


class Outcome(NamedTuple):
    """What a client made of a response: a word of the table, and why."""

    word: str
    reason: str = ""


def outcome(reader: Reader, case: Case) -> Outcome:
    """Serve a case to a client, and judge what it reads."""
    numbers = count()

    def respond(request: ReceivedRequest) -> bytes:
        return case.respond(request.target, next(numbers)).encode(0 if case.stream else None)

    with local_server(respond) as server, mock.patch.dict(os.environ, hidden_environment(case), clear=True):
        try:
            facts = reader(server.url + case.base, case)
        except UnsupportedError:
            return Outcome(UNSUPPORTED)
        except Exception as error:
            more = getattr(error, "body", None) or getattr(error, "server_message", None) or ""
            facts = {"error": {"type": type(error).__name__, "words": f"{error} {more}"}}
        wrong = differences(facts, expected(case, reader))
        if reader is read_with_inferwire or "returned" in case.result:
            wrong += wrong_requests(case, server.received)
        elif case.call == "chat_completion" and server.received and "to" in case.sent:
            target = f"POST {server.received[-1].target}"
            wrong += [] if target == case.sent["to"] else [f"sent to {target}"]
    if not wrong:
        return Outcome(RIGHT)
    return Outcome(REFUSED if "error" in facts and "error" not in case.result else WRONG, "; ".join(wrong))


def expected(case: Case, reader: Reader) -> Data:
    """Return the facts that a client must have; peers have other classes of errors."""
    if reader is read_with_inferwire:
        return case.result
    result = dict(case.result)
    if "error" in result:
        result["error"] = {"words": result["error"].get("words", [])}
    if "media" in result:
        result["media"] = {"bytes": result["media"].get("bytes")}
    return result


def main() -> int:
    parser = argparse.ArgumentParser(prog="nox -s reads --", description=__doc__)
    parser.add_argument("--only", metavar="WORD", default="", help="part of a case's name")
    parser.add_argument("--brief", action="store_true", help="one row for each group of cases")
    parser.add_argument("--reasons", action="store_true", help="also print why something is wrong or refused")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    keep_bytes()

    table = Table(brief=options.brief, reasons=options.reasons)
    for case in load_cases():
        if options.only in case.name and case.result:
            table.add(case, case.name if not options.brief else case.name.rpartition(": ")[0])
    for sample in SAMPLES:
        cases = [case for case in mutations(sample) if options.only in case.name]
        for case in cases:
            table.add(case, f"fields changed: {sample.title} ({len(cases)} cases)")
    table.print()
    return table.print_missed()


class Table:
    """The outcomes of all cases: a row for each case, or for each group of cases."""

    def __init__(self, *, brief: bool, reasons: bool) -> None:
        self.reasons = reasons
        self.rows: dict[str, list[dict[str, Outcome]]] = {}
        self.missed: list[tuple[Case, dict[str, Outcome]]] = []

    def add(self, case: Case, row: str) -> None:
        """Serve a case to all clients."""
        outcomes = {name: outcome(reader, case) for name, reader in READERS.items()}
        self.rows.setdefault(row, []).append(outcomes)
        if outcomes["inferwire"].word != RIGHT:
            self.missed.append((case, outcomes))

    def print(self) -> None:
        """Print the table, with the totals."""
        print(f"| case | {' | '.join(READERS)} |\n| --- |{' --- |' * len(READERS)}")
        everything: list[dict[str, Outcome]] = []
        for row, outcomes in self.rows.items():
            everything += outcomes
            print(f"| {row} | {' | '.join(summary(each[name] for each in outcomes) for name in READERS)} |")
        totals = " | ".join(summary(each[name] for each in everything) for name in READERS)
        print(f"| **all {len(everything)}** | {totals} |\n")

    def print_missed(self) -> int:
        """Print what inferwire does not read, and return how much of it a peer reads."""
        by_peer = 0
        for case, outcomes in self.missed:
            right = [peer for peer in PEERS if outcomes[peer].word == RIGHT]
            by_peer += bool(right)
            if right or self.reasons:
                print(f"{case.name}: right in {', '.join(right) or 'no peer'}\n    {outcomes['inferwire'].reason}")
        print(f"Read by a peer and not by inferwire: {by_peer}")
        return min(by_peer, 1)


def summary(outcomes: Iterable[Outcome]) -> str:
    """Return the cell of one case, or the counts of several."""
    words = Counter(each.word for each in outcomes)
    if words.total() == 1:
        return next(iter(words))
    return ", ".join(f"{words[word]} {word}" for word in (RIGHT, WRONG, REFUSED, UNSUPPORTED) if words[word])


if __name__ == "__main__":
    sys.exit(main())
