"""Build responses from samples, and replace their placeholders with media files."""

from __future__ import annotations

import base64
import copy
import os
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec import Struct

from inferwire_emulator.client_imports import MEDIA_TYPES, Json, is_list
from inferwire_emulator.images import make_png, size_in_name
from inferwire_emulator.media import MEDIA_FILES, read_media

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from inferwire_emulator.routes import Endpoint
    from inferwire_emulator.tables import Sample, Tables

SAMPLE_HEADER = "x-emulator-sample"
EVENT_STREAM = "text/event-stream"
JSON_LINES = "application/x-ndjson"


class Response(Struct, frozen=True, kw_only=True):
    """A response before it is sent.

    Attributes:
        status: HTTP status.
        headers: Response headers, without the content type and length.
        media_type: Value of the ``Content-Type`` header.
        chunks: Body in the chunks that are sent; a stream has a chunk for each event.
        delay: Seconds before the response.
        is_scripted: Whether a test defined the response.
        first_byte_delay: Seconds between the headers and the first byte of the body.
        pause: Seconds to pause before each chunk but the first.
        stall: Seconds to pause in the middle of the body.
        disconnects: Whether to close the connection in the middle of the body.
        other: The same result as a stream, or a stream's result in one piece; None if there is only one form.
    """

    status: int = 200
    headers: dict[str, str] = {}
    media_type: str = "application/json"
    chunks: tuple[bytes, ...] = ()
    delay: float = 0.0
    is_scripted: bool = False
    first_byte_delay: float = 0.0
    pause: float = 0.0
    stall: float = 0.0
    disconnects: bool = False
    other: Response | None = None

    @property
    def is_stream(self) -> bool:
        """Whether the body is a stream, which has no ``Content-Length``."""
        return self.media_type in (EVENT_STREAM, JSON_LINES)


class InvalidRequestError(Exception):
    """A request that the emulator rejects.

    Attributes:
        response: The error response to send.
    """

    def __init__(self, status: int, body: Json, headers: dict[str, str] | None = None) -> None:
        super().__init__(body)
        self.response = json_response(body, status=status, headers=headers)


