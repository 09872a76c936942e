"""The HTTP libraries by name, httpx or httpx2: what they trust, and whether the environment has a proxy for them."""

from __future__ import annotations

import importlib
import os
import sys
import threading
from typing import TYPE_CHECKING, Any, TypeAlias

from inferwire_runtime import loops
from inferwire_runtime.errors import InputError

if TYPE_CHECKING:
    import ssl

NAMES = ("httpx", "httpx2")
PROXIES = frozenset({"http", "https", "all"})

Trusted: TypeAlias = "tuple[str, str | None, str | None]"  # the library, and the certificates the environment names

_contexts: dict[Trusted, ssl.SSLContext] = {}
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

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def load(self) -> Any:
        """Give the library's module.

        Raises:
            InputError: It is not installed.
        """
        try:
            return importlib.import_module(self.name)
        except ImportError as exc:
            raise InputError(f"{self.name} is not installed: pip install {self.name}") from exc

    def tls_context(self) -> ssl.SSLContext:
        """Give the TLS context that all connections of the process share: making one takes as long as many calls.

        It trusts whom the library trusts. Another one is made once the environment names other certificates.

        Raises:
            InputError: The environment's certificates cannot be read.
        """
        with _context_lock:
            if (made := _contexts.get(place := self._trusted())) is None:
                make = _make_context if self.name == "httpx" else self.load().create_ssl_context
                try:
                    context: ssl.SSLContext = make()
                except (OSError, ValueError) as exc:
                    raise InputError(
                        f"no certificates can be read: {exc}; look at SSL_CERT_FILE and SSL_CERT_DIR"
                    ) from exc
                context.set_alpn_protocols(["http/1.1"])
                made = _contexts[place] = context
            return made

    async def tls_context_async(self) -> ssl.SSLContext:
        """Give it without blocking the event loop: making the first one takes long.

        Raises:
            InputError: The environment's certificates cannot be read.
        """
        if self._trusted() in _contexts:
            return self.tls_context()
        return await loops.in_thread(self.tls_context)

    def _trusted(self) -> Trusted:
        return self.name, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")

    def has_proxy(self) -> bool:
        """Whether the environment names a proxy, for any URL."""
        named = {name.lower().removesuffix("_proxy") for name in os.environ}
        if sys.platform not in ("darwin", "win32") and not named & PROXIES:  # those two have settings besides
            return False
        from urllib.request import getproxies  # as the library itself asks; it loads as much as all else of a call

        return bool(getproxies().keys() & PROXIES)


def _make_context() -> ssl.SSLContext:
    """Make a TLS context as httpx does, without loading it: that takes as long as a hundred calls."""
    import ssl  # only for https

    if file := os.environ.get("SSL_CERT_FILE"):
        return ssl.create_default_context(cafile=file)
    if folder := os.environ.get("SSL_CERT_DIR"):
        os.listdir(folder)  # which OpenSSL reads when it needs it, and passes over where it cannot
        return ssl.create_default_context(capath=folder)
    import certifi  # comes with httpx

    return ssl.create_default_context(cafile=certifi.where())
