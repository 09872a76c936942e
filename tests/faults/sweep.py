"""A response is cut after each of its bytes: a part is never returned as the whole, and the whole is never refused."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import anyio

from inferwire import (
    AsyncInferenceClient,
    InferenceClient,
    InferenceConnectionError,
    InferwireError,
    OutputError,
    StreamError,
    Timeout,
)
from inferwire_runtime.options import TransportName
from tests.faults.kinds import CHAT, DONE, EVENTS, KINDS, STREAM, Kind
from tests.faults.server import HEAD_END, LAST_CHUNK, Connection, Server, chunk, http_response
from tests.faults.table import LONG

STREAM_IN_CHUNKS = (
    http_response(b"", STREAM.content_type, headers=("transfer-encoding: chunked",), framing=None)
    + b"".join(map(chunk, (*EVENTS, DONE)))
    + LAST_CHUNK
)
OPTIONS: dict[str, Any] = {"model": "m", "api_key": "canary", "timeout": Timeout(**LONG), "retry": 1}


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """A response, and the outcomes of its parts.

    Attributes:
        end: How the connection ends: in good order, or by a reset.
        whole: The last bytes of the whole response.
        broken: What is raised if the head arrived, but not all of the body.
        last_line: Bytes after the data of the last event that may be missing: the end of the body ends it as well.
    """

    kind: Kind
    raw: bytes
    end: Literal["cut", "reset"]
    whole: bytes
    broken: type[InferwireError]
    last_line: bytes = b""


SWEEPS = {
    "JSON with a length, cut": Sweep(
        kind=KINDS["plain"], raw=CHAT.encode(), end="cut", whole=CHAT.body, broken=InferenceConnectionError
    ),
    "JSON with a length, reset": Sweep(
        kind=KINDS["plain"], raw=CHAT.encode(), end="reset", whole=CHAT.body, broken=InferenceConnectionError
    ),
    "JSON in chunks, cut": Sweep(
        kind=KINDS["plain"],
        raw=CHAT.encode(framing="chunked"),
        end="cut",
        whole=LAST_CHUNK,
        broken=InferenceConnectionError,
    ),
    "JSON without a length, cut": Sweep(
        kind=KINDS["plain"],
        raw=CHAT.encode(framing=None, version="1.0"),
        end="cut",
        whole=CHAT.body,
        broken=OutputError,
    ),
    "stream in chunks, cut": Sweep(
        kind=KINDS["stream"], raw=STREAM_IN_CHUNKS, end="cut", whole=DONE, broken=StreamError
    ),
    "stream in chunks, reset": Sweep(
        kind=KINDS["stream"], raw=STREAM_IN_CHUNKS, end="reset", whole=DONE, broken=StreamError
    ),
    # Without chunks the stream may end anywhere after its last item.
    "stream without chunks, cut": Sweep(
        kind=KINDS["stream"],
        raw=STREAM.encode(framing=None),
        end="cut",
        whole=EVENTS[-1].rstrip(),
        broken=StreamError,
        last_line=b"\n\n",
    ),
}


def run_blocking(server: Server, kind: Kind, count: int, transport: TransportName) -> list[Any]:
    outcomes: list[Any] = []
    with InferenceClient(base_url=server.url, transport=transport, **OPTIONS) as client:
        for _ in range(count):
            try:
                result = kind.begin(client)
                outcomes.append(kind.read(list(result) if kind.name == "stream" else result))
            except InferwireError as error:
                outcomes.append(error)
    return outcomes


async def run_async(server: Server, kind: Kind, count: int, transport: TransportName) -> list[Any]:
    outcomes: list[Any] = []
    async with AsyncInferenceClient(base_url=server.url, transport=transport, **OPTIONS) as client:
        for _ in range(count):
            try:
                result = await kind.begin(client)
                outcomes.append(kind.read([item async for item in result] if kind.name == "stream" else result))
            except InferwireError as error:
                outcomes.append(error)
    return outcomes


def _on(backend: str) -> Callable[[Server, Kind, int, TransportName], list[Any]]:
    return lambda *arguments: anyio.run(functools.partial(run_async, *arguments), backend=backend)


BACKENDS = {"blocking": run_blocking, "asyncio": _on("asyncio"), "trio": _on("trio")}


def run_sweep(sweep: Sweep, backend: str, transport: TransportName) -> dict[int, str]:
    """Make a call for each size at which the response is cut; return what is wrong, by size."""
    sizes = iter(range(len(sweep.raw) + 1))

    def script(connection: Connection) -> None:
        while (head := connection.read_head()) is not None:
            connection.read_body(head)
            connection.send(sweep.raw[: next(sizes)])
            if sweep.end == "cut":
                connection.finish()
            else:
                connection.pause(0.0005)  # a reset drops bytes that the client's system has not received
                connection.reset()
                return

    with Server(script) as server:
        outcomes = BACKENDS[backend](server, sweep.kind, len(sweep.raw) + 1, transport)
        open_count = server.settle()
    wrong = {size: problem for size, outcome in enumerate(outcomes) if (problem := _check(sweep, size, outcome))}
    if open_count or next(sizes, None) is not None:
        wrong[-1] = f"{open_count} connections stayed open, and {server.accepted} of {len(outcomes)} were opened"
    return wrong


def _check(sweep: Sweep, size: int, outcome: Any) -> str | None:
    """Return what is wrong with the outcome of the first ``size`` bytes."""
    head_size = sweep.raw.index(HEAD_END) + len(HEAD_END)
    whole_size = sweep.raw.index(sweep.whole, head_size) + len(sweep.whole)
    if size >= whole_size:
        return None if outcome == sweep.kind.right else f"{outcome!r}, not the result, although all of it arrived"
    expected = InferenceConnectionError if size < head_size else sweep.broken
    if type(outcome) is not expected:
        return f"{outcome!r}, not {expected.__name__}"
    if isinstance(outcome, StreamError):
        ends = (sweep.raw.index(event) + len(event.removesuffix(sweep.last_line)) for event in EVENTS)
        sent = sum(size >= end for end in ends)
        if len(outcome.received) != sent:
            return f"received {len(outcome.received)} items of {sent}"
    return None
