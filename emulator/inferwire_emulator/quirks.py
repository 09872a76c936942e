"""Quirks of real servers, for the header ``x-emulator-quirk``, the option ``--quirks`` and `Emulator.add_quirk`.

A quirk is a response that is unusual, but that real servers send. Clients should read it as they read the usual
response, or raise the error that it contains. `QUIRKS` lists them all.
"""

from __future__ import annotations

import copy
import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias, cast

from msgspec import Struct, structs

from inferwire_emulator.client_imports import Json, is_list
from inferwire_emulator.responses import EVENT_STREAM, InvalidRequestError, Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from inferwire_emulator.journal import RecordedRequest

QUIRK_HEADER = "x-emulator-quirk"
MAX_REJECTED_REQUESTS = 1000
ERROR_TEXT = "an emulated error"
LONG_ENOUGH = 0.3  # seconds until a slow first token

Object: TypeAlias = "dict[str, Json]"
Change: TypeAlias = "Callable[[Response], Response]"  # returns the same object if the quirk does not apply to it


class Quirk(Struct, frozen=True):
    """A quirk: what it is, and how it changes a response.

    Attributes:
        description: For ``--help``.
        change: Function that returns the changed response, or the same object if the quirk does not apply to it.
    """

    description: str
    change: Change


class QuirkQueue:
    """Selects the quirks of each request: from a queue, from the header, or from a list that is taken in turn.

    A request that a quirk rejects, such as with status 429, succeeds when it is sent again.

    Args:
        names: Names of quirks; each call gets the next one that applies to it.

    Raises:
        ValueError: If a name is unknown.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = check_names(names)
        self._next = 0
        self._queue: list[str] = []
        self._rejected: dict[bytes, None] = {}
        self._lock = threading.Lock()

    def add(self, name: str) -> None:
        """Queue a quirk for the next call.

        Raises:
            ValueError: If the name is unknown.
        """
        names = check_names([name])
        with self._lock:
            self._queue += names

    def clear(self) -> None:
        """Remove all queued quirks, forget rejected requests, and begin with the first name again."""
        with self._lock:
            self._queue.clear()
            self._rejected.clear()
            self._next = 0

    def apply(self, request: RecordedRequest, response: Response) -> Response:
        """Return the response to send, with a header that names its quirks.

        Raises:
            InvalidRequestError: If the request's header has an unknown name.
        """
        try:
            names = parse_names(request.headers.get(QUIRK_HEADER, ""))
        except ValueError as exc:
            raise InvalidRequestError(400, {"error": f"{QUIRK_HEADER}: {exc}"}) from exc
        with self._lock:
            if not (names or self._queue or self._names) or self._forget(request):
                return response
            if names:
                changed = apply_quirks(response, names)
            elif self._queue:
                names = (self._queue.pop(0),)
                changed = apply_quirks(response, names)
            else:
                names, changed = self._take_turn(response)
            if changed.status != response.status:
                self._remember(request)
        return structs.replace(changed, headers={**changed.headers, QUIRK_HEADER: ",".join(names)})

    def _take_turn(self, response: Response) -> tuple[tuple[str, ...], Response]:
        """Apply the next quirk that changes the response."""
        for offset in range(len(self._names)):
            name = self._names[(self._next + offset) % len(self._names)]
            changed = QUIRKS[name].change(response)
            if changed is not response:
                self._next += offset + 1
                return (name,), changed
        return (), response

    def _remember(self, request: RecordedRequest) -> None:
        self._rejected[_digest(request)] = None
        if len(self._rejected) > MAX_REJECTED_REQUESTS:
            self._rejected.pop(next(iter(self._rejected)))

    def _forget(self, request: RecordedRequest) -> bool:
        """Return whether the request was rejected before, and forget it."""
        digest = _digest(request) if self._rejected else b""
        was_rejected = digest in self._rejected
        self._rejected.pop(digest, None)
        return was_rejected


def parse_names(text: str) -> tuple[str, ...]:
    """Parse names that are separated by commas.

    Raises:
        ValueError: If a name is unknown.
    """
    return check_names(filter(None, (part.strip() for part in text.split(","))))


def check_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of quirks, each once.

    Raises:
        ValueError: If a name is unknown.
    """
    found = tuple(dict.fromkeys(names))
    for name in found:
        if name not in QUIRKS:
            close = get_close_matches(name, QUIRKS, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"choose from {', '.join(QUIRKS)}"
            raise ValueError(f"unknown quirk {name!r}; {hint}")
    return found


def apply_quirks(response: Response, names: Iterable[str]) -> Response:
    """Apply quirks in the order of the table, so that JSON is changed before it is encoded."""
    wanted = set(names)
    for name, quirk in QUIRKS.items():
        if name in wanted:
            response = quirk.change(response)
    return response


def describe_quirks() -> str:
    """Return a line for each quirk."""
    width = max(map(len, QUIRKS))
    return "".join(f"  {name:<{width}}  {quirk.description}\n" for name, quirk in QUIRKS.items())


def _digest(request: RecordedRequest) -> bytes:
    parts = (request.host, request.path, request.query, request.headers.get(QUIRK_HEADER, ""))
    return hashlib.sha256("\0".join(parts).encode() + request.body).digest()


# Reading and writing the JSON of a response. The standard library also writes NaN and halves of surrogate pairs.


def _dump(data: Json) -> bytes:
    return json.dumps(data).encode()


def _event(data: Json) -> bytes:
    return b"data: " + _dump(data) + b"\n\n"


def _parse(chunk: bytes) -> Object | None:
    """Return the object of an event; None if it contains none, such as the end marker."""
    try:
        data: Json = json.loads(chunk.removeprefix(b"data: "))
    except ValueError:
        return None
    return cast("Object", data) if isinstance(data, dict) else None


def _body(response: Response) -> Json:
    """Return the JSON of a response that is not a stream; None if it is not JSON."""
    if response.is_stream or response.media_type != "application/json":
        return None
    data: Json = json.loads(b"".join(response.chunks))
    return data


def _objects(data: Json, key: str) -> list[Object]:
    """Return the objects at a key: an object, or those in a list."""
    value = cast("Object", data).get(key) if isinstance(data, dict) else None
    items = value if is_list(value) else [value]
    return [cast("Object", item) for item in items if isinstance(item, dict)]


def _messages(data: Json) -> list[Object]:
    """Return the messages of a chat, or the deltas of its chunk."""
    return [
        each for choice in _objects(data, "choices") for key in ("message", "delta") for each in _objects(choice, key)
    ]


# Kinds of changes.


def _frames(edit: Callable[[tuple[bytes, ...]], Iterable[bytes]]) -> Change:
    """Change the bytes of a stream, event by event."""

    def change(response: Response) -> Response:
        chunks = tuple(edit(response.chunks)) if response.is_stream else response.chunks
        return response if chunks == response.chunks else structs.replace(response, chunks=chunks)

    return change


def _between(*frames: bytes) -> Change:
    """Send frames before each event of a stream."""
    return _frames(lambda chunks: [part for chunk in chunks for part in (*frames, chunk)])


def _objects_of(edit: Callable[[Object], object]) -> Change:
    """Change the JSON objects of a body, or the object of each event."""

    def change(response: Response) -> Response:
        if not response.is_stream:
            data = _body(response)
            before = copy.deepcopy(data)
            for item in data if is_list(data) else [data]:
                if isinstance(item, dict):
                    edit(cast("Object", item))
            return response if data == before else structs.replace(response, chunks=(_dump(data),))
        chunks = tuple(map(_edited, response.chunks))
        return response if chunks == response.chunks else structs.replace(response, chunks=chunks)

    def _edited(chunk: bytes) -> bytes:
        data = _parse(chunk)
        before = copy.deepcopy(data)
        if data is not None:
            edit(data)
        return chunk if data is None or data == before else _event(data)

    return change


def _chat_stream(write: Callable[[Object], Sequence[Object]]) -> Change:
    """Replace the deltas of a chat's stream; *write* gets the first chunk without its choices."""

    def change(response: Response) -> Response:
        if not response.is_stream or (first := _parse(response.chunks[0])) is None or not _messages(first):
            return response
        tail = () if _parse(response.chunks[-1]) is not None else response.chunks[-1:]
        return structs.replace(response, chunks=(*map(_event, write(first)), *tail))

    return change


def _calls_in_stream(*deltas: Object) -> Change:
    """Stream tool calls in these deltas."""

    def write(first: Object) -> list[Object]:
        contents = [{"role": "assistant", "content": None}, *({"tool_calls": [delta]} for delta in deltas), {}]
        last = len(contents) - 1
        return [
            {
                **first,
                "choices": [{"index": 0, "delta": delta, "finish_reason": "tool_calls" if number == last else None}],
            }
            for number, delta in enumerate(contents)
        ]

    return _chat_stream(write)


def _calls_in_body(*calls: Object) -> Change:
    """Return tool calls in the message of a chat's response."""

    def edit(data: Object) -> None:
        for choice in _objects(data, "choices"):
            for message in _objects(choice, "message"):
                message |= {"content": None, "tool_calls": list(calls)}
                choice["finish_reason"] = "tool_calls"

    return lambda response: response if response.is_stream else _objects_of(edit)(response)


def _call(id_: Json, name: str | None, arguments: Json, **more: Json) -> Object:
    function = {} if name is None else {"name": name}
    return {**more, "id": id_, "type": "function", "function": {**function, "arguments": arguments}}


def _either(*changes: Change) -> Change:
    """Apply the first change that applies."""

    def change(response: Response) -> Response:
        return next((each for each in (one(response) for one in changes) if each is not response), response)

    return change


def _label(media_type: str) -> Change:
    """Send an event stream under another content type; an empty one is left out."""
    return lambda response: structs.replace(response, media_type=media_type) if response.is_stream else response


def _encode(label: str, *functions: Callable[[bytes], bytes]) -> Change:
    """Send a content encoding, and encode the body."""

    def change(response: Response) -> Response:
        body = b"".join(response.chunks)
        for function in functions:
            body = function(body)
        chunks = (body,) if functions else response.chunks
        return structs.replace(response, headers={**response.headers, "content-encoding": label}, chunks=chunks)

    return change


def _reject(status: int, headers: Callable[[], dict[str, str]] | None = None, body: Json = None) -> Change:
    """Respond with an error status."""

    def change(response: Response) -> Response:
        content = {"error": {"message": ERROR_TEXT}} if body is None else body
        return Response(status=status, headers=headers() if headers else {}, chunks=(_dump(content),))

    return change


def _fail(error: Object, *, event: bytes = b"") -> Change:
    """Report an error with status 200: as the body, or in the middle of a stream."""

    def change(response: Response) -> Response:
        if response.is_stream:
            half = response.chunks[: len(response.chunks) // 2]
            return structs.replace(response, chunks=(*half, event + _event(error)))
        return response if event or _body(response) is None else structs.replace(response, chunks=(_dump(error),))

    return change


# Edits.


def _null_deltas(data: Object) -> None:
    """Send null in place of what has no text, and leave out what may be missing."""
    for choice in _objects(data, "choices"):
        if choice.get("delta") == {} or choice.get("text") == "":
            choice["delta" if "delta" in choice else "text"] = None
        elif "finish_reason" in choice and choice["finish_reason"] is None:
            del choice["finish_reason"]


def _side_types(data: Object) -> None:
    """Send values of other types in fields that only accompany the result."""
    choices = _objects(data, "choices")
    if not choices:
        return
    data |= {"id": 7, "created": "today", "system_fingerprint": 7}
    if "usage" in data:
        data["usage"] = {"prompt_tokens": None, "completion_tokens": 1.5, "total_tokens": "many"}
    for choice in choices:
        choice |= {"index": None, "logprobs": -0.2}
    for message in _messages(data):
        message |= {"refusal": False, "reasoning": {"summary": "none"}}


def _content_parts(data: Object) -> None:
    """Send content as a list of parts, with the reasoning as one."""
    for message in _messages(data):
        if text := message.get("content"):
            thinking = {"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]}
            message["content"] = [thinking, {"type": "text", "text": text}]


def _extras(data: Object) -> None:
    """Add fields that real servers send, and that are in no schema."""
    data["x_extra"] = {"note": "not in the schema"}
    for choice in _objects(data, "choices"):
        choice |= {"matched_stop": 2, "content_filter_results": {"hate": {"filtered": False}}}
    for message in _messages(data):
        if message.get("content"):
            message["reasoning_details"] = [{"type": "reasoning.encrypted", "data": "c2VjcmV0", "index": 0}]
            message["extra_content"] = {"google": {"thought_signature": "c2ln"}}
    for usage in _objects(data, "usage"):
        usage |= {"prompt_tokens_details": {"cached_tokens": 4}, "queue_time": 0.01}


def _not_a_number(data: Object) -> None:
    """Add numbers that JSON does not have."""
    data |= {"x_score": float("nan"), "x_limit": float("-inf")}


def _empty_errors(data: Object) -> None:
    data["error"] = ""


def _halve_text(data: Object) -> None:
    """Let text end in half of a surrogate pair."""
    for message in _messages(data):
        if text := message.get("content"):
            message["content"] = f"{text}\ud83d"


def _halves(chunks: tuple[bytes, ...]) -> list[bytes]:
    """Send a character outside the basic plane as two halves, in two events."""
    sent: list[bytes] = []
    for chunk in chunks:
        sent.append(chunk)
        data = _parse(chunk)
        if any(message.get("content") for message in _messages(data)):
            for half in ("\ud83d", "\ude00"):
                other = copy.deepcopy(data)
                for message in _messages(other):
                    message["content"] = half
                sent.append(_event(other))
    return sent


def _split_text(response: Response) -> Response:
    change = _frames(_halves) if response.is_stream else _objects_of(_halve_text)
    return change(response)


def _error_finish(data: Object) -> None:
    for choice in _objects(data, "choices"):
        choice["finish_reason"] = "error"
        choice["delta" if "delta" in choice else "text"] = {} if "delta" in choice else ""


def _error_in_finish(response: Response) -> Response:
    return _objects_of(_error_finish)(response) if response.is_stream else response


def _without_end(chunks: tuple[bytes, ...]) -> list[bytes]:
    """Remove the end marker, which is not JSON."""
    return [chunk for chunk in chunks if _parse(chunk) is not None]


def _without_last_line(chunks: tuple[bytes, ...]) -> list[bytes]:
    """End after the data of the last event, without the empty line that completes it."""
    *first, last = _without_end(chunks)
    return [*first, last.rstrip(b"\n")]


def _ignore_stream(response: Response) -> Response:
    return response.other if response.is_stream and response.other is not None else response


def _ignore_stream_under_its_type(response: Response) -> Response:
    whole = _ignore_stream(response)
    return whole if whole is response else structs.replace(whole, media_type=EVENT_STREAM)


def _stream_anyhow(response: Response) -> Response:
    return response.other if not response.is_stream and response.other is not None else response


def _end_marker_after_body(response: Response) -> Response:
    if _body(response) is None:
        return response
    chunks = (*response.chunks, b"\n\ndata: [DONE]\n\n")
    return structs.replace(response, media_type=EVENT_STREAM, chunks=chunks)


def _lines_of_json(response: Response) -> Response:
    if not response.is_stream:
        return response
    lines = tuple(chunk.removeprefix(b"data: ").rstrip() + b"\n" for chunk in _without_end(response.chunks))
    return structs.replace(response, media_type="application/x-ndjson", chunks=lines)


def _mark_bytes(response: Response) -> Response:
    is_text = response.is_stream or response.media_type == "application/json"
    return structs.replace(response, chunks=(b"\xef\xbb\xbf", *response.chunks)) if is_text else response


def _utf_16(response: Response) -> Response:
    if _body(response) is None:
        return response
    body = b"".join(response.chunks).decode().encode("utf-16")
    return structs.replace(response, media_type="application/json; charset=utf-16", chunks=(body,))


def _error_as_stream(response: Response) -> Response:
    error = _dump({"error": {"message": ERROR_TEXT, "code": 400}})
    return structs.replace(response, chunks=(error,)) if response.is_stream else response


def _epoch_in_ms() -> dict[str, str]:
    return {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.time() * 1000) + 20)}


_PARIS = '{"city": "Paris"}'
_ROME = '{"city": "Rome"}'
_NAME = "get_weather"
_RETRY_INFO: Json = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.02s"}

QUIRKS: dict[str, Quirk] = {
    # Events that contain nothing
    "empty-events": Quirk("a stream has events that are {}", _between(b"data: {}\n\n")),
    "null-events": Quirk("a stream has events that are null", _between(b"data: null\n\n")),
    "ping-events": Quirk("a stream has pings", _between(b'event: ping\ndata: {"type": "ping"}\n\n', b": ping\n\n")),
    "comments-as-data": Quirk("a stream has comments as data", _between(b"data: : keepalive\n\n")),
    "events-without-choices": Quirk(
        "a stream has events without choices, or with empty ones",
        _between(_event({"choices": [{}]}), _event({"choices": []}), _event({"choices": None})),
    ),
    "usage-events": Quirk(
        "a stream has events that only count tokens",
        _between(_event({"usage": {"prompt_tokens": 11, "completion_tokens": 4, "total_tokens": 15}})),
    ),
    "other-events": Quirk(
        "a stream has events of other kinds", _between(_event({"object": "prompt.progress", "progress": 0.5}))
    ),
    # JSON
    "null-deltas": Quirk("deltas without text are null, or missing", _objects_of(_null_deltas)),
    "side-types": Quirk("usage, ids, indexes and log probabilities have other types", _objects_of(_side_types)),
    "content-parts": Quirk("content is a list of parts, with the reasoning as one", _objects_of(_content_parts)),
    "extras": Quirk("objects have fields that are in no schema", _objects_of(_extras)),
    "nan": Quirk("objects have numbers that are NaN or infinite", _objects_of(_not_a_number)),
    "empty-errors": Quirk("objects have an `error` that is empty", _objects_of(_empty_errors)),
    "surrogate-halves": Quirk("text has halves of a surrogate pair", _split_text),
    # Tool calls
    "tool-call-empty-ids": Quirk(
        "later deltas of a tool call have an empty id and name",
        _calls_in_stream(
            _call("call_1", _NAME, _PARIS[:8], index=0),
            {"index": 0, "id": "", "type": "", "function": {"name": "", "arguments": _PARIS[8:]}},
            _call("call_2", _NAME, _ROME, index=1),
        ),
    ),
    "tool-call-same-index": Quirk(
        "all tool calls have index 0",
        _calls_in_stream(_call("call_1", _NAME, _PARIS, index=0), _call("call_2", _NAME, _ROME, index=0)),
    ),
    "tool-call-no-index": Quirk(
        "tool calls have no index",
        _calls_in_stream(
            _call("call_1", _NAME, _PARIS[:8]),
            {"function": {"arguments": _PARIS[8:]}},
            _call("call_2", _NAME, _ROME),
        ),
    ),
    "tool-call-name-parts": Quirk(
        "the name of a tool call arrives in parts",
        _calls_in_stream(
            _call("call_1", _NAME[:4], "", index=0),
            {"index": 0, "function": {"name": _NAME[4:], "arguments": _PARIS}},
            _call("call_2", _NAME, _ROME, index=1),
        ),
    ),
    "tool-call-name-repeated": Quirk(
        "each delta of a tool call has the name",
        _calls_in_stream(
            _call("call_1", _NAME, _PARIS[:8], index=0),
            _call("call_1", _NAME, _PARIS[8:], index=0),
            _call("call_2", _NAME, _ROME, index=1),
        ),
    ),
    "tool-call-objects": Quirk(
        "the arguments of a tool call are an object",
        _either(
            _calls_in_stream(
                _call("call_1", _NAME, json.loads(_PARIS), index=0), _call("call_2", _NAME, json.loads(_ROME), index=1)
            ),
            _calls_in_body(_call("call_1", _NAME, json.loads(_PARIS)), _call("call_2", _NAME, json.loads(_ROME))),
        ),
    ),
    # Frames of a stream
    "padded-done": Quirk(
        "the end marker of a stream has blanks",
        _frames(lambda chunks: [chunk.replace(b"[DONE]", b" [DONE] ") for chunk in chunks]),
    ),
    "no-done": Quirk("a stream has no end marker after its last event", _frames(_without_end)),
    "no-last-line": Quirk("a stream ends without its last empty line", _frames(_without_last_line)),
    "crlf-lines": Quirk(
        "lines end in CR LF", _frames(lambda chunks: [each.replace(b"\n", b"\r\n") for each in chunks])
    ),
    # Streams that are not, and others that should not be
    "ignores-stream": Quirk("the server responds as if no stream was requested", _ignore_stream),
    "ignores-stream-type": Quirk("the same, as text/event-stream", _ignore_stream_under_its_type),
    "always-streams": Quirk("the server streams though no stream was requested", _stream_anyhow),
    "body-then-done": Quirk("a JSON body is followed by the end marker of a stream", _end_marker_after_body),
    # Errors under status 200
    "error-object": Quirk(
        "an error is {object: error}", _fail({"object": "error", "message": ERROR_TEXT, "code": 400})
    ),
    "error-base-resp": Quirk(
        "an error is in base_resp, with choices: null",
        _fail({"choices": None, "base_resp": {"status_code": 1008, "status_msg": ERROR_TEXT}}),
    ),
    "error-success-false": Quirk("an error is {success: false}", _fail({"success": False, "message": ERROR_TEXT})),
    "error-detail": Quirk("an error is {detail: ...}", _fail({"detail": ERROR_TEXT})),
    "error-code": Quirk(
        "an error is {code: ..., message: ...}", _fail({"code": 20012, "message": ERROR_TEXT, "data": None})
    ),
    "error-event": Quirk(
        "an error is an event named error", _fail({"message": ERROR_TEXT, "code": 500}, event=b"event: error\n")
    ),
    "error-json": Quirk("an error is the whole body of a stream, as JSON", _error_as_stream),
    "error-finish": Quirk("a stream has no text, and the finish reason error", _error_in_finish),
    # Errors that pass: the request succeeds when it is sent again
    "wait-seconds": Quirk("429 with retry-after: 0.02s", _reject(429, lambda: {"retry-after": "0.02s"})),
    "wait-ms": Quirk("429 with retry-after-ms: 20", _reject(429, lambda: {"retry-after-ms": "20"})),
    "wait-x-ms": Quirk("429 with x-ms-retry-after-ms: 20", _reject(429, lambda: {"x-ms-retry-after-ms": "20"})),
    "wait-ratelimit": Quirk("429 with ratelimit: ...;t=0.02", _reject(429, lambda: {"ratelimit": '"api";r=0;t=0.02'})),
    "wait-reset": Quirk(
        "429 with x-ratelimit-reset-requests: 20ms",
        _reject(429, lambda: {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "20ms"}),
    ),
    "wait-epoch": Quirk("429 with x-ratelimit-reset: a time in milliseconds", _reject(429, _epoch_in_ms)),
    "wait-info": Quirk(
        "429 with RetryInfo in the body",
        _reject(429, body={"error": {"message": ERROR_TEXT, "details": [_RETRY_INFO]}}),
    ),
    "wait-words": Quirk(
        "429 with the wait in words", _reject(429, body={"error": {"message": "Please try again in 20ms."}})
    ),
    "status-425": Quirk("425 Too Early", _reject(425)),
    "status-520": Quirk("520 of a gateway", _reject(520, body="error code: 520")),
    "status-529": Quirk("529 of an overloaded server", _reject(529)),
    # Time and bytes
    "slow-first-token": Quirk(
        f"the body begins {LONG_ENOUGH:g} seconds after the headers",
        lambda response: structs.replace(response, first_byte_delay=LONG_ENOUGH),
    ),
    "byte-order-mark": Quirk("text begins with a byte order mark", _mark_bytes),
    "utf-16": Quirk("JSON is UTF-16", _utf_16),
    "encoding-empty": Quirk("an empty content-encoding", _encode("")),
    "encoding-none": Quirk("content-encoding: none", _encode("none")),
    "encoding-utf-8": Quirk("content-encoding: utf-8", _encode("utf-8")),
    "encoding-unknown": Quirk("a content-encoding that does not exist", _encode("x-unknown")),
    "encoding-identity": Quirk("content-encoding: gzip, identity", _encode("gzip, identity", gzip.compress)),
    "encoding-upper": Quirk("content-encoding: GZIP", _encode("GZIP", gzip.compress)),
    "encoding-twice": Quirk("content-encoding: gzip, gzip", _encode("gzip, gzip", gzip.compress, gzip.compress)),
    # Content types of a stream
    "ndjson": Quirk("a stream is lines of JSON", _lines_of_json),
    "stream-as-text": Quirk("a stream is text/plain", _label("text/plain; charset=utf-8")),
    "stream-as-json": Quirk("a stream is application/json", _label("application/json")),
    "stream-as-bytes": Quirk("a stream is application/octet-stream", _label("application/octet-stream")),
    "stream-of-two-types": Quirk(
        "a stream has two types", _label("application/json, text/event-stream; charset=utf-8")
    ),
    "stream-without-type": Quirk("a stream has no content type", _label("")),
}
