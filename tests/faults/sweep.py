"""An answer breaks off at every one of its bytes: what came is never taken for the whole, and the whole for no less."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import anyio

from inferwire import (
    AsyncInferenceClient,
    ConnectionError,
    InferenceClient,
    InferwireError,
    OutputError,
    StreamError,
    Timeout,
)
from inferwire_runtime.transport import Http
from tests.faults.kinds import CHAT, DONE, EVENTS, KINDS, STREAM, Kind
from tests.faults.server import HEAD_END, LAST_CHUNK, Server, Wire, answer, chunk
from tests.faults.table import LONG

STREAM_IN_CHUNKS = (
    answer(b"", STREAM.content_type, headers=("transfer-encoding: chunked",), framing=None)
    + b"".join(map(chunk, (*EVENTS, DONE)))
    + LAST_CHUNK
)
OPTIONS: dict[str, Any] = {"api_key": "canary", "timeout": Timeout(**LONG), "retry": None}


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """An answer, and what its beginnings mean.

    Attributes:
        end: How the connection ends: in good order, or by a reset.
        whole: The last bytes that make it a whole answer.
        broken: What is raised once the head is here, but not all of the body.
    """

    kind: Kind
    raw: bytes
    end: Literal["cut", "reset"]
    whole: bytes
    broken: type[InferwireError]


SWEEPS = {
    "JSON with a length, cut": Sweep(
        kind=KINDS["plain"], raw=CHAT.answer(), end="cut", whole=CHAT.body, broken=ConnectionError
    ),
    "JSON with a length, reset": Sweep(
        kind=KINDS["plain"], raw=CHAT.answer(), end="reset", whole=CHAT.body, broken=ConnectionError
    ),
    "JSON in chunks, cut": Sweep(
        kind=KINDS["plain"], raw=CHAT.answer(framing="chunked"), end="cut", whole=LAST_CHUNK, broken=ConnectionError
    ),
    "JSON without a length, cut": Sweep(
        kind=KINDS["plain"],
        raw=CHAT.answer(framing=None, version="1.0"),
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
    # Without chunks the end of the connection is as good as any, once an item has said that it is the last.
    "stream without chunks, cut": Sweep(
        kind=KINDS["stream"], raw=STREAM.answer(framing=None), end="cut", whole=EVENTS[-1], broken=StreamError
    ),
}


def run_sync(server: Server, kind: Kind, count: int, http: Http) -> list[Any]:
    outcomes: list[Any] = []
    with InferenceClient(base_url=server.url, http=http, **OPTIONS) as client:
        for _ in range(count):
            try:
                result = kind.begin(client)
                outcomes.append(kind.read(list(result) if kind.name == "stream" else result))
            except InferwireError as error:
                outcomes.append(error)
    return outcomes


async def run_async(server: Server, kind: Kind, count: int, http: Http) -> list[Any]:
    outcomes: list[Any] = []
    async with AsyncInferenceClient(base_url=server.url, http=http, **OPTIONS) as client:
        for _ in range(count):
            try:
                result = await kind.begin(client)
                outcomes.append(kind.read([item async for item in result] if kind.name == "stream" else result))
            except InferwireError as error:
                outcomes.append(error)
    return outcomes


def _on(backend: str) -> Callable[[Server, Kind, int, Http], list[Any]]:
    return lambda *arguments: anyio.run(functools.partial(run_async, *arguments), backend=backend)


DRIVERS = {"sync": run_sync, "asyncio": _on("asyncio"), "trio": _on("trio")}


def run_sweep(sweep: Sweep, driver: str, http: Http) -> dict[int, str]:
    """Make a call for each number of bytes after which the answer breaks off; say what is wrong with the outcomes."""
    sizes = iter(range(len(sweep.raw) + 1))

    def script(wire: Wire) -> None:
        while (head := wire.read_head()) is not None:
            wire.read_body(head)
            wire.send(sweep.raw[: next(sizes)])
            if sweep.end == "cut":
                wire.cut()
            else:
                wire.pause(0.0005)  # a reset throws away what the client's system has not taken
                wire.reset()
                return

    with Server(script) as server:
        outcomes = DRIVERS[driver](server, sweep.kind, len(sweep.raw) + 1, http)
        left_open = server.settle()
    wrong = {size: problem for size, outcome in enumerate(outcomes) if (problem := _judge(sweep, size, outcome))}
    if left_open or next(sizes, None) is not None:
        wrong[-1] = f"{left_open} connections stayed open, and {server.accepted} of {len(outcomes)} were asked for"
    return wrong


def _judge(sweep: Sweep, size: int, outcome: Any) -> str | None:
    """Say what is wrong with what came of the first ``size`` bytes."""
    head_size = sweep.raw.index(HEAD_END) + len(HEAD_END)
    whole_size = sweep.raw.index(sweep.whole, head_size) + len(sweep.whole)
    if size >= whole_size:
        return None if outcome == sweep.kind.right else f"{outcome!r}, not the answer, which is all here"
    expected = ConnectionError if size < head_size else sweep.broken
    if type(outcome) is not expected:
        return f"{outcome!r}, not {expected.__name__}"
    if isinstance(outcome, StreamError):
        sent = sum(size >= sweep.raw.index(event) + len(event) for event in EVENTS)
        if len(outcome.received) != sent:
            return f"received {len(outcome.received)} items of {sent}"
    return None
