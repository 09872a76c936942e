"""What the emulator was sent: one value for each request, kept without its key."""

from __future__ import annotations

import base64
import threading
from collections import deque
from typing import TYPE_CHECKING

from msgspec import Struct, structs

if TYPE_CHECKING:
    from collections.abc import Collection

    from inferwire_runtime.errors import Json


class Received(Struct, frozen=True, kw_only=True):
    """A request as it came.

    Attributes:
        host: Whom it was meant for: the first part of the path that was sent.
        path: The rest of the path, decoded.
        query: Without its question mark, as it came.
        headers: With lower-case names; in the journal, keys are ``***``.
    """

    method: str
    host: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


class Journal:
    """The last requests, oldest first. Safe between threads.

    Args:
        size: How many are kept.
        key_headers: Headers whose value is a key.
    """

    def __init__(self, size: int, key_headers: Collection[str]) -> None:
        self._entries: deque[Received] = deque(maxlen=size)
        self._key_headers = frozenset(key_headers)
        self._lock = threading.Lock()

    def add(self, received: Received) -> None:
        """Keep a request, without its key."""
        headers = {
            name: _hidden(value) if name in self._key_headers else value for name, value in received.headers.items()
        }
        with self._lock:
            self._entries.append(structs.replace(received, headers=headers))

    def entries(self) -> list[Received]:
        """Give what is kept."""
        with self._lock:
            return list(self._entries)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()


def _hidden(value: str) -> str:
    """Give a key's header with the key blotted out; what stands before it is no secret and worth testing."""
    scheme, space, _ = value.rpartition(" ")
    return f"{scheme}{space}***"


def to_json(received: Received) -> Json:
    """Give a request as JSON: its body as text, or in base64 under ``body_base64`` where it is none."""
    fields = structs.asdict(received)
    body: bytes = fields.pop("body")
    try:
        return {**fields, "body": body.decode()}
    except UnicodeDecodeError:
        return {**fields, "body_base64": base64.b64encode(body).decode()}
