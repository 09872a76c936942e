# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Fal: automatic speech recognition.

https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.media import as_media_url
from inferwire_runtime.pick import both, each, either, every, flat_items, not_null, pick
from inferwire_runtime.routing import segment

if TYPE_CHECKING:
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
    """Post the call to ``/{model}``."""
    call = call.accept_media(MEDIA_TYPES, route.who)
    return route.post(
        f"/{segment(route.model)}", json=call.body({"audio_url": as_media_url(call.inputs)}, call.parameters)
    )


def read(reply: Reply) -> AutomaticSpeechRecognitionOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(
        {
            "text": not_null(pick(data, "text"), pick(data, "output")),
            "chunks": either(
                pick(data, "chunks"),
                each(
                    flat_items(
                        every(
                            pick(data, "segments"),
                            lambda item: both(
                                pick(item, "text"),
                                {
                                    "text": pick(item, "text"),
                                    "timestamp": [either(pick(item, "start"), 0), either(pick(item, "end"), 0)],
                                },
                            ),
                        )
                    ),
                    lambda item: item,
                ),
            ),
        },
        AutomaticSpeechRecognitionOutput,
        reply.who,
        body=reply.body,
    )
