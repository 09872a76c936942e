"""Every sweep, with every driver."""

from __future__ import annotations

import pytest

from inferwire_runtime.transport import Http
from tests.faults.choice import drivers
from tests.faults.sweep import SWEEPS, run_sweep


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize(("driver", "http"), drivers(metafunc.config, in_part=("asyncio",)))


@pytest.mark.parametrize("sweep", list(SWEEPS))
def test_an_answer_that_breaks_at_any_byte_is_whole_or_an_error(sweep: str, driver: str, http: Http) -> None:
    wrong = run_sweep(SWEEPS[sweep], driver, http)
    assert not wrong, f"at {len(wrong)} of {len(SWEEPS[sweep].raw) + 1} places: {dict(list(wrong.items())[:8])}"
