"""The requests and results of the JavaScript peer, case by case, through both drivers.

``pytest tests/test_vectors.py --vectors DIR`` replays another folder of the same form.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .conftest import count
from .replay.departures import DEPARTURES
from .replay.vectors import Media, amended, check, load_cases, run_async, run_sync

OWN = Path(__file__).parent / "data" / "vectors"


@cache
def media_of(folder: Path) -> Media:
    return Media(folder)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    folder = metafunc.config.getoption("--vectors")
    cases = list(load_cases(folder or OWN))
    metafunc.parametrize("case", cases, ids=[case["id"] for case in cases])


@pytest.mark.filterwarnings("ignore:bill_to is for calls")  # the peer does not warn
@pytest.mark.parametrize("run", [run_sync, run_async])
def test_the_same_call_makes_the_same_requests_and_gives_the_same_result(
    case: dict[str, Any], run: Any, pytestconfig: pytest.Config
) -> None:
    media = media_of(pytestconfig.getoption("--vectors") or OWN)
    wanted, used = amended(case, DEPARTURES, media)
    try:
        check(wanted, run(wanted, media), media)
    except BaseException:
        count("vectors", "failed", case["id"])
        raise
    count("vectors", "departures" if used else "passed", case["id"])
