# Generated from specs/providers/zai-org.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Z.ai.

A long-running job, polled every 5 s until it finishes. It cannot be cancelled.
https://docs.z.ai/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, job_id, wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.values import has_text

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/api/paas/v4/async/images/generations``.

    Poll the job until it finishes.
    """
    body = call.body({"model": route.model, "prompt": call.inputs}, call.parameters)
    response = await route.post("/api/paas/v4/async/images/generations", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    id_ = get(data, "id")
    job = job_id(get(data, "task_status") and (id_ if has_text(id_) else None))
    return job and f"/api/paas/v4/async-result/{job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "task_status")


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"SUCCESS"}),
    failed=frozenset({"FAIL"}),
    interval=5.0,
)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "image_result", 0, "url"))
