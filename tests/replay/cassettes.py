"""Replays recorded exchanges with real services: each response must decode to the result that the cassette names.

A cassette has ``provider``, ``task``, ``stream``, ``model``, ``call`` (``inputs`` and ``parameters``; a file is
``{"$file": path}``), ``exchanges`` and ``expected``. Requests are not compared: URLs and bodies have changed since.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import anyio
import msgspec

import inferwire
from inferwire.providers import REGISTRY
from inferwire_runtime.decoding import encode_body
from inferwire_runtime.media_types import sniff
from inferwire_runtime.routing import parse_mappings
from tests.support.fixtures import load_fixtures

from .golden import PARTS, RecordingClock, check_json
from .transports import PlannedResponse, ReceivedRequest, Sender, json_response

Cassette = dict[str, Any]

ENDPOINTS = {
    "centml": "https://api.centml.com/openai",
    "mistral": "https://api.mistral.ai",
    "openai": "https://api.openai.com",
}
HUB_TASKS = {"chat-completion": "conversational"}


class Player:
    """Responds to requests with what was recorded."""

    def __init__(self, cassette: Cassette, folder: Path) -> None:
        self.cassette = cassette
        self.folder = folder
        exchanges = cassette["exchanges"]
        responses = [e["response"] for e in exchanges if "huggingface.co/api/models/" not in e["request"]["url"]]
        while len(responses) > 1 and responses[0]["status"] == 400:
            responses.pop(0)  # the recorded client left out parameters and tried again
        self.responses = responses
        self.count = 0

    @property
    def has_retries(self) -> bool:
        """Whether the recorded client waited for a model to be loaded."""
        responses = self.responses
        return len(responses) > 1 and responses[0]["status"] == 503 and responses[-1]["status"] < 400

    def respond(self, request: ReceivedRequest) -> PlannedResponse:
        """Return the next recorded response."""
        url = urlsplit(request.url)
        if url.hostname == "huggingface.co" and url.path.startswith("/api/models/"):
            task = HUB_TASKS.get(self.cassette["task"], self.cassette["task"])
            mapping = {"providerId": self.cassette["model"] or "m", "status": "live", "task": task}
            return json_response({"inferenceProviderMapping": {self.cassette["provider"]: mapping}})
        if self.count == len(self.responses):  # the recording ends before the job did
            return json_response({"error": f"not recorded: {url.path}"}, 410)
        response = self.responses[self.count]
        self.count += 1
        body = response.get("body") or {}
        if "json" in body:
            content = json.dumps(body["json"]).encode()
        elif "text" in body:
            content = body["text"].encode()
        elif name := body.get("binary_file"):
            content = (self.folder / "bin" / name).read_bytes()
        else:
            content = b"\x00 not recorded"
        return PlannedResponse(status=response["status"], headers=response.get("headers") or {}, body=content)


def load_files(folder: Path) -> dict[str, list[Cassette]]:
    """Return the cassettes of each file of a folder."""
    return load_fixtures(folder)


def call_of(cassette: Cassette, folder: Path) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Return the method, and its arguments by position and by name."""
    task = cassette["task"]
    inputs = fill(cassette["call"]["inputs"], folder)
    if has_several_inputs(cassette):
        return "request", (task,), {"inputs": inputs}
    if task == "chat-completion" and not isinstance(inputs, list):  # which the method for the task refuses
        method = "stream_request" if cassette["stream"] else "request"
        return method, (task,), {"inputs": inputs, "parameters": cassette["call"].get("parameters")}
    if task == "zero-shot-classification" and isinstance(inputs, list):
        (inputs,) = inputs  # a list has a list of results, and the recorded client returned the only one
    method = REGISTRY.method_of(task)
    known = set(inspect.signature(getattr(inferwire.InferenceClient, method)).parameters)
    parameters = dict(cassette["call"].get("parameters") or {})
    if inputs == {}:
        inputs = b"nothing"  # the recorded client sent an empty object instead of a file
    if cassette["provider"] == "fal-ai" and isinstance(inputs, bytes) and sniff(inputs) == "audio/flac":
        inputs = "https://example.com/sample"  # the recorded client sent it; the JavaScript one refuses it
    positional: tuple[Any, ...] = (inputs,)
    if task in PARTS:
        inputs = {name.replace("S", "_s") if name == "sourceSentence" else name: part for name, part in inputs.items()}
        names = ["question" if part == "query" and "query" not in inputs else part for part in PARTS[task]]
        missing = "" if is_refused(cassette) else None  # the recorded client left out a part
        positional = tuple(inputs.get(name, missing) for name in names)
    elif "candidate_labels" in parameters:
        positional = (inputs, parameters.pop("candidate_labels"))
    named = {name: value for name, value in parameters.items() if name in known and name != "stream"}
    extra = {name: value for name, value in parameters.items() if name not in known}
    if extra:
        named["extra_parameters"] = extra
    return method + "_stream" if cassette["stream"] else method, positional, named


