"""TLS contexts, shared by all connections of the process, because creating a context takes as long as many requests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from inferwire_http.backends import run_sync
from inferwire_http.exceptions import ConfigurationError, ConnectTimeout
from inferwire_http.libraries import load_library

if TYPE_CHECKING:
    import ssl

    from inferwire_http.backends import Backend, Slots
    from inferwire_http.deadline import Deadline

Library: TypeAlias = Literal["httpx", "httpx2"]

LIBRARIES: tuple[Library, ...] = get_args(Library)

_Key: TypeAlias = "tuple[str, str | None, str | None]"  # library, SSL_CERT_FILE, SSL_CERT_DIR

_contexts: dict[_Key, ssl.SSLContext] = {}
_turns: dict[str, Slots] = {}  # one slot: a thread that is interrupted would leave a lock locked


def _after_fork() -> None:
    _turns.clear()  # a thread that the fork did not copy may have had the slot


if hasattr(os, "register_at_fork"):  # missing on Windows, which does not fork
    os.register_at_fork(after_in_child=_after_fork)


class TrustStore:
    """The certificate authorities that a library trusts.

    httpx uses certifi, httpx2 the system's trust store; ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` override both.
    """

    __slots__ = ("library",)

    def __init__(self, library: Library = "httpx") -> None:
        self.library: Library = library

    def cached_context(self) -> ssl.SSLContext | None:
        """Return the context for the current environment; None if it has not been created yet."""
        return _contexts.get(self._key())

    def context(self) -> ssl.SSLContext:
        """Return the context for the current environment. The first call is slow, so run it in a thread.

        Raises:
            ConfigurationError: If the certificates cannot be read.
        """
        from inferwire_http.backends.blocking import BlockingBackend  # not before it is needed

        turns = _turns.get("turns") or _turns.setdefault("turns", BlockingBackend().slots(1))
        slot = run_sync(turns.acquire(None))
        try:
            key = self._key()
            if (cached := _contexts.get(key)) is not None:
                return cached
            create = _create_context if self.library == "httpx" else load_library(self.library).create_ssl_context
            try:
                context: ssl.SSLContext = create()
            except (OSError, ValueError) as exc:
                raise ConfigurationError(
                    f"the certificates cannot be read: {exc}; check SSL_CERT_FILE and SSL_CERT_DIR"
                ) from exc
            context.set_alpn_protocols(["http/1.1"])
            _contexts[key] = context
            return context
        finally:
            if slot is not None:
                slot.release()

    async def load(self, backend: Backend, deadline: Deadline) -> ssl.SSLContext:
        """Return the context for the current environment, created in a thread if there is none.

        Raises:
            ConfigurationError: If the certificates cannot be read.
            ConnectTimeout: If this takes longer than the deadline allows.
        """
        if (cached := self.cached_context()) is not None:
            return cached
        is_blocking = backend.is_blocking
        try:
            return await backend.run_in_thread(
                self.context, seconds=None if is_blocking else deadline.connect_timeout()
            )
        except TimeoutError as exc:
            raise ConnectTimeout("the certificates were not read in time") from exc

    def _key(self) -> _Key:
        return self.library, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")


def _create_context() -> ssl.SSLContext:
    """Create a context as httpx does, without the import of httpx, which takes as long as a hundred requests."""
    import ssl  # only for https

    if file := os.environ.get("SSL_CERT_FILE"):
        return ssl.create_default_context(cafile=file)
    if folder := os.environ.get("SSL_CERT_DIR"):
        os.listdir(folder)  # raises if it cannot be read; OpenSSL would ignore that
        return ssl.create_default_context(capath=folder)
    import certifi

    return ssl.create_default_context(cafile=certifi.where())
