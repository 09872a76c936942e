"""Every case in `cases/` through both drivers, on every way: data, no Python. `replay/cases.py` tells their form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .replay.cases import load_own_cases
from .replay.vectors import Media, check, run_async, run_sync
from .replay.ways import WAYS, ReplayServer, find_way

HERE = Path(__file__).parent
MEDIA = Media(HERE / "data" / "vectors")
CASES = list(load_own_cases(HERE / "cases", MEDIA))


@pytest.mark.parametrize("run", [run_sync, run_async])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_call_makes_these_requests_and_comes_to_this(
    case: dict[str, Any], run: Any, way: str, replay_server: ReplayServer
) -> None:
    check(case, run(case, MEDIA, find_way(way, replay_server)), MEDIA)
