"""Embeddings as one matrix, and rankings of more texts than a server takes at once."""

from __future__ import annotations

import base64
import copy
import json
import pickle
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, EmbeddingMatrix, InferenceClient, InputError, OutputError, ProviderError
from inferwire_runtime.vectors import find_limit
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

TEXTS = [f"text {number}" for number in range(10)]


def vector_of(text: str) -> list[float]:
    return [float(text.split()[-1]), 0.5, -0.25]


@contextmanager
def serving(respond: Callable[[Any], Any]) -> Iterator[LocalServer]:
    """Run a server that responds to a body with JSON, or with a whole response."""

    def respond_with(request: ReceivedRequest) -> bytes:
        made = respond(json.loads(request.body))
        return made if isinstance(made, bytes) else http_response(body=made)

    with local_server(respond_with) as server:
        yield server


def call_both(server: LocalServer, method: str, *arguments: Any, at: Any = "/v1", **named: Any) -> Any:
    """Call a method by both clients, and return the result, which is the same; the server has the first's requests."""
    options: dict[str, Any] = {"base_url": f"{server.url}{at}", "model": "m", "api_key": PROVIDER_KEY, "retry": 1}

    async def main() -> Any:
        async with AsyncInferenceClient(**options) as client:
            return await getattr(client, method)(*arguments, **named)

    result = anyio.run(main)
    server.received.clear()
    with InferenceClient(**options) as client:
        assert shown(getattr(client, method)(*arguments, **named)) == shown(result)
    return result


