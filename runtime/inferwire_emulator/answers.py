"""What the emulator sends: answers made of samples, with media where a sample has a place for one."""

from __future__ import annotations

import base64
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec import Struct

from inferwire_runtime.media import MEDIA_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inferwire_emulator.tables import Sample, Tables
    from inferwire_runtime.errors import Json

EVENT_STREAM = "text/event-stream"
MEDIA_FOLDER = Path(__file__).parent / "media"
MEDIA_FILES = {
    "image/png": "image.png",
    "image/jpeg": "image.jpg",
    "image/webp": "image.webp",
    "mask/png": "mask.png",
    "audio/wav": "audio.wav",
    "audio/flac": "audio.flac",
    "audio/mpeg": "audio.mp3",
    "audio/ogg": "audio.ogg",
    "video/mp4": "video.mp4",
}


class Answer(Struct, frozen=True, kw_only=True):
    """An answer before it is sent.

    Attributes:
        parts: The body, in the pieces in which it leaves; a stream has one for each event.
        stall: Seconds to be silent in the middle of the parts.
        is_cut: Hang up in the middle of the body.
    """

    status: int = 200
    headers: dict[str, str] = {}
    media_type: str = "application/json"
    parts: tuple[bytes, ...] = ()
    stall: float = 0.0
    is_cut: bool = False

    @property
    def is_stream(self) -> bool:
        """Whether it goes out event by event, without a length."""
        return self.media_type == EVENT_STREAM


class RefusedError(Exception):
    """A request that is refused, with the answer that says why."""

    def __init__(self, status: int, body: Json, headers: dict[str, str] | None = None) -> None:
        super().__init__(body)
        self.answer = json_answer(body, status=status, headers=headers)


def json_answer(data: Json, *, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """Answer with JSON."""
    return Answer(status=status, headers=headers or {}, parts=(msgspec.json.encode(data),))


def reply_answer(sample: Sample, number: int, model: str | None, job_id: str = "") -> Answer:
    """Answer with one of a sample's replies.

    Args:
        sample: The replies.
        number: Which one, counted from 1.
        model: The model that was asked for.
        job_id: The job's id, where it is a job's result.

    Raises:
        RefusedError: There are not that many.
    """
    replies = cast("list[Json]", msgspec.json.decode(sample.replies.replace("{job}", job_id)))
    if not 1 <= number <= len(replies):
        raise RefusedError(
            400, {"error": f"x-emulator-sample: {sample.provider} has {len(replies)} of {sample.task}, counted from 1"}
        )
    reply = replies[number - 1]
    if (media_type := _media_type(reply, "$media")) is not None:
        return media_answer(media_type)
    return json_answer(_with_model(_filled(reply), model))


def stream_answer(sample: Sample, model: str | None) -> Answer:
    """Answer with a sample's events and the event that ends them."""
    events = cast("list[Json]", msgspec.json.decode(sample.stream))
    data = [msgspec.json.encode(_with_model(_filled(event), model)) for event in events]
    if sample.done:
        data.append(sample.done.encode())
    return Answer(media_type=EVENT_STREAM, parts=tuple(b"data: " + line + b"\n\n" for line in data))


def media_answer(media_type: str) -> Answer:
    """Answer with a medium."""
    return Answer(media_type=media_type.replace("mask/", "image/"), parts=(read_media(media_type),))


def download_answer(path: str) -> Answer | None:
    """Answer with the medium that a download's path asks for by its suffix, or None where it asks for none."""
    name = os.path.basename(path).lower()
    if name.endswith(".txt"):
        return Answer(media_type="text/plain; charset=utf-8", parts=(b"Two cats.",))
    media_type = "mask/png" if name == "mask.png" else MEDIA_TYPES.get(os.path.splitext(name)[1], "")
    return media_answer(media_type) if media_type in MEDIA_FILES else None


@lru_cache
def read_media(media_type: str) -> bytes:
    """Give the bytes of the medium that stands for all of its type."""
    if media_type not in MEDIA_FILES:
        raise ValueError(f"no medium of type {media_type!r}; there are {', '.join(MEDIA_FILES)}")
    return (MEDIA_FOLDER / MEDIA_FILES[media_type]).read_bytes()


def example_of(tables: Tables, task: str) -> dict[str, Json]:
    """Give arguments for a call of a task, with real media."""
    arguments: dict[str, Json] = msgspec.json.decode(tables.examples[task])
    return {
        name: value if (media_type := _media_type(value, "$media")) is None else read_media(media_type)
        for name, value in arguments.items()
    }


def _filled(reply: Json) -> Json:
    """Put media where a reply has places for them, in base64."""
    for word in ("$media", "$text"):
        if (media_type := _media_type(reply, word)) is not None:
            return base64.b64encode(read_media(media_type)).decode()
    if isinstance(reply, dict):
        return {name: _filled(value) for name, value in cast("dict[str, Json]", reply).items()}
    if isinstance(reply, list):
        return [_filled(value) for value in cast("Sequence[Json]", reply)]
    return reply


def _media_type(reply: Json, word: str) -> str | None:
    """Give the media type that a place for a medium names, or None where it is no such place."""
    if not isinstance(reply, dict):
        return None
    fields = cast("dict[str, Json]", reply)
    return str(fields[word]) if list(fields) == [word] else None


def _with_model(reply: Json, model: str | None) -> Json:
    """Put the model that was asked for where a reply names one."""
    if model is None or not isinstance(reply, dict):
        return reply
    fields = cast("dict[str, Json]", reply)
    return {**fields, "model": model} if "model" in fields else fields