def fill(value: Any, folder: Path) -> Any:
    """Replace references to files by their contents."""
    if isinstance(value, dict):
        if "$file" in value:
            return (folder / value["$file"]).read_bytes()
        return {key: fill(child, folder) for key, child in value.items()}
    return [fill(child, folder) for child in value] if isinstance(value, list) else value


def play(cassette: Cassette, folder: Path, sender: Sender, backend: str) -> tuple[Any, Exception | None]:
    """Replay a cassette on a backend; return the result and the error."""
    player = Player(cassette, folder)
    with sender(player, backend != "blocking") as options:
        options = {**options, **client_options(cassette, player)}
        if backend == "blocking":
            return _play_blocking(cassette, folder, options)
        return anyio.run(_play_async, cassette, folder, options, backend=backend)


def _play_blocking(cassette: Cassette, folder: Path, options: dict[str, Any]) -> tuple[Any, Exception | None]:
    method, positional, named = call_of(cassette, folder)
    with inferwire.InferenceClient(**options) as client:
        client._core.clock = RecordingClock()
        try:
            value = getattr(client, method)(*positional, **named)
            return (list(value) if cassette["stream"] else value), None
        except inferwire.InferwireError as exc:
            return None, exc


async def _play_async(cassette: Cassette, folder: Path, options: dict[str, Any]) -> tuple[Any, Exception | None]:
    method, positional, named = call_of(cassette, folder)
    async with inferwire.AsyncInferenceClient(**options) as client:
        client._core.clock = RecordingClock()
        try:
            value = await getattr(client, method)(*positional, **named)
            return ([item async for item in value] if cassette["stream"] else value), None
        except inferwire.InferwireError as exc:
            return None, exc


def client_options(cassette: Cassette, player: Player) -> dict[str, Any]:
    """Return the arguments of the client."""
    endpoint_url = ENDPOINTS.get(cassette["provider"]) or (
        "https://endpoint.example.com" if is_legacy(cassette) else None
    )
    return {
        **({"base_url": endpoint_url} if endpoint_url else {"provider": cassette["provider"]}),
        "model": cassette["model"] or "some/model",
        "api_key": "hf_test",
        "retry": inferwire.Retry() if player.has_retries else 1,
    }


def has_call(cassette: Cassette) -> bool:
    """Return whether the cassette is a call, and not the Hub's description of a model."""
    return bool(cassette["task"] != "model-info")


def is_refused(cassette: Cassette) -> bool:
    """Return whether the service refused the call."""
    return isinstance(cassette["expected"], dict) and "error" in cassette["expected"]


def has_several_inputs(cassette: Cassette) -> bool:
    """Return whether several texts were sent to a task whose schema takes one: that is a custom call."""
    return cassette["task"] == "text-classification" and isinstance(cassette["call"]["inputs"], list)


def is_legacy(cassette: Cassette) -> bool:
    """Return whether only endpoints serve the task."""
    return bool(cassette["task"] == "conversational")