def shown(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else value


def fails(server: LocalServer, method: str, *arguments: Any, error: Any, match: str, **named: Any) -> None:
    """Check that both clients raise an error."""
    options: dict[str, Any] = {"base_url": f"{server.url}/v1", "model": "m", "retry": 1}

    async def main() -> None:
        async with AsyncInferenceClient(**options) as client:
            await getattr(client, method)(*arguments, **named)

    with pytest.raises(error, match=match):
        anyio.run(main)
    with InferenceClient(**options) as client, pytest.raises(error, match=match):
        getattr(client, method)(*arguments, **named)


def embeddings(body: Any) -> Any:
    inputs = [body["input"]] if isinstance(body["input"], str) else body["input"]
    made = [vector_of(text) for text in inputs]
    if body.get("encoding_format") == "base64":
        coded: list[Any] = [base64.b64encode(struct.pack(f"<{len(each)}f", *each)).decode() for each in made]
    else:
        coded = made
    return {"data": [{"index": index, "embedding": each} for index, each in enumerate(coded)]}


def inputs_of(server: LocalServer) -> list[int]:
    return sorted(len(json.loads(request.body)["input"]) for request in server.received)


def test_embeddings_are_one_matrix_in_order() -> None:
    with serving(embeddings) as server:
        made = call_both(server, "embed", TEXTS, batch_size=3, concurrency=4)
        assert inputs_of(server) == [1, 3, 3, 3]
    assert isinstance(made, EmbeddingMatrix)
    assert (made.shape, made.dtype, len(made)) == ((10, 3), "float32", 10)
    assert list(made) == [vector_of(text) for text in TEXTS]
    assert made[-1] == vector_of(TEXTS[-1])
    assert made[2:4] == [vector_of(text) for text in TEXTS[2:4]]
    with pytest.raises(IndexError):
        made[10]
    assert repr(made) == "EmbeddingMatrix(shape=(10, 3), dtype='float32')"
    assert made.memoryview().shape == (10, 3)
    assert made.memoryview()[9, 0] == 9.0
    for other in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert other == made
    assert json.loads(json.dumps(made, default=inferwire.json_default)) == made.tolist()


def test_batches_come_back_in_order_however_long_each_takes() -> None:
    def slow_at_first(body: Any) -> Any:
        time.sleep(0.05 if body["input"][0] == "text 0" else 0)
        return embeddings(body)

    with serving(slow_at_first) as server:
        made = call_both(server, "embed", tuple(TEXTS), batch_size=2, concurrency=5)
    assert list(made) == [vector_of(text) for text in TEXTS]


def test_no_more_requests_than_concurrency_run_at_once() -> None:
    running, peak, lock = 0, [0], threading.Lock()

    def respond(body: Any) -> Any:
        nonlocal running
        with lock:
            running += 1
            peak[0] = max(peak[0], running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return embeddings(body)

    with serving(respond) as server:
        call_both(server, "embed", TEXTS, batch_size=1, concurrency=3)
        assert peak[0] == 3
        peak[0] = 0
        call_both(server, "embed", TEXTS, batch_size=2, concurrency=1)
        assert peak[0] == 1


def test_numpy_shares_the_memory() -> None:
    np = pytest.importorskip("numpy")
    with serving(embeddings) as server:
        made = call_both(server, "embed", TEXTS)
        array = np.asarray(made)
        assert (array.shape, array.dtype) == ((10, 3), np.float32)
        assert np.shares_memory(array, np.asarray(made))
        assert np.asarray(made, dtype="float64").dtype == np.float64
        assert not np.shares_memory(np.array(made), array)
        for dtype in ("float16", "float32", "float64", np.float32, np.dtype("float64")):
            typed = call_both(server, "embed", TEXTS, dtype=dtype)
            assert (type(typed), typed.shape, typed.dtype) == (np.ndarray, (10, 3), np.dtype(dtype))
        assert call_both(server, "embed", [], dtype="float32").shape == (0, 0)


@pytest.mark.parametrize(("texts", "shape"), [("text 1", (1, 3)), (["text 1"], (1, 3)), ([], (0, 0))])
def test_embeddings_always_have_two_dimensions(texts: Any, shape: tuple[int, int]) -> None:
    with serving(embeddings) as server:
        made = call_both(server, "embed", texts)
        assert made.shape == shape
        assert list(made) == [vector_of("text 1")] * shape[0]
        assert len(server.received) == shape[0]


def test_base64_is_requested_where_the_url_names_openai_and_left_out_where_it_is_refused() -> None:
    def refusing(body: Any) -> Any:
        if "encoding_format" in body:
            return http_response(400, {"error": {"message": "encoding_format: only 'float' is supported"}})
        return embeddings(body)

    with serving(embeddings) as server:
        assert list(call_both(server, "embed", TEXTS)) == [vector_of(text) for text in TEXTS]
        assert json.loads(server.received[0].body)["encoding_format"] == "base64"
    with serving(refusing) as server:
        assert list(call_both(server, "embed", TEXTS, batch_size=5, concurrency=1)) == [
            vector_of(text) for text in TEXTS
        ]
        assert ["encoding_format" in json.loads(each.body) for each in server.received] == [True, False, False]

    def native(body: Any) -> Any:
        assert "encoding_format" not in body
        return [vector_of(text) for text in body["inputs"]]

    with serving(native) as server:
        assert list(call_both(server, "embed", TEXTS, at="")) == [vector_of(text) for text in TEXTS]


def test_parameters_and_options_are_passed_on() -> None:
    with serving(embeddings) as server:
        call_both(server, "embed", TEXTS, dimensions=3, extra_body={"user": "me"}, headers={"x-more": "1"})
        sent = json.loads(server.received[0].body)
        assert (sent["dimensions"], sent["user"], server.received[0].headers["x-more"]) == (3, "me", "1")


LIMIT = '{"error": "batch size 10 > maximum allowed batch size 4", "error_type": "Validation"}'


@pytest.mark.parametrize(
    ("status", "words", "sizes"),
    [
        (422, LIMIT, [2, 4, 4]),
        (413, LIMIT, [2, 4, 4]),
        (400, '{"error": {"message": "too many inputs: at most 4 are allowed"}}', [2, 4, 4]),
        (413, "Payload Too Large", [5, 5]),
    ],
)
def test_a_batch_that_is_too_large_is_sent_in_smaller_ones(status: int, words: str, sizes: list[int]) -> None:
    def limited(body: Any) -> Any:
        too_many = len(body["input"]) > max(sizes)
        return http_response(status, words.encode()) if too_many else embeddings(body)

    with serving(limited) as server:
        assert list(call_both(server, "embed", TEXTS)) == [vector_of(text) for text in TEXTS]
        assert inputs_of(server) == sorted([10, *sizes])


@pytest.mark.parametrize(
    ("status", "message", "limit"),
    [
        (422, "batch size 33 > maximum allowed batch size 32", 32),
        (400, "'$.input' is invalid: array too long. Expected an array with maximum length 20, but got 33", 20),
        (400, "Too many documents: maximum 25 documents per request", 25),
        (413, "request entity too large", 16),
        (413, "Payload too large. Limit: 2000000 bytes", 16),
        (400, "This model's maximum context length is 8 tokens", None),
        (500, "batch size 33 > maximum allowed batch size 32", None),
        (422, "`inputs` must be strings", None),
    ],
)
def test_the_limit_is_read_from_the_error(status: int, message: str, limit: int | None) -> None:
    error = ProviderError(message, status=status)
    assert find_limit(error, 33) == limit


@pytest.mark.parametrize(
    ("respond", "words"),
    [
        (lambda body: {"data": embeddings(body)["data"][:-1]}, "vectors for 10 texts"),
        (lambda body: {"data": [{"embedding": [0.5] * (index + 1)} for index in range(10)]}, "text 1 has 2 numbers"),
        (lambda body: {"data": [{"embedding": [[0.5, 1.0], [0.5, 1.0]]}] * 10}, "each of its tokens|not match"),
    ],
)
def test_vectors_of_another_number_or_size_are_an_error(respond: Any, words: str) -> None:
    with serving(respond) as server:
        fails(server, "embed", TEXTS, error=OutputError, match=words)


def test_an_error_in_one_batch_ends_the_call() -> None:
    def respond(body: Any) -> Any:
        if body["input"][0] == "text 4":
            return http_response(401, {"error": {"message": "wrong key"}})
        return embeddings(body)

    with serving(respond) as server:
        fails(
            server, "embed", TEXTS, error=inferwire.AuthenticationError, match="wrong key", batch_size=2, concurrency=2
        )


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"texts": b"text"}, "`texts` must be a list of strings"),
        ({"texts": ["a", 1]}, r"`texts\[1\]` must be a string"),
        ({"texts": 5}, "`texts` must be a list of strings"),
        ({"texts": {"a": 1}}, "`texts` must be a list of strings"),
        ({"texts": ["a"], "batch_size": 0}, "`batch_size` must be an int ≥ 1"),
        ({"texts": ["a"], "concurrency": True}, "`concurrency` must be an int ≥ 1"),
        ({"texts": ["a"], "dtype": "int8"}, "`dtype` must be"),
    ],
)
def test_wrong_arguments_are_refused_before_anything_is_sent(named: Any, words: str) -> None:
    with serving(embeddings) as server:
        fails(server, "embed", error=InputError, match=words, **named)
        assert not server.received


