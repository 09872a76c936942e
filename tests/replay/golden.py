"""Replays recorded calls of Hugging Face's JavaScript client: same call, same requests, same result.

A case is a JSON object:

| key | holds |
| --- | --- |
| ``task``, ``stream``, ``provider``, ``model``, ``endpoint_url``, ``api_key`` ... | the call |
| ``inputs``, ``parameters``, ``extra``, ``options`` | its arguments |
| ``mapping``, ``hub`` | the responses of the Hub |
| ``exchanges`` | each request with its canned response |
| ``result`` | what the call returned or raised |

``{"$binary": name}`` stands for a file in ``media/``.

Where inferwire differs from that client on purpose, a `KnownDifference` rewrites the case into what inferwire does, and
the rewritten case is replayed as strictly as any other.
"""

from __future__ import annotations

import base64
import copy
import inspect
import itertools
import json
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import anyio
import msgspec

import inferwire
from inferwire.providers import REGISTRY
from inferwire_http.backends import Backend
from inferwire_runtime.core import Clock
from inferwire_runtime.decoding import encode_body
from inferwire_runtime.media_types import sniff
from tests.support.fixtures import load_fixtures

from .transports import PlannedResponse, ReceivedRequest, Sender, json_response

Case = dict[str, Any]

KINDS: dict[str, tuple[type[Exception], ...]] = {
    "InferenceClientInputError": (inferwire.InputError, inferwire.RoutingError),
    "InferenceClientRoutingError": (inferwire.InputError, inferwire.RoutingError),
    "InferenceClientHubApiError": (inferwire.HubError,),
    "InferenceClientProviderApiError": (inferwire.ProviderError,),
    "InferenceClientProviderOutputError": (inferwire.OutputError,),
}
ACCIDENTS = {"TypeError", "SyntaxError", "Error"}  # bugs of the recorded client: any of our errors will do
KEY_HEADERS = {provider.header for provider in REGISTRY.providers.values()}
PARTS = {
    "question-answering": ("question", "context"),
    "table-question-answering": ("table", "query"),
    "text-ranking": ("query", "texts"),
    "sentence-similarity": ("source_sentence", "sentences"),
    "visual-question-answering": ("image", "question"),
    "document-question-answering": ("image", "question"),
    "tabular-classification": ("data",),
    "tabular-regression": ("data",),
    "conversational": ("text", "past_user_inputs", "generated_responses"),
}
RETURN_A_LIST = {"visual-question-answering", "document-question-answering"}  # the recorded client: the first item


class Media:
    """The media files of a folder of golden cases."""

    def __init__(self, folder: Path) -> None:
        self.files = {path.name: path.read_bytes() for path in (folder / "media").iterdir() if path.suffix != ".json"}
        manifest = json.loads((folder / "media" / "manifest.json").read_text())
        self.types = {name: entry["media_type"] for name, entry in manifest.items()}
        self.files |= {name: base64.b64decode(entry["base64"]) for name, entry in manifest.items() if "base64" in entry}

    def data(self, value: Any) -> bytes:
        """Return the bytes that a case names."""
        return base64.b64decode(value["base64"]) if isinstance(value, dict) else self.files[value]

    def fill(self, value: Any) -> Any:
        """Replace references to media files by the files."""
        if isinstance(value, dict):
            if "$binary" in value:
                return self._media_file(value)
            return {key: self.fill(child) for key, child in value.items()}
        return [self.fill(child) for child in value] if isinstance(value, list) else value

    def _media_file(self, value: dict[str, Any]) -> Any:
        data = self.files[value["$binary"]]
        media_type = value.get("media_type", self.types[value["$binary"]])
        if value.get("blob") or media_type is None:
            return data
        return inferwire.Media(data=data, media_type=media_type)


def load_cases(folder: Path) -> Iterator[Case]:
    """Yield the cases of all files of a folder."""
    for cases in load_files(folder).values():
        yield from cases


def load_files(folder: Path) -> dict[str, list[Case]]:
    """Return the cases of each file of a folder; files named ``legacy*`` are for information only."""
    return {name: cases for name, cases in load_fixtures(folder).items() if not name.startswith("legacy")}


