"""Replace huggingface_hub's clients and types with ours, for code that cannot be edited."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType, TracebackType
from typing import Any, Self

OURS = ("inferwire", "inferwire_runtime")
HOMES = (  # the modules of huggingface_hub that define what is replaced
    "huggingface_hub.inference._client",
    "huggingface_hub.inference._generated._async_client",
    "huggingface_hub.inference._generated.types",
    "huggingface_hub.inference._generated.types.base",
)
_lock = threading.RLock()
_installed: list[Installation] = []


class Installation:
    """Our classes in place of huggingface_hub's, until `uninstall` or the end of a ``with`` block.

    Attributes:
        replaced: Names of the classes that were replaced.
    """

    def __init__(self, replacements: Mapping[str, Any]) -> None:
        found = {name: theirs for name in replacements if (theirs := _find(name)) not in (None, replacements[name])}
        self.replaced = tuple(found)
        self._by_theirs = {id(theirs): replacements[name] for name, theirs in found.items()}
        self._by_ours = {id(replacements[name]): theirs for name, theirs in found.items()}
        self._known = frozenset(sys.modules)
        self._changed: list[tuple[ModuleType, str, Any]] = []
        with _lock:
            for module, name, value in _globals():
                if (ours := self._by_theirs.get(id(value))) is not None:
                    self._changed.append((module, name, value))
                    setattr(module, name, ours)
            _installed.append(self)

    def uninstall(self) -> None:
        """Restore huggingface_hub's own classes, including in modules that were imported since."""
        with _lock:
            if self not in _installed:
                return
            _installed.remove(self)
            for module, name, value in self._changed:
                setattr(module, name, value)
            for module, name, value in _globals():
                is_new = module.__name__ not in self._known or module.__name__.startswith("huggingface_hub")
                if is_new and (theirs := self._by_ours.get(id(value))) is not None:
                    setattr(module, name, theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.uninstall()


def uninstall() -> None:
    """Undo every installation."""
    with _lock:
        for installation in reversed(_installed):
            installation.uninstall()


def _find(name: str) -> Any:
    for home in HOMES:
        try:
            module = import_module(home)
        except ModuleNotFoundError:
            if home == HOMES[0]:
                raise  # huggingface_hub is not installed
            continue
        if (found := getattr(module, name, None)) is not None:
            return found
    return None


def _globals() -> Iterator[tuple[ModuleType, str, Any]]:
    """Yield the globals of all modules but our own."""
    for key, module in list(sys.modules.items()):
        if key.partition(".")[0] not in OURS and isinstance(module, ModuleType):
            for name, value in list(vars(module).items()):
                yield module, name, value
