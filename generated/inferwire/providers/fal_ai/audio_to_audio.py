# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Fal: audio to audio.

https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.fal_ai import JOB
from inferwire.types.audio_to_audio import AudioToAudioOutputElement
from inferwire_runtime.decoding import convert
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.media import as_media_url
from inferwire_runtime.pick import either, pick
from inferwire_runtime.routing import segment
from inferwire_runtime.steps import fetch_file

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route


MEDIA_TYPES = {
    "audio/mpeg": "audio/mpeg",
    "audio/mp3": "audio/mp3",
    "audio/wav": "audio/x-wav",
    "audio/wave": "audio/x-wav",
    "audio/x-wav": "audio/x-wav",
    "audio/webm": "video/webm",
    "video/webm": "video/webm",
}


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/{model}``.

    Then asks for the job until it is done and fetches the file that the reply names.
    """
    call = call.accept_media(MEDIA_TYPES, route.who)
    route = route.detour(direct="https://queue.fal.run", routed_query="_subdomain=queue")
    body = call.body({"audio_url": as_media_url(call.inputs)}, call.parameters)
    reply = yield from route.post(f"/{segment(route.model)}", json=body, is_repeatable=False)
    reply = yield from wait_for_job(call, route, reply, JOB)
    return (yield from fetch_file(route, reply, _file))


def _file(data: Json) -> Json:
    """Give the URL of the file that belongs to a reply."""
    return pick(data, "audio", "url")


def read(reply: Reply) -> list[AudioToAudioOutputElement]:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(
        [
            {
                "label": either(pick(data, "text"), "speech"),
                "content-type": either(pick(data, "audio", "content_type"), reply.file_type()),
                "blob": reply.file_media(),
            }
        ],
        list[AudioToAudioOutputElement],
        reply.who,
    )
