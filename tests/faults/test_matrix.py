"""Every cell: what the server does, what kind of call it hits, which driver makes the call, and what carries it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inferwire_runtime.transport import DEFAULT_HTTP, Http
from inferwire_runtime.wire.choice import make_wire
from inferwire_runtime.wire.pool import Pool
from tests.faults.cells import Cell, Outcome, all_cells, run_fault
from tests.faults.choice import CHOICES, cells_of
from tests.faults.differences import DIFFERENCES, ROWS, STAY_OPEN
from tests.faults.table import BY_NAME, FAULTS, Fault

RELIABILITY = Path(__file__).parents[2] / "docs" / "reliability.md"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "driver" in metafunc.fixturenames:
        cells = [(fault.name, *cell) for fault in FAULTS for cell in cells_of(fault, metafunc.config)]
        metafunc.parametrize(("fault", "kind", "driver", "http"), cells)


class Results:
    """What cells came to. Those of one fault that were chosen run side by side, when the first one is asked for."""

    def __init__(self, chosen: dict[str, list[Cell]]) -> None:
        self._chosen = chosen
        self._known: dict[str, tuple[dict[Cell, Outcome], list[str]]] = {}

    def of(self, fault: Fault) -> tuple[dict[Cell, Outcome], list[str]]:
        """Give what the cells of a fault came to, and what was left over."""
        if fault.name not in self._known:
            cells = self._chosen.get(fault.name) or all_cells(fault, DEFAULT_HTTP)
            self._known[fault.name] = run_fault(fault, cells)
        return self._known[fault.name]


@pytest.fixture(scope="module")
def results(request: pytest.FixtureRequest) -> Results:
    chosen: dict[str, list[Cell]] = {}
    for item in request.session.items:
        arguments = getattr(getattr(item, "callspec", None), "params", {})
        if item.name.startswith("test_the_caller_gets") and {"fault", "kind"} <= arguments.keys():
            cell = (arguments["kind"], arguments["driver"], arguments["http"])
            chosen.setdefault(arguments["fault"], []).append(cell)
    return Results(chosen)


def test_the_caller_gets_what_is_true_in_time_and_nothing_leaks(
    fault: str, kind: str, driver: str, http: Http, results: Results
) -> None:
    outcome = results.of(BY_NAME[fault])[0][kind, driver, http]
    assert not outcome.problems, "\n".join([outcome.gets, *outcome.problems])


@pytest.mark.parametrize("fault", list(BY_NAME))
def test_nothing_is_left_over(fault: str, results: Results) -> None:
    assert not results.of(BY_NAME[fault])[1]


def test_every_difference_between_transports_is_told_and_shows() -> None:
    told = RELIABILITY.read_text(encoding="utf-8").partition("have ways of their own")[2].split("\n\n")[1]
    assert re.findall(r"(?m)^\| (\w.*?) \|", told) == list(ROWS)
    assert {each.row for each in DIFFERENCES} | set(STAY_OPEN.values()) == set(ROWS)
    for each in DIFFERENCES:
        cells = {cell for name in each.faults for cell in all_cells(BY_NAME[name], each.http)}
        assert {(kind, driver) for kind in each.kinds for driver in each.drivers} & {cell[:2] for cell in cells}


def test_blocking_calls_of_aiohttp_go_as_those_of_httpx() -> None:
    assert set(CHOICES) == {"httpx", "httpx-stock", "httpx2", "aiohttp"}
    assert isinstance(make_wire("aiohttp"), Pool)
