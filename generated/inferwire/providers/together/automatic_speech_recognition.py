# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Together AI: automatic speech recognition.

Protocol: OpenAI's transcription.
https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.media import link_of
from inferwire_runtime.pick import each, flat_items, pick
from inferwire_runtime.values import first, omitted

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/audio/transcriptions``."""
    return route.post(
        "/v1/audio/transcriptions",
        form=call.form(
            {
                "file": first(link_of(call.inputs), call.inputs),
                "model": route.model,
                "temperature": call.parameter("generation_parameters", "temperature"),
                "generation_parameters": omitted(call.parameter("generation_parameters"), "temperature") or UNSET,
            },
            omitted(call.parameters, "generation_parameters"),
        ),
    )


def read(reply: Reply) -> AutomaticSpeechRecognitionOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(
        {
            "text": pick(data, "text"),
            "chunks": each(
                flat_items(pick(data, "segments")),
                lambda item: {"text": pick(item, "text"), "timestamp": [pick(item, "start"), pick(item, "end")]},
            ),
        },
        AutomaticSpeechRecognitionOutput,
        reply.who,
        body=reply.body,
    )
