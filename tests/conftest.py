"""Options of the replays and their counts at the end; keys that are kept away from tests, and watched for in them."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from .known_keys import keys_in, watched_errors, watched_logs
from .raw_server import Act, Server

if TYPE_CHECKING:
    from .replay.ways import ReplayServer

pytest.register_assert_rewrite("tests.replay")

# The same examples in every run; `--hypothesis-profile=search` looks for others.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("steady")

COUNTS: dict[str, dict[str, set[str]]] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--vectors", type=Path, default=None, help="replay this folder of vectors")
    parser.addoption("--tapes", type=Path, default=None, help="replay this folder of tapes")
    parser.addoption("--http", default=None, help="run all tests of faults over this transport, or over 'all'")


@pytest.fixture(scope="session")
def replay_server() -> Iterator[ReplayServer]:
    """Give what answers replays over real HTTP: one for each process."""
    from .replay.ways import ReplayServer  # once its assertions can be rewritten

    with closing(ReplayServer()) as server:
        yield server


@pytest.fixture(autouse=True)
def no_ambient_keys(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the machine's own keys out of the tests."""
    for name in ("HF_TOKEN", "HF_TOKEN_PATH", "HF_HOME", "INFERWIRE_EMULATOR_URL", "GROQ_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path_factory.getbasetemp() / "no-home"))


@pytest.fixture(autouse=True)
def no_key_is_shown() -> Iterator[None]:
    """Look for the known keys in what a test logs, and in the errors that it waits for."""
    with watched_logs() as watch, watched_errors():
        yield
    assert keys_in("\n".join(watch.lines)) == []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for kind, counts in COUNTS.items():
        failed = counts["failed"]
        passed = counts["passed"] - failed
        departures = counts.get("departures", set()) - failed
        line = f"{kind}: {len(passed)} passed, {len(failed)} failed"
        terminalreporter.write_line(f"{line}, {len(departures)} departures" if kind == "vectors" else line)


def count(kind: str, outcome: str, name: str) -> None:
    """Count a case once, whichever drivers it ran through."""
    COUNTS.setdefault(kind, {"passed": set(), "failed": set()}).setdefault(outcome, set()).add(name)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Give what starts a server on an act, and on a TLS context where it is to speak that."""
    servers: list[Server] = []

    def start(act: Act, tls: ssl.SSLContext | None = None) -> Server:
        servers.append(Server(act, tls))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
