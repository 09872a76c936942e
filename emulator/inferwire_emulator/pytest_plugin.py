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
    return _connected(_inferwire_emulator_server, monkeypatch)


@pytest.fixture
def strict_inferwire_emulator(
    inferwire_emulator_models: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningEmulator]:
    """Return a running emulator that responds only as the test defines with ``respond``.

    The test fails if a call was not expected, or if a response was not received.
    """
    with serve(models=inferwire_emulator_models, strict=True) as running:
        yield _connected(running, monkeypatch)


def _connected(running: RunningEmulator, monkeypatch: pytest.MonkeyPatch) -> RunningEmulator:
    """Return an emulator without traces of other tests, to which all clients connect."""
    running.reset()
    monkeypatch.setenv(EMULATOR_VARIABLE, running.url)
    monkeypatch.setenv(HUGGING_FACE_VARIABLE, "hf_emulated")
    return running
