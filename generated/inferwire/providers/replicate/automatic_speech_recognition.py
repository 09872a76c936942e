# Generated from specs/providers/replicate.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Replicate: automatic speech recognition.

https://replicate.com/docs/reference/http
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.replicate import JOB
from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.flow import filled
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.media import as_media_url
from inferwire_runtime.pick import both, is_false, not_null, pick
from inferwire_runtime.routing import segment
from inferwire_runtime.steps import fetch_file
from inferwire_runtime.values import after, contains

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/predictions`` or ``/v1/models/{model}/predictions``.

    Then asks for the job until it is done and fetches the file that the reply names.
    """
    body = call.body(
        {"version": after(route.model, ":"), "input": filled({"audio": as_media_url(call.inputs)}, call.parameters)}
    )
    reply = yield from route.post(
        "/v1/predictions" if contains(route.model, ":") else f"/v1/models/{segment(route.model)}/predictions",
        json=body,
        headers={"prefer": "wait"},
        is_repeatable=False,
    )
    reply = yield from wait_for_job(call, route, reply, JOB)
    return (yield from fetch_file(route, reply, _file))


def _file(data: Json) -> Json:
    """Give the URL of the file that belongs to a reply."""
    return both(is_false(pick(data, "output", "text")), pick(data, "output", "txt_file"))


def read(reply: Reply) -> AutomaticSpeechRecognitionOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(
        {
            "text": not_null(
                pick(data, "output", "text"),
                pick(data, "output", "transcription"),
                pick(data, "output", "translation"),
                reply.file_text(),
                pick(data, "output"),
            ),
            "chunks": pick(data, "output", "chunks"),
        },
        AutomaticSpeechRecognitionOutput,
        reply.who,
        body=reply.body,
    )
