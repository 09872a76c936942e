"""Results are what huggingface_hub returns: strings, bytes, PIL images, NumPy arrays, and objects of its types."""

from __future__ import annotations

import io
import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

import inferwire
from inferwire.compat import huggingface_hub as compat
from inferwire.compat.huggingface_hub import AsyncInferenceClient, InferenceClient
from inferwire_emulator import RunningEmulator

from .conftest import Run

MESSAGES: list[Any] = [{"role": "user", "content": "How many cats?"}]
IMAGE = io.BytesIO()
PIL.Image.new("RGB", (8, 8)).save(IMAGE, "PNG")
PNG = IMAGE.getvalue()
WAV = (
    b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data"
)
WAV += b"\x00" * 4

OBJECTS: dict[str, tuple[tuple[Any, ...], dict[str, Any], str]] = {  # what lists or objects of a type return
    "audio_classification": ((WAV,), {}, "AudioClassificationOutputElement"),
    "document_question_answering": ((PNG, "Who?"), {}, "DocumentQuestionAnsweringOutputElement"),
    "fill_mask": (("Hello [MASK]!",), {}, "FillMaskOutputElement"),
    "image_classification": ((PNG,), {}, "ImageClassificationOutputElement"),
    "object_detection": ((PNG,), {}, "ObjectDetectionOutputElement"),
    "text_classification": (("Good.",), {}, "TextClassificationOutputElement"),
    "token_classification": (("I am Ada.",), {}, "TokenClassificationOutputElement"),
    "visual_question_answering": ((PNG, "Who?"), {}, "VisualQuestionAnsweringOutputElement"),
    "zero_shot_classification": (("Good.", ["a", "b"]), {}, "ZeroShotClassificationOutputElement"),
    "zero_shot_image_classification": ((PNG, ["a", "b"]), {}, "ZeroShotImageClassificationOutputElement"),
}
SINGLE: dict[str, tuple[tuple[Any, ...], dict[str, Any], str]] = {
    "automatic_speech_recognition": ((WAV,), {}, "AutomaticSpeechRecognitionOutput"),
    "chat_completion": ((MESSAGES,), {}, "ChatCompletionOutput"),
    "image_to_text": ((PNG,), {}, "ImageToTextOutput"),
    "question_answering": (("Who?", "Ada."), {}, "QuestionAnsweringOutputElement"),
    "summarization": (("A long text.",), {}, "SummarizationOutput"),
    "table_question_answering": (({"a": ["1"]}, "How many?"), {}, "TableQuestionAnsweringOutputElement"),
    "translation": (("Hello",), {}, "TranslationOutput"),
}


def model_of(method: str) -> str:
    return f"emulated/{method.replace('_', '-')}"


@pytest.mark.parametrize("method", list(OBJECTS))
def test_a_task_with_several_results_returns_a_list_of_its_type(run: Run, method: str) -> None:
    inputs, options, name = OBJECTS[method]
    results = run(method, *inputs, model=model_of(method), **options)
    assert type(results) is list
    assert {type(result) for result in results} == {getattr(compat, name)}
    assert results[0]["score"] == results[0].score


@pytest.mark.parametrize("method", list(SINGLE))
def test_a_task_with_one_result_returns_an_object_of_its_type(run: Run, method: str) -> None:
    inputs, options, name = SINGLE[method]
    assert type(run(method, *inputs, model=model_of(method), **options)) is getattr(compat, name)


def test_question_answering_returns_a_list_if_several_are_wanted(run: Run) -> None:
    results = run("question_answering", "Who?", "Ada.", top_k=2, model="emulated/question-answering")
    assert [type(result) for result in results] == [compat.QuestionAnsweringOutputElement] * len(results)


def test_boxes_hold_whole_numbers(run: Run) -> None:
    box = run("object_detection", PNG, model="emulated/object-detection")[0].box
    assert type(box) is compat.ObjectDetectionBoundingBox
    assert {type(value) for value in box.values()} == {int}


@pytest.mark.parametrize("method", ["text_to_image", "image_to_image"])
def test_images_are_those_of_pillow(run: Run, method: str, tmp_path: Path) -> None:
    arguments = ("A cat",) if method == "text_to_image" else (PIL.Image.open(io.BytesIO(PNG)), "A cat")
    image = run(method, *arguments, model=model_of(method))
    assert isinstance(image, PIL.Image.Image)
    assert image.size == (64, 64)
    assert np.array(image).shape == (64, 64, 3)
    image.resize((8, 8)).save(tmp_path / "cat.png")
    with PIL.Image.open(tmp_path / "cat.png") as saved:
        assert saved.format == "PNG"


def test_masks_are_images_and_clips_are_bytes(run: Run) -> None:
    mask = run("image_segmentation", PNG, model="emulated/image-segmentation")[0].mask
    assert isinstance(mask, PIL.Image.Image)
    clip = run("audio_to_audio", WAV, model="emulated/audio-to-audio")[0]
    assert type(clip.blob) is bytes
    assert clip.blob.startswith(b"fLaC")
    assert clip.content_type == clip["content_type"] == "audio/flac"


@pytest.mark.parametrize("method", ["text_to_speech", "text_to_video"])
def test_speech_and_videos_are_bytes(run: Run, method: str) -> None:
    assert type(run(method, "A cat", model=model_of(method))) is bytes
    assert type(run("image_to_video", PNG, model="emulated/image-to-video")) is bytes


