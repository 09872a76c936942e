"""Call a provider once with a contributor's key, and keep the exchanges as cases without anything private.

    python -m tests.replay.record acme --model paint-1 --task text-to-image --file photo.jpg

makes the call of each task's example, and writes ``tests/cases/<provider>/recorded-<task>.yaml``, which the tests
replay. IDs, dates, names of people and files are replaced, queries of URLs are dropped, and of the headers only the
content type is kept. Then the call is made again, without a network, with what is left: its requests and its result
are the case. A case that shows the key in any form is not written.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import yaml

import inferwire
from inferwire.providers import REGISTRY
from inferwire_emulator.tables import load_tables
from inferwire_runtime.decoding import encode_body
from inferwire_runtime.jsontypes import is_list, is_object
from inferwire_runtime.media_types import sniff
from tests.support.fixtures import GOLDEN
from tests.support.known_keys import find_key

from .cases import to_golden
from .golden import Media, RecordingClock, call_of, parts_in

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
MEDIA = Media(GOLDEN)
STAND_INS = {"image": "pixel.png", "audio": "tone.wav", "video": "clip.mp4"}
OWN_KEY = "own-key"  # in the place of the contributor's
IDS = re.compile(r"(^|_)(id|uuid|request|fingerprint|trace|hash|seed_used)$|Id$", re.IGNORECASE)
PRIVATE = re.compile(
    r"(^|_)(user|email|account|organi[sz]ation|org|team|ip|name_of_user|workspace|project)s?(_id)?$", re.I
)
TIMES = re.compile(r"(^|_)(created|updated|started|completed|finished|expires|time|timestamp|date)(_at|_on)?$", re.I)
DATE = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?")
BASE64 = re.compile(r"(data:[\w/+.-]+;base64,)?([A-Za-z0-9+/_-]{200,}={0,2})")
EPOCH, DAY = 1735689600, "2025-01-01T00:00:00Z"
LONGEST_VECTOR = 3

Send = Callable[[httpx.Request], httpx.Response]


class RecordingError(Exception):
    """Nothing was recorded; the message describes the remedy."""


class Redaction:
    """Replaces what identifies a call or its caller, the same value always by the same stand-in."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.ids: dict[str, str] = {}

    def json(self, value: Any, name: str = "") -> Any:
        """Return JSON without private values."""
        if is_object(value):
            return {key: self.json(each, key) for key, each in value.items()}
        if is_list(value):
            if len(value) > LONGEST_VECTOR and all(isinstance(each, int | float) for each in value):
                value = value[:LONGEST_VECTOR]
            return [self.json(each, name) for each in value]
        if isinstance(value, int | float) and not isinstance(value, bool) and TIMES.search(name) and value > 10**8:
            return EPOCH
        if not isinstance(value, str) or not value:
            return value
        if PRIVATE.search(name):
            return "redacted"
        if IDS.search(name) and name != "model":
            return self.ids.setdefault(value, f"{name.lower().replace('_', '-')}-{len(self.ids) + 1}")
        return self.text(value)

    def text(self, value: str) -> str:
        """Return a string without dates, files and queries."""
        if found := BASE64.fullmatch(value):
            content = base64.b64decode(found[2][:64] + "=" * (-len(found[2][:64]) % 4), altchars=b"-_", validate=False)
            stand_in = MEDIA.data(STAND_INS.get(str(sniff(content)).split("/")[0], "pixel.png"))
            return (found[1] or "") + base64.b64encode(stand_in).decode()
        if value.startswith(("http://", "https://")):
            value = urlsplit(value)._replace(query="", fragment="").geturl()
        return DATE.sub(lambda found: DAY if "T" in found[0] else DAY[:10], value)

    def everywhere(self, text: str) -> str:
        """Return text with the known IDs replaced, as in URLs."""
        for value, stand_in in sorted(self.ids.items(), key=lambda item: -len(item[0])):
            text = text.replace(value, stand_in)
        return text


