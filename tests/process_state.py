"""The state of the process that tests share, and what a test changed in it.

Whatever runs later in the same process depends on such a change, so that the order of the tests decides what passes.
pytest itself restores warning filters after each test, and pytest-randomly seeds `random` and numpy before each; the
rest is read here. Caches of immutable values, such as those of `functools.lru_cache`, are not state.
"""

from __future__ import annotations

import asyncio
import gc
import locale
import logging
import os
import signal
import site
import socket
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

CHECKOUT = Path(__file__).parents[1]
SIGNALS = sorted(signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP})
PHASE = "PYTEST_CURRENT_TEST"  # an environment variable that pytest changes with each phase
SHARED = ("_cython_", "cython_runtime")  # modules without a file that extensions share
LOGGING = ("root", "disable", "logger class", "record factory")


class StatePart(NamedTuple):
    """One part of the state: how it is read, and how it is restored."""

    read: Callable[[], Any]
    restore: Callable[[Any], object]


class ProcessStateError(AssertionError):
    """A test left the process in another state than it found it in."""


# Modules


def library_roots() -> tuple[str, ...]:
    """Return the folders that ordinary imports come from: Python's, those of installed packages, and the checkout."""
    paths = {name: path for name, path in sysconfig.get_paths().items() if name.endswith(("stdlib", "lib"))}
    places = {*paths.values(), *site.getsitepackages(), str(CHECKOUT), os.path.dirname(os.__file__)}
    return tuple(sorted({os.path.realpath(place) + os.sep for place in places}))


ROOTS = library_roots()


def is_ordinary(module: ModuleType | None) -> bool:
    """Return whether a module may stay imported: it is built in, or its file is a library's or the checkout's own."""
    if module is None:
        return False  # an import that a test blocked
    spec = getattr(module, "__spec__", None)
    if spec is None:
        return module.__name__.startswith(SHARED)  # others were made by hand
    if spec.origin in ("built-in", "frozen"):
        return True
    places = [spec.origin] if spec.has_location else list(spec.submodule_search_locations or ())
    if not places:  # made by a library, as `six.moves` is
        parent = sys.modules.get(spec.name.partition(".")[0])
        return parent is not None and parent is not module and is_ordinary(parent)
    return all(os.path.realpath(place).startswith(ROOTS) for place in places)


def restore_modules(before: Mapping[str, ModuleType | None]) -> None:
    for name in [name for name, module in sys.modules.items() if name not in before and not is_ordinary(module)]:
        del sys.modules[name]
    sys.modules.update(before)  # type: ignore[arg-type]


# Signals, logging


def read_signals() -> list[Any]:
    return [signal.getsignal(number) for number in SIGNALS]


def restore_signals(before: list[Any]) -> None:
    for number, handler in zip(SIGNALS, before, strict=True):
        if handler is not None and signal.getsignal(number) != handler:  # None was not set by Python
            signal.signal(number, handler)


def logging_of(logger: logging.Logger) -> tuple[Any, ...]:
    handlers = tuple(handler for handler in logger.handlers if not is_of_pytest(handler))
    return logger.level, handlers, tuple(logger.filters), logger.propagate, logger.disabled


def is_of_pytest(handler: logging.Handler) -> bool:
    """Return whether pytest added a handler, which it does to some loggers in each phase of a test."""
    return type(handler).__module__ == "_pytest.logging"


DEFAULT_LOGGING = logging_of(logging.Logger("new"))


def read_logging() -> dict[str, Any]:
    """Return how logging is configured: loggers that are as new ones are left out."""
    root = logging.getLogger()
    found: dict[str, Any] = dict(
        zip(
            LOGGING,
            (logging_of(root), root.manager.disable, logging.getLoggerClass(), logging.getLogRecordFactory()),
            strict=True,
        )
    )
    for name, logger in list(root.manager.loggerDict.items()):
        if isinstance(logger, logging.Logger) and (now := logging_of(logger)) != DEFAULT_LOGGING:
            found[name] = now
    return found


def restore_logging(before: dict[str, Any]) -> None:
    root = logging.getLogger()
    root.manager.disable = before["disable"]
    logging.setLoggerClass(before["logger class"])
    logging.setLogRecordFactory(before["record factory"])
    for name in {*before, *read_logging()} - set(LOGGING[1:]):
        logger = root if name == "root" else logging.getLogger(name)
        level, handlers, filters, propagate, disabled = before.get(name, DEFAULT_LOGGING)
        logger.setLevel(level)
        logger.handlers[:] = [*filter(is_of_pytest, logger.handlers), *handlers]
        logger.filters[:] = filters
        logger.propagate, logger.disabled = propagate, disabled


# Small things


def read_stack_size() -> int:
    size = threading.stack_size()  # which sets it to the default
    threading.stack_size(size)
    return size


def read_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != PHASE}


def restore_environment(before: dict[str, str]) -> None:
    for name in read_environment().keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


def read_folder() -> str:
    try:
        return os.getcwd()
    except FileNotFoundError:
        return "a folder that was removed"


