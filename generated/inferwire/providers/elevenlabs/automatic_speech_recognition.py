# Generated from specs/providers/elevenlabs.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Automatic speech recognition by ElevenLabs.

https://elevenlabs.io/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import get, get_list
from inferwire_runtime.values import flatten_keys, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/speech-to-text``."""
    call.check_encodable()
    call = await fetch_files(call, route)
    form = call.form(
        {"file": call.inputs, "model_id": route.model},
        omit_keys(flatten_keys(call.parameters, "generation_parameters"), "enable_logging", "return_timestamps"),
    )
    return await route.post("/v1/speech-to-text", form=form, query={"enable_logging": call.parameter("enable_logging")})


def parse_response(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response."""
    data = response.json()
    words = get_list(data, "words")
    return convert(
        {
            "text": get(data, "text"),
            "chunks": words
            and [
                None
                if word is None
                else {"text": get(word, "text"), "timestamp": [get(word, "start"), get(word, "end")]}
                for word in words
                if get(word, "type") == "word"
            ],
        },
        AutomaticSpeechRecognitionOutput,
        response.server,
        body=response.body,
    )
