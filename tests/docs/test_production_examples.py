"""The programs of ``examples/`` for production run against the emulator."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from inferwire.otel import uninstrument
from inferwire_emulator import RunningEmulator, serve

EXAMPLES = Path(__file__).parents[2] / "examples"


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"examples_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningEmulator]:
    with serve() as running:
        monkeypatch.setenv("INFERWIRE_EMULATOR_URL", running.url)
        monkeypatch.setenv("HF_TOKEN", "hf_test")
        yield running


def test_failover_with_telemetry(emulator: RunningEmulator, capsys: pytest.CaptureFixture[str]) -> None:
    emulator.add_fault("status=503", host="router.huggingface.co")
    try:
        assert load("failover_with_telemetry").main()
    finally:
        uninstrument()
    first, second = capsys.readouterr().out.splitlines()
    assert first == "groq failed (503), together is next"
    assert second.startswith("together took 0.")
    assert second.endswith(" tokens, None dollars")


def test_the_web_app_for_videos_survives_a_restart(
    emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def call(method: str, path: str, **options: Any) -> httpx.Response:
        module = load("video_web_app")  # a new process each time, with the same database
        monkeypatch.setattr(module, "DATABASE", tmp_path / "jobs")
        transport = httpx.ASGITransport(app=module.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://app") as http, module.client:
            return await http.request(method, path, **options)

    async def run() -> None:
        started = await call("POST", "/jobs", json={"prompt": "A cat walks"})
        assert started.status_code == 202
        path = f"/jobs/{started.json()['id']}"
        report = (await call("GET", path)).json()
        assert report.keys() == {"status", "position", "progress", "error", "done", "seconds"}
        assert report["error"] is None
        video = await call("GET", f"{path}/video")
        assert video.headers["content-type"] == "video/mp4"
        assert (await call("DELETE", path)).json().keys() == {"notified"}

    anyio.run(run)
    assert [each.method for each in emulator.journal].count("POST") == 1
