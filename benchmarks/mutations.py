"""Usual responses in which one or two fields are replaced, removed or added: the result must be read all the same."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from tests.reports.table import Case, Data, Json, parse_case

REMOVED = object()
VALUES: tuple[Any, ...] = (
    REMOVED,
    None,
    0,
    -1,
    1.5,
    True,
    "",
    "x",
    [],
    {},
    [None],
    [{}],
    {"x": 1},
    10**30,
    float("nan"),
)
# Fields that errors have as well; with these values they report no error.
WORDS_OF_ERRORS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("error", (None, "", {}, [], False)),
    ("errors", (None, [], {})),
    ("code", (0, 200, "", "ok")),
    ("reason", ("x",)),
    ("msg", ("success",)),
    ("detail", ("x", None, [])),
    ("status", ("success", 200, None)),
    ("success", (True,)),
    ("base_resp", ({"status_code": 0, "status_msg": ""},)),
    ("type", ("x",)),
    ("warnings", (["x"],)),
)
Path = tuple[str | int, ...]
PAIRS = 100  # changes of two fields, of each sample

USAGE = {"prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 7, "prompt_tokens_details": {"cached_tokens": 1}}
LOGPROBS = {"content": [{"token": "hi", "logprob": -0.5, "bytes": [104, 105], "top_logprobs": []}]}
CHAT: Data = {
    "id": "chat-1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "system_fingerprint": "fp",
    "service_tier": "default",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": "hi", "refusal": None, "annotations": [], "reasoning": "hm"},
            "finish_reason": "stop",
            "logprobs": LOGPROBS,
        }
    ],
    "usage": USAGE,
}
CALL = {"id": "a", "type": "function", "function": {"name": "w", "arguments": "{}", "description": None}}
WITH_CALL = CHAT | {
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": None, "tool_calls": [CALL]},
            "finish_reason": "tool_calls",
        }
    ]
}
HEAD = {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "system_fingerprint": "fp"}
CHUNKS: list[Data] = [
    HEAD | {"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}]},
    HEAD | {"choices": [{"index": 0, "delta": {"content": "h"}, "logprobs": LOGPROBS, "finish_reason": None}]},
    HEAD | {"choices": [{"index": 0, "delta": {"content": "i"}, "logprobs": None, "finish_reason": None}]},
    HEAD | {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": None},
    HEAD | {"choices": [], "usage": USAGE},
]
TEXT: Data = {
    "id": "text-1",
    "object": "text_completion",
    "created": 1,
    "model": "m",
    "choices": [
        {"index": 0, "text": "hi", "finish_reason": "stop", "logprobs": {"tokens": ["hi"], "token_logprobs": [-1]}}
    ],
    "usage": USAGE,
}
VECTORS: Data = {
    "object": "list",
    "model": "m",
    "data": [
        {"object": "embedding", "index": 0, "embedding": [0.5, 1.0]},
        {"object": "embedding", "index": 1, "embedding": [0.25, 2.0]},
    ],
    "usage": {"prompt_tokens": 2, "total_tokens": 2},
}
WORDS = [{"word": "hi", "start": 0.0, "end": 0.5}]
SEGMENTS = [{"id": 0, "start": 0.0, "end": 0.5, "text": "hi", "tokens": [1], "temperature": 0.0, "avg_logprob": -0.5}]
TRANSCRIPT: Data = {
    "task": "transcribe",
    "language": "en",
    "duration": 0.5,
    "text": "hi",
    "segments": SEGMENTS,
    "words": WORDS,
}
IMAGE: Data = {
    "created": 1,
    "data": [{"b64_json": "iVBORw0KGgoAAAANSUhEUg==", "revised_prompt": "a cat", "url": None}],
    "usage": {"input_tokens": 1, "total_tokens": 2},
}
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
GENERATED = [
    {"generated_text": "hi", "details": {"finish_reason": "length", "generated_tokens": 1, "seed": None, "prefill": []}}
]


LABELS = [{"label": "a", "score": 0.75}, {"label": "b", "score": 0.25}]
ENTITIES = [{"entity_group": "PER", "score": 0.75, "word": "Ada", "start": 0, "end": 3}]
MASKS = [{"score": 0.75, "token": 7, "token_str": "cat", "sequence": "a cat"}]
CITED = {"answer": "Ada", "score": 0.75, "start": 0, "end": 3}
BOXES = [{"label": "cat", "score": 0.75, "box": {"xmin": 1, "ymin": 2, "xmax": 3, "ymax": 4}}]
CHUNKS_OF_SPEECH = {"text": "hi", "chunks": [{"text": "hi", "timestamp": [0.0, 0.5]}]}


class Sample(NamedTuple):
    """A usual response.

    Attributes:
        title: Its row in the table.
        call: Method with its arguments.
        content: JSON; of a stream, that of each event.
        result: What must be read.
        kept: Paths to the result: it, and what is around it, stays as it is.
    """

    title: str
    call: Data
    content: Json
    result: Data
    kept: tuple[Path, ...]


def native(call: str, arguments: Data, content: Json, *kept: Path, result: Json = None) -> Sample:
    """Return a sample of a server with Hugging Face's own interface. By default, its result is what must be kept."""
    result = result or only(content, kept)
    request: Data = {"call": call, "arguments": arguments, "base": ""}
    if call == "automatic_speech_recognition":
        request["api"] = "native"
    return Sample(call.replace("_", " "), request, content, {"value": result}, kept)