class Recorder:
    """Sends requests with ``send`` and keeps the responses."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.responses: list[httpx.Response] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        response = self.send(request)
        response.read()
        self.responses.append(response)
        return httpx.Response(
            response.status_code,
            content=response.content,
            headers={"content-type": response.headers.get("content-type", "")},
        )


def redacted(responses: Sequence[httpx.Response], key: str) -> list[dict[str, Any]]:
    """Return responses in the form of a case, without anything private."""
    redaction = Redaction(key)
    made: list[dict[str, Any]] = []
    for response in responses:
        kind = response.headers.get("content-type", "").partition(";")[0]
        status = {"status": response.status_code} if response.status_code != 200 else {}
        if kind.split("/")[0] in STAND_INS:
            made.append({**status, "binary": STAND_INS[kind.split("/")[0]]})
            continue
        try:
            made.append({**status, "json": redaction.json(json.loads(response.content))})
        except ValueError:
            text = response.text
            if kind == "text/event-stream":
                text = _events(text, redaction)
            made.append({**status, "headers": {"content-type": kind or "text/plain"}, "text": redaction.text(text)})
    return json.loads(redaction.everywhere(json.dumps(made)))


def _events(text: str, redaction: Redaction) -> str:
    """Return an event stream whose events are redacted one by one."""
    lines: list[str] = []
    for line in text.splitlines():
        field, colon, value = line.partition(":")
        try:
            data = redaction.json(json.loads(value)) if field == "data" else None
        except ValueError:
            data = None
        lines.append(line if data is None else f"{field}{colon} {json.dumps(data, ensure_ascii=False)}")
    return "\n".join(lines) + "\n\n"


def record(provider: str, task: str, model: str, key: str, send: Send, file: Path | None = None) -> dict[str, Any]:
    """Make the call of a task's example; return it as a case.

    Raises:
        RecordingError: If the call fails, or if the case would show the key.
    """
    data = _example(provider, task, model, file)
    recorder = Recorder(send)
    try:
        _call(data, provider, model, key, recorder, file)
    except inferwire.InferwireError as error:
        raise RecordingError(f"{task}: {type(error).__name__}: {error}") from error
    responses = redacted(recorder.responses, key)
    requests: list[httpx.Request] = []
    waiting = [*responses]

    def replay(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        response = waiting.pop(0)
        headers = dict(response.get("headers", {}))
        if "json" in response:
            return httpx.Response(response.get("status", 200), json=response["json"])
        if "binary" in response:
            kind = MEDIA.types[response["binary"]]
            content = MEDIA.data(response["binary"])
            return httpx.Response(response.get("status", 200), content=content, headers={"content-type": kind})
        return httpx.Response(response.get("status", 200), text=response["text"], headers=headers)

    value = _call(data, provider, model, OWN_KEY, replay, None)
    exchanges = [_exchange(request, response) for request, response in zip(requests, responses, strict=False)]
    case = {**data, "exchanges": exchanges, "result": _result(value)}
    shown = yaml.safe_dump(case, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    if found := find_key(shown, key):
        raise RecordingError(f"{task}: the case would show the key ({', '.join(found)}); nothing was written")
    return case


def _example(provider: str, task: str, model: str, file: Path | None) -> dict[str, Any]:
    """Return the call of a task's example, in the form of a case."""
    from inferwire_codegen.cli.generate import SPECS  # the overlays have the examples
    from inferwire_codegen.spec.load import load_specs

    overlay = next(each.overlay for each in load_specs(SPECS).tasks if each.name == task)
    inputs: Any = {}
    parameters: dict[str, Any] = {}
    for name, value in overlay.example.items():
        value = _stand_in(value)
        path = overlay.arguments.get(name, f"parameters.{name}")
        if path in ("inputs", "messages"):
            inputs = {"messages": value} if path == "messages" else value
        elif path.startswith("inputs."):
            inputs[path.removeprefix("inputs.")] = value
        else:
            parameters[path.removeprefix("parameters.")] = value
    known = REGISTRY.providers[provider]
    return {
        "about": f"A real response of {known.title}, recorded once; IDs, dates and files are replaced.",
        "task": task,
        "model": f"{provider}/{model}" if known.kind == "client-side" else "some/model",
        "provider_model": model,
        "api_key": OWN_KEY,
        "inputs": inputs,
        **({"parameters": parameters} if parameters else {}),
    }


def _stand_in(value: Any) -> Any:
    """Return an example with a file of the fixtures in place of a media file."""
    if is_object(value) and "$media" in value:
        return {"$binary": STAND_INS[value["$media"].split("/")[0]]}
    if is_object(value):
        return {key: _stand_in(each) for key, each in value.items()}
    return [_stand_in(each) for each in value] if is_list(value) else value