class Replay:
    """Responds to requests from a case, after comparing them with the recorded ones."""

    def __init__(self, case: Case, media: Media) -> None:
        self.case = case
        self.media = media
        self.position = 0
        self.hub_position = 0

    def respond(self, request: ReceivedRequest) -> PlannedResponse:
        """Return the response to a request, after comparing it with the recorded one."""
        url = urlsplit(request.url)
        if url.hostname == "huggingface.co" and url.path.startswith("/api/"):
            return self._hub_response()
        exchanges = self.case["exchanges"]
        assert self.position < len(exchanges), f"one request too many: {request.method} {request.url}"
        exchange = exchanges[self.position]
        self.position += 1
        self._compare(request, exchange["request"])
        return self._response(exchange["response"])

    def _hub_response(self) -> PlannedResponse:
        recorded = self.case.get("hub") or []
        if self.hub_position < len(recorded):
            exchange = recorded[self.hub_position]
            self.hub_position += 1
            return self._response(exchange["response"])
        mapping = self.case.get("mapping")
        if mapping is None:
            return json_response({"error": "Repository not found"}, 404)
        return json_response({"inferenceProviderMapping": mapping})

    def _response(self, response: dict[str, Any]) -> PlannedResponse:
        body = response.get("body") or {}
        content: bytes | list[bytes]
        if "json" in body:
            content = json.dumps(body["json"]).encode()
        elif "binary" in body:
            content = self.media.data(body["binary"])
        else:
            data = body.get("text", "").encode()
            offsets = [0, *body.get("splits", []), len(data)]
            content = [data[start:end] for start, end in itertools.pairwise(offsets)]
        return PlannedResponse(status=response["status"], headers=response.get("headers") or {}, body=content)

    def _compare(self, request: ReceivedRequest, expected: dict[str, Any]) -> None:
        assert request.method == expected["method"]
        has_scheme = not request.url.startswith("//")
        expected_url = expected["url"] if has_scheme else expected["url"].partition(":")[2]
        assert normalize_url(request.url) == normalize_url(expected_url)
        for name, value in (expected.get("headers") or {}).items():
            if name == "content-type" and (request.method == "GET" or value.startswith("multipart/")):
                continue
            if name == "authorization" and self.case["api_key"] is None:
                assert name not in request.headers  # the recorded client sends 'Bearer undefined'
                continue
            assert request.headers.get(name) == value, f"header {name}: {request.headers.get(name)} for {value}"
        for name in KEY_HEADERS - (expected.get("headers") or {}).keys():
            assert name not in request.headers, f"a key was sent with {request.url}"
        body = expected.get("body")
        if body is None:
            assert request.content == b""
        elif "json" in body:
            assert normalize(json.loads(request.content)) == normalize(body["json"])
        elif "binary" in body:
            assert request.content == self.media.data(body["binary"])
        elif "text" in body:
            assert request.content == body["text"].encode()
        elif "multipart" in body:
            assert parts_in(request.headers["content-type"], request.content) == [
                {**part, "binary": self.media.data(part["binary"])} if "binary" in part else part
                for part in sorted(body["multipart"], key=lambda part: part["name"])
            ]
        else:
            raise AssertionError(f"cannot compare {list(body)}")

    def check_all_used(self) -> None:
        """Check that every recorded request was sent."""
        assert self.position == len(self.case["exchanges"]), "a recorded request was not sent"


def parts_in(content_type: str, content: bytes) -> list[dict[str, Any]]:
    """Return the parts of a multipart form, sorted by name."""
    boundary = content_type.partition("boundary=")[2].encode()
    found = []
    for part in content.split(b"--" + boundary)[1:-1]:
        head, _, data = part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n")
        fields = dict(re.findall(r'(name|filename)="([^"]*)"', head.decode()))
        if "filename" in fields:
            fields |= {"content_type": re.findall(r"(?i)content-type: (.*)", head.decode())[0].strip(), "binary": data}
        else:
            fields["value"] = data.decode()
        found.append(fields)
    return sorted(found, key=lambda part: part["name"])


