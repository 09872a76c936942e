"""Every cell of the matrix: what the server does, the kind of call that it hits, the backend, and the transport."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from inferwire_runtime.options import TransportName
from tests.faults.known_differences import KNOWN_DIFFERENCES, ROWS
from tests.faults.matrix import Cell, Outcome, all_cells, run_fault
from tests.faults.selection import cells_of
from tests.faults.table import BY_NAME, FAULTS, Fault

RELIABILITY = Path(__file__).parents[2] / "docs" / "reliability.md"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backend" in metafunc.fixturenames:
        cells = [(fault.name, *cell) for fault in FAULTS for cell in cells_of(fault, metafunc.config)]
        metafunc.parametrize(("fault", "kind", "backend", "transport"), cells)


class Results:
    """The outcomes of cells. The selected cells of a fault run side by side, when one of their outcomes is needed."""

    def __init__(self, selected: dict[str, list[Cell]]) -> None:
        self._selected = selected
        self._known: dict[str, tuple[dict[Cell, Outcome], list[str]]] = {}

    def of(self, fault: Fault) -> tuple[dict[Cell, Outcome], list[str]]:
        """Return the outcomes of the cells of a fault, and what remained after them."""
        if fault.name not in self._known:
            cells = self._selected.get(fault.name) or all_cells(fault, "default")
            self._known[fault.name] = run_fault(fault, cells)
        return self._known[fault.name]


@pytest.fixture(scope="module")
def results(request: pytest.FixtureRequest) -> Results:
    selected: dict[str, list[Cell]] = {}
    for item in request.session.items:
        arguments = getattr(getattr(item, "callspec", None), "params", {})
        if item.name.startswith("test_the_caller_gets") and {"fault", "kind"} <= arguments.keys():
            cell = (arguments["kind"], arguments["backend"], arguments["transport"])
            selected.setdefault(arguments["fault"], []).append(cell)
    return Results(selected)


def test_the_caller_gets_the_right_result_or_error_in_time_and_no_key_leaks(
    fault: str, kind: str, backend: str, transport: TransportName, results: Results
) -> None:
    outcome = results.of(BY_NAME[fault])[0][kind, backend, transport]
    assert not outcome.problems, "\n".join([outcome.summary, *outcome.problems])


@pytest.mark.parametrize("fault", list(BY_NAME))
def test_nothing_remains_after_a_fault(fault: str, results: Results) -> None:
    assert not results.of(BY_NAME[fault])[1]


def test_every_difference_between_transports_is_documented_and_tested() -> None:
    text = RELIABILITY.read_text(encoding="utf-8").partition("differ where inferwire cannot change them")[2]
    table = text.split("\n\n")[1]
    assert re.findall(r"(?m)^\| (\w.*?) \|", table) == ["Difference", *ROWS]
    assert {each.row for each in KNOWN_DIFFERENCES} == set(ROWS)
    for each in KNOWN_DIFFERENCES:
        for transport in each.transports:
            cells = {cell for name in each.faults for cell in all_cells(BY_NAME[name], transport)}
            assert {(kind, backend) for kind in each.kinds for backend in each.backends} & {cell[:2] for cell in cells}


def test_every_transport_is_in_the_documentation() -> None:
    table = RELIABILITY.read_text(encoding="utf-8").partition("## Transports")[2].split("\n\n")[1]
    assert tuple(re.findall(r'(?m)^\| `"(\w+)"` \|', table)) == get_args(TransportName)
