"""Real responses of production services decode to typed results, on each backend.

Each cassette is replayed by a client of the caller's own, and over real HTTP, file by file, by each transport.

``pytest tests/test_cassettes.py --cassettes DIR`` replays another folder of the same form, compressed or not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import inferwire

from .conftest import count
from .replay.cassettes import Cassette, check_cassette, check_model_info, has_call, load_files, play
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
from .support.fixtures import CASSETTES

# The Hub's descriptions of models, from before they had mappings: they are parsed, and no call is made.
WITHOUT_A_CALL = ["hub.model-info.bert-base-uncased.b937c.0", "hub.model-info.paraphrase-xlm-r-multilingual-v1.8e5cb6"]

files_of = cache(load_files)


def folder_of(config: pytest.Config) -> Path:
    return config.getoption("--cassettes") or CASSETTES


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    files = files_of(folder_of(metafunc.config))
    if "cassette" in metafunc.fixturenames:
        cassettes = [cassette for cassettes in files.values() for cassette in cassettes]
        metafunc.parametrize("cassette", cassettes, ids=[cassette["id"] for cassette in cassettes])
    elif "file" in metafunc.fixturenames:
        metafunc.parametrize("file", files)


def replay(cassette: Cassette, folder: Path, sender: Sender, backend: str, kind: str) -> None:
    """Make a recorded call, check it, and count it."""
    try:
        if has_call(cassette):
            check_cassette(cassette, *play(cassette, folder, sender, backend))
        else:
            check_model_info(cassette)
    except BaseException:
        count(kind, "failed", cassette["id"])
        raise
    count(kind, "passed", cassette["id"])


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_real_response_decodes_to_the_result_that_the_cassette_names(
    cassette: Cassette, backend: str, replay_server: ReplayServer, pytestconfig: pytest.Config
) -> None:
    replay(cassette, folder_of(pytestconfig), find_sender(OWN_CLIENT, replay_server), backend, "cassettes")


@on_every_backend(*TRANSPORTS)
def test_every_transport_returns_the_results_that_the_cassettes_name(
    file: str, sender: str, backend: str, replay_server: ReplayServer, pytestconfig: pytest.Config
) -> None:
    folder, send = folder_of(pytestconfig), find_sender(sender, replay_server)
    cassettes = [cassette for cassette in files_of(folder)[file] if has_call(cassette)]
    replay_all(cassettes, lambda cassette: replay(cassette, folder, send, backend, f"cassettes by {sender}"))


def test_the_cassettes_without_a_call_are_known() -> None:
    cassettes = [cassette for cassettes in files_of(CASSETTES).values() for cassette in cassettes]
    assert [cassette["id"] for cassette in cassettes if not has_call(cassette)] == WITHOUT_A_CALL


def test_a_verified_provider_has_recorded_responses() -> None:
    verified = {info.name for info in inferwire.list_providers(details=True) if info.verified == "cassette"}
    recorded = {path.name.partition(".")[0] for path in CASSETTES.glob("*.json.gz")}
    recorded |= {path.parent.name for path in (Path(__file__).parent / "cases").glob("*/recorded-*.yaml")}
    assert verified
    assert verified <= recorded
