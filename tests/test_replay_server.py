"""What replays over real HTTP rest on: nothing that a request lacks, and no connection, is lost on the way."""

from __future__ import annotations

import json
import socket
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from .replay.vectors import KEY_HEADERS, Media, run_async, run_sync
from .replay.ways import WAYS, Answer, Asked, ReplayServer, find_way, json_answer, replay_all

PROMPT = "hi"
CASE: dict[str, Any] = {  # its key is not one of those that errors are searched for: errors of judging show it
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
MEDIA = Media(Path(__file__).parent / "data" / "vectors")


def changed(**request: Any) -> dict[str, Any]:
    """Give the case with another request than the one that will be made."""
    case = json.loads(json.dumps(CASE))
    case["exchanges"][0]["request"] |= request
    return case


@pytest.mark.parametrize("run", [run_sync, run_async])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "request_",
    [
        {"method": "PUT"},
        {"url": "https://router.huggingface.co/hf-inference/models/a/c"},
        {"url": "https://router.huggingface.com/hf-inference/models/a/b"},
        {"url": "https://router.huggingface.co/hf-inference/models/a/b?c=1"},
        {"headers": {"authorization": "Bearer hf_replayed", "content-type": "text/plain"}},
        {"headers": {"authorization": "Bearer hf_replaced"}},
        {"headers": {}},  # where no key may go
        {"body": {"json": {"inputs": "ho"}}},
        {"body": None},
    ],
    ids=lambda request: next(iter(request)),
)
def test_a_request_that_differs_fails_on_every_way(
    request_: dict[str, Any], way: str, run: Any, replay_server: ReplayServer
) -> None:
    assert run(CASE, MEDIA, find_way(way, replay_server)).value.summary_text == "h"
    with pytest.raises(AssertionError):
        run(changed(**request_), MEDIA, find_way(way, replay_server))


@pytest.mark.parametrize("run", [run_sync, run_async])
@pytest.mark.parametrize("way", WAYS)
def test_requests_too_many_and_too_few_fail_on_every_way(way: str, run: Any, replay_server: ReplayServer) -> None:
    with pytest.raises(AssertionError, match="one request too many"):
        run({**CASE, "exchanges": []}, MEDIA, find_way(way, replay_server))
    with pytest.raises(AssertionError, match="was not made"):
        run({**CASE, "exchanges": CASE["exchanges"] * 2}, MEDIA, find_way(way, replay_server))


def test_all_failures_of_a_file_are_told_with_their_cases() -> None:
    def fail(case: dict[str, Any]) -> None:
        assert case["id"] == "b"

    with pytest.raises(ExceptionGroup, match="2 of 3 replays fail") as caught:
        replay_all([{"id": "a"}, {"id": "b"}, {"id": "c"}], fail)
    assert [error.__notes__[-1] for error in caught.value.exceptions] == ["in a", "in c"]


class Given:
    """Answers everything with the same."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked: list[Asked] = []

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return self._answer


def ask(server: ReplayServer, answer: Answer) -> tuple[bytes, Asked]:
    """Send a request by hand; give the answer as it came, and what was asked."""
    given = Given(answer)
    with server.answering(given) as url, connect(url) as connection:
        head = f"GET {urlsplit(url).path}/api.acme.ai/a%20b?c=d HTTP/1.1\r\nX-A: 1\r\nx-a: 2\r\n\r\n"
        connection.sendall(head.encode())
        connection.shutdown(socket.SHUT_WR)
        raw = b"".join(iter(lambda: connection.recv(65536), b""))
    return raw, given.asked[0]


def connect(url: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", urlsplit(url).port or 0), 2.0)


def test_what_is_asked_arrives_as_it_was_sent(replay_server: ReplayServer) -> None:
    _, asked = ask(replay_server, json_answer({}))
    assert (asked.method, asked.url, asked.headers) == ("GET", "//api.acme.ai/a%20b?c=d", {"x-a": "1, 2"})


def test_a_recorded_framing_gives_way_to_that_of_the_wire(replay_server: ReplayServer) -> None:
    headers = {"content-type": "a/b", "Content-Length": "7", "content-encoding": "gzip", "x-more": "1"}
    raw, _ = ask(replay_server, Answer(status=503, headers=headers, body=b"[]"))
    assert raw == b"HTTP/1.1 503 -\r\ncontent-type: a/b\r\nx-more: 1\r\ncontent-length: 2\r\n\r\n[]"


def test_pieces_are_chunks(replay_server: ReplayServer) -> None:
    raw, _ = ask(replay_server, Answer(body=[b"data", b"", b": 1"]))
    assert raw == b"HTTP/1.1 200 -\r\ntransfer-encoding: chunked\r\n\r\n4\r\ndata\r\n3\r\n: 1\r\n0\r\n\r\n"
    raw, _ = ask(replay_server, Answer(body=[b""]))
    assert raw == b"HTTP/1.1 200 -\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"


def test_a_connection_that_stays_open_is_told() -> None:
    def hold(url: str) -> socket.socket:
        held = connect(url)
        held.sendall(f"GET {urlsplit(url).path}/a/b HTTP/1.1\r\n\r\n".encode())
        assert held.recv(1)
        return held

    with closing(ReplayServer(patience=0.05)) as server, ExitStack() as stack:
        talk = server.answering(Given(json_answer({})))
        stack.enter_context(hold(talk.__enter__()))
        with pytest.raises(AssertionError, match="1 connections stayed open"):
            talk.__exit__(None, None, None)


def test_headers_of_keys_are_looked_for_as_they_arrive() -> None:
    assert {name.lower() for name in KEY_HEADERS} == KEY_HEADERS
