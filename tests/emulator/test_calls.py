"""A client that is pointed at the emulator is answered over the router, by a provider itself, and by an endpoint."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inferwire import InferenceClient, Media
from inferwire.emulator import TABLES
from inferwire.providers import REGISTRY
from inferwire_emulator.answers import example_of
from inferwire_runtime.errors import HubError, RoutingError

if TYPE_CHECKING:
    import httpx

    from inferwire_emulator import Running

    from .conftest import Run

IMAGE = (Path(__file__).parents[2] / "runtime/inferwire_emulator/media/image.png").read_bytes()
MESSAGES = [{"role": "user", "content": "What is on the picture?"}]


def method_of(task: str) -> str:
    return task.replace("-", "_")


@pytest.mark.parametrize(
    ("provider", "task"),
    [(name, task) for name, known in REGISTRY.providers.items() if known.kind == "provider" for task in known.tasks],
)
def test_every_task_of_every_provider_is_answered_over_the_router(run: Run, provider: str, task: str) -> None:
    assert run(method_of(task), **example_of(TABLES, task), model=f"emulated/{task}", provider=provider)


@pytest.mark.parametrize(
    ("provider", "task"),
    [
        (name, task)
        for name, known in REGISTRY.providers.items()
        if known.kind in ("provider", "client-side") and known.needs_key
        for task in known.tasks
    ],
)
def test_every_task_of_every_provider_is_answered_by_itself(
    run: Run, emulator: Running, provider: str, task: str
) -> None:
    model = f"{provider}/{task}" if REGISTRY.providers[provider].kind == "client-side" else f"emulated/{task}"
    client = {"api_key": "own-key", "provider": provider, "model": model}
    assert run(method_of(task), **example_of(TABLES, task), client=client)
    assert "router.huggingface.co" not in {entry.host for entry in emulator.journal}


@pytest.mark.parametrize("task", REGISTRY.providers["endpoint"].tasks)
def test_every_task_is_answered_by_an_endpoint_whose_url_names_it(run: Run, task: str) -> None:
    url = f"https://{task}.example.endpoints.huggingface.cloud"
    assert run(method_of(task), **example_of(TABLES, task), client={"base_url": url})


def test_a_model_of_the_table_has_the_task_that_stands_there(run: Run) -> None:
    answer = run("summarization", "A long text.", model="facebook/bart-large-cnn")
    assert answer.summary_text.startswith("The tower is 324 metres tall")


def test_a_call_without_a_model_gets_the_recommended_one(run: Run, emulator: Running) -> None:
    assert run("translation", "My name is Wolfgang").translation_text.startswith("Mein Name")
    assert [entry.path for entry in emulator.journal][:2] == ["/api/tasks", "/api/models/emulated/translation"]


def test_a_model_that_is_for_another_task_is_refused_by_the_client(run: Run) -> None:
    with pytest.raises(RoutingError, match="chat_completion"):
        run("summarization", "A long text.", model="some/model")


def test_a_missing_model_is_an_error_of_the_hub(run: Run) -> None:
    with pytest.raises(HubError, match="Repository not found") as caught:
        run("summarization", "A long text.", model="missing/model")
    assert caught.value.status == 404


def test_a_custom_call_needs_no_task(run: Run) -> None:
    assert run("request", inputs={"anything": 1}, model="some/model") == {"sample": True}


def test_chat_over_the_router_names_the_model_that_was_asked_for(run: Run, emulator: Running) -> None:
    answer = run("chat_completion", MESSAGES, model="meta-llama/Llama-3.1-8B-Instruct")
    assert answer.choices[0].message.content == "Two cats."
    assert answer.model == "meta-llama/Llama-3.1-8B-Instruct"
    assert [entry.path for entry in emulator.journal] == ["/v1/chat/completions"]


def test_a_chat_streams_its_chunks(run: Run) -> None:
    chunks = run("chat_completion", MESSAGES, model="some/model", stream=True)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == "Two cats."
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert {chunk.model for chunk in chunks} == {"some/model"}


def test_text_generation_streams_its_tokens(run: Run) -> None:
    items = run("text_generation", "The answer is", model="emulated/text-generation", stream=True, details=True)
    assert items[0].token.text == " forty"


def test_a_provider_s_own_key_goes_to_its_own_host(run: Run, emulator: Running) -> None:
    client = {"api_key": "gsk-test", "provider": "groq"}
    answer = run("chat_completion", MESSAGES, model="some/model", client=client)
    assert answer.choices[0].message.content == "Two cats."
    assert emulator.journal[-1].host == "api.groq.com"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.endpoints.huggingface.cloud",
        "https://example.endpoints.huggingface.cloud/v1/",
        "http://localhost:1234/v1/chat/completions",
        "http://tgi",
    ],
)
def test_an_endpoint_chats(run: Run, url: str) -> None:
    answer = run("chat_completion", MESSAGES, client={"base_url": url})
    assert answer.choices[0].message.content == "Two cats."
    chunks = run("chat_completion", MESSAGES, stream=True, client={"base_url": url})
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == "Two cats."


def test_an_endpoint_has_a_native_interface_for_text(emulator: Running) -> None:
    with InferenceClient(api_key="hf_test", emulator_url=emulator.url) as client:
        endpoint = client.endpoint("https://text-generation.example.endpoints.huggingface.cloud", api="native")
        assert endpoint.text_generation("The answer is").generated_text == " forty-two."
        *_, last = endpoint.text_generation("The answer is", stream=True)
    assert last.generated_text == " forty-two."
    assert {entry.path for entry in emulator.journal} == {""}


def test_the_emulator_is_an_endpoint_itself(run: Run, emulator: Running) -> None:
    for url in (emulator.url, f"{emulator.url}/v1"):
        answer = run("chat_completion", MESSAGES, client={"base_url": url})
        assert answer.choices[0].message.content == "Two cats."


@pytest.mark.parametrize(
    "url",
    [
        "https://text-classification.example.endpoints.huggingface.cloud",
        "https://example.com/models/text-classification/",
    ],
)
def test_an_endpoint_answers_for_the_task_that_its_url_names(run: Run, url: str) -> None:
    assert run("text_classification", "Good.", client={"base_url": url})[0].label == "POSITIVE"


def test_an_endpoint_of_unknown_task_answers_a_custom_call(run: Run) -> None:
    client = {"base_url": "http://127.0.0.1:1234/anything"}
    assert run("request", inputs="Hello", client=client) == {"sample": True}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_another_sample_can_be_asked_for(run: Run, emulator: Running, number: int) -> None:
    headers = {"x-emulator-sample": str(number)}
    image = run("text_to_image", "A cat", model="emulated/text-to-image", headers=headers)
    assert isinstance(image, Media)
    assert image.media_type == "image/jpeg"
    assert (image.url is not None) == (emulator.journal[-1].host == "cdn.example.com")


def test_a_download_carries_no_key(run: Run, emulator: Running) -> None:
    run("text_to_image", "A cat", model="emulated/text-to-image", headers={"x-emulator-sample": "3"})
    assert emulator.journal[-1].path == "/image.jpg"
    assert "authorization" not in emulator.journal[-1].headers


def test_an_image_that_is_named_by_its_url_is_fetched_from_the_emulator(run: Run, emulator: Running) -> None:
    labels = run("image_classification", "https://example.com/cat.png", model="emulated/image-classification")
    assert labels[0].label == "tabby"
    assert emulator.journal[-1].body == IMAGE
    assert emulator.journal[-1].headers["content-type"] == "image/png"


def test_the_same_call_is_answered_the_same_way(run: Run) -> None:
    answers = [run("chat_completion", MESSAGES, model="some/model") for _ in range(2)]
    assert answers[0] == answers[1]


def test_the_environment_variable_points_a_client_at_it(emulator: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "INFERWIRE_EMULATOR_URL", emulator.url)
    with InferenceClient(api_key="hf_test") as client:
        assert client.fill_mask("[MASK] world!", model="emulated/fill-mask")[0].token_str == "hello"


def test_a_job_is_asked_for_until_its_result_is_there(run: Run, emulator: Running) -> None:
    image = run("text_to_image", "A cat", model="emulated/text-to-image", provider="fal-ai")
    assert image.media_type == "image/jpeg"
    order, *questions, result, download = [entry for entry in emulator.journal if entry.host != "huggingface.co"]
    assert (order.method, order.path) == ("POST", "/fal-ai/emulated/text-to-image")
    assert [entry.path for entry in questions] == ["/fal-ai/fal-ai/app/requests/job-1/status"] * 2
    assert result.path == "/fal-ai/fal-ai/app/requests/job-1"
    assert {entry.query for entry in (order, *questions, result)} == {"_subdomain=queue"}
    assert download.host == "cdn.example.com"


def test_two_jobs_are_two(run: Run) -> None:
    video = run("text_to_video", "A cat walks", model="emulated/text-to-video", provider="wavespeed")
    image = run("text_to_image", "A cat", model="emulated/text-to-image", provider="wavespeed")
    assert (video.media_type, image.media_type) == ("video/mp4", "image/png")


def test_a_job_of_another_emulator_is_unknown(http: httpx.Client) -> None:
    path = "/router.huggingface.co/wavespeed/api/v3/predictions/job-77/result"
    answer = http.get(path, headers={"authorization": "Bearer hf_test"})
    assert (answer.status_code, answer.json()) == (404, {"error": "there is no job job-77"})


def test_a_job_is_asked_for_with_the_key_that_ordered_it(http: httpx.Client) -> None:
    path = "/api.wavespeed.ai/api/v3/predictions/job-1/result"
    assert http.get(path).status_code == 401
    assert http.get(path, headers={"authorization": "Bearer hf_test"}).status_code == 403


def test_a_job_whose_host_the_answer_names_is_asked_for_without_a_key(run: Run, emulator: Running) -> None:
    client = {"api_key": "own-key", "provider": "black-forest-labs", "model": "emulated/text-to-image"}
    assert run("text_to_image", "A cat", client=client).media_type == "image/jpeg"
    questions = [entry for entry in emulator.journal if entry.path == "/v1/get_result"]
    assert [entry.query for entry in questions] == ["id=job-1&attempt=0", "id=job-1&attempt=1"]
    assert not any("authorization" in entry.headers for entry in questions)


def test_a_queue_behind_the_router_needs_its_query(http: httpx.Client) -> None:
    headers = {"authorization": "Bearer hf_test"}
    answer = http.post("/router.huggingface.co/fal-ai/fal-ai/flux/dev", json={"prompt": "A cat"}, headers=headers)
    assert (answer.status_code, answer.json()) == (404, {"error": "this path needs the query _subdomain=queue"})
