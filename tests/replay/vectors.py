"""Replays recorded calls of the JavaScript peer: same call, same requests, same result.

A case is a JSON object: ``task``, ``stream``, ``provider``, ``model``, ``endpoint_url``, ``bill_to``, ``api_key``,
``output_type``, ``inputs``, ``parameters``, ``extra`` and ``options`` say what the caller gave; ``mapping`` and ``hub``
what the Hub answers; ``exchanges`` each request with its canned response; ``result`` what came back.
``{"$binary": name}`` stands for a file in ``media/``.

Where inferwire departs from the peer on purpose, a `Departure` rewrites the case into what inferwire does instead, and
the rewritten case is replayed as strictly as any other.
"""

from __future__ import annotations

import asyncio
import base64
import copy
import inspect
import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

import inferwire
from inferwire.providers import REGISTRY
from inferwire_runtime.client import Clock
from inferwire_runtime.decoding import encode_body
from inferwire_runtime.media import sniff

from .ways import Answer, Asked, Way, json_answer

Case = dict[str, Any]

KINDS: dict[str, tuple[type[Exception], ...]] = {
    "InferenceClientInputError": (inferwire.InputError, inferwire.RoutingError),
    "InferenceClientRoutingError": (inferwire.InputError, inferwire.RoutingError),
    "InferenceClientHubApiError": (inferwire.HubError,),
    "InferenceClientProviderApiError": (inferwire.ProviderError,),
    "InferenceClientProviderOutputError": (inferwire.OutputError,),
}
ACCIDENTS = {"TypeError", "SyntaxError", "Error"}  # of the peer: any error of ours will do
KEY_HEADERS = {provider.header for provider in REGISTRY.providers.values()}
PARTS = {
    "question-answering": ("question", "context"),
    "table-question-answering": ("table", "query"),
    "sentence-similarity": ("source_sentence", "sentences"),
    "visual-question-answering": ("image", "question"),
    "document-question-answering": ("image", "question"),
    "tabular-classification": ("data",),
    "tabular-regression": ("data",),
    "conversational": ("text", "past_user_inputs", "generated_responses"),
}
LIST_OF_ANSWERS = {"visual-question-answering", "document-question-answering"}  # the peer gives the first


class Media:
    """The media files of a folder of vectors."""

    def __init__(self, folder: Path) -> None:
        self.files = {path.name: path.read_bytes() for path in (folder / "media").iterdir() if path.suffix != ".json"}
        manifest = json.loads((folder / "media" / "manifest.json").read_text())
        self.types = {name: entry["media_type"] for name, entry in manifest.items()}
        self.files |= {name: base64.b64decode(entry["base64"]) for name, entry in manifest.items() if "base64" in entry}

    def data(self, value: Any) -> bytes:
        """Give the bytes that a case names."""
        return base64.b64decode(value["base64"]) if isinstance(value, dict) else self.files[value]

    def fill(self, value: Any) -> Any:
        """Put media in place of what stands for them."""
        if isinstance(value, dict):
            if "$binary" in value:
                return self._medium(value)
            return {key: self.fill(child) for key, child in value.items()}
        return [self.fill(child) for child in value] if isinstance(value, list) else value

    def _medium(self, value: dict[str, Any]) -> Any:
        data = self.files[value["$binary"]]
        media_type = value.get("media_type", self.types[value["$binary"]])
        if value.get("blob") or media_type is None:
            return data
        return inferwire.Media(data=data, media_type=media_type)


def load_cases(folder: Path) -> Iterator[Case]:
    """Give the cases of all files of a folder, except those that are for information."""
    for cases in load_files(folder).values():
        yield from cases


def load_files(folder: Path) -> dict[str, list[Case]]:
    """Give the same, file by file."""
    paths = [path for path in sorted(folder.glob("*.json")) if not path.name.startswith("legacy")]
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