def only(content: Json, kept: tuple[Path, ...]) -> Json:
    """Return JSON that has only the values at some paths."""
    if () in kept:
        return content
    inner: dict[str | int, list[Path]] = {}
    for path in kept:
        inner.setdefault(path[0], []).append(path[1:])
    parts = {key: only(content[key], tuple(rest)) for key, rest in inner.items()}
    return parts if isinstance(content, dict) else list(parts.values())


def fields(*names: str, start: Path = (0,)) -> tuple[Path, ...]:
    return tuple((*start, name) for name in names)


AUDIO = {"audio": {"$hex": "664c6143", "zeros": 80}}
PHOTO = {"image": {"$file": "photo.jpg"}}
SAMPLES = (
    Sample("chat", {"call": "chat_completion"}, CHAT, {"text": "hi"}, (("choices", 0, "message", "content"),)),
    Sample(
        "chat that calls a tool",
        {"call": "chat_completion"},
        WITH_CALL,
        {"tool_calls": [["a", "w", "{}"]]},
        (
            *fields("id", start=("choices", 0, "message", "tool_calls", 0)),
            *fields("name", "arguments", start=("choices", 0, "message", "tool_calls", 0, "function")),
        ),
    ),
    Sample(
        "streamed chat",
        {"call": "chat_completion", "stream": True},
        CHUNKS,
        {"text": "hi"},
        tuple((number, "choices", 0, "delta", "content") for number in range(3)),
    ),
    Sample(
        "text completion",
        {"call": "text_generation", "arguments": {"prompt": "a"}, "api": "openai"},
        TEXT,
        {"text": "hi"},
        (("choices", 0, "text"),),
    ),
    Sample(
        "embeddings",
        {"call": "feature_extraction", "arguments": {"text": ["a", "b"]}, "api": "openai"},
        VECTORS,
        {"value": [[0.5, 1.0], [0.25, 2.0]]},
        (("data", 0, "embedding"), ("data", 1, "embedding")),
    ),
    Sample(
        "transcription",
        {"call": "automatic_speech_recognition", "arguments": AUDIO, "api": "openai"},
        TRANSCRIPT,
        {"text": "hi"},
        (("text",),),
    ),
    Sample(
        "image",
        {"call": "text_to_image", "arguments": {"prompt": "a"}, "api": "openai"},
        IMAGE,
        {"media": {"bytes": PNG}},
        (("data", 0, "b64_json"),),
    ),
    Sample(
        "text generation",
        {"call": "text_generation", "arguments": {"prompt": "a"}, "base": "", "api": "native"},
        GENERATED,
        {"text": "hi"},
        ((0, "generated_text"),),
    ),
    native("automatic_speech_recognition", AUDIO, CHUNKS_OF_SPEECH, ("text",)),
    native(
        "text_classification",
        {"text": "a"},
        [LABELS],
        *fields("label", "score", start=(0, 0)),
        *fields("label", "score", start=(0, 1)),
        result=LABELS,
    ),
    native("audio_classification", AUDIO, LABELS, *fields("label", "score"), *fields("label", "score", start=(1,))),
    native("image_classification", PHOTO, LABELS, *fields("label", "score"), *fields("label", "score", start=(1,))),
    native("token_classification", {"text": "Ada"}, ENTITIES, *fields("score", "word", "entity_group")),
    native("fill_mask", {"text": "a [MASK]"}, MASKS, *fields("score", "token_str", "sequence", "token")),
    native(
        "question_answering",
        {"question": "a", "context": "Ada"},
        CITED,
        *fields("answer", "score", "start", "end", start=()),
    ),
    native(
        "zero_shot_classification",
        {"text": "a", "candidate_labels": ["a", "b"]},
        LABELS,
        *fields("label", "score"),
        *fields("label", "score", start=(1,)),
    ),
    native("object_detection", PHOTO, BOXES, *fields("label", "score", "box")),
    native(
        "summarization", {"text": "a"}, [{"summary_text": "hi"}], (0, "summary_text"), result={"summary_text": "hi"}
    ),
    native(
        "translation",
        {"text": "a"},
        [{"translation_text": "hi"}],
        (0, "translation_text"),
        result={"translation_text": "hi"},
    ),
    native("image_to_text", PHOTO, [{"generated_text": "hi"}], (0, "generated_text"), result={"generated_text": "hi"}),
    native(
        "visual_question_answering",
        PHOTO | {"question": "a"},
        [{"answer": "hi", "score": 0.75}],
        *fields("answer", "score"),
    ),
    native(
        "document_question_answering",
        PHOTO | {"question": "a"},
        [{"answer": "hi", "score": 0.75, "start": 0, "end": 1}],
        *fields("answer", "score", "start", "end"),
    ),
    native(
        "table_question_answering",
        {"table": {"a": ["1"]}, "query": "a"},
        {"answer": "1", "coordinates": [[0, 0]], "cells": ["1"], "aggregator": "NONE"},
        *fields("answer", "coordinates", "cells", "aggregator", start=()),
    ),
)


