"""A list of inputs returns a list of results, one for each input and in order, or an error: nothing is dropped."""

from __future__ import annotations

import asyncio
import importlib
import json
from typing import Any

import httpx
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, InputError, OutputError, ProviderError
from inferwire.tasks.custom import TASKS

TEXTS = ["one", "two", "three"]


def label(name: str, score: float = 0.9) -> dict[str, Any]:
    return {"label": name, "score": score}


def fill(word: str) -> dict[str, Any]:
    return {"score": 0.9, "token": 1, "token_str": word, "sequence": word}


def entity(word: str) -> dict[str, Any]:
    return {"entity_group": "PER", "score": 0.9, "word": word, "start": 0, "end": 1}


def ranked(first: str, second: str) -> dict[str, Any]:
    return {"sequence": "x", "labels": [first, second], "scores": [0.8, 0.2]}


# The task, a response to three texts, and what each result shows.
RESPONSES: list[tuple[str, Any, Any]] = [
    ("translation", [{"translation_text": each} for each in "abc"], ["a", "b", "c"]),
    ("translation", [[{"translation_text": each}] for each in "abc"], ["a", "b", "c"]),
    ("summarization", [{"summary_text": each} for each in "abc"], ["a", "b", "c"]),
    ("text_classification", [[label(each), label("x", 0.1)] for each in "abc"], [["a", "x"], ["b", "x"], ["c", "x"]]),
    ("text_classification", [label(each) for each in "abc"], [["a"], ["b"], ["c"]]),
    ("text_classification", [[[label(each)] for each in "abc"]], [["a"], ["b"], ["c"]]),
    ("token_classification", [[entity("a")], [], [entity("c"), entity("d")]], [["a"], [], ["c", "d"]]),
    ("fill_mask", [[fill("a"), fill("b")], [fill("c")], [fill("d")]], [["a", "b"], ["c"], ["d"]]),
    ("fill_mask", [[fill("a")], [[fill("b")], [fill("c")]], [fill("d")]], [["a"], [["b"], ["c"]], ["d"]]),
    (
        "zero_shot_classification",
        [ranked("a", "b"), ranked("b", "a"), ranked("a", "b")],
        [["a", "b"], ["b", "a"], ["a", "b"]],
    ),
    ("zero_shot_classification", [[label("a")], [label("b")], [label("c")]], [["a"], ["b"], ["c"]]),
]
SINGLE: list[tuple[str, Any, Any]] = [
    ("translation", [{"translation_text": "a"}], "a"),
    ("translation", {"translation_text": "a"}, "a"),
    ("text_classification", [[label("a"), label("b")]], ["a", "b"]),
    ("text_classification", [label("a"), label("b")], ["a", "b"]),
    ("text_classification", [label("a")], ["a"]),
    ("token_classification", [entity("a"), entity("b")], ["a", "b"]),
    ("token_classification", [], []),
    ("token_classification", [[]], []),
    ("fill_mask", [fill("a"), fill("b")], ["a", "b"]),
    ("fill_mask", [[fill("a")], [fill("b")]], [["a"], ["b"]]),
    ("zero_shot_classification", ranked("a", "b"), ["a", "b"]),
]
MORE: dict[str, Any] = {"zero_shot_classification": {"candidate_labels": ["a", "b"]}}


def shown(result: Any) -> Any:
    if isinstance(result, list):
        return [shown(each) for each in result]
    for name in ("translation_text", "summary_text", "label", "token_str", "word"):
        if hasattr(result, name):
            return getattr(result, name)
    raise AssertionError(result)


