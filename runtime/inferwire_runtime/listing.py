"""Packages that can be called: ``inferwire.providers`` holds the providers, ``inferwire.providers()`` lists them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType


def make_callable(module_name: str, function: Callable[[str | None], list[str]]) -> None:
    """Let a package be called as a function of its own is."""

    class CallableModule(ModuleType):
        def __call__(self, name: str | None = None) -> list[str]:
            return function(name)

    sys.modules[module_name].__class__ = CallableModule
