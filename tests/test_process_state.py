"""A test that changes the process for those after it fails, whatever it changed, and the change is undone."""

from __future__ import annotations

import asyncio
import gc
import importlib
import locale
import logging
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import inferwire

from .process_state import CHECKOUT, PARTS, ProcessStateError, changes_between, is_ordinary, read_state, unchanged


def import_from(folder: Path) -> None:
    """Import a module of a folder, and remove the folder from where imports look."""
    (folder / "left_behind.py").touch()
    sys.path.insert(0, str(folder))
    try:
        importlib.import_module("left_behind")
    finally:
        sys.path.remove(str(folder))


def other_locale() -> str:
    return next(name for name in ("C.UTF-8", "C", "POSIX") if name != locale.setlocale(locale.LC_ALL))


def move_zone() -> None:
    """Change the time zone, and the variable back that it comes from."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Pacific/Apia" if time.tzname[0] != "+13" else "UTC")
        time.tzset()


CHANGES: dict[str, dict[str, Callable[[Path], object]]] = {
    "the recursion limit": {"raised": lambda _: sys.setrecursionlimit(16_384)},
    "the limit of digits in an int": {"raised": lambda _: sys.set_int_max_str_digits(100_000)},
    "the switch interval of threads": {"raised": lambda _: sys.setswitchinterval(0.25)},
    "the stack size of threads": {"set": lambda _: threading.stack_size(1024**2)},
    "the locale": {"set": lambda _: locale.setlocale(locale.LC_ALL, other_locale())},
    "the environment": {
        "added": lambda _: os.environ.__setitem__("LEFT_BEHIND", "1"),
        "replaced": lambda _: os.environ.__setitem__("HF_HOME", "elsewhere"),
        "removed": lambda _: os.environ.__delitem__("HF_HOME"),
    },
    "the time zone": {"moved": lambda _: move_zone()},
    "the working directory": {"changed": os.chdir},
    "signal handlers": {
        "ignored": lambda _: signal.signal(signal.SIGTERM, signal.SIG_IGN),
        "handled": lambda _: signal.signal(signal.SIGUSR1, lambda number, frame: None),
    },
    "imported modules": {
        "from a folder of the test": import_from,
        "made by hand": lambda _: sys.modules.__setitem__("left_behind", types.ModuleType("left_behind")),
        "blocked": lambda _: sys.modules.__setitem__("left_behind", None),  # type: ignore[arg-type]
        "replaced": lambda _: sys.modules.__setitem__(
            "inferwire_emulator.server", types.ModuleType("inferwire_emulator.server")
        ),
        "removed": lambda _: sys.modules.pop("inferwire_runtime.client"),
    },
    "where modules are imported from": {
        "path": lambda folder: sys.path.append(str(folder)),
        "finder": lambda _: sys.meta_path.append(object()),  # type: ignore[arg-type]
        "hook": lambda _: sys.path_hooks.append(lambda path: None),  # type: ignore[arg-type, return-value]
    },
    "sys.dont_write_bytecode": {
        "changed": lambda _: setattr(sys, "dont_write_bytecode", not sys.dont_write_bytecode),
    },
    "hooks of exceptions and profilers": {
        "exception": lambda _: setattr(sys, "excepthook", print),
        "unraisable": lambda _: setattr(sys, "unraisablehook", print),
        "thread": lambda _: setattr(threading, "excepthook", print),
    },
    "garbage collection": {
        "disabled": lambda _: gc.disable(),
        "often": lambda _: gc.set_threshold(1, 1, 1),
    },
    "logging": {
        "level of the root": lambda _: logging.getLogger().setLevel(logging.CRITICAL),
        "handler of the root": lambda _: logging.getLogger().addHandler(logging.NullHandler()),
        "filter": lambda _: logging.getLogger("httpx").addFilter(lambda record: False),
        "level of a new logger": lambda _: logging.getLogger("left.behind").setLevel(logging.ERROR),
        "propagation": lambda _: setattr(logging.getLogger("left.behind"), "propagate", False),
        "disabled": lambda _: setattr(logging.getLogger("inferwire"), "disabled", True),
        "all disabled": lambda _: logging.disable(),
        "class": lambda _: logging.setLoggerClass(type("Logger", (logging.Logger,), {})),
        "factory": lambda _: logging.setLogRecordFactory(lambda *args, **kw: logging.LogRecord(*args, **kw)),
    },
    "the default timeout of sockets": {"set": lambda _: socket.setdefaulttimeout(5)},
    "the event loop policy": {"set": lambda _: asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())},
    "the default clients of inferwire": {"configured": lambda _: inferwire.configure(provider="groq")},
}
EACH = [(part, how) for part, changes in CHANGES.items() for how in changes]


def test_there_is_a_change_of_every_part() -> None:
    assert list(CHANGES) == list(PARTS)


@pytest.mark.parametrize(("part", "how"), EACH, ids=[f"{part}, {how}" for part, how in EACH])
def test_each_change_is_an_error_and_is_undone(part: str, how: str, tmp_path: Path) -> None:
    for name in ("inferwire_emulator.server", "inferwire_runtime.client"):
        importlib.import_module(name)
    before = read_state()
    with pytest.raises(ProcessStateError, match=f"^this test changed the process .*\n- {part}"), unchanged("this test"):
        CHANGES[part][how](tmp_path)
    assert changes_between(before, read_state()) == []


def test_a_value_of_the_environment_is_not_shown() -> None:
    with pytest.raises(ProcessStateError) as caught, unchanged("this test"):
        os.environ["LEFT_BEHIND"] = "a secret"
    assert "LEFT_BEHIND" in str(caught.value)
    assert "a secret" not in str(caught.value)


def test_what_tests_may_do_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with unchanged("this test"):
        importlib.import_module("colorsys")
        random.random()
        logging.getLogger("a logger that is new").debug("a line")


LIBRARIES = ("sys", "json", "pytest", "yaml", "numpy")
OURS = ("inferwire", "inferwire_runtime.client", "inferwire_codegen.spec.load", "tests")


@pytest.mark.parametrize("name", [*LIBRARIES, *OURS])
def test_modules_of_libraries_and_of_the_checkout_are_ordinary(name: str) -> None:
    assert is_ordinary(importlib.import_module(name))


@pytest.fixture
def run_tests(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Return what runs the text of a test file under the guard, and returns the summary."""

    def run(text: str) -> str:
        names = "process_after_module, process_after_test"
        (tmp_path / "conftest.py").write_text(f"from tests.conftest import {names}\n", encoding="utf-8")
        (tmp_path / "test_file.py").write_text(text, encoding="utf-8")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-rA",
                "-p",
                "no:randomly",
                "-p",
                "no:cacheprovider",
                "test_file.py",
            ],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr

    return run


