# Generated from specs/providers/cloudflare.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Automatic speech recognition by Cloudflare Workers AI.

https://developers.cloudflare.com/workers-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.cloudflare import ERRORS
from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import flatten, get
from inferwire_runtime.uploads import base64_field
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import contains, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("generation_parameters",)
TURBO_UNSUPPORTED = ("generation_parameters",)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    if contains(route.model, "turbo"):
        return (await _send_turbo(call, route)).by_api("turbo")
    call.refuse_unsupported(UNSUPPORTED, route.server)
    call = await fetch_files(call, route)
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        content=call.upload(route.server, alone=("return_timestamps", "generation_parameters")),
    )


async def _send_turbo(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    call.refuse_unsupported(TURBO_UNSUPPORTED, route.server)
    call = await fetch_files(call, route)
    route = route.with_errors(ERRORS)
    body = call.body(
        {"audio": base64_field(call.inputs)}, omit_keys(call.parameters, "return_timestamps", *TURBO_UNSUPPORTED)
    )
    return await route.post(f"/run/{quote_path(route.model)}", json=body)


def parse_response(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response."""
    if response.api == "turbo":
        return _parse_turbo(response)
    data = response.json()
    words = flatten(get(data, "result", "words"))
    return convert(
        {
            "text": get(data, "result", "text"),
            "chunks": words
            and [{"text": get(word, "word"), "timestamp": [get(word, "start"), get(word, "end")]} for word in words],
        },
        AutomaticSpeechRecognitionOutput,
        response.server,
        body=response.body,
    )


def _parse_turbo(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response of the turbo interface."""
    data = response.json()
    segments = flatten(get(data, "result", "segments"))
    return convert(
        {
            "text": get(data, "result", "text"),
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
