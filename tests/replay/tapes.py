"""Replays recorded exchanges with real services: the reply must decode to the result that the tape names.

A tape has ``provider``, ``task``, ``stream``, ``model``, ``call`` (``inputs`` and ``parameters``; a file is
``{"$file": path}``), ``exchanges`` and ``expected``. Requests are not compared: addresses and bodies have changed
since.
"""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

import inferwire
from inferwire_runtime.decoding import encode_body
from inferwire_runtime.media import sniff
from inferwire_runtime.routing import read_mappings

from .vectors import PARTS, NotingClock, check_json, load_files
from .ways import Answer, Asked, Way, json_answer

Tape = dict[str, Any]

ENDPOINTS = {
    "centml": "https://api.centml.com/openai",
    "mistral": "https://api.mistral.ai",
    "openai": "https://api.openai.com",
}
HUB_TASKS = {"chat-completion": "conversational"}


def load_tapes(folder: Path) -> Iterator[Tape]:
    """Give the tapes of all files of a folder."""
    for tapes in load_files(folder).values():
        yield from tapes


class Player:
    """Answers requests with what was recorded."""

    def __init__(self, tape: Tape, folder: Path) -> None:
        self.tape = tape
        self.folder = folder
        replies = [e["response"] for e in tape["exchanges"] if "huggingface.co/api/models/" not in e["request"]["url"]]
        while len(replies) > 1 and replies[0]["status"] == 400:
            replies.pop(0)  # the recorded client left parameters out and tried again
        self.replies = replies
        self.count = 0

    @property
    def has_retries(self) -> bool:
        """Whether the recorded client waited for a model to be loaded."""
        return len(self.replies) > 1 and self.replies[0]["status"] == 503 and self.replies[-1]["status"] < 400

    def answer(self, asked: Asked) -> Answer:
        """Answer one request."""
        url = urlsplit(asked.url)
        if url.hostname == "huggingface.co" and url.path.startswith("/api/models/"):
            task = HUB_TASKS.get(self.tape["task"], self.tape["task"])
            mapping = {"providerId": self.tape["model"] or "m", "status": "live", "task": task}
            return json_answer({"inferenceProviderMapping": {self.tape["provider"]: mapping}})
        if self.count == len(self.replies):  # the recording ends before the job did
            return json_answer({"error": f"asked for {url.path}"}, 410)
        reply = self.replies[self.count]
        self.count += 1
        body = reply.get("body") or {}
        if "json" in body:
            content = json.dumps(body["json"]).encode()
        elif "text" in body:
            content = body["text"].encode()
        elif name := body.get("binary_file"):
            content = (self.folder / "bin" / name).read_bytes()
        else:
            content = b"\x00 thrown away"
        return Answer(status=reply["status"], headers=reply.get("headers") or {}, body=content)


