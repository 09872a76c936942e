"""The HTTP libraries by name: httpx or httpx2 for clients, and what lies below it for connections."""

from __future__ import annotations

import importlib
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

from inferwire_runtime.errors import InputError

if TYPE_CHECKING:
    import ssl
    from types import ModuleType

BELOW = {"httpx": "httpcore", "httpx2": "httpcore2"}
PROXIES = frozenset({"http", "https", "all"})

_contexts: dict[tuple[str | None, ...], ssl.SSLContext] = {}  # by the certificates that the environment names
_context_lock = threading.Lock()


def _after_fork() -> None:
    global _context_lock
    _context_lock = threading.Lock()  # a thread that the fork did not take along may have held it


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_after_fork)


class Library:
    """One of the libraries, loaded when it is needed.

    Attributes:
        name: ``httpx`` or ``httpx2``.
    """

    __slots__ = ("_below", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._below: ModuleType | None = None

    @property
    def http(self) -> Any:
        """The library of clients.

        Raises:
            InputError: It is not installed.
        """
        return _load(self.name)

    @property
    def core(self) -> Any:
        """The library of connections.

        Raises:
            InputError: It is not installed.
        """
        if self._below is None:
            self._below = _load(BELOW[self.name])
        return self._below

    def load(self) -> None:
        """Load what connections need.

        Raises:
            InputError: It is not installed.
        """
        _load(BELOW[self.name])

    def tls_context(self) -> ssl.SSLContext:
        """Give the TLS context that all connections of the process share: making one takes as long as many calls.

        Another one is made once the environment names other certificates.

        Raises:
            InputError: The environment's certificates cannot be read.
        """
        with _context_lock:
            if (made := _contexts.get(place := _certificates())) is None:
                try:
                    context: ssl.SSLContext = self.http.create_ssl_context()
                except (OSError, ValueError) as exc:
                    raise InputError(f"no certificates can be read: {exc}; look at SSL_CERT_FILE") from exc
                context.set_alpn_protocols(["http/1.1"])
                made = _contexts[place] = context
            return made

    def has_proxy(self) -> bool:
        """Whether the environment names a proxy, for any URL."""
        named = {name.lower().removesuffix("_proxy") for name in os.environ}
        if sys.platform not in ("darwin", "win32") and not named & PROXIES:  # those two have settings besides
            return False
        from urllib.request import getproxies  # as the library itself asks; it loads as much as all else of a call

        return bool(getproxies().keys() & PROXIES)


def is_context_made() -> bool:
    """Whether `Library.tls_context` will answer at once."""
    return _certificates() in _contexts


def _certificates() -> tuple[str | None, ...]:
    return os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")


def _load(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as exc:
        raise InputError(f"{name} is not installed: pip install {name}") from exc
