# Generated from specs/providers/mistral.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Automatic speech recognition by Mistral AI.

https://docs.mistral.ai/api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import flatten, get
from inferwire_runtime.values import flatten_keys, omit_keys

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
            "timestamp_granularities": "word"
            if return_timestamps == "word"
            else "segment"
            if return_timestamps
            else UNSET,
        },
        omit_keys(flatten_keys(call.parameters, "generation_parameters"), "return_timestamps"),
    )
    return await route.post("/v1/audio/transcriptions", form=form)


def parse_response(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response."""
    data = response.json()
    segments = flatten(get(data, "segments"))
    return convert(
        {
            "text": get(data, "text"),
            "chunks": segments
            and [
                {"text": get(segment, "text"), "timestamp": [get(segment, "start"), get(segment, "end")]}
                for segment in segments
            ],
        },
        AutomaticSpeechRecognitionOutput,
        response.server,
        body=response.body,
    )
