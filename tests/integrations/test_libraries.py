"""The libraries themselves: run by ``nox -s integrations``, which installs them."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.integrations.programs import PROGRAMS


@pytest.mark.parametrize("library", list(PROGRAMS))
def test_programs(library: str) -> None:
    if find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    command = [sys.executable, "-m", "tests.integrations.programs", library]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
