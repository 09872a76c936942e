"""Every sweep, on every backend."""

from __future__ import annotations

import pytest

from inferwire_runtime.options import TransportName
from tests.faults.selection import select_backends
from tests.faults.sweep import SWEEPS, run_sweep


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize(("backend", "transport"), select_backends(metafunc.config, in_part=("asyncio",)))


@pytest.mark.parametrize("sweep", list(SWEEPS))
def test_a_response_that_is_cut_after_any_byte_is_whole_or_an_error(
    sweep: str, backend: str, transport: TransportName
) -> None:
    wrong = run_sweep(SWEEPS[sweep], backend, transport)
    assert not wrong, f"at {len(wrong)} of {len(SWEEPS[sweep].raw) + 1} sizes: {dict(list(wrong.items())[:8])}"
