"""A pytest fixture: ``pytest_plugins = ["inferwire_emulator.pytest_plugin"]`` in a conftest enables it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inferwire_emulator.client_imports import EMULATOR_VARIABLE, HUGGING_FACE_VARIABLE
from inferwire_emulator.server import RunningEmulator, serve

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def inferwire_emulator_models() -> dict[str, str]:
    """Return the task of each model whose ID does not contain one. Override this fixture to add your own models."""
    return {}


@pytest.fixture(scope="session")
def _inferwire_emulator_server(inferwire_emulator_models: dict[str, str]) -> Iterator[RunningEmulator]:
    """Run an emulator that all tests share."""
    with serve(models=inferwire_emulator_models) as running:
        yield running


@pytest.fixture
def inferwire_emulator(_inferwire_emulator_server: RunningEmulator, monkeypatch: pytest.MonkeyPatch) -> RunningEmulator:
    """Return a running emulator with an empty journal. All clients in the test connect to it.

    The Hugging Face token in the environment is replaced by a fake token.
    """
    _inferwire_emulator_server.reset()
    monkeypatch.setenv(EMULATOR_VARIABLE, _inferwire_emulator_server.url)
    monkeypatch.setenv(HUGGING_FACE_VARIABLE, "hf_emulated")
    return _inferwire_emulator_server
