"""The id of a model decides its task, and the mapping lists the providers that serve it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from inferwire_emulator import Emulator
from inferwire_emulator.client_imports import REGISTRY, ProviderInfo, Registry
from inferwire_emulator.hub import build_catalogue, find_task, model_info
from inferwire_emulator.tables import Tables, load_tables

if TYPE_CHECKING:
    import httpx

TABLES = load_tables()
MODELS = "/huggingface.co/api/models"
EXPAND = "?expand[]=inferenceProviderMapping"


@pytest.mark.parametrize(
    ("model", "task"),
    [
        ("some/model", "chat-completion"),
        ("known/model", "summarization"),
        ("missing/known", "translation"),
        ("missing/model", None),
        ("missing/text-to-image", None),
        ("emulated/text-to-image", "text-to-image"),
        ("any/text-to-image-model", "text-to-image"),
        ("any/image-text-to-image", "image-text-to-image"),
        ("any/visual-question-answering", "visual-question-answering"),
        ("emulated/chat-completion", "chat-completion"),
        ("emulated/conversational", "chat-completion"),
        ("Any/Summarization-XL", "summarization"),
    ],
)
def test_a_model_has_one_task(model: str, task: str | None) -> None:
    known = {"known/model": "summarization", "missing/known": "translation"}
    assert find_task(model, build_catalogue(TABLES, known)) == task


def test_a_task_may_be_named_as_on_the_hub() -> None:
    assert find_task("a/b", build_catalogue(TABLES, {"a/b": "conversational"})) == "chat-completion"


def test_an_unknown_task_is_rejected() -> None:
    with pytest.raises(ValueError, match="did you mean 'summarization'"):
        Emulator(models={"a/b": "sumarization"})
    with pytest.raises(ValueError, match="choose from audio-classification"):
        Emulator(models={"a/b": "?"})


def test_providers_without_keys_are_listed_first() -> None:
    registry = Registry(
        providers={
            "router": ProviderInfo(name="router", title="Router", kind="router", tasks=("chat",)),
            "a": ProviderInfo(name="a", title="A", tasks=("chat",)),
            "own": ProviderInfo(name="own", title="Own", kind="client-side", tasks=("chat",)),
            "other": ProviderInfo(name="other", title="Other", tasks=("drawing",)),
            "b": ProviderInfo(name="b", title="B", tasks=("chat",), needs_key=False),
        },
        hub_tasks={"chat": "talk"},
    )
    info = model_info("some/model", build_catalogue(Tables(registry=registry, samples=()), {}), with_mapping=True)
    assert info["inferenceProviderMapping"] == [
        {"provider": name, "providerId": "some/model", "status": "live", "task": "talk"} for name in ("b", "a")
    ]


def test_a_model_without_the_mapping_has_its_task(http: httpx.Client) -> None:
    info: Any = http.get(f"{MODELS}/emulated/fill-mask").json()
    assert info["pipeline_tag"] == "fill-mask"
    assert "inferenceProviderMapping" not in info


def test_a_task_without_routed_providers_has_an_empty_mapping(http: httpx.Client) -> None:
    routed = {
        task for provider in REGISTRY.providers.values() if provider.kind == "provider" for task in provider.tasks
    }
    for task in set(REGISTRY.providers["endpoint"].tasks) - routed - {"conversational"}:
        assert http.get(f"{MODELS}/emulated/{task}{EXPAND}").json()["inferenceProviderMapping"] == []


def test_every_task_has_a_recommended_model(http: httpx.Client) -> None:
    tasks = http.get("/huggingface.co/api/tasks").json()
    for provider in REGISTRY.providers.values():
        if provider.kind == "provider":
            assert {tasks[task]["models"][0]["id"] for task in provider.tasks} == {
                f"emulated/{t}" for t in provider.tasks
            }


def test_models_are_listed_for_a_task_and_a_provider(run: Any) -> None:
    listed = run("models", task="summarization")
    assert [model.id for model in listed] == ["emulated/summarization", "facebook/bart-large-cnn"]
    assert all("hf-inference" in model.providers for model in listed)
    assert run("models", task="summarization", provider="groq") == []
    for task, provider in (("chat-completion", "groq"), (None, "groq"), (None, None)):
        chat = next(model for model in run("models", task=task, provider=provider) if model.id.startswith("emulated"))
        assert (chat.id, chat.context_length, chat.input_price) == ("emulated/chat-completion", 4096, 0.1)
        assert chat.abilities == ("image", "structured_output", "tools")
        assert "groq" in chat.providers


def test_an_endpoint_lists_its_model(run: Any) -> None:
    client = {"base_url": "https://chat.example.com", "api_key": "hf_test"}
    assert [model.id for model in run("models", client=client)] == ["emulated/chat-completion"]


def test_an_unknown_task_has_no_models(http: httpx.Client) -> None:
    response = http.get(f"{MODELS}?pipeline_tag=sumarization")
    assert (response.status_code, response.json()) == (400, {"error": "there is no task 'sumarization'"})