def _call(data: dict[str, Any], provider: str, model: str, key: str, send: Send, file: Path | None) -> Any:
    """Make a call through a client whose requests ``send`` sends."""
    case = to_golden({**data, "exchanges": [], "result": {}}, provider, "recorded", MEDIA)
    method, positional, named = call_of(case, MEDIA)
    if file is not None:
        positional = tuple(file.read_bytes() if isinstance(each, inferwire.Media) else each for each in positional)
    options: dict[str, Any] = {"provider": provider, "model": data["model"], "api_key": key}
    if REGISTRY.providers[provider].kind != "client-side":
        options["model"] = model
        named["mapping"] = False  # the provider's own name, which the Hub need not know
    with httpx.Client(transport=httpx.MockTransport(send), trust_env=False) as http:
        client = inferwire.InferenceClient(http_client=http, retry=1, **options)
        if key == OWN_KEY:
            client._core.clock = RecordingClock()  # polls of a recorded job need not wait
        value = getattr(client, method)(*positional, **named)
        if isinstance(value, inferwire.Media):
            _ = value.data
        return value


def _exchange(request: httpx.Request, response: dict[str, Any]) -> dict[str, Any]:
    """Return a request and its response in the form of a case."""
    made: dict[str, Any] = {"request": f"{request.method} {request.url}"}
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        made["multipart"] = [_part(each) for each in parts_in(kind, request.content)]
    elif kind.startswith("application/json"):
        made["json"] = json.loads(request.content)
    elif request.content:
        made["binary"] = _name_of(request.content)
    return {**made, "response": response}


def _part(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a form in the form of a case."""
    return {**part, "binary": _name_of(part["binary"])} if "binary" in part else part


def _name_of(content: bytes) -> str:
    """Return the file of the fixtures with this content."""
    return next(name for name in STAND_INS.values() if MEDIA.data(name) == content)


def _result(value: Any) -> dict[str, Any]:
    if isinstance(value, inferwire.Media):
        return {"binary": _name_of(value.data)}
    return {"json": json.loads(encode_body(value))}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 2 if nothing could be recorded."""
    parser = argparse.ArgumentParser(
        prog="record", description="Call a provider once with your key, and keep its responses for the tests."
    )
    parser.add_argument("provider")
    parser.add_argument("--task", help="one of its tasks; all if left out")
    parser.add_argument("--model", help="the provider's name of a model, if its file has no example_model")
    parser.add_argument("--file", type=Path, help="the media file to send, for tasks that take one")
    options = parser.parse_args(arguments)
    known = REGISTRY.providers.get(options.provider)
    if known is None or (options.task and options.task not in known.tasks):
        what = f"there is no provider {options.provider}" if known is None else f"it does not serve {options.task}"
        sys.stderr.write(f"record: {what}; run `nox -s generate` first" + "\n")
        return 2
    key = next((os.environ[name] for name in known.variables if os.environ.get(name)), None)
    if key is None:
        sys.stderr.write(f"record: set {' or '.join(known.variables)} to your key; it is not written anywhere" + "\n")
        return 2
    failures = 0
    with httpx.Client(timeout=120, follow_redirects=False) as http:
        for task in [options.task] if options.task else known.tasks:
            try:
                path = write(record(*_arguments(options, task), key, http.send, options.file), options.provider)
                sys.stdout.write(f"wrote {path.relative_to(ROOT)}; read it before you commit it\n")
            except RecordingError as error:
                failures += 1
                sys.stderr.write(f"record: {error}" + "\n")
    return 2 if failures else 0


def _arguments(options: argparse.Namespace, task: str) -> tuple[str, str, str]:
    tables = load_tables()
    own = next((str(e.model) for e in tables.samples if (e.provider, e.task) == (options.provider, task)), "")
    model = options.model or own
    if not model:
        raise RecordingError(f"{task}: pass --model, or write 'example_model' in the provider's file")
    return options.provider, task, model


def write(case: dict[str, Any], provider: str, folder: Path = CASES) -> Path:
    """Write a case, and return its path."""
    path = folder / provider / f"recorded-{case['task']}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(case, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    sys.exit(main())
