"""Whatever the Hub returns for a look-up, a route is found, or one of our errors is raised."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferwire.providers import REGISTRY
from inferwire_http.backends import run_sync
from inferwire_runtime.errors import InferwireError, InputError
from inferwire_runtime.models import Call, Request, Response, Route
from inferwire_runtime.options import Options
from inferwire_runtime.routing import HubMapping, find_route, parse_mappings
from inferwire_runtime.urls import quote_path

from .support.adversarial import FakeContext, damaged, encoded, fits, json_values, mutants
from .support.known_keys import HUGGING_FACE_KEY

FEW = settings(max_examples=150)
MAPPING = {"provider": "hf-inference", "providerId": "h/m", "status": "live", "task": "summarization"}
ADAPTER = {"adapter": "lora", "adapterWeightsPath": "weights.safetensors"}
OTHER = {**MAPPING, "provider": "fal-ai", "task": "text-to-image", "status": "staging", **ADAPTER}
PAGES: list[Any] = [
    {"id": "h/m", "inferenceProviderMapping": [MAPPING, OTHER]},
    {"id": "h/m", "inferenceProviderMapping": {"hf-inference": MAPPING, "fal-ai": OTHER}},
]
TASKS: Any = {"summarization": {"models": [{"id": "h/m"}]}, "text-to-image": {"models": [{"id": "h/n"}]}}
CALLS = [
    *((task, provider) for task in ("summarization", "text-to-image", None) for provider in ("auto", "hf-inference")),
    ("text-to-image", "fal-ai"),
]
HOSTS = {"router.huggingface.co"} | {urlsplit(each.base_url).hostname for each in REGISTRY.providers.values()}


def find(task: str | None, provider: str, body: bytes, *, model: str | None = "h/m") -> None:
    """Find the route of a call, with one response to all look-ups, and check it."""

    def respond(request: Request) -> Response:
        assert request.method == "GET"
        assert urlsplit(request.url).netloc == "huggingface.co"
        return Response(status=200, headers={}, body=body, url=request.url, server=request.server)

    options = Options(model=model, provider=provider, api_key=HUGGING_FACE_KEY)
    call = Call(task=task, inputs="text", parameters={}, options=options)
    try:
        route = run_sync(find_route(FakeContext(respond), call, REGISTRY))
    except InferwireError:
        return
    assert isinstance(route, Route)
    assert fits(route.model, str)
    assert urlsplit(route.base_url).hostname in HOSTS
    assert not route.weights or httpx.URL(str(route.weights_url)).host == "huggingface.co"
    try:
        url = route.url(f"/{quote_path(route.model)}/run")
    except InputError:
        return
    assert urlsplit(url).hostname in HOSTS
    assert urlsplit(url).path.endswith("/run")


@pytest.mark.parametrize(("task", "provider"), CALLS)
@pytest.mark.parametrize("page", PAGES, ids=["list", "object"])
def test_no_single_change_of_a_mapping_raises_another_error(page: Any, task: str | None, provider: str) -> None:
    for mutant in mutants(page):
        find(task, provider, encoded(mutant))


@pytest.mark.parametrize(("task", "provider"), CALLS)
def test_no_damaged_mapping_raises_another_error(task: str | None, provider: str) -> None:
    @FEW
    @given(st.sampled_from(PAGES).flatmap(damaged))
    def run(body: bytes) -> None:
        find(task, provider, body)

    run()


def test_no_single_change_of_the_recommended_models_raises_another_error() -> None:
    for mutant in mutants(TASKS):
        find("summarization", "auto", encoded(mutant), model=None)


@FEW
@given(damaged(TASKS))
def test_no_damaged_list_of_recommended_models_raises_another_error(body: bytes) -> None:
    find("summarization", "auto", body, model=None)


@FEW
@given(json_values | st.sampled_from(PAGES).flatmap(lambda page: st.sampled_from(list(mutants(page)))))
def test_parsed_mappings_have_the_declared_types(data: Any) -> None:
    assert fits(list(parse_mappings(data)), list[HubMapping])


@pytest.mark.parametrize("model", [None, 5, True, ["h/m"], {"id": "h/m"}])
def test_a_recommended_model_that_is_not_a_string_is_ignored(model: Any) -> None:
    def respond(request: Request) -> Response:
        assert request.url == "https://huggingface.co/api/tasks", "an invalid model was looked up"
        body = encoded({"summarization": {"models": [{"id": model}]}})
        return Response(status=200, headers={}, body=body, url=request.url, server=request.server)

    call = Call(task="summarization", inputs="text", parameters={}, options=Options(api_key=HUGGING_FACE_KEY))
    with pytest.raises(InputError, match="the Hub recommends no model for summarization; pass model="):
        run_sync(find_route(FakeContext(respond), call, REGISTRY))


@pytest.mark.parametrize("name", ["a\r\nERROR b", "\x1b[31m", "a\u2028b"])
def test_a_mapping_cannot_control_a_terminal(name: str) -> None:
    for field in ("provider", "task", "status"):
        page = {"inferenceProviderMapping": [{**MAPPING, "provider": "fal-ai", field: name}]}

        def respond(request: Request, page: Any = page) -> Response:
            return Response(status=200, headers={}, body=encoded(page), url=request.url, server=request.server)

        for provider in ("auto", "hf-inference"):
            options = Options(model="h/m", provider=provider, api_key=HUGGING_FACE_KEY)
            call = Call(task="summarization", inputs="text", parameters={}, options=options)
            with pytest.raises(InferwireError) as caught:
                run_sync(find_route(FakeContext(respond), call, REGISTRY))
            assert str(caught.value).isprintable()
