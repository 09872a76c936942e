"""A fixture for tests of applications: ``pytest_plugins = ["inferwire_emulator.pytest_plugin"]`` in a conftest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inferwire_runtime.client import EMULATOR_VARIABLE
from inferwire_runtime.keys import HUGGING_FACE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferwire_emulator.server import Running


@pytest.fixture(scope="session")
def inferwire_emulator_models() -> dict[str, str]:
    """Give the tasks of models whose names do not tell them; override it for your own models."""
    return {}


@pytest.fixture(scope="session")
def _inferwire_emulator_server(inferwire_emulator_models: dict[str, str]) -> Iterator[Running]:
    """Run one emulator for all tests."""
    from inferwire_emulator.server import serve  # only where a test asks for it

    with serve(models=inferwire_emulator_models) as running:
        yield running


@pytest.fixture
def inferwire_emulator(_inferwire_emulator_server: Running, monkeypatch: pytest.MonkeyPatch) -> Running:
    """Give a running emulator with an empty journal, to which every client that the test makes is pointed.

    A made-up token takes the place of the developer's own.
    """
    _inferwire_emulator_server.reset()
    monkeypatch.setenv(EMULATOR_VARIABLE, _inferwire_emulator_server.url)
    monkeypatch.setenv(HUGGING_FACE_VARIABLE, "hf_emulated")
    return _inferwire_emulator_server