def read_imports() -> tuple[list[Any], ...]:
    return list(sys.path), list(sys.meta_path), list(sys.path_hooks)


def restore_imports(before: tuple[list[Any], ...]) -> None:
    sys.path[:], sys.meta_path[:], sys.path_hooks[:] = before


def read_default_clients() -> tuple[Any, ...]:
    """Return the options and the clients of single functions; what is not imported has none."""
    client = sys.modules.get("inferwire_runtime.client")
    return ({}, {}) if client is None else tuple(dict(part) for part in client._defaults)


def restore_default_clients(before: tuple[Any, ...]) -> None:
    if (client := sys.modules.get("inferwire_runtime.client")) is not None:
        client._defaults = tuple(dict(part) for part in before)


def restore_zone(before: tuple[str, str]) -> None:
    time.tzset()  # the environment has its name again


def read_hooks() -> tuple[Any, ...]:
    return sys.excepthook, sys.unraisablehook, threading.excepthook, sys.getprofile()


def restore_hooks(before: tuple[Any, ...]) -> None:
    sys.excepthook, sys.unraisablehook, threading.excepthook, profile = before
    sys.setprofile(profile)


def read_collection() -> tuple[bool, tuple[int, int, int]]:
    return gc.isenabled(), gc.get_threshold()


def restore_collection(before: tuple[bool, tuple[int, int, int]]) -> None:
    is_enabled, threshold = before
    (gc.enable if is_enabled else gc.disable)()
    gc.set_threshold(*threshold)


# The environment comes before what is read from it.
PARTS: Mapping[str, StatePart] = {
    "the recursion limit": StatePart(sys.getrecursionlimit, sys.setrecursionlimit),
    "the limit of digits in an int": StatePart(sys.get_int_max_str_digits, sys.set_int_max_str_digits),
    "the switch interval of threads": StatePart(sys.getswitchinterval, sys.setswitchinterval),
    "the stack size of threads": StatePart(read_stack_size, threading.stack_size),
    "the locale": StatePart(
        lambda: locale.setlocale(locale.LC_ALL), lambda before: locale.setlocale(locale.LC_ALL, before)
    ),
    "the environment": StatePart(read_environment, restore_environment),
    "the time zone": StatePart(lambda: time.tzname, restore_zone),
    "the working directory": StatePart(read_folder, os.chdir),
    "signal handlers": StatePart(read_signals, restore_signals),
    "imported modules": StatePart(sys.modules.copy, restore_modules),
    "where modules are imported from": StatePart(read_imports, restore_imports),
    "sys.dont_write_bytecode": StatePart(
        lambda: sys.dont_write_bytecode, lambda before: setattr(sys, "dont_write_bytecode", before)
    ),
    "hooks of exceptions and profilers": StatePart(read_hooks, restore_hooks),
    "garbage collection": StatePart(read_collection, restore_collection),
    "logging": StatePart(read_logging, restore_logging),
    "the default timeout of sockets": StatePart(socket.getdefaulttimeout, socket.setdefaulttimeout),
    "the event loop policy": StatePart(asyncio.get_event_loop_policy, asyncio.set_event_loop_policy),
    "the default clients of inferwire": StatePart(read_default_clients, restore_default_clients),
}


def read_state() -> dict[str, Any]:
    """Return the state of the process, by the names of its parts."""
    return {name: part.read() for name, part in PARTS.items()}


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Describe what differs between two states; an ordinary import is no difference."""
    found: list[str] = []
    for name, old in before.items():
        new = after[name]
        if old == new:
            continue
        if name == "imported modules":
            found += module_changes(old, new)
        elif isinstance(old, dict):
            differing = sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
            found.append(f"{name}: {', '.join(differing)}")  # values may be secrets
        else:
            found.append(f"{name}: {old!r:.200} became {new!r:.200}")
    return found


def module_changes(old: Mapping[str, ModuleType | None], new: Mapping[str, ModuleType | None]) -> list[str]:
    """Describe the modules that were removed or replaced, and the added ones that are not ordinary."""
    found = [f"imported modules: {name} was removed" for name in old.keys() - new.keys()]
    for name, module in new.items():
        if name in old and old[name] is not module:
            found.append(f"imported modules: {name} was replaced")
        elif name not in old and not is_ordinary(module):
            place = getattr(module, "__file__", None) or "no file"
            found.append(f"imported modules: {name} ({place}) was added")
    return sorted(found)


@contextmanager
def unchanged(subject: str) -> Iterator[None]:
    """Restore what is changed meanwhile, and fail if that was anything.

    Raises:
        ProcessStateError: If the state of the process differs at the end.
    """
    before = read_state()
    yield
    after = read_state()
    if changes := changes_between(before, after):
        for name, part in PARTS.items():
            if before[name] != after[name]:
                part.restore(before[name])
        listed = "\n".join(f"- {change}" for change in changes)
        raise ProcessStateError(f"{subject} changed the process for all tests after it; restore it:\n{listed}")
