"""Results in forms that no schema has, but that servers send and a reader understands."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from inferwire import AsyncInferenceClient, InferenceClient, OutputError, ProviderError
from tests.support.local_servers import http_response, local_server

KINDS = ["blocking", "async"]
MESSAGES: Any = [{"role": "user", "content": "Hello"}]
EVENTS = {"content-type": "text/event-stream"}
PNG = b"\x89PNG\r\n\x1a\n"
WAV = b"RIFF\x00\x00\x00\x00WAVEfmt "


def call(kind: str, sent: Any, method: str, *args: Any, path: str = "", stream: bool = False, **named: Any) -> Any:
    """Return the result of a call to a server that sends a response; the final response of a stream."""
    response = sent if isinstance(sent, bytes) else http_response(200, sent)
    with local_server(lambda _: response) as server:
        settings: dict[str, Any] = {"base_url": server.url + path, "api_key": False, "model": "m", "retry": 1}
        options: dict[str, Any] = {**named, "stream": True} if stream else named
        if kind == "blocking":
            with InferenceClient(**settings) as client:
                result = getattr(client, method)(*args, **options)
                return result.final() if stream else result

        async def main() -> Any:
            async with AsyncInferenceClient(**settings) as client:
                result = await getattr(client, method)(*args, **options)
                return await result.final() if stream else result

        return asyncio.run(main())


def events(*items: Any) -> bytes:
    return http_response(200, b"".join(b"data: %s\n\n" % json.dumps(item).encode() for item in items), EVENTS)


A, B = {"label": "a", "score": 0.9}, {"label": "b", "score": 0.1}
CLASSES: dict[str, Any] = {
    "predictions": {"predictions": [A, B]},
    "data": {"data": [A, B], "model": "m"},
    "results in data": {"data": {"results": [A, B]}},
    "a wrapper in a list": [{"outputs": [A, B]}],
    "another name of a wrapper": {"sentiments": [A, B], "took": 3},
    "three lists": [[[A, B]]],
    "a map": {"a": 0.9, "b": 0.1},
    "a map in a list": [{"a": 0.9, "b": 0.1}],
    "a list of maps": [{"a": 0.9}, {"b": 0.1}],
    "a map in a wrapper": {"predictions": {"a": 0.9, "b": 0.1}},
    "a map of scores": {"scores": {"a": 0.9, "b": 0.1}},
    "pairs": [["a", 0.9], ["b", 0.1]],
    "columns": {"labels": ["a", "b"], "scores": [0.9, 0.1]},
    "columns in a list": [{"labels": ["a", "b"], "scores": [0.9, 0.1]}],
    "columns in a wrapper": {"result": {"labels": ["a", "b"], "scores": [0.9, 0.1]}},
    "scores as text": [{"label": "a", "score": "0.9"}, {"label": "b", "score": "1e-1"}],
    "a map of text": {"a": "0.9", "b": "0.1"},
    "other names": [{"class": "a", "confidence": 0.9}, {"className": "b", "probability": 0.1}],
    "other fields": [{**A, "id": 1}, {**B, "id": 2}],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", CLASSES)
@pytest.mark.parametrize("method", ["text_classification", "image_classification"])
def test_classes_are_read_in_all_forms(kind: str, form: str, method: str) -> None:
    result = call(kind, CLASSES[form], method, "text" if method.startswith("text") else PNG)
    assert [(each.label, each.score) for each in result] == [("a", 0.9), ("b", 0.1)]


def test_a_label_may_be_a_number() -> None:
    result = call("blocking", [{"label": 1, "score": 0.9}, {"label": 0, "score": 0.1}], "text_classification", "text")
    assert [each.label for each in result] == ["1", "0"]


BOX = (66, 55, 160, 175)
BOXES: dict[str, Any] = {
    "a list": {"box": list(BOX)},
    "bbox": {"bbox": list(BOX)},
    "bounding_box": {"bounding_box": dict(zip(("xmin", "ymin", "xmax", "ymax"), BOX, strict=True))},
    "x1": {"box": dict(zip(("x1", "y1", "x2", "y2"), BOX, strict=True))},
    "left": {"bbox": dict(zip(("left", "top", "right", "bottom"), BOX, strict=True))},
    "a size": {"box": {"x": 66, "y": 55, "width": 94, "height": 120}},
    "corners beside the label": dict(zip(("xmin", "ymin", "xmax", "ymax"), BOX, strict=True)),
    "text": {"box": [str(number) for number in BOX]},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", BOXES)
@pytest.mark.parametrize("wrapper", [None, "detections", "predictions"])
def test_boxes_are_read_in_all_forms(kind: str, form: str, wrapper: str | None) -> None:
    rows = [{"label": "cat", "score": 0.9, **BOXES[form]}]
    (found,) = call(kind, {wrapper: rows} if wrapper else rows, "object_detection", PNG)
    box = found.box
    assert (found.label, found.score, (box.xmin, box.ymin, box.xmax, box.ymax)) == ("cat", 0.9, BOX)
    assert type(box.xmin) is int


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["translation", "summarization"])
@pytest.mark.parametrize(
    "sent",
    [
        {"translation_text": "hi"},
        {"summary_text": "hi"},
        {"generated_text": "hi"},
        [{"generated_text": "hi"}],
        [[{"generated_text": "hi"}]],
        {"text": "hi"},
        ["hi"],
        "hi",
        {"predictions": ["hi"]},
        {"predictions": [{"generated_text": "hi"}]},
        {"result": "hi"},
        {"data": {"output_text": "hi"}},
    ],
)
def test_texts_are_read_in_all_forms(kind: str, method: str, sent: Any) -> None:
    result = call(kind, sent, method, "text")
    assert (result.translation_text if method == "translation" else result.summary_text) == "hi"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["", "/v1"])
@pytest.mark.parametrize(
    "sent", [["hi"], "hi", {"text": "hi"}, [{"summary_text": "hi"}], {"predictions": ["hi"]}, {"outputs": "hi"}]
)
def test_generated_text_is_read_in_all_forms(kind: str, path: str, sent: Any) -> None:
    assert call(kind, sent, "text_generation", "text", path=path).generated_text == "hi"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("word", ["token_str", "word"])
def test_a_filled_mask_needs_no_token(kind: str, word: str) -> None:
    (found,) = call(kind, [{word: "Paris", "score": 0.9}], "fill_mask", "[MASK]")
    assert (found.token_str, found.score, found.token, found.sequence) == ("Paris", 0.9, None, None)


MESSAGE = {"role": "assistant", "content": "hi"}
OLLAMA = {"model": "m", "message": MESSAGE, "done": True, "prompt_eval_count": 5, "eval_count": 3}
COHERE_USAGE = {"tokens": {"input_tokens": 5, "output_tokens": 3}, "billed_units": {"input_tokens": 1}}
PARTS = [{"type": "text", "text": "hi"}]
CHATS: dict[str, Any] = {
    "delta": {"choices": [{"index": 0, "delta": MESSAGE, "finish_reason": "stop"}]},
    "text": {"choices": [{"index": 0, "text": "hi", "finish_reason": "stop"}]},
    "content": {"choices": [{"content": "hi", "finish_reason": "stop"}]},
    "Ollama": OLLAMA,
    "Ollama with a reason": {**OLLAMA, "done_reason": "stop"},
    "Cohere": {
        "id": "c",
        "message": {"role": "assistant", "content": PARTS},
        "finish_reason": "stop",
        "usage": COHERE_USAGE,
    },
    "Anthropic": {
        "type": "message",
        "role": "assistant",
        "content": PARTS,
        "stop_reason": "stop",
        "usage": {"input_tokens": 5, "output_tokens": 3},
    },
    "Gemini": {
        "candidates": [{"content": {"parts": [{"text": "hi"}], "role": "model"}, "finishReason": "stop"}],
        "usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 3, "totalTokenCount": 8},
    },
    "DashScope": {
        "output": {"choices": [{"message": MESSAGE, "finish_reason": "stop"}]},
        "usage": {"input_tokens": 5, "output_tokens": 3},
    },
    "Cloudflare": {"success": True, "errors": [], "result": {"response": "hi", "finish_reason": "stop"}},
    "data": {"code": 0, "data": {"choices": [{"message": MESSAGE, "finish_reason": "stop"}]}},
    "generated_text": [{"generated_text": "hi", "finish_reason": "stop"}],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", CHATS)
def test_chats_are_read_in_all_forms(kind: str, form: str) -> None:
    for stream in (False, True):  # a server may ignore `stream`
        if stream and form in ("delta", "text", "content", "DashScope", "Cloudflare", "data", "generated_text"):
            continue
        result = call(kind, CHATS[form], "chat_completion", MESSAGES, path="/v1", stream=stream)
        (choice,) = result.choices
        assert (choice.message.content, choice.finish_reason) == ("hi", "stop")
        if result.usage is not None:
            usage = result.usage
            assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (5, 3, 8)
        assert (result.usage is None) == (form in ("delta", "text", "content", "Cloudflare", "data", "generated_text"))


def test_a_chat_in_another_form_keeps_its_other_fields() -> None:
    result = call("blocking", {**OLLAMA, "total_duration": 7}, "chat_completion", MESSAGES, path="/v1")
    assert result.extra["total_duration"] == 7
    assert result.model == "m"


STREAMS: dict[str, Any] = {
    "Ollama": [
        {"model": "m", "message": {"role": "assistant", "content": "h"}, "done": False},
        {"model": "m", "message": {"role": "assistant", "content": "i"}, "done": False},
        {"model": "m", "message": {"role": "assistant", "content": ""}, "done": True, "prompt_eval_count": 5}
        | {"eval_count": 3},
    ],
    "Cohere": [
        {"type": "message-start", "id": "c", "delta": {"message": {"role": "assistant", "content": []}}},
        {"type": "content-start", "index": 0, "delta": {"message": {"content": {"type": "text", "text": ""}}}},
        {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": "h"}}}},
        {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": "i"}}}},
        {"type": "content-end", "index": 0},
        {"type": "message-end", "delta": {"finish_reason": "stop", "usage": COHERE_USAGE}},
    ],
    "Anthropic": [
        {"type": "message_start", "message": {"role": "assistant", "content": [], "usage": {"input_tokens": 5}}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "h"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "i"}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "stop"}, "usage": {"output_tokens": 3}},
        {"type": "message_stop"},
    ],
    "Gemini": [
        {"candidates": [{"content": {"parts": [{"text": "h"}], "role": "model"}}]},
        {"candidates": [{"content": {"parts": [{"text": "i"}], "role": "model"}, "finishReason": "stop"}]}
        | {"usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 3}},
    ],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", STREAMS)
@pytest.mark.parametrize("framing", ["events", "lines"])
def test_streams_of_chats_are_read_in_all_forms(kind: str, form: str, framing: str) -> None:
    items = STREAMS[form]
    lines = http_response(200, "\n".join(map(json.dumps, items)).encode(), {"content-type": "application/x-ndjson"})
    sent = events(*items) if framing == "events" else lines
    result = call(kind, sent, "chat_completion", MESSAGES, path="/v1", stream=True)
    (choice,) = result.choices
    assert (choice.message.content, choice.finish_reason) == ("hi", "stop")
    usage = result.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (5, 3, 8)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "sent",
    [
        {"embedding": [0.6, 0.8]},
        {"embeddings": [[0.6, 0.8]]},
        [0.6, 0.8],
        [[0.6, 0.8]],
        [[[0.6, 0.8]]],
        {"data": [0.6, 0.8]},
        {"data": [[0.6, 0.8]]},
        {"data": {"embedding": [0.6, 0.8]}},
        {"predictions": [[0.6, 0.8]]},
        {"result": {"data": [[0.6, 0.8]]}, "success": True},
        [{"embedding": [0.6, 0.8], "index": 0}],
        [{"index": 0, "embedding": [[0.6, 0.8]]}],
        {"embedding": {"values": [0.6, 0.8]}},
        {"vectors": [[0.6, 0.8]]},
    ],
)
@pytest.mark.parametrize("path", ["", "/v1"])
def test_embeddings_are_read_in_all_forms(kind: str, sent: Any, path: str) -> None:
    assert call(kind, sent, "feature_extraction", "text", path=path) == [0.6, 0.8]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wrapper", ["embeddings", "data", None])
@pytest.mark.parametrize("path", ["", "/v1"])
def test_embeddings_of_several_texts_are_read_in_all_forms(kind: str, wrapper: str | None, path: str) -> None:
    vectors = [[0.6, 0.8], [0.8, 0.6]]
    sent = {wrapper: vectors} if wrapper else vectors
    assert call(kind, sent, "feature_extraction", ["a", "b"], path=path) == vectors
    indexed = [{"index": 1, "embedding": vectors[1]}, {"index": 0, "embedding": vectors[0]}]
    sent = {wrapper: indexed} if wrapper else indexed
    assert call(kind, sent, "feature_extraction", ["a", "b"], path=path) == vectors


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sent", [{"embeddings": [[0.6, 0.8], [0.8, 0.6]]}, [[0.6, 0.8], [0.8, 0.6]]])
def test_sentences_are_compared_by_embeddings_in_all_forms(kind: str, sent: Any) -> None:
    found = call(kind, sent, "sentence_similarity", "a", ["b"], path="/v1")
    assert found == [pytest.approx(0.96)]


MISSING: dict[str, tuple[str, tuple[Any, ...], Any, str]] = {
    "a score": (
        "text_classification",
        ("text",),
        {"predictions": [{"label": "a"}]},
        r"`score` - at `\$\[0\].predictions\[0\]",
    ),
    "a label": ("text_classification", ("text",), [{"score": 0.9}], "`label`"),
    "a number": ("text_classification", ("text",), [{"label": "a", "score": "high"}], r"at `\$\[0\].score`"),
    "a box": ("object_detection", (PNG,), [A], "`box`"),
    "a corner": ("object_detection", (PNG,), [{**A, "box": [1, 2, 3]}], r"at `\$\[0\].box`"),
    "a text": ("translation", ("text",), {"status": "done"}, "`translation_text`"),
    "a message": ("chat_completion", (MESSAGES,), {"choices": [{"index": 0}]}, "`message`"),
    "choices": ("chat_completion", (MESSAGES,), {"id": "c", "model": "m"}, "`choices`"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", MISSING)
def test_a_promised_value_that_is_missing_is_named(kind: str, name: str) -> None:
    method, args, sent, message = MISSING[name]
    with pytest.raises(OutputError, match=message):
        call(kind, sent, method, *args, path="/v1" if method == "chat_completion" else "")


FAILURES: list[Any] = [
    {"error": "no"},
    {"status": "error", "message": "no"},
    {"success": False, "message": "no"},
    {"object": "error", "message": "no"},
    {"code": 500, "message": "no"},
    {"detail": "no"},
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sent", FAILURES)
@pytest.mark.parametrize("method", ["translation", "text_classification", "chat_completion"])
def test_an_error_is_not_read_as_a_result(kind: str, sent: Any, method: str) -> None:
    args = (MESSAGES,) if method == "chat_completion" else ("text",)
    with pytest.raises(ProviderError, match="no"):
        call(kind, sent, method, *args, path="/v1" if method == "chat_completion" else "")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "choice",
    [
        {"index": 0, "message": {"role": "assistant", "content": ""}, "finish_reason": "error"},
        {"index": 0, "message": {"role": "assistant", "content": None}, "finish_reason": "error"},
        {"index": 0, "message": {"content": ""}, "finish_reason": "ERROR", "native_finish_reason": "x"},
    ],
)
def test_a_model_that_stopped_by_an_error_without_text_is_an_error(kind: str, choice: Any) -> None:
    with pytest.raises(ProviderError, match="finish_reason 'error'"):
        call(kind, {"choices": [choice]}, "chat_completion", MESSAGES, path="/v1")
    text = {"index": 0, "text": "", "finish_reason": "error"}
    with pytest.raises(ProviderError, match="finish_reason 'error'"):
        call(kind, {"choices": [text]}, "text_generation", "text", path="/v1")


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_before_the_error_and_an_empty_text_are_results(kind: str) -> None:
    cut = {"index": 0, "message": {"content": "hi"}, "finish_reason": "error"}
    assert call(kind, {"choices": [cut]}, "chat_completion", MESSAGES, path="/v1").choices[0].message.content == "hi"
    empty = {"index": 0, "message": {"content": ""}, "finish_reason": "stop"}
    assert call(kind, {"choices": [empty]}, "chat_completion", MESSAGES, path="/v1").choices[0].message.content == ""


SEGMENTS: list[Any] = [{"text": " Two", "start": 0.0, "end": 0.5}, {"text": " cats.", "start": 0.5, "end": 1.5}]
PLAIN = http_response(200, b"Two cats.\n", {"content-type": "text/plain; charset=utf-8"})
TRANSCRIPTS: dict[str, tuple[Any, bool]] = {
    "plain text": (PLAIN, False),
    "a string": ("Two cats.", False),
    "a list of one": ([{"text": "Two cats."}], False),
    "a list of segments": (SEGMENTS, True),
    "segments only": ({"segments": SEGMENTS, "language": "en"}, True),
    "words only": ({"words": [{"word": "Two", "start": 0, "end": 1}, {"word": "cats.", "start": 1, "end": 2}]}, True),
    "chunks only": ({"chunks": [{"text": "Two", "timestamp": [0, 1]}, {"text": "cats.", "timestamp": [1, 2]}]}, True),
    "strings": (["Two", "cats."], False),
    "transcription": ({"transcription": "Two cats."}, False),
    "transcript": ({"transcript": "Two cats.", "confidence": 0.9}, False),
    "a wrapper": ({"results": [{"transcript": "Two cats."}]}, False),
    "another wrapper": ({"data": {"text": "Two cats."}}, False),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", TRANSCRIPTS)
@pytest.mark.parametrize("path", ["", "/v1"])
def test_transcripts_are_read_in_all_forms(kind: str, form: str, path: str) -> None:
    sent, has_chunks = TRANSCRIPTS[form]
    if form == "plain text" and not path:
        return  # the native interface sends JSON only
    result = call(kind, sent, "automatic_speech_recognition", WAV, path=path)
    assert result.text == "Two cats."
    if has_chunks:
        assert [chunk.text.strip() for chunk in result.chunks] == ["Two", "cats."]
        assert result.chunks[0].timestamp[0] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_silence_is_an_empty_transcript_and_a_page_is_none(kind: str) -> None:
    assert call(kind, {"text": ""}, "automatic_speech_recognition", WAV, path="/v1").text == ""
    page = http_response(200, b"<!doctype html><p>Welcome", {"content-type": "text/plain"})
    with pytest.raises(OutputError):
        call(kind, page, "automatic_speech_recognition", WAV, path="/v1")


@pytest.mark.parametrize("kind", KINDS)
def test_plain_text_is_the_result_of_no_other_task(kind: str) -> None:
    with pytest.raises(OutputError, match="is not JSON"):
        call(kind, PLAIN, "summarization", "text")


@pytest.mark.parametrize("kind", KINDS)
def test_a_method_that_a_path_does_not_take_is_a_matter_of_the_url(kind: str) -> None:
    with pytest.raises(ProviderError, match=r"returned 405: .*check the URL"):
        call(kind, http_response(405, {"detail": "Method Not Allowed"}), "chat_completion", MESSAGES, path="/v1")