# Rankings


def scores(body: Any) -> Any:
    found = [{"index": index, "relevance_score": score_of(text)} for index, text in enumerate(body["documents"])]
    ranked = sorted(found, key=lambda item: -float(item["relevance_score"]))
    return {"results": ranked[: body.get("top_n")]}


def score_of(text: str) -> float:
    return int(text.split()[-1]) * 7 % 10 / 10


RANKED = sorted(range(10), key=lambda number: -score_of(TEXTS[number]))


@pytest.mark.parametrize("named", [{}, {"batch_size": 3}, {"batch_size": 1, "concurrency": 2}])
@pytest.mark.parametrize("top_n", [None, 1, 4, 99])
def test_a_ranking_is_the_same_in_batches(named: dict[str, int], top_n: int | None) -> None:
    with serving(scores) as server:
        made = call_both(server, "rerank", "query", TEXTS, top_n=top_n, **named)
        size = named.get("batch_size", 10)
        assert len(server.received) == -(-10 // size)
    assert [item.index for item in made] == RANKED[:top_n]
    assert [item.text for item in made] == [TEXTS[number] for number in RANKED[:top_n]]
    assert [item.score for item in made] == [score_of(TEXTS[number]) for number in RANKED[:top_n]]


def test_ties_over_batches_are_in_the_order_of_the_texts() -> None:
    def equal(body: Any) -> Any:
        return [{"index": index, "score": 0.5} for index in reversed(range(len(body["documents"])))]

    with serving(equal) as server:
        made = call_both(server, "rerank", "query", TEXTS, batch_size=4)
    assert [item.index for item in made] == list(range(10))


def test_more_documents_than_the_server_takes_are_sent_in_batches() -> None:
    def limited(body: Any) -> Any:
        if len(body["documents"]) > 4:
            return http_response(422, LIMIT.encode())
        return scores(body)

    with serving(limited) as server:
        made = call_both(server, "rerank", "query", TEXTS, top_n=3)
        assert [len(json.loads(each.body)["documents"]) for each in server.received] == [10, 4, 4, 2]
    assert [item.index for item in made] == RANKED[:3]


def test_a_ranking_of_nothing_sends_nothing() -> None:
    with serving(scores) as server:
        assert call_both(server, "rerank", "query", []) == []
        assert not server.received
        fails(server, "rerank", "query", ["a"], error=InputError, match="`top_n` must be an int", top_n=0)
