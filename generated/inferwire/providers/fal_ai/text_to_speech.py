# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Fal: text to speech.

https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.media import media_from_url
from inferwire_runtime.pick import pick
from inferwire_runtime.routing import segment

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/{model}``."""
    return route.post(f"/{segment(route.model)}", json=call.body({"text": call.inputs}, call.parameters))


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_url(pick(data, "audio", "url"))
