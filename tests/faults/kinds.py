"""What callers do: six kinds of requests, each with the talk that leads to it and what it should give.

| kind | call | what a fault hits |
| --- | --- | --- |
| plain | chat at an endpoint | the answer |
| stream | the same, as a stream | the answer |
| upload | a recording of several MiB, written down by an endpoint | the answer, while the recording is on its way |
| download | a picture of an endpoint that answers with a URL | the file at this URL, on a server of its own |
| order | a recording written down by a provider with jobs | the reply to the order |
| poll | the same | the reply to the question whether the job is done |
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
from tests.faults.server import Head, answer

MESSAGES: list[inferwire.ChatCompletionInputMessage] = [{"role": "user", "content": "What is on the sofa?"}]
TEXT = "Two cats."
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
RECORDING = b"fLaC" + bytes(range(1, 256)) * 8
UPLOAD_SIZE = 8 * 1024 * 1024  # more than the systems of both sides keep while nobody reads
MODEL = "acme/ears"

HUB = "/huggingface.co/api/models/"
ORDER = f"/api.replicate.com/v1/models/{MODEL}/predictions"
POLL = "/api.replicate.com/v1/predictions/j1"
FILE = "/file.png"


@dataclass(frozen=True, kw_only=True)
class Good:
    """What the server should say.

    Attributes:
        half: Where faults break the body off: within the second event of a stream.
        headers: Lines of the head.
    """

    body: bytes = field(repr=False)
    content_type: str = "application/json"
    half: int = 0
    headers: tuple[str, ...] = ()

    def answer(self, **options: Any) -> bytes:
        """Write it, in full."""
        headers = (*self.headers, *options.pop("headers", ()))
        return answer(self.body, self.content_type, headers=headers, **options)


def _json(value: Any, *headers: str) -> Good:
    body = json.dumps(value).encode()
    return Good(body=body, half=len(body) // 2, headers=headers)


def _event(delta: Mapping[str, str], finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return b"data: %s\n\n" % json.dumps({"choices": [choice]}).encode()


EVENTS = (_event({"content": "Two "}), _event({"content": "cats."}), _event({}, "stop"))
DONE = b"data: [DONE]\n\n"
CHAT = _json({"choices": [{"index": 0, "message": {"role": "assistant", "content": TEXT}, "finish_reason": "stop"}]})
STREAM = Good(body=b"".join(EVENTS) + DONE, content_type="text/event-stream", half=len(EVENTS[0]) + 20)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of call.

    Attributes:
        task: Its name on the Hub.
        provider: What errors name as the provider.
        who: What messages of errors name.
        begin: Makes the call, given a client of either driver.
        read: Makes of its result what can be compared with ``right``.
        steps: What the server says, by the beginning of the request's target.
        target: The step that faults hit.
        prelude: The step before it, where it stands in the same call and on the same server.
        files: Whether the target is on a server of its own, as files are.
    """

    name: str
    task: str
    begin: Callable[[Any], Any]
    read: Callable[[Any], Any]
    right: Any
    steps: Mapping[str, Good]
    target: str
    provider: str = "endpoint"
    who: str = r"(127\.0\.0\.1|\.example):\d+"
    prelude: str | None = None
    files: bool = False

    @property
    def good(self) -> Good:
        """What the server should say where faults hit."""
        return self.steps[self.target]

    @property
    def is_job(self) -> bool:
        """Whether it goes to a provider with jobs, rather than to an endpoint."""
        return self.prelude is not None

    def step(self, head: Head) -> str:
        """Tell which step a request is."""
        return next(start for start in self.steps if head.target.startswith(start))


@cache
def recording() -> Path:
    """Give a large file, made once for all calls; it is removed when Python ends."""
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
        steps={"/v1/chat/completions": CHAT},
        target="/v1/chat/completions",
    ),
    Kind(
        name="stream",
        task="chat-completion",
        begin=lambda client: client.chat_completion(MESSAGES, stream=True),
        read=lambda items: "".join(item.choices[0].delta.content or "" for item in items),
        right=TEXT,
        steps={"/v1/chat/completions": STREAM},
        target="/v1/chat/completions",
    ),
    Kind(
        name="upload",
        task="automatic-speech-recognition",
        begin=_begin_upload,
        read=lambda result: result.text,
        right=TEXT,
        steps={"/": _json({"text": TEXT})},
        target="/",
    ),
    Kind(
        name="download",
        task="text-to-image",
        begin=lambda client: client.text_to_image("two cats"),
        read=lambda media: (media.data, media.media_type),
        right=(PICTURE, "image/png"),
        # Where the file lies is filled in when its server is there.
        steps={FILE: Good(body=PICTURE, content_type="image/png", half=len(PICTURE) // 2), "/": _json({"output": []})},
        target=FILE,
        files=True,
    ),
    Kind(
        name="order",
        task="automatic-speech-recognition",
        provider="replicate",
        who="Replicate",
        begin=_begin_job,
        read=lambda result: result.text,
        right=TEXT,
        steps={HUB: _HUB, ORDER: _SUCCEEDED},
        target=ORDER,
        prelude=HUB,
    ),
    Kind(
        name="poll",
        task="automatic-speech-recognition",
        provider="replicate",
        who="Replicate",
        begin=_begin_job,
        read=lambda result: result.text,
        right=TEXT,
        steps={HUB: _HUB, ORDER: _STARTED, POLL: _SUCCEEDED},
        target=POLL,
        prelude=ORDER,
    ),
)
KINDS = {kind.name: kind for kind in _ALL}
