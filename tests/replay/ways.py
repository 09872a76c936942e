"""How the requests of a replay travel: within a caller's own client, or over real HTTP by what ``http=`` names.

    call ── client ──► own client: a mock transport ───────────────────────► Answerer
                  └──► httpx, httpx2 ...: emulator_url ── ReplayServer ────► Answerer

Who answers sees the same, whichever way a request came, but for one thing: the scheme of its URL does not travel.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol, get_args

import httpx

from inferwire_runtime.transport import Http
from tests.faults.server import LAST_CHUNK, Server, Wire, answer, chunk

OWN_CLIENT = "own client"
TRANSPORTS = get_args(Http)
WAYS = (OWN_CLIENT, *TRANSPORTS)

# Of the framing and the compression: recordings hold bodies without either, and what is sent has a framing of its own.
OF_THE_WIRE = frozenset({"connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came.

    Attributes:
        url: Without its scheme, ``//host/path?query``, where it came over the wire.
        headers: With lower-case names.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is to be answered.

    Attributes:
        headers: As they were recorded.
        body: In pieces where it has no length and arrives little by little.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | list[bytes] = b""

    @property
    def own_headers(self) -> dict[str, str]:
        """Those that are true of ``body``."""
        return {name: value for name, value in self.headers.items() if name.lower() not in OF_THE_WIRE}


def json_answer(value: Any, status: int = 200) -> Answer:
    """Make an answer of JSON."""
    return Answer(status=status, headers={"content-type": "application/json"}, body=json.dumps(value).encode())


class Answerer(Protocol):
    """Judges requests, and answers them."""

    def answer(self, asked: Asked) -> Answer:
        """Answer one request.

        Raises:
            AssertionError: It is not the one that is due.
        """
        ...


Way = Callable[[Answerer, bool], AbstractContextManager[dict[str, Any]]]  # gives options of a client, async or not


def find_way(name: str, server: ReplayServer) -> Way:
    """Give the way that is called ``name``."""
    if name == OWN_CLIENT:
        return _own_client

    @contextmanager
    def way(answerer: Answerer, is_async: bool) -> Iterator[dict[str, Any]]:
        with server.answering(answerer) as url:
            yield {"http": name, "emulator_url": url}

    return way


def replay_all(cases: list[dict[str, Any]], replay: Callable[[dict[str, Any]], None]) -> None:
    """Replay many cases, and tell of all that fail.

    Raises:
        ExceptionGroup: What went wrong, with the id of each case.
    """
    failures: list[Exception] = []
    for case in cases:
        try:
            replay(case)
        except Exception as exc:
            exc.add_note(f"in {case['id']}")
            failures.append(exc)
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {len(cases)} replays fail", failures)


# Within the caller's client


@contextmanager
def _own_client(answerer: Answerer, is_async: bool) -> Iterator[dict[str, Any]]:
    def answer(request: httpx.Request, content: bytes) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        given = answerer.answer(Asked(method=request.method, url=str(request.url), headers=headers, content=content))
        if isinstance(given.body, bytes):
            return httpx.Response(given.status, headers=given.own_headers, content=given.body)
        return httpx.Response(given.status, headers=given.own_headers, stream=Pieces(given.body))

    async def answer_async(request: httpx.Request) -> httpx.Response:
        return answer(request, await request.aread())

    if is_async:
        yield {"http_client": httpx.AsyncClient(transport=httpx.MockTransport(answer_async))}
    else:
        yield {"http_client": httpx.Client(transport=httpx.MockTransport(lambda r: answer(r, r.read())))}


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in the pieces of the recording."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces

    async def __aiter__(self) -> Any:
        for piece in self.pieces:
            yield piece


# Over the wire


class _Talk:
    """One replay, and the first thing that went wrong in it."""

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer
        self.failure: BaseException | None = None


class ReplayServer:
    """Real HTTP for one replay after the other: each has a path of its own, and below it the hosts of recordings."""

    def __init__(self, patience: float = 1.0) -> None:
        """Listen; clients may take ``patience`` seconds to let go of their connections."""
        self._patience = patience
        self._server = Server(self._serve)
        self._talks: dict[str, _Talk] = {}
        self._numbers = count()

    @contextmanager
    def answering(self, answerer: Answerer) -> Iterator[str]:
        """Have ``answerer`` answer what is sent to the URL that this gives.

        Raises:
            AssertionError: It was asked for something else, or a connection stays open.
        """
        name = f"replay-{next(self._numbers)}"
        talk = self._talks[name] = _Talk(answerer)
        try:
            yield f"{self._server.url}/{name}"
        finally:
            left_open = self._server.forget(self._patience)
            del self._talks[name]
            if talk.failure is not None:
                raise talk.failure  # whatever the client made of it
        assert not left_open, f"{left_open} connections stayed open"

    def _serve(self, wire: Wire) -> None:
        while (head := wire.read_head()) is not None:
            content = wire.read_body(head)
            _, name, place = head.target.split("/", 2)
            talk = self._talks[name]
            try:
                asked = Asked(method=head.method, url=f"//{place}", headers=head.headers, content=content)
                pieces = _written(talk.answerer.answer(asked))
            except BaseException as failure:
                talk.failure = talk.failure or failure
                wire.reset()
                return
            for piece in pieces:
                wire.send(piece)

    def close(self) -> None:
        """Close everything."""
        self._server.close()


def _written(given: Answer) -> list[bytes]:
    """Write an answer, in the pieces in which it is to be sent."""
    headers = [f"{name}: {value}" for name, value in given.own_headers.items()]
    status = f"{given.status} -"  # recordings have no reason, and nobody may need it
    if isinstance(given.body, bytes):
        return [answer(given.body, None, status=status, headers=headers)]
    start = answer(content_type=None, status=status, headers=[*headers, "transfer-encoding: chunked"], framing=None)
    chunks = [chunk(piece) for piece in given.body if piece] or [b""]
    chunks[0] = start + chunks[0]
    chunks[-1] += LAST_CHUNK
    return chunks
