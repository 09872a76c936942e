"""A running emulator for the code on the pages, and a folder with the files that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inferwire_emulator import RunningEmulator, serve
from inferwire_emulator.media import read_media
from inferwire_emulator.tables import load_tables

FILES = {
    "image.png": "image/png",
    "cat.png": "image/png",
    "audio.wav": "audio/wav",
    "speech.wav": "audio/wav",
    "video.mp4": "video/mp4",
}


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


@pytest.fixture
def reader_folder(emulator: RunningEmulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where a reader does: in a folder with the files, with the emulator and all keys in the environment."""
    emulator.reset()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("INFERWIRE_EMULATOR_URL", emulator.url)
    monkeypatch.setenv("HF_TOKEN", "hf_emulated")
    for provider in load_tables().registry.providers.values():
        for variable in provider.variables:
            monkeypatch.setenv(variable, "own-key")
    for name, media_type in FILES.items():
        (tmp_path / name).write_bytes(read_media(media_type))
    return tmp_path
