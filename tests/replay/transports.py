"""How the requests of a replay are sent: by a caller's own client, or over real HTTP by what ``transport=`` names.

    call ── client ──► own client: a mock transport ───────────────────────► Responder
                  └──► default, httpx ...: emulator_url ── ReplayServer ───► Responder

A responder sees the same requests from each, except that the scheme of the URL is lost over real HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol, get_args

import httpx
import pytest

from inferwire_runtime.options import TransportName
from tests.faults.server import LAST_CHUNK, Connection, Server, chunk, http_response

OWN_CLIENT = "own client"
TRANSPORTS: tuple[TransportName, ...] = get_args(TransportName)
SENDERS = (OWN_CLIENT, *TRANSPORTS)
BACKENDS = ("blocking", "asyncio", "trio")

# Framing and compression: recordings hold bodies without either, and a response has framing of its own.
FRAMING_HEADERS = frozenset({"connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"})


@dataclass(frozen=True, kw_only=True)
class ReceivedRequest:
    """A request as it arrived.

    Attributes:
        url: Without its scheme, ``//host/path?query``, if it was sent over real HTTP.
        headers: With lower-case names.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class PlannedResponse:
    """A response to send.

    Attributes:
        headers: As they were recorded.
        body: Several chunks if it has no length and is sent bit by bit.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | list[bytes] = b""

    @property
    def own_headers(self) -> dict[str, str]:
        """The headers that do not describe how the recorded body was framed."""
        return {name: value for name, value in self.headers.items() if name.lower() not in FRAMING_HEADERS}


def json_response(value: Any, status: int = 200) -> PlannedResponse:
    """Return a response with a JSON body."""
    return PlannedResponse(status=status, headers={"content-type": "application/json"}, body=json.dumps(value).encode())


class Responder(Protocol):
    """Checks requests and responds to them."""

    def respond(self, request: ReceivedRequest) -> PlannedResponse:
        """Return the response to one request.

        Raises:
            AssertionError: If it is not the expected request.
        """
        ...


Sender = Callable[[Responder, bool], AbstractContextManager[dict[str, Any]]]
"""Called with a responder and whether the client is asynchronous; yields the client's options."""


def find_sender(name: str, server: ReplayServer) -> Sender:
    """Return what sends requests: `OWN_CLIENT`, or the name of a transport."""
    if name == OWN_CLIENT:
        return _own_client

    @contextmanager
    def send(responder: Responder, is_async: bool) -> Iterator[dict[str, Any]]:
        with server.respond_with(responder) as url:
            yield {"transport": name, "emulator_url": url}

    return send


def backends_of(sender: str) -> tuple[str, ...]:
    """Return the backends that a sender works on: aiohttp needs asyncio."""
    return ("asyncio",) if sender == "aiohttp" else BACKENDS


def on_every_backend(*senders: str) -> pytest.MarkDecorator:
    """Return a decorator that runs a test for each sender on each of its backends."""
    pairs = [(sender, backend) for sender in senders for backend in backends_of(sender)]
    return pytest.mark.parametrize(("sender", "backend"), pairs)


def replay_all(cases: list[dict[str, Any]], replay: Callable[[dict[str, Any]], None]) -> None:
    """Replay many cases, and report all that fail.

    Raises:
        ExceptionGroup: The failures, each with the id of its case.
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


# The caller's own client


@contextmanager
def _own_client(responder: Responder, is_async: bool) -> Iterator[dict[str, Any]]:
    def respond(request: httpx.Request, content: bytes) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        received = ReceivedRequest(method=request.method, url=str(request.url), headers=headers, content=content)
        response = responder.respond(received)
        if isinstance(response.body, bytes):
            return httpx.Response(response.status, headers=response.own_headers, content=response.body)
        return httpx.Response(response.status, headers=response.own_headers, stream=RecordedChunks(response.body))

    async def respond_async(request: httpx.Request) -> httpx.Response:
        return respond(request, await request.aread())

    if is_async:
        yield {"http_client": httpx.AsyncClient(transport=httpx.MockTransport(respond_async))}
    else:
        yield {"http_client": httpx.Client(transport=httpx.MockTransport(lambda r: respond(r, r.read())))}


class RecordedChunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in the chunks of the recording."""

    def __init__(self, chunks: list[bytes]) -> None:
        self.chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        yield from self.chunks

    async def __aiter__(self) -> Any:
        for each in self.chunks:
            yield each


# Real HTTP


class _Replay:
    """A replay in progress, and its first failure."""

    def __init__(self, responder: Responder) -> None:
        self.responder = responder
        self.failure: BaseException | None = None


class ReplayServer:
    """Serves one replay after the other over real HTTP. Each has its own path; recorded hosts are below it."""

    def __init__(self, patience: float = 1.0) -> None:
        """Listen. Clients have ``patience`` seconds to close their connections."""
        self._patience = patience
        self._server = Server(self._serve)
        self._replays: dict[str, _Replay] = {}
        self._numbers = count()

    @contextmanager
    def respond_with(self, responder: Responder) -> Iterator[str]:
        """Serve ``responder`` at the URL that this yields.

        Raises:
            AssertionError: If it received an unexpected request, or a connection stays open.
        """
        name = f"replay-{next(self._numbers)}"
        replay = self._replays[name] = _Replay(responder)
        try:
            yield f"{self._server.url}/{name}"
        finally:
            open_count = self._server.reset(self._patience)
            del self._replays[name]
            if replay.failure is not None:
                raise replay.failure  # whatever error the client raised because of it
        assert not open_count, f"{open_count} connections stayed open"

    def _serve(self, connection: Connection) -> None:
        while (head := connection.read_head()) is not None:
            content = connection.read_body(head)
            _, name, rest = head.target.split("/", 2)
            replay = self._replays[name]
            try:
                request = ReceivedRequest(method=head.method, url=f"//{rest}", headers=head.headers, content=content)
                chunks = _encode(replay.responder.respond(request))
            except BaseException as failure:
                replay.failure = replay.failure or failure
                connection.reset()
                return
            for each in chunks:
                connection.send(each)

    def close(self) -> None:
        """Close everything."""
        self._server.close()


def _encode(response: PlannedResponse) -> list[bytes]:
    """Return the bytes of a response, in the chunks in which to send them."""
    headers = [f"{name}: {value}" for name, value in response.own_headers.items()]
    status = f"{response.status} -"  # recordings have no reason phrase, and no client may need one
    if isinstance(response.body, bytes):
        return [http_response(response.body, None, status=status, headers=headers)]
    headers.append("transfer-encoding: chunked")
    start = http_response(content_type=None, status=status, headers=headers, framing=None)
    chunks = [chunk(each) for each in response.body if each] or [b""]
    chunks[0] = start + chunks[0]
    chunks[-1] += LAST_CHUNK
    return chunks
