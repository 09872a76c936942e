# Generated from specs/providers/novita.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-video by Novita AI.

A long-running job, polled every 0.5 s until it finishes. It cannot be cancelled.
https://novita.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, job_id, wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v3/async/{model}``.

    Poll the job until it finishes.
    """
    call.check_encodable()
    body = call.body(
        {"prompt": call.inputs, "steps": call.parameter("num_inference_steps")},
        omit_keys(call.parameters, "num_inference_steps"),
    )
    response = await route.post(f"/v3/async/{quote_path(route.model)}", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    job = job_id(get(data, "task_id"))
    return job and f"/v3/async/task-result?task_id={job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "task", "status")


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "task", "reason")


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"TASK_STATUS_SUCCEED"}),
    failed=frozenset({"TASK_STATUS_FAILED"}),
    reason=_job_reason,
    interval=0.5,
)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "videos", 0, "video_url")) or media_from_url(get(data, "video", "video_url"))
