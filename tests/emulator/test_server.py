"""The emulator starts and stops cleanly: in a thread, as a process, and as a pytest fixture."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

import inferwire_emulator
from inferwire import InferenceClient
from inferwire_emulator import Emulator, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-W", "error", "-m", "inferwire_emulator"]


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """Start the command and return its process, its URL and what it printed."""
    process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        lines = [process.stdout.readline() for _ in range(4)]
        found = re.search(r"http://[\w.:]+", lines[0])
        assert found is not None
        yield process, found[0], lines
    finally:
        process.kill()
        process.communicate()


def test_serve_runs_until_the_end_of_the_with_block() -> None:
    others = set(threading.enumerate())
    with serve() as emulator:
        assert httpx.get(emulator.url).status_code == 200
        assert "inferwire-emulator" in [thread.name for thread in set(threading.enumerate()) - others]
    with pytest.raises(httpx.ConnectError):
        httpx.get(emulator.url)
    assert "inferwire-emulator" not in [thread.name for thread in set(threading.enumerate()) - others]


def test_two_emulators_run_at_once() -> None:
    with serve() as first, serve() as second:
        assert first.url != second.url
        httpx.get(f"{first.url}/example.com/image.png")
        assert (len(first.journal), len(second.journal)) == (1, 0)


def test_it_stops_while_a_request_is_incomplete() -> None:
    with serve() as emulator:
        port = int(emulator.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"POST /example.com/ HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n")
            httpx.get(emulator.url)


def test_a_port_in_use_is_an_error() -> None:
    with serve() as emulator, pytest.raises(OSError, match="in use"), serve(port=int(emulator.url.rpartition(":")[2])):
        pass


def test_models_and_an_emulator_cannot_be_combined() -> None:
    with pytest.raises(ValueError, match="pass them to Emulator"), serve(Emulator(), models={}):
        pass


def test_the_command_prints_how_to_use_it() -> None:
    with started("--port", "0", "--model", "facebook/bart-large-cnn=summarization") as (process, url, lines):
        assert f"export INFERWIRE_EMULATOR_URL={url} " in lines[1]
        assert f'emulator_url="{url}"' in lines[2]
        with InferenceClient(api_key="hf_emulated", emulator_url=url) as client:
            assert client.summarization("A long text.", model="emulated/summarization").summary_text in str(
                client.summarization("A long text.", model="facebook/bart-large-cnn")
            )
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=10)
        assert (process.returncode, rest, errors) == (0, "", "")


def test_the_command_reports_a_port_in_use() -> None:
    with serve() as emulator:
        port = emulator.url.rpartition(":")[2]
        ended = subprocess.run([*COMMAND, "--port", port], capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stdout == ""
    reason = f"cannot listen on 127.0.0.1, port {port}: Address already in use"
    assert ended.stderr == f"inferwire_emulator: {reason}; choose another --port or --host\n"


def test_the_command_reports_invalid_arguments() -> None:
    ended = subprocess.run([*COMMAND, "--model", "a/b=sumarization"], capture_output=True, text=True)
    assert ended.returncode == 1
    assert "did you mean 'summarization'?" in ended.stderr
    ended = subprocess.run([*COMMAND, "--journal-bytes", "0"], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (1, "inferwire_emulator: `journal_bytes` must be an int ≥ 1, got 0\n")
    for arguments, message in (
        (["--model", "a/b"], "a model must be passed as ID=TASK"),
        (["--port", "70000"], "a port must be an int from 0 to 65535, got '70000'"),
        (["--port", "x"], "a port must be an int from 0 to 65535, got 'x'"),
    ):
        ended = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True)
        assert ended.returncode == 2
        assert message in ended.stderr
        assert "Traceback" not in ended.stderr


def test_the_command_describes_its_options() -> None:
    ended = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True)
    text = " ".join(ended.stdout.split())
    assert "Run a local HTTP server that emulates the Hugging Face Hub" in text
    assert "number of recent requests to record (default: 10000)" in text
    assert "total size of the recorded requests (default: 67108864)" in text


def test_a_running_emulator_shows_its_url() -> None:
    with serve() as emulator:
        assert repr(emulator) == f"<RunningEmulator {emulator.url}>"


def test_every_exported_name_exists() -> None:
    assert all(hasattr(inferwire_emulator, name) for name in inferwire_emulator.__all__)


def test_the_client_does_not_import_the_emulator() -> None:
    code = "import inferwire, sys; inferwire.InferenceClient(); print('inferwire_emulator' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "False\n"


def test_the_fixture_connects_every_client(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        """
import pytest

pytest_plugins = ["inferwire_emulator.pytest_plugin"]


@pytest.fixture(scope="session")
def inferwire_emulator_models():
    return {"my/model": "summarization"}
"""
    )
    (tmp_path / "test_application.py").write_text(
        """
import os

import pytest

from inferwire import InferenceClient


@pytest.mark.parametrize("run", [1, 2])
def test_application(inferwire_emulator, run):
    assert inferwire_emulator.journal == []
    with InferenceClient() as client:
        assert client.summarization("A long text.", model="my/model").summary_text
    assert len(inferwire_emulator.journal) == 2


def test_environment_is_restored():
    assert "INFERWIRE_EMULATOR_URL" not in os.environ
    assert "HF_TOKEN" not in os.environ
"""
    )
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert "3 passed" in ended.stdout, ended.stdout
