"""Which providers serve a model, and why others do not; and which models there are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

MAPPINGS = {
    "groq": {"providerId": "llama-8b", "task": "conversational", "status": "live"},
    "together": {"providerId": "meta/llama", "task": "conversational", "status": "staging"},
    "fal-ai": {"providerId": "fal/x", "task": "text-to-image", "status": "live"},
    "new-one": {"providerId": "y", "task": "conversational", "status": "live"},
}
ROUTER = {
    "object": "list",
    "data": [
        {
            "id": "org/model",
            "object": "model",
            "created": 1,
            "owned_by": "org",
            "architecture": {"input_modalities": ["text", "image"]},
            "providers": [
                {
                    "provider": "groq",
                    "status": "live",
                    "context_length": 8192,
                    "pricing": {"input": 0.2, "output": 0.4},
                    "supports_tools": True,
                    "supports_structured_output": False,
                },
                {"provider": "together", "status": "live", "context_length": 16384, "pricing": {"input": 0.1}},
            ],
        },
        {"id": "org/other", "providers": [{"provider": "together"}]},
    ],
}
HUB = [
    {"id": "org/image", "inferenceProviderMapping": [{"provider": "fal-ai", "status": "live"}]},
    {"id": "org/image-2", "inferenceProviderMapping": {"replicate": {"status": "live"}}},
]
VLLM = {"object": "list", "data": [{"id": "m", "object": "model", "owned_by": "vllm", "max_model_len": 4096}]}


def respond(received: ReceivedRequest) -> bytes:
    path = received.target
    if path.startswith("/router.huggingface.co/v1/models"):
        return http_response(200, ROUTER)
    if path.startswith("/huggingface.co/api/models?"):
        return http_response(200, HUB)
    if path.startswith("/huggingface.co/api/models/"):
        return http_response(200, {"inferenceProviderMapping": MAPPINGS})
    return http_response(200, VLLM)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    monkeypatch.delenv("TOGETHER_API_KEY", raising=False)
    with local_server(respond) as running:
        yield running


Run = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest, server: LocalServer) -> Run:
    """Return a function that calls a method of a client, which is made of the options in ``client``."""

    def call(method: str, *arguments: Any, client: dict[str, Any], **options: Any) -> Any:
        with InferenceClient(emulator_url=server.url, **client) as own:
            return getattr(own, method)(*arguments, **options)

    async def call_async(method: str, *arguments: Any, client: dict[str, Any], **options: Any) -> Any:
        async with AsyncInferenceClient(emulator_url=server.url, **client) as own:
            return await getattr(own, method)(*arguments, **options)

    chosen = call if request.param == "sync" else lambda *a, **o: asyncio.run(call_async(*a, **o))
    return lambda method, *arguments, client=None, **options: chosen(
        method, *arguments, client={"api_key": "hf_test"} if client is None else client, **options
    )


def test_every_provider_is_explained(run: Run, server: LocalServer) -> None:
    found = run("explain", "org/model", "chat-completion")
    assert (found.model, found.task, found.chosen) == ("org/model", "chat-completion", "auto")
    assert [each.provider for each in found.serving] == ["groq"]
    (groq,) = found.serving
    assert (groq.model, groq.status, groq.key, groq.is_routed) == ("llama-8b", "live", "Hugging Face token", True)
    assert {each.provider: each.reason for each in found.passed_over} == {
        "together": "staging, not live",
        "fal-ai": "serves it for text-to-image (call text_to_image)",
        "new-one": "unknown to this version of inferwire",
    }
    assert str(found).splitlines()[0] == "org/model for chat-completion: Hugging Face's router chooses the provider"
    assert "groq" in str(found)
    assert len(server.received) == 1


def test_without_a_task_each_provider_is_judged_by_its_own(run: Run) -> None:
    found = run("explain", "org/model")
    assert [each.provider for each in found.serving] == ["groq", "fal-ai"]


def test_the_provider_that_a_call_goes_to_is_named(run: Run) -> None:
    assert run("explain", "org/model", "text-to-image").chosen == "fal-ai"
    assert run("explain", "org/model", "text_to_speech").chosen is None
    client = {"api_key": "hf_test", "provider": ["together", "groq"]}
    assert run("explain", "org/model", "chat-completion", client=client).chosen == "groq"


def test_keys_of_providers_are_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROQ_API_KEY", "gsk_secret")
    found = run("explain", "org/model", "chat-completion", client={"provider": "groq"})
    (groq,) = found.serving
    assert (groq.key, groq.is_routed) == ("GROQ_API_KEY", False)
    assert found.chosen == "groq"
    monkeypatch.delenv("GROQ_API_KEY")
    found = run("explain", "org/model", "chat-completion", client={"provider": "groq"})
    assert found.chosen is None
    assert found.passed_over[0].reason == "needs a key: a Hugging Face token, or GROQ_API_KEY"
    assert "secret" not in repr(found)


def test_an_endpoint_is_explained(run: Run, server: LocalServer) -> None:
    client = {"base_url": "http://127.0.0.1:9/v1", "api_key": "k"}
    found = run("explain", client=client)
    assert (found.model, found.chosen, found.serving[0].key) == ("http://127.0.0.1:9/v1", "endpoint", "api_key")
    assert server.received == []


def test_wrong_arguments_are_refused(run: Run) -> None:
    with pytest.raises(inferwire.InputError, match="explain needs a model"):
        run("explain")
    with pytest.raises(inferwire.InputError, match="there is no task 'chat-complet'; did you mean 'chat-completion'"):
        run("explain", "a/b", "chat-complet")
    with pytest.raises(inferwire.RoutingError, match="did you mean 'groq'"):
        run("models", provider="grok")


def test_the_error_of_a_call_names_who_serves_it(run: Run) -> None:
    with pytest.raises(inferwire.RoutingError, match="together: serves it for conversational"):
        run("text_to_speech", "a", model="org/model")
    with pytest.raises(inferwire.RoutingError, match="Cerebras does not serve org/model; these do: groq"):
        run("chat_completion", [{"role": "user", "content": "a"}], model="org/model", provider="cerebras")
    with pytest.raises(inferwire.RoutingError, match=r"client\.explain\('org/model'\) shows why"):
        run("text_to_speech", "a", model="org/model", provider="replicate")


def test_models_of_the_router(run: Run, server: LocalServer) -> None:
    first, second = run("models")
    assert (first.id, first.context_length, first.input_price, first.output_price) == ("org/model", 16384, 0.1, 0.4)
    assert (first.abilities, first.providers) == (("image", "tools"), ("groq", "together"))
    assert (second.id, second.context_length, second.abilities, second.input_price) == ("org/other", None, (), None)
    assert [each.id for each in run("models", provider="groq")] == ["org/model"]
    assert server.received[0].headers["authorization"] == "Bearer hf_test"


def test_models_of_the_hub_for_other_tasks(run: Run, server: LocalServer) -> None:
    assert [each.id for each in run("models", task="text-to-image")] == ["org/image", "org/image-2"]
    assert [each.id for each in run("models", task="text-to-image", provider="fal-ai")] == ["org/image"]
    assert "pipeline_tag=text-to-image&inference_provider=fal-ai" in server.received[-1].target


def test_models_of_a_server(run: Run) -> None:
    client = {"base_url": "http://127.0.0.1:9/v1", "api_key": "k"}
    (model,) = run("models", client=client)
    assert (model.id, model.context_length, model.owned_by, model.providers) == ("m", 4096, "vllm", ())
    (listed,) = run("list_models", client=client)
    assert listed == model


def test_a_providers_key_is_not_sent_to_the_hub(run: Run, server: LocalServer) -> None:
    run("models", client={"api_key": "gsk_secret", "provider": "groq"})
    assert "authorization" not in server.received[0].headers


@pytest.mark.parametrize(
    ("data", "context", "price", "abilities"),
    [
        ({"meta": {"n_ctx_train": 2048}}, 2048, None, ()),
        ({"context_window": 99, "pricing": {"prompt": "0.0000002", "completion": "x"}}, 99, 0.2, ()),
        ({"supported_parameters": ["tools", "response_format"]}, None, None, ("structured_output", "tools")),
        ({"context_length": True, "pricing": [], "providers": {}}, None, None, ()),
    ],
)
def test_what_servers_report_is_found(data: Any, context: Any, price: Any, abilities: Any) -> None:
    listing = {"data": [{"id": "m", **data}]}
    with (
        local_server(lambda received: http_response(200, listing)) as server,
        InferenceClient(base_url=server.url, api_key="k") as client,
    ):
        (model,) = client.models()
    assert (model.context_length, model.abilities) == (context, abilities)
    assert model.input_price == (None if price is None else pytest.approx(price))


def test_an_error_names_the_model_that_is_explained() -> None:
    def respond(received: ReceivedRequest) -> bytes:
        return http_response(404, {"error": "Repository not found"})

    with (
        local_server(respond) as server,
        InferenceClient("org/default", api_key="hf_x", emulator_url=server.url) as client,
        pytest.raises(inferwire.HubError, match="org/passed") as caught,
    ):
        client.explain("org/passed")
    assert "org/default" not in str(caught.value)