def normalize_url(url: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return the parts of a URL to compare, without percent-encoding."""
    parts = urlsplit(url)
    path = unquote(parts.path) or "/"
    return f"{parts.scheme}://{parts.netloc.lower()}", path, parse_qsl(parts.query, keep_blank_values=True)


def normalize(value: Any) -> Any:
    """Return JSON to compare: 1 equals 1.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [normalize(item) for item in value]
    if isinstance(value, dict):
        return {key: normalize(item) for key, item in value.items()}
    return value


class RecordingClock(Clock):
    """Records the seconds of each wait instead of waiting."""

    def __init__(self) -> None:
        self.time = 0.0
        self.sleeps: list[float] = []

    def now(self) -> float:
        """Return the sum of all waits."""
        return self.time

    async def sleep(self, backend: Backend, seconds: float) -> None:
        """Record a wait."""
        self.sleeps.append(seconds)
        self.time += seconds


def client_options(case: Case) -> dict[str, Any]:
    """Return the arguments of the client."""
    requests = [json.dumps(exchange["request"], sort_keys=True) for exchange in case["exchanges"]]
    repeats = len(requests) != len(set(requests)) and any(e["response"]["status"] == 503 for e in case["exchanges"])
    options: dict[str, Any] = {
        "api_key": False if case["api_key"] is None else case["api_key"],
        "provider": case.get("provider"),
        "model": case.get("model"),
        "bill_to": case.get("bill_to"),
        # Each client has its own retry policy: a request is repeated here only if the recorded client repeated it.
        "retry": inferwire.Retry() if repeats else 1,
    }
    return options


def call_of(case: Case, media: Media) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Return the method, and its arguments by position and by name."""
    task, inputs = case["task"], media.fill(case.get("inputs"))
    options: dict[str, Any] = {}
    # The recorded client sends a parameter rather than an extra of the same name; only that one is passed here.
    extra = {name: value for name, value in (case.get("extra") or {}).items() if name not in (case["parameters"] or {})}
    if extra:
        sent = ((case["exchanges"][0]["request"]["body"] or {}).get("json") or {}) if case["exchanges"] else {}
        is_nested = extra.keys() <= sent.get("input", {}).keys() if isinstance(sent.get("input"), dict) else False
        options["extra_parameters" if is_nested else "extra_body"] = media.fill(extra)
    if (case.get("options") or {}).get("retry_on_error") is False:
        options["retry_on_error"] = False
    if case.get("output_type"):
        options["output_type"] = case["output_type"]
    if task is None:
        method = "stream_request" if case["stream"] else "request"
        return method, (), {"inputs": inputs, "parameters": case.get("parameters"), **options}
    method = REGISTRY.method_of(task)
    known = set(inspect.signature(getattr(inferwire.InferenceClient, method)).parameters)
    if task == "chat-completion":
        return chat_call(case, inputs, known, options)
    if task == "zero-shot-image-classification" and isinstance(inputs, dict):
        inputs = inputs["image"]
    positional: tuple[Any, ...] = () if inputs is None else (inputs,)
    if task in PARTS:
        positional = tuple(inputs.get(part) for part in parts_of(task, inputs))
    passed = list(inspect.signature(getattr(inferwire.InferenceClient, method)).parameters)[1 : 1 + len(positional)]
    named: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    for name, value in (media.fill(case.get("parameters")) or {}).items():
        if name == "generation_parameters" and isinstance(value, dict):
            named |= value
        elif name in known and name not in passed and not (task == "text-to-audio" and name == "max_new_tokens"):
            named[name] = value
        else:
            unknown[name] = value
    if unknown:
        options["extra_parameters"] = {**options.get("extra_parameters", {}), **unknown}
    if case["stream"]:
        method += "_stream"
    return method, positional, {**named, **options}


def parts_of(task: str, inputs: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the parts of the inputs, in the order of the arguments."""
    parts = PARTS[task]
    return tuple("question" if part == "query" and "query" not in inputs else part for part in parts)


def chat_call(
    case: Case, inputs: dict[str, Any], known: set[str], options: dict[str, Any]
) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Return a chat call: the recorded client takes all its arguments as one object."""
    arguments = dict(inputs)
    arguments.pop("stream", None)
    messages = arguments.pop("messages")
    named = {name: arguments.pop(name) for name in list(arguments) if name in known}
    if arguments:
        options["extra_parameters"] = arguments
    return "chat_completion_stream" if case["stream"] else "chat_completion", (messages,), {**named, **options}


class Outcome:
    """What a call returned or raised."""

    def __init__(self) -> None:
        self.value: Any = None
        self.items: list[Any] | None = None
        self.error: Exception | None = None


def run(case: Case, media: Media, sender: Sender, backend: str) -> Outcome:
    """Replay a case on a backend: ``blocking``, ``asyncio`` or ``trio``."""
    replay, outcome = Replay(case, media), Outcome()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="provider=.* is not used")  # some cases pass a URL, too
        return _run(case, media, sender, backend, replay, outcome)


def _run(case: Case, media: Media, sender: Sender, backend: str, replay: Replay, outcome: Outcome) -> Outcome:
    with sender(replay, backend != "blocking") as options:
        if backend == "blocking":
            _run_blocking(case, media, options, outcome)
        else:
            anyio.run(_run_async, case, media, options, outcome, backend=backend)
    replay.check_all_used()
    return outcome


def _run_blocking(case: Case, media: Media, options: dict[str, Any], outcome: Outcome) -> None:
    try:
        with inferwire.InferenceClient(**options, **client_options(case)) as client:
            client._core.clock = RecordingClock()
            if case.get("endpoint_url"):
                client = endpoint(client, case)
            method, positional, named = call_of(case, media)
            outcome.value = getattr(client, method)(*positional, **named)
            if case["stream"]:
                outcome.items = []
                for item in outcome.value:
                    outcome.items.append(item)
    except inferwire.InferwireError as exc:
        outcome.error = exc


async def _run_async(case: Case, media: Media, options: dict[str, Any], outcome: Outcome) -> None:
    try:
        async with inferwire.AsyncInferenceClient(**options, **client_options(case)) as client:
            client._core.clock = RecordingClock()
            if case.get("endpoint_url"):
                client = endpoint(client, case)
            method, positional, named = call_of(case, media)
            outcome.value = await getattr(client, method)(*positional, **named)
            if case["stream"]:
                outcome.items = []
                async for item in outcome.value:
                    outcome.items.append(item)
    except inferwire.InferwireError as exc:
        outcome.error = exc


def endpoint(client: Any, case: Case) -> Any:
    """Return a client for the case's endpoint, whose URL decides if there is a provider, too."""
    if case.get("provider") not in (None, "auto"):
        type(client)(provider=case["provider"], base_url=case["endpoint_url"])
    return client.endpoint(case["endpoint_url"])


def check(case: Case, outcome: Outcome, media: Media) -> None:
    """Compare an outcome with what was recorded."""
    expected = case["result"]
    if "stream" in expected:
        assert outcome.items is not None or outcome.error is not None
        items = outcome.items or []
        assert len(items) == len(expected["stream"]), (
            f"{len(items)} items for {len(expected['stream'])}: {outcome.error}"
        )
        for ours, theirs in zip(items, expected["stream"], strict=True):
            check_json(ours, theirs, is_root=True)
    if "error" in expected:
        check_error(outcome.error, expected["error"])
        return
    if outcome.error is not None:
        raise AssertionError(f"{type(outcome.error).__name__}: {outcome.error}") from outcome.error
    if "stream" in expected:
        return
    if "binary" in expected:
        check_media_file(case, outcome.value, expected, media)
    elif "text" in expected:
        assert outcome.value == expected["text"]
    elif case["task"] in RETURN_A_LIST and not isinstance(expected["json"], list):
        check_json(outcome.value[0] if outcome.value else None, expected["json"], is_root=True)
    else:
        check_json(outcome.value, expected["json"], is_root=True)


def openai_details(data: Any) -> dict[str, Any] | None:
    """Return the details of a generation that a response of OpenAI's interface has, in the words of the task."""
    choice = data["choices"][0] if isinstance(data, dict) and data.get("choices") else {}
    if not choice.get("finish_reason"):
        return None
    return {
        "finish_reason": choice["finish_reason"],
        "seed": choice.get("seed"),
        "generated_tokens": (data.get("usage") or {}).get("completion_tokens"),
    }


def check_media_file(case: Case, value: Any, expected: dict[str, Any], media: Media) -> None:
    """Compare a media file: its bytes, and the media type of a `Media`."""
    data = media.data(expected["binary"])
    if case.get("output_type") == "bytes":
        assert value == data
        return
    assert value.data == data
    assert value.media_type == (sniff(data) or expected["media_type"])


def check_json(ours: Any, theirs: Any, *, is_root: bool = False) -> None:
    """Compare a typed result with JSON: known fields are equal, unknown ones of the root are extras."""
    if isinstance(ours, msgspec.Struct):
        assert isinstance(theirs, dict), f"{type(ours).__name__} for {theirs!r}"
        names = dict(zip(ours.__struct_encode_fields__, ours.__struct_fields__, strict=True))
        for name, value in theirs.items():
            if name in names:
                check_json(getattr(ours, names[name]), value)
            elif is_root:
                assert getattr(ours, "extra", {}).get(name) == value, f"the field {name} is lost"
        for name, field in names.items():
            value = getattr(ours, field)
            assert name in theirs or value in (None, 0, []), f"{name} is {value!r}, which was not sent"
        return
    if isinstance(ours, inferwire.Media):
        assert isinstance(theirs, str), f"{ours!r} for {theirs!r}"
        assert theirs in (ours.url, ours.to_base64()), f"{ours!r} for {theirs!r}"
    elif isinstance(ours, (list, tuple)):
        assert isinstance(theirs, list), f"a list for {theirs!r}"
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            check_json(one, other)
    else:
        assert normalize(json.loads(encode_body(ours))) == normalize(theirs)


def check_error(error: Exception | None, expected: dict[str, Any]) -> None:
    """Compare the class and the status of an error, and the words of its message that a known difference names."""
    assert error is not None, f"no error, but the recorded client raised {expected}"
    kind = expected["type"]
    kinds = (inferwire.InferwireError,) if kind in ACCIDENTS else KINDS.get(kind) or (getattr(inferwire, kind),)
    assert isinstance(error, kinds), f"{type(error).__name__}: {error} for {expected}"
    if "status" in expected:
        assert getattr(error, "status", None) == expected["status"]
    for word in expected.get("words", []):
        assert word in str(error), f"{word!r} is not in {error}"


class KnownDifference:
    """A difference between inferwire and the recorded client, on purpose.

    Attributes:
        name: Short, unique.
        reason: Why inferwire differs.
        applies: Returns whether a case shows it.
        amend: Rewrites the case into what inferwire does.
    """

    def __init__(
        self, name: str, reason: str, applies: Callable[[Case], bool], amend: Callable[[Case, Media], None]
    ) -> None:
        self.name = name
        self.reason = reason
        self.applies = applies
        self.amend = amend


def amended(case: Case, differences: list[KnownDifference], media: Media) -> tuple[Case, list[KnownDifference]]:
    """Return the case as inferwire does it, and the differences that apply to it."""
    used = [each for each in differences if each.applies(case)]
    if not used:
        return case, []
    case = copy.deepcopy(case)
    for difference in used:
        difference.amend(case, media)
    return case, used


def ends_well(case: Case) -> bool:
    """Return whether the recorded stream declares its end."""
    text = case["exchanges"][-1]["response"]["body"].get("text", "") if case["exchanges"] else ""
    finished = re.search(r'"finish_reason"\s*:\s*"[^"]', text) or re.search(r'"generated_text"\s*:\s*"', text)
    return "[DONE]" in text or bool(finished)
