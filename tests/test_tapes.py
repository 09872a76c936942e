"""Real replies of production services decode to typed results, through both drivers.

``pytest tests/test_tapes.py --tapes DIR`` replays another folder of the same form.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import count
from .replay.tapes import check_model_info, check_tape, load_tapes, play_async, play_sync

OWN = Path(__file__).parent / "data" / "tapes"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    folder = metafunc.config.getoption("--tapes")
    tapes = list(load_tapes(folder or OWN))
    metafunc.parametrize("tape", tapes, ids=[tape["id"] for tape in tapes])


@pytest.mark.parametrize("play", [play_sync, play_async])
def test_a_real_reply_gives_the_result_that_the_tape_names(
    tape: dict[str, Any], play: Any, pytestconfig: pytest.Config
) -> None:
    folder = pytestconfig.getoption("--tapes") or OWN
    try:
        if tape["task"] == "model-info":
            check_model_info(tape)
        else:
            check_tape(tape, *play(tape, folder))
    except BaseException:
        count("tapes", "failed", tape["id"])
        raise
    count("tapes", "passed", tape["id"])