def call_of(tape: Tape, folder: Path) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Give the method, and its arguments by position and by name."""
    task = tape["task"]
    inputs = fill(tape["call"]["inputs"], folder)
    if is_several(tape):
        return "request", (task,), {"inputs": inputs}
    method = task.replace("-", "_")
    known = set(inspect.signature(getattr(inferwire.InferenceClient, method)).parameters)
    parameters = dict(tape["call"].get("parameters") or {})
    if inputs == {}:
        inputs = b"nothing"  # the recorded client sent an empty object where a file was due
    if tape["provider"] == "fal-ai" and isinstance(inputs, bytes) and sniff(inputs) == "audio/flac":
        inputs = "https://example.com/sample"  # sent by the recorded client, refused by the JavaScript one
    positional: tuple[Any, ...] = (inputs,)
    if task in PARTS:
        inputs = {name.replace("S", "_s") if name == "sourceSentence" else name: part for name, part in inputs.items()}
        names = ["question" if part == "query" and "query" not in inputs else part for part in PARTS[task]]
        missing = "" if is_refused(tape) else msgspec.UNSET  # the recorded client left a part out
        positional = tuple(inputs.get(name, missing) for name in names)
    elif "candidate_labels" in parameters:
        positional = (inputs, parameters.pop("candidate_labels"))
    named = {name: value for name, value in parameters.items() if name in known and name != "stream"}
    extra = {name: value for name, value in parameters.items() if name not in known}
    if extra:
        named["extra_parameters"] = extra
    return method + "_stream" if tape["stream"] else method, positional, named


def fill(value: Any, folder: Path) -> Any:
    """Put files in place of what stands for them."""
    if isinstance(value, dict):
        if "$file" in value:
            return (folder / value["$file"]).read_bytes()
        return {key: fill(child, folder) for key, child in value.items()}
    return [fill(child, folder) for child in value] if isinstance(value, list) else value


def play_sync(tape: Tape, folder: Path, way: Way) -> tuple[Any, Exception | None]:
    """Replay through the blocking client."""
    player = Player(tape, folder)
    method, positional, named = call_of(tape, folder)
    with way(player, False) as options, inferwire.InferenceClient(**options, **client_options(tape, player)) as client:
        client._clock = NotingClock()
        try:
            value = getattr(client, method)(*positional, **named)
            return (list(value) if tape["stream"] else value), None
        except inferwire.InferwireError as exc:
            return None, exc


def play_async(tape: Tape, folder: Path, way: Way) -> tuple[Any, Exception | None]:
    """Replay through the asynchronous client."""
    player = Player(tape, folder)
    with way(player, True) as options:
        return asyncio.run(_play_async(tape, folder, {**options, **client_options(tape, player)}))


async def _play_async(tape: Tape, folder: Path, options: dict[str, Any]) -> tuple[Any, Exception | None]:
    method, positional, named = call_of(tape, folder)
    async with inferwire.AsyncInferenceClient(**options) as client:
        client._clock = NotingClock()
        try:
            value = await getattr(client, method)(*positional, **named)
            return ([item async for item in value] if tape["stream"] else value), None
        except inferwire.InferwireError as exc:
            return None, exc


def client_options(tape: Tape, player: Player) -> dict[str, Any]:
    """Give the arguments of the client."""
    endpoint_url = ENDPOINTS.get(tape["provider"]) or ("https://endpoint.example.com" if is_legacy(tape) else None)
    return {
        **({"base_url": endpoint_url} if endpoint_url else {"provider": tape["provider"]}),
        "model": tape["model"] or "some/model",
        "api_key": "hf_test",
        "retry": inferwire.Retry() if player.has_retries else None,
    }


def makes_a_call(tape: Tape) -> bool:
    """Whether the tape is a call; else it is what the Hub says of a model."""
    return bool(tape["task"] != "model-info")


def is_refused(tape: Tape) -> bool:
    """Whether the service refused the call."""
    return isinstance(tape["expected"], dict) and "error" in tape["expected"]


def is_several(tape: Tape) -> bool:
    """Whether several texts were sent to a task whose schema takes one: that is a call with inputs of one's own."""
    return tape["task"] == "text-classification" and isinstance(tape["call"]["inputs"], list)


def is_legacy(tape: Tape) -> bool:
    """Whether the task is kept for endpoints only."""
    return bool(tape["task"] == "conversational")


