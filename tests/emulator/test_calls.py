"""Clients get responses from the emulated router, from providers themselves, and from endpoints."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from inferwire import InferenceClient, Media
from inferwire.providers import REGISTRY
from inferwire_emulator.media import read_media
from inferwire_emulator.responses import example_arguments
from inferwire_emulator.tables import load_tables
from inferwire_runtime.errors import HubError, RoutingError

if TYPE_CHECKING:
    import httpx

    from inferwire_emulator import RunningEmulator

    from .conftest import Run

TABLES = load_tables()
MESSAGES = [{"role": "user", "content": "What is in the image?"}]


def method_of(task: str) -> str:
    return REGISTRY.method_of(task)


@pytest.mark.parametrize(
    ("provider", "task"),
    [(name, task) for name, known in REGISTRY.providers.items() if known.kind == "provider" for task in known.tasks],
)
def test_every_task_of_every_provider_works_over_the_router(run: Run, provider: str, task: str) -> None:
    assert run(method_of(task), **example_arguments(TABLES, task), model=f"emulated/{task}", provider=provider)


@pytest.mark.parametrize(
    ("provider", "task"),
    [
        (name, task)
        for name, known in REGISTRY.providers.items()
        if known.kind in ("provider", "client-side") and known.needs_key
        for task in known.tasks
    ],
)
def test_every_task_of_every_provider_works_directly(
    run: Run, emulator: RunningEmulator, provider: str, task: str
) -> None:
    model = f"{provider}/{task}" if REGISTRY.providers[provider].kind == "client-side" else f"emulated/{task}"
    client = {"api_key": "own-key", "provider": provider, "model": model}
    assert run(method_of(task), **example_arguments(TABLES, task), client=client)
    assert "router.huggingface.co" not in {entry.host for entry in emulator.journal}


@pytest.mark.parametrize("task", REGISTRY.providers["endpoint"].tasks)
def test_an_endpoint_serves_the_task_that_its_url_names(run: Run, task: str) -> None:
    url = f"https://{task}.example.endpoints.huggingface.cloud"
    assert run(method_of(task), **example_arguments(TABLES, task), client={"base_url": url})


def test_a_model_passed_to_the_emulator_has_its_task(run: Run) -> None:
    response = run("summarization", "A long text.", model="facebook/bart-large-cnn")
    assert response.summary_text.startswith("The tower is 324 metres tall")


def test_a_call_without_a_model_uses_the_recommended_one(run: Run, emulator: RunningEmulator) -> None:
    assert run("translation", "My name is Wolfgang").translation_text.startswith("Mein Name")
    assert [entry.path for entry in emulator.journal][:2] == ["/api/tasks", "/api/models/emulated/translation"]


def test_the_client_rejects_a_model_for_another_task(run: Run) -> None:
    with pytest.raises(RoutingError, match="chat_completion"):
        run("summarization", "A long text.", model="some/model")


def test_a_missing_model_is_a_hub_error(run: Run) -> None:
    with pytest.raises(HubError, match="Repository not found") as caught:
        run("summarization", "A long text.", model="missing/model")
    assert caught.value.status == 404


def test_a_custom_call_needs_no_task(run: Run) -> None:
    assert run("request", inputs={"anything": 1}, model="some/model") == {"sample": True}


def test_a_routed_chat_response_names_the_model_of_the_request(run: Run, emulator: RunningEmulator) -> None:
    response = run("chat_completion", MESSAGES, model="meta-llama/Llama-3.1-8B-Instruct")
    assert response.choices[0].message.content == "Two cats."
    assert response.model == "meta-llama/Llama-3.1-8B-Instruct"
    assert [entry.path for entry in emulator.journal] == ["/v1/chat/completions"]


def test_a_chat_streams_chunks(run: Run) -> None:
    chunks = run("chat_completion", MESSAGES, model="some/model", stream=True)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == "Two cats."
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert {chunk.model for chunk in chunks} == {"some/model"}


def test_text_generation_streams_tokens(run: Run) -> None:
    items = run("text_generation", "The response is", model="emulated/text-generation", stream=True, details=True)
    assert items[0].token.text == " forty"


def test_a_provider_key_is_sent_to_the_provider(run: Run, emulator: RunningEmulator) -> None:
    client = {"api_key": "gsk-test", "provider": "groq"}
    response = run("chat_completion", MESSAGES, model="some/model", client=client)
    assert response.choices[0].message.content == "Two cats."
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
def test_an_endpoint_serves_chat(run: Run, url: str) -> None:
    response = run("chat_completion", MESSAGES, client={"base_url": url})
    assert response.choices[0].message.content == "Two cats."
    chunks = run("chat_completion", MESSAGES, stream=True, client={"base_url": url})
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == "Two cats."


def test_an_endpoint_has_a_native_text_generation_api(emulator: RunningEmulator) -> None:
    with InferenceClient(api_key="hf_test", emulator_url=emulator.url) as client:
        endpoint = client.endpoint("https://text-generation.example.endpoints.huggingface.cloud", api="native")
        assert endpoint.text_generation("The response is").generated_text == " forty-two."
        *_, last = endpoint.text_generation("The response is", stream=True)
    assert last.generated_text == " forty-two."
    assert {entry.path for entry in emulator.journal} == {""}


def test_the_emulator_is_an_endpoint_itself(run: Run, emulator: RunningEmulator) -> None:
    for url in (emulator.url, f"{emulator.url}/v1"):
        response = run("chat_completion", MESSAGES, client={"base_url": url})
        assert response.choices[0].message.content == "Two cats."


@pytest.mark.parametrize(
    "url",
    [
        "https://text-classification.example.endpoints.huggingface.cloud",
        "https://example.com/models/text-classification/",
    ],
)
def test_an_endpoint_reads_its_task_from_its_host_or_path(run: Run, url: str) -> None:
    assert run("text_classification", "Good.", client={"base_url": url})[0].label == "POSITIVE"


def test_an_endpoint_without_a_task_serves_custom_calls(run: Run) -> None:
    client = {"base_url": "http://127.0.0.1:1234/anything"}
    assert run("request", inputs="Hello", client=client) == {"sample": True}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_header_selects_another_sample(run: Run, emulator: RunningEmulator, number: int) -> None:
    headers = {"x-emulator-sample": str(number)}
    image = run("text_to_image", "A cat", model="emulated/text-to-image", headers=headers)
    assert isinstance(image, Media)
    assert image.media_type == "image/jpeg"
    assert (image.url is not None) == (emulator.journal[-1].host == "cdn.example.com")


def test_a_download_is_sent_without_a_key(run: Run, emulator: RunningEmulator) -> None:
    run("text_to_image", "A cat", model="emulated/text-to-image", headers={"x-emulator-sample": "3"})
    assert emulator.journal[-1].path == "/image.jpg"
    assert "authorization" not in emulator.journal[-1].headers


def test_an_image_url_is_downloaded_from_the_emulator(run: Run, emulator: RunningEmulator) -> None:
    labels = run("image_classification", "https://example.com/cat.png", model="emulated/image-classification")
    assert labels[0].label == "tabby"
    assert emulator.journal[-1].body == read_media("image/png")
    assert emulator.journal[-1].headers["content-type"] == "image/png"


def test_the_same_call_gets_the_same_response(run: Run) -> None:
    responses = [run("chat_completion", MESSAGES, model="some/model") for _ in range(2)]
    assert responses[0] == responses[1]


def test_the_environment_variable_sets_the_url(emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "INFERWIRE_EMULATOR_URL", emulator.url)
    with InferenceClient(api_key="hf_test") as client:
        assert client.fill_mask("[MASK] world!", model="emulated/fill-mask")[0].token_str == "hello"


def test_a_job_is_polled_until_its_result_is_ready(run: Run, emulator: RunningEmulator) -> None:
    image = run("text_to_image", "A cat", model="emulated/text-to-image", provider="fal-ai")
    assert image.media_type == "image/jpeg"
    submission, *polls, result, download = [entry for entry in emulator.journal if entry.host != "huggingface.co"]
    assert (submission.method, submission.path) == ("POST", "/fal-ai/emulated/text-to-image")
    assert [entry.path for entry in polls] == ["/fal-ai/fal-ai/app/requests/job-1/status"] * 2
    assert result.path == "/fal-ai/fal-ai/app/requests/job-1"
    assert {entry.query for entry in (submission, *polls, result)} == {"_subdomain=queue"}
    assert download.host == "cdn.example.com"


def test_two_jobs_have_different_results(run: Run) -> None:
    video = run("text_to_video", "A cat walks", model="emulated/text-to-video", provider="wavespeed")
    image = run("text_to_image", "A cat", model="emulated/text-to-image", provider="wavespeed")
    assert (video.media_type, image.media_type) == ("video/mp4", "image/png")


def test_an_unknown_job_is_not_found(http: httpx.Client) -> None:
    path = "/router.huggingface.co/wavespeed/api/v3/predictions/job-77/result"
    response = http.get(path, headers={"authorization": "Bearer hf_test"})
    assert (response.status_code, response.json()) == (404, {"error": "there is no job job-77"})


def test_a_poll_needs_the_key_of_the_submission(http: httpx.Client) -> None:
    path = "/api.wavespeed.ai/api/v3/predictions/job-1/result"
    assert http.get(path).status_code == 401
    assert http.get(path, headers={"authorization": "Bearer hf_test"}).status_code == 403


def test_a_job_at_a_host_that_the_response_names_is_polled_without_a_key(run: Run, emulator: RunningEmulator) -> None:
    client = {"api_key": "own-key", "provider": "black-forest-labs", "model": "emulated/text-to-image"}
    assert run("text_to_image", "A cat", client=client).media_type == "image/jpeg"
    polls = [entry for entry in emulator.journal if entry.path == "/v1/get_result"]
    assert [entry.query for entry in polls] == ["id=job-1&attempt=0", "id=job-1&attempt=1"]
    assert not any("authorization" in entry.headers for entry in polls)


def test_a_routed_queue_needs_its_query(http: httpx.Client) -> None:
    headers = {"authorization": "Bearer hf_test"}
    response = http.post("/router.huggingface.co/fal-ai/fal-ai/flux/dev", json={"prompt": "A cat"}, headers=headers)
    assert (response.status_code, response.json()) == (404, {"error": "this path needs the query _subdomain=queue"})


def test_a_list_of_inputs_gets_a_result_for_each(run: Run) -> None:
    texts = ["one", "two", "three"]
    for provider, options in (("hf-inference", {}), ("hf-inference", {"candidate_labels": ["a", "b"]})):
        task = "zero_shot_classification" if options else "translation"
        model = f"emulated/{task.replace('_', '-')}"
        assert len(run(task, texts, **options, model=model, provider=provider)) == len(texts)
