"""The journal of the most recent requests, with masked keys and a limited size."""

from __future__ import annotations

import base64
import threading
from collections import deque
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from inferwire_emulator.client_imports import Json, is_secret_parameter

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_REQUESTS = 10_000
MAX_BYTES = 64 * 2**20


class RecordedRequest(Struct, frozen=True, kw_only=True):
    """A request that the emulator received.

    Attributes:
        method: HTTP method.
        host: Emulated host: the first segment of the request path.
        path: Path on this host, decoded.
        query: Query as sent, without the question mark.
        headers: Headers with lower-case names; keys are replaced by ``***``.
        body: Request body; empty if it was too large for the journal.
        omitted_bytes: Size of a body that was too large for the journal, else 0.
    """

    method: str
    host: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    omitted_bytes: int = 0


class Journal:
    """The most recent requests, oldest first. Threads can share it.

    Old requests are dropped once there are more than ``max_requests``, or once their URLs, headers and bodies exceed
    ``max_bytes``. A body that exceeds ``max_bytes`` by itself is omitted.

    Args:
        key_headers: Lower-case names of the headers that contain keys.
        max_requests: Maximum number of requests to record.
        max_bytes: Maximum total size of the recorded requests.

    Raises:
        ValueError: If a limit is not positive.
    """

    def __init__(
        self, key_headers: Collection[str], *, max_requests: int = MAX_REQUESTS, max_bytes: int = MAX_BYTES
    ) -> None:
        for name, limit in (("journal_requests", max_requests), ("journal_bytes", max_bytes)):
            if limit < 1:
                raise ValueError(f"`{name}` must be an int ≥ 1, got {limit}")
        self._key_headers = frozenset(key_headers)
        self._max_requests = max_requests
        self._max_bytes = max_bytes
        self._entries: deque[RecordedRequest] = deque()
        self._bytes = 0
        self._dropped = 0
        self._lock = threading.Lock()

    @property
    def dropped(self) -> int:
        """Number of requests that were dropped to stay within the limits."""
        return self._dropped

    def add(self, request: RecordedRequest) -> None:
        """Record a request with masked keys, and drop the oldest requests if a limit is exceeded."""
        headers = {
            name: _redact(value) if name in self._key_headers else value for name, value in request.headers.items()
        }
        query = "&".join(
            f"{name}=***" if value and is_secret_parameter(name) else f"{name}{sign}{value}"
            for name, sign, value in (item.partition("=") for item in request.query.split("&"))
        )
        request = structs.replace(request, headers=headers, query=query)
        if _size(request) > self._max_bytes:
            request = structs.replace(request, body=b"", omitted_bytes=len(request.body))
        with self._lock:
            self._entries.append(request)
            self._bytes += _size(request)
            while len(self._entries) > self._max_requests or self._bytes > self._max_bytes:
                self._bytes -= _size(self._entries.popleft())
                self._dropped += 1

    def entries(self) -> list[RecordedRequest]:
        """Return the recorded requests, oldest first."""
        with self._lock:
            return list(self._entries)

    def to_json(self) -> Json:
        """Return the recorded requests and the number of dropped requests as JSON."""
        with self._lock:
            entries, dropped = list(self._entries), self._dropped
        return {"dropped": dropped, "requests": [_to_json(entry) for entry in entries]}

    def clear(self) -> None:
        """Remove all requests."""
        with self._lock:
            self._entries.clear()
            self._bytes = 0
            self._dropped = 0


def _size(request: RecordedRequest) -> int:
    """Return the size of a request in bytes: method, URL, headers and body."""
    head = sum(len(name) + len(value) for name, value in request.headers.items())
    return len(request.method) + len(request.host) + len(request.path) + len(request.query) + head + len(request.body)


def _redact(value: str) -> str:
    """Replace the key in a header value. The scheme is kept: it is not secret, and tests can check it."""
    scheme, space, _ = value.rpartition(" ")
    return f"{scheme}{space}***"


def _to_json(request: RecordedRequest) -> Json:
    """Convert a request to JSON. A body that is not UTF-8 becomes ``body_base64``."""
    fields = structs.asdict(request)
    body: bytes = fields.pop("body")
    try:
        return {**fields, "body": body.decode()}
    except UnicodeDecodeError:
        return {**fields, "body_base64": base64.b64encode(body).decode()}
