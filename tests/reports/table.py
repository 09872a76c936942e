"""The table of what real servers send, and of what a client must read: the YAML files in `cases/`.

A file holds groups of cases. What a group has next to its cases applies to each of them:

```yaml
Events that carry nothing:
  call: chat_completion          # the method, with its arguments; a chat has one message by default
  stream: true
  result: {text: hi}
  cases:
    an empty object: {events: [{event: {}}, h, i, {finish: stop}]}
```

- ``call``, ``arguments``, ``stream``: the call; ``{$file: photo.jpg}`` and ``{$hex: ffd8}`` are bytes.
- ``base``: the path of the base URL, by default ``/v1``.
- ``api``, ``options``: the interface of the endpoint, by default found out; options of the client.
- ``environment``: environment variables; ``{$dead}`` in them is a URL at which nothing listens.
- ``responses``: several in turn, the last one again and again.
- ``routes``: a response for each path, and 404 for others.
- ``not_over``: transports of libraries that refuse the response.
- ``result``: facts about the result; `readers` lists them.
- ``sent``: facts about the last request: ``to``, ``headers``, and ``json``, the fields that its body has at least.

All other keys describe the response:

- ``status``, ``headers``, ``type``: ``type`` is the content type; null leaves it out.
- ``json``, ``text``, ``hex``, ``file``: the body.
- ``chat``: a chat response: ``message``, ``choice``, and whatever else is at its top.
- ``events``, ``lines``: an event stream, or JSON lines. A string is text that arrives, and ``{finish: stop}`` ends it.
  ``{delta: ...}`` and ``{choice: ...}`` are other chunks, with ``top`` for what is at their top; ``{event: ...}`` is
  JSON as it is, ``{raw: ...}`` text as it is.
- ``done``: what ends the events, by default ``[DONE]``; null for nothing.
- ``raw``: the whole response as text, with its head; ``{$body}`` is a chat of
  ``{$size}`` bytes, and ``{$chunks}`` the same in chunks.
- ``charset``, ``compress``: how text is encoded, and the codings to apply.

``$none`` removes a field that a chat or a chunk usually has.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Json: TypeAlias = Any
Data: TypeAlias = dict[str, Any]

CASES = Path(__file__).parent / "cases"
FILES = Path(__file__).parents[1] / "fixtures" / "golden" / "media"
DEAD_PROXY = "http://127.0.0.1:9"
MESSAGES = [{"role": "user", "content": "Hello"}]
CASE_KEYS = {
    "api",
    "arguments",
    "base",
    "call",
    "environment",
    "not_over",
    "options",
    "responses",
    "result",
    "routes",
    "sent",
    "stream",
}
BODY_KEYS = {"chat", "events", "file", "hex", "json", "lines", "text", "raw"}
RESPONSE_KEYS = BODY_KEYS | {"charset", "compress", "done", "headers", "status", "type"}
EVENT_KEYS = {"choice", "delta", "event", "finish", "index", "raw", "top"}
NOT_FOUND: Data = {"status": 404, "json": {"detail": "Not Found"}}


@dataclass(frozen=True, kw_only=True)
class ServedResponse:
    """The bytes of a response.

    Attributes:
        headers: As they are sent; the length or the framing is added.
        chunks: The body; those of a stream are its events.
        raw: All of it, if that is not the usual form of HTTP.
    """

    status: int
    headers: Mapping[str, str]
    chunks: tuple[bytes, ...]
    raw: bytes = b""

    def encode(self, size: int | None = None) -> bytes:
        """Return all bytes, with a length; or in chunks of ``size`` bytes, of one event each if it is 0."""
        if self.raw:
            return self.raw
        body = b"".join(self.chunks)
        lines = [f"HTTP/1.1 {self.status} Because", *(f"{name}: {value}" for name, value in self.headers.items())]
        if size is None:
            lines.append(f"content-length: {len(body)}")
        else:
            lines.append("transfer-encoding: chunked")
            parts = self.chunks if size == 0 else [body[at : at + size] for at in range(0, len(body), size)]
            body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts if part) + b"0\r\n\r\n"
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@dataclass(frozen=True, kw_only=True)
class Case:
    """One row of the table.

    Attributes:
        name: File, group and name.
        responses: In turn, for every path.
        routes: By path; takes precedence.
        result: Facts about the result.
        sent: Facts about the last request.
    """

    name: str
    call: str
    stream: bool
    arguments: Data
    base: str
    api: str | None
    options: Data
    environment: dict[str, str]
    not_over: tuple[str, ...]
    responses: tuple[ServedResponse, ...]
    routes: Mapping[str, ServedResponse]
    result: Data
    sent: Data

    def respond(self, path: str, number: int) -> ServedResponse:
        """Return the response to a request, which is the ``number``-th one, from 0."""
        if self.routes:
            return self.routes.get(path.partition("?")[0]) or served(NOT_FOUND)
        return self.responses[min(number, len(self.responses) - 1)]


@cache
def load_cases() -> tuple[Case, ...]:
    """Return all rows of the table."""
    return tuple(case for path in sorted(CASES.glob("*.yaml")) for case in _cases_of(path))


def _cases_of(path: Path) -> Iterator[Case]:
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    for group, shared in groups.items():
        cases = shared.pop("cases")
        for name, own in cases.items():
            yield parse_case(f"{path.stem}: {group}: {name}", merge(shared, own or {}))


def merge(shared: Data, own: Data) -> Data:
    """Return keys with those of a group; a body replaces one of another form."""
    kept = {key: value for key, value in shared.items() if key not in BODY_KEYS or not BODY_KEYS & own.keys()}
    return kept | own


def parse_case(name: str, data: Data) -> Case:
    """Return a row, given its keys."""
    assert not (unknown := data.keys() - CASE_KEYS - RESPONSE_KEYS), f"{name}: unknown keys {unknown}"
    assert data.get("result") or data.get("sent"), f"{name}: nothing is expected"
    call, response = (
        data["call"],
        {key: data[key] for key in data.keys() & RESPONSE_KEYS},
    )
    is_chat = call == "chat_completion"
    arguments = ({"messages": MESSAGES} if is_chat else {}) | data.get("arguments", {})
    return Case(
        name=name,
        call=call,
        stream=data.get("stream", False),
        arguments=_with_bytes(arguments),
        base=data.get("base", "/v1"),
        api=data.get("api"),
        options=data.get("options", {}),
        environment={key: value.replace("{$dead}", DEAD_PROXY) for key, value in data.get("environment", {}).items()},
        not_over=tuple(data.get("not_over", ())),
        responses=tuple(served(merge(response, each)) for each in data.get("responses", [{}])),
        routes={path: served(merge(response, each)) for path, each in data.get("routes", {}).items()},
        result=_with_bytes(data.get("result", {})),
        sent=data.get("sent", {}),
    )


def _with_bytes(value: Json) -> Json:
    """Return a value in which `$file` and `$hex` are bytes."""
    if isinstance(value, list):
        return [_with_bytes(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "$file" in value:
        return (FILES / value["$file"]).read_bytes()
    if "$hex" in value:
        return bytes.fromhex(value["$hex"]) + bytes(value.get("zeros", 0))
    return {key: _with_bytes(each) for key, each in value.items()}


# Responses


def served(data: Data) -> ServedResponse:
    """Return a response, given its keys."""
    assert data.keys() <= RESPONSE_KEYS, data.keys() - RESPONSE_KEYS
    assert len(data.keys() & BODY_KEYS) <= 1, data.keys()
    if "raw" in data:
        return ServedResponse(status=200, headers={}, chunks=(), raw=_raw(data["raw"]))
    charset = data.get("charset", "utf-8")
    content_type, chunks = _body(data, charset)
    for coding in data.get("compress", []):
        chunks = [_compress(coding, b"".join(chunks))]
    content_type = data.get("type", content_type)
    headers = {} if content_type is None else {"content-type": content_type}
    return ServedResponse(
        status=data.get("status", 200), headers=headers | data.get("headers", {}), chunks=tuple(chunks)
    )


def _body(data: Data, charset: str) -> tuple[str, list[bytes]]:
    """Return the usual content type of a body, and its chunks."""
    if "events" in data:
        texts = [_event_text(each) for each in data["events"]]
        done = data.get("done", "[DONE]")
        return "text/event-stream", [
            text.encode(charset) for text in [*texts, *([] if done is None else [f"data: {done}\n\n"])]
        ]
    if "lines" in data:
        return "application/x-ndjson", [f"{_json(_event(each))}\n".encode(charset) for each in data["lines"]]
    if "file" in data:
        return "application/octet-stream", [(FILES / data["file"]).read_bytes()]
    if "hex" in data:
        return "application/octet-stream", [bytes.fromhex(data["hex"])]
    if "text" in data:
        return "text/plain", [data["text"].encode(charset)]
    content = _chat(**data["chat"]) if "chat" in data else data.get("json", {})
    return "application/json", [_json(content).encode(charset)]


def _raw(text: str) -> bytes:
    body = _json(_chat())
    chunks = "".join(f"{len(part):x}\r\n{part}\r\n" for part in (body[:20], body[20:])) + "0\r\n\r\n"
    values = {
        "{$body}": body,
        "{$chunks}": chunks,
        "{$size}": str(len(body)),
        "{$first}": f"{20:x}",
        "{$rest}": f"{len(body) - 20:x}",
    }
    for name, value in {**values, "{$head}": body[:20], "{$tail}": body[20:]}.items():
        text = text.replace(name, value)
    return text.encode("latin-1")


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _compress(coding: str, body: bytes) -> bytes:
    return gzip.compress(body, mtime=0) if coding == "gzip" else zlib.compress(body)


def _chat(message: Json = "hi", choice: Data | None = None, **top: Json) -> Json:
    message = {"role": "assistant", "content": message} if isinstance(message, str) else message
    choice = {"index": 0, "message": message, "finish_reason": "stop", **(choice or {})}
    head = {"id": "chat-1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return _without_markers({**head, **top})


def _event_text(event: Json) -> str:
    return event["raw"] if isinstance(event, dict) and "raw" in event else f"data: {_json(_event(event))}\n\n"


def _event(event: Json) -> Json:
    """Return the JSON of an event."""
    if isinstance(event, str):
        event = {"delta": {"content": event}}
    assert event.keys() <= EVENT_KEYS, event
    if "event" in event:
        return event["event"]
    choice = {"index": event.get("index", 0), "delta": event.get("delta", {}), "finish_reason": event.get("finish")}
    choice |= event.get("choice", {})
    head = {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return _without_markers({**head, **event.get("top", {})})


def _without_markers(value: Json) -> Json:
    """Return a value without the fields that are ``$none``."""
    if isinstance(value, dict):
        return {key: _without_markers(each) for key, each in value.items() if each != "$none"}
    return [_without_markers(each) for each in value] if isinstance(value, list) else value


def hidden_environment(case: Case) -> dict[str, str]:
    """Return the environment of a case: this one without its proxies, and what the case adds."""
    own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return own | case.environment
