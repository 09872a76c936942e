"""Which transports the fault tests use.

| ``pytest --transport`` | runs |
| --- | --- |
| not passed | all cells over the default transport; over each other one those that are specific to it |
| ``httpx``, ``httpx2`` ... | all cells over this one |
| ``all`` | all cells over each |
"""

from __future__ import annotations

from typing import get_args

import pytest

from inferwire_runtime.options import TransportName
from tests.faults.matrix import BACKENDS, Cell, all_cells, backends_of, few_cells
from tests.faults.table import Fault

TRANSPORTS: tuple[TransportName, ...] = get_args(TransportName)


def _in_full(config: pytest.Config) -> tuple[TransportName, ...]:
    choice = config.getoption("--transport")
    return TRANSPORTS if choice == "all" else (choice or "default",)


def _in_part(config: pytest.Config) -> tuple[TransportName, ...]:
    if config.getoption("--transport") is not None:
        return ()
    return tuple(each for each in TRANSPORTS if each != "default")


def cells_of(fault: Fault, config: pytest.Config) -> list[Cell]:
    """Return the cells of a fault to run."""
    full = [cell for each in _in_full(config) for cell in all_cells(fault, each)]
    return full + [cell for each in _in_part(config) for cell in few_cells(fault, each)]


def select_backends(
    config: pytest.Config, *, of: tuple[str, ...] = tuple(BACKENDS), in_part: tuple[str, ...] = ("blocking", "asyncio")
) -> list[tuple[str, TransportName]]:
    """Return the pairs of backend and transport on which to run a test.

    Args:
        config: Has the choice of transports.
        of: The backends that the test is for.
        in_part: The backends on which to run it over transports that are not run in full.
    """
    full = [(backend, each) for each in _in_full(config) for backend in backends_of(each) if backend in of]
    part = [(backend, each) for each in _in_part(config) for backend in backends_of(each) if backend in of]
    return full + [(backend, each) for backend, each in part if backend in in_part]