def check_tape(tape: Tape, value: Any, error: Exception | None) -> None:
    """Compare what came with what the tape names."""
    expected = tape["expected"]
    if isinstance(expected, dict) and "error" in expected:
        check_error(expected["error"], error)
        return
    if isinstance(expected, dict) and "pending" in expected:
        assert isinstance(error, inferwire.ProviderError)
        assert error.status == 410
        assert urlsplit(expected["pending"]["poll"]).path in str(error)
        return
    if tape["stream"] and not expected["done_marker"] and expected.get("finish_reason", "") is None:
        assert isinstance(error, inferwire.StreamError), f"{error!r} for a stream without an end"
        value, error = error.received, None
    if error is not None:
        raise AssertionError(f"{type(error).__name__}: {error}") from error
    if tape["stream"]:
        check_stream(tape, value)
    elif tape["task"] == "chat-completion":
        check_chat(expected, value)
    elif isinstance(expected, dict) and "data" in expected:
        declared = expected["data"]["content_type"]
        assert declared == "application/octet-stream" or value.media_type == (sniff(value.data) or declared)
        assert len(value.data) in (expected["data"].get("size", len(value.data)), 4096)
    elif isinstance(expected, dict) and "image" in expected:
        check_image(expected["image"], value)
    elif isinstance(expected, dict) and "array" in expected:
        check_array(expected["array"], value)
    elif tape["task"] == "audio-to-audio":
        assert [(item.label, item.content_type) for item in value] == [
            (e["label"], e["content-type"]) for e in expected
        ]
        assert all(item.blob.media_type == "audio/flac" for item in value)
    elif tape["task"] == "image-segmentation":
        assert [(item.label, item.score) for item in value] == [(e["label"], e["score"]) for e in expected]
        assert all(item.mask.media_type == "image/png" for item in value)
    else:
        check_json(value, expected, is_root=True)


def check_error(expected: dict[str, Any], error: Exception | None) -> None:
    """Compare an error: its status, and that its message is told."""
    assert isinstance(error, inferwire.ProviderError), f"{error!r} for {expected}"
    if not expected.get("in_stream"):
        assert error.status == expected["status"]
    words = " ".join((expected.get("message") or "").split())[:200]
    assert words in str(error), f"{words!r} is not in {error}"


def check_stream(tape: Tape, items: list[Any]) -> None:
    """Compare a stream: its text, its last finish reason, its number of items."""
    expected = tape["expected"]
    assert len(items) == expected["events"]
    if tape["task"] == "text-generation":
        assert "".join(item.token.text for item in items) == expected["text"]
        assert items[-1].generated_text == expected["generated_text"]
        check_json(items[-1].details, expected["details"])
        return
    choices = [choice for item in items for choice in item.choices]
    assert "".join(choice.delta.content or "" for choice in choices) == (expected["content"] or "")
    assert [None, *(choice.finish_reason for choice in choices if choice.finish_reason)][-1] == expected[
        "finish_reason"
    ]
    usages = [item.usage for item in items if item.usage]
    check_json(usages[-1] if usages else None, expected.get("usage"))


def check_chat(expected: dict[str, Any], value: Any) -> None:
    """Compare an answer of a chat."""
    choice = value.choices[0]
    assert choice.message.content == expected["content"]
    assert choice.finish_reason == expected["finish_reason"]
    if expected["usage"] is not None:
        usage = json.loads(encode_body(value.usage))
        assert {name: usage.get(name, 0) for name in expected["usage"] if name.endswith("_tokens")} == {
            name: count for name, count in expected["usage"].items() if name.endswith("_tokens")
        }
    for ours, theirs in zip(choice.message.tool_calls or [], expected.get("tool_calls") or [], strict=True):
        check_json(ours, theirs)


def check_image(expected: dict[str, Any], value: Any) -> None:
    """Compare a picture with the beginning of the text that it came as."""
    text = next(text for text in expected.values() if isinstance(text, str) and text.endswith("..."))
    assert value.media_type.startswith("image/")
    assert (value.to_data_url() if text.startswith("data:") else value.to_base64()).startswith(text[:-3])


def check_array(expected: dict[str, Any], value: Any) -> None:
    """Compare the shape and the first numbers of an array."""
    shape: list[int] = []
    inner = value
    while isinstance(inner, list):
        shape.append(len(inner))
        flat, inner = inner, inner[0]
    assert shape == expected["shape"]
    assert flat[: len(expected["first"])] == expected["first"]


def check_model_info(tape: Tape) -> None:
    """Check that a model's page on the Hub is read; these were recorded before mappings were on it."""
    for data in [body["json"] for e in tape["exchanges"] if "json" in (body := e["response"]["body"])]:
        assert data["id"] == tape["expected"]["id"]
        assert read_mappings(data) == ()
