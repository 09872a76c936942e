# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Automatic speech recognition by fal.

Accepts audio/mpeg, audio/mp3, audio/wav, audio/wave, audio/x-wav, audio/webm or video/webm.
https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import coalesce, drop_nulls, get, get_list
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import flatten_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


MEDIA_TYPES = {
    "audio/mpeg": "audio/mpeg",
    "audio/mp3": "audio/mp3",
    "audio/wav": "audio/x-wav",
    "audio/wave": "audio/x-wav",
    "audio/x-wav": "audio/x-wav",
    "audio/webm": "video/webm",
    "video/webm": "video/webm",
}


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/{model}``."""
    call.check_encodable()
    call = call.check_media_types(MEDIA_TYPES, route.server)
    return_timestamps = call.parameter("return_timestamps")
    return await route.post(
        f"/{quote_path(route.model)}",
        json=call.body(
            {
                "audio_url": url_or_data_url(call.inputs),
                "chunk_level": call.parameter("chunk_level")
                or (return_timestamps == "word" and "word")
                or ("segment" if return_timestamps else UNSET),
            },
            flatten_keys(call.parameters, "generation_parameters"),
        ),
    )


def parse_response(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response."""
    data = response.json()
    segments = get_list(data, "segments")
    return convert(
        {
            "text": coalesce(get(data, "text"), get(data, "output")),
            "chunks": get(data, "chunks")
            or (
                segments
                and drop_nulls(
                    [
                        get(segment, "text")
                        and {
                            "text": get(segment, "text"),
                            "timestamp": [get(segment, "start") or 0, get(segment, "end") or 0],
                        }
                        for segment in segments
                    ]
                )
            ),
        },
        AutomaticSpeechRecognitionOutput,
        response.server,
        body=response.body,
    )
