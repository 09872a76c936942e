"""A model's name tells its task, and the mapping tells who serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from inferwire.emulator import TABLES
from inferwire.providers import REGISTRY
from inferwire_emulator import Emulator
from inferwire_emulator.hub import make_catalogue, model_page, task_of
from inferwire_emulator.tables import Tables
from inferwire_runtime.routing import Provider, Registry

if TYPE_CHECKING:
    import httpx

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
    assert task_of(model, make_catalogue(TABLES, known)) == task


def test_a_model_may_be_given_the_task_s_name_on_the_hub() -> None:
    assert task_of("a/b", make_catalogue(TABLES, {"a/b": "conversational"})) == "chat-completion"


def test_a_task_that_there_is_not_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="did you mean 'summarization'"):
        Emulator(models={"a/b": "sumarization"})
    with pytest.raises(ValueError, match="there are audio-classification"):
        Emulator(models={"a/b": "?"})


def test_whoever_needs_no_key_comes_first() -> None:
    registry = Registry(
        providers={
            "router": Provider(name="router", title="Router", kind="router", tasks=("chat",)),
            "a": Provider(name="a", title="A", tasks=("chat",)),
            "own": Provider(name="own", title="Own", kind="client-side", tasks=("chat",)),
            "other": Provider(name="other", title="Other", tasks=("drawing",)),
            "b": Provider(name="b", title="B", tasks=("chat",), needs_key=False),
        },
        hub_tasks={"chat": "talk"},
    )
    page = model_page("some/model", make_catalogue(Tables(registry=registry, samples=()), {}), with_mapping=True)
    assert page["inferenceProviderMapping"] == [
        {"provider": name, "providerId": "some/model", "status": "live", "task": "talk"} for name in ("b", "a")
    ]


def test_a_page_without_the_mapping_tells_the_task(http: httpx.Client) -> None:
    page: Any = http.get(f"{MODELS}/emulated/fill-mask").json()
    assert page["pipeline_tag"] == "fill-mask"
    assert "inferenceProviderMapping" not in page


def test_a_task_that_nobody_serves_over_the_router_has_an_empty_mapping(http: httpx.Client) -> None:
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