class Replay:
    """Answers requests from the case, and notes what differs."""

    def __init__(self, case: Case, media: Media) -> None:
        self.case = case
        self.media = media
        self.position = 0
        self.hub_position = 0

    def answer(self, asked: Asked) -> Answer:
        """Answer one request, after comparing it with the recorded one."""
        url = urlsplit(asked.url)
        if url.hostname == "huggingface.co" and url.path.startswith("/api/"):
            return self._hub_answer()
        exchanges = self.case["exchanges"]
        assert self.position < len(exchanges), f"one request too many: {asked.method} {asked.url}"
        exchange = exchanges[self.position]
        self.position += 1
        self._compare(asked, exchange["request"])
        return self._response(exchange["response"])

    def _hub_answer(self) -> Answer:
        recorded = self.case.get("hub") or []
        if self.hub_position < len(recorded):
            exchange = recorded[self.hub_position]
            self.hub_position += 1
            return self._response(exchange["response"])
        mapping = self.case.get("mapping")
        if mapping is None:
            return json_answer({"error": "Repository not found"}, 404)
        return json_answer({"inferenceProviderMapping": mapping})

    def _response(self, response: dict[str, Any]) -> Answer:
        body = response.get("body") or {}
        content: bytes | list[bytes]
        if "json" in body:
            content = json.dumps(body["json"]).encode()
        elif "binary" in body:
            content = self.media.data(body["binary"])
        else:
            data = body.get("text", "").encode()
            places = [0, *body.get("splits", []), len(data)]
            content = [data[start:end] for start, end in itertools.pairwise(places)]
        return Answer(status=response["status"], headers=response.get("headers") or {}, body=content)

    def _compare(self, asked: Asked, expected: dict[str, Any]) -> None:
        assert asked.method == expected["method"]
        has_scheme = not asked.url.startswith("//")
        assert plain_url(asked.url) == plain_url(expected["url"] if has_scheme else expected["url"].partition(":")[2])
        for name, value in (expected.get("headers") or {}).items():
            if name == "content-type" and (asked.method == "GET" or value.startswith("multipart/")):
                continue
            if name == "authorization" and self.case["api_key"] is None:
                assert name not in asked.headers  # where the peer sends 'Bearer undefined'
                continue
            assert asked.headers.get(name) == value, f"header {name}: {asked.headers.get(name)} for {value}"
        for name in KEY_HEADERS - (expected.get("headers") or {}).keys():
            assert name not in asked.headers, f"a key was sent with {asked.url}"
        body = expected.get("body")
        if body is None:
            assert asked.content == b""
        elif "json" in body:
            assert plain(json.loads(asked.content)) == plain(body["json"])
        elif "binary" in body:
            assert asked.content == self.media.data(body["binary"])
        elif "text" in body:
            assert asked.content == body["text"].encode()
        elif "multipart" in body:
            assert parts_in(asked.headers["content-type"], asked.content) == [
                {**part, "binary": self.media.data(part["binary"])} if "binary" in part else part
                for part in sorted(body["multipart"], key=lambda part: part["name"])
            ]
        else:
            raise AssertionError(f"no way to compare {list(body)}")

    def check_all_used(self) -> None:
        """Note requests that were recorded and not made."""
        assert self.position == len(self.case["exchanges"]), "a request of the peer was not made"


def parts_in(content_type: str, content: bytes) -> list[dict[str, Any]]:
    """Read a multipart form, by the name of its parts."""
    boundary = content_type.partition("boundary=")[2].encode()
    found = []
    for part in content.split(b"--" + boundary)[1:-1]:
        head, _, data = part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n")
        facts = dict(re.findall(r'(name|filename)="([^"]*)"', head.decode()))
        if "filename" in facts:
            facts |= {"content_type": re.findall(r"(?i)content-type: (.*)", head.decode())[0].strip(), "binary": data}
        else:
            facts["value"] = data.decode()
        found.append(facts)
    return sorted(found, key=lambda part: part["name"])


