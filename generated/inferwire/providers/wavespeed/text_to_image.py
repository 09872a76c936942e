# Generated from specs/providers/wavespeed.yaml. Do not edit: change the spec and run `nox -s generate`.
"""WaveSpeedAI: text to image.

https://wavespeed.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.wavespeed import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.media import media_from_url
from inferwire_runtime.pick import pick
from inferwire_runtime.routing import segment
from inferwire_runtime.values import first

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/api/v3/{model}``.

    Then asks for the job until it is done.
    """
    body = call.body(
        {
            "prompt": call.inputs,
            "loras": first(
                call.parameter("loras"), [{"path": route.hub_model, "scale": 1}] if route.adapter == "lora" else UNSET
            ),
        },
        call.parameters,
    )
    reply = yield from route.post(f"/api/v3/{segment(route.model)}", json=body, is_repeatable=False)
    return (yield from wait_for_job(call, route, reply, JOB))


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_url(pick(data, "data", "outputs", 0))
