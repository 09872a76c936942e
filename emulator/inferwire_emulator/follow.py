"""Let the response of a sample follow its request: as many vectors as texts, images and timestamps as requested."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec import structs

from inferwire_emulator.client_imports import Json, is_list
from inferwire_emulator.images import checked_size, make_png
from inferwire_emulator.media import MEDIA_FILES, read_media
from inferwire_emulator.vectors import dimensions_of, embed, similarity, texts_of, with_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from inferwire_emulator.checks import Fields
    from inferwire_emulator.responses import Response
    from inferwire_emulator.tables import Sample

IMAGE_URL = re.compile(r"(https?://\S+?)(\.(?:png|jpe?g|webp))", re.IGNORECASE)
SIZE = re.compile(r"(\d{1,5})[x*](\d{1,5})")
WORDS_PER_SECOND = 2


def follow(response: Response, sample: Sample, fields: Fields, form: str) -> Response:
    """Return a response that has what is requested.

    Args:
        response: The response of a sample.
        sample: The sample.
        fields: Fields of a JSON body.
        form: Text of a body that is a form; empty if it is not.
    """
    if response.status >= 300 or response.is_stream:
        return response
    match sample.task:
        case "feature-extraction" | "sentence-similarity":
            return _with_json(response, lambda body: _vectors(body, sample.task, fields))
        case "automatic-speech-recognition":
            unit = _timestamps(fields, form)
            return _with_json(response, lambda body: _with_times(body, unit)) if unit else response
        case _:
            size = image_size(fields)
            return _with_size(response, size) if size is not None and sample.task.endswith("to-image") else response


def with_usage_event(events: Sequence[Json], fields: Fields) -> list[Json]:
    """Return events of a chat, the usage in one of its own at the end if that is requested."""
    options = fields.get("stream_options")
    if not isinstance(options, dict) or cast("Fields", options).get("include_usage") is not True:
        return list(events)
    usage = next((event["usage"] for event in reversed(events) if event.get("usage")), None)
    if usage is None or any("choices" not in event for event in events):
        return list(events)
    kept = [{**event, "usage": None} for event in events]
    last = {key: value for key, value in events[-1].items() if key not in ("choices", "usage")}
    return [*kept, {**last, "choices": [], "usage": usage}]


def _with_json(response: Response, change: Callable[[Json], Json]) -> Response:
    body = change(msgspec.json.decode(b"".join(response.chunks)))
    return structs.replace(response, chunks=(msgspec.json.encode(body),))


def _vectors(body: Json, task: str, fields: Fields) -> Json:
    inputs = fields.get("inputs")
    parts = cast("Fields", inputs) if isinstance(inputs, dict) else fields
    source, sentences = parts.get("source_sentence"), parts.get("sentences")
    if task == "sentence-similarity" and isinstance(source, str) and is_list(sentences):
        scores = [similarity(embed(source), embed(str(each))) for each in cast("Sequence[Json]", sentences)]
        return {**cast("Fields", body), "similarities": scores} if isinstance(body, dict) else scores
    texts = texts_of(fields)
    return body if texts is None else with_vectors(body, [embed(text, dimensions_of(fields)) for text in texts], fields)


def _timestamps(fields: Fields, form: str) -> str:
    """Return what timestamps a transcription has: ``word`` or ``segment``; nothing if none are requested."""
    parameters = fields.get("parameters")
    own = {**fields, **(cast("Fields", parameters) if isinstance(parameters, dict) else {})}
    wish = own.get("return_timestamps")
    if wish == "word" or ("timestamp_granularities" in form and re.search(r"\r\n\r\nword\r\n", form)):
        return "word"
    return "segment" if wish or "verbose_json" in form else ""


def _with_times(body: Json, unit: str) -> Json:
    """Return a transcription with the times of its words, or of the whole."""
    if not isinstance(body, dict):
        return body
    own = cast("Fields", body)
    text = own.get("text")
    if not isinstance(text, str) or any(own.get(name) for name in ("chunks", "words", "segments")):
        return own
    parts = text.split() if unit == "word" else [text]
    ends = [round((index + 1) * len(part.split()) / WORDS_PER_SECOND, 2) for index, part in enumerate(parts)]
    times = list(zip(parts, [0.0, *ends[:-1]], ends, strict=True))
    chunks = [{"text": part, "timestamp": [start, end]} for part, start, end in times]
    words = [{"word": part, "start": start, "end": end} for part, start, end in times]
    segments = [{"id": i, "start": start, "end": end, "text": part} for i, (part, start, end) in enumerate(times)]
    return {**own, "chunks": chunks, **({"words": words} if unit == "word" else {"segments": segments})}


def image_size(fields: Json, depth: int = 0) -> tuple[int, int] | None:
    """Return the requested width and height, wherever it has them; None if it names none."""
    if not isinstance(fields, dict) or depth > 3:
        return None
    own = cast("Fields", fields)
    width, height = own.get("width"), own.get("height")
    if isinstance(width, int) and isinstance(height, int):
        return checked_size(width, height)
    for value in own.values():
        if isinstance(value, str) and (found := SIZE.fullmatch(value)) is not None:
            return checked_size(int(found[1]), int(found[2]))
        if (size := image_size(value, depth + 1)) is not None:
            return size
    return None


def _with_size(response: Response, size: tuple[int, int]) -> Response:
    """Return a response with images of a size, as PNG."""
    if response.media_type.startswith("image/"):
        return structs.replace(response, media_type="image/png", chunks=(make_png(*size),))
    if not response.media_type.endswith("json"):
        return response
    samples = {base64.b64encode(read_media(name)).decode() for name in MEDIA_FILES if name.startswith("image/")}
    return _with_json(response, lambda body: _resized(body, size, samples))


def _resized(value: Json, size: tuple[int, int], samples: set[str]) -> Json:
    if isinstance(value, dict):
        return {name: _resized(each, size, samples) for name, each in cast("Fields", value).items()}
    if is_list(value):
        return [_resized(each, size, samples) for each in cast("Sequence[Json]", value)]
    if not isinstance(value, str):
        return value
    if value in samples:
        return base64.b64encode(make_png(*size)).decode()
    if (found := IMAGE_URL.fullmatch(value)) is not None:
        return f"{found[1]}-{size[0]}x{size[1]}{found[2]}"
    return value
