"""Batches of providers, over a server with OpenAI's Batch API."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import msgspec
import pytest

import inferwire
from inferwire import BatchError, InferenceTimeoutError, InputError, ProviderError
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response


class BatchServer:
    """Makes the calls of a batch at the second poll. Text that begins with ``wrong`` has an error."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.polls = 0
        self.batch: dict[str, Any] = {}
        self.refuses = False

    def __call__(self, request: ReceivedRequest) -> bytes:
        path = request.target.partition("?")[0]
        if path == "/v1/files" and request.method == "POST":
            self.files["file-in"] = re.split(rb"\r\n\r\n", request.body)[2].rpartition(b"\n\r\n--")[0]
            assert b'name="purpose"\r\n\r\nbatch\r\n' in request.body
            return http_response(200, {"id": "file-in", "object": "file"})
        if path == "/v1/batches" and request.method == "POST":
            sent = msgspec.json.decode(request.body)
            assert sent == {"input_file_id": "file-in", "endpoint": sent["endpoint"], "completion_window": "24h"}
            self.batch = {"id": "batch-1", "status": "validating", "endpoint": sent["endpoint"]}
            if self.refuses:
                self.batch |= {"status": "failed", "errors": {"data": [{"message": "the file is too large"}]}}
            return http_response(200, self.batch)
        if path == "/v1/batches/batch-1/cancel":
            self.batch["status"] = "cancelled"
            return http_response(200, self.batch)
        if path == "/v1/batches/batch-1":
            self.polls += 1
            if self.polls >= 2 and self.batch["status"] != "cancelled":
                self.run()
            return http_response(200, self.batch)
        if path.startswith("/v1/files/") and path.endswith("/content"):
            return http_response(200, self.files[path.split("/")[3]])
        return http_response(404, {"error": {"message": f"there is no {path}"}})

    def run(self) -> None:
        lines = [msgspec.json.decode(line) for line in self.files["file-in"].splitlines()]
        assert {line["url"] for line in lines} == {self.batch["endpoint"]}
        done = [self.result(line) for line in reversed(lines)]
        self.files["file-out"] = b"".join(msgspec.json.encode(line) + b"\n" for line in done if line["error"] is None)
        self.files["file-err"] = b"".join(msgspec.json.encode(line) + b"\n" for line in done if line["error"])
        self.batch |= {"status": "completed", "output_file_id": "file-out", "error_file_id": "file-err"}
        self.batch["request_counts"] = {"total": len(lines), "completed": len(lines), "failed": 0}

    def result(self, line: dict[str, Any]) -> dict[str, Any]:
        text = line["body"]["messages"][-1]["content"]
        made = {"custom_id": line["custom_id"], "error": None, "response": None}
        if text == "expired":
            return made | {"error": {"code": "batch_expired", "message": "there was no time"}}
        if text.startswith("wrong"):
            return made | {"response": {"status_code": 400, "body": {"error": {"message": "this text is wrong"}}}}
        choice = {"index": 0, "message": {"role": "assistant", "content": text.upper()}, "finish_reason": "stop"}
        usage = {"prompt_tokens": 2, "completion_tokens": 1, "total_tokens": 3}
        return made | {"response": {"status_code": 200, "body": {"choices": [choice], "usage": usage}}}


@contextmanager
def batch_server() -> Iterator[tuple[str, BatchServer]]:
    responder = BatchServer()
    server = LocalServer(responder)
    try:
        yield server.url, responder
    finally:
        server.close()


