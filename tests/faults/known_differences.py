"""How other transports differ from the default one, where inferwire cannot change them.

docs/reliability.md describes the same differences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from inferwire import ProviderError
from inferwire_runtime.options import TransportName
from tests.faults.kinds import KINDS
from tests.faults.table import BY_NAME, CLOSED, NOT_HTTP, Expected, Fault, late

ENDLESS_HEADERS = "headers that never end"
DEAD_CONNECTION = "a pooled connection that died"
UNREQUESTED = "bytes that nobody requested"
BROKEN_CHUNKS = "broken chunks right after the headers"
EARLY_RESPONSE = "a response before the upload was read"
ROWS = (ENDLESS_HEADERS, DEAD_CONNECTION, UNREQUESTED, BROKEN_CHUNKS, EARLY_RESPONSE)

HTTPX: tuple[TransportName, ...] = ("httpx", "httpx2")
AIOHTTP: tuple[TransportName, ...] = ("aiohttp",)
TWICE = replace(CLOSED, requests=2)


@dataclass(frozen=True, kw_only=True)
class KnownDifference:
    """One difference.

    Attributes:
        row: The row of the table in docs/reliability.md that describes it.
        transports: Where it is observed.
        faults: The same.
        kinds: The same.
        backends: The same.
        outcome: What the caller gets instead.
    """

    row: str
    transports: tuple[TransportName, ...]
    faults: tuple[str, ...]
    outcome: Expected
    kinds: tuple[str, ...] = tuple(KINDS)
    backends: tuple[str, ...] = ("blocking", "asyncio", "trio")


KNOWN_DIFFERENCES = (
    KnownDifference(
        row=ENDLESS_HEADERS,
        transports=HTTPX,
        faults=("headers that drip",),
        kinds=("stream",),
        backends=("blocking",),
        outcome=Expected(after=1.4),
    ),
    KnownDifference(
        row=ENDLESS_HEADERS,
        transports=HTTPX,
        faults=("headers that drip endlessly", "endless 1xx responses"),
        backends=("blocking",),
        outcome=Expected(hangs=True),
    ),
    KnownDifference(
        row=DEAD_CONNECTION,
        transports=HTTPX,
        faults=("the next request on a pooled connection is reset", "the next request on a pooled connection is cut"),
        outcome=CLOSED,
    ),
    KnownDifference(
        row=UNREQUESTED,
        transports=HTTPX,
        faults=("a stray 408 right behind a response",),
        outcome=Expected(error=ProviderError, status=408, matches=(r"returned 408: idle for too long",), requests=None),
    ),
    KnownDifference(
        row=EARLY_RESPONSE,
        transports=HTTPX,
        faults=("413, and the request is never read",),
        kinds=("upload",),
        outcome=late(0.3),
    ),
    KnownDifference(
        row=DEAD_CONNECTION,
        transports=AIOHTTP,
        faults=(
            *("reset before the headers", "reset before the request is read", "cut before the headers"),
            *("reset within the headers", "cut within the headers"),
        ),
        kinds=("download", "poll"),
        outcome=TWICE,
    ),
    KnownDifference(
        row=DEAD_CONNECTION,
        transports=AIOHTTP,
        faults=("reset before the headers, always; attempts: 3",),
        kinds=("download", "poll"),
        outcome=replace(CLOSED, requests=6, attempts=3),
    ),
    KnownDifference(
        row=DEAD_CONNECTION,
        transports=AIOHTTP,
        faults=("the response on a pooled connection is reset within the headers",),
        kinds=("plain", "stream", "download", "poll"),
        outcome=Expected(requests=2),
    ),
    # The connection of an upload is pooled a moment after its response, so that the next call may open a new one.
    KnownDifference(
        row=DEAD_CONNECTION,
        transports=AIOHTTP,
        faults=(
            "the response on a pooled connection is reset within the headers",
            *("the next request on a pooled connection is reset", "the next request on a pooled connection is cut"),
        ),
        kinds=("upload",),
        outcome=Expected(requests=2, otherwise=CLOSED),
    ),
    *(
        # A submission is not repeated. The network decides whether the end of the connection is seen before it is sent.
        KnownDifference(
            row=DEAD_CONNECTION,
            transports=AIOHTTP,
            faults=(name,),
            kinds=("submission",),
            outcome=replace(BY_NAME[name].expected("submission"), otherwise=replace(CLOSED, requests=None)),
        )
        for name in ("307 on the same origin", "redirects in a loop", "a pooled connection is closed")
    ),
    KnownDifference(
        row=UNREQUESTED,
        transports=AIOHTTP,
        faults=("content-length too small",),
        outcome=NOT_HTTP,
    ),
    KnownDifference(
        row=BROKEN_CHUNKS,
        transports=AIOHTTP,
        faults=("broken chunks",),
        kinds=("stream",),
        outcome=NOT_HTTP,
    ),
)


def for_transport(fault: Fault, kind: str, backend: str, transport: TransportName) -> Fault:
    """Return a fault with the outcome of one cell."""
    for each in KNOWN_DIFFERENCES:
        is_here = transport in each.transports and fault.name in each.faults
        if is_here and kind in each.kinds and backend in each.backends:
            return replace(fault, outcomes={kind: each.outcome})
    return fault
