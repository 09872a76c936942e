"""What callers do: six kinds of calls, each with the exchanges that lead to the one that a fault hits.

| kind | call | what a fault hits |
| --- | --- | --- |
| plain | chat at an endpoint | the response |
| stream | the same, as a stream | the response |
| upload | speech recognition of several MiB at an endpoint | the response, while the recording is sent |
| download | text to image at an endpoint that returns a URL | the file at this URL, on another server |
| submission | speech recognition at a provider with jobs | the response to the submission |
| poll | the same | the response to a poll |
"""

from __future__ import annotations

import atexit
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import inferwire
from tests.faults.server import Head, http_response

MESSAGES: list[inferwire.ChatCompletionInputMessage] = [{"role": "user", "content": "What is on the sofa?"}]
TEXT = "Two cats."
IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
RECORDING = b"fLaC" + bytes(range(1, 256)) * 8
UPLOAD_SIZE = 8 * 1024 * 1024  # more than the systems of both sides buffer
MODEL = "acme/ears"

HUB = "/huggingface.co/api/models/"
SUBMISSION = f"/api.replicate.com/v1/models/{MODEL}/predictions"
POLL = "/api.replicate.com/v1/predictions/j1"
FILE = "/file.png"


@dataclass(frozen=True, kw_only=True)
class GoodResponse:
    """What the server should send.

    Attributes:
        half: Offset at which faults cut the body: within the second event of a stream.
        headers: More lines of its head.
    """

    body: bytes = field(repr=False)
    content_type: str = "application/json"
    half: int = 0
    headers: tuple[str, ...] = ()

    def encode(self, **options: Any) -> bytes:
        """Return its bytes."""
        headers = (*self.headers, *options.pop("headers", ()))
        return http_response(self.body, self.content_type, headers=headers, **options)


def _json(value: Any, *headers: str) -> GoodResponse:
    body = json.dumps(value).encode()
    return GoodResponse(body=body, half=len(body) // 2, headers=headers)


def _event(delta: Mapping[str, str], finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return b"data: %s\n\n" % json.dumps({"choices": [choice]}).encode()


EVENTS = (_event({"content": "Two "}), _event({"content": "cats."}), _event({}, "stop"))
DONE = b"data: [DONE]\n\n"
CHAT = _json({"choices": [{"index": 0, "message": {"role": "assistant", "content": TEXT}, "finish_reason": "stop"}]})
STREAM = GoodResponse(body=b"".join(EVENTS) + DONE, content_type="text/event-stream", half=len(EVENTS[0]) + 20)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of call.

    Attributes:
        task: Its name on the Hub.
        provider: Name of the provider in errors.
        server: Pattern of the server's name in messages.
        begin: Makes the call, given a client of either kind.
        read: Returns what to compare with ``right``, given the result.
        responses: What the server sends, by the start of the request's target.
        target: The key of the response that faults hit.
        previous: The key of the response before it, if it is in the same call and on the same server.
        is_file: Whether the target is a file, on another server.
    """

    name: str
    task: str
    begin: Callable[[Any], Any]
    read: Callable[[Any], Any]
    right: Any
    responses: Mapping[str, GoodResponse]
    target: str
    provider: str = "endpoint"
    server: str = r"(127\.0\.0\.1|\.example):\d+"
    previous: str | None = None
    is_file: bool = False

    @property
    def good(self) -> GoodResponse:
        """The response that faults hit."""
        return self.responses[self.target]

    @property
    def is_job(self) -> bool:
        """Whether it goes to a provider with jobs, and not to an endpoint."""
        return self.previous is not None

    def find(self, head: Head) -> str:
        """Return the key of the response to a request."""
        target = head.target
        if target.startswith("http://"):  # through a proxy
            target = "/" + target.split("/", 3)[3]
        return next(start for start in self.responses if target.startswith(start))


@cache
def recording() -> Path:
    """Return the path of a large file, created once and removed when Python ends."""
    number, name = tempfile.mkstemp(suffix=".flac")
    with open(number, "wb") as file:
        file.write(b"fLaC")
        file.truncate(UPLOAD_SIZE)
    path = Path(name)
    atexit.register(path.unlink)
    return path


def _begin_upload(client: Any) -> Any:
    return client.automatic_speech_recognition(recording())


def _begin_job(client: Any) -> Any:
    return client.automatic_speech_recognition(RECORDING, model=MODEL)


_HUB = _json({"inferenceProviderMapping": {"replicate": {
    "providerId": MODEL, "status": "live", "task": "automatic-speech-recognition"
}}})  # fmt: skip
_STARTED = _json(
    {"id": "j1", "status": "starting", "urls": {"get": "https://api.replicate.com/v1/predictions/j1"}},
    "retry-after: 0.02",
)
_SUCCEEDED = _json({"id": "j1", "status": "succeeded", "output": TEXT})

_ALL = (
    Kind(
        name="plain",
        task="chat-completion",
        begin=lambda client: client.chat_completion(MESSAGES),
        read=lambda result: result.choices[0].message.content,
        right=TEXT,
        responses={"/v1/chat/completions": CHAT},
        target="/v1/chat/completions",
    ),
    Kind(
        name="stream",
        task="chat-completion",
        begin=lambda client: client.chat_completion(MESSAGES, stream=True),
        read=lambda items: "".join(item.choices[0].delta.content or "" for item in items),
        right=TEXT,
        responses={"/v1/chat/completions": STREAM},
        target="/v1/chat/completions",
    ),
    Kind(
        name="upload",
        task="automatic-speech-recognition",
        begin=_begin_upload,
        read=lambda result: result.text,
        right=TEXT,
        responses={"/": _json({"text": TEXT})},
        target="/",
    ),
    Kind(
        name="download",
        task="text-to-image",
        begin=lambda client: client.text_to_image("two cats"),
        read=lambda media: (media.data, media.media_type),
        right=(IMAGE, "image/png"),
        # The URL of the file is known once its server runs.
        responses={
            FILE: GoodResponse(body=IMAGE, content_type="image/png", half=len(IMAGE) // 2),
            "/": _json({"output": []}),
        },
        target=FILE,
        is_file=True,
    ),
    Kind(
        name="submission",
        task="automatic-speech-recognition",
        provider="replicate",
        server="Replicate",
        begin=_begin_job,
        read=lambda result: result.text,
        right=TEXT,
        responses={HUB: _HUB, SUBMISSION: _SUCCEEDED},
        target=SUBMISSION,
        previous=HUB,
    ),
    Kind(
        name="poll",
        task="automatic-speech-recognition",
        provider="replicate",
        server="Replicate",
        begin=_begin_job,
        read=lambda result: result.text,
        right=TEXT,
        responses={HUB: _HUB, SUBMISSION: _STARTED, POLL: _SUCCEEDED},
        target=POLL,
        previous=SUBMISSION,
    ),
)
KINDS = {kind.name: kind for kind in _ALL}
