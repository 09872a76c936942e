"""The requests and results of the JavaScript peer, through both drivers: case by case with a client of the caller's
own, and over real HTTP, file by file, by each transport.

``pytest tests/test_vectors.py --vectors DIR`` replays another folder of the same form.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .conftest import count
from .replay.departures import DEPARTURES
from .replay.vectors import Case, Media, amended, check, load_files, run_async, run_sync
from .replay.ways import OWN_CLIENT, TRANSPORTS, ReplayServer, Way, find_way, replay_all

OWN = Path(__file__).parent / "data" / "vectors"
DRIVERS = pytest.mark.parametrize("run", [run_sync, run_async])
pytestmark = pytest.mark.filterwarnings("ignore:bill_to is for calls")  # the peer does not warn

media_of = cache(Media)
files_of = cache(load_files)


def folder_of(config: pytest.Config) -> Path:
    return config.getoption("--vectors") or OWN


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    files = files_of(folder_of(metafunc.config))
    if "case" in metafunc.fixturenames:
        cases = [case for cases in files.values() for case in cases]
        metafunc.parametrize("case", cases, ids=[case["id"] for case in cases])
    else:
        metafunc.parametrize("file", files)


def replay(case: Case, media: Media, run: Any, way: Way, kind: str) -> None:
    """Make a recorded call, judge it, and count it among its kind."""
    wanted, used = amended(case, DEPARTURES, media)
    try:
        check(wanted, run(wanted, media, way), media)
    except BaseException:
        count(kind, "failed", case["id"])
        raise
    count(kind, "departures" if used else "passed", case["id"])


@DRIVERS
def test_the_same_call_makes_the_same_requests_and_gives_the_same_result(
    case: Case, run: Any, replay_server: ReplayServer, pytestconfig: pytest.Config
) -> None:
    replay(case, media_of(folder_of(pytestconfig)), run, find_way(OWN_CLIENT, replay_server), "vectors")


@DRIVERS
@pytest.mark.parametrize("http", TRANSPORTS)
def test_every_transport_makes_the_same_requests_and_gives_the_same_results(
    file: str, http: str, run: Any, replay_server: ReplayServer, pytestconfig: pytest.Config
) -> None:
    folder = folder_of(pytestconfig)
    media, way = media_of(folder), find_way(http, replay_server)
    replay_all(files_of(folder)[file], lambda case: replay(case, media, run, way, f"vectors by {http}"))
