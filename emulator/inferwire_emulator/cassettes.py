"""Record the exchanges with real servers once, and replay them afterwards, without keys.

```python
with record("tests/cassettes/agent.json") as emulator:  # sends to the real servers only if the file does not exist
    client = InferenceClient(emulator_url=emulator.url)
```
"""

from __future__ import annotations

import base64
import ipaddress
import os
import re
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, cast
from urllib.parse import parse_qsl, urlencode

import httpx
import msgspec
from msgspec import Struct
from starlette.requests import ClientDisconnect, Request

from inferwire_emulator.asgi import parse_request, send_response
from inferwire_emulator.client_imports import Json, header_secrets, is_list, is_secret_parameter
from inferwire_emulator.journal import RecordedRequest
from inferwire_emulator.responses import Response, json_response

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping

    from starlette.types import Receive, Scope, Send

Mode: TypeAlias = Literal["auto", "record", "replay"]
VERSION = 1
HIDDEN = "***"
KEPT_HEADERS = frozenset(  # others do not matter to clients, or change each time
    {"content-type", "retry-after", "x-request-id", "x-inference-provider", "location"}
)
NOT_FORWARDED = frozenset({"host", "content-length", "connection", "accept-encoding", "transfer-encoding"})
TIMEOUT = 600.0  # seconds


class Exchange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A request, and the response to it. Bodies that are not text are base64."""

    method: str
    host: str
    path: str
    query: str = ""
    body: Json = None
    body_base64: str | None = None
    status: int = 200
    headers: dict[str, str] = {}
    response: list[str] = []
    response_base64: str | None = None


class CassetteFile(Struct, frozen=True, kw_only=True):
    """The content of a cassette."""

    version: int = VERSION
    exchanges: list[Exchange] = []


class Recorder:
    """An ASGI application that forwards requests to the hosts in their paths, and keeps what it sends and receives.

    Args:
        upstreams: Base URL of a host, where it is not ``https://`` and the host. Hosts on this machine have ``http``.
        secrets: Further strings to remove from what is kept.
    """

    def __init__(self, upstreams: Mapping[str, str] | None = None, secrets: Iterable[str] = ()) -> None:
        self.exchanges: list[Exchange] = []
        self._upstreams = {host.lower(): url.rstrip("/") for host, url in (upstreams or {}).items()}
        self._secrets = set(filter(None, secrets))
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward a request."""
        if scope["type"] != "http":
            return
        incoming = Request(scope, receive)
        try:
            request = parse_request(incoming, await incoming.body())
        except ClientDisconnect:
            return
        raw_path: str = scope["raw_path"].decode("latin-1")
        target = raw_path.removeprefix("/").partition("/")
        query = f"?{request.query}" if request.query else ""
        url = f"{self._base_url(request.host)}/{target[2]}{query}"
        headers = {name: value for name, value in request.headers.items() if name not in NOT_FORWARDED}
        secrets = self._secrets | set(header_secrets(request.headers))
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=True) as http:
            try:
                async with http.stream(
                    request.method, url, headers={**headers, "accept-encoding": "identity"}, content=request.body
                ) as upstream:
                    chunks = [chunk async for chunk in upstream.aiter_bytes()]
            except httpx.HTTPError as exc:
                error = f"the recorder cannot reach {request.host}: {type(exc).__name__}"
                await send_response(json_response({"error": error}, status=502), send)
                return
        kept = {name: value for name, value in upstream.headers.items() if name in KEPT_HEADERS}
        exchange = _exchange(request, upstream.status_code, kept, chunks, secrets)
        with self._lock:
            self.exchanges.append(exchange)
        await send_response(_response(upstream.status_code, kept, chunks), send)

    def _base_url(self, host: str) -> str:
        return self._upstreams.get(host) or f"{'http' if _is_local(host) else 'https'}://{host}"


class Player:
    """An ASGI application that responds with what was recorded.

    Requests with the same body, path and host get the recorded responses in turn, and then the last one again. Any
    other request is unexpected.
    """

    def __init__(self, exchanges: list[Exchange], name: str) -> None:
        self.unexpected: list[str] = []
        self._exchanges = exchanges
        self._played: set[int] = set()
        self._name = name
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to a request."""
        if scope["type"] != "http":
            return
        incoming = Request(scope, receive)
        try:
            request = parse_request(incoming, await incoming.body())
        except ClientDisconnect:
            return
        await send_response(self._find(request), send)

    def _find(self, request: RecordedRequest) -> Response:
        wanted = _identity(_exchange(request, 200, {}, [], set(header_secrets(request.headers))))
        with self._lock:
            same = [index for index, each in enumerate(self._exchanges) if _identity(each) == wanted]
            if not same:
                text = f"{request.method} {request.host}{request.path}"
                self.unexpected.append(text)
                error = f"{self._name} has no such request: {text}; delete the file to record it again"
                return json_response({"error": error}, status=501)
            index = next((index for index in same if index not in self._played), same[-1])
            self._played.add(index)
        return _replayed(self._exchanges[index])


def load_cassette(path: Path) -> list[Exchange]:
    """Return the exchanges of a file.

    Raises:
        ValueError: If it is not a cassette.
    """
    try:
        content = msgspec.json.decode(path.read_bytes(), type=CassetteFile)
    except msgspec.DecodeError as exc:
        raise ValueError(f"{path} is not a cassette: {exc}") from exc
    if content.version != VERSION:
        raise ValueError(f"{path} is a cassette of version {content.version}; this one reads {VERSION}")
    return content.exchanges


def save_cassette(path: Path, exchanges: list[Exchange]) -> None:
    """Write exchanges to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = msgspec.json.format(msgspec.json.encode(CassetteFile(exchanges=exchanges)), indent=1) + b"\n"
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _is_local(host: str) -> bool:
    name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
    try:
        return ipaddress.ip_address(name.strip("[]")).is_private
    except ValueError:
        return name == "localhost"


