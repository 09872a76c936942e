"""Whatever the Hub answers to a look-up, a way is found, or an error of ours says why there is none."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferwire.providers import REGISTRY
from inferwire_runtime.errors import InferwireError, InputError
from inferwire_runtime.flow import Call, Reply, Request, Route
from inferwire_runtime.options import Options
from inferwire_runtime.routing import Mapped, find_route, read_mappings, segment

from .hostile import damaged, drive, encoded, fits, json_values, mutants
from .known_keys import HUGGING_FACE_KEY

FEW = settings(max_examples=150)
LINE = {"provider": "hf-inference", "providerId": "h/m", "status": "live", "task": "summarization"}
ADAPTER = {"adapter": "lora", "adapterWeightsPath": "weights.safetensors"}
OTHER = {**LINE, "provider": "fal-ai", "task": "text-to-image", "status": "staging", **ADAPTER}
PAGES: list[Any] = [
    {"id": "h/m", "inferenceProviderMapping": [LINE, OTHER]},
    {"id": "h/m", "inferenceProviderMapping": {"hf-inference": LINE, "fal-ai": OTHER}},
]
TASKS: Any = {"summarization": {"models": [{"id": "h/m"}]}, "text-to-image": {"models": [{"id": "h/n"}]}}
CALLS = [
    *((task, provider) for task in ("summarization", "text-to-image", None) for provider in ("auto", "hf-inference")),
    ("text-to-image", "fal-ai"),
]
HOSTS = {"router.huggingface.co"} | {urlsplit(each.base_url).hostname for each in REGISTRY.providers.values()}


def find(task: str | None, provider: str, body: bytes, *, model: str | None = "h/m") -> None:
    """Look for the way of a call, with one answer to all questions, and check what comes of it."""

    def answer(request: Request) -> Reply:
        assert request.method == "GET"
        assert urlsplit(request.url).netloc == "huggingface.co"
        return Reply(status=200, headers={}, body=body, url=request.url, who=request.who)

    options = Options(model=model, provider=provider, api_key=HUGGING_FACE_KEY)
    call = Call(task=task, inputs="text", parameters={}, options=options)
    try:
        route = drive(find_route(call, REGISTRY), answer)
    except InferwireError:
        return
    assert isinstance(route, Route)
    assert fits(route.model, str)
    assert urlsplit(route.base_url).hostname in HOSTS
    assert not route.weights or httpx.URL(str(route.weights_url)).host == "huggingface.co"
    try:
        url = route.url(f"/{segment(route.model)}/run")
    except InputError:
        return
    assert urlsplit(url).hostname in HOSTS
    assert urlsplit(url).path.endswith("/run")


@pytest.mark.parametrize(("task", "provider"), CALLS)
@pytest.mark.parametrize("page", PAGES, ids=["list", "object"])
def test_no_single_change_of_a_mapping_raises_anything_else(page: Any, task: str | None, provider: str) -> None:
    for mutant in mutants(page):
        find(task, provider, encoded(mutant))


@pytest.mark.parametrize(("task", "provider"), CALLS)
def test_no_damaged_mapping_raises_anything_else(task: str | None, provider: str) -> None:
    @FEW
    @given(st.sampled_from(PAGES).flatmap(damaged))
    def look(body: bytes) -> None:
        find(task, provider, body)

    look()


def test_no_single_change_of_the_recommended_models_raises_anything_else() -> None:
    for mutant in mutants(TASKS):
        find("summarization", "auto", encoded(mutant), model=None)


@FEW
@given(damaged(TASKS))
def test_no_damaged_list_of_recommended_models_raises_anything_else(body: bytes) -> None:
    find("summarization", "auto", body, model=None)


@FEW
@given(json_values | st.sampled_from(PAGES).flatmap(lambda page: st.sampled_from(list(mutants(page)))))
def test_mappings_are_lines_of_texts_whatever_they_are_made_of(data: Any) -> None:
    assert fits(list(read_mappings(data)), list[Mapped])


@pytest.mark.parametrize("model", [None, 5, True, ["h/m"], {"id": "h/m"}])
def test_a_recommended_model_that_is_no_text_is_none(model: Any) -> None:
    def answer(request: Request) -> Reply:
        assert request.url == "https://huggingface.co/api/tasks", "this asks for a model that nobody recommended"
        body = encoded({"summarization": {"models": [{"id": model}]}})
        return Reply(status=200, headers={}, body=body, url=request.url, who=request.who)

    call = Call(task="summarization", inputs="text", parameters={}, options=Options(api_key=HUGGING_FACE_KEY))
    with pytest.raises(InputError, match="the Hub recommends no model for summarization; pass model="):
        drive(find_route(call, REGISTRY), answer)


@pytest.mark.parametrize("name", ["a\r\nERROR b", "\x1b[31m", "a\u2028b"])
def test_no_mapping_commands_a_terminal(name: str) -> None:
    for field in ("provider", "task", "status"):
        page = {"inferenceProviderMapping": [{**LINE, "provider": "fal-ai", field: name}]}

        def answer(request: Request, page: Any = page) -> Reply:
            return Reply(status=200, headers={}, body=encoded(page), url=request.url, who=request.who)

        for provider in ("auto", "hf-inference"):
            options = Options(model="h/m", provider=provider, api_key=HUGGING_FACE_KEY)
            call = Call(task="summarization", inputs="text", parameters={}, options=options)
            with pytest.raises(InferwireError) as caught:
                drive(find_route(call, REGISTRY), answer)
            assert str(caught.value).isprintable()