def test_the_test_that_changed_the_process_fails_and_no_other(run_tests: Callable[[str], str]) -> None:
    output = run_tests(
        """\
import os, sys

def test_before():
    pass

def test_guilty():
    sys.setrecursionlimit(16_384)
    os.environ["LEFT_BEHIND"] = "1"

def test_after():
    assert sys.getrecursionlimit() < 16_384
    assert "LEFT_BEHIND" not in os.environ

def test_patient(monkeypatch, tmp_path):
    monkeypatch.setenv("LEFT_BEHIND", "1")
    monkeypatch.chdir(tmp_path)
"""
    )
    assert "4 passed, 1 error" in output
    assert "ERROR test_file.py::test_guilty" in output
    assert "- the recursion limit: 1000 became 16384" in output
    assert "- the environment: LEFT_BEHIND" in output


def test_a_fixture_of_a_module_that_changed_the_process_fails(run_tests: Callable[[str], str]) -> None:
    output = run_tests(
        """\
import importlib, sys
import pytest

@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imported")
    (folder / "left_behind.py").touch()
    sys.path.insert(0, str(folder))
    yield importlib.import_module("left_behind")
    sys.path.remove(str(folder))

def test_it(imported):
    assert imported.__name__ == "left_behind"
"""
    )
    assert "1 passed, 1 error" in output
    assert "a fixture of test_file.py changed the process" in output
    assert "- imported modules: left_behind" in output


def test_warning_filters_are_restored_by_pytest(run_tests: Callable[[str], str]) -> None:
    output = run_tests(
        """\
import warnings

filters = []

def test_before():
    filters[:] = warnings.filters
    warnings.simplefilter("ignore")
    assert warnings.filters != filters

def test_after():
    assert warnings.filters == filters
"""
    )
    assert "2 passed" in output
