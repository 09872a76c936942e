"""Every case in `cases/`, on each backend and by each transport: data, no Python.

`replay/cases.py` describes their form.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .replay.cases import load_own_cases
from .replay.golden import Media, check, run
from .replay.transports import SENDERS, ReplayServer, find_sender, on_every_backend
from .support.fixtures import GOLDEN

MEDIA = Media(GOLDEN)
CASES = list(load_own_cases(Path(__file__).parent / "cases", MEDIA))


@on_every_backend(*SENDERS)
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_call_sends_these_requests_and_has_this_result(
    case: dict[str, Any], sender: str, backend: str, replay_server: ReplayServer
) -> None:
    check(case, run(case, MEDIA, find_sender(sender, replay_server), backend), MEDIA)