def chat(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def run_blocking(url: str, rows: Any, *, every: float = 0.01, **options: Any) -> list[inferwire.MapResult[Any]]:
    with inferwire.InferenceClient(base_url=url, model="m") as client:
        batch = client.batch("chat-completion", rows, **options)
        again = client.batch(ticket=batch.ticket)
        assert again.id == batch.id == "batch-1"
        return list(again.results(every=every))


def run_async(url: str, rows: Any, *, every: float = 0.01, **options: Any) -> list[inferwire.MapResult[Any]]:
    async def main() -> list[inferwire.MapResult[Any]]:
        async with inferwire.AsyncInferenceClient(base_url=url, model="m") as client:
            batch = await client.batch("chat-completion", rows, **options)
            again = await client.batch(ticket=batch.ticket)
            return await again.results(every=every)

    return anyio.run(main, backend="trio")


on_both_clients = pytest.mark.parametrize("run", [run_blocking, run_async])


@on_both_clients
def test_results_are_those_of_the_rows(run: Callable[..., list[inferwire.MapResult[Any]]]) -> None:
    with batch_server() as (url, server):
        found = run(url, [chat("a"), chat("wrong"), chat("expired"), chat("b")], max_tokens=5)
        line = msgspec.json.decode(server.files["file-in"].splitlines()[0])
    assert line["body"] == {"model": "m", "messages": chat("a"), "max_tokens": 5}
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
    found.sort(key=lambda result: result.index)
    assert [result.index for result in found] == [0, 1, 2, 3]
    assert [result.ok for result in found] == [True, False, False, True]
    assert found[0].unwrap().text == "A"
    assert found[0].usage == {"prompt_tokens": 2, "completion_tokens": 1, "total_tokens": 3}
    assert isinstance(found[1].error, ProviderError)
    assert found[1].error.status == 400
    assert "there was no time" in str(found[2].error)


@on_both_clients
def test_rows_keep_their_keys(run: Callable[..., list[inferwire.MapResult[Any]]]) -> None:
    rows = [{"id": "first row", "m": chat("a")}, {"id": "x", "m": chat("b")}]
    with batch_server() as (url, _):
        found = run(url, rows, column="m", key="id")
    assert {result.key: result.unwrap().text for result in found} == {"first row": "A", "x": "B"}


@on_both_clients
def test_a_batch_that_is_refused(run: Callable[..., list[inferwire.MapResult[Any]]]) -> None:
    with batch_server() as (url, server):
        server.refuses = True
        with pytest.raises(BatchError, match="refused the batch batch-1: the file is too large"):
            run(url, [chat("a")])


def test_waiting_has_a_limit_and_batches_can_be_cancelled() -> None:
    with batch_server() as (url, server), inferwire.InferenceClient(base_url=url, model="m") as client:
        batch = client.batch(client.chat_completion, [chat("a")])
        server.polls = -100
        with pytest.raises(InferenceTimeoutError, match=r"is validating after 0\.05 s"):
            batch.wait(0.05, every=0.02)
        assert batch.cancel().status == "cancelled"
        with pytest.raises(BatchError, match="is cancelled and has no results"):
            list(batch.results(every=0.01))
        assert repr(batch) == "<Batch batch-1, cancelled>"


def test_wrong_arguments() -> None:
    client = inferwire.InferenceClient(base_url="http://127.0.0.1:9", model="m")
    with pytest.raises(InputError, match="pass either a task and rows"):
        client.batch()
    with pytest.raises(InputError, match="pass either a task and rows"):
        client.batch("chat-completion", [chat("a")], ticket="x")
    with pytest.raises(InputError, match="must be the ticket of a batch"):
        client.batch(ticket="x")
    with pytest.raises(InputError, match="batches of the endpoint do not hold calls of summarization"):
        client.batch("summarization", ["a"])
    with pytest.raises(InputError, match="a batch needs at least one call"):
        client.batch("chat-completion", [])
    with pytest.raises(InputError, match="Groq, OpenAI, Together AI do"):
        inferwire.InferenceClient(provider="hf-inference").batch("chat-completion", [chat("a")])


def test_a_ticket_holds_no_key() -> None:
    with batch_server() as (url, _):
        client = inferwire.InferenceClient(base_url=url, model="m", api_key="secret-key-12345678")
        ticket = client.batch("chat-completion", [chat("a")]).ticket
    assert b"secret" not in base64.urlsafe_b64decode(ticket + "===")
