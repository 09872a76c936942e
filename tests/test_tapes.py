"""Real replies of production services decode to typed results, through both drivers: tape by tape with a client of the
caller's own, and over real HTTP, file by file, by each transport.

``pytest tests/test_tapes.py --tapes DIR`` replays another folder of the same form.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .conftest import count
from .replay.tapes import Tape, check_model_info, check_tape, load_files, makes_a_call, play_async, play_sync
from .replay.ways import OWN_CLIENT, TRANSPORTS, ReplayServer, Way, find_way, replay_all

OWN = Path(__file__).parent / "data" / "tapes"
DRIVERS = pytest.mark.parametrize("play", [play_sync, play_async])
# Pages of models on the Hub, from before mappings were on them: they are read, and no call is made of them.
WITHOUT_A_CALL = ["hub.model-info.bert-base-uncased.b937c.0", "hub.model-info.paraphrase-xlm-r-multilingual-v1.8e5cb6"]

files_of = cache(load_files)


def folder_of(config: pytest.Config) -> Path:
    return config.getoption("--tapes") or OWN


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    files = files_of(folder_of(metafunc.config))
    if "tape" in metafunc.fixturenames:
        tapes = [tape for tapes in files.values() for tape in tapes]
        metafunc.parametrize("tape", tapes, ids=[tape["id"] for tape in tapes])
    elif "file" in metafunc.fixturenames:
        metafunc.parametrize("file", files)


def replay(tape: Tape, folder: Path, play: Any, way: Way, kind: str) -> None:
    """Make a recorded call, judge it, and count it among its kind."""
    try:
        if makes_a_call(tape):
            check_tape(tape, *play(tape, folder, way))
        else:
            check_model_info(tape)
    except BaseException:
        count(kind, "failed", tape["id"])
        raise
    count(kind, "passed", tape["id"])


@DRIVERS
def test_a_real_reply_gives_the_result_that_the_tape_names(
    tape: Tape, play: Any, replay_server: ReplayServer, pytestconfig: pytest.Config
) -> None:
    replay(tape, folder_of(pytestconfig), play, find_way(OWN_CLIENT, replay_server), "tapes")


@DRIVERS
@pytest.mark.parametrize("http", TRANSPORTS)
def test_every_transport_gives_the_results_that_the_tapes_name(
    file: str, http: str, play: Any, replay_server: ReplayServer, pytestconfig: pytest.Config
) -> None:
    folder, way = folder_of(pytestconfig), find_way(http, replay_server)
    tapes = [tape for tape in files_of(folder)[file] if makes_a_call(tape)]
    replay_all(tapes, lambda tape: replay(tape, folder, play, way, f"tapes by {http}"))


def test_the_tapes_without_a_call_are_known() -> None:
    tapes = [tape for tapes in files_of(OWN).values() for tape in tapes]
    assert [tape["id"] for tape in tapes if not makes_a_call(tape)] == WITHOUT_A_CALL