def check_cassette(cassette: Cassette, value: Any, error: Exception | None) -> None:
    """Compare a result or an error with the expected one."""
    expected = cassette["expected"]
    if isinstance(expected, dict) and "error" in expected:
        check_error(expected["error"], error)
        return
    if isinstance(expected, dict) and "pending" in expected:
        assert isinstance(error, inferwire.ProviderError)
        assert error.status == 410
        assert urlsplit(expected["pending"]["poll"]).path in str(error)
        return
    if cassette["stream"] and not expected["done_marker"] and expected.get("finish_reason", "") is None:
        assert isinstance(error, inferwire.StreamError), f"{error!r} for a stream that was cut"
        value, error = error.received, None
    if error is not None:
        raise AssertionError(f"{type(error).__name__}: {error}") from error
    if cassette["stream"]:
        check_stream(cassette, value)
    elif cassette["task"] == "chat-completion":
        check_chat(expected, value)
    elif isinstance(expected, dict) and "data" in expected:
        declared = expected["data"]["content_type"]
        assert declared == "application/octet-stream" or value.media_type == (sniff(value.data) or declared)
        assert len(value.data) in (expected["data"].get("size", len(value.data)), 4096)
    elif isinstance(expected, dict) and "image" in expected:
        check_image(expected["image"], value)
    elif isinstance(expected, dict) and "array" in expected:
        check_array(expected["array"], value, is_one_text=isinstance(cassette["call"]["inputs"], str))
    elif cassette["task"] == "audio-to-audio":
        assert [(item.label, item.content_type) for item in value] == [
            (e["label"], e["content-type"]) for e in expected
        ]
        assert all(item.blob.media_type == "audio/flac" for item in value)
    elif cassette["task"] == "image-segmentation":
        assert [(item.label, item.score) for item in value] == [(e["label"], e["score"]) for e in expected]
        assert all(item.mask.media_type == "image/png" for item in value)
    else:
        if cassette["task"] == "text-generation" and "details" not in expected and value.details is not None:
            assert value.details.finish_reason  # which huggingface_hub returned as well
            value = msgspec.structs.replace(value, details=None)
        check_json(value, expected, is_root=True)


def check_error(expected: dict[str, Any], error: Exception | None) -> None:
    """Compare an error: its status, and the server's message in it."""
    assert isinstance(error, inferwire.ProviderError), f"{error!r} for {expected}"
    if not expected.get("in_stream"):
        assert error.status == expected["status"]
    words = " ".join((expected.get("message") or "").split())[:200]
    assert words in str(error), f"{words!r} is not in {error}"


def check_stream(cassette: Cassette, items: list[Any]) -> None:
    """Compare a stream: its text, its last finish reason, its number of items."""
    expected = cassette["expected"]
    last = cassette["exchanges"][-1]["response"]["body"].get("text") or ""
    signs_of_life = last.count('"type":"content-end"')  # events of Cohere that carry nothing are not items
    assert len(items) == expected["events"] - signs_of_life
    if cassette["task"] == "text-generation":
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
    if expected.get("usage") is None and usages:  # the recorded client does not read Cohere's
        assert f'"tokens":{{"input_tokens":{usages[-1].prompt_tokens},' in last
        assert f'"output_tokens":{usages[-1].completion_tokens}}}' in last
        return
    check_json(usages[-1] if usages else None, expected.get("usage"))


def check_chat(expected: dict[str, Any], value: Any) -> None:
    """Compare the response of a chat."""
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
    """Compare an image with the start of its recorded base64."""
    text = next(text for text in expected.values() if isinstance(text, str) and text.endswith("..."))
    assert value.media_type.startswith("image/")
    assert (value.to_data_url() if text.startswith("data:") else value.to_base64()).startswith(text[:-3])


def check_array(expected: dict[str, Any], value: Any, *, is_one_text: bool) -> None:
    """Compare the shape and the first numbers of an array. Each text has one vector, or one for each token."""
    first = 0 if is_one_text else 1
    while len(expected["shape"]) > first + 1 and expected["shape"][first] == 1:
        expected = {**expected, "shape": expected["shape"][:first] + expected["shape"][first + 1 :]}
    shape: list[int] = []
    inner = value
    while isinstance(inner, list):
        shape.append(len(inner))
        flat, inner = inner, inner[0]
    assert shape == expected["shape"]
    assert flat[: len(expected["first"])] == expected["first"]


def check_model_info(cassette: Cassette) -> None:
    """Check that the Hub's description of a model is parsed; these were recorded before it had mappings."""
    for data in [body["json"] for e in cassette["exchanges"] if "json" in (body := e["response"]["body"])]:
        assert data["id"] == cassette["expected"]["id"]
        assert parse_mappings(data) == ()
