"""Options and counts of the replays; the machine's keys are hidden, and known keys are looked for in logs."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, settings

from .process_state import unchanged
from .support.known_keys import keys_in, watched_errors, watched_logs
from .support.raw_server import Handler, RawServer

if TYPE_CHECKING:
    from .replay.transports import ReplayServer

pytest.register_assert_rewrite("tests.replay")

# No explanation of failures, which takes hours where each example generates a package.
QUICK_PHASES = [phase for phase in Phase if phase is not Phase.explain]
# The same examples in every run; `--hypothesis-profile=search` looks for others.
settings.register_profile("steady", derandomize=True, deadline=None, database=None, phases=QUICK_PHASES)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.register_profile("fuzz", max_examples=int(os.environ.get("FUZZ_EXAMPLES", "2000")), deadline=None)
settings.load_profile("steady")

COUNTS: dict[str, dict[str, set[str]]] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", type=Path, default=None, help="replay this folder of golden cases")
    parser.addoption("--cassettes", type=Path, default=None, help="replay this folder of cassettes")
    parser.addoption("--fuzz", action="store_true", help="run the long form of the tests in tests/fuzz")
    parser.addoption("--transport", default=None, help="run all fault tests over this transport, or over 'all'")


@pytest.fixture(scope="session")
def replay_server() -> Iterator[ReplayServer]:
    """Return the server of replays over real HTTP: one for each process."""
    from .replay.transports import ReplayServer  # once its assertions can be rewritten

    with closing(ReplayServer()) as server:
        yield server


@pytest.fixture(scope="module", autouse=True)
def process_after_module(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail if the fixtures of a module leave the process in another state than they found it in."""
    with unchanged(f"a fixture of {request.node.nodeid}"):
        yield


@pytest.fixture(autouse=True)
def process_after_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves the process in another state than it found it in."""
    with unchanged(request.node.nodeid):
        yield


@cache
def account_variables() -> tuple[str, ...]:
    """Return the environment variables of the values of accounts that providers need apart from a key."""
    from inferwire.providers import REGISTRY  # not for tests of other packages

    accounts = [provider.account for provider in REGISTRY.providers.values()]
    return tuple(variable for account in accounts for variable, default in account.values() if default is None)


@pytest.fixture(autouse=True)
def no_ambient_keys(
    process_after_test: None,  # so that `monkeypatch` restores its changes before they are looked for
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Keep the machine's own keys out of the tests."""
    names = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH", "HF_HOME", "INFERWIRE_EMULATOR_URL", "GROQ_API_KEY")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path_factory.getbasetemp() / "no-home"))
    for variable in account_variables():
        monkeypatch.setenv(variable, "emulated")


@pytest.fixture(autouse=True)
def no_key_is_shown(process_after_test: None) -> Iterator[None]:
    """Look for the known keys in what a test logs, and in the errors that it expects."""
    with watched_logs() as recorder, watched_errors():
        yield
    assert keys_in("\n".join(recorder.lines)) == []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for kind, counts in COUNTS.items():
        failed = counts["failed"]
        passed = counts["passed"] - failed
        differences = counts.get("known differences", set()) - failed
        line = f"{kind}: {len(passed)} passed, {len(failed)} failed"
        terminalreporter.write_line(f"{line}, {len(differences)} known differences" if "golden" in kind else line)


def count(kind: str, outcome: str, name: str) -> None:
    """Count a case once, however many backends it ran on."""
    COUNTS.setdefault(kind, {"passed": set(), "failed": set()}).setdefault(outcome, set()).add(name)


@pytest.fixture
def serve() -> Iterator[Callable[..., RawServer]]:
    """Return a function that starts a server, given its handler and, for TLS, a context."""
    servers: list[RawServer] = []

    def start(handler: Handler, tls: ssl.SSLContext | None = None) -> RawServer:
        servers.append(RawServer(handler, tls))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
