# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Fal: image text to video.

https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.fal_ai import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.media import as_media_url, media_from_url
from inferwire_runtime.pick import pick
from inferwire_runtime.routing import segment
from inferwire_runtime.values import first, parent

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/{model}`` or ``/{parent(model)}``.

    Then asks for the job until it is done.
    """
    route = route.detour(direct="https://queue.fal.run", routed_query="_subdomain=queue")
    body = call.body(
        {
            "image_url": first(call.parameter("image_url"), as_media_url(call.inputs) if call.inputs else UNSET),
            "loras": first(
                call.parameter("loras"), [{"path": route.weights_url, "scale": 1}] if route.weights_url else UNSET
            ),
        },
        call.parameters,
    )
    reply = yield from route.post(
        f"/{segment(route.model)}" if call.inputs or route.is_routed else f"/{segment(parent(route.model))}",
        json=body,
        is_repeatable=False,
    )
    return (yield from wait_for_job(call, route, reply, JOB))


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_url(pick(data, "video", "url"))
