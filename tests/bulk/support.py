"""A server that classifies texts, and runs over it from both clients."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import msgspec
import pytest

import inferwire
from inferwire_bulk.results import MapResult
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response

LABELS = [{"label": "good", "score": 0.75}, {"label": "bad", "score": 0.25}]


class Classifier:
    """Classifies texts. Text that begins with the name of a fault meets it.

    Attributes:
        calls: Number of requests for each text.
        batches: Number of texts in each request that had a list.
    """

    def __init__(self, *, takes_lists: bool = True) -> None:
        self.calls: Counter[str] = Counter()
        self.batches: list[int] = []
        self.takes_lists = takes_lists
        self._lock = threading.Lock()
        self.before: Callable[[str], object] = lambda text: None

    def __call__(self, request: ReceivedRequest) -> bytes:
        inputs = msgspec.json.decode(request.body)["inputs"]
        texts = inputs if isinstance(inputs, list) else [inputs]
        with self._lock:
            self.calls.update(texts)
            if isinstance(inputs, list):
                self.batches.append(len(inputs))
        for text in texts:
            self.before(text)
            if text.startswith("wrong"):
                return http_response(400, {"error": "this text is wrong"})
            if text.startswith("once") and self.calls[text] == 1:
                return http_response(503, {"error": "try again"}, {"retry-after": "0"})
            if text.startswith("limited"):
                return http_response(429, {"error": "slow down"}, {"retry-after": "0"})
            if text.startswith("key"):
                return http_response(401, {"error": "no such key"})
        if isinstance(inputs, list):
            return http_response(200, [LABELS for _ in inputs])
        return http_response(200, [LABELS])


@contextmanager
def classifier(**options: Any) -> Iterator[tuple[str, Classifier]]:
    """Run a server; yield its URL and the classifier."""
    responder = Classifier(**options)
    server = LocalServer(responder)
    try:
        yield server.url, responder
    finally:
        server.close()


Run = Callable[..., list[MapResult[Any]]]


def run_blocking(url: str, rows: Any, task: str = "text-classification", **options: Any) -> list[MapResult[Any]]:
    with inferwire.InferenceClient(base_url=url) as client, client.map(task, rows, **options) as run:
        return list(run)


def run_async(url: str, rows: Any, task: str = "text-classification", **options: Any) -> list[MapResult[Any]]:
    async def main() -> list[MapResult[Any]]:
        async with inferwire.AsyncInferenceClient(base_url=url) as client, client.map(task, rows, **options) as run:
            return [result async for result in run]

    return anyio.run(main)


on_both_clients = pytest.mark.parametrize("run", [run_blocking, run_async])