class Endpoint:
    """An endpoint with the same response to every request."""

    def __init__(self, response: Any, *, is_async: bool = False, **options: Any) -> None:
        self.response = response
        self.bodies: list[Any] = []
        kind, http = (AsyncInferenceClient, httpx.AsyncClient) if is_async else (InferenceClient, httpx.Client)
        options = {"base_url": "http://api.example.com", "api_key": False} | options
        self.client: Any = kind(http_client=http(transport=httpx.MockTransport(self.respond)), retry=1, **options)

    def respond(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "huggingface.co":
            line = {"providerId": "p/m", "status": "live", "task": "translation"}
            return httpx.Response(200, json={"id": "h/m", "inferenceProviderMapping": {"hf-inference": line}})
        if request.method == "GET":  # which models the server has
            return httpx.Response(404)
        self.bodies.append(json.loads(request.read()))
        return httpx.Response(200, json=self.response)


@pytest.mark.parametrize("kind", ["blocking", "asyncio", "function"])
@pytest.mark.parametrize(("task", "response", "results"), RESPONSES)
def test_a_list_of_inputs_returns_a_result_for_each(task: str, response: Any, results: Any, kind: str) -> None:
    endpoint = Endpoint(response, is_async=kind == "asyncio")
    more = MORE.get(task, {})
    if kind == "asyncio":
        got = asyncio.run(getattr(endpoint.client, task)(TEXTS, **more))
    elif kind == "blocking":
        got = getattr(endpoint.client, task)(tuple(TEXTS), **more)
    else:
        got = getattr(endpoint.client.with_options(timeout=5), task)(text=TEXTS, **more)
    assert shown(got) == results
    assert endpoint.bodies[0]["inputs"] == TEXTS


@pytest.mark.parametrize(("task", "response", "result"), SINGLE)
def test_a_list_of_one_input_returns_one_result_however_it_is_wrapped(task: str, response: Any, result: Any) -> None:
    assert shown(getattr(Endpoint(response).client, task)(["one"], **MORE.get(task, {}))) == [result]


@pytest.mark.parametrize(("task", "response", "result"), SINGLE)
def test_one_input_returns_one_result(task: str, response: Any, result: Any) -> None:
    assert shown(getattr(Endpoint(response).client, task)("one", **MORE.get(task, {}))) == result


def test_several_masks_have_a_list_of_candidates_each() -> None:
    result = Endpoint([[fill("a"), fill("b")], [fill("c")]]).client.fill_mask("[MASK] and [MASK]")
    assert shown(result) == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("response", "kind", "words"),
    [
        ([{"translation_text": "a"}, {"translation_text": "b"}], OutputError, "has 2 results for 3 inputs"),
        ({"translation_text": "a"}, OutputError, "has one result for 3 inputs"),
        ([], OutputError, "has 0 results for 3 inputs"),
        ([{"translation_text": "a"}, None, {"translation_text": "c"}], OutputError, "input 1 of 3"),
        ([{"translation_text": "a"}, {}, {"translation_text": "c"}], OutputError, "input 1 of 3"),
        ([{"translation_text": "a"}, [], {"translation_text": "c"}], OutputError, "input 1 of 3"),
        (
            [{"translation_text": "a"}, {"translation_text": "b"}, {"error": "too long"}],
            ProviderError,
            "input 2 of 3",
        ),
        ({"error": "too many"}, ProviderError, "too many"),
    ],
)
def test_an_input_without_a_result_is_an_error_that_names_it(response: Any, kind: Any, words: str) -> None:
    with pytest.raises(kind) as caught:
        Endpoint(response).client.translation(TEXTS)
    assert words in str(caught.value)


def test_an_empty_list_is_refused_before_anything_is_sent() -> None:
    endpoint = Endpoint([])
    with pytest.raises(InputError, match="empty list"):
        endpoint.client.translation([])
    assert endpoint.bodies == []


def test_hf_inference_accepts_lists_too() -> None:
    response = [{"translation_text": each} for each in "abc"]
    endpoint = Endpoint(response, base_url=None, provider="hf-inference", model="h/m")
    assert shown(endpoint.client.translation(TEXTS)) == ["a", "b", "c"]


def test_every_result_keeps_the_fields_and_attempts_of_its_response() -> None:
    results = Endpoint(
        [{"translation_text": each, "time": number} for number, each in enumerate("abc")]
    ).client.translation(TEXTS)
    assert [each.extra for each in results] == [{"time": 0}, {"time": 1}, {"time": 2}]
    assert [len(each.attempts) for each in results] == [1, 1, 1]


# Providers whose own interface takes one text per call; a list is refused there.
ONE_TEXT = {
    ("cloudflare", "summarization"),
    ("cloudflare", "text-classification"),
    ("cloudflare", "translation"),
    ("jina", "zero-shot-classification"),
}


@pytest.mark.parametrize("task", [task for task in TASKS if importlib.import_module(TASKS[task]).TASK.takes_lists])
def test_tasks_that_take_lists_are_served_by_lists_at_every_provider(task: str) -> None:
    described = importlib.import_module(TASKS[task]).TASK
    for provider in described.handlers:
        assert described.handler(provider).takes_lists is ((provider, task) not in ONE_TEXT), provider


@pytest.mark.parametrize(("provider", "task"), sorted(ONE_TEXT))
def test_a_provider_that_takes_one_text_refuses_a_list_before_anything_is_sent(provider: str, task: str) -> None:
    name = task.replace("-", "_")
    endpoint = Endpoint([], base_url=None, provider=provider, model=f"{provider}/m", api_key="a" * 20)
    endpoint.client = endpoint.client.with_options(mapping=False)
    with pytest.raises(InputError, match=f"takes one input of {task} per call, got a list"):
        getattr(endpoint.client, name)(TEXTS, **MORE.get(name, {}))
    assert endpoint.bodies == []
