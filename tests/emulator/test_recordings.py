"""Exchanges with real servers are recorded once, without keys, and replayed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, ProviderError
from inferwire_emulator import record, serve
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

KEY = "sk-very-secret-1234567890"
MESSAGES: Any = [{"role": "user", "content": "Hi"}]


def respond(request: ReceivedRequest) -> bytes:
    """Respond as a chat server that echoes the key."""
    sent = json.loads(request.body)
    number = request.headers.get("x-number", "")
    text = f"{sent['messages'][0]['content']} {number} {KEY}"
    if sent.get("stream"):
        chunks: list[Any] = [{"choices": [{"index": 0, "delta": {"content": part}}]} for part in text.split()]
        chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        body = b"".join(b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in chunks) + b"data: [DONE]\n\n"
        return http_response(body=body, headers={"content-type": "text/event-stream", "set-cookie": f"a={KEY}"})
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return http_response(body={"choices": [choice]}, headers={"x-request-id": "r-1", "set-cookie": f"a={KEY}"})


def calls(url: str) -> list[str]:
    """Make the calls of a program, which does not know that it is recorded."""
    with InferenceClient(base_url=f"{url}/v1", api_key=KEY, model="m", retry=1) as client:
        first = client.chat_completion(MESSAGES, headers={"x-number": "1"}).text
        second = client.chat_completion(MESSAGES, headers={"x-number": "2"}).text
        streamed = client.chat_completion(MESSAGES, stream=True).text()

    async def main() -> str:
        async with AsyncInferenceClient(base_url=f"{url}/v1", api_key=KEY, model="m") as client:
            return (await client.chat_completion([{"role": "user", "content": "Bye"}])).text

    return [first, second, streamed, anyio.run(main)]


@pytest.fixture
def server() -> Any:
    with local_server(respond) as running:
        yield running


def test_what_was_recorded_is_replayed_without_the_server_and_without_keys(server: LocalServer, tmp_path: Path) -> None:
    path = tmp_path / "cassettes" / "chat.json"
    with record(path):
        recorded = calls(server.url)
    assert recorded == [f"Hi 1 {KEY}", f"Hi 2 {KEY}", f"Hi{KEY}", f"Bye  {KEY}"]
    assert server.received[0].headers["authorization"] == f"Bearer {KEY}"
    text = path.read_text()
    assert KEY not in text
    assert "authorization" not in text
    assert "set-cookie" not in text
    sent = len(server.received)
    with record(path):  # now it is replayed
        assert calls(server.url) == [each.replace(KEY, "***") for each in recorded]
        with InferenceClient(base_url=f"{server.url}/v1", api_key=False, model="m") as client:
            again = client.chat_completion(MESSAGES)  # the last one of that kind, and with another key
        assert again.text == "Hi 2 ***"
    assert len(server.received) == sent
    assert "INFERWIRE_EMULATOR_URL" not in os.environ


def test_a_request_that_was_not_recorded_fails_the_test(server: LocalServer, tmp_path: Path) -> None:
    path = tmp_path / "chat.json"
    with record(path):
        calls(server.url)

    def run() -> None:
        with (
            record(path, mode="replay"),
            InferenceClient(base_url=f"{server.url}/v1", api_key=KEY, model="m", retry=1) as client,
            pytest.raises(ProviderError, match="has no such request"),
        ):
            client.chat_completion([{"role": "user", "content": "Other"}])

    with pytest.raises(AssertionError, match=r"chat\.json has no such requests: POST 127\.0\.0\.1"):
        run()


def test_a_recording_is_written_again_on_request(server: LocalServer, tmp_path: Path) -> None:
    path = tmp_path / "chat.json"
    for _ in range(2):
        with record(path, mode="record"):
            calls(server.url)
    assert len(server.received) == 8
    assert len(json.loads(path.read_text())["exchanges"]) == 4


def test_a_recording_that_failed_is_not_kept(server: LocalServer, tmp_path: Path) -> None:
    path = tmp_path / "chat.json"

    def run() -> None:
        with record(path):
            calls(server.url)
            raise LookupError("of the test")

    with pytest.raises(LookupError, match="of the test"):
        run()
    assert not path.exists()


def test_a_host_has_the_upstream_that_is_named(tmp_path: Path) -> None:
    """A second emulator stands for the real servers; it refuses a key at the wrong host."""
    path = tmp_path / "router.json"
    with serve() as real:
        upstreams = {"router.huggingface.co": f"{real.url}/router.huggingface.co"}
        with record(path, upstreams=upstreams), InferenceClient(api_key="hf_real_token") as client:
            assert client.chat_completion(MESSAGES, model="a/b").text == "Two cats."
        assert real.journal[0].headers["authorization"] == "Bearer ***"
    assert "hf_real_token" not in path.read_text()
    with record(path), InferenceClient() as client:  # no token is needed
        assert client.chat_completion(MESSAGES, model="a/b").text == "Two cats."


@pytest.mark.parametrize(
    ("content", "mode", "error", "message"),
    [
        (None, "replay", FileNotFoundError, "missing"),
        ("{}", "rewind", ValueError, "`mode` must be"),
        ("[]", "auto", ValueError, "is not a cassette"),
        ('{"version": 9}', "replay", ValueError, "of version 9"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, content: str | None, mode: Any, error: Any, message: str) -> None:
    path = tmp_path / "missing.json"
    if content is not None:
        path.write_text(content)

    def run() -> None:
        with record(path, mode=mode):
            pass

    with pytest.raises(error, match=message):
        run()