def plain_url(url: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Give a URL as it is compared: percent-encoding undone."""
    parts = urlsplit(url)
    path = unquote(parts.path) or "/"
    return f"{parts.scheme}://{parts.netloc.lower()}", path, parse_qsl(parts.query, keep_blank_values=True)


def plain(value: Any) -> Any:
    """Give JSON as it is compared: 1 is 1.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


class NotingClock(Clock):
    """Notes how long was waited, in place of waiting."""

    def __init__(self) -> None:
        self.time = 0.0
        self.sleeps: list[float] = []

    def now(self) -> float:
        """Give the time that passed by waiting."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Note it."""
        self.sleeps.append(seconds)
        self.time += seconds

    async def sleep_async(self, seconds: float) -> None:
        """Note it."""
        self.sleep(seconds)


def client_options(case: Case) -> dict[str, Any]:
    """Give the arguments of the client."""
    requests = [json.dumps(exchange["request"], sort_keys=True) for exchange in case["exchanges"]]
    repeats = len(requests) != len(set(requests)) and any(e["response"]["status"] == 503 for e in case["exchanges"])
    options: dict[str, Any] = {
        "api_key": False if case["api_key"] is None else case["api_key"],
        "provider": case.get("provider"),
        "model": case.get("model"),
        "bill_to": case.get("bill_to"),
        # How often to try again is each client's own affair: only what the peer repeated is repeated here.
        "retry": inferwire.Retry() if repeats else None,
    }
    return options


def call_of(case: Case, media: Media) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Give the method, and its arguments by position and by name."""
    task, inputs = case["task"], media.fill(case.get("inputs"))
    options: dict[str, Any] = {}
    # Of what stands in both, the peer sends the parameter: a caller of inferwire passes that one only.
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
    method = task.replace("-", "_")
    known = set(inspect.signature(getattr(inferwire.InferenceClient, method)).parameters)
    if task == "chat-completion":
        return chat_call(case, inputs, known, options)
    if task == "zero-shot-image-classification" and isinstance(inputs, dict):
        inputs = inputs["image"]
    positional: tuple[Any, ...] = () if inputs is None else (inputs,)
    if task in PARTS:
        positional = tuple(inputs.get(part, msgspec.UNSET) for part in parts_of(task, inputs))
    taken = list(inspect.signature(getattr(inferwire.InferenceClient, method)).parameters)[1 : 1 + len(positional)]
    named: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    for name, value in (media.fill(case.get("parameters")) or {}).items():
        if name == "generation_parameters" and isinstance(value, dict):
            named |= value
        elif name in known and name not in taken and not (task == "text-to-audio" and name == "max_new_tokens"):
            named[name] = value
        else:
            unknown[name] = value
    if unknown:
        options["extra_parameters"] = {**options.get("extra_parameters", {}), **unknown}
    if case["stream"]:
        method += "_stream"
    return method, positional, {**named, **options}


def parts_of(task: str, inputs: dict[str, Any]) -> tuple[str, ...]:
    """Give the names of the parts of the inputs, in the order of the arguments."""
    parts = PARTS[task]
    return tuple("question" if part == "query" and "query" not in inputs else part for part in parts)


def chat_call(
    case: Case, inputs: dict[str, Any], known: set[str], options: dict[str, Any]
) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Give a chat call: the peer takes all its arguments as one object."""
    arguments = dict(inputs)
    arguments.pop("stream", None)
    messages = arguments.pop("messages")
    named = {name: arguments.pop(name) for name in list(arguments) if name in known}
    if arguments:
        options["extra_parameters"] = arguments
    return "chat_completion_stream" if case["stream"] else "chat_completion", (messages,), {**named, **options}


class Outcome:
    """What came of a call."""

    def __init__(self) -> None:
        self.value: Any = None
        self.items: list[Any] | None = None
        self.error: Exception | None = None


def run_sync(case: Case, media: Media, way: Way) -> Outcome:
    """Replay through the blocking client."""
    replay, outcome = Replay(case, media), Outcome()
    with way(replay, False) as options:
        try:
            with inferwire.InferenceClient(**options, **client_options(case)) as client:
                _call_sync(client, case, media, outcome)
        except inferwire.InferwireError as exc:
            outcome.error = exc
    replay.check_all_used()
    return outcome


def _call_sync(client: inferwire.InferenceClient, case: Case, media: Media, outcome: Outcome) -> None:
    client._clock = NotingClock()
    if case.get("endpoint_url"):
        client = endpoint(client, case)
    method, positional, named = call_of(case, media)
    outcome.value = getattr(client, method)(*positional, **named)
    if case["stream"]:
        outcome.items = []
        for item in outcome.value:
            outcome.items.append(item)


def run_async(case: Case, media: Media, way: Way) -> Outcome:
    """Replay through the asynchronous client."""
    replay, outcome = Replay(case, media), Outcome()
    with way(replay, True) as options:
        asyncio.run(_run_async(case, media, options, outcome))
    replay.check_all_used()
    return outcome


async def _run_async(case: Case, media: Media, options: dict[str, Any], outcome: Outcome) -> None:
    try:
        async with inferwire.AsyncInferenceClient(**options, **client_options(case)) as client:
            await _call_async(client, case, media, outcome)
    except inferwire.InferwireError as exc:
        outcome.error = exc


async def _call_async(client: inferwire.AsyncInferenceClient, case: Case, media: Media, outcome: Outcome) -> None:
    client._clock = NotingClock()
    if case.get("endpoint_url"):
        client = endpoint(client, case)
    method, positional, named = call_of(case, media)
    outcome.value = await getattr(client, method)(*positional, **named)
    if case["stream"]:
        outcome.items = []
        async for item in outcome.value:
            outcome.items.append(item)


def endpoint(client: Any, case: Case) -> Any:
    """Give a client for the case's endpoint, refusing what the constructor would refuse."""
    if case.get("provider") not in (None, "auto"):
        return type(client)(provider=case["provider"], base_url=case["endpoint_url"])
    return client.endpoint(case["endpoint_url"])


def check(case: Case, outcome: Outcome, media: Media) -> None:
    """Compare what came with what was recorded."""
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
        check_medium(case, outcome.value, expected, media)
    elif "text" in expected:
        assert outcome.value == expected["text"]
    elif case["task"] in LIST_OF_ANSWERS and not isinstance(expected["json"], list):
        check_json(outcome.value[0] if outcome.value else None, expected["json"], is_root=True)
    else:
        check_json(outcome.value, expected["json"], is_root=True)


def check_medium(case: Case, value: Any, expected: dict[str, Any], media: Media) -> None:
    """Compare a medium: its bytes, and its type where a `Media` came."""
    data = media.data(expected["binary"])
    if case.get("output_type") == "bytes":
        assert value == data
        return
    assert value.data == data
    assert value.media_type == (sniff(data) or expected["media_type"])


def check_json(ours: Any, theirs: Any, *, is_root: bool = False) -> None:
    """Compare a typed result with JSON: known fields are equal, others of the root are kept as extras."""
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
            assert name in theirs or value in (None, 0, []), f"{name} is {value!r}, which nobody sent"
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
        assert plain(json.loads(encode_body(ours))) == plain(theirs)


def check_error(error: Exception | None, expected: dict[str, Any]) -> None:
    """Compare the kind and the status of an error, and the words where a departure asks for some."""
    assert error is not None, f"no error where the peer has {expected}"
    kind = expected["type"]
    kinds = (inferwire.InferwireError,) if kind in ACCIDENTS else KINDS.get(kind) or (getattr(inferwire, kind),)
    assert isinstance(error, kinds), f"{type(error).__name__}: {error} for {expected}"
    if "status" in expected:
        assert getattr(error, "status", None) == expected["status"]
    for word in expected.get("words", []):
        assert word in str(error), f"{word!r} is not in {error}"


class Departure:
    """One way in which inferwire differs from the peer on purpose.

    Attributes:
        name: Short, unique.
        reason: Why.
        applies: Whether a case shows it.
        amend: Rewrites the case into what inferwire does.
    """

    def __init__(
        self, name: str, reason: str, applies: Callable[[Case], bool], amend: Callable[[Case, Media], None]
    ) -> None:
        self.name = name
        self.reason = reason
        self.applies = applies
        self.amend = amend


def amended(case: Case, departures: list[Departure], media: Media) -> tuple[Case, list[Departure]]:
    """Give the case as inferwire does it, and the departures that were needed."""
    used = [departure for departure in departures if departure.applies(case)]
    if not used:
        return case, []
    case = copy.deepcopy(case)
    for departure in used:
        departure.amend(case, media)
    return case, used


def ends_well(case: Case) -> bool:
    """Whether the recorded stream says that it is complete."""
    text = case["exchanges"][-1]["response"]["body"].get("text", "") if case["exchanges"] else ""
    finished = re.search(r'"finish_reason"\s*:\s*"[^"]', text) or re.search(r'"generated_text"\s*:\s*"', text)
    return "[DONE]" in text or bool(finished)
