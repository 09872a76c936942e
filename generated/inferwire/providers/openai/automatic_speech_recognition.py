# Generated from specs/providers/openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Automatic speech recognition by OpenAI.

Protocol: OpenAI's transcription.
https://platform.openai.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import coalesce, flatten, get
from inferwire_runtime.values import flatten_keys, is_set, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/audio/transcriptions``."""
    call.check_encodable()
    call = await fetch_files(call, route)
    return_timestamps = call.parameter("return_timestamps")
    form = call.form(
        {
            "file": call.inputs,
            "model": route.model,
            "response_format": call.parameter("response_format") or ("verbose_json" if return_timestamps else UNSET),
            "timestamp_granularities[]": [return_timestamps]
            if not is_set(call.parameter("timestamp_granularities"))
            and return_timestamps is not True
            and return_timestamps
            else UNSET,
        },
        omit_keys(flatten_keys(call.parameters, "generation_parameters"), "return_timestamps"),
    )
    return await route.post("/v1/audio/transcriptions", form=form)


def parse_response(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response."""
    data = response.json() if response.plain_text() is None else None
    words = get(data, "words")
    items = flatten(words)
    segments = get(data, "segments")
    items_2 = flatten(segments)
    return convert(
        {
            "text": coalesce(get(data, "text"), response.plain_text()),
            "chunks": get(data, "chunks")
            or (
                words
                and items
                and [{"text": get(word, "word"), "timestamp": [get(word, "start"), get(word, "end")]} for word in items]
            )
            or (
                segments
                and items_2
                and [
                    {"text": get(segment, "text"), "timestamp": [get(segment, "start"), get(segment, "end")]}
                    for segment in items_2
                ]
            ),
        },
        AutomaticSpeechRecognitionOutput,
        response.server,
        body=response.body,
    )
