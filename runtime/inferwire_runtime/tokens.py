"""The tokens of a client: each stands for an API key until it expires."""

from __future__ import annotations

import os

from msgspec import Struct

from inferwire_runtime.keys import Key


class _Token(Struct, frozen=True):
    """A token and the time at which it ends."""

    key: Key
    expires_at: float


class TokenStore:
    """The tokens of a client. Threads and event loops share it; every step is an atomic operation."""

    def __init__(self) -> None:
        self._tokens: dict[tuple[str, ...], _Token] = {}
        self._exchanges: dict[tuple[str, ...], tuple[int, object]] = {}

    def find(self, place: tuple[str, ...], now: float) -> Key | None:
        """Return a token that has not ended."""
        token = self._tokens.get(place)
        return token.key if token is not None and now < token.expires_at else None

    def store(self, place: tuple[str, ...], key: Key, expires_at: float) -> None:
        """Store a token."""
        self._tokens[place] = _Token(key, expires_at)

    def drop(self, place: tuple[str, ...], key: Key) -> None:
        """Forget a token that was refused, unless there is already another."""
        token = self._tokens.get(place)
        if token is not None and token.key is key:
            self._tokens.pop(place, None)

    def begin(self, place: tuple[str, ...], own: object) -> bool:
        """Return whether the caller makes the exchange; else another one is making it."""
        found = self._exchanges.setdefault(place, (os.getpid(), own))
        if found[0] != os.getpid():  # of the parent process, which did not fork its threads
            self._exchanges[place] = found = (os.getpid(), own)
        return found[1] is own

    def end(self, place: tuple[str, ...], own: object) -> None:
        """End an exchange."""
        found = self._exchanges.get(place)
        if found is not None and found[1] is own:
            self._exchanges.pop(place, None)
