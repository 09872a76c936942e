# Generated from specs/providers/black-forest-labs.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Black Forest Labs: text to image.

https://docs.bfl.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, wait_for_job
from inferwire_runtime.media import media_from_url
from inferwire_runtime.pick import pick
from inferwire_runtime.routing import segment

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/{model}``.

    Then asks for the job until it is done.
    """
    body = call.body({"prompt": call.inputs}, call.parameters)
    reply = yield from route.post(f"/v1/{segment(route.model)}", json=body, is_repeatable=False)
    return (yield from wait_for_job(call, route, reply, JOB))


def _job_place(data: Json) -> Json:
    """Give where to ask for the job."""
    return pick(data, "polling_url")


def _job_status(data: Json) -> Json:
    """Give the job's status."""
    return pick(data, "status")


JOB = JobRules(
    place=_job_place,
    status=_job_status,
    done=frozenset({"Ready"}),
    failed=frozenset({"Error", "Failed", "Request Moderated", "Content Moderated", "Task not found"}),
    every=1.0,
    domain="bfl.ai",
    counter="attempt",
)


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_url(pick(data, "result", "sample"))
