"""The requests and results of Hugging Face's JavaScript client, on each backend.

Each case is replayed by a client of the caller's own, and over real HTTP, file by file, by each transport.

``pytest tests/test_golden.py --golden DIR`` replays another folder of the same form, compressed or not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from .conftest import count
from .replay.golden import Case, Media, amended, check, load_files, run
from .replay.known_differences import KNOWN_DIFFERENCES
from .replay.transports import (
    BACKENDS,
    OWN_CLIENT,
    TRANSPORTS,
    ReplayServer,
    Sender,
    find_sender,
    on_every_backend,
    replay_all,
)
from .support.fixtures import GOLDEN

pytestmark = pytest.mark.filterwarnings("ignore:bill_to applies to calls")  # the recorded client does not warn

media_of = cache(Media)
files_of = cache(load_files)


def folder_of(config: pytest.Config) -> Path:
    return config.getoption("--golden") or GOLDEN


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    files = files_of(folder_of(metafunc.config))
    if "case" in metafunc.fixturenames:
        cases = [case for cases in files.values() for case in cases]
        metafunc.parametrize("case", cases, ids=[case["id"] for case in cases])
    else:
        metafunc.parametrize("file", files)


def replay(case: Case, media: Media, sender: Sender, backend: str, kind: str) -> None:
    """Make a recorded call, check it, and count it."""
    expected, used = amended(case, KNOWN_DIFFERENCES, media)
    try:
        check(expected, run(expected, media, sender, backend), media)
    except BaseException:
        count(kind, "failed", case["id"])
        raise
    count(kind, "known differences" if used else "passed", case["id"])


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_same_call_sends_the_same_requests_and_returns_the_same_result(
    case: Case, backend: str, replay_server: ReplayServer, pytestconfig: pytest.Config
) -> None:
    sender = find_sender(OWN_CLIENT, replay_server)
    replay(case, media_of(folder_of(pytestconfig)), sender, backend, "golden")


@on_every_backend(*TRANSPORTS)
def test_every_transport_sends_the_same_requests_and_returns_the_same_results(
    file: str, sender: str, backend: str, replay_server: ReplayServer, pytestconfig: pytest.Config
) -> None:
    folder = folder_of(pytestconfig)
    media, send = media_of(folder), find_sender(sender, replay_server)
    replay_all(files_of(folder)[file], lambda case: replay(case, media, send, backend, f"golden by {sender}"))
