# Generated from specs/providers/replicate.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Automatic speech recognition by Replicate.

A long-running job, polled every second until it finishes. It can be cancelled.
If the response has the URL of a file, the file is downloaded.
https://replicate.com/docs/reference/http
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.replicate import JOB
from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import download_file
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import coalesce, flatten, get
from inferwire_runtime.models import merge
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import contains, flatten_keys, text_after

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/predictions`` or ``/v1/models/{model}/predictions``.

    Poll the job until it finishes, then download the file in the response.
    """
    call.check_encodable()
    return_timestamps = call.parameter("return_timestamps")
    body = call.body(
        {
            "version": text_after(route.model, ":"),
            "input": merge(
                {
                    "audio": url_or_data_url(call.inputs),
                    "timestamp": call.parameter("timestamp")
                    or (return_timestamps == "word" and "word")
                    or ("chunk" if return_timestamps else UNSET),
                },
                flatten_keys(call.parameters, "generation_parameters"),
            ),
        },
        nest="input",
        top=("stream", "webhook", "webhook_events_filter"),
    )
    response = await route.post(
        "/v1/predictions" if contains(route.model, ":") else f"/v1/models/{quote_path(route.model)}/predictions",
        json=body,
        headers={"prefer": "wait"},
        is_idempotent=False,
    )
    response = await wait_for_job(call, route, response, JOB)
    return await download_file(route, response, _file_url)


def _file_url(data: Json) -> Json:
    """Return the URL of the file in a response."""
    return get(data, "output", "txt_file") if not get(data, "output", "text") else None


def parse_response(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response."""
    data = response.json()
    segments = flatten(get(data, "output", "segments"))
    return convert(
        {
            "text": coalesce(
                get(data, "output", "text"),
                get(data, "output", "transcription"),
                get(data, "output", "translation"),
                response.file_text(),
                get(data, "output"),
            ),
            "chunks": get(data, "output", "chunks")
            or (
                segments
                and [
                    {"text": get(segment, "text"), "timestamp": [get(segment, "start"), get(segment, "end")]}
                    for segment in segments
                ]
            ),
        },
        AutomaticSpeechRecognitionOutput,
        response.server,
        body=response.body,
    )
