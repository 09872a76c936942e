"""Replays over real HTTP notice every difference of a request, and every connection that stays open."""

from __future__ import annotations

import json
import socket
from contextlib import ExitStack, closing
from typing import Any
from urllib.parse import urlsplit

import pytest

from .replay.golden import KEY_HEADERS, Media, run
from .replay.transports import (
    SENDERS,
    PlannedResponse,
    ReceivedRequest,
    ReplayServer,
    find_sender,
    json_response,
    on_every_backend,
    replay_all,
)
from .support.fixtures import GOLDEN

PROMPT = "hi"
CASE: dict[str, Any] = {  # its key is not a known one, since failures of the comparison show it
    "id": "acme",
    "task": "summarization",
    "stream": False,
    "provider": "hf-inference",
    "model": "a/b",
    "api_key": "hf_replayed",
    "inputs": PROMPT,
    "parameters": None,
    "mapping": [{"provider": "hf-inference", "providerId": "a/b", "status": "live", "task": "summarization"}],
    "exchanges": [
        {
            "request": {
                "method": "POST",
                "url": "https://router.huggingface.co/hf-inference/models/a/b",
                "headers": {"authorization": "Bearer hf_replayed", "content-type": "application/json"},
                "body": {"json": {"inputs": PROMPT}},
            },
            "response": {"status": 200, "headers": {}, "body": {"json": [{"summary_text": "h"}]}},
        }
    ],
    "result": {"json": {"summary_text": "h"}},
}
MEDIA = Media(GOLDEN)


def changed(**request: Any) -> dict[str, Any]:
    """Return the case with another expected request than the one that will be sent."""
    case = json.loads(json.dumps(CASE))
    case["exchanges"][0]["request"] |= request
    return case


@on_every_backend(*SENDERS)
@pytest.mark.parametrize(
    "request_",
    [
        {"method": "PUT"},
        {"url": "https://router.huggingface.co/hf-inference/models/a/c"},
        {"url": "https://router.huggingface.com/hf-inference/models/a/b"},
        {"url": "https://router.huggingface.co/hf-inference/models/a/b?c=1"},
        {"headers": {"authorization": "Bearer hf_replayed", "content-type": "text/plain"}},
        {"headers": {"authorization": "Bearer hf_replaced"}},
        {"headers": {}},  # no key may be sent
        {"body": {"json": {"inputs": "ho"}}},
        {"body": None},
    ],
    ids=lambda request: next(iter(request)),
)
def test_a_request_that_differs_fails_with_every_transport(
    request_: dict[str, Any], sender: str, backend: str, replay_server: ReplayServer
) -> None:
    send = find_sender(sender, replay_server)
    assert run(CASE, MEDIA, send, backend).value.summary_text == "h"
    with pytest.raises(AssertionError):
        run(changed(**request_), MEDIA, send, backend)


@on_every_backend(*SENDERS)
def test_a_request_too_many_or_too_few_fails_with_every_transport(
    sender: str, backend: str, replay_server: ReplayServer
) -> None:
    send = find_sender(sender, replay_server)
    with pytest.raises(AssertionError, match="one request too many"):
        run({**CASE, "exchanges": []}, MEDIA, send, backend)
    with pytest.raises(AssertionError, match="was not sent"):
        run({**CASE, "exchanges": CASE["exchanges"] * 2}, MEDIA, send, backend)


def test_all_failures_of_a_file_are_reported_with_their_cases() -> None:
    def fail(case: dict[str, Any]) -> None:
        assert case["id"] == "b"

    with pytest.raises(ExceptionGroup, match="2 of 3 replays fail") as caught:
        replay_all([{"id": "a"}, {"id": "b"}, {"id": "c"}], fail)
    assert [error.__notes__[-1] for error in caught.value.exceptions] == ["in a", "in c"]


class SameResponse:
    """Responds to everything with the same."""

    def __init__(self, response: PlannedResponse) -> None:
        self._response = response
        self.received: list[ReceivedRequest] = []

    def respond(self, request: ReceivedRequest) -> PlannedResponse:
        self.received.append(request)
        return self._response


def exchange(server: ReplayServer, response: PlannedResponse) -> tuple[bytes, ReceivedRequest]:
    """Send a request by hand; return the bytes of the response, and the request as it arrived."""
    responder = SameResponse(response)
    with server.respond_with(responder) as url, connect(url) as connection:
        head = f"GET {urlsplit(url).path}/api.acme.ai/a%20b?c=d HTTP/1.1\r\nX-A: 1\r\nx-a: 2\r\n\r\n"
        connection.sendall(head.encode())
        connection.shutdown(socket.SHUT_WR)
        raw = b"".join(iter(lambda: connection.recv(65536), b""))
    return raw, responder.received[0]


def connect(url: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", urlsplit(url).port or 0), 2.0)


def test_a_request_arrives_as_it_was_sent(replay_server: ReplayServer) -> None:
    _, request = exchange(replay_server, json_response({}))
    assert (request.method, request.url, request.headers) == ("GET", "//api.acme.ai/a%20b?c=d", {"x-a": "1, 2"})


def test_recorded_framing_is_replaced_by_the_actual_one(replay_server: ReplayServer) -> None:
    headers = {"content-type": "a/b", "Content-Length": "7", "content-encoding": "gzip", "x-more": "1"}
    raw, _ = exchange(replay_server, PlannedResponse(status=503, headers=headers, body=b"[]"))
    assert raw == b"HTTP/1.1 503 -\r\ncontent-type: a/b\r\nx-more: 1\r\ncontent-length: 2\r\n\r\n[]"


def test_recorded_chunks_are_sent_as_chunks(replay_server: ReplayServer) -> None:
    raw, _ = exchange(replay_server, PlannedResponse(body=[b"data", b"", b": 1"]))
    assert raw == b"HTTP/1.1 200 -\r\ntransfer-encoding: chunked\r\n\r\n4\r\ndata\r\n3\r\n: 1\r\n0\r\n\r\n"
    raw, _ = exchange(replay_server, PlannedResponse(body=[b""]))
    assert raw == b"HTTP/1.1 200 -\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"


def test_a_connection_that_stays_open_is_reported() -> None:
    def keep_open(url: str) -> socket.socket:
        connection = connect(url)
        connection.sendall(f"GET {urlsplit(url).path}/a/b HTTP/1.1\r\n\r\n".encode())
        assert connection.recv(1)
        return connection

    with closing(ReplayServer(patience=0.05)) as server, ExitStack() as stack:
        replay = server.respond_with(SameResponse(json_response({})))
        stack.enter_context(keep_open(replay.__enter__()))
        with pytest.raises(AssertionError, match="1 connections stayed open"):
            replay.__exit__(None, None, None)


def test_names_of_key_headers_are_compared_in_lower_case() -> None:
    assert {name.lower() for name in KEY_HEADERS} == KEY_HEADERS
