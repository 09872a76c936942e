# Generated from specs/providers/deepgram.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Automatic speech recognition by Deepgram.

https://developers.deepgram.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.deepgram import ERRORS
from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import flatten, get
from inferwire_runtime.models import drop_unset
from inferwire_runtime.uploads import remote_url
from inferwire_runtime.values import flatten_keys, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/listen``."""
    call.check_encodable()
    route = route.with_errors(ERRORS)
    if (not remote_url(call.inputs)) and (file := call.whole_file()) is not None:
        return await route.post(
            "/v1/listen",
            content=file,
            query=call.query(
                {"model": route.model},
                omit_keys(flatten_keys(call.parameters, "generation_parameters"), "return_timestamps"),
            ),
        )
    return await route.post(
        "/v1/listen",
        json=drop_unset({"url": remote_url(call.inputs)}),
        query=call.query(
            {"model": route.model},
            omit_keys(flatten_keys(call.parameters, "generation_parameters"), "return_timestamps"),
        ),
    )


def parse_response(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response."""
    data = response.json()
    words = flatten(get(data, "results", "channels", 0, "alternatives", 0, "words"))
    return convert(
        {
            "text": get(data, "results", "channels", 0, "alternatives", 0, "transcript"),
            "chunks": words
            and [{"text": get(word, "word"), "timestamp": [get(word, "start"), get(word, "end")]} for word in words],
        },
        AutomaticSpeechRecognitionOutput,
        response.server,
        body=response.body,
    )
