"""Responses that a test defines, and responses that follow their request."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import anyio
import httpx
import PIL.Image
import pytest

import inferwire
from inferwire import (
    AsyncInferenceClient,
    InferenceClient,
    InferwireError,
    InputError,
    ProviderError,
    RateLimitError,
    StreamError,
)
from inferwire_emulator import EmulatedCall, RunningEmulator, serve
from inferwire_emulator.media import read_media

MESSAGES: Any = [{"role": "user", "content": "Is it warm in Paris?"}]
CHAT = "meta-llama/Llama-3.1-8B-Instruct"
CHAT_PROVIDERS = ["auto", "groq", "together", "cohere", "fireworks-ai"]


def client_of(emulator: RunningEmulator, **options: Any) -> InferenceClient:
    return InferenceClient(emulator_url=emulator.url, **{"api_key": "hf_test", "model": CHAT, "retry": 1, **options})


@pytest.mark.parametrize("provider", CHAT_PROVIDERS)
@pytest.mark.parametrize("stream", [False, True])
def test_a_chat_returns_the_text_of_the_test(emulator: RunningEmulator, provider: Any, stream: bool) -> None:
    emulator.respond("chat-completion", "It is 21 degrees.", usage=(11, 4), reasoning="Let me see.")
    with client_of(emulator, provider=provider) as client:
        if stream:
            with client.chat_completion(MESSAGES, stream=True) as items:
                response = items.final()
        else:
            response = client.chat_completion(MESSAGES)
        assert (response.text, response.message.reasoning) == ("It is 21 degrees.", "Let me see.")
        assert response.usage is not None
        assert (response.usage.prompt_tokens, response.usage.total_tokens) == (11, 15)
        assert client.chat_completion(MESSAGES).text == "Two cats."  # the next call is as usual


@pytest.mark.parametrize("stream", [False, True])
def test_tools_are_called_as_the_test_defines(emulator: RunningEmulator, stream: bool) -> None:
    calls: Any = [("weather", {"city": "Paris"}), ("weather", '{"city": "Rome"')]
    emulator.respond("chat-completion", tool_calls=calls)
    emulator.respond("chat-completion", "Both are warm.")

    def weather(city: str) -> str:
        """Return the weather."""
        return f"warm in {city}"

    with client_of(emulator) as client:
        if stream:
            result = client.run_tools(MESSAGES, tools=[weather], stream=True).final()
        else:
            result = client.run_tools(MESSAGES, tools=[weather])
    assert (result.text, result.rounds) == ("Both are warm.", 2)
    assert result.results[0].content == "warm in Paris"
    assert "invalid" in result.results[1].content


def test_responses_come_in_order_and_those_for_ever_in_between(emulator: RunningEmulator) -> None:
    emulator.respond("chat-completion", "for ever", times=None)
    emulator.respond("chat-completion", "twice", times=2)
    emulator.respond("once")
    emulator.respond(model="other/model", text="for another model")
    assert len(emulator.pending_responses) == 4
    with client_of(emulator) as client:
        assert [client.chat_completion(MESSAGES).text for _ in range(5)] == [
            "twice",
            "twice",
            "once",
            *["for ever"] * 2,
        ]
        assert client.chat_completion(MESSAGES, model="other/model").text == "for another model"
    assert emulator.pending_responses == []
    emulator.reset()
    with client_of(emulator) as client:
        assert client.chat_completion(MESSAGES).text == "Two cats."


def test_a_function_sees_the_call(emulator: RunningEmulator) -> None:
    seen: list[EmulatedCall] = []

    def respond(call: EmulatedCall) -> str:
        seen.append(call)
        return str(call.inputs[-1]["content"]).upper()

    emulator.respond("chat-completion", respond, times=None, when=lambda call: call.body.get("seed") == 5)
    with client_of(emulator, provider="groq") as client:
        assert client.chat_completion(MESSAGES, seed=5).text == "IS IT WARM IN PARIS?"
        assert client.chat_completion(MESSAGES).text == "Two cats."
    assert (seen[0].task, seen[0].provider, seen[0].model) == ("chat-completion", "groq", CHAT)


EMBEDDINGS = [("hf-inference", "emulated/feature-extraction"), ("together", "emulated/feature-extraction")]


@pytest.mark.parametrize(("provider", "model"), EMBEDDINGS)
def test_vectors_are_those_of_the_test(emulator: RunningEmulator, provider: Any, model: str) -> None:
    emulator.respond("feature-extraction", lambda call: [[float(len(text))] * 3 for text in call.inputs])
    emulator.respond("feature-extraction", [[1.0, 2.0]])
    emulator.respond("feature-extraction", vectors=lambda call: [[0.5]] * len(call.inputs))
    with client_of(emulator, provider=provider, model=model) as client:
        assert client.feature_extraction(["a", "bcd"]) == [[1.0] * 3, [3.0] * 3]
        assert client.feature_extraction("a") == [1.0, 2.0]
        assert client.feature_extraction(["a", "b"]) == [[0.5], [0.5]]


@pytest.mark.parametrize(("provider", "model"), [*EMBEDDINGS, ("openai", "openai/text-embedding-3-small")])
def test_there_are_as_many_vectors_as_texts_and_equal_ones_are_equal(
    emulator: RunningEmulator, provider: Any, model: str
) -> None:
    key = "own-key" if provider == "openai" else "hf_test"
    with InferenceClient(api_key=key, emulator_url=emulator.url, provider=provider, model=model) as client:
        texts = ["The tower is tall.", "Cats sleep.", "The tower is tall.", "A tall tower"]
        vectors = client.feature_extraction(texts)
        assert len(vectors) == len(texts)
        assert vectors[0] == vectors[2] == client.feature_extraction(texts[0])
        assert vectors[0] != vectors[1]

        def similarity(first: Any, second: Any) -> float:
            return float(sum(a * b for a, b in zip(first, second, strict=True)))

        assert similarity(vectors[0], vectors[3]) > similarity(vectors[0], vectors[1])
        if provider != "hf-inference":
            assert len(client.feature_extraction("a", dimensions=8)) == 8


def test_there_are_as_many_similarities_as_sentences(emulator: RunningEmulator) -> None:
    with client_of(emulator, model="emulated/sentence-similarity", provider="hf-inference") as client:
        scores = client.sentence_similarity("a tall tower", ["a tall tower", "the tower", "cats sleep", "x"])
    assert len(scores) == 4
    assert scores[0] == 1.0 > scores[1] > scores[2]


@pytest.mark.parametrize("provider", ["hf-inference", "together", "fal-ai", "replicate", "nscale", "wavespeed"])
def test_images_have_the_size_that_was_requested(emulator: RunningEmulator, provider: Any) -> None:
    with client_of(emulator, model="emulated/text-to-image", provider=provider) as client:
        image = client.text_to_image("A cat", width=96, height=48, extra_body={"size": "96x48"})
    assert image.to_pil().size == (96, 48)


@pytest.mark.parametrize("wish", [True, "word"])
def test_a_transcription_has_the_timestamps_that_were_requested(emulator: RunningEmulator, wish: Any) -> None:
    audio = read_media("audio/flac")
    for provider in ("hf-inference", "together"):
        with client_of(emulator, model="emulated/automatic-speech-recognition", provider=provider) as client:
            heard = client.automatic_speech_recognition(audio, return_timestamps=wish)
            assert heard.chunks
            assert (len(heard.chunks) > 1) == (wish == "word")
            assert client.automatic_speech_recognition(audio).chunks is None


PNG = read_media("mask/png")


@pytest.mark.parametrize("provider", ["hf-inference", "together", "fal-ai", "replicate", "zai-org"])
def test_media_are_those_of_the_test(emulator: RunningEmulator, provider: Any, tmp_path: Path) -> None:
    (tmp_path / "cat.png").write_bytes(PNG)
    emulator.respond("text-to-image", PNG)
    emulator.respond("text-to-image", media=tmp_path / "cat.png")
    with client_of(emulator, model="emulated/text-to-image", provider=provider) as client:
        assert [client.text_to_image("A cat").data for _ in range(2)] == [PNG, PNG]
        assert client.text_to_image("A cat").data != PNG


@pytest.mark.parametrize(
    ("task", "arguments", "read"),
    [
        ("summarization", ("A long text.",), lambda result: result.summary_text),
        ("translation", ("Hello",), lambda result: result.translation_text),
        ("text_generation", ("Once",), lambda result: result.generated_text),
        ("automatic_speech_recognition", (read_media("audio/flac"),), lambda result: result.text),
        ("image_to_text", (PNG,), lambda result: result.generated_text),
    ],
)
def test_the_text_of_any_task_is_that_of_the_test(
    emulator: RunningEmulator, task: str, arguments: Any, read: Any
) -> None:
    name = task.replace("_", "-")
    emulator.respond(name, "Words of the test.")
    with client_of(emulator, model=f"emulated/{name}", provider="hf-inference") as client:
        assert read(getattr(client, task)(*arguments)) == "Words of the test."


@pytest.mark.parametrize("api", ["openai", "native"])
def test_a_streamed_text_is_that_of_the_test(emulator: RunningEmulator, api: Any) -> None:
    emulator.respond("text-generation", "Words of the test.")
    with InferenceClient(api_key=False, emulator_url=emulator.url) as client:
        endpoint = client.endpoint("https://text-generation.example.endpoints.huggingface.cloud", api=api)
        with endpoint.text_generation("Once", stream=True) as stream:
            assert list(stream.texts()) == ["Words ", "of ", "the ", "test."]
            assert stream.final().generated_text == "Words of the test."


def test_a_body_and_errors_are_those_of_the_test(emulator: RunningEmulator) -> None:
    emulator.respond("chat-completion", json={"choices": [{"message": {"content": "raw"}}], "extra": 1})
    emulator.respond("chat-completion", error="no paint", headers={"x-request-id": "r-7"})
    emulator.respond(status=429, error="slow down", headers={"retry-after": 7})
    emulator.respond("text-classification", [{"label": "a", "score": 0.5}])
    with client_of(emulator) as client:
        assert client.chat_completion(MESSAGES).extra == {"extra": 1}
        with pytest.raises(ProviderError, match="no paint") as caught:
            client.chat_completion(MESSAGES)
        assert (caught.value.status, caught.value.request_id) == (500, "r-7")
        with pytest.raises(RateLimitError, match="slow down") as limited:
            client.chat_completion(MESSAGES)
        assert limited.value.retry_after == 7
        labels = client.text_classification("x", model="emulated/text-classification", provider="hf-inference")
        assert [label.label for label in labels] == ["a"]


def test_a_stream_pauses_as_the_test_defines(emulator: RunningEmulator) -> None:
    emulator.respond("chat-completion", "a b c", pause=5)
    timeout = inferwire.Timeout(read=0.2)
    with (
        client_of(emulator) as client,
        client.chat_completion(MESSAGES, stream=True, timeout=timeout) as stream,
        pytest.raises(StreamError),
    ):
        list(stream)


@pytest.mark.parametrize("is_scripted", [False, True])
def test_usage_has_an_event_of_its_own_if_it_is_requested(emulator: RunningEmulator, is_scripted: bool) -> None:
    with client_of(emulator) as client:
        for options, ends_empty in (({"include_usage": True}, True), (None, False)):
            if is_scripted:
                emulator.respond("chat-completion", "Two cats.", usage=(11, 4))
            chunks = list(client.chat_completion(MESSAGES, stream=True, stream_options=options))
            assert (chunks[-1].choices == []) == ends_empty
            assert chunks[-1].usage is not None
            assert chunks[-1].usage.total_tokens == 15
            assert all(chunk.usage is None for chunk in chunks[:-1])


def test_an_async_client_gets_them_too(emulator: RunningEmulator) -> None:
    emulator.respond("chat-completion", '{"total": 3}')

    async def main() -> Any:
        async with AsyncInferenceClient(api_key="hf_test", emulator_url=emulator.url, model=CHAT) as client:
            return (await client.parse(MESSAGES, dict[str, int])).value

    assert anyio.run(main) == {"total": 3}


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (("chat-complession", "x"), {}, "there is no task 'chat-complession'"),
        (("x",), {"text": "y"}, "`text` is defined twice"),
        (("x",), {"times": 0}, "`times` must be an int ≥ 1"),
        (("x",), {"status": 1000}, "`status` must be an HTTP status"),
        ((), {"tool_calls": ["f"]}, "a tool call must be"),
        ((), {"media": 5}, "a media file must be bytes or a path"),
    ],
)
def test_a_wrong_definition_is_refused(emulator: RunningEmulator, arguments: Any, options: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        emulator.respond(*arguments, **options)


# Strict


def test_a_strict_emulator_fails_the_test_for_an_unexpected_call() -> None:
    def run() -> None:
        with serve(strict=True) as emulator, client_of(emulator) as client:
            emulator.respond("chat-completion", "expected")
            assert client.chat_completion(MESSAGES).text == "expected"
            with pytest.raises(ProviderError, match="the emulator is strict, and no response is defined"):
                client.chat_completion(MESSAGES)

    with pytest.raises(AssertionError, match=r"unexpected requests: POST router\.huggingface\.co/v1/chat/completions"):
        run()


def test_a_strict_emulator_fails_the_test_for_a_response_that_nothing_received() -> None:
    def run() -> None:
        with serve(strict=True) as emulator:
            emulator.respond("chat-completion", "never")

    with pytest.raises(AssertionError, match="1 responses were not received"):
        run()


def test_an_error_of_the_test_itself_is_not_hidden_by_a_strict_emulator() -> None:
    def run() -> None:
        with serve(strict=True) as emulator:
            emulator.respond("chat-completion", "never")
            raise LookupError("of the test")

    with pytest.raises(LookupError, match="of the test"):
        run()


# Guesses, limits


def test_a_guess_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    with serve(models={"known/one": "summarization"}) as emulator, client_of(emulator) as client:
        with caplog.at_level(logging.WARNING, "inferwire_emulator"):
            client.chat_completion(MESSAGES, model="an/other")  # at a path for chats only
            for _ in range(2):
                with pytest.raises(InferwireError):
                    client.summarization("x", model="un/known")
            client.summarization("x", model="known/one")
            client.summarization("x", model="emulated/summarization")
        found = [record.getMessage() for record in caplog.records if record.name == "inferwire_emulator"]
    assert len(found) == 1
    assert "does not know the model 'un/known' and guesses that its task is chat-completion" in found[0]


def test_a_rate_limit_is_reported_and_enforced(emulator: RunningEmulator) -> None:
    emulator.limit_rate(requests=2, seconds=60)
    emulator.limit_rate(tokens=10_000, seconds=60)
    url = f"{emulator.url}/router.huggingface.co/v1/chat/completions"
    body = {"model": CHAT, "messages": MESSAGES}
    with httpx.Client(headers={"authorization": "Bearer hf_a"}) as http:
        headers = http.post(url, json=body).headers
        assert (headers["x-ratelimit-limit-requests"], headers["x-ratelimit-remaining-requests"]) == ("2", "1")
        assert int(headers["x-ratelimit-remaining-tokens"]) < 10_000
        assert http.post(url, json=body).headers["x-ratelimit-remaining-requests"] == "0"
        refused = http.post(url, json=body)
        assert refused.status_code == 429
        assert 59 < float(refused.headers["retry-after"]) <= 60
        assert http.post(url, json=body, headers={"authorization": "Bearer hf_b"}).status_code == 200
    with client_of(emulator, api_key="hf_a") as client, pytest.raises(RateLimitError) as caught:
        client.chat_completion(MESSAGES)
    assert caught.value.retry_after is not None
    with pytest.raises(ValueError, match="needs `requests` or `tokens`"):
        emulator.limit_rate()


def test_a_missing_model_is_missing_for_chats_as_well(emulator: RunningEmulator) -> None:
    with client_of(emulator, model="missing/model") as client, pytest.raises(ProviderError, match="does not exist"):
        client.chat_completion(MESSAGES)


def test_wrong_arguments_of_a_client_are_still_refused(emulator: RunningEmulator) -> None:
    emulator.respond("never received")
    with client_of(emulator) as client, pytest.raises(InputError):
        client.chat_completion([])
    assert len(emulator.pending_responses) == 1


def test_the_image_of_a_size_is_an_image() -> None:
    import io

    from inferwire_emulator.images import make_png

    image = PIL.Image.open(io.BytesIO(make_png(7, 3)))
    image.load()
    assert (image.size, image.format) == ((7, 3), "PNG")


@pytest.mark.parametrize("provider", ["fal-ai", "replicate"])
def test_a_job_is_cancelled(emulator: RunningEmulator, provider: Any) -> None:
    def stop(job: inferwire.Job) -> None:
        job.cancel()

    with client_of(emulator, model="emulated/text-to-video", provider=provider) as client:
        with pytest.raises(inferwire.JobError) as caught:
            client.text_to_video("A cat", on_progress=stop)
        assert "failed" not in str(caught.value)
    assert emulator.journal[-1].path.endswith("/cancel")
    assert emulator.journal[-1].method == ("PUT" if provider == "fal-ai" else "POST")


def test_the_result_of_a_job_is_that_of_the_test(emulator: RunningEmulator) -> None:
    video = read_media("video/mp4") + b"more"
    emulator.respond("text-to-video", video)
    with client_of(emulator, model="emulated/text-to-video", provider="fal-ai") as client:
        assert client.text_to_video("A cat").data == video


def test_the_text_of_a_response_of_openais_newer_interface_is_that_of_the_test(emulator: RunningEmulator) -> None:
    emulator.respond("responses", "Words of the test.", times=2)
    with client_of(emulator) as client:
        assert client.responses.create(input="Hi", model=CHAT).output_text == "Words of the test."
        with client.responses.create(input="Hi", model=CHAT, stream=True) as stream:
            assert "".join(stream.texts()) == "Words of the test."
            assert stream.final().output_text == "Words of the test."
