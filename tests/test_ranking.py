"""Texts ranked by a query: which form of the request, and what servers return in other shapes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, InputError, OutputError, ProviderError
from inferwire_emulator.server import serve as serve_emulator
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

QUERY = "How tall?"
TEXTS = ["red", "324 metres", "blue", "tall"]
SCORES = [0.1, 0.9, 0.1, 0.5]
RANKED = [(1, 0.9, "324 metres"), (3, 0.5, "tall"), (0, 0.1, "red"), (2, 0.1, "blue")]
NOT_FOUND = http_response(404, {"detail": "Not Found"})
LACKS_QUERY = http_response(422, b"Failed to deserialize the JSON body: missing field `query` at line 1")
LACKS_TEXTS = http_response(422, b"Failed to deserialize the JSON body: missing field `texts` at line 1")


def serve(respond: Callable[[str, Any], Any]) -> Any:
    """Run a server that responds to a path and a body with JSON, or with a whole response."""

    def respond_with_json(request: ReceivedRequest) -> bytes:
        made = respond(request.target, json.loads(request.body) if request.body else None)
        return made if isinstance(made, bytes) else http_response(body=made)

    return local_server(respond_with_json)


def plain(items: Any) -> list[tuple[int, float, str | None]]:
    return [(item.index, item.score, item.text) for item in items]


def rank_by_both(server: LocalServer, /, *, at: str = "", api: Any = None, texts: Any = TEXTS, **named: Any) -> Any:
    """Rank by both clients, and return what is the same; the server has the requests of the blocking one."""
    options: dict[str, Any] = {"api_key": PROVIDER_KEY, "retry": 1, "model": "m"}

    async def main() -> Any:
        async with AsyncInferenceClient(**options).endpoint(server.url + at, api=api) as client:
            return plain(await client.text_ranking(QUERY, texts, **named))

    result = anyio.run(main)
    server.received.clear()
    with InferenceClient(**options).endpoint(server.url + at, api=api) as client:
        assert plain(client.text_ranking(QUERY, texts, **named)) == result
    return result


def paths(server: LocalServer) -> list[str]:
    return [request.target for request in server.received]


def body(server: LocalServer, index: int = -1) -> Any:
    return json.loads(server.received[index].body)


def toolkit(path: str, sent: Any) -> Any:
    if path != "/":
        return NOT_FOUND
    return [{"score": score, "index": index} for index, score in enumerate(SCORES)]


def tei(path: str, sent: Any) -> Any:
    if path not in ("/", "/rerank"):
        return NOT_FOUND
    if "query" not in sent:
        return LACKS_QUERY
    if "texts" not in sent:
        return LACKS_TEXTS
    order = sorted(range(len(SCORES)), key=lambda index: -SCORES[index])
    items = [{"index": index, "score": SCORES[index]} for index in order]
    return [{**item, "text": sent["texts"][item["index"]]} for item in items] if sent.get("return_text") else items


def cohere_like(prefix: str) -> Callable[[str, Any], Any]:
    def respond(path: str, sent: Any) -> Any:
        if path == "/v1/models":
            return NOT_FOUND
        if path != f"{prefix}/rerank":
            return NOT_FOUND
        if "documents" not in sent:
            return http_response(422, {"detail": [{"loc": ["body", "documents"], "msg": "Field required"}]})
        order = sorted(range(len(SCORES)), key=lambda index: -SCORES[index])[: sent.get("top_n")]
        items = [{"index": index, "relevance_score": SCORES[index], "document": None} for index in order]
        return {"object": "rerank", "results": items, "model": sent["model"], "usage": {"total_tokens": 4}}

    return respond


@pytest.mark.parametrize(
    ("server", "found", "last"),
    [
        (toolkit, ["/"], {"inputs": {"query": QUERY, "texts": TEXTS}}),
        (tei, ["/", "/rerank"], {"query": QUERY, "texts": TEXTS}),
        (cohere_like("/v1"), ["/", "/rerank", "/v1/rerank"], {"model": "m", "query": QUERY, "documents": TEXTS}),
        (
            cohere_like(""),
            ["/", "/rerank", "/v1/rerank", "/rerank"],
            {"model": "m", "query": QUERY, "documents": TEXTS},
        ),
    ],
    ids=["toolkit", "tei", "vllm", "infinity"],
)
def test_each_kind_of_server_is_found_and_remembered(server: Any, found: list[str], last: Any) -> None:
    with serve(server) as running:
        assert rank_by_both(running) == RANKED
        assert paths(running) == found
        assert body(running) == last
        with InferenceClient(base_url=running.url, api_key=False, model="m", retry=1) as client:
            client.text_ranking(QUERY, TEXTS)
            running.received.clear()
            assert plain(client.text_ranking(QUERY, TEXTS)) == RANKED
        assert paths(running) == found[-1:]


@pytest.mark.parametrize(
    ("at", "api", "server", "found"),
    [
        ("/v1", None, cohere_like("/v1"), ["/v1/rerank"]),
        ("/v1/rerank", None, cohere_like("/v1"), ["/v1/rerank"]),
        ("/rerank", None, tei, ["/rerank", "/rerank"]),
        ("", "openai", cohere_like("/v1"), ["/v1/rerank"]),
        ("", "openai", cohere_like(""), ["/v1/rerank", "/rerank"]),
        ("", "native", tei, ["/", "/rerank"]),
        ("/api/reranker/v1", None, cohere_like("/api/reranker/v1"), ["/api/reranker/v1/rerank"]),
    ],
)
def test_the_url_and_api_select_what_is_tried_first(at: str, api: Any, server: Any, found: list[str]) -> None:
    with serve(server) as running:
        assert rank_by_both(running, at=at, api=api) == RANKED
        assert paths(running) == found


def test_a_server_without_any_form_raises_its_first_error() -> None:
    def respond(path: str, sent: Any) -> Any:
        return http_response(404, {"error": f"nothing at {path}"})

    with serve(respond) as running, InferenceClient(base_url=running.url, api_key=False, model="m", retry=1) as client:
        with pytest.raises(ProviderError, match="nothing at /") as caught:
            client.text_ranking(QUERY, TEXTS)
        assert caught.value.status == 404
        assert paths(running) == ["/", "/rerank", "/v1/rerank", "/rerank"]


def test_an_error_about_the_request_ends_the_search() -> None:
    def respond(path: str, sent: Any) -> Any:
        return LACKS_QUERY if path == "/" else http_response(413, {"error": "batch size 4 > maximum 2"})

    with serve(respond) as running, InferenceClient(base_url=running.url, api_key=False, model="m", retry=1) as client:
        with pytest.raises(ProviderError, match="batch size 4"):
            client.text_ranking(QUERY, TEXTS)
        assert paths(running) == ["/", "/rerank"]


def test_top_n_holds_where_the_server_lacks_it() -> None:
    with serve(tei) as running:
        assert rank_by_both(running, top_n=2) == RANKED[:2]
        assert "top_n" not in body(running)
    with serve(cohere_like("/v1")) as running:
        assert rank_by_both(running, at="/v1", top_n=3) == RANKED[:3]
        assert body(running)["top_n"] == 3
        assert rank_by_both(running, at="/v1", top_n=0) == []


def test_parameters_have_the_names_of_each_form() -> None:
    with serve(tei) as running:
        assert rank_by_both(running, raw_scores=True, truncate=False, return_documents=True) == RANKED
        assert paths(running) == ["/rerank"]
        assert body(running) == {
            "query": QUERY,
            "texts": TEXTS,
            "raw_scores": True,
            "truncate": False,
            "return_text": True,
        }
    with serve(cohere_like("/v1")) as running:
        assert rank_by_both(running, at="/v1", return_documents=False, extra_body={"max_tokens_per_doc": 5}) == RANKED
        assert body(running) == {
            "model": "m",
            "query": QUERY,
            "documents": TEXTS,
            "return_documents": False,
            "max_tokens_per_doc": 5,
        }
    with serve(toolkit) as running:
        assert rank_by_both(running, return_documents=True) == RANKED
        assert body(running) == {"inputs": {"query": QUERY, "texts": TEXTS, "return_documents": True}}


ORDER = [1, 3, 0, 2]
SHAPES: dict[str, Any] = {
    "results": {"results": [{"index": i, "relevance_score": SCORES[i]} for i in ORDER]},
    "data": {"object": "list", "data": [{"index": i, "relevance_score": SCORES[i]} for i in ORDER], "model": "x"},
    "bare": [{"index": i, "score": SCORES[i]} for i in (3, 2, 1, 0)],
    "similarity": [{"index": i, "similarity": SCORES[i]} for i in ORDER],
    "rankings": {"rankings": [{"index": i, "logit": SCORES[i]} for i in ORDER], "usage": {"total_tokens": 1}},
    "corpus": [{"corpus_id": i, "score": SCORES[i], "text": TEXTS[i]} for i in ORDER],
    "documents": {"results": [{"document": TEXTS[i], "index": i, "relevance_score": SCORES[i]} for i in ORDER]},
    "nested": {"results": [{"document": {"text": TEXTS[i]}, "index": i, "relevance_score": SCORES[i]} for i in ORDER]},
    "only texts": {"results": [{"document": {"text": TEXTS[i]}, "relevance_score": SCORES[i]} for i in ORDER]},
    "numbers as text": {"rerank": [{"index": str(i), "relevance_score": str(SCORES[i])} for i in ORDER]},
    "whole floats": [{"index": float(i), "score": SCORES[i]} for i in ORDER],
    "scores": {"scores": SCORES},
    "list of scores": SCORES,
    "a list of one": [SCORES],
    "objects in order": [{"score": score} for score in SCORES],
    "wrapped twice": {"result": {"results": [{"index": i, "score": SCORES[i]} for i in ORDER]}, "success": True},
    "parts of a text": [{"index": i, "score": SCORES[i]} for i in ORDER] + [{"index": 1, "score": 0.2}],
    "other texts": [{"index": i, "score": SCORES[i], "text": TEXTS[i].upper()} for i in ORDER],
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("at", ["", "/v1"])
def test_rankings_in_other_shapes_are_read(shape: str, at: str) -> None:
    with serve(lambda path, sent: SHAPES[shape]) as running:
        assert rank_by_both(running, at=at) == RANKED


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ([{"index": 4, "score": 0.5}], "index 4, of 4 texts"),
        ([{"index": -1, "score": 0.5}], "index -1"),
        ([{"text": "unknown", "score": 0.5}], "index -1"),
        ([{"index": 0}], "score"),
        ({"results": [{"index": 0, "relevance_score": None}]}, "score"),
        ({"scores": None}, "not match"),
        ({}, "not match"),
    ],
)
def test_a_ranking_that_lacks_what_it_promises_is_an_output_error(made: Any, words: str) -> None:
    with (
        serve(lambda path, sent: made) as running,
        InferenceClient("m", base_url=f"{running.url}/v1") as client,
        pytest.raises(OutputError, match=words),
    ):
        client.text_ranking(QUERY, TEXTS)


def test_texts_may_be_any_sequence_of_strings_and_nothing_else() -> None:
    with serve(tei) as running:
        assert rank_by_both(running, texts=tuple(TEXTS)) == RANKED
        with InferenceClient(base_url=running.url, api_key=False, model="m", retry=1) as client:
            wrong: Any
            for wrong in ("red", [1, 2], None):
                with pytest.raises(InputError, match="texts"):
                    client.text_ranking(QUERY, wrong)


def test_a_raw_response_is_as_the_server_sent_it() -> None:
    with serve(tei) as running, InferenceClient(base_url=running.url, api_key=False) as client:
        typed, raw = client.with_raw_response.text_ranking(QUERY, TEXTS)
        assert plain(typed) == RANKED
        assert json.loads(raw.body) == [{"index": i, "score": SCORES[i]} for i in ORDER]


@pytest.mark.parametrize("provider", ["hf-inference", "together", "cohere", "fireworks-ai", "novita", "deepinfra"])
def test_the_emulator_ranks_the_texts_of_the_request(provider: str) -> None:
    own = {} if provider == "hf-inference" else {"mapping": False, "api_key": PROVIDER_KEY}
    options: Any = {"provider": provider, "api_key": "hf_abc", **own}
    named = {"mapping": options.pop("mapping")} if "mapping" in options else {}
    texts = ["a blue bird", "red", "a red bird", "x"]
    with serve_emulator() as emulator, InferenceClient(emulator_url=emulator.url, **options) as client:
        ranked = client.text_ranking("red bird", texts, model="BAAI/bge-reranker-v2-m3", top_n=3, **named)
    assert [item.text for item in ranked] == ["a red bird", "red", "a blue bird"]