def _exchange(
    request: RecordedRequest, status: int, headers: Mapping[str, str], chunks: list[bytes], secrets: Iterable[str]
) -> Exchange:
    """Return an exchange without secrets."""

    def hide(text: str) -> str:
        for secret in sorted(secrets, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text

    query = [
        (name, HIDDEN if is_secret_parameter(name) else value)
        for name, value in parse_qsl(request.query, keep_blank_values=True)
    ]
    body, body_base64 = _as_json(request, hide)
    try:
        texts = [hide(chunk.decode()) for chunk in _merged(chunks)]
        response_base64 = None
    except UnicodeDecodeError:
        texts, response_base64 = [], base64.b64encode(b"".join(chunks)).decode()
    return Exchange(
        method=request.method,
        host=request.host,
        path=hide(request.path),
        query=hide(urlencode(query)),
        body=body,
        body_base64=body_base64,
        status=status,
        headers={name: hide(value) for name, value in headers.items()},
        response=texts,
        response_base64=response_base64,
    )


def _merged(chunks: list[bytes]) -> list[bytes]:
    """Return chunks that end where events end, so that each is text."""
    merged: list[bytes] = []
    rest = b""
    for chunk in chunks:
        rest += chunk
        if rest.endswith(b"\n\n"):
            merged.append(rest)
            rest = b""
    return [*merged, rest] if rest else merged


def _as_json(request: RecordedRequest, hide: Callable[[str], str]) -> tuple[Json, str | None]:
    if not request.body:
        return None, None
    try:
        text = request.body.decode()
        return msgspec.json.decode(hide(text)), None
    except (UnicodeDecodeError, msgspec.DecodeError):
        found = re.search(r"boundary=\"?([^\";]+)", request.headers.get("content-type", ""))
        content = request.body if found is None else request.body.replace(found[1].encode(), b"boundary")
        return None, base64.b64encode(content).decode()


def _identity(exchange: Exchange) -> tuple[object, ...]:
    """Return what makes two requests the same."""
    body = exchange.body_base64 or msgspec.json.encode(_sorted(exchange.body))
    return exchange.method, exchange.host, exchange.path, sorted(parse_qsl(exchange.query)), body


def _sorted(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _sorted(each) for name, each in sorted(cast("dict[str, Json]", value).items())}
    return [_sorted(each) for each in value] if is_list(value) else value


def _replayed(exchange: Exchange) -> Response:
    if exchange.response_base64 is not None:
        chunks = [base64.b64decode(exchange.response_base64)]
    else:
        chunks = [text.encode() for text in exchange.response]
    return _response(exchange.status, exchange.headers, chunks)


def _response(status: int, headers: Mapping[str, str], chunks: list[bytes]) -> Response:
    others = {name: value for name, value in headers.items() if name != "content-type"}
    return Response(status=status, headers=others, media_type=headers.get("content-type", ""), chunks=tuple(chunks))


@contextmanager
def recorder(
    path: Path, mode: Mode, upstreams: Mapping[str, str] | None, secrets: Iterable[str]
) -> Generator[Recorder | Player]:
    """Return the application that records to a file, or replays it, for the duration of a ``with`` block.

    Raises:
        AssertionError: At the end, if a request was not in the file.
        FileNotFoundError: If there is nothing to replay.
        ValueError: If the mode is unknown, or the file is not a cassette.
    """
    if mode not in ("auto", "record", "replay"):
        raise ValueError(f"`mode` must be 'auto', 'record' or 'replay', got {mode!r}")
    if mode == "record" or (mode == "auto" and not path.exists()):
        recording = Recorder(upstreams, secrets)
        yield recording
        save_cassette(path, recording.exchanges)
        return
    if not path.exists():
        raise FileNotFoundError(f"there is no {path} to replay; record it first, with mode='auto' or mode='record'")
    player = Player(load_cassette(path), str(path))
    yield player
    if player.unexpected:
        raise AssertionError(f"{path} has no such requests: {'; '.join(player.unexpected)}; delete it to record again")
