"""Over which transports the tests of faults go.

| ``pytest --http`` | is |
| --- | --- |
| left out | all there is over the default; over each other one what tells of the transport itself |
| ``httpx2``, ``httpx-stock`` ... | all there is over this one |
| ``all`` | all there is over each |
"""

from __future__ import annotations

from typing import get_args

import pytest

from inferwire_runtime.transport import DEFAULT_HTTP, Http
from tests.faults.cells import DRIVERS, Cell, all_cells, drivers_of, few_cells
from tests.faults.table import Fault

CHOICES: tuple[Http, ...] = get_args(Http)


def _in_full(config: pytest.Config) -> tuple[Http, ...]:
    choice = config.getoption("--http")
    return CHOICES if choice == "all" else (choice or DEFAULT_HTTP,)


def _in_part(config: pytest.Config) -> tuple[Http, ...]:
    if config.getoption("--http") is not None:
        return ()
    return tuple(http for http in CHOICES if http != DEFAULT_HTTP)


def cells_of(fault: Fault, config: pytest.Config) -> list[Cell]:
    """Give the cells of a fault that are to be run."""
    full = [cell for http in _in_full(config) for cell in all_cells(fault, http)]
    return full + [cell for http in _in_part(config) for cell in few_cells(fault, http)]


def drivers(
    config: pytest.Config, *, of: tuple[str, ...] = tuple(DRIVERS), in_part: tuple[str, ...] = ("sync", "asyncio")
) -> list[tuple[str, Http]]:
    """Give the drivers that a test is to be run with, and over what each.

    Args:
        config: Says what was chosen.
        of: Those that the test is for.
        in_part: Those with which it is run over transports that are not run in full.
    """
    full = [(driver, http) for http in _in_full(config) for driver in drivers_of(http) if driver in of]
    part = [(driver, http) for http in _in_part(config) for driver in drivers_of(http) if driver in of]
    return full + [(driver, http) for driver, http in part if driver in in_part]