def test_embeddings_are_arrays(run: Run, serve: Any) -> None:
    def respond(connection: Any, number: int, count: int) -> None:
        body = b'{"data": [{"embedding": [1, 2, 3]}, {"embedding": [4, 5, 6]}]}'
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)

    one = run("feature_extraction", "a", model="emulated/feature-extraction")
    with InferenceClient(f"{serve(respond).url}/v1") as client:
        two = client.feature_extraction(["a", "b"], model="a/b")
    assert (one.dtype, one.shape, two.shape) == (np.dtype("float32"), (64,), (2, 3))
    assert (two @ two.T).shape == (2, 2)
    same, other = run("sentence_similarity", "a cat", ["a cat", "rain"], model="emulated/sentence-similarity")
    assert same == 1 > other


def test_text_generation_returns_strings_unless_details_are_wanted(run: Run) -> None:
    model = "emulated/text-generation"
    assert run("text_generation", "a", model=model) == " forty-two."
    assert run("text_generation", "a", model=model, details=False) == " forty-two."
    details = run("text_generation", "a", model=model, details=True)
    assert type(details) is compat.TextGenerationOutput
    assert details.details.finish_reason == "stop"
    texts = run("text_generation", "a", model=model, stream=True)
    assert {type(text) for text in texts} == {str}
    items = run("text_generation", "a", model=model, stream=True, details=True)
    assert {type(item) for item in items} == {compat.TextGenerationStreamOutput}
    assert [item.token.text for item in items] == texts


def test_a_streamed_chat_has_objects_of_its_type(run: Run) -> None:
    chunks = run("chat_completion", MESSAGES, model="emulated/chat-completion", stream=True)
    assert {type(chunk) for chunk in chunks} == {compat.ChatCompletionStreamOutput}
    assert "".join(chunk["choices"][0]["delta"]["content"] or "" for chunk in chunks) == "Two cats."


def test_a_stream_is_an_iterator_that_can_be_closed(client: InferenceClient) -> None:
    stream: Any = client.chat_completion(MESSAGES, model="emulated/chat-completion", stream=True)
    assert type(next(stream)) is compat.ChatCompletionStreamOutput
    assert iter(stream) is stream
    stream.close()
    with client.text_generation("a", model="emulated/text-generation", stream=True) as texts:  # type: ignore[attr-defined]
        assert len(list(itertools.islice(texts, 2))) == 2


async def stream_once(url: str) -> list[str]:
    async with AsyncInferenceClient(token="hf_test", emulator_url=url) as client:
        stream: Any = await client.chat_completion(MESSAGES, model="emulated/chat-completion", stream=True)
        first = await anext(stream)
        await stream.aclose()
        async with await client.text_generation("a", model="emulated/text-generation", stream=True) as texts:  # type: ignore[attr-defined]
            return [type(first).__name__, *[text async for text in texts]]


def test_an_asynchronous_stream_can_be_closed(emulator: RunningEmulator) -> None:
    import asyncio

    names = asyncio.run(stream_once(emulator.url))
    assert names[0] == "ChatCompletionStreamOutput"
    assert "".join(names[1:]).startswith(" forty")


def test_openai_style_calls_are_the_same(client: InferenceClient) -> None:
    response = client.chat.completions.create(messages=MESSAGES, model="emulated/chat-completion")
    assert response.choices[0].message.content == "Two cats."


def test_languages_belong_together(run: Run) -> None:
    assert run("translation", "a", src_lang="en", tgt_lang="de", model="emulated/translation").translation_text
    with pytest.raises(ValueError, match="src_lang and tgt_lang belong together; pass tgt_lang"):
        run("translation", "a", src_lang="en", model="emulated/translation")


def test_types_can_be_passed(run: Run, emulator: RunningEmulator) -> None:
    function = compat.ChatCompletionInputFunctionDefinition(name="f", parameters={"type": "object"})
    tool = compat.ChatCompletionInputTool(type="function", function=function)
    message = compat.ChatCompletionInputMessage(role="user", content="a")
    run("chat_completion", [message], tools=[tool], model="emulated/chat-completion")
    body = json.loads(emulator.journal[-1].body)
    assert body["messages"] == [{"role": "user", "content": "a"}]
    assert body["tools"] == [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]


def test_an_endpoint_describes_itself_and_its_health(serve: Any) -> None:
    responses = {b"/info": (200, b'{"model_id": "a/b"}'), b"/health": (200, b""), b"/x/health": (503, b"{}")}

    def respond(connection: Any, number: int, count: int) -> None:
        status, body = responses[server.requests[-1].split(b" ")[1]]
        assert server.requests[-1].startswith(b"GET ")
        connection.sendall(b"HTTP/1.1 %d OK\r\ncontent-length: %d\r\n\r\n" % (status, len(body)) + body)

    server = serve(respond)
    with InferenceClient(server.url, provider="hf-inference") as client:
        assert client.get_endpoint_info() == {"model_id": "a/b"}
        assert client.get_endpoint_info(model=f"{server.url}/v1/") == {"model_id": "a/b"}
        assert client.health_check() is True
        assert client.health_check(f"{server.url}/x") is False
    with pytest.raises(ValueError, match="the URL of the endpoint is missing"):
        InferenceClient().get_endpoint_info()
    with pytest.raises(ValueError, match="pass the URL of an endpoint"):
        InferenceClient("a/b").get_endpoint_info()


def test_other_tasks_are_those_of_the_client_below(client: InferenceClient) -> None:
    result = client.inferwire.request("summarization", inputs="a", model="emulated/summarization", api_key="hf_test")
    assert result == [{"summary_text": "The tower is 324 metres tall, as tall as a building of 81 storeys."}]
    assert isinstance(client.inferwire, inferwire.InferenceClient)
