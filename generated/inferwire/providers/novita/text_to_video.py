# Generated from specs/providers/novita.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Novita AI: text to video.

https://novita.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, job_id, wait_for_job
from inferwire_runtime.media import media_from_url
from inferwire_runtime.pick import pick, within
from inferwire_runtime.routing import segment
from inferwire_runtime.values import omitted

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v3/async/{model}``.

    Then asks for the job until it is done.
    """
    body = call.body(
        {"prompt": call.inputs, "steps": call.parameter("num_inference_steps")},
        omitted(call.parameters, "num_inference_steps"),
    )
    reply = yield from route.post(f"/v3/async/{segment(route.model)}", json=body, is_repeatable=False)
    return (yield from wait_for_job(call, route, reply, JOB))


def _job_place(data: Json) -> Json:
    """Give where to ask for the job."""
    return within(job_id(pick(data, "task_id")), lambda job: f"/v3/async/task-result?task_id={job}")


def _job_status(data: Json) -> Json:
    """Give the job's status."""
    return pick(data, "task", "status")


def _job_reason(data: Json) -> Json:
    """Give why the job failed."""
    return pick(data, "task", "reason")


JOB = JobRules(
    place=_job_place,
    status=_job_status,
    done=frozenset({"TASK_STATUS_SUCCEED"}),
    failed=frozenset({"TASK_STATUS_FAILED"}),
    reason=_job_reason,
    every=0.5,
)


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_url(pick(data, "videos", 0, "video_url")) or media_from_url(pick(data, "video", "video_url"))
