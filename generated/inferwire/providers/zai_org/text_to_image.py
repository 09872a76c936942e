# Generated from specs/providers/zai-org.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Z.ai: text to image.

https://docs.z.ai/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, job_id, wait_for_job
from inferwire_runtime.media import media_from_url
from inferwire_runtime.pick import both, pick, within

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/api/paas/v4/async/images/generations``.

    Then asks for the job until it is done.
    """
    body = call.body({"model": route.model, "prompt": call.inputs}, call.parameters)
    reply = yield from route.post("/api/paas/v4/async/images/generations", json=body, is_repeatable=False)
    return (yield from wait_for_job(call, route, reply, JOB))


def _job_place(data: Json) -> Json:
    """Give where to ask for the job."""
    return within(
        job_id(both(pick(data, "task_status"), pick(data, "id"))), lambda job: f"/api/paas/v4/async-result/{job}"
    )


def _job_status(data: Json) -> Json:
    """Give the job's status."""
    return pick(data, "task_status")


JOB = JobRules(
    place=_job_place,
    status=_job_status,
    done=frozenset({"SUCCESS"}),
    failed=frozenset({"FAIL"}),
    every=5.0,
)


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_url(pick(data, "image_result", 0, "url"))