def json_response(data: Json, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Build a JSON response."""
    return Response(status=status, headers=headers or {}, chunks=(msgspec.json.encode(data),))


def status_page(path: str, endpoint: Endpoint) -> Response | None:
    """Build the response of a page about an endpoint: ``/info``, as in Text Generation Inference, or ``/health``.

    Returns:
        None if the path names neither page.
    """
    base, _, page = path.rpartition("/")
    if page == "health":
        return Response(media_type="")
    if page != "info":
        return None
    return json_response(
        {
            "model_id": base.partition("/models/")[2] or f"emulated/{endpoint.samples[0].task}",
            "model_pipeline_tag": endpoint.samples[0].task,
            "max_concurrent_requests": 128,
            "max_input_tokens": 4095,
            "max_total_tokens": 4096,
            "max_client_batch_size": 4,
            "router": "inferwire-emulator",
            "version": "1.0.0",
        }
    )


def sample_response(
    sample: Sample, number: int, model: str | None, job_id: str = "", *, inputs: int | None = None
) -> Response:
    """Build a response of a sample.

    Args:
        sample: Sample with the responses to choose from.
        number: Number of the response, counted from 1.
        model: Model of the request, to repeat in the response.
        job_id: ID of the job whose result this is; empty if there is no job.
        inputs: Number of inputs in a list, which have an item each; None for a single input.

    Raises:
        InvalidRequestError: If the sample has fewer responses.
    """
    count = len(sample.responses)
    if not 1 <= number <= count:
        error = f"{SAMPLE_HEADER} must be an int from 1 to {count} for {sample.task} of {sample.provider}, got {number}"
        raise InvalidRequestError(400, {"error": error})
    template = sample.responses[number - 1]
    if (media_type := _placeholder_type(template, "$media")) is not None:
        return media_response(media_type)
    filled = _with_model(fill_template(template, job_id), model)
    if inputs is None:
        return json_response(filled)
    item = filled[0] if is_list(filled) and len(filled) == 1 else filled
    return json_response([item] * inputs)


def stream_response(sample: Sample, model: str | None, events: Sequence[Json] | None = None) -> Response:
    """Build a stream of a sample's events, or of others, followed by its end marker."""
    events = sample.events if events is None else events
    data = [msgspec.json.encode(_with_model(fill_template(event), model)) for event in events]
    return event_stream(sample, data)


def event_stream(sample: Sample, lines: Iterable[bytes]) -> Response:
    """Build a stream of encoded events in the form of a sample, followed by its end marker."""
    data = list(lines)
    if sample.sends_lines:
        return Response(media_type=JSON_LINES, chunks=tuple(line + b"\n" for line in data))
    if sample.done_sentinel:
        data.append(sample.done_sentinel.encode())
    return Response(media_type=EVENT_STREAM, chunks=tuple(b"data: " + line + b"\n\n" for line in data))


def media_response(media_type: str) -> Response:
    """Build a response whose body is a media file."""
    return Response(media_type=media_type.replace("mask/", "image/"), chunks=(read_media(media_type),))


class FileStore:
    """Files of scripted responses that clients download. Threads can share it."""

    def __init__(self) -> None:
        self._files: dict[str, Response] = {}

    def add(self, content: bytes, media_type: str) -> str:
        """Store a file, and return the path that it is downloaded from."""
        path = f"/scripted/{len(self._files)}.{media_type.rpartition('/')[2]}"
        self._files[path] = Response(media_type=media_type, chunks=(content,))
        return path

    def find(self, path: str) -> Response | None:
        """Return the response with the file at a path; None if there is none."""
        return self._files.get(path)

    def clear(self) -> None:
        """Remove all files."""
        self._files.clear()


def download_response(path: str) -> Response | None:
    """Build a response with a sample file for the suffix of the path; return None if there is no such file."""
    name = os.path.basename(path).lower().partition(":")[0]  # without the action, as in "a.mp4:download"
    if name.endswith(".txt"):
        return Response(media_type="text/plain; charset=utf-8", chunks=(b"Two cats.",))
    media_type = "mask/png" if name == "mask.png" else MEDIA_TYPES.get(os.path.splitext(name)[1], "")
    if media_type.startswith("image/") and (size := size_in_name(name)) is not None:
        return Response(media_type="image/png", chunks=(make_png(*size),))
    return media_response(media_type) if media_type in MEDIA_FILES else None


def example_arguments(tables: Tables, task: str) -> dict[str, Json]:
    """Return the example arguments of a task, with media files in place of placeholders."""
    return {
        name: copy.deepcopy(value)
        if (media_type := _placeholder_type(value, "$media")) is None
        else read_media(media_type)
        for name, value in tables.example_arguments[task].items()
    }


def fill_template(template: Json, job_id: str = "") -> Json:
    """Copy a sample's JSON, and fill in media files as base64 and the ID of the job."""
    for key in ("$media", "$text"):
        if (media_type := _placeholder_type(template, key)) is not None:
            return base64.b64encode(read_media(media_type)).decode()
    if isinstance(template, dict):
        return {name: fill_template(value, job_id) for name, value in cast("dict[str, Json]", template).items()}
    if isinstance(template, list):
        return [fill_template(value, job_id) for value in cast("Sequence[Json]", template)]
    return template.replace("{job}", job_id) if isinstance(template, str) else template


def _placeholder_type(template: Json, key: str) -> str | None:
    """Return the media type of a placeholder; None if the value is not a placeholder with this key."""
    if not isinstance(template, dict):
        return None
    fields = cast("dict[str, Json]", template)
    return str(fields[key]) if list(fields) == [key] else None


def _with_model(body: Json, model: str | None) -> Json:
    """Replace the model in a response's JSON, if there is one, with the model of the request."""
    if model is None or not isinstance(body, dict):
        return body
    fields = cast("dict[str, Json]", body)
    return {**fields, "model": model} if "model" in fields else fields
