# Generated from specs/providers/replicate.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Replicate: text to speech.

https://replicate.com/docs/reference/http
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.replicate import JOB
from inferwire_runtime.flow import filled
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.media import media_from_url
from inferwire_runtime.pick import pick
from inferwire_runtime.routing import segment
from inferwire_runtime.values import after, contains

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/predictions`` or ``/v1/models/{model}/predictions``.

    Then asks for the job until it is done.
    """
    body = call.body({"version": after(route.model, ":"), "input": filled({"text": call.inputs}, call.parameters)})
    reply = yield from route.post(
        "/v1/predictions" if contains(route.model, ":") else f"/v1/models/{segment(route.model)}/predictions",
        json=body,
        headers={"prefer": "wait"},
        is_repeatable=False,
    )
    return (yield from wait_for_job(call, route, reply, JOB))


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    if (media := reply.media()) is not None:
        return media
    data = reply.json()
    return media_from_url(pick(data, "output")) or media_from_url(pick(data, "output", 0))
