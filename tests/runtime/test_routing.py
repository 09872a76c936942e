"""Where calls go, and under which name of the model."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

from inferwire.providers import REGISTRY
from inferwire_http.backends import run_sync
from inferwire_runtime.client import Client
from inferwire_runtime.errors import HubError, InferwireError, ProviderError
from inferwire_runtime.models import Call, Request, Response, Route
from inferwire_runtime.options import Options
from inferwire_runtime.routing import Fallback, find_route, with_fallback
from tests.support.adversarial import FakeContext, encoded
from tests.support.calls import OK, FakeServer, blocking_client, make_task
from tests.support.known_keys import HUGGING_FACE_KEY, PROVIDER_KEY


def find(provider: str, model: str, key: str, page: Any) -> Route:
    """Find the route of a call, with one response to all look-ups; None is an error."""

    def respond(request: Request) -> Response:
        if page is None:
            raise HubError("there is no such model", status=404)
        return Response(status=200, headers={}, body=encoded(page), url=request.url, server=request.server)

    options = Options(model=model, provider=provider, api_key=key)
    call = Call(task="chat-completion", inputs=[], parameters={}, options=options)
    return run_sync(find_route(FakeContext(respond), call, REGISTRY))


# The name of the model


@pytest.mark.parametrize(
    ("name", "expected"), [({"providerId": "m-1"}, "m-1"), ({}, "h/m"), ({"providerId": ""}, "h/m")]
)
def test_a_model_without_a_name_at_the_provider_keeps_its_own(name: dict[str, str], expected: str) -> None:
    mapping = {"provider": "groq", "status": "live", "task": "conversational", **name}
    assert find("groq", "h/m", HUGGING_FACE_KEY, {"inferenceProviderMapping": [mapping]}).model == expected


@pytest.mark.parametrize("page", [{}, {"inferenceProviderMapping": []}, None])
def test_a_retired_provider_is_called_with_the_name_that_was_passed(page: Any) -> None:
    route = find("nvidia", "meta/llama-3.1-8b", PROVIDER_KEY, page)
    assert (route.model, route.base_url) == ("meta/llama-3.1-8b", "https://integrate.api.nvidia.com")
    with pytest.raises(InferwireError):
        find("groq", "meta/llama-3.1-8b", PROVIDER_KEY, page)  # not retired
    with pytest.raises(InferwireError):
        find("nvidia", "meta/llama-3.1-8b", HUGGING_FACE_KEY, page)


def test_a_retired_provider_is_called_with_the_name_that_the_hub_still_maps() -> None:
    mapping = {"provider": "nvidia", "providerId": "m-1", "status": "live", "task": "conversational"}
    assert find("nvidia", "h/m", PROVIDER_KEY, {"inferenceProviderMapping": [mapping]}).model == "m-1"


# The interfaces of an endpoint


class Endpoint:
    """An endpoint that has some of the interfaces; ``tried`` lists the calls."""

    def __init__(self) -> None:
        self.present: set[str] = set()
        self.status = 404
        self.tried: list[str] = []
        self.call = Call(task="text-generation", inputs="a", parameters={}, options=Options())

    async def _try(self, name: str) -> str:
        self.tried.append(name)
        if name not in self.present:
            raise ProviderError(name, status=self.status)
        return name

    def send(self, *, api: Any = None) -> list[str]:
        """Return what a call tried, the last of which responded."""
        context: Any = None
        route = Route(context=context, provider="endpoint", title="", model="", base_url="u", api=api)
        self.tried = []

        async def first(call: Call, route: Route) -> str:
            return await self._try("openai")

        async def second(call: Call, route: Route) -> str:
            return await self._try("native")

        rules = Fallback(order=("openai", "native"), statuses=(404, 405))
        assert run_sync(with_fallback({"openai": first, "native": second}, self.call, route, rules)) == self.tried[-1]
        return self.tried


def test_the_interface_that_responded_is_remembered_until_it_is_gone() -> None:
    endpoint = Endpoint()
    for present, tries in (
        ("native", ["openai", "native"]),
        ("native", ["native"]),
        ("openai", ["native", "openai"]),
        ("openai", ["openai"]),
        ("native", ["openai", "native"]),
    ):
        endpoint.present = {present}
        assert endpoint.send() == tries


@pytest.mark.parametrize("present", ["openai", "native"])
def test_without_any_interface_the_first_error_is_raised(present: str) -> None:
    endpoint = Endpoint()
    endpoint.present = {present}
    endpoint.send()
    endpoint.present = set()
    with pytest.raises(ProviderError, match=f"^{present}"):
        endpoint.send()
    assert len(endpoint.tried) == 2
    with pytest.raises(ProviderError, match=r"^openai"):  # nothing is remembered
        endpoint.send()


def test_another_error_does_not_try_the_other_interface() -> None:
    endpoint = Endpoint()
    endpoint.status = 500
    with pytest.raises(ProviderError):
        endpoint.send()
    assert endpoint.tried == ["openai"]


@pytest.mark.parametrize("api", ["openai", "native"])
def test_an_interface_that_the_caller_chose_is_the_only_one_tried(api: str) -> None:
    endpoint = Endpoint()
    with pytest.raises(ProviderError):
        endpoint.send(api=api)
    assert endpoint.tried == [api]


# Warnings


def test_a_warning_names_the_line_of_the_caller() -> None:
    async def send(call: Call, route: Route) -> Any:
        return (await route.get("/embed")).json()

    task, provider = make_task(send)

    def perform(client: Client, **options: Any) -> Any:
        return client._core.run(task, "a", {}, provider=provider, bill_to="me", **options)

    with blocking_client(FakeServer(OK)) as client, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(2):
            perform(client)
    assert [Path(each.filename).name for each in caught] == [Path(__file__).name]
