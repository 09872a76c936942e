"""An emulator that the code on the pages talks to, and a folder with the files that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import inferwire
from inferwire.emulator import TABLES
from inferwire_emulator import Running, serve
from inferwire_emulator.answers import read_media

FILES = {
    "image.png": "image/png",
    "cat.png": "image/png",
    "audio.wav": "audio/wav",
    "speech.wav": "audio/wav",
    "video.mp4": "video/mp4",
}


@pytest.fixture(scope="session")
def emulator() -> Iterator[Running]:
    with serve() as running:
        yield running


@pytest.fixture
def here(emulator: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be where a reader is: in a folder with the files, the emulator and all keys in the environment."""
    emulator.reset()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("INFERWIRE_EMULATOR_URL", emulator.url)
    monkeypatch.setenv("HF_TOKEN", "hf_emulated")
    for provider in TABLES.registry.providers.values():
        for variable in provider.variables:
            monkeypatch.setenv(variable, "own-key")
    for name, media_type in FILES.items():
        (tmp_path / name).write_bytes(read_media(media_type))
    assert inferwire.providers()
    return tmp_path
