"""A server that responds to every kind of call with what it was sent, and the calls.

A response that went to another call would be seen, because each call sends its own text.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support.local_servers import LocalServer, ReceivedRequest, http_response

MODEL = "acme/ears"
HUB = f"/huggingface.co/api/models/{MODEL}"
SUBMISSION = f"/api.replicate.com/v1/models/{MODEL}/predictions"
POLLS = "/api.replicate.com/v1/predictions/"
PNG = b"\x89PNG\r\n\x1a\n"
FLAC = b"fLaC"
MAPPING = {"replicate": {"providerId": MODEL, "status": "live", "task": "automatic-speech-recognition"}}


def respond(request: ReceivedRequest) -> bytes:
    """Return the response to a request."""
    target = request.target.partition("?")[0]
    if target.startswith("http://"):  # through a proxy
        target = "/" + target.split("/", 3)[3]
    if target == "/v1/chat/completions":
        body = json.loads(request.body)
        text = body["messages"][0]["content"]
        return _events(text) if body.get("stream") else _chat(text)
    if target == "/upload":
        return http_response(200, {"text": request.body.removeprefix(FLAC).decode()})
    if target == "/image":
        host = request.headers["host"]
        return http_response(200, {"output": [f"http://{host}/file/{json.loads(request.body)['inputs']}"]})
    if target.startswith("/file/"):
        return http_response(200, PNG + target.removeprefix("/file/").encode(), {"content-type": "image/png"})
    if target == HUB:
        return http_response(200, {"inferenceProviderMapping": MAPPING})
    if target == SUBMISSION:
        audio = next(value for value in json.loads(request.body)["input"].values() if str(value).startswith("data:"))
        text = base64.b64decode(audio.partition(",")[2]).removeprefix(FLAC).decode()
        return http_response(200, _job(text, "starting"), {"retry-after": "0.001"})
    if target.startswith(POLLS):
        return http_response(200, _job(target.removeprefix(POLLS), "succeeded"))
    return http_response(404, {"error": f"unexpected {target}"})


def _job(text: str, status: str) -> dict[str, Any]:
    urls = {"get": f"https://api.replicate.com/v1/predictions/{text}"}
    return {"id": text, "status": status, "urls": urls, "output": text if status == "succeeded" else None}


def _chat(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    return http_response(200, {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


def _events(text: str) -> bytes:
    half = len(text) // 2
    deltas: list[Any] = [({"content": text[:half]}, None), ({"content": text[half:]}, None), ({}, "stop")]
    events = [{"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]} for delta, reason in deltas]
    data = b"".join(b"data: %b\n\n" % json.dumps(event).encode() for event in events) + b"data: [DONE]\n\n"
    return http_response(200, data, {"content-type": "text/event-stream"})


@dataclass(frozen=True, kw_only=True)
class EchoCall:
    """A kind of call.

    Attributes:
        begin: Makes the call with some text, with a client.
        read: Returns the text that the response holds; None if the call reads only a part of it.
        is_stream: Whether the result is a stream.
    """

    begin: Callable[[Any, str, str], Any]
    read: Callable[[Any], str | None]
    is_stream: bool = False


def _message(text: str) -> Any:
    return [{"role": "user", "content": text}]


CALLS = {
    "plain": EchoCall(
        begin=lambda client, url, text: client.endpoint(url).chat_completion(_message(text), model="m"),
        read=lambda result: result.choices[0].message.content,
    ),
    "stream": EchoCall(
        begin=lambda client, url, text: client.endpoint(url).chat_completion(_message(text), model="m", stream=True),
        read=lambda items: "".join(item.choices[0].delta.content or "" for item in items),
        is_stream=True,
    ),
    "job": EchoCall(
        begin=lambda client, url, text: client.automatic_speech_recognition(
            FLAC + text.encode(), model=MODEL, provider="replicate"
        ),
        read=lambda result: result.text,
    ),
    "upload": EchoCall(
        begin=lambda client, url, text: client.endpoint(f"{url}/upload", api="native").automatic_speech_recognition(
            FLAC + text.encode()
        ),
        read=lambda result: result.text,
    ),
    "media": EchoCall(
        begin=lambda client, url, text: client.endpoint(f"{url}/image", api="native").text_to_image(text),
        read=lambda media: media.data.removeprefix(PNG).decode(),
    ),
}


class EchoServer(LocalServer):
    """The server.

    Attributes:
        closes: Whether it closes each connection after its response, so that every request needs a new one.
    """

    def __init__(self, *, closes: bool = False) -> None:
        super().__init__(self._respond)
        self.closes = closes

    def _respond(self, request: ReceivedRequest) -> bytes:
        sent = respond(request)
        return sent.replace(b"\r\n", b"\r\nconnection: close\r\n", 1) if self.closes else sent


def client_options(server: LocalServer, **options: Any) -> dict[str, Any]:
    """Return the arguments of a client for all kinds of calls."""
    return {"api_key": "key-of-a-test", "emulator_url": server.url, "retry": 1, "timeout": 10, **options}


def open_files() -> int:
    """Return how many files and sockets the process has open."""
    return len(os.listdir("/proc/self/fd"))
