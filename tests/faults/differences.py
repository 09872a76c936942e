"""What single transports do otherwise, and cannot be kept from: docs/reliability.md tells it, and here it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from inferwire import ProviderError
from inferwire_runtime.transport import Http
from tests.faults.kinds import KINDS
from tests.faults.table import BY_NAME, HUNG_UP, NO_HTTP, Fault, Gets, late, limits

WITHIN_THE_HEADERS = "headers that do not come to their end"
DEAD = "a kept connection that died"
UNASKED = "bytes that nobody asked for"
CHUNKS = "broken chunks right behind the headers"
UNREAD = "a server that answers without reading an upload"
CANCELLED = "a call that is cancelled while TLS is agreed on"
STAY_OPEN = {("TLS that is never agreed on", "httpx-stock"): CANCELLED}  # faults after which a connection stays open
ROWS = (WITHIN_THE_HEADERS, DEAD, UNASKED, CHUNKS, UNREAD, CANCELLED)
SOON = limits(idle=0.3, total=0.8)
TWICE = replace(HUNG_UP, requests=2)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference.

    Attributes:
        row: The row of the table in docs/reliability.md that tells of it.
        http: Whose it is.
        faults, kinds, drivers: Where it shows.
        gets: What the caller gets there.
        limits: Of time; None where they are the fault's.
    """

    row: str
    http: Http
    faults: tuple[str, ...]
    gets: Gets
    kinds: tuple[str, ...] = tuple(KINDS)
    drivers: tuple[str, ...] = ("sync", "asyncio", "trio")
    limits: Mapping[str, float] | None = None


DIFFERENCES = (
    Difference(
        row=WITHIN_THE_HEADERS,
        http="httpx-stock",
        faults=("silence within the headers",),
        limits=SOON,
        gets=late(0.7),
    ),
    Difference(
        row=WITHIN_THE_HEADERS,
        http="httpx-stock",
        faults=("headers that drip",),
        kinds=("stream",),
        drivers=("sync",),
        gets=Gets(after=1.4),
    ),
    Difference(
        row=WITHIN_THE_HEADERS,
        http="httpx-stock",
        faults=("headers that drip for ever", "1xx answers without end"),
        drivers=("sync",),
        gets=Gets(hangs=True),
    ),
    Difference(
        row=DEAD,
        http="httpx-stock",
        faults=("the next request on a kept connection is reset", "the next request on a kept connection is cut"),
        gets=HUNG_UP,
    ),
    Difference(
        row=UNASKED,
        http="httpx-stock",
        faults=("a stray 408 right behind an answer",),
        gets=Gets(error=ProviderError, status=408, says=(r"answered 408: idle for too long",), requests=None),
    ),
    Difference(
        row=UNREAD,
        http="httpx-stock",
        faults=("413 before the request is read, which it never is",),
        kinds=("upload",),
        gets=late(0.3),
    ),
    Difference(
        row=WITHIN_THE_HEADERS,
        http="aiohttp",
        faults=("silence within the headers",),
        limits=SOON,
        gets=late(0.7),
    ),
    Difference(
        row=DEAD,
        http="aiohttp",
        faults=(
            *("reset before the headers", "reset before the request is read", "cut before the headers"),
            *("reset within the headers", "cut within the headers"),
        ),
        kinds=("download", "poll"),
        gets=TWICE,
    ),
    Difference(
        row=DEAD,
        http="aiohttp",
        faults=("reset before the headers, for ever; tries: 3",),
        kinds=("download", "poll"),
        gets=replace(HUNG_UP, requests=6, attempts=3),
    ),
    Difference(
        row=DEAD,
        http="aiohttp",
        faults=("the answer on a kept connection is reset within the headers",),
        kinds=("plain", "stream", "download", "poll"),
        gets=Gets(requests=2),
    ),
    # The connection of an upload is given back a moment after its answer, and the next call may go over a new one.
    Difference(
        row=DEAD,
        http="aiohttp",
        faults=(
            "the answer on a kept connection is reset within the headers",
            *("the next request on a kept connection is reset", "the next request on a kept connection is cut"),
        ),
        kinds=("upload",),
        gets=Gets(requests=2, otherwise=HUNG_UP),
    ),
    *(
        # An order is not repeated; whether the end of the connection is seen before it is sent, the network decides.
        Difference(
            row=DEAD,
            http="aiohttp",
            faults=(name,),
            kinds=("order",),
            gets=replace(BY_NAME[name].expected("order"), otherwise=replace(HUNG_UP, requests=None)),
        )
        for name in ("307 on the same origin", "redirects in a circle", "a kept connection is closed")
    ),
    Difference(
        row=UNASKED,
        http="aiohttp",
        faults=("content-length too small",),
        gets=NO_HTTP,
    ),
    Difference(
        row=CHUNKS,
        http="aiohttp",
        faults=("chunks that are none",),
        kinds=("stream",),
        gets=NO_HTTP,
    ),
)


def as_it_differs(fault: Fault, kind: str, driver: str, http: Http) -> Fault:
    """Give a fault as one cell meets it."""
    for each in DIFFERENCES:
        if each.http == http and fault.name in each.faults and kind in each.kinds and driver in each.drivers:
            return replace(fault, gets={kind: each.gets}, limits=each.limits or fault.limits)
    return fault