def mutations(sample: Sample) -> Iterator[Case]:
    """Yield a case for each change of one field of a sample, and for some changes of two; its result stays as it is."""
    kept = {path[:end] for path in sample.kept for end in range(len(path) + 1)}
    objects = [path for path in kept if isinstance(at(sample.content, path), dict)]
    changes = [
        *((path, value) for path in paths(sample.content) if is_free(path, sample) for value in VALUES),
        *(((*path, "another"), value) for path in sorted(objects, key=str) for value in VALUES[1:]),
        *(
            ((*path, name), value)
            for path in sorted(objects, key=str)
            for name, values in WORDS_OF_ERRORS
            for value in values
        ),
    ]
    for change in changes:
        yield _case(sample, change)
    chosen = Random(sample.title)
    for _ in range(PAIRS):
        first, second = chosen.sample(changes, 2)
        if first[0] != second[0][: len(first[0])] and second[0] != first[0][: len(second[0])]:
            yield _case(sample, first, second)


def is_free(path: Path, sample: Sample) -> bool:
    """Return whether the value at a path neither contains a result nor is part of one."""
    return all(path != each[: len(path)] and each != path[: len(each)] for each in sample.kept)


def _case(sample: Sample, *changes: tuple[Path, Any]) -> Case:
    content, words = sample.content, []
    for path, value in changes:
        content = changed(content, path, value)
        words.append(f"{'.'.join(map(str, path))} {'removed' if value is REMOVED else json.dumps(value)}")
    body = (
        {"events": [{"event": each} for each in content]}
        if sample.call.get("stream")
        else {"type": "application/json", "text": json.dumps(content)}
    )
    return parse_case(f"{sample.title}: {', '.join(words)}", {**sample.call, **body, "result": sample.result})


def paths(value: Json, start: Path = ()) -> Iterator[Path]:
    """Yield the path of every value in JSON."""
    yield start
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield from paths(each, (*start, key))


def at(value: Json, path: Path) -> Json:
    for key in path:
        value = value[key]
    return value


def changed(value: Json, path: Path, new: Any) -> Json:
    """Return a copy of JSON with another value at a path, or none."""
    result = copy.deepcopy(value)
    parent = at(result, path[:-1])
    if new is REMOVED:
        del parent[path[-1]]
    else:
        parent[path[-1]] = new
    return result
