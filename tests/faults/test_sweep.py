"""Every sweep, with every driver."""

from __future__ import annotations

import pytest

from tests.faults.sweep import DRIVERS, SWEEPS, run_sweep


@pytest.mark.parametrize("driver", list(DRIVERS))
@pytest.mark.parametrize("sweep", list(SWEEPS))
def test_an_answer_that_breaks_at_any_byte_is_whole_or_an_error(sweep: str, driver: str) -> None:
    wrong = run_sweep(SWEEPS[sweep], driver)
    assert not wrong, f"at {len(wrong)} of {len(SWEEPS[sweep].raw) + 1} places: {dict(list(wrong.items())[:8])}"
