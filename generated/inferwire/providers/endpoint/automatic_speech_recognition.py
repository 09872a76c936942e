# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Automatic speech recognition on a dedicated endpoint.

If the server responds with 404, 405 or 415, or rejects the form of the request, the OpenAI interface is tried.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import coalesce, flatten, get
from inferwire_runtime.routing import Fallback, with_fallback
from inferwire_runtime.uploads import base64_field
from inferwire_runtime.values import flatten_keys, is_set, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


FALLBACK = Fallback(
    order=("native", "openai"),
    statuses=(404, 405, 415),
    messages=(
        "Unexpected endpoint",
        "Unsupported method",
        "missing field",
        "Field required",
        "field required",
        "Unexpected fields",
        "unknown field",
        "Extra inputs are not permitted",
    ),
)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to whichever interface the server supports."""
    return await with_fallback(
        {
            "native": _send_native,
            "openai": _send_openai,
        },
        call,
        route,
        FALLBACK,
    )


async def _send_native(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    call = await fetch_files(call, route)
    if (file := call.only_file()) is not None:
        return await route.post("", content=file)
    body = call.body(
        {"inputs": base64_field(call.inputs), "parameters": call.parameters or UNSET},
        nest="parameters",
        top=("options",),
    )
    return await route.post("", json=body)


async def _send_openai(call: Call, route: Route) -> Response:
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
    """Parse the response of the interface that sent it."""
    return _parse_openai(response) if response.api == "openai" else _parse_native(response)


def _parse_native(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response of the native interface."""
    return response.decode(AutomaticSpeechRecognitionOutput)


def _parse_openai(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response of the OpenAI interface."""
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
