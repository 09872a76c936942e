"""Every cell: what the server does, what kind of call it hits, and which driver makes the call."""

from __future__ import annotations

import pytest

from tests.faults.cells import Cell, Outcome, all_cells, run_fault
from tests.faults.table import BY_NAME, FAULTS, Fault

CELLS = [(fault.name, kind, driver) for fault in FAULTS for kind, driver in all_cells(fault)]


class Results:
    """What cells came to. Those of one fault that were chosen run side by side, when the first one is asked for."""

    def __init__(self, chosen: dict[str, list[Cell]]) -> None:
        self._chosen = chosen
        self._known: dict[str, tuple[dict[Cell, Outcome], list[str]]] = {}

    def of(self, fault: Fault) -> tuple[dict[Cell, Outcome], list[str]]:
        """Give what the cells of a fault came to, and what was left over."""
        if fault.name not in self._known:
            self._known[fault.name] = run_fault(fault, self._chosen.get(fault.name) or all_cells(fault))
        return self._known[fault.name]


@pytest.fixture(scope="module")
def results(request: pytest.FixtureRequest) -> Results:
    chosen: dict[str, list[Cell]] = {}
    for item in request.session.items:
        arguments = getattr(getattr(item, "callspec", None), "params", {})
        if item.name.startswith("test_the_caller_gets") and {"fault", "kind"} <= arguments.keys():
            chosen.setdefault(arguments["fault"], []).append((arguments["kind"], arguments["driver"]))
    return Results(chosen)


@pytest.mark.parametrize(("fault", "kind", "driver"), CELLS)
def test_the_caller_gets_what_is_true_in_time_and_nothing_leaks(
    fault: str, kind: str, driver: str, results: Results
) -> None:
    outcome = results.of(BY_NAME[fault])[0][kind, driver]
    assert not outcome.problems, "\n".join([outcome.gets, *outcome.problems])


@pytest.mark.parametrize("fault", list(BY_NAME))
def test_nothing_is_left_over(fault: str, results: Results) -> None:
    assert not results.of(BY_NAME[fault])[1]
